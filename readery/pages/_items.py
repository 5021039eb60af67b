"""Articles as lists show them, and long lists cut into pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from readery import paths
from readery.model import Entry, Head, Image
from readery.pages import Site

_WORDS_A_MINUTE = 238
"""Silent reading of non-fiction in English (Brysbaert 2019, doi:10.1016/j.jml.2019.104047)."""
_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?(?!\d)")
_LONGEST = 160
"""Characters of a title on other pages; nearly all are far shorter, and some pages have none and give a paragraph for one."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Ref:
    """A name that leads somewhere."""

    name: str
    """As readers see it."""
    path: str | None
    """Page of the site; None where there is none."""


@dataclass(frozen=True, slots=True)
class Title:
    """An article named on another page."""

    name: str
    """Its title, cut where it is very long."""
    path: str
    """Its page."""
    lang: str | None
    """Language of the title, where it is known."""
    dir: str
    """``ltr`` or ``rtl``."""


@dataclass(frozen=True, slots=True)
class Item:
    """An article in a list."""

    title: Title
    """Its title and page."""
    summary: str
    """A few lines."""
    source: str
    """Name of its publisher; empty where unknown."""
    published: str | None
    """ISO 8601."""
    saved: str | None
    """ISO 8601, only where it is not known when it was published."""
    minutes: int
    """Reading time."""


@dataclass(frozen=True, slots=True)
class Line:
    """An article in a dense list."""

    title: Title
    """Its title and page."""
    source: str
    """Name of its publisher; empty where unknown."""
    date: str | None
    """ISO 8601: published, else saved."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A page of a list that runs over several. The numbers count from the oldest articles, so that a new one at the
    other end changes the first page and no more.
    """

    path: str
    """Its page."""
    number: int | None
    """1 for the oldest; None for the first page, which holds the newest."""
    entries: tuple[Entry, ...]
    """Its articles."""
    newer: str | None
    """Page of the articles before these in the list."""
    older: str | None
    """Page of the articles after these."""


def stretches(entries: Sequence[Entry], folder: str, size: int) -> Iterator[Stretch]:
    """`entries` (newest first) as pages of `folder` (empty, or ending in ``/``), the first page first.

    Numbered pages hold exactly `size`; the first page what is left, from `size` to twice that less one.
    """
    numbered = max(0, len(entries) // size - 1)
    first = len(entries) - numbered * size

    def path(number: int) -> str | None:
        if number == 0:
            return None
        return f"{folder}index.html" if number > numbered else f"{folder}page/{number}/index.html"

    yield Stretch(f"{folder}index.html", None, tuple(entries[:first]), None, path(numbered))
    for number in range(numbered, 0, -1):
        start = first + (numbered - number) * size
        yield Stretch(
            f"{folder}page/{number}/index.html",
            number,
            tuple(entries[start : start + size]),
            path(number + 1),
            path(number - 1),
        )


def years(cut: Iterable[Stretch]) -> tuple[Ref, ...]:
    """The years of a list that runs over several pages, newest first, each with the page on which it begins; none where
    all articles are of one year.
    """
    begins: dict[str, str] = {}
    for stretch in cut:
        for entry in stretch.entries:
            when = date(entry.head)
            if when:
                begins.setdefault(when[0], stretch.path)
    several = len(begins) > 1 and len(set(begins.values())) > 1
    return tuple(Ref(year, begins[year]) for year in sorted(begins, reverse=True)) if several else ()


def title(entry: Entry) -> Title:
    """An article as another page names it."""
    return Title(_cut(entry.head.title), entry.path, language(entry.head), entry.head.dir)


def _cut(text: str) -> str:
    """A title that does not push everything else off a page: cut between words where that leaves most of it."""
    if len(text) <= _LONGEST:
        return text
    whole, _, rest = text[:_LONGEST].rpartition(" ")
    return (whole if len(whole) > len(rest) else text[:_LONGEST]).rstrip(" ,;:–—-") + "…"


def item(site: Site, entry: Entry) -> Item:
    """An article as a list shows it: made once, since it stands in a dozen lists."""
    known = site.items.get(entry.head.id)
    if known is None:
        known = site.items[entry.head.id] = _item(entry)
    return known


def _item(entry: Entry) -> Item:
    head = entry.head
    return Item(
        title=title(entry),
        summary=head.summary,
        source=source(head),
        published=head.published,
        saved=None if head.published else head.saved,
        minutes=minutes(head),
    )


def line(entry: Entry) -> Line:
    """An article as a dense list shows it."""
    return Line(title(entry), source(entry.head), entry.head.published or entry.head.saved)


def image(site: Site, head: Head) -> Image | None:
    """The file of the picture that stands for an article; None where there is none here."""
    images = site.images.get(head.id, ())
    return images[head.lead] if head.lead is not None and head.lead < len(images) else None


def source(head: Head) -> str:
    """Name of an article's publisher, else the host of its address; empty where both are unknown."""
    return (head.site or "").strip() or paths.host(head.url)


def date(head: Head) -> tuple[str, int, int] | None:
    """Year (four digits), month and day of an article, published or else saved, 0 what is unknown; None without a date."""
    return _dated(head.published or head.saved or "")


@lru_cache(maxsize=1 << 14)
def _dated(iso: str) -> tuple[str, int, int] | None:
    match = _DATE.match(iso)
    return (match[1], int(match[2] or 0), int(match[3] or 0)) if match else None


def minutes(head: Head) -> int:
    """Minutes that it takes to read an article, at least one."""
    return max(1, round(head.words / _WORDS_A_MINUTE))


def language(head: Head) -> str | None:
    """An article's language if it is well-formed (RFC 5646)."""
    return head.lang if head.lang and _well_formed(head.lang) else None


@lru_cache(maxsize=256)
def _well_formed(tag: str) -> bool:
    return _LANGUAGE.fullmatch(tag) is not None
