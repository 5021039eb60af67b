"""Searching in a real browser, opened from disk and over http."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.search import shelf


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves with the policy that a careful host sets."""

    def end_headers(self) -> None:
        self.send_header(
            "Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:"
        )
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("search")
    shelf.write(root / "shelf")
    return root / "shelf"


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    """The site under a sub-path."""
    handler = functools.partial(_Quiet, directory=str(folder.parent))
    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}/shelf/"
    running.shutdown()


@pytest.fixture(params=["file", "http"])
def root(request: pytest.FixtureRequest, folder: Path, server: str) -> str:
    return f"{folder.as_uri()}/" if request.param == "file" else server


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    # What still loads when a test goes on to the next page is broken off; that is no failure.
    opened.on("requestfailed", lambda request: request.failure == "net::ERR_ABORTED" or wrong.append(request.url))
    opened.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    yield opened
    context.close()
    assert wrong == []


def results(page: Page, root: str, query: str) -> list[str]:
    """Titles found for `query`."""
    page.goto(f"{root}search/index.html")
    page.get_by_role("searchbox").fill(query)
    expect(page.get_by_role("status")).not_to_be_empty()
    return page.locator("#results h2").all_text_contents()


KEEPER, STAIRS, BOATS = "The keeper of the lamp", "Stairs", "Night boats"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("lamp", {KEEPER, STAIRS, BOATS}),
        ("lamp stairs", {STAIRS, KEEPER}),
        ("keepers run", {KEEPER}),
        ("harb", {KEEPER}),
        ("keeper runni", {KEEPER}),
        ('"lit at night"', {BOATS}),
        ('"night lit"', set()),
        ('"running up the stairs" keeper', {KEEPER}),
        ("uberfahrten", {"Große Überfahrten"}),
        ("ÜBERFAHRT", {"Große Überfahrten"}),
        ("grosse hauser", {"Große Überfahrten"}),
        ("economie foret coeur", {"Les élèves"}),
        ("灯台", {"東京の夜"}),
        ("夜", {"東京の夜"}),
        ('"夜は静か"', {"東京の夜"}),
        ("الحراس", {"الفنارات القديمة"}),
        ("маяке", {"Без языка"}),
        ("tag:lighthouses", {KEEPER, BOATS}),
        ('tag:"climate change" lamp', {KEEPER}),
        ("tag:climate", {KEEPER}),
        ("lamp site:harbour.example", {KEEPER}),
        ('site:"the harbour review"', {KEEPER}),
        ("author:o’brien", {KEEPER}),
        ("lamp before:2017", {KEEPER}),
        ("lamp after:2016-12-13 before:2020", {KEEPER, STAIRS}),
        ("lamp before:2016-12-13", set()),
        ("quixotic zeppelin", {"A long book"}),
        ('"names a quixotic zeppelin"', {"A long book"}),
        ("hostile", {shelf.HOSTILE}),
        ("brian keeper", {KEEPER}),
        ("zzzz", set()),
    ],
)
def test_what_is_found(page: Page, root: str, query: str, found: set[str]) -> None:
    assert set(results(page, root, query)) == found


@pytest.mark.parametrize(
    "query",
    [
        '"',
        '""',
        "tag:",
        'tag:"',
        "author:::",
        "before:yesterday after:99999",
        "<img src=x onerror=alert(1)>",
        "</script>",
        "__proto__ constructor toString",
        "../../etc/passwd",
        ". .5. \n A",
        "a" * 2000,
        "ab " * 600,
        "*+?()[]{}\\^$|",
        "\ud83d\ude00 \u202e x",
    ],
)
def test_no_query_breaks_the_page(page: Page, folder: Path, query: str) -> None:
    results(page, f"{folder.as_uri()}/", f"lamp {query} ")
    assert page.locator("#results img, #results script").count() == 0
    page.get_by_role("searchbox").fill("stairs")
    expect(page.get_by_role("status")).to_have_text("2 results")


def test_titles_come_before_texts_and_the_same_title_first(page: Page, root: str) -> None:
    assert results(page, root, "stairs")[0] == STAIRS
    assert results(page, root, "the keeper of the lamp")[0] == KEEPER
    assert results(page, root, "lamp night")[0] in (BOATS, KEEPER)


def test_where_no_article_has_all_words_it_says_so(page: Page, root: str) -> None:
    found = results(page, root, "zeppelin lamp")
    expect(page.get_by_role("status")).to_contain_text("No article has all of these words")
    assert "A long book" in found
    assert KEEPER in found


def test_hits_are_marked_and_hostile_text_is_only_text(page: Page, root: str) -> None:
    results(page, root, "keepers")
    assert set(page.locator("#results mark").all_text_contents()) == {"keeper", "keepers"}
    results(page, root, "hostile")
    assert page.locator("#results h2").text_content() == shelf.HOSTILE
    assert page.locator("#results img").count() == 0
    results(page, root, "夜は")
    assert page.locator("#results p mark").first.text_content() == "夜は"


def test_a_result_leads_to_its_article(page: Page, root: str) -> None:
    results(page, root, "lamp stairs keeper")
    page.get_by_role("link", name=KEEPER).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(KEEPER)


def test_the_address_carries_the_query(page: Page, root: str) -> None:
    results(page, root, 'lamp "at night" & more')
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    expect(page.get_by_role("searchbox")).to_have_value('lamp "at night" & more')
    expect(page.get_by_role("status")).not_to_be_empty()


