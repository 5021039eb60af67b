"""The home page, and the pages of earlier articles that it leads to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from readery.model import Entry, Image, Page, Twins
from readery.pages import PageKind, Site, sources, tags
from readery.pages._items import Item, Title, item, stretches, title
from readery.pages._names import Counted, Name, most_used

_TAGS = 18
_SOURCES = 10
_LONG_AGO = 4
"""So many tags, sources and old articles the home page shows."""


@dataclass(frozen=True, slots=True)
class HomePage:
    """What the home page shows."""

    lead: Item | None
    """The newest article."""
    image: Image | None
    """Its picture, where there is a file of it."""
    newest: tuple[Item, ...]
    """Those after it."""
    older: str | None
    """Page of the articles after these."""
    tags: tuple[Counted, ...]
    """The most used tags."""
    sources: tuple[Counted, ...]
    """The publishers with most articles."""
    long_ago: tuple[Title, ...]
    """What was saved longest ago (where no page says when: the oldest), of those that the list above does not show."""
    long_ago_is: str
    """Which of the two: ``saved_long_ago`` or ``oldest``."""
    articles: int
    """How many articles there are."""
    publishers: int
    """How many publishers there are."""


@dataclass(frozen=True, slots=True)
class EarlierPage:
    """What a page of earlier articles shows."""

    number: int
    """Counted from the oldest."""
    items: tuple[Item, ...]
    """Its articles."""
    newer: str | None
    """Page of newer articles."""
    older: str | None
    """Page of older articles."""


def _plan(site: Site) -> Iterator[Page]:
    entries = tuple(entry for entry in site.collection if _stands(site, entry))
    publishers = sources.names(site)
    for stretch in stretches(entries, "", site.settings.site.articles_per_page):
        if stretch.number is not None:
            earlier = EarlierPage(stretch.number, tuple(map(item, stretch.entries)), stretch.newer, stretch.older)
            yield Page(stretch.path, "earlier.html", earlier)
            continue
        long_ago = _long_ago(entries[len(stretch.entries) :])
        lead = stretch.entries[0] if stretch.entries else None
        yield Page(
            stretch.path,
            "home.html",
            HomePage(
                lead=item(lead) if lead else None,
                image=_image(site, lead) if lead else None,
                newest=tuple(map(item, stretch.entries[1:])),
                older=stretch.older,
                tags=_counted(tags.names(site), _TAGS),
                sources=_counted(publishers, _SOURCES),
                long_ago=tuple(map(title, long_ago)),
                long_ago_is="saved_long_ago" if long_ago and long_ago[0].head.saved else "oldest",
                articles=len(site.collection),
                publishers=len(publishers),
            ),
        )


def _stands(site: Site, entry: Entry) -> bool:
    """Whether an article stands for itself: of several versions of one story the fullest does, and names the others."""
    twins = site.facts.of(Twins, entry.head.id)
    return twins is None or twins.stands == entry.head.id


def _image(site: Site, entry: Entry) -> Image | None:
    images = site.images.get(entry.head.id, ())
    number = entry.head.lead
    return images[number] if number is not None and number < len(images) else None


def _counted(names: Sequence[Name], limit: int) -> tuple[Counted, ...]:
    return most_used((Counted(name.name, f"{name.folder}index.html", len(name.entries)) for name in names), limit)


def _long_ago(entries: Sequence[Entry]) -> list[Entry]:
    """Those of `entries` that were saved longest ago; where none says when, those published longest ago."""
    saved = [entry for entry in entries if entry.head.saved]
    if saved:
        return sorted(saved, key=lambda entry: (entry.head.saved or "", entry.head.id))[:_LONG_AGO]
    published = [entry for entry in entries if entry.head.published]
    return published[: -_LONG_AGO - 1 : -1]


KIND = PageKind("home", _plan)
