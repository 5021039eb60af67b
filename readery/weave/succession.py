"""What stands before and after an article: the parts of a series, else the publisher's articles by date, each story once."""

from __future__ import annotations

import re

from readery.model import Head, Succession, Twins
from readery.weave._fold import fold
from readery.weave._loom import Fact, Found, Loom

_PART = re.compile(
    r"[\s:,|(\[–—-]*\b(?:(?:part|teil|partie|parte|deel|episode|chapter|folge|no\.?|nr\.?|часть)\s*(?P<word>\d{1,3}|[ivx]{1,5})"
    r"|(?P<of>\d{1,2})\s*(?:/|of|von|de|sur)\s*\d{1,2})\b[\s:,|)\]–—-]*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"[\divx]\b", re.IGNORECASE)
"""How a part ends; most titles hold none, which is seen in a fifth of the time."""
_ROMAN = {"i": 1, "v": 5, "x": 10}


def part(title: str) -> tuple[str, int] | None:
    """The series that a title names and the number in it; None for a title that stands for itself.

    What stands before the number is the series; where nothing does, what follows it.
    """
    match = _PART.search(title) if _NUMBERED.search(title) else None
    if match is None:
        return None
    name = title[: match.start()].strip() or title[match.end() :].strip()
    said = (match["word"] or match["of"]).lower()
    number = int(said) if said.isdigit() else _roman(said)
    return (name, number) if len(name) > 2 and number else None


def _roman(letters: str) -> int:
    values = [_ROMAN[letter] for letter in letters]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def _publisher(head: Head) -> str:
    return fold(head.site or "").removeprefix("the ")


def _weave(loom: Loom) -> Found:
    series: dict[tuple[str, str], list[tuple[int, Head, str]]] = {}
    sources: dict[str, list[Head]] = {}
    for entry in loom.collection:
        head = entry.head
        site = _publisher(head)
        twins = loom.facts.of(Twins, head.id)
        if twins and twins.stands != head.id and _publisher(loom.collection.by_id[twins.stands].head) == site:
            continue  # the fuller version of it stands in the same place
        found = part(head.title)
        if found:
            series.setdefault((site, fold(found[0])), []).append((found[1], head, found[0]))
        if head.site and head.published:
            sources.setdefault(site, []).append(head)
    facts: dict[str, object] = {}
    for heads in sources.values():
        if len(heads) > 1:
            heads.sort(key=lambda head: (head.published or "", head.id))
            for at, head in enumerate(heads):
                facts[head.id] = Succession(
                    head.site or "",
                    False,
                    heads[at - 1].id if at else None,
                    heads[at + 1].id if at + 1 < len(heads) else None,
                )
    for parts in series.values():
        parts.sort(key=lambda each: (each[0], each[1].published or "", each[1].id))
        if len({number for number, _, _ in parts}) > 1:
            for at, (_, head, name) in enumerate(parts):
                facts[head.id] = Succession(
                    name,
                    True,
                    parts[at - 1][1].id if at else None,
                    parts[at + 1][1].id if at + 1 < len(parts) else None,
                )
    return Found({Succession: dict(sorted(facts.items()))})


FACT = Fact("succession", _weave, needs=("twins",))
