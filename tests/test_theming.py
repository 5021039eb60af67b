"""docs/theming.md says what a theme can rely on; each of its examples works, each name in it exists."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser

from readery import assets, pages
from readery.render import Renderer
from tests.pages import shelf

DOC = (Path(__file__).parent.parent / "docs" / "theming.md").read_text(encoding="utf-8")
SHIPPED = assets.shipped_folder()


def named(row: str) -> list[str]:
    return re.findall(r"`([^`]+)`", row)


def rows(heading: str) -> list[list[str]]:
    """The cells of the first table under a heading."""
    part = DOC.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_token_is_documented() -> None:
    style = (SHIPPED / "assets" / "reading.css").read_text(encoding="utf-8")
    set_at_root = re.findall(r"^  (--[a-z]+):", style.partition("\n:root {")[2].partition("\n}")[0], re.MULTILINE)
    told = [name for row in rows("A colour, a measure, a typeface") for name in named(row[0])]
    assert set(told) == set(set_at_root) - {"--scale"}


def test_every_template_and_block_is_documented() -> None:
    told = {name: set(named(row[2])) for row in rows("A block") for name in named(row[0])}
    assert set(told) == {path.name for path in SHIPPED.iterdir() if path.is_file()}
    base = told["base.html"]
    for name, blocks in told.items():
        source = (SHIPPED / name).read_text(encoding="utf-8")
        there = set(re.findall(r"{%-? block (\w+)", source))
        assert there - (base if name != "base.html" else set()) == blocks, name


def test_every_name_that_templates_see_is_documented() -> None:
    renderer = Renderer(shelf.site().settings, assets.theme())
    given = set(renderer.names) - {"range", "dict", "lipsum", "cycler", "joiner", "namespace"}
    part = DOC.partition("## What a template may use\n")[2].partition("\n## ")[0]
    assert {re.split(r"[.(]", name)[0] for name in named(part)} >= given


def test_what_a_reader_chose_stands_above_an_owners_tokens_and_print_above_both(
    chromium: Browser, tmp_path: Path
) -> None:
    (tmp_path / "own" / "assets").mkdir(parents=True)
    own = ":root { --accent: #0b4f4a; --paper: #eee; --measure: 50ch; --text: cursive; }"
    (tmp_path / "own" / "assets" / "own.css").write_text(own, encoding="utf-8")
    site, theme = shelf.site(), assets.theme(tmp_path / "own")
    lamp = next(page for page in pages.plan(site) if page.path == "articles/lamp/index.html")
    for output in (Renderer(site.settings, theme).render(lamp), *theme.files):
        path = tmp_path / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(output.data)
    page = chromium.new_page()
    page.goto((tmp_path / lamp.path).as_uri())
    tokens = """() => ['--accent', '--paper', '--measure'].map(
        (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim())"""
    assert page.evaluate(tokens) == ["#0b4f4a", "#eee", "50ch"]
    page.evaluate(
        "() => { readery.set('scheme', 'sepia'); readery.set('measure', 'broad'); readery.set('face', 'sans'); }"
    )
    assert page.evaluate(tokens) == ["#71230f", "#f4e9d3", "65ch"]
    assert "cursive" not in page.evaluate("getComputedStyle(document.body).fontFamily")
    page.emulate_media(media="print")
    assert page.evaluate(tokens) == ["#000", "#fff", "100%"]
    page.close()


def test_the_examples_work(tmp_path: Path) -> None:
    css, part, article = re.findall(r"```\w+\n(.*?)```", DOC, re.DOTALL)
    for name, text in (("assets/own.css", css), ("parts/colophon.html", part), ("article.html", article)):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    site = shelf.site()
    theme = assets.theme(tmp_path)
    renderer = Renderer(site.settings, theme)
    made = {page.path: renderer.render(page).data.decode() for page in pages.plan(site)}
    lamp = made["articles/lamp/index.html"]
    assert lamp.count("Read the original at harbour.example") == 2
    assert "In this article" in lamp
    assert f'href="../../{theme.names["own.css"]}"' in lamp
    assert "Kept by hand since 2009." in made["index.html"]
    assert "--accent:light-dark(#0b4f4a" in made["404.html"]
