"""A text cut into words, each with its stem."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
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
class Said:
    """How often each piece stands in a text, just so."""

    numbers: list[int]
    """The different pieces, ascending."""
    times: list[int]
    """How often each stands there."""

    def of(self, piece: int) -> int:
        """How often a piece stands there."""
        at = bisect_left(self.numbers, piece)
        return self.times[at] if at < len(self.numbers) and self.numbers[at] == piece else 0


@dataclass(frozen=True, slots=True)
class Words:
    """A text cut into words."""

    lang: str
    """Its language, a primary subtag; empty where unknown."""
    known: Pieces
    """What is known of pieces: words, marks and line breaks; in scripts without spaces, characters."""
    numbers: Numbers
    """The number of each piece of the text there, in order."""
    listed: memoryview
    """The same, to look up one after another."""
    said: Said
    """How often each piece stands in the text, just so."""
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
        return self.said.of(self.known.get(piece, -1))

    def stems(self, title: Numbers) -> tuple[str, NDArray[np.int64]]:
        """The stems of the text and of a title (given as numbers), each once, a space apart, and how often each stands there; in
        scripts without spaces, pairs of characters of the text.
        """
        if languages.has_spaces(self.lang):
            places = standing(np.append(self.row, title)) if len(title) else self.places
            return self.known.joined(places.numbers), places.times
        pairs = pairwise(map(self.known.stems.__getitem__, self.row.tolist()))
        counted = Counter(one + other for one, other in pairs if one and other)
        return " ".join(counted), np.array([*counted.values()], np.int64)

    def lower(self, place: int) -> str:
        """The word at a place in lower case; empty for marks."""
        return self.known.lower[self.listed[place]]


def words(known: Pieces, numbers: Numbers) -> Words:
    """The words of a text, given the numbers of its pieces in `known`."""
    row, flags = known.stem(numbers), known.flags(numbers)
    noun = np.ones(len(numbers), np.bool_)
    if known.lang in NOUNS_FOLLOW:
        noun[:1] = False
        noun[1:] = flags[:-1] & BEFORE_NOUN > 0
    return Words(known.lang, known, numbers, memoryview(numbers), _said(numbers), row, flags, noun, standing(row))


def labelled(name: str, lang: str) -> tuple[str, ...]:
    """The stems of a tag that somebody gave, with what else tells it from another one: the numbers, single letters and signs of
    ``World War 1``, ``Vitamin C``, ``Visual C++``, and the small words of ``war on drugs`` and ``war of drugs``, but for articles
    and what means ``and``. Empty where it holds nothing else.
    """
    known = _pieces.pieces(lang)
    numbers = known.cut(name)
    forms = [known.stems[stem] for stem in known.stem(numbers).tolist()]
    pieces = [known.text[number] for number in numbers.tolist()]
    found = [form or (piece.lower() if _tells(piece) else "") for form, piece in zip(forms, pieces, strict=True)]
    first = next((at for at, form in enumerate(found) if form), 0)
    last = next((at for at in range(len(found) - 1, -1, -1) if found[at]), 0)
    for at in range(first + 1, last):
        lower = known.lower[int(numbers[at])]
        if not found[at] and lower not in _SAY_NOTHING:
            found[at] = lower
    return tuple(filter(None, found)) if any(forms) else ()


def _tells(piece: str) -> bool:
    return piece.isdigit() or piece in "+#" or (len(piece) == 1 and piece.isupper())


def _said(numbers: Numbers) -> Said:
    ascending = np.sort(numbers)
    starts = edges(ascending)
    return Said(ascending[starts].tolist(), (np.append(starts[1:], len(numbers)) - starts).tolist())
