"""The sitemap (sitemaps.org, protocol 0.9), where a base URL is set: its addresses must be absolute."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from readery.model import Page
from readery.pages import PageKind, Site, authors, sources, tags

_MOST = 50_000
"""Addresses that the protocol allows in one file."""


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


def _plan(site: Site) -> Iterator[Page]:
    if not site.settings.site.base_url:
        return
    addresses = tuple(_addresses(site))
    parts = [addresses[start : start + _MOST] for start in range(0, len(addresses), _MOST)]
    if len(parts) == 1:
        yield Page("sitemap.xml", "sitemap.xml", SitemapPage(parts[0]))
        return
    paths = tuple(f"sitemap-{number}.xml" for number in range(1, len(parts) + 1))
    yield Page("sitemap.xml", "sitemap-index.xml", SitemapIndexPage(paths))
    for path, part in zip(paths, parts, strict=True):
        yield Page(path, "sitemap.xml", SitemapPage(part))


def _addresses(site: Site) -> Iterator[Address]:
    """What a search engine should know: the entrances, each name's first page, and the articles from the oldest on."""
    for path in ("index.html", "tags/index.html", "sources/index.html", "authors/index.html", "timeline/index.html"):
        yield Address(path, None)
    for name in (*tags.names(site), *sources.names(site), *authors.names(site)):
        yield Address(f"{name.folder}index.html", None)
    for entry in reversed(site.collection.entries):
        yield Address(entry.path, entry.head.updated or entry.head.published)


KIND = PageKind("sitemap", _plan)
