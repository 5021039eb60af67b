"""Atom (RFC 4287) and JSON Feed 1.1, for the whole site and for each tag: the newest articles with their summaries.

Ids are ``urn:uuid:`` (RFC 4122, version 5) of the base URL, or of the site's title where none is set, and of the
article's id: an article keeps its id when its address or title changes. Links are absolute where a base URL is set;
without one Atom's are relative, which it allows, and JSON Feed's, where they must be absolute, are left out.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from readery import paths
from readery.model import Entry, Head, Tags
from readery.pages import Draft, PageKind, Site, _inputs, tags
from readery.pages._items import language, source

_MOST = 40
"""Articles in a feed: more than a month of heavy saving, and few enough to load in a moment."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An article in a feed."""

    id: str
    """A URN."""
    title: str
    """Its title."""
    path: str
    """Its page."""
    original: str | None
    """Address of the original."""
    summary: str
    """A few lines."""
    authors: tuple[str, ...]
    """Names."""
    source: str
    """Name of its publisher; empty where unknown."""
    published: str | None
    """ISO 8601."""
    updated: str | None
    """ISO 8601, the last date that is known of it."""
    lang: str | None
    """Language of the article."""
    tags: tuple[str, ...]
    """Names of its tags."""


@dataclass(frozen=True, slots=True)
class FeedPage:
    """What a feed holds."""

    id: str
    """A URN."""
    tag: str | None
    """Name of the tag that it is of; None for the whole site."""
    home: str
    """Page that it belongs to."""
    updated: str | None
    """ISO 8601: the last date of its articles."""
    entries: tuple[FeedEntry, ...]
    """Newest first."""


def _plan(site: Site) -> Iterator[Draft]:
    shown = _Shown(site)
    entries = site.stories(site.collection)[:_MOST]
    yield _feed(shown, "", None, entries, _inputs.shown(site, entries))
    for name in tags.names(site):
        entries = name.entries[:_MOST]
        of = name.inputs if len(entries) == len(name.entries) else _inputs.shown(site, entries)
        yield _feed(shown, name.folder, name.name, entries, of)


class _Shown(dict[str, FeedEntry]):
    """Article id → what feeds show of it: it stands in the feed of each of its tags, and is described once."""

    def __init__(self, site: Site) -> None:
        super().__init__()
        self.site = site
        self.space = uuid.uuid5(uuid.NAMESPACE_URL, site.settings.site.base_url or site.settings.site.title)
        """Ids are made in it."""

    def __missing__(self, article_id: str) -> FeedEntry:
        found = self[article_id] = _entry(self.site, self.space, self.site.collection.by_id[article_id])
        return found


def _feed(shown: _Shown, folder: str, tag: str | None, entries: Sequence[Entry], of: bytes) -> Draft:
    inputs = _inputs.hashed(_inputs.value(folder, tag), of)
    also = ((f"{folder}feed.json", "feed.json"),)
    return Draft(f"{folder}feed.xml", "feed.xml", inputs, partial(_page, shown, folder, tag, entries), "", also)


def _page(shown: _Shown, folder: str, tag: str | None, entries: Sequence[Entry]) -> FeedPage:
    found = tuple(shown[entry.head.id] for entry in entries)
    return FeedPage(
        id=uuid.uuid5(shown.space, f"feed {folder}").urn,
        tag=tag,
        home=f"{folder}index.html",
        updated=max((entry.updated for entry in found if entry.updated), default=None),
        entries=found,
    )


def _entry(site: Site, space: uuid.UUID, entry: Entry) -> FeedEntry:
    head = entry.head
    uses = site.facts.of(Tags, head.id)
    return FeedEntry(
        id=uuid.uuid5(space, f"article {head.id}").urn,
        title=head.title,
        path=entry.path,
        original=paths.web(head.url),
        summary=head.summary,
        authors=head.authors,
        source=source(head),
        published=head.published,
        updated=_last(head),
        lang=language(head),
        tags=tuple(use.name for use in uses.uses) if uses else (),
    )


def _last(head: Head) -> str | None:
    return head.updated or head.published or head.saved


KIND = PageKind("feeds", _plan)
