"""The sitemap (sitemaps.org, protocol 0.9), where a base URL is set: its addresses must be absolute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice

from readery.model import Page
from readery.pages import Draft, PageKind, Site, _inputs, authors, sources, tags
from readery.pages._names import Name, inputs_of

_MOST = 50_000
"""Addresses that the protocol allows in one file."""
_ENTRANCES = ("index.html", "tags/index.html", "sources/index.html", "authors/index.html", "timeline/index.html")


@dataclass(frozen=True, slots=True)
class Address:
    """A page in the sitemap."""

    path: str
    """In the site."""
    changed: str | None
    """ISO 8601, where it is known when its text last changed."""


@dataclass(frozen=True, slots=True)
class SitemapPage:
    """One file of addresses."""

    addresses: tuple[Address, ...]
    """At most 50,000."""


@dataclass(frozen=True, slots=True)
class SitemapIndexPage:
    """The file that names the others, where there are several."""

    paths: tuple[str, ...]
    """Of the others."""


def _plan(site: Site) -> Iterator[Page | Draft]:
    if not site.settings.site.base_url:
        return
    names = (*tags.names(site), *sources.names(site), *authors.names(site))
    inputs = _inputs.hashed(inputs_of(names), _inputs.shown(site, site.collection))
    addresses = len(_ENTRANCES) + len(names) + len(site.collection)
    if addresses <= _MOST:
        yield Draft("sitemap.xml", "sitemap.xml", inputs, partial(_part, site, names, 0))
        return
    starts = range(0, addresses, _MOST)
    paths = tuple(f"sitemap-{number}.xml" for number in range(1, len(starts) + 1))
    yield Page("sitemap.xml", "sitemap-index.xml", SitemapIndexPage(paths))
    for path, start in zip(paths, starts, strict=True):
        yield Draft(path, "sitemap.xml", inputs, partial(_part, site, names, start))


def _part(site: Site, names: Iterable[Name], start: int) -> SitemapPage:
    return SitemapPage(tuple(islice(_addresses(site, names), start, start + _MOST)))


def _addresses(site: Site, names: Iterable[Name]) -> Iterator[Address]:
    """What a search engine should know: the entrances, each name's first page, and the articles from the oldest on."""
    for path in _ENTRANCES:
        yield Address(path, None)
    for name in names:
        yield Address(f"{name.folder}index.html", None)
    for entry in reversed(site.collection.entries):
        yield Address(entry.path, entry.head.updated or entry.head.published)


KIND = PageKind("sitemap", _plan)
