"""All publishers, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from readery.model import Entry, Page
from readery.pages import PageKind, Site, _names
from readery.pages._items import source
from readery.pages._names import Name


def names(entries: tuple[Entry, ...]) -> Mapping[str, Name]:
    """The publishers of articles, by folded name."""
    return _names.group(entries, "sources/", lambda entry: (source(entry.head),))


def _plan(site: Site) -> Iterator[Page]:
    found = tuple(names(site.collection.entries).values())
    yield from _names.pages(found, "sources", site.settings.site.articles_per_page)


KIND = PageKind("sources", _plan)
