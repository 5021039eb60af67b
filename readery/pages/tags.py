"""All tags, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator

from readery.model import Page, Vocabulary
from readery.pages import Draft, PageKind, Site, _names
from readery.pages._names import Name


def names(site: Site) -> tuple[Name, ...]:
    """The tags that have a page."""
    found = site.facts.whole(Vocabulary)
    return _names.named(site, "tags", found.tags if found else ())


def _plan(site: Site) -> Iterator[Page | Draft]:
    yield from _names.pages(site, names(site), "tags", feeds=True)


KIND = PageKind("tags", _plan)
