"""What pictures of the collection are drawn from: marks with their sizes, each leading to its articles.

Sizes are whole numbers relative to the largest mark, so that the same collection gives the same picture everywhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import isqrt

from readery.pages._names import Name

_CELLS = 30
"""A label in a picture is at most so wide: about what stands on one line of a small telephone."""
_WHOLE = 1000
"""Size of the largest mark."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A bar of a chart."""

    name: str
    """What it stands for."""
    label: str
    """The same, cut where it is too long for a picture."""
    path: str | None
    """Page of its articles; None where it has none."""
    anchor: str
    """Place on that page; empty for its beginning."""
    count: int
    """How many articles it has."""
    size: int = 0
    """Its length, per thousand of the longest."""
    begins: str = ""
    """What begins here, such as a year of months; mostly empty."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars side by side."""

    marks: tuple[Mark, ...]
    """In the order in which they stand."""
    most: Mark | None
    """The longest, the first of several; None where all are empty."""
    more: int
    """How many shorter ones it leaves out."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """Articles that two topics share."""

    one: int
    """Place of the first topic in the net."""
    other: int
    """Place of the second, further down."""
    name: str
    """Of both."""
    path: str
    """Page of these articles."""
    count: int
    """How many these are."""
    size: int
    """Diameter, per thousand of the largest; the area tells the number."""


@dataclass(frozen=True, slots=True)
class Net:
    """Topics, and where they cross."""

    topics: tuple[Mark, ...]
    """Those that share most stand next to each other."""
    crossings: tuple[Crossing, ...]
    """By place."""


def mark(name: str, path: str, count: int) -> Mark:
    """A mark whose size is not known yet."""
    return Mark(name, _short(name), path if count else None, "", count)


def chart(marks: Sequence[Mark], more: int = 0) -> Chart:
    """`marks` with their sizes."""
    largest = max((each.count for each in marks), default=0)
    sized = tuple(replace(each, size=_WHOLE * each.count // max(1, largest)) for each in marks)
    return Chart(sized, next((each for each in sized if each.count and each.count == largest), None), more)


def shared(names: Sequence[Name], apart: Iterable[frozenset[str]]) -> Mapping[tuple[int, int], tuple[str, ...]]:
    """Ids of the articles that two of `names` share, by their places; pairs of names that are `apart` share nothing."""
    ids = [{entry.head.id for entry in name.entries} for name in names]
    kept_apart = set(apart)
    found: dict[tuple[int, int], tuple[str, ...]] = {}
    for one, other in combinations(range(len(names)), 2):
        if frozenset((names[one].folder, names[other].folder)) in kept_apart:
            continue
        both = tuple(entry.head.id for entry in names[one].entries if entry.head.id in ids[other])
        if both:
            found[one, other] = both
    return found


def in_line(number: int, ties: Mapping[tuple[int, int], int]) -> list[int]:
    """The places below `number` in an order in which strongly tied ones stand together: from the first, always on to the
    one that is tied most to the last, the earlier of several.
    """
    order = [0][:number]
    rest = list(range(1, number))
    while rest:
        last = order[-1]
        order.append(max(rest, key=lambda each: (ties.get((min(last, each), max(last, each)), 0), -each)))
        rest.remove(order[-1])
    return order


def diameter(count: int, largest: int) -> int:
    """Diameter of a disc whose area tells `count`, per thousand of the largest."""
    return isqrt(_WHOLE * _WHOLE * count // max(1, largest))


def _short(name: str) -> str:
    """A label that fits: wide characters (UAX 11) count double."""
    cells = 0
    for place, character in enumerate(name):
        cells += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if cells > _CELLS and place + 1 < len(name):
            return name[: max(1, place - 1)].rstrip() + "…"
    return name
