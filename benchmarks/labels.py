"""What is right, passage by passage, on pages with known answers.

Where the truth is a text, the page's words are aligned with it: passages most of whose 4-grams stand in the truth are
anchors, the longest chain of anchors in the truth's order is kept, and what stands between two of them (headings, items,
cells, short lines) is compared with the words that the truth has there. Where the truth is segments, only passages that
hold one are known.
"""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Iterable, Sequence

from benchmarks.corpora import folded, tokens
from readery.clean.html.tree import Passage

_ANCHOR = 6
"""Words from which a passage may be an anchor."""
_PLACES = 6
"""Places of an anchor in the truth that are tried."""
_SHARE = 0.6
"""Share of a short passage's words that must stand in the truth at its place."""
_LARGEST = 4_000_000
"""Product of the words on both sides above which a gap is not looked at."""


def by_text(passages: Sequence[Passage], truth: str) -> list[float | None]:
    """1 where a passage stands in the true text, 0 where it does not, None where that cannot be told."""
    right = tokens(truth)
    words = [tokens(passage.text) for passage in passages]
    found = _anchors(words, right)
    chain = _chain([(number, start, len(words[number])) for number, starts in found.items() for start in starts])
    labels: list[float | None] = [0.0 if each else None for each in words]
    ends = [(-1, 0, 0), *chain, (len(words), len(right), 0)]
    for (before, start, length), (after, following, _) in itertools.pairwise(ends):
        gap = right[max(0, start + length - 2) : following + 2]
        for number, share in _shares(words, range(before + 1, after), gap).items():
            if share >= _SHARE:
                labels[number] = 1.0
    for number, _, _ in chain:
        labels[number] = 1.0
    for number in found:
        if not labels[number]:
            labels[number] = None  # the truth has these words, but elsewhere: a copy
    return labels


def _anchors(words: Sequence[Sequence[str]], right: Sequence[str]) -> dict[int, list[int]]:
    """Passage → places in the truth where it may begin."""
    places: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(right) - 3):
        places.setdefault(tuple(right[at : at + 4]), []).append(at)
    found = {}
    for number, each in enumerate(words):
        if len(each) < _ANCHOR:
            continue
        hits = [(at, tuple(each[at : at + 4])) for at in range(len(each) - 3) if tuple(each[at : at + 4]) in places]
        if 2 * len(hits) > len(each) - 3:
            at, gram = hits[0]
            found[number] = [place - at for place in places[gram][:_PLACES]]
    return found


def _chain(anchors: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The (passage, place in the truth, words) that follow one another on both sides and hold the most words."""
    best: list[int] = []
    last: list[int] = []
    for at, (number, start, length) in enumerate(anchors):
        before = [
            each
            for each in range(at)
            if anchors[each][0] < number and anchors[each][1] + anchors[each][2] / 2 <= start + 1
        ]
        link = max(before, key=lambda each: best[each], default=-1)
        best.append(length + (best[link] if link >= 0 else 0))
        last.append(link)
    at = max(range(len(anchors)), key=lambda each: best[each], default=-1)
    chain = []
    while at >= 0:
        chain.append(anchors[at])
        at = last[at]
    return chain[::-1]


def _shares(words: Sequence[Sequence[str]], numbers: range, gap: Sequence[str]) -> dict[int, float]:
    """The share of each passage's words that stand, in order, in a stretch of the truth."""
    row = [(word, number) for number in numbers for word in words[number]]
    if not gap or not row or len(row) * len(gap) > _LARGEST:
        return {}
    counts: dict[int, int] = {}
    matcher = difflib.SequenceMatcher(None, [word for word, _ in row], gap, autojunk=False)
    for block in matcher.get_matching_blocks():
        for _, number in row[block.a : block.a + block.size]:
            counts[number] = counts.get(number, 0) + 1
    return {number: count / len(words[number]) for number, count in counts.items()}


def by_segments(passages: Sequence[Passage], wanted: Iterable[str], unwanted: Iterable[str]) -> list[float | None]:
    """1 where a passage holds a wanted segment (the longest such passage), 0 for an unwanted one, else None."""
    texts = [folded(passage.text) for passage in passages]
    labels: list[float | None] = [None] * len(texts)
    for segment in filter(None, map(folded, unwanted)):
        for number, text in enumerate(texts):
            if segment in text:
                labels[number] = 0.0
    for segment in filter(None, map(folded, wanted)):
        hits = [number for number, text in enumerate(texts) if segment in text]
        if hits:
            best = max(hits, key=lambda number: len(texts[number]))
            labels[best] = None if labels[best] == 0.0 else 1.0
    return labels
