"""Pages for a kind of name that many articles share: tags, sources, authors. An index, and a list for each name."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import chain

from readery.model import Entry, Page, Person, Source, Tag
from readery.pages import Draft, Site, _inputs
from readery.pages._items import Item, Ref, Stretch, date, item, stretches, years

_OFTEN = 24
"""So many names stand apart as the most used, where an index has many more."""
_LETTERS = 40
"""From so many names on, an index has letters."""
_ON_ONE_PAGE = 2_000
"""So many names stand on an index itself; of more, each letter has a page of its own."""
_BESIDE = 8
_MEET = 2
"""A list names at most so many tags that its articles bear, each borne by at least so many of these."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name and the articles that bear it."""

    name: str
    """As readers see it."""
    folder: str
    """Where its pages are, ending in ``/``."""
    entries: tuple[Entry, ...]
    """In the collection's order."""
    inputs: bytes
    """Hash of all this, and of what lists show of its articles. Use `name_of`."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A name with the number of its articles."""

    name: str
    """As readers see it."""
    path: str
    """Its page."""
    count: int
    """How many articles bear it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A name in an index."""

    name: Counted
    """The name."""
    years: tuple[str, ...]
    """The years of its oldest and newest article, once where they are the same; empty where unknown, and for tags."""


@dataclass(frozen=True, slots=True)
class Letter:
    """The names that begin with one letter."""

    letter: str
    """Upper case; empty for those that begin with none."""
    names: tuple[Listed, ...]
    """In alphabetical order."""


@dataclass(frozen=True, slots=True)
class NamesPage:
    """What an index of names shows."""

    kind: str
    """``tags``, ``sources`` or ``authors``."""
    often: tuple[Counted, ...]
    """The most used, most used first; empty where the index is short."""
    letters: tuple[Letter, ...]
    """All of them; under one empty letter where the index is short. None where each letter has a page, and on such a page one."""
    total: int
    """How many names there are."""
    elsewhere: tuple[Ref, ...] = ()
    """The letters, each with its page, where each has one; the name of what begins with none is empty."""
    letter: str | None = None
    """On such a page, its letter."""


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
    beside: tuple[Ref, ...]
    """Tags that many of its articles bear, most first; on its first page only."""
    years: tuple[Ref, ...]
    """The years of a list that runs over several pages, each with the page on which it begins; on its first page only."""
    items: tuple[Item, ...]
    """Articles of this page."""
    newer: str | None
    """Page of newer articles."""
    older: str | None
    """Page of older articles."""
    feed: str | None
    """Folder of its feeds, ending in ``/``, where it has any."""


def name_of(site: Site, said: str, folder: str, entries: Iterable[Entry]) -> Name:
    """A name and the articles that bear it."""
    entries = tuple(entries)
    return Name(said, folder, entries, _inputs.hashed(_inputs.value(said, folder), _inputs.shown(site, entries)))


def named(site: Site, kind: str, found: Iterable[Tag | Source | Person]) -> tuple[Name, ...]:
    """The names of a kind (``tags``) that weaving found, each with its pages and its articles, each story once.

    They are put together when the first kind of page asks for them.
    """
    if kind not in site.names:
        by_id = site.collection.by_id
        site.names[kind] = tuple(
            name_of(site, each.name, f"{kind}/{each.slug}/", site.stories(map(by_id.__getitem__, each.articles)))
            for each in found
        )
    return site.names[kind]


def pages(
    site: Site, names: Sequence[Name], kind: str, feeds: bool = False, most: int = _ON_ONE_PAGE
) -> Iterator[Page | Draft]:
    """The index of `names` of a kind (``tags``), on one page up to `most` of them, and the lists of each."""
    index = f"{kind}/index.html"
    filed = _filed(names)
    apart = len(names) > most
    elsewhere = tuple(Ref(letter, _page_of(kind, letter)) for letter in filed) if apart else ()
    yield Draft(index, "names.html", inputs_of(names), partial(_index, kind, names, {} if apart else filed, elsewhere))
    if apart:
        for letter, its in filed.items():
            inputs = _inputs.hashed(_inputs.value(len(names), elsewhere), inputs_of(its))
            page = partial(_letter_page, kind, len(names), elsewhere, letter, its)
            yield Draft(_page_of(kind, letter), "names.html", inputs, page)
    yield from lists(site, names, kind.removesuffix("s"), index, feeds)


def inputs_of(names: Iterable[Name]) -> bytes:
    """What stands for these names among the inputs of a page."""
    return _inputs.hashed(*(name.inputs for name in names))


def _index(
    kind: str, names: Sequence[Name], filed: Mapping[str, Sequence[Name]], elsewhere: tuple[Ref, ...]
) -> NamesPage:
    often = tuple(map(counted, by_use(names)[:_OFTEN])) if len(names) > 2 * _OFTEN else ()
    letters = tuple(_letter(kind, letter, its) for letter, its in filed.items())
    return NamesPage(kind, often, letters, len(names), elsewhere)


