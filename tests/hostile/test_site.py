"""A site built of pages that mean harm: it runs, loads and breaks nothing."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from lxml import etree
from playwright.sync_api import Browser, Page

from readery.cli import main
from tests.hostile.sound import SAFE_SCHEMES
from tests.hostile.vectors import VECTORS, markdown_with, page_with, text_with


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site of pages that hold every vector in every field, side files and front matter included."""
    root = tmp_path_factory.mktemp("hostile")
    seeds = root / "seeds"
    seeds.mkdir()
    for number, vector in enumerate(VECTORS):
        (seeds / f"page-{number}.html").write_text(page_with(vector), encoding="utf-8", errors="replace")
        said = {
            "title": f"Lamps {number}",
            "author": vector,
            "description": vector,
            "site": vector,
            "tags": [vector, "lamps"],
        }
        said |= {"source": vector, "lang": vector, "slug": vector, "published": "2016-12-13", "notes": vector}
        head = json.dumps(said, ensure_ascii=True)
        (seeds / f"clip-{number}.md").write_text(
            f"---\n{head}\n---\n{markdown_with(vector)}", encoding="utf-8", errors="replace"
        )
        (seeds / f"scrape-{number}.txt").write_text(text_with(vector), encoding="utf-8", errors="replace")
        side = "\n".join(f"{key} = {json.dumps(vector)}" for key in ("title", "dek", "author", "site", "url", "notes"))
        (seeds / f"scrape-{number}.toml").write_text(
            f'{side}\ntags = [{json.dumps(vector)}, "lamps"]\n', encoding="utf-8", errors="replace"
        )
    site = root / "site"
    (root / "readery.toml").write_text('[site]\nbase_url = "https://reading.example/"\n', encoding="utf-8")
    assert main(
        ["build", "--seeds", str(seeds), "--site", str(site), "--config", str(root / "readery.toml"), "--jobs", "1"]
    ) in (0, 1)
    return site


def test_no_page_of_a_hostile_site_runs_or_loads_anything(hostile_site: Path, chromium: Browser) -> None:
    pages = sorted(hostile_site.rglob("*.html"))
    assert len(pages) > len(VECTORS)
    context = chromium.new_context()
    page = context.new_page()
    strangers: list[str] = []
    page.on("request", lambda request: strangers.append(request.url) if not request.url.startswith("file:") else None)
    page.on("dialog", lambda dialog: dialog.dismiss())
    for path in sorted({*pages[:: max(1, len(pages) // 60)], *hostile_site.glob("*.html")}):
        opened(page, path)
        assert page.evaluate("typeof window.harm") == "undefined", path
    assert strangers == []
    context.close()


def opened(page: Page, path: Path) -> None:
    page.goto(path.as_uri())
    page.evaluate(
        "() => { for (const each of document.querySelectorAll('main *')) {"
        " each.dispatchEvent(new Event('mouseover', {bubbles: true})); each.dispatchEvent(new Event('focus')); } }"
    )


def test_links_of_a_hostile_site_lead_to_pages(hostile_site: Path) -> None:
    for path in hostile_site.rglob("*.html"):
        soup = BeautifulSoup(path.read_bytes(), "lxml")
        for element in soup.find_all(["a", "img", "link", "script", "form", "iframe", "source"]):
            assert isinstance(element, Tag)
            if element.get("rel") == ["icon"]:  # the theme's own, a drawing in its address
                continue
            for name in ("href", "src", "action"):
                address = str(element.get(name) or "")
                assert urlsplit(address.strip()).scheme in ("", *SAFE_SCHEMES), f"{path}: {element}"


def test_feeds_of_a_hostile_site_are_well_formed(hostile_site: Path) -> None:
    feeds = [*hostile_site.rglob("*.xml"), *hostile_site.rglob("*.json")]
    assert feeds
    for path in feeds:
        if path.suffix == ".json":
            json.loads(path.read_bytes())
        else:
            etree.parse(io.BytesIO(path.read_bytes()))
    for path in hostile_site.rglob("*.html"):
        for block in BeautifulSoup(path.read_bytes(), "lxml").find_all("script", type="application/ld+json"):
            json.loads(block.get_text())


def test_nothing_of_a_hostile_site_lies_outside_its_place(hostile_site: Path) -> None:
    names = [path.relative_to(hostile_site).as_posix() for path in hostile_site.rglob("*")]
    assert all(re.fullmatch(r"[\w./-]+", name, re.ASCII) for name in names)
    assert {path.name for path in hostile_site.parent.iterdir()} <= {"seeds", "site", "readery.toml", ".readery"}
