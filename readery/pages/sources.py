"""All publishers, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator

from readery.model import Page, Sources
from readery.pages import Draft, PageKind, Site, _names
from readery.pages._names import Name


def names(site: Site) -> tuple[Name, ...]:
    """The publishers that have a page."""
    found = site.facts.whole(Sources)
    return _names.named(site, "sources", found.sources if found else ())


def _plan(site: Site) -> Iterator[Page | Draft]:
    yield from _names.pages(site, names(site), "sources")


KIND = PageKind("sources", _plan)
