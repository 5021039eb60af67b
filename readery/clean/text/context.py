"""A passage among the others: how much its neighbours look like an article's, and where it stands in the page's text.

The measures are those the trees in ``model.json`` ask for, by name. Every passage's own weight (`judge.weigh`) is known
here; sums over neighbours come from running totals, so a page takes time linear in its passages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from math import exp

from readery.clean.text.lines import Passage
from readery.clean.text.signs import LONG, SECTIONS, Seen
from readery.languages.phrases import Place

MEASURES = (
    "weight",
    "weight 1 before",
    "weight 2 before",
    "weight 3 before",
    "weight 1 after",
    "weight 2 after",
    "weight 3 after",
    "share within 3",
    "share 3 before",
    "share 3 after",
    "share within 8",
    "share 8 before",
    "share 8 after",
    "share 24 before",
    "share 24 after",
    "passed",
    "left",
    "text",
    "text share",
    "words",
    "ends",
    "gap",
    "gap after",
    "mark",
    "phrases",
    "place",
    "passages",
    "times",
    "best before",
    "best after",
    "into thread",
    "thread marks near",
    "kin",
    "since text",
    "until text",
    "stop share",
    "capitals",
    "digits",
    "labels",
    "label",
    "lines to label above",
    "label above",
    "listed",
    "address",
    "date",
    "from text's start",
    "to text's end",
)
"""Names of the measures, in the order of a row."""

_OUTSIDE = -6.0
"""Weight of what lies beyond the page's ends."""
_WORDS = 80
"""A passage's words count up to so many."""


def measure(page: Sequence[Passage], seen: Sequence[Seen], weights: Sequence[float]) -> list[tuple[float, ...]]:
    """A row of `MEASURES` for each passage."""
    total = len(page)
    if not total:
        return []
    words = [min(each.words, _WORDS) for each in seen]
    likely = [0.0, *accumulate(n / (1.0 + exp(-max(-30.0, weight))) for n, weight in zip(words, weights, strict=True))]
    size = [0, *accumulate(n + 1 for n in words)]
    all_likely = likely[-1] or 1e-6
    text_share = all_likely / (size[-1] - total or 1)
    padded = [_OUTSIDE] * 3 + list(weights) + [_OUTSIDE] * 3
    best_before = [_OUTSIDE, *accumulate(weights, max)]
    best_after = [_OUTSIDE, *accumulate(reversed(weights), max)][::-1]
    times = Counter(passage.text for passage in page)
    running = [weight > 0 and each.words >= LONG for weight, each in zip(weights, seen, strict=True)]
    first = running.index(True) if True in running else 0
    last = total - 1 - running[::-1].index(True) if True in running else total - 1
    since = _since(running)
    until = _since(running[::-1])[::-1]
    thread, marks = _threads(seen, likely)
    rows: list[tuple[float, ...]] = []
    section, section_at = 0, -99
    for at, each in enumerate(seen):
        label = min((SECTIONS.get(key, 20) for key, place in each.hits if place is not Place.INSIDE), default=0)
        after = at + 1
        low3, high3 = max(0, at - 3), min(total, at + 4)
        low8, high8 = max(0, at - 8), min(total, at + 9)
        low24, high24 = max(0, at - 24), min(total, at + 25)
        here, behind = likely[at], likely[after]
        size_here, size_behind = size[at], size[after]
        passage = page[at]
        rows.append(
            (
                weights[at],
                padded[at + 2],
                padded[at + 1],
                padded[at],
                padded[at + 4],
                padded[at + 5],
                padded[at + 6],
                (likely[high3] - likely[low3]) / (size[high3] - size[low3]),
                (here - likely[low3]) / (size_here - size[low3] + 1),
                (likely[high3] - behind) / (size[high3] - size_behind + 1),
                (likely[high8] - likely[low8]) / (size[high8] - size[low8]),
                (here - likely[low8]) / (size_here - size[low8] + 1),
                (likely[high8] - behind) / (size[high8] - size_behind + 1),
                (here - likely[low24]) / (size_here - size[low24] + 1),
                (likely[high24] - behind) / (size[high24] - size_behind + 1),
                here / all_likely,
                (all_likely - behind) / all_likely,
                all_likely,
                text_share,
                each.words,
                each.ends,
                passage.gap,
                page[after].gap if after < total else 2,
                (1 if passage.mark == "•" else 2) if passage.mark else 0,
                len(each.hits),
                at / total,
                total,
                times[passage.text],
                best_before[at],
                best_after[after],
                thread[at],
                (marks[high8] - marks[low8]) / (high8 - low8),
                each.kin,
                since[at],
                until[at],
                each.stop,
                each.capitals,
                each.digits,
                sum([place is not Place.INSIDE for _, place in each.hits]),
                label,
                min(99, at - section_at),
                section,
                "listed" in each.signs or "listed long" in each.signs,
                "address" in each.signs,
                "date short" in each.signs,
                at - first,
                last - at,
            )
        )
        if 0 < label < 20 and each.words < 13:
            section, section_at = label, at
    return rows


def _since(marked: Sequence[bool]) -> list[int]:
    """How many places each lies after the last marked one before it; 99 where there is none."""
    found: list[int] = []
    distance = 99
    for mark in marked:
        found.append(distance)
        distance = 1 if mark else min(99, distance + 1)
    return found


def _threads(seen: Sequence[Seen], likely: Sequence[float]) -> tuple[list[int], list[int]]:
    """How far each passage stands below a short line that opens comments, and running totals of the marks that comments bear.

    Only lines with a fifth of the page's text above them open a thread: the first label often stands in the head.
    """
    fifth = likely[-1] / 5
    depth: list[int] = []
    opened = -1
    marks = [0]
    for at, each in enumerate(seen):
        keys = {key for key, _ in each.hits}
        if opened < 0 and each.words < 13 and "comments" in keys and likely[at] > fifth:
            opened = at
        depth.append(at - opened + 1 if opened >= 0 else 0)
        marks.append(
            marks[-1] + (each.words < 13 and ("comments" in keys or "ago" in each.signs or "clock short" in each.signs))
        )
    return depth, marks
