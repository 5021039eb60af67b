"""All authors, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from readery.model import Entry, Page
from readery.pages import PageKind, Site, _names
from readery.pages._names import Name


def names(entries: tuple[Entry, ...]) -> Mapping[str, Name]:
    """The authors of articles, by folded name."""
    return _names.group(entries, "authors/", lambda entry: entry.head.authors)


def _plan(site: Site) -> Iterator[Page]:
    found = tuple(names(site.collection.entries).values())
    yield from _names.pages(found, "authors", site.settings.site.articles_per_page)


KIND = PageKind("authors", _plan)
