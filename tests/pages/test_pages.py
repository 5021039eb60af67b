"""The pages of a whole small site: valid, linked, safe, the same each time."""

from __future__ import annotations

import itertools
import json
import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from readery import assets, pages, registry
from readery.model import Collection, Facts, Output, Page, Tag, Tags, TagUse, Twins, Vocabulary
from readery.pages import Draft, PageKind, SamePathError, Site, _names
from readery.pages._items import stretches
from readery.pages._names import name_of
from readery.render import Renderer
from readery.settings import Settings, SiteSettings
from tests.pages import shelf

BASE = "https://example.org/read/"


def built(site: Site) -> dict[str, bytes]:
    """Path → content of all files of a site."""
    theme = assets.theme()
    renderer = Renderer(site.settings, theme)
    outputs: list[Output] = [*(renderer.render(page) for page in pages.plan(site)), *theme.files, shelf.PICTURE]
    return {output.path: output.data for output in outputs}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return built(shelf.site(more=60))


@pytest.fixture(scope="module")
def hosted() -> dict[str, bytes]:
    settings = Settings(site=SiteSettings(title="Lamp & Ink", base_url=BASE, articles_per_page=5))
    return built(shelf.site(settings, more=3))


def html(files: dict[str, bytes]) -> Iterator[tuple[str, LexborHTMLParser]]:
    return ((path, LexborHTMLParser(data.decode())) for path, data in files.items() if path.endswith(".html"))


def test_every_kind_of_page_is_there(files: dict[str, bytes]) -> None:
    assert {
        "index.html",
        "404.html",
        "page/1/index.html",
        "articles/lamp/index.html",
        "tags/index.html",
        "tags/fog/index.html",
        "tags/fog/feed.xml",
        "tags/trains/page/1/index.html",
        "sources/index.html",
        "sources/the-harbour-review/index.html",
        "authors/index.html",
        "authors/maren-oduya/index.html",
        "timeline/index.html",
        "timeline/2024/index.html",
        "timeline/undated/index.html",
        "feed.xml",
        "feed.json",
        "robots.txt",
    } <= files.keys()


def test_every_link_leads_to_a_file_and_every_anchor_to_an_id(files: dict[str, bytes]) -> None:
    ids = {path: {node.attributes["id"] for node in tree.css("[id]")} for path, tree in html(files)}
    for path, tree in html(files):
        for node in tree.css("[href], [src]"):
            address = node.attributes.get("href") or node.attributes.get("src") or ""
            parts = urlsplit(address)
            if parts.scheme:
                assert parts.scheme in ("http", "https", "data"), (path, address)
                continue
            absolute = path == "404.html"
            assert parts.path.startswith("/") is (absolute and not address.startswith("#")), (path, address)
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path).lstrip("/")))
            if not parts.path:
                target = path
            assert target in files, (path, address)
            if parts.fragment:
                assert unquote(parts.fragment) in ids[target], (path, address)


def test_every_page_can_be_reached_from_the_first(files: dict[str, bytes]) -> None:
    trees = dict(html(files))
    seen, ahead = {"index.html"}, ["index.html"]
    while ahead:
        path = ahead.pop()
        for node in trees[path].css("a[href]"):
            parts = urlsplit(node.attributes["href"] or "")
            if parts.path and not parts.scheme:
                target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
                if target in trees and target not in seen:
                    seen.add(target)
                    ahead.append(target)
    assert trees.keys() - seen == {"404.html"}


def test_one_h1_headings_in_order_ids_and_titles_unique(files: dict[str, bytes]) -> None:
    titles: Counter[str] = Counter()
    for path, tree in html(files):
        levels = [int(node.tag[1]) for node in tree.css("h1, h2, h3, h4, h5, h6")]
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), (path, levels)
        ids = [node.attributes["id"] for node in tree.css("[id]")]
        assert len(ids) == len(set(ids)), path
        root = tree.root
        assert root is not None
        assert root.attributes["lang"] == "en", path
        named = [node.attributes.get("aria-labelledby") for node in tree.css("[aria-labelledby]")]
        assert set(named) <= set(ids), path
        titles[tree.css_first("title").text()] += 1
    assert [title for title, count in titles.items() if count > 1] == []


