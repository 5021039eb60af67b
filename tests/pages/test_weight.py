"""What a page makes a browser load before its reader does anything."""

from __future__ import annotations

import re
import zlib

from readery import assets, pages
from readery.render import Renderer
from tests.pages import shelf

FIRST_ROUND_TRIP = 14 * 1024
"""Bytes that a server may send before it hears back: ten packets (RFC 6928)."""


def test_an_article_loads_one_style_and_one_small_script() -> None:
    site, theme = shelf.site(), assets.theme()
    renderer = Renderer(site.settings, theme)
    page = next(page for page in pages.plan(site) if page.path == "articles/lamp/index.html")
    shown = renderer.render(page).data
    loaded = re.findall(rb'<(?:link rel="stylesheet" href|script src)="\.\./\.\./([^"]+)"', shown)
    assert [re.sub(rb"\.\w+(?=\.\w+$)", b"", name).decode() for name in loaded] == [
        "assets/reading.css",
        "assets/scheme.js",
    ]
    data = {file.path: file.data for file in theme.files}
    style, script = (data[name.decode()] for name in loaded)
    assert len(zlib.compress(script, 9)) < 700
    assert len(zlib.compress(style, 9)) + len(zlib.compress(script, 9)) < 4700
    # 19,000 characters of text are 8 KB; what stands around them must leave room for those.
    around = re.sub(rb'<div class="prose">.*</div>\s*<footer', b"<footer", shown, flags=re.DOTALL)
    assert (
        len(zlib.compress(around, 9)) + len(zlib.compress(style, 9)) + len(zlib.compress(script, 9))
        < FIRST_ROUND_TRIP - 7500
    )
    assert b"loading=" not in around


def test_styles_and_scripts_lose_comments_and_keep_meaning() -> None:
    theme = assets.theme()
    for file in theme.files:
        if file.path.endswith((".css", ".js")):
            assert b"/* " not in file.data, file.path
    style = next(file.data.decode() for file in theme.files if file.path == theme.names["reading.css"])
    for kept in ("clamp(1.125rem,1.05rem + 0.5vw,1.25rem)", "80rem)", 'content:" · " / ""'):
        assert kept in style
