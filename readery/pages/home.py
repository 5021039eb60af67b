"""The home page, and the pages of earlier articles that it leads to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from readery import words
from readery.model import Entry, Image
from readery.pages import Draft, PageKind, Site, _inputs, glance, sources, tags
from readery.pages._items import Item, Line, Stretch, Title, image, item, line, stretches, title
from readery.pages._names import Counted, Name, by_use, counted, inputs_of

_CARDS = 6
"""So many of the newest articles are shown with summary and picture; the others are lines."""
_TOPICS = 4
_TOPIC_TITLES = 3
"""So many topics show so many of their articles."""
_TAGS = 24
_SOURCES = 12
_LONG_AGO = 4
"""So many further tags, sources and old articles the home page shows."""


@dataclass(frozen=True, slots=True)
class Card:
    """An article with its picture."""

    item: Item
    """The article."""
    image: Image | None
    """Its picture, where there is a file of it."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic with some of its articles."""

    name: Counted
    """The tag."""
    titles: tuple[Title, ...]
    """Its newest articles, of those that stand nowhere above."""


@dataclass(frozen=True, slots=True)
class HomePage:
    """What the home page shows."""

    lead: Card | None
    """The newest article."""
    newest: tuple[Card, ...]
    """Those after it."""
    further: tuple[Line, ...]
    """Those after these."""
    older: str | None
    """Page of the articles after all of these."""
    topics: tuple[Topic, ...]
    """The most used tags of which there is something new to show."""
    tags: tuple[Counted, ...]
    """The most used of the other tags."""
    sources: tuple[Counted, ...]
    """The publishers with most articles."""
    lengths: tuple[Counted, ...]
    """Articles by reading time, shortest first; empty where all take equally long."""
    long_ago: tuple[Line, ...]
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


def _plan(site: Site) -> Iterator[Draft]:
    entries = site.stories(site.collection)
    for stretch in stretches(entries, "", site.settings.site.articles_per_page):
        if stretch.number is None:
            older = entries[len(stretch.entries) :]
            inputs = _inputs.hashed(
                inputs_of(tags.names(site)), inputs_of(sources.names(site)), _inputs.shown(site, entries)
            )
            make: Callable[[], object] = partial(_home, site, stretch.entries, older, stretch.older)
            yield Draft(stretch.path, "home.html", inputs, make)
        else:
            around = _inputs.value(stretch.number, stretch.newer, stretch.older)
            inputs = _inputs.hashed(around, _inputs.shown(site, stretch.entries))
            yield Draft(stretch.path, "earlier.html", inputs, partial(_earlier, site, stretch))


def _earlier(site: Site, stretch: Stretch) -> EarlierPage:
    assert stretch.number is not None
    items = tuple(item(site, entry) for entry in stretch.entries)
    return EarlierPage(stretch.number, items, stretch.newer, stretch.older)


def _home(site: Site, entries: Sequence[Entry], older: Sequence[Entry], next_page: str | None) -> HomePage:
    cards = [Card(item(site, entry), image(site, entry.head)) for entry in entries[: _CARDS + 1]]
    ranked = by_use(tags.names(site))
    topics = _topics(ranked, {entry.head.id for entry in entries[: len(cards)]})
    named = {topic.name.path for topic in topics}
    publishers = by_use(sources.names(site))
    lengths = glance.by_length(site, (*entries, *older), words.of(site.settings.site.language))
    filled = [counted(name) for name in lengths if name.entries]
    long_ago = _long_ago(older)
    return HomePage(
        lead=cards[0] if cards else None,
        newest=tuple(cards[1:]),
        further=tuple(map(line, entries[len(cards) :])),
        older=next_page,
        topics=topics,
        tags=tuple(name for name in map(counted, ranked) if name.path not in named)[:_TAGS],
        sources=tuple(map(counted, publishers[:_SOURCES])),
        lengths=tuple(filled) if len(filled) > 1 else (),
        long_ago=tuple(map(_saved, long_ago)),
        long_ago_is="saved_long_ago" if long_ago and long_ago[0].head.saved else "oldest",
        articles=len(entries) + len(older),
        publishers=len(publishers),
    )


def _topics(ranked: Sequence[Name], shown: set[str]) -> tuple[Topic, ...]:
    """The first of `ranked` that have enough articles which are not `shown` yet, by id, and no topic before them shows."""
    topics: list[Topic] = []
    taken = set(shown)
    for name in ranked:
        fresh = [entry for entry in name.entries if entry.head.id not in taken]
        if len(fresh) < _TOPIC_TITLES:
            continue
        topics.append(Topic(counted(name), tuple(map(title, fresh[:_TOPIC_TITLES]))))
        taken.update(entry.head.id for entry in fresh[:_TOPIC_TITLES])
        if len(topics) == _TOPICS:
            return tuple(topics)
    # Fewer would leave holes in the row.
    return ()


def _long_ago(entries: Sequence[Entry]) -> list[Entry]:
    """Those of `entries` that were saved longest ago; where none says when, those published longest ago."""
    saved = [entry for entry in entries if entry.head.saved]
    if saved:
        return sorted(saved, key=lambda entry: (entry.head.saved or "", entry.head.id))[:_LONG_AGO]
    published = [entry for entry in entries if entry.head.published]
    return published[: -_LONG_AGO - 1 : -1]


def _saved(entry: Entry) -> Line:
    """An article with the day on which it was saved."""
    shown = line(entry)
    return replace(shown, date=entry.head.saved) if entry.head.saved else shown


KIND = PageKind("home", _plan)