_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def test_html_is_well_formed(files: dict[str, bytes]) -> None:
    tag = re.compile(r"<(/?)([a-z][a-z0-9]*)(?:\s+[a-zA-Z-]+(?:=\"[^\"<]*\")?)*\s*/?>|<!doctype html>|(<)")
    for path, data in files.items():
        if not path.endswith(".html"):
            continue
        text = re.sub(r"(<(script|style)\b[^>]*>).*?(</\2>)", r"\1\3", data.decode(), flags=re.DOTALL)
        open_tags: list[str] = []
        for match in tag.finditer(text):
            assert match[3] is None, (path, text[match.start() : match.start() + 80])
            if match[2] is None or match[2] in _VOID or match[0].endswith("/>"):
                continue
            if match[1]:
                assert open_tags.pop() == match[2], (path, text[match.start() - 80 : match.end()])
            else:
                open_tags.append(match[2])
        assert open_tags == [], path


def test_hostile_text_stays_text_in_every_field(files: dict[str, bytes]) -> None:
    for path, tree in html(files):
        for node in tree.css("script"):
            assert node.attributes.get("type") == "application/ld+json" or node.attributes.get("src"), path
        for node in tree.css("*"):
            assert not [name for name in node.attributes if name.startswith("on")], path
    page = LexborHTMLParser(files["articles/hostile/index.html"].decode())
    shown = shelf.HOSTILE.replace("\x0b", "")
    assert page.css_first("h1").text() == shown
    assert page.css_first(".dek").text() == shown
    assert page.css_first(".note p").text() == shown
    assert shown in page.css_first(".byline").text()
    assert shown in page.css_first(".original").text()
    assert json.loads(page.css_first("script[type='application/ld+json']").text())["headline"] == shelf.HOSTILE
    assert b"\x0b" not in b"".join(files[path] for path in files if path.endswith((".html", ".xml", ".json")))


def test_an_article_says_what_is_known_of_it(files: dict[str, bytes]) -> None:
    page = LexborHTMLParser(files["articles/lamp/index.html"].decode())
    times = [node.attributes["datetime"] for node in page.css(".opening time")]
    assert times == ["2024-11-03T09:30:00+01:00", "2024-11-09", "2024-12-01"]
    assert page.css_first(".original a").attributes["href"] == "https://harbour.example/books"
    assert [node.text() for node in page.css(".tags li")] == ["Lighthouses", "Fog"]
    assert page.css_first(".byline").text() == "By Maren Oduya, Tomás Villar"
    assert page.css_first(".prose a.here").attributes["href"] == "../../articles/fog/index.html"
    image = page.css_first(".prose img").attributes
    assert (image["src"], image["width"], image["height"]) == ("../../media/0123456789abcdef.png", "960", "540")
    assert len(page.css(".outline li")) == 4
    assert "both about fog and lighthouses" in page.css_first(".more").text()


def test_an_article_without_address_names_its_file_and_its_twin(files: dict[str, bytes]) -> None:
    page = LexborHTMLParser(files["articles/trains-again/index.html"].decode())
    assert "trains-again.html" in page.css_first(".original").text()
    assert page.css_first(".fuller a").attributes["href"] == "../../articles/trains/index.html"
    assert page.css_first("a[href='../../sources/slow-travel/index.html']").text() == "Slow Travel"


def test_a_tag_that_leads_nowhere_is_shown_where_there_is_no_other() -> None:
    site = shelf.site()
    lonely = TagUse("Alone", "", "text", 0.3)
    lamp = next(entry.head.id for entry in site.collection if entry.head.slug == "lamp")
    facts = Facts({**site.facts.of_articles, Tags: {lamp: Tags((lonely,))}}, site.facts.of_collection)
    page = LexborHTMLParser(built(replace(site, facts=facts))["articles/lamp/index.html"].decode())
    assert [node.text() for node in page.css(".tags li")] == ["Alone"]