def test_nothing_of_the_index_is_loaded_before_it_is_needed(page: Page, server: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(server)))
    page.goto(f"{server}index.html")
    assert not [path for path in asked if path.startswith(("search/", "assets/search"))]
    page.goto(f"{server}search/index.html")
    assert [path for path in asked if path.startswith("search/")] == ["search/index.html"]
    page.get_by_role("searchbox").fill("zeppelin")
    expect(page.get_by_role("status")).to_have_text("1 result")
    assert len([path for path in asked if path.startswith("search/articles/")]) == 1


def test_results_can_be_narrowed_and_widened_again(page: Page, root: str) -> None:
    results(page, root, "lamp")
    page.get_by_text("Narrow these results").click()
    source = page.get_by_label("Source")
    expect(source.locator("option")).to_have_text(["All sources", "Slow Line (1)", "The Harbour Review (1)"])
    source.select_option(label="Slow Line (1)")
    expect(page.get_by_role("status")).to_have_text("1 result")
    expect(page.get_by_role("searchbox")).to_have_value("lamp site:slow-line")
    source.select_option(index=0)
    expect(page.get_by_role("status")).to_have_text("3 results")
    page.get_by_label("Year").select_option("2021")
    expect(page.get_by_role("status")).to_have_text("1 result")
    expect(page.locator("#results h2")).to_have_text([BOATS])
    page.get_by_label("Year").select_option(index=0)
    page.get_by_label("Tag").select_option("lighthouses")
    expect(page.get_by_role("status")).to_have_text("2 results")


def test_what_narrows_results_stays_inside_a_narrow_window(page: Page, folder: Path) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto((folder / "search/index.html").as_uri())
    page.locator("#q").fill("fog")
    page.locator("form summary").click()
    expect(page.locator("select[data-kind=tag] option")).not_to_have_count(1)
    page.evaluate(
        "document.querySelectorAll('form select').forEach((each) => each.add(new Option('A very long name '.repeat(9))))"
    )
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_more_results_than_a_page_holds(page: Page, tmp_path: Path) -> None:
    shelf.write(tmp_path, tuple(shelf.article(f"Tale {n}", "one lamp", lang="en") for n in range(25)))
    assert len(results(page, f"{tmp_path.as_uri()}/", "lamp")) == 10
    expect(page.get_by_role("status")).to_have_text("25 results")
    page.get_by_role("button", name="More results").click()
    expect(page.locator("#results h2")).to_have_count(20)
    assert page.evaluate("[...document.querySelectorAll('#results a')].indexOf(document.activeElement)") == 10
    page.get_by_role("button", name="More results").click()
    expect(page.get_by_role("button", name="More results")).to_have_count(0)
    expect(page.locator("#results h2")).to_have_count(25)


def test_the_keyboard_is_enough(page: Page, root: str) -> None:
    page.goto(f"{root}index.html")
    page.keyboard.press("/")
    page.wait_for_url("**/search/index.html#q")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("stairs")
    expect(page.get_by_role("status")).to_have_text("2 results")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name=STAIRS)).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_what_is_typed_right_after_the_key_for_search_goes_into_the_field(page: Page, folder: Path) -> None:
    page.goto((folder / "search/index.html").as_uri())
    page.keyboard.type("/pnj")
    expect(page.locator("#q")).to_have_value("pnj")
    expect(page.locator("#q")).to_be_focused()


def test_results_that_come_late_leave_the_focus_among_them(page: Page, root: str) -> None:
    page.goto(f"{root}search/index.html")
    page.get_by_role("searchbox").fill("stair")
    expect(page.get_by_role("link", name=STAIRS)).to_be_visible()
    page.get_by_role("link", name=STAIRS).evaluate("link => link.setAttribute('id', 'of-stair')")
    # The last letter, and the key before its results are there.
    page.evaluate(
        """() => {
            const field = document.querySelector("#q");
            field.value = "stairs";
            field.dispatchEvent(new Event("input"));
            field.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown" }));
        }"""
    )
    expect(page.locator("#of-stair")).to_have_count(0)
    expect(page.get_by_role("link", name=STAIRS)).to_be_focused()


def test_an_index_that_is_not_there_is_told(chromium: Browser, tmp_path: Path) -> None:
    shelf.write(tmp_path)
    (tmp_path / "search/index.js").unlink()
    page = chromium.new_page()
    page.goto(f"{tmp_path.as_uri()}/search/index.html?q=lamp")
    expect(page.get_by_role("status")).to_contain_text("could not be read")
    page.close()


def test_without_javascript_the_page_says_what_to_use_instead(chromium: Browser, folder: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "search/index.html").as_uri())
    assert page.get_by_role("searchbox").count() == 0
    assert page.get_by_role("combobox").count() == 0
    expect(page.get_by_text("Searching needs JavaScript")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Everything by date").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Timeline")
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_among_results(page: Page, folder: Path, scheme: str, width: int) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 800})
    results(page, f"{folder.as_uri()}/", "lamp")
    page.get_by_text("Narrow these results").click()
    expect(page.get_by_label("Source").locator("option")).to_have_count(3)
    tags = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": tags, "resultTypes": ["violations"], "preload": False})
    assert [(v["id"], [node["target"] for node in v["nodes"]]) for v in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
