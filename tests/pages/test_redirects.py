"""The page that stands at an earlier address of an article."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from readery import assets
from readery.model import Page
from readery.pages import redirects
from readery.render import Renderer
from readery.settings import Settings, SiteSettings
from tests.pages import shelf

ARABIC = next(entry for entry in shelf.site().collection if entry.head.dir == "rtl")
MOVED = {
    "articles/old-arabic/index.html": ARABIC.path,
    "articles/lamp/index.html": ARABIC.path,
    "articles/Lamp/index.html": ARABIC.path,
    "articles/lost/index.html": "articles/gone/index.html",
}
"""The second and third are addresses that an article has today (on some disks), the last leads nowhere."""


def planned() -> list[Page]:
    return list(redirects.KIND.plan(replace(shelf.site(), moved=MOVED)))


def rendered(page: Page, settings: Settings | None = None) -> str:
    return (
        Renderer(settings or Settings(site=SiteSettings(title="Lamp & Ink")), assets.theme()).render(page).data.decode()
    )


def test_an_address_that_is_taken_or_leads_nowhere_gets_no_page() -> None:
    assert [page.path for page in planned()] == ["articles/old-arabic/index.html"]


def test_the_page_leads_on_and_names_the_article_in_its_own_language() -> None:
    tree = LexborHTMLParser(rendered(planned()[0]))
    link = tree.css_first("main a")
    assert link.attributes["href"] == f"../../{ARABIC.path}"
    assert (link.attributes["dir"], link.attributes["lang"]) == ("rtl", ARABIC.head.lang)
    assert link.text() == ARABIC.head.title
    assert [each.attributes["content"] for each in tree.css("meta[http-equiv=refresh]")] == [
        f"0; url=../../{ARABIC.path}"
    ]


def test_search_engines_are_told_the_address_now_and_to_leave_the_page_out() -> None:
    addressed = Settings(site=SiteSettings(base_url="https://example.org/read/"))
    tree = LexborHTMLParser(rendered(planned()[0], addressed))
    canonical = [each.attributes["href"] for each in tree.css("link[rel=canonical]")]
    assert canonical == [f"https://example.org/read/{ARABIC.path.removesuffix('index.html')}"]
    assert [each.attributes["content"] for each in tree.css("meta[name=robots]")] == ["noindex"]
    assert not tree.css("meta[property]")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The page as it stands where a browser does not follow the refresh."""
    page = planned()[0]
    for output in assets.theme().files:
        (tmp_path / output.path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / output.path).write_bytes(output.data)
    path = tmp_path / page.path
    path.parent.mkdir(parents=True)
    path.write_text(rendered(page).replace('http-equiv="refresh"', 'name="held"'), encoding="utf-8")
    return path


def test_axe_finds_nothing_where_the_page_is_read(folder: Path, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto(folder.as_uri())
    result = Axe().run(page, options={"resultTypes": ["violations"], "preload": False})
    assert result.response["violations"] == []
    page.close()