def test_the_home_page_shows_topics_with_articles_that_stand_nowhere_above(files: dict[str, bytes]) -> None:
    home = LexborHTMLParser(built(topical())["index.html"].decode())
    topics = home.css(".topics > div")
    assert [topic.css_first("h3 a").text() for topic in topics] == ["Topic 0", "Topic 1", "Topic 2", "Topic 3"]
    named = [link.attributes["href"] for link in home.css(".lead h2 a, .items a, .topics li a")]
    assert len(named) == 1 + 6 + 4 * 3
    assert len(named) == len(set(named))
    assert "Topic 4" in [link.text() for link in home.css("#topics ~ .names a")]
    # With too few topics to fill the row there are only their names.
    assert LexborHTMLParser(files["index.html"].decode()).css(".topics") == []


def topical() -> Site:
    """Forty articles of five topics."""
    site = shelf.site(more=40)
    plain = [entry.head.id for entry in site.collection if entry.head.slug.startswith("plain")]
    tags = tuple(Tag(f"Topic {n}", f"topic-{n}", "owner", tuple(plain[n::5])) for n in range(5))
    return replace(
        site, facts=Facts(site.facts.of_articles, {**site.facts.of_collection, Vocabulary: Vocabulary(tags)})
    )


def test_a_list_names_the_tags_that_many_of_its_articles_bear(files: dict[str, bytes]) -> None:
    page = LexborHTMLParser(files["timeline/index.html"].decode())
    assert page.css(".beside") == []
    journal = LexborHTMLParser(files["sources/slow-travel/index.html"].decode())
    assert journal.css(".beside a") == []  # all of its articles bear the one tag, so that says nothing
    english = LexborHTMLParser(files["glance/language/en/index.html"].decode())
    assert [node.attributes["href"] for node in english.css(".beside a")] == ["../../../tags/trains/index.html"]


def test_a_long_list_leads_to_its_years(files: dict[str, bytes]) -> None:
    settings = Settings(site=SiteSettings(articles_per_page=5))
    page = LexborHTMLParser(built(shelf.site(settings, more=60))["tags/trains/index.html"].decode())
    leads = {node.text(): node.attributes["href"] for node in page.css(".letters a")}
    assert list(leads) == ["2024", "2021", "2020"]
    assert leads["2024"] == leads["2021"] == "../../tags/trains/index.html"
    assert leads["2020"] == "../../tags/trains/page/6/index.html"
    # A list on one page has no need of them.
    assert LexborHTMLParser(files["sources/slow-travel/index.html"].decode()).css(".letters") == []


def test_each_letter_of_very_many_names_has_a_page() -> None:
    site = shelf.site()
    entry = site.collection.entries[0]
    shown = [
        name_of(site, name, f"tags/{at}/", (entry,))
        for at, name in enumerate(("Äpfel", "ants", "Ж", "42", *(f"bell {n}" for n in range(40))))
    ]
    renderer = Renderer(Settings(), assets.theme())
    made = {
        page.path: LexborHTMLParser(renderer.render(page.page()).data.decode())
        for page in _names.pages(site, shown, "tags", most=len(shown) - 1)
        if page.template == "names.html"
    }
    index = made.pop("tags/index.html")
    leads = {node.text(): node.attributes["href"] for node in index.css(".letters a")}
    assert leads["A"] == "../tags/letters/a/index.html"
    assert {f"tags/{lead.removeprefix('../tags/')}" for lead in leads.values() if lead} == made.keys()
    assert not index.css(".register")
    page = made["tags/letters/a/index.html"]
    assert [node.text() for node in page.css(".register li a")] == ["ants", "Äpfel"]
    assert [node.text() for node in page.css(".letters a[aria-current]")] == ["A"]
    assert [node.text() for node in made["tags/letters/other/index.html"].css(".register li a")] == ["42"]
    assert len({one.css_first("title").text() for one in (index, *made.values())}) == len(made) + 1


