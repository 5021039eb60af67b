"""All tags, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator

from readery.model import Page, Vocabulary
from readery.pages import PageKind, Site, _names
from readery.pages._names import Name


def names(site: Site) -> tuple[Name, ...]:
    """The tags that have a page."""
    vocabulary = site.facts.whole(Vocabulary)
    by_id = site.collection.by_id
    return tuple(
        Name(tag.name, f"tags/{tag.slug}/", tuple(by_id[article] for article in tag.articles))
        for tag in (vocabulary.tags if vocabulary else ())
    )


def _plan(site: Site) -> Iterator[Page]:
    yield from _names.pages(names(site), "tags", site.settings.site.articles_per_page, feeds=True)


KIND = PageKind("tags", _plan)
