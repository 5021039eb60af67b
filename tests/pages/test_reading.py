"""The built pages in a real browser, opened from disk: preferences, keys, no JavaScript, narrow windows, axe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from readery import assets, pages
from readery.render import Renderer
from tests.pages import shelf

KINDS = (
    "index.html",
    "page/1/index.html",
    "articles/lamp/index.html",
    "articles/maps/index.html",
    "articles/fog/index.html",
    "articles/pictures/index.html",
    "articles/hostile/index.html",
    "articles/long-title/index.html",
    "tags/index.html",
    "tags/trains/index.html",
    "authors/index.html",
    "sources/index.html",
    "timeline/index.html",
    "timeline/2021/index.html",
    "glance/index.html",
    "glance/language/en/index.html",
    "search/index.html",
    "404.html",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site as files."""
    root = tmp_path_factory.mktemp("site")
    site = shelf.site(more=60)
    theme = assets.theme()
    renderer = Renderer(site.settings, theme)
    for output in (*(renderer.render(page) for page in pages.plan(site)), *theme.files, shelf.PICTURE):
        path = root / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(output.data)
    return root


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page of a fresh browser profile that fails a test on any error in the console or request that fails."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    # What still loads when a test goes on to the next page is broken off; that is no failure.
    opened.on("requestfailed", lambda request: request.failure == "net::ERR_ABORTED" or wrong.append(request.url))
    yield opened
    context.close()
    assert wrong == []