def test_a_list_of_one_source_does_not_repeat_its_name(files: dict[str, bytes]) -> None:
    page = LexborHTMLParser(files["sources/slow-travel/index.html"].decode())
    assert "Slow Travel" not in "".join(node.text() for node in page.css(".items .facts"))


def test_sources_and_authors_say_from_when_their_articles_are(files: dict[str, bytes]) -> None:
    page = LexborHTMLParser(files["sources/index.html"].decode())
    shown = {node.css_first("a").text(): node.css_first(".count").text() for node in page.css(".names li")}
    assert shown["Slow Travel"] == "1 article · 2024"
    assert shown["The Harbour Review"] == "2 articles · 2022–2024"
    assert shown["Küche & Zeit"] == "1 article · 2024"


@pytest.mark.parametrize(
    "path", ["index.html", "tags/trains/index.html", "sources/slow-travel/index.html", "timeline/2024/index.html"]
)
def test_a_list_tells_one_story_once(files: dict[str, bytes], path: str) -> None:
    links = LexborHTMLParser(files[path].decode()).css("main a")
    told = [node.attributes["href"] or "" for node in links if node.text() == "Night trains"]
    assert [address.rpartition("articles/")[2] for address in told] == ["trains/index.html"]


def test_another_publishers_printing_of_a_story_stays_on_its_own_list() -> None:
    site = shelf.site()
    trains, brot = (next(e.head.id for e in site.collection if e.head.slug == slug) for slug in ("trains", "brot"))
    twins = Twins(trains, (brot,))
    facts = Facts({**site.facts.of_articles, Twins: {trains: twins, brot: twins}}, site.facts.of_collection)
    files = built(replace(site, facts=facts))
    assert b"Langsames Brot" in files["sources/kuche-zeit/index.html"]
    assert b"Langsames Brot" not in files["timeline/2024/index.html"]


def test_versions_of_a_story_are_told_with_publisher_date_and_original_and_are_no_neighbours() -> None:
    site = shelf.site()
    entries = site.collection.entries
    place = next(at for at, each in enumerate(entries) if each.head.url and each.head.published and at > 0)
    twin, stands = entries[place].head, entries[place - 1].head
    twins = Twins(stands.id, (twin.id,))
    facts = Facts({**site.facts.of_articles, Twins: {stands.id: twins, twin.id: twins}}, site.facts.of_collection)
    page = LexborHTMLParser(built(replace(site, facts=facts))[entries[place - 1].path].decode())
    told = page.css_first("#twins + ul .facts")
    assert twin.site
    assert twin.published
    assert twin.site in told.text()
    assert told.css_first("time").attributes["datetime"] == twin.published[:10]
    assert told.css_first("a").attributes["href"] == twin.url
    beside = [str(link.attributes["href"]) for link in page.css(".neighbours a")]
    assert beside
    assert not any(href.endswith(entries[place].path) for href in beside)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "both about fog and lighthouses"),
        ("de", "beide über fog und lighthouses"),
        ("fr", "les deux traitent de : fog et lighthouses"),
        ("es", "ambos sobre fog y lighthouses"),
        ("ar", "كلاهما عن fog وlighthouses"),
    ],
)
def test_why_an_article_is_related_is_said_in_the_sites_language(language: str, expected: str) -> None:
    page = built(shelf.site(Settings(site=SiteSettings(language=language))))["articles/lamp/index.html"]
    reasons = [each.text() for each in LexborHTMLParser(page.decode()).css("#related + ul .facts bdi")]
    assert expected in reasons


