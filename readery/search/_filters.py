"""What results can be narrowed by: sources, tags, dates. Loaded when a reader asks for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from readery.search import _codes
from readery.search._documents import Document
from readery.search._terms import key

_LARGEST = 60_000
"""Characters of all sources, and of all tags, at most: the least used are left out; the query can still name them."""

Row = tuple[str, str, str]


def filters(documents: Sequence[Document], number: Mapping[str, int]) -> dict[str, list[Row]]:
    """``site`` and ``tag`` → rows of name, key and the articles that have it, by name."""
    return {
        "site": _rows((each.source, number[each.id]) for each in documents if each.source),
        "tag": _rows((tag, number[each.id]) for each in documents for tag in each.tags),
    }


def _rows(pairs: Iterable[tuple[str, int]]) -> list[Row]:
    written: dict[str, list[int]] = defaultdict(list)
    for name, article in pairs:
        written[name].append(article)
    names: dict[str, str] = {}
    found: dict[str, set[int]] = defaultdict(set)
    for name, articles in written.items():
        folded = key(name)
        if folded:
            names.setdefault(folded, name)
            found[folded].update(articles)
    rows: list[Row] = []
    size = 0
    for folded in sorted(found, key=lambda folded: (-len(found[folded]), folded)):
        row = (names[folded], folded, _codes.articles(sorted(found[folded])))
        size += sum(map(len, row)) + 10
        if size > _LARGEST:
            break
        rows.append(row)
    return sorted(rows, key=lambda row: row[1])


def dates(documents: Sequence[Document], number: Mapping[str, int]) -> tuple[int, str]:
    """The earliest day (days since the first of January of year 1, which is 1), and for each article by number the step
    from the one before and the days since the earliest.
    """
    days = {number[each.id]: day for each in documents if (day := _day(each.date))}
    first = min(days.values(), default=1)
    parts: list[str] = []
    last = -1
    for article in sorted(days):
        parts.append(_codes.number(article - last))
        parts.append(_codes.number(days[article] - first))
        last = article
    return first, "".join(parts)


def _day(iso: str) -> int:
    """A day as a number; 0 where it is none."""
    try:
        return date.fromisoformat(iso).toordinal()
    except ValueError:
        return 0
