"""All authors, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator

from readery.model import Page, People
from readery.pages import Draft, PageKind, Site, _names
from readery.pages._names import Name


def names(site: Site) -> tuple[Name, ...]:
    """The authors that have a page."""
    found = site.facts.whole(People)
    return _names.named(site, "authors", found.authors if found else ())


def _plan(site: Site) -> Iterator[Page | Draft]:
    yield from _names.pages(site, names(site), "authors")


KIND = PageKind("authors", _plan)