def test_an_article_in_another_language_says_so_wherever_it_is_named(files: dict[str, bytes]) -> None:
    article = LexborHTMLParser(files["articles/maps/index.html"].decode()).css_first("article").attributes
    assert (article["lang"], article["dir"]) == ("ar", "rtl")
    for path in ("index.html", "timeline/2023/index.html", "tags/uberfahrt/index.html"):
        links = LexborHTMLParser(files[path].decode()).css("main a")
        named = next(node for node in links if node.text() == "خرائط بلا شمال").attributes
        assert (named["lang"], named["dir"]) == ("ar", "rtl"), path


def test_pictures_elsewhere_are_links_and_never_loaded(files: dict[str, bytes]) -> None:
    page = LexborHTMLParser(files["articles/pictures/index.html"].decode())
    assert page.css(".prose img") == []
    assert page.css_first("a.remote-image").text() == "Picture at cdn.example.net"
    assert page.css_first("a > span.remote-image").text() == "Picture: Map (at cdn.example.net)"


def test_a_name_has_a_page_with_its_articles(files: dict[str, bytes]) -> None:
    page = LexborHTMLParser(files["sources/the-harbour-review/index.html"].decode())
    assert page.css_first("h1").text() == "The Harbour Review"
    assert {node.text() for node in page.css("main h2")} >= {"Two pictures elsewhere"}


def test_neighbours_are_those_of_the_publisher_else_of_the_collection(files: dict[str, bytes]) -> None:
    lamp = LexborHTMLParser(files["articles/lamp/index.html"].decode())
    assert lamp.css_first(".neighbours .previous").text() == "Previous in The Harbour Review Two pictures elsewhere"
    assert lamp.css(".neighbours .next") == []
    trains = LexborHTMLParser(files["articles/trains/index.html"].decode())
    assert trains.css_first(".neighbours .previous").text() == "Older Langsames Brot"
    assert trains.css_first(".neighbours a[rel=next]").attributes["href"] == "../../articles/lamp/index.html"


def test_the_first_mention_of_a_tag_leads_to_its_page(files: dict[str, bytes]) -> None:
    mentions = LexborHTMLParser(files["articles/lamp/index.html"].decode()).css("a.mention")
    assert [node.attributes["href"] for node in mentions] == ["../../tags/fog/index.html"]


def test_feeds_are_valid_and_name_the_newest_first(files: dict[str, bytes], hosted: dict[str, bytes]) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    for path, data in files.items():
        if path.endswith(".xml"):
            feed = etree.fromstring(data)
            assert feed.findtext(f"{atom}id", "").startswith("urn:uuid:"), path
            ids = [node.text for node in feed.iter(f"{atom}id")]
            assert len(ids) == len(set(ids)), path
            assert all(
                re.fullmatch(r"[\d-]{10}T[\d:]{8}(Z|[+-]\d\d:\d\d)", n.text or "") for n in feed.iter(f"{atom}updated")
            )
        elif path.endswith(".json"):
            parsed = json.loads(data)
            assert parsed["version"] == "https://jsonfeed.org/version/1.1", path
            assert all(item["id"] and "url" not in item for item in parsed["items"]), path
    first = json.loads(hosted["feed.json"])
    assert first["items"][0]["url"] == f"{BASE}articles/lamp/"
    links = etree.fromstring(files["feed.xml"]).findall(f"{atom}entry/{atom}link")
    assert links[0].get("href") == "articles/lamp/index.html"


def test_an_entry_keeps_its_id_when_its_title_changes() -> None:
    def ids(title: str) -> list[str]:
        site = shelf.site(Settings(site=SiteSettings(title=title, base_url=BASE)))
        return [item["id"] for item in json.loads(built(site)["feed.json"])["items"]]

    assert ids("One") == ids("Another")


def test_sitemap_names_pages_only_where_their_address_is_known(
    files: dict[str, bytes], hosted: dict[str, bytes]
) -> None:
    assert "sitemap.xml" not in files
    places = [node.text for node in etree.fromstring(hosted["sitemap.xml"]).iter("{*}loc")]
    assert f"{BASE}articles/lamp/" in places
    assert BASE in places
    assert f"Sitemap: {BASE}sitemap.xml" in hosted["robots.txt"].decode()


