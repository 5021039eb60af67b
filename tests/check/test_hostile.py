"""Whatever lies in a folder, a check ends with findings."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readery import check
from readery.check import css, html
from readery.check.address import resolve
from readery.settings import Settings, SiteSettings

PIECES = st.sampled_from(
    ["<a href=", "<img srcset=", "<style>", "url(", "@import ", "<base href=", "//", "..", "%", "%ff", "\x00", "&#0;", "é",
     '"', "'", ">", "<meta http-equiv=refresh content=", "http://[", "#", "?", "\\", "\n", "<svg><use xlink:href=", "</style>"]
)  # fmt: skip
MESS = st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=30).map("".join)


@given(MESS)
def test_no_page_stops_it(mess: str) -> None:
    page = html.read("a/b.html", mess.encode("utf-8", "surrogatepass"))
    for reference in page.references:
        resolve(reference.url, page.path, "https://example.org/x/", page.base)


@given(st.binary(max_size=200), st.sampled_from([".html", ".css", ".xml", ".json", ".svg"]))
def test_no_bytes_stop_it(data: bytes, ending: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        for file in (f"a{ending}", "robots.txt", "_redirects"):
            (Path(name) / file).write_bytes(data)
        for finding in check.check(Path(name), Settings(site=SiteSettings(base_url="https://example.org/"))):
            assert str(finding).isprintable()


@given(MESS)
def test_no_style_stops_it(mess: str) -> None:
    assert all(url for url, _ in css.addresses(mess))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a{b:url(x.png)}", [("x.png", False)]),
        ("@import 'x.css' screen;", [("x.css", True)]),
        ('@import url("x.css");', [("x.css", True)]),
        ("@font-face{src:local(f),url(f.woff2) format('woff2')}p{b:url(p.png)}", [("f.woff2", True), ("p.png", False)]),
        (r"a{b:url(a\20 b.png)}", [("a b.png", False)]),
        ('a{b:url("a)b.png")}', [("a)b.png", False)]),
        (r"a{b:url(\110000\d800)}", [("\ufffd\ufffd", False)]),
        ("/* url(x) */", []),
        ("a{b:url()}", []),
        ("a{b:URL( 'x' )}", [("x", False)]),
    ],
)
def test_addresses_in_styles(text: str, expected: list[tuple[str, bool]]) -> None:
    assert list(css.addresses(text)) == expected


def test_a_deep_tree_and_a_huge_json_stop_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<div>" * 50_000, encoding="utf-8")
    (tmp_path / "a.json").write_text("[" * 50_000, encoding="utf-8")
    (tmp_path / "a.xml").write_text("<a>" * 50_000 + "</a>" * 50_000, encoding="utf-8")
    assert {finding.where for finding in check.check(tmp_path, Settings())} >= {"a.html", "a.json"}
