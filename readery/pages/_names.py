"""Pages for a kind of name that many articles share: tags, sources, authors. An index, and a list for each name."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from readery.model import Entry, Page
from readery.pages import Site
from readery.pages._items import Item, item, stretches

_OFTEN = 24
"""So many names stand apart as the most used, where an index has many more."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name and the articles that bear it."""

    name: str
    """As readers see it."""
    folder: str
    """Where its pages are, ending in ``/``."""
    entries: tuple[Entry, ...]
    """In the collection's order."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A name in an index."""

    name: str
    """As readers see it."""
    path: str
    """Its page."""
    count: int
    """How many articles bear it."""


@dataclass(frozen=True, slots=True)
class Letter:
    """The names that begin with one letter."""

    letter: str
    """Upper case; empty for those that begin with none."""
    names: tuple[Counted, ...]
    """In alphabetical order."""


@dataclass(frozen=True, slots=True)
class NamesPage:
    """What an index of names shows."""

    kind: str
    """``tags``, ``sources`` or ``authors``."""
    often: tuple[Counted, ...]
    """The most used, most used first; empty where the index is short."""
    letters: tuple[Letter, ...]
    """All of them."""
    total: int
    """How many names there are."""


@dataclass(frozen=True, slots=True)
class NamePage:
    """What the list of one name shows."""

    kind: str
    """``tag``, ``source``, ``author``, ``language``, ``length`` or ``together``."""
    name: str
    """As readers see it."""
    index: str
    """Page that all names of this kind are on."""
    number: int | None
    """Of this page of the list; None for the first."""
    count: int | None
    """How many articles the whole list has; on its first page only."""
    items: tuple[Item, ...]
    """Articles of this page."""
    newer: str | None
    """Page of newer articles."""
    older: str | None
    """Page of older articles."""
    feed: str | None
    """Folder of its feeds, ending in ``/``, where it has any."""


def name(site: Site, shown: str, folder: str, articles: Iterable[str]) -> Name:
    """A name with its pages in `folder` and its articles by id."""
    return Name(shown, folder, tuple(site.collection.by_id[article] for article in articles))


def pages(names: Sequence[Name], kind: str, size: int, feeds: bool = False) -> Iterator[Page]:
    """The index of `names` of a kind (``tags``), and the lists of each, `size` articles a page."""
    index = f"{kind}/index.html"
    counted = [Counted(name.name, f"{name.folder}index.html", len(name.entries)) for name in names]
    yield Page(
        index,
        "names.html",
        NamesPage(
            kind, most_used(counted, _OFTEN) if len(counted) > 2 * _OFTEN else (), _letters(counted), len(counted)
        ),
    )
    yield from lists(names, kind.removesuffix("s"), index, size, feeds)


def lists(names: Iterable[Name], kind: str, index: str, size: int, feeds: bool = False) -> Iterator[Page]:
    """The lists of each of `names` of a kind (``tag``), `size` articles a page; `index` is the page that leads there."""
    for name in names:
        for stretch in stretches(name.entries, name.folder, size):
            yield Page(
                stretch.path,
                "name.html",
                NamePage(
                    kind=kind,
                    name=name.name,
                    index=index,
                    number=stretch.number,
                    count=len(name.entries) if stretch.number is None else None,
                    items=tuple(map(item, stretch.entries)),
                    newer=stretch.newer,
                    older=stretch.older,
                    feed=name.folder if feeds else None,
                ),
            )


def most_used(names: Iterable[Counted], limit: int) -> tuple[Counted, ...]:
    """The names that most articles bear, at most `limit`."""
    return tuple(sorted(names, key=lambda name: (-name.count, _order(name.name)))[:limit])


def _letters(names: Iterable[Counted]) -> tuple[Letter, ...]:
    groups: dict[str, list[Counted]] = defaultdict(list)
    for name in sorted(names, key=lambda name: _order(name.name)):
        groups[_initial(name.name)].append(name)
    return tuple(Letter(letter, tuple(groups[letter])) for letter in sorted(groups, key=lambda x: (not x, x)))


def _initial(name: str) -> str:
    """The letter that a name is filed under: its first, without accents; empty if that is none."""
    first = unicodedata.normalize("NFKD", name)[:1].upper()[:1]
    return first if first.isalpha() else ""


def _order(name: str) -> tuple[str, str]:
    """Alphabetical order that is the same on every machine: accents and case count last."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return plain, name