def test_a_large_sitemap_is_split(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("readery.pages.sitemap._MOST", 10)
    made = built(shelf.site(Settings(site=SiteSettings(base_url=BASE))))
    named = [node.text for node in etree.fromstring(made["sitemap.xml"]).iter("{*}loc")]
    assert named[:2] == [f"{BASE}sitemap-1.xml", f"{BASE}sitemap-2.xml"]
    parts = [etree.fromstring(made[str(name).removeprefix(BASE)]) for name in named]
    assert [len(part) for part in parts][:-1] == [10] * (len(parts) - 1)


def test_canonical_addresses_and_previews_where_a_base_url_is_set(
    hosted: dict[str, bytes], files: dict[str, bytes]
) -> None:
    page = LexborHTMLParser(hosted["articles/lamp/index.html"].decode())
    assert page.css_first("link[rel=canonical]").attributes["href"] == f"{BASE}articles/lamp/"
    assert page.css_first("meta[property='og:image']").attributes["content"] == f"{BASE}media/0123456789abcdef.png"
    assert b"og:" not in files["articles/lamp/index.html"]
    missing = LexborHTMLParser(hosted["404.html"].decode())
    assert missing.css_first(".masthead a").attributes["href"] == "/read/index.html"
    assert missing.css("link[rel=stylesheet]") == []


def test_two_renderings_are_the_same(files: dict[str, bytes]) -> None:
    assert built(shelf.site(more=60)) == files


def test_one_more_article_changes_one_numbered_page_at_most() -> None:
    def numbered(left_out: int) -> dict[str, bytes]:
        full = shelf.site(Settings(site=SiteSettings(articles_per_page=4)), more=40)
        site = replace(full, collection=Collection(full.collection.entries[left_out:]), facts=Facts({}, {}))
        renderer = Renderer(site.settings, assets.theme())
        planned = (page for page in pages.draft(site) if page.path.startswith("page/"))
        return {page.path: renderer.render(page.page()).data for page in planned if isinstance(page, Draft)}

    before, after = numbered(1), numbered(0)
    assert len(before) > 5
    assert len({path for path in before if before[path] != after[path]}) <= 1


@pytest.mark.parametrize(
    ("count", "first", "numbered"), [(0, 0, 0), (1, 1, 0), (19, 19, 0), (20, 10, 1), (29, 19, 1), (30, 10, 2)]
)
def test_the_first_page_holds_what_is_left(count: int, first: int, numbered: int) -> None:
    entries = shelf.site(more=60).collection.entries[:count]
    cut = list(stretches(entries, "", 10))
    assert len(cut[0].entries) == first
    assert [stretch.number for stretch in cut[1:]] == list(range(numbered, 0, -1))
    assert tuple(entry for stretch in cut for entry in stretch.entries) == entries


def test_an_empty_collection_still_has_its_pages() -> None:
    full = shelf.site()
    empty = Site(full.settings, Collection(()), Facts({}, {}), {}, lambda _ids: iter(()))
    made = built(empty)
    assert b"There are no articles here yet" in made["index.html"]
    assert {"tags/index.html", "timeline/index.html", "feed.xml"} <= made.keys()


def test_pages_that_ask_for_one_path_are_named_together(monkeypatch: pytest.MonkeyPatch) -> None:
    def kind(name: str, *paths: str) -> PageKind:
        return PageKind(name, lambda _site: (Page(path, "robots.txt", None) for path in paths))

    monkeypatch.setattr(registry, "members", lambda *_: (kind("one", "a", "b"), kind("two", "B", "a", "c")))
    with pytest.raises(SamePathError, match=r"a \(one, two\); b \(one, two\)"):
        list(pages.plan(shelf.site()))
