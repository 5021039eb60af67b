"""A page whose inputs are the same comes out the same: whatever of the collection it shows is among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

import pytest

from readery import pages, search
from readery.model import Collection, Entry, Facts, Head, Image, Sizes
from readery.pages import Draft, Site
from readery.settings import Settings, SiteSettings
from tests.pages import shelf

_MORE = 26


def full() -> Site:
    """A site whose lists run over several pages, with a sitemap."""
    settings = Settings(site=SiteSettings(articles_per_page=3, base_url="https://x.example/"))
    return shelf.site(settings, _MORE)


@cache
def drafts() -> dict[str, Draft]:
    """The drafts of that site by path."""
    return {page.path: page for page in pages.draft(full()) if isinstance(page, Draft)}


def others(value: Any, site: Site, name: str = "") -> Iterator[Any]:
    """Values that differ from one in one place each, and could stand there."""
    by_id = site.collection.by_id
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            for each in others(getattr(value, field.name), site, field.name):
                yield replace(value, **{field.name: each})
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, int | float):
        yield value * 3 + 1
    elif value is None:
        yield next(iter(by_id)) if name in ("previous", "next") else 1 if name == "lead" else "2019-03-04"
    elif isinstance(value, str) and value in by_id:
        yield next(each for each in by_id if each != value)
    elif isinstance(value, str):
        yield f"{value}x" if name not in ("slug", "authors") else "fog"
    elif isinstance(value, tuple) and not (name == "authors" and value and isinstance(value[0], str)):
        yield value[:-1] if value else ("2019",) if name.endswith("tags") else ()
        for at, each in enumerate(value):
            for other in others(each, site, name):
                yield (*value[:at], other, *value[at + 1 :])
    elif isinstance(value, Mapping):
        for key, each in value.items():
            for other in others(each, site, name):
                yield {**value, key: other}


def changed() -> Iterator[tuple[str, Site]]:
    """The site with one thing otherwise, and what."""
    site = full()
    entries = site.collection.entries
    for at in (0, 1, 3, len(entries) - 1):
        entry = entries[at]
        for field in fields(Head):
            if field.name in ("id", "site") or (field.name == "authors" and entry.head.authors):
                continue  # under which name a publisher or an author is known, facts say
            for number, value in enumerate(others(getattr(entry.head, field.name), site, field.name)):
                new = Entry(replace(entry.head, **{field.name: value}), entry.path)
                collection = Collection((*entries[:at], new, *entries[at + 1 :]))
                yield f"{field.name} of {entry.head.id}, {number}", replace(site, collection=collection)
    moved = Collection((replace(entries[0], path="articles/moved/index.html"), *entries[1:]))
    yield "path", replace(site, collection=moved)
    namesake = Entry(replace(entries[-1].head, title=entries[0].head.title), entries[-1].path)
    yield "a title twice", replace(site, collection=Collection((*entries[:-1], namesake)))
    for kind, known in site.facts.of_articles.items():
        for article in list(known)[:3]:
            values = [*others(known[article], site), None]
            for number, value in enumerate(values):
                these = {each: fact for each, fact in {**known, article: value}.items() if fact is not None}
                facts = Facts({**site.facts.of_articles, kind: these}, site.facts.of_collection)
                yield f"{kind.__name__} of {article}, {number}", replace(site, facts=facts)
    for kind, fact in site.facts.of_collection.items():
        for number, value in enumerate(others(fact, site)):
            facts = Facts(site.facts.of_articles, {**site.facts.of_collection, kind: value})
            yield f"{kind.__name__}, {number}", replace(site, facts=facts)
    sizes = (Sizes("image/avif", (("media/0.avif", 320),)),)
    image = Image("media/other.png", 9, 9, sizes, "media/still.png")
    yield "images", replace(site, images={**site.images, entries[0].head.id: (image,)})
    for others_gone in (entries[1:], entries[:-1], (*entries[:9], *entries[10:])):
        gone = {entry.head.id for entry in entries} - {entry.head.id for entry in others_gone}
        yield f"without {gone}", replace(site, collection=Collection(others_gone), facts=Facts({}, {}))


@pytest.mark.parametrize("number", range(8))
def test_a_draft_with_the_same_inputs_has_the_same_context(number: int) -> None:
    before = drafts()
    for what, site in list(changed())[number::8]:
        try:
            after = [page for page in pages.draft(site) if isinstance(page, Draft)]
        except (KeyError, pages.SamePathError):
            continue  # such a site cannot be
        for page in after:
            had = before.get(page.path)
            if had and had.inputs == page.inputs:
                assert had.make() == page.make(), (page.path, what)


def test_a_card_for_search_with_the_same_inputs_is_the_same() -> None:
    before = {card.article: card for card in cards(full())}
    for what, site in changed():
        for card in cards(site):
            had = before.get(card.article)
            if had and had.inputs == card.inputs:
                assert had.make() == card.make(), (card.article, what)
                assert had.lang == card.lang
            if had and had.listed == card.listed:
                one, other = had.document(), card.document()
                assert (one.source, one.tags, one.date) == (other.source, other.tags, other.date), (card.article, what)


def cards(site: Site) -> list[search.CardDraft]:
    """The cards of a site's articles."""
    return search.cards(site.collection, site.facts, pages.shown(site), pages.tags_of(site))


def test_a_word_of_a_text_is_no_input_of_any_list() -> None:
    site = full()
    entries = site.collection.entries
    head = replace(entries[0].head, origin=replace(entries[0].head.origin, sha256="other"))
    edited = replace(site, collection=Collection((replace(entries[0], head=head), *entries[1:])))
    assert {page.path: page.inputs for page in pages.draft(edited) if isinstance(page, Draft)} == {
        path: page.inputs for path, page in drafts().items()
    }