def address(folder: Path, path: str) -> str:
    return (folder / path).as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_kind_of_page(page: Page, folder: Path, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    tags = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = {}
    for path in KINDS:
        page.goto(address(folder, path))
        result = Axe().run(page, options={"runOnly": tags, "resultTypes": ["violations"], "preload": False})
        found[path] = [(v["id"], [node["target"] for node in v["nodes"]]) for v in result.response["violations"]]
    assert {path: violations for path, violations in found.items() if violations} == {}


def test_nothing_is_wider_than_a_narrow_window(page: Page, folder: Path) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    wide = {}
    for path in KINDS:
        page.goto(address(folder, path))
        wide[path] = page.evaluate("document.documentElement.scrollWidth")
    assert {path: width for path, width in wide.items() if width > 320} == {}


@pytest.mark.parametrize("width", [320, 1280])
def test_what_can_be_pressed_is_large_enough_for_a_finger(page: Page, folder: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for path in KINDS:
        page.goto(address(folder, path))
        small = page.evaluate(
            """() => [...document.querySelectorAll('a, button, summary, input')].filter((each) => {
                const box = each.getBoundingClientRect();
                return box.width && !each.closest('.skip, .prose p, .prose li') && Math.min(box.width, box.height) < 23.9;
            }).map((each) => each.outerHTML.slice(0, 120))"""
        )
        assert small == [], path


def test_preferences_are_kept_and_can_be_reset(page: Page, folder: Path) -> None:
    page.goto(address(folder, "articles/lamp/index.html"))
    before = page.evaluate("getComputedStyle(document.querySelector('.prose p')).fontSize")
    page.get_by_role("button", name="Reading preferences").click()
    dialog = page.get_by_role("dialog", name="Reading preferences")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Sepia").check()
    dialog.get_by_label("Largest").check()
    dialog.get_by_label("Atkinson Hyperlegible").check()
    dialog.get_by_role("button", name="Done").click()
    expect(dialog).to_be_hidden()
    page.goto(address(folder, "articles/trains/index.html"))
    page.evaluate("document.fonts.ready")
    shown = page.evaluate(
        """() => ({
            paper: getComputedStyle(document.body).backgroundColor,
            size: getComputedStyle(document.querySelector('.prose p')).fontSize,
            loaded: [...document.fonts].some((face) => face.status === 'loaded'),
        })"""
    )
    assert shown["paper"] == "rgb(244, 233, 211)"
    assert float(shown["size"].removesuffix("px")) > 1.5 * float(before.removesuffix("px"))
    assert shown["loaded"]
    page.get_by_role("button", name="Reading preferences").click()
    expect(page.get_by_label("Sepia")).to_be_checked()
    page.get_by_role("button", name="Reset all").click()
    expect(page.get_by_role("group", name="Colours").get_by_label("As the system")).to_be_checked()
    assert page.evaluate("document.documentElement.dataset.scheme") is None
    assert page.evaluate("localStorage.getItem('readery')") == "{}"


def test_pictures_that_move_can_be_told_to_stand_still(page: Page, folder: Path) -> None:
    for name in ("moving", "still"):
        (folder / f"media/{name}.png").write_bytes(shelf.png(4, 4))
    whole = (folder / "articles/trains/index.html").read_text(encoding="utf-8")
    picture = (
        '<picture><source media="(prefers-reduced-motion: reduce)" srcset="../../media/still.png">'
        '<img src="../../media/moving.png" alt=""></picture>'
    )
    path = folder / "articles/trains/moving.html"
    path.write_text(whole.replace('<div class="prose">', f'<div class="prose">{picture}'), encoding="utf-8")
    page.emulate_media(reduced_motion="no-preference")
    page.goto(path.as_uri())
    shown = "document.querySelector('.prose img').currentSrc.split('/').pop()"
    assert page.evaluate(shown) == "moving.png"
    page.get_by_role("button", name="Reading preferences").click()
    page.get_by_label("Still pictures").check()
    page.wait_for_function(f"{shown} === 'still.png'")
    page.reload()
    page.wait_for_function(f"{shown} === 'still.png'")
    page.get_by_role("button", name="Reading preferences").click()
    page.get_by_role("button", name="Reset all").click()
    page.wait_for_function(f"{shown} === 'moving.png'")
    path.unlink()


@pytest.mark.parametrize("scheme", ["light", "sepia", "dark", "contrast"])
def test_each_scheme_keeps_its_contrast(page: Page, folder: Path, scheme: str) -> None:
    page.goto(address(folder, "articles/lamp/index.html"))
    page.evaluate("scheme => document.documentElement.setAttribute('data-scheme', scheme)", scheme)
    colours = page.evaluate(
        """() => [
            '.prose p', '.facts', '.prose a', '.note p', '.note h2', '.prose pre', '.k', '.s', '.c', '.f', '.n', 'figcaption'
        ].map((selector) => {
            let at = document.querySelector(selector), paper = 'rgba(0, 0, 0, 0)';
            const ink = getComputedStyle(at).color;
            for (; at && paper === 'rgba(0, 0, 0, 0)'; at = at.parentElement) paper = getComputedStyle(at).backgroundColor;
            return [selector, ink, paper];
        })"""
    )
    assert {selector: contrast(ink, paper) for selector, ink, paper in colours if contrast(ink, paper) < 7} == {}


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours as WCAG 2 defines it."""

    def luminance(colour: str) -> float:
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_keys_walk_lists_and_articles_until_they_are_switched_off(page: Page, folder: Path) -> None:
    page.goto(address(folder, "index.html"))
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(":focus")).to_have_text("Night trains")
    page.keyboard.press("k")
    expect(page.locator(".lead :focus")).to_be_visible()
    page.goto(address(folder, "articles/trains/index.html"))
    page.keyboard.press("p")
    page.wait_for_url("**/brot/index.html")
    page.keyboard.press("n")
    page.wait_for_url("**/trains/index.html")
    page.keyboard.press("?")
    page.get_by_label("Single keys do something").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.wait_for_timeout(200)
    assert page.url.endswith("/trains/index.html")


def test_the_first_tab_stop_leads_to_the_content(page: Page, folder: Path) -> None:
    page.goto(address(folder, "articles/lamp/index.html"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_without_javascript_all_is_readable_and_no_control_is_dead(chromium: Browser, folder: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in KINDS:
        page.goto(address(folder, path))
        assert page.get_by_role("button").count() == 0, path
        assert page.get_by_role("textbox").count() == 0, path
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(address(folder, "articles/lamp/index.html"))
    page.get_by_text("In this article").click()
    expect(page.get_by_role("link", name="Afterwards")).to_be_visible()
    context.close()


def test_an_article_in_another_direction_runs_that_way(page: Page, folder: Path) -> None:
    page.goto(address(folder, "articles/maps/index.html"))
    sides = page.evaluate(
        """() => ['h1', '.prose p', '.byline', '.tags', '.original'].map((selector) => {
            const range = document.createRange(), box = document.querySelector('article .prose').getBoundingClientRect();
            range.selectNodeContents(document.querySelector('main ' + selector));
            return Math.round(box.right - range.getBoundingClientRect().right);
        })"""
    )
    assert sides == [0, 0, 0, 0, 0]
    assert page.evaluate("getComputedStyle(document.querySelector('.masthead')).direction") == "ltr"


def test_a_printed_article_is_black_on_white_with_addresses_and_no_furniture(page: Page, folder: Path) -> None:
    page.goto(address(folder, "articles/lamp/index.html"))
    page.evaluate("document.documentElement.setAttribute('data-scheme', 'dark')")
    page.emulate_media(media="print", color_scheme="dark")
    for selector in (".masthead", ".skip", ".more", ".colophon", ".outline"):
        expect(page.locator(selector).first).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('.prose p')).color") == "rgb(0, 0, 0)"
    after = "getComputedStyle(document.querySelector('.prose a[href^=http]'), '::after').content"
    assert "https://elsewhere.example/paper" in page.evaluate(after)
    assert page.evaluate("getComputedStyle(document.querySelector('.prose .scroll')).breakInside") == "avoid"


def test_printed_lists_have_their_title_and_no_furniture_and_pictures_fit_the_sheet(page: Page, folder: Path) -> None:
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 600, "height": 800})
    page.goto(address(folder, "index.html"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for selector in (".masthead nav", "button.preferences", ".all", ".colophon"):
        expect(page.locator(selector).first).to_be_hidden()
    page.goto(address(folder, "authors/index.html"))
    expect(page.locator(".filter")).to_be_hidden()
    page.goto(address(folder, "glance/index.html"))
    expect(page.get_by_text("The same as a table").first).to_be_hidden()
    page.evaluate("document.querySelectorAll('.time svg').forEach((each) => each.setAttribute('width', '90em'))")
    assert page.evaluate("document.querySelector('.time svg').getBoundingClientRect().width") < 600


@pytest.mark.parametrize("face", ["", "legible"])
def test_a_line_holds_as_many_characters_as_a_reader_likes(page: Page, folder: Path, face: str) -> None:
    page.goto(address(folder, "articles/lamp/index.html"))
    page.evaluate("face => readery.set('face', face)", face)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    lines = page.evaluate(
        """() => [...document.querySelectorAll('.prose > p')].flatMap((paragraph) => {
            const lines = new Map(), range = document.createRange();
            for (const node of paragraph.childNodes) if (node.nodeType === Node.TEXT_NODE)
                for (let at = 0; at < node.length; at++) {
                    range.setStart(node, at), range.setEnd(node, at + 1);
                    const line = Math.round(range.getBoundingClientRect().top);
                    lines.set(line, (lines.get(line) || 0) + 1);
                }
            return [...lines.values()].slice(0, -1);
        })"""
    )
    assert len(lines) > 10
    assert 60 <= sum(lines) / len(lines) <= 75


def test_an_outline_begins_where_the_masthead_does(page: Page, folder: Path) -> None:
    page.goto(address(folder, "articles/lamp/index.html"))
    page.evaluate("readery.set('face', 'legible')")
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    starts = page.evaluate(
        """() => ['.masthead .name a', '.outline summary', '.outline a'].map((selector) =>
            Math.round(document.querySelector(selector).getBoundingClientRect().left))"""
    )
    assert len(set(starts)) == 1


def test_a_list_breaks_its_lines_between_facts_not_inside_a_date(page: Page, folder: Path) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(address(folder, "tags/trains/index.html"))
    assert page.locator(".items time").count() > 5
    assert page.evaluate(
        "[...document.querySelectorAll('.items time')].every((time) => time.getClientRects().length === 1)"
    )


@pytest.mark.parametrize("nested", ["<blockquote>", "<ul><li>", "<dl><dd>"])
def test_what_is_nested_deeply_stays_readable(page: Page, folder: Path, nested: str) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(address(folder, "articles/lamp/index.html"))
    page.evaluate(
        "nested => { document.querySelector('.prose').innerHTML = nested.repeat(40) + '<p id=deep>Quoted</p>'; }",
        nested,
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate("document.getElementById('deep').clientWidth") > 120


def test_a_long_list_can_be_narrowed(chromium: Browser, tmp_path: Path) -> None:
    site = shelf.site(more=60)
    many = Renderer(site.settings, assets.theme())
    names = [page for page in pages.plan(shelf.site(more=400)) if page.path == "authors/index.html"]
    assert len(names) == 1
    for output in (many.render(names[0]), *assets.theme().files):
        path = tmp_path / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(output.data)
    page = chromium.new_page()
    page.goto((tmp_path / "authors/index.html").as_uri())
    field = page.get_by_label("Filter this list")
    if field.count() == 0:
        pytest.fail("a list of this length has a filter")
    field.fill("tomas")
    assert page.locator(".register li:visible").all_text_contents() == ["Tomás Villar 1 article · 2024"]
    assert page.locator(".letter:visible h2").all_text_contents() == ["T"]
    expect(page.get_by_role("status")).to_have_text("1")
    page.close()