def _letter_page(kind: str, total: int, elsewhere: tuple[Ref, ...], letter: str, names: Sequence[Name]) -> NamesPage:
    return NamesPage(kind, (), (_letter(kind, letter, names),), total, elsewhere, letter)


def lists(site: Site, names: Iterable[Name], kind: str, index: str, feeds: bool = False) -> Iterator[Draft]:
    """The lists of each of `names` of a kind (``tag``); `index` is the page that leads there."""
    for name in names:
        cut = tuple(stretches(name.entries, name.folder, site.settings.site.articles_per_page))
        list_of = _List(kind, name, index, name.folder if feeds else None, cut)
        for stretch in cut:
            # The first page tells of the whole list.
            of = name.inputs if stretch.number is None else _inputs.shown(site, stretch.entries)
            around = (kind, name.name, index, stretch.number, stretch.newer, stretch.older, list_of.feed)
            inputs = _inputs.hashed(_inputs.value(*around), of)
            yield Draft(stretch.path, "name.html", inputs, partial(_page, site, list_of, stretch))


@dataclass(frozen=True, slots=True)
class _List:
    """The list of one name, over all its pages."""

    kind: str
    """``tag``, or as `NamePage` has it."""
    name: Name
    """The name."""
    index: str
    """Page that leads there."""
    feed: str | None
    """Folder of its feeds, where it has any."""
    cut: tuple[Stretch, ...]
    """Its pages."""


def _page(site: Site, of: _List, stretch: Stretch) -> NamePage:
    first = stretch.number is None
    return NamePage(
        kind=of.kind,
        name=of.name.name,
        index=of.index,
        number=stretch.number,
        count=len(of.name.entries) if first else None,
        beside=_beside(site, of.name) if first else (),
        years=years(of.cut) if first and len(of.cut) > 1 else (),
        items=tuple(item(site, entry) for entry in stretch.entries),
        newer=stretch.newer,
        older=stretch.older,
        feed=of.feed,
    )


def counted(name: Name) -> Counted:
    """A name with the number of its articles."""
    return Counted(name.name, f"{name.folder}index.html", len(name.entries))


def by_use(names: Iterable[Name]) -> list[Name]:
    """The names that most articles bear first."""
    return sorted(names, key=lambda name: (-len(name.entries), _order(name.name)))


def _beside(site: Site, name: Name) -> tuple[Ref, ...]:
    """The tags that most of a name's articles bear, but those that say nothing because all of them do."""
    known = _inputs.tagged(site)
    tagged = [known[entry.head.id] for entry in name.entries]
    found = Counter(chain.from_iterable(tagged))
    shown = [slug for slug, count in found.items() if _MEET <= count < len(name.entries)]
    ranked = sorted(shown, key=lambda slug: (-found[slug], slug))[:_BESIDE]
    called = ((slug, next(tags[slug] for tags in tagged if slug in tags)) for slug in ranked)
    return tuple(Ref(said, f"tags/{slug}/index.html") for slug, said in called)


def _years(name: Name) -> tuple[str, ...]:
    """The first and the last year of a name's articles."""
    years = {when[0] for entry in name.entries if (when := date(entry.head))}
    return tuple(dict.fromkeys((min(years), max(years)))) if years else ()


def _filed(names: Sequence[Name]) -> dict[str, list[Name]]:
    """The names by the letter that they begin with, what begins with none last; under one empty letter where they are few."""
    filed: dict[str, list[Name]] = defaultdict(list)
    for each in names:
        filed[_initial(each.name) if len(names) >= _LETTERS else ""].append(each)
    return {letter: filed[letter] for letter in sorted(filed, key=lambda x: (not x, x))}


def _letter(kind: str, letter: str, names: Iterable[Name]) -> Letter:
    ordered = sorted(names, key=lambda each: _order(each.name))
    return Letter(letter, tuple(Listed(counted(each), _years(each) if kind != "tags" else ()) for each in ordered))


def _page_of(kind: str, letter: str) -> str:
    """The page of a letter. A tag that is called "letters" has its own pages elsewhere in that folder, at its top and in ``page/``."""
    folder = letter.lower() if letter.isascii() else f"{ord(letter):x}"
    return f"{kind}/letters/{folder or 'other'}/index.html"


def _initial(name: str) -> str:
    """The letter that a name is filed under: its first, without accents; empty if that is none."""
    first = unicodedata.normalize("NFKD", name)[:1].upper()[:1]
    return first if first.isalpha() else ""


@lru_cache(maxsize=1 << 14)
def _order(name: str) -> tuple[str, str]:
    """Alphabetical order that is the same on every machine: accents and case count last."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return plain, name
