"""The collection by year and month, and apart from it what bears no date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

from readery.model import Entry, Page
from readery.pages import Draft, PageKind, Site, _inputs
from readery.pages._items import Line, Stretch, Title, date, line, source, stretches, title

_DENSE = 10
"""A page of a dense list holds so many times the articles of another."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month in the timeline."""

    number: int
    """1 to 12; 0 where only the year is known."""
    path: str
    """Page of its year."""
    count: int
    """How many articles it has."""


@dataclass(frozen=True, slots=True)
class Year:
    """A year in the timeline."""

    name: str
    """Four digits."""
    path: str
    """Its page."""
    count: int
    """How many articles it has."""
    months: tuple[Month, ...]
    """Those with articles, newest first."""


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """What the timeline shows."""

    years: tuple[Year, ...]
    """Newest first."""
    undated: str | None
    """Page of the articles without a date, where there are any."""
    undated_count: int
    """How many these are."""
    articles: int
    """How many articles the collection has."""


@dataclass(frozen=True, slots=True)
class DayLine:
    """An article in its month."""

    title: Title
    """Its title and page."""
    source: str
    """Name of its publisher; empty where unknown."""
    day: int
    """Of the month; 0 where unknown."""


@dataclass(frozen=True, slots=True)
class MonthLines:
    """The articles of a month."""

    number: int
    """1 to 12; 0 where only the year is known."""
    lines: tuple[DayLine, ...]
    """Newest first."""


@dataclass(frozen=True, slots=True)
class YearPage:
    """What the page of a year shows."""

    year: str
    """Four digits."""
    count: int
    """How many articles it has."""
    months: tuple[MonthLines, ...]
    """Those with articles, newest first."""
    newer: str | None
    """The next year that has articles."""
    older: str | None
    """The year before that has articles."""


@dataclass(frozen=True, slots=True)
class UndatedPage:
    """What a page of articles without a date shows."""

    number: int | None
    """Of this page of the list; None for the first."""
    lines: tuple[Line, ...]
    """By title."""
    newer: str | None
    """Page of the articles before these."""
    older: str | None
    """Page of the articles after these."""


def by_date(entries: Iterable[Entry]) -> tuple[Mapping[str, Mapping[int, list[Entry]]], list[Entry]]:
    """Articles by year (four digits) and month (0 where only the year is known), and those without a date."""
    years: dict[str, dict[int, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    undated: list[Entry] = []
    for entry in entries:
        when = date(entry.head)
        if when:
            years[when[0]][when[1]].append(entry)
        else:
            undated.append(entry)
    return years, undated


def _plan(site: Site) -> Iterator[Page | Draft]:
    entries = site.stories(site.collection)
    years, undated = by_date(entries)
    newest_first = sorted(years, reverse=True)
    yield Page(
        "timeline/index.html",
        "timeline.html",
        TimelinePage(
            years=tuple(_year(name, years[name]) for name in newest_first),
            undated="timeline/undated/index.html" if undated else None,
            undated_count=len(undated),
            articles=len(entries),
        ),
    )
    for place, name in enumerate(newest_first):
        newer = newest_first[place - 1] if place else None
        older = newest_first[place + 1] if place + 1 < len(newest_first) else None
        its = chain.from_iterable(years[name].values())
        inputs = _inputs.hashed(_inputs.value(newer, older), _inputs.shown(site, its))
        yield Draft(year_path(name), "year.html", inputs, partial(_year_page, name, years[name], newer, older))
    if undated:
        yield from _undated(site, undated)


def _year_page(name: str, months: Mapping[int, Sequence[Entry]], newer: str | None, older: str | None) -> YearPage:
    return YearPage(
        year=name,
        count=sum(map(len, months.values())),
        months=tuple(MonthLines(n, tuple(map(_day_line, months[n]))) for n in sorted(months, reverse=True)),
        newer=newer,
        older=older,
    )


def _undated(site: Site, entries: Sequence[Entry]) -> Iterator[Draft]:
    for stretch in stretches(entries, "timeline/undated/", site.settings.site.articles_per_page * _DENSE):
        around = _inputs.value(stretch.number, stretch.newer, stretch.older)
        inputs = _inputs.hashed(around, _inputs.shown(site, stretch.entries))
        yield Draft(stretch.path, "undated.html", inputs, partial(_undated_page, stretch))


def _undated_page(stretch: Stretch) -> UndatedPage:
    return UndatedPage(stretch.number, tuple(map(line, stretch.entries)), stretch.newer, stretch.older)


def _day_line(entry: Entry) -> DayLine:
    when = date(entry.head)
    return DayLine(title(entry), source(entry.head), when[2] if when else 0)


def _year(name: str, months: Mapping[int, list[Entry]]) -> Year:
    return Year(
        name=name,
        path=year_path(name),
        count=sum(map(len, months.values())),
        months=tuple(Month(number, year_path(name), len(months[number])) for number in sorted(months, reverse=True)),
    )


def year_path(year: str) -> str:
    """Page of a year."""
    return f"timeline/{year}/index.html"


KIND = PageKind("timeline", _plan)
