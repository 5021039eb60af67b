"""A text cut into words, each with its stem."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from readery import languages
from readery.rows import Numbers, Standing, edges, standing
from readery.weave import _pieces
from readery.weave._lexicon import NOUNS_FOLLOW
from readery.weave._pieces import BEFORE_NOUN, Flags, Pieces

_SAY_NOTHING = frozenset(
    "a an the der die das des dem den le la les un une el los las il lo gli i uno una o os as um uma de het een and und et y e en".split()
)
"""Articles and conjunctions, which one writes in a tag and another leaves out."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text cut into words."""

    lang: str
    """Its language, a primary subtag; empty where unknown."""
    known: Pieces
    """What is known of pieces: words, marks and line breaks; in scripts without spaces, characters."""
    numbers: Numbers
    """The number of each piece of the text there, in order."""
    listed: memoryview[int]
    """The same, to look up one after another."""
    said: Sequence[int]
    """The different pieces of the text, ascending."""
    said_times: Sequence[int]
    """How often each of these stands there, just so."""
    row: Numbers
    """The stem of each piece, as a number there; 0 for stop words, marks and numbers."""
    flags: NDArray[np.uint16]
    """What is true of each piece, see `_pieces.CAPITAL`."""
    noun: Flags
    """Whether a noun would stand at each place, after an article or a preposition; at all where these are not known."""
    places: Standing
    """Where each stem stands."""

    def piece(self, place: int) -> str:
        """The piece at a place."""
        return self.known.text[self.listed[place]]

    def spelled(self, piece: str) -> int:
        """How often a piece stands in the text, just so."""
        number = self.known.get(piece, -1)
        at = bisect_left(self.said, number)
        return self.said_times[at] if at < len(self.said) and self.said[at] == number else 0

    def lower(self, place: int) -> str:
        """The word at a place in lower case; empty for marks."""
        return self.known.lower[self.listed[place]]


def words(known: Pieces, texts: Sequence[Numbers]) -> list[Words]:
    """The words of some texts, given the numbers of their pieces in `known`."""
    numbers = np.concatenate(texts)
    sizes = np.fromiter(map(len, texts), np.int64, len(texts))
    row, flags = known.stem(numbers), known.flags(numbers)
    noun = np.ones(len(numbers), np.bool_)
    bounds = np.append(0, np.cumsum(sizes))
    if known.lang in NOUNS_FOLLOW:
        noun[1:] = flags[:-1] & BEFORE_NOUN > 0
        noun[bounds[:-1][sizes > 0]] = False
    spans = [*pairwise(bounds.tolist())]
    rows = [row[begin:end] for begin, end in spans]
    return [
        Words(
            known.lang,
            known,
            numbers[begin:end],
            numbers.data[begin:end],
            *said,
            own,
            flags[begin:end],
            noun[begin:end],
            places,
        )
        for (begin, end), said, own, places in zip(spans, _said(numbers, sizes), rows, standing(rows), strict=True)
    ]


def stems(texts: Sequence[Words], titles: Sequence[Numbers]) -> list[tuple[str, NDArray[np.int64]]]:
    """The stems of each text and of the title that stands apart from it (given as stems), each once, a space apart, and how often
    each stands there; in scripts without spaces, pairs of characters of the text.
    """
    known = texts[0].known
    if not languages.has_spaces(known.lang):
        return [_pairs(text) for text in texts]
    found = [text.places for text in texts]
    titled = [at for at, title in enumerate(titles) if len(title)]
    rows = [np.append(texts[at].row, titles[at]) for at in titled]
    for at, places in zip(titled, standing(rows), strict=True):
        found[at] = places
    joined = known.joined([places.numbers for places in found])
    return [(text, places.times) for text, places in zip(joined, found, strict=True)]


def _pairs(text: Words) -> tuple[str, NDArray[np.int64]]:
    pairs = pairwise(map(text.known.stems.__getitem__, text.row.tolist()))
    counted = Counter(one + other for one, other in pairs if one and other)
    return " ".join(counted), np.array([*counted.values()], np.int64)


def labelled(name: str, lang: str) -> tuple[str, ...]:
    """The stems of a tag that somebody gave, with what else tells it from another one: the numbers, single letters and signs of
    ``World War 1``, ``Vitamin C``, ``Visual C++``, and the small words of ``war on drugs`` and ``war of drugs``, but for articles
    and what means ``and``. Empty where it holds nothing else.
    """
    known = _pieces.pieces(lang)
    numbers = [*known.of(name)]
    forms = [known.stems[stem] for stem in known.stem(np.array(numbers, np.int32)).tolist()]
    pieces = [known.text[number] for number in numbers]
    found = [form or (piece.lower() if _tells(piece) else "") for form, piece in zip(forms, pieces, strict=True)]
    first = next((at for at, form in enumerate(found) if form), 0)
    last = next((at for at in range(len(found) - 1, -1, -1) if found[at]), 0)
    for at in range(first + 1, last):
        lower = known.lower[numbers[at]]
        if not found[at] and lower not in _SAY_NOTHING:
            found[at] = lower
    return tuple(filter(None, found)) if any(forms) else ()


def _tells(piece: str) -> bool:
    return piece.isdigit() or piece in "+#" or (len(piece) == 1 and piece.isupper())


def _said(numbers: Numbers, sizes: NDArray[np.int64]) -> list[tuple[list[int], list[int]]]:
    """The different pieces of each text, and their times."""
    step = int(numbers.max(initial=0)) + 1
    ascending = np.sort(np.repeat(np.arange(len(sizes)) * step, sizes) + numbers)
    starts = edges(ascending)
    times = (np.append(starts[1:], len(numbers)) - starts).tolist()
    different = ascending[starts]
    bounds = np.searchsorted(different, np.arange(len(sizes) + 1) * step).tolist()
    listed = (different % step).tolist()
    return [(listed[begin:end], times[begin:end]) for begin, end in pairwise(bounds)]
