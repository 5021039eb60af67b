"""The site as one file: an archive, or one page with all that it needs."""

from __future__ import annotations

import io
import re
import tarfile
import zipfile
from pathlib import Path

import pytest
import zstandard
from playwright.sync_api import Browser

from readery.deploy import DeployError, deploy, rollback
from tests.deploy.shelf import ONE, TWO, Files, Heard, job, lay


def send(tmp_path: Path, files: Files, name: str, **options: object) -> Path:
    there = tmp_path / "out" / name
    deploy(job(lay(tmp_path / "site", files), str(there), tmp_path / "state", **options), Heard())
    return there


def unpacked(path: Path) -> Files:
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    plain = zstandard.ZstdDecompressor().stream_reader(io.BytesIO(path.read_bytes())).read()
    with tarfile.open(fileobj=io.BytesIO(plain)) as tar:
        return {each.name: tar.extractfile(each).read() for each in tar}  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["site.zip", "site.tar.zst"])
def test_an_archive_holds_the_site_and_the_same_site_makes_the_same_bytes(tmp_path: Path, name: str) -> None:
    first = send(tmp_path, ONE, name)
    data = first.read_bytes()
    assert unpacked(first) == ONE
    assert unpacked(send(tmp_path, TWO, name)) == TWO
    assert send(tmp_path, ONE, name).read_bytes() == data
    assert [path.name for path in first.parent.iterdir()] == [name]


def test_an_archive_that_fails_leaves_the_one_before(tmp_path: Path) -> None:
    there = send(tmp_path, ONE, "site.zip")
    before = there.read_bytes()

    class Watch(Heard):
        def begin(self, _files: int, _size: int) -> None:
            (tmp_path / "site" / "index.html").write_bytes(b"changed")

    with pytest.raises(DeployError, match="changed while"):
        deploy(job(lay(tmp_path / "site", TWO), str(there), tmp_path / "state"), Watch())
    assert there.read_bytes() == before
    assert [path.name for path in there.parent.iterdir()] == ["site.zip"]


def test_an_archive_has_no_way_back(tmp_path: Path) -> None:
    there = send(tmp_path, ONE, "site.zip")
    with pytest.raises(DeployError, match="keeps no earlier deploy"):
        rollback(job(tmp_path / "site", str(there), tmp_path / "state"), Heard())


PAGE = b"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Story</title>
<link rel="stylesheet" href="../../assets/a.css"><link rel="alternate" href="../../feed.xml">
<script src="../../assets/b.js" defer></script></head><body>
<nav><a href="../../index.html">Home</a></nav><h1 id="top">Story</h1><img src="../../media/c.png" alt="A dot" srcset="../../media/c.png 2x">
<p><a href="../other/index.html#part">Other</a> <a href="#top">Up</a> <a href="https://far.example/">Far</a></p>
<form action="../../search/index.html"><input name="q"></form></body></html>"""
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c636060606000000005000157a2d8c00000000049454e44ae426082"
)
PAGES = {
    "index.html": b"<!doctype html><title>Home</title>",
    "articles/one/index.html": PAGE,
    "articles/other/index.html": b"<!doctype html><title>Other</title>",
    "assets/a.css": b"@font-face { src: url(d.woff2) } h1 { color: rgb(1, 2, 3); background: url('../media/c.png') }",
    "assets/b.js": b"document.title = 'It ran';",
    "assets/d.woff2": b"font",
    "media/c.png": DOT,
    "feed.xml": b"<feed/>",
}
ONE_PAGE = {"page": "articles/one/index.html"}


def test_a_page_alone_needs_no_other_file(tmp_path: Path, chromium: Browser) -> None:
    there = send(tmp_path, PAGES, "one.html", **ONE_PAGE)
    text = there.read_text()
    addresses = re.findall(r"(?:href|src|srcset|action)=\"([^\"]*)\"|url\(\"?([^\")]*)", text)
    assert {first or second for first, second in addresses if not (first or second).startswith("data:")} == {
        "#top",
        "https://far.example/",
    }
    page = chromium.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(there.as_uri())
    assert page.title() == "It ran"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(1, 2, 3)"
    assert page.evaluate("document.querySelector('img').naturalWidth") == 1
    assert [url for url in asked if not url.startswith("data:")] == [there.as_uri()]
    assert said == []
    page.close()


def test_links_of_a_page_alone_lead_to_the_site_where_its_address_is_known(tmp_path: Path) -> None:
    text = send(tmp_path, PAGES, "one.html", base_url="https://shelf.example/r/", **ONE_PAGE).read_text()
    assert 'href="https://shelf.example/r/articles/other/#part"' in text
    assert 'href="https://shelf.example/r/"' in text
    alone = send(tmp_path, PAGES, "two.html", **ONE_PAGE).read_text()
    assert "<a>Other</a>" in alone
    assert "<nav>" not in alone


LIST = b"""<!doctype html><title>Tag</title><main><h1>Bridges</h1><ul>
<li><a href="../../articles/one/index.html">One</a></li><li><a href="../../articles/two/index.html">Two</a></li>
<li><a href="../other/index.html">Other tag</a></li></ul></main>"""
FIRST = b"""<!doctype html><title>1</title><main><article><h1>One</h1><p id="n1">See <a href="../two/index.html#n1">two</a>,
<a href="#n1">here</a>.</p><img src="../../media/c.png" alt=""></article><aside>Related</aside></main>"""
SECOND = b'<!doctype html><title>2</title><main><article><h1>Two</h1><h2>Part</h2><p id="n1">Text</p></article></main>'
TAG = PAGES | {
    "tags/bridges/index.html": LIST,
    "articles/one/index.html": FIRST,
    "articles/two/index.html": SECOND,
}


def test_a_tag_alone_holds_its_articles_and_leads_to_them(tmp_path: Path) -> None:
    text = send(tmp_path, TAG, "tag.html", page="tags/bridges/index.html").read_text()
    assert re.findall(r' href="([^"]*)"', text) == [
        "#article-one",
        "#article-two",
        "#article-two-n1",
        "#article-one-n1",
    ]
    assert re.findall(r' id="([^"]*)"', text) == ["article-one", "article-one-n1", "article-two", "article-two-n1"]
    assert re.findall(r"<(h\d)", text) == ["h1", "h2", "h2", "h3"]
    assert 'src="data:image/png' in text
    assert "Related" not in text
    assert "<a>Other tag</a>" in text


def test_a_page_that_the_site_lacks_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeployError, match=r"no page 'none\.html'.*--page"):
        send(tmp_path, PAGES, "one.html", page="none.html")
