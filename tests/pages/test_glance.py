"""The collection at a glance: what its pictures show, and where each mark leads."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from readery import assets, pages
from readery.model import Collection, Entry, Facts, Head, Origin, Tag, Vocabulary
from readery.pages import Site
from readery.pages.glance import GlancePage
from readery.render import Renderer
from readery.settings import Settings, SiteSettings
from tests.pages import shelf


def site(
    dates: list[str | None], tags: dict[str, list[int]] | None = None, language: str = "en", **head: object
) -> Site:
    """Articles of these dates, and tags as places in that list."""
    entries = []
    for n, date in enumerate(dates):
        made = Head(f"{n:012x}", Origin(f"{n}.html", "html", ""), f"Tale {n}", f"tale-{n}", published=date, words=700)
        entries.append(Entry(replace(made, **head), f"articles/tale-{n}/index.html"))  # type: ignore[arg-type]
    vocabulary = Vocabulary(
        tuple(
            Tag(name, name.lower(), "owner", tuple(f"{n:012x}" for n in places))
            for name, places in (tags or {}).items()
        )
    )
    settings = Settings(site=SiteSettings(language=language))
    return Site(settings, Collection(tuple(entries)), Facts({}, {Vocabulary: vocabulary}), {}, lambda _ids: iter(()))


def glance(of: Site) -> GlancePage:
    page = next(page for page in pages.plan(replace(of, load=_no_bodies(of))) if page.path == "glance/index.html")
    assert isinstance(page.context, GlancePage)
    return page.context


def _no_bodies(of: Site) -> object:
    from readery.model import Article, SafeHtml

    by_id = of.collection.by_id
    return lambda ids: (Article(by_id[each].head, SafeHtml(""), "") for each in ids)


def test_years_stand_in_a_row_with_the_empty_ones_between() -> None:
    shown = glance(site(["2016-01-02", "2012", "2012-05-05", None]))
    assert shown.by == "year"
    assert [(mark.name, mark.count, mark.size) for mark in shown.time.marks] == [
        ("2012", 2, 1000),
        ("2013", 0, 0),
        ("2014", 0, 0),
        ("2015", 0, 0),
        ("2016", 1, 500),
    ]
    assert shown.time.marks[1].path is None
    assert shown.time.most == shown.time.marks[0]
    assert shown.undated is not None
    assert shown.undated.count == 1


def test_a_young_collection_is_shown_by_months() -> None:
    shown = glance(site(["2021-02-01", "2020-11-30", "2020-11-02"]))
    assert shown.by == "month"
    assert [(m.name, m.count, m.begins) for m in shown.time.marks] == [
        ("November 2020", 2, "2020"),
        ("December 2020", 0, ""),
        ("January 2021", 0, "2021"),
        ("February 2021", 1, ""),
    ]
    assert shown.time.marks[0].anchor == "month-11"


@pytest.mark.parametrize("years", [range(1900, 2000), range(1, 9999, 40)])
def test_many_years_stay_bounded_and_lose_no_article(years: range) -> None:
    shown = glance(site([f"{year:04}-01-01" for year in years]))
    assert len(shown.time.marks) == 48
    assert {mark.size for mark in shown.time.marks} == {1000}, "what is older dwarfs no column"
    assert shown.earlier is not None
    assert sum(mark.count for mark in shown.time.marks) + shown.earlier.count == len(years)
    assert shown.earlier.path == "timeline/index.html"
    assert shown.earlier.name.startswith("Before ")


def test_topics_that_share_most_stand_together_and_each_pair_has_its_list() -> None:
    of = site(["2020"] * 8, {"Fog": [0, 1, 2], "Trains": [5, 6, 7], "Lamps": [0, 1, 2, 3], "Bread": [3]})
    shown = glance(of)
    assert shown.net is not None
    assert [mark.name for mark in shown.net.topics] == ["Lamps", "Fog", "Bread"]
    assert [(c.name, c.count, c.one, c.other, c.path) for c in shown.net.crossings] == [
        ("Lamps + Fog", 3, 0, 1, "glance/together/fog--lamps/index.html"),
        ("Lamps + Bread", 1, 0, 2, "glance/together/bread--lamps/index.html"),
    ]
    assert shown.net.crossings[1].size == 577, "a third of the area"


def test_a_tag_and_the_one_it_is_nested_in_do_not_cross() -> None:
    of = site(["2020"] * 2, {"Birds": [0, 1], "Owls": [0]})
    vocabulary = of.facts.whole(Vocabulary)
    assert vocabulary is not None
    birds, owls = vocabulary.tags
    nested = replace(of, facts=Facts({}, {Vocabulary: Vocabulary((birds, replace(owls, parent="birds")))}))
    assert glance(nested).net is None


def test_nothing_is_shown_of_nothing() -> None:
    shown = glance(site([]))
    assert (shown.time.marks, shown.sources.marks, shown.languages.marks, shown.net) == ((), (), (), None)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_mark_is_a_link_to_a_page_that_is_there(language: str) -> None:
    settings = Settings(site=SiteSettings(language=language))
    of = shelf.site(settings, more=60)
    renderer = Renderer(of.settings, assets.theme())
    made = {page.path: renderer.render(page).data.decode() for page in pages.plan(of)}
    shown = made["glance/index.html"]
    links = re.findall(r'<a href="\.\./([^"#]*)"', shown)
    assert len(links) > 20
    assert set(links) - set(made) == set()
    assert {path for path in made if path.startswith("glance/") and "/page/" not in path} - {
        "glance/index.html",
        *links,
    } == set()
    for picture in re.findall(r"<svg class=.*?</svg>", shown, re.DOTALL):
        assert re.search(r'role="group" aria-labelledby="\w+" aria-describedby="[\w-]+"', picture)
        assert picture.count("<a ") == picture.count("aria-label=")
        for described in re.findall(r'aria-describedby="([\w-]+)"', picture):
            assert f'id="{described}"' in shown
    assert shown.count("<table") == shown.count("<svg class=")


def test_hostile_names_stay_text() -> None:
    settings = Settings(site=SiteSettings())
    of = shelf.site(settings)
    renderer = Renderer(of.settings, assets.theme())
    page = next(page for page in pages.plan(of) if page.path == "glance/index.html")
    shown = renderer.render(page).data.decode()
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert" in shown
