"""The page to search on. What it finds, its scripts read from the search index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from readery.model import Page
from readery.pages import PageKind, Site


@dataclass(frozen=True, slots=True)
class SearchPage:
    """It shows nothing of the collection before a reader asks."""


def _plan(_site: Site) -> Iterator[Page]:
    yield Page("search/index.html", "search.html", SearchPage())


KIND = PageKind("search", _plan)
