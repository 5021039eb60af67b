"""A text cut into words, each with its stem."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise

import numpy as np
from numpy.typing import NDArray

from readery import languages
from readery.rows import Numbers, Row, Standing, edges, standing
from readery.weave import _pieces
from readery.weave._lexicon import NOUNS_FOLLOW
from readery.weave._pieces import BEFORE_NOUN, Flags, Pieces

_SAY_NOTHING = frozenset(
    "a an the der die das des dem den le la les un une el los las il lo gli i uno una o os as um uma de het een and und et y e en".split()
)
"""Articles and conjunctions, which one writes in a tag and another leaves out."""
_BREAK = "\n\n"
_PIECE_BITS = 32
"""What packs a text and the number of a piece into one number."""


@dataclass(frozen=True, slots=True)
class Words:
    """Some texts in one language, cut into words, one behind another: before each of them and behind the last stands a line break,
    so that no text's first or last words have neighbours in another one. A place is one in the row of all texts.
    """

    known: Pieces
    """What is known of pieces: words, marks and line breaks; in scripts without spaces, characters."""
    bounds: Sequence[int]
    """Where each text begins, with its break; at last, where the last one ends."""
    numbers: Numbers
    """The number of each piece there, in order."""
    listed: memoryview[int]
    """The same, to look up one after another."""
    row: Numbers
    """The stem of each piece, as a number there; 0 for stop words, marks and numbers."""
    flags: NDArray[np.uint16]
    """What is true of each piece, see `_pieces.CAPITAL`."""
    noun: Flags
    """Whether a noun would stand at each place, after an article or a preposition; at all where these are not known."""
    quiet: NDArray[np.int64]
    """How often the piece at each place stands in its text in lower case, just so; 0 where it has no capital."""
    shown: Numbers
    """The number of each piece as readers see it: in lower case where its text has it so too."""
    said: memoryview[int]
    """The different pieces of each text, ascending; text and piece packed into one number."""
    said_times: memoryview[int]
    """How often each of these stands there, just so."""
    places: Standing
    """Where each stem of each text stands."""

    def piece(self, place: int) -> str:
        """The piece at a place."""
        return self.known.text[self.listed[place]]

    def spelled(self, text: int, piece: str) -> int:
        """How often a piece stands in one of the texts, just so."""
        number = self.known.get(piece)
        if number is None:
            return 0
        packed = text << _PIECE_BITS | number
        at = bisect_left(self.said, packed)
        return self.said_times[at] if at < len(self.said) and self.said[at] == packed else 0

    def lower(self, place: int) -> str:
        """The word at a place in lower case; empty for marks."""
        return self.known.lower[self.listed[place]]


def words(known: Pieces, texts: Sequence[Numbers]) -> Words:
    """The words of some texts, given the numbers of their pieces in `known`."""
    line_break = np.array([known[_BREAK]], np.int32)
    numbers = np.concatenate([*chain.from_iterable((line_break, text) for text in texts), line_break])
    bounds = [*accumulate((len(text) + 1 for text in texts), initial=0)]
    bounds[-1] = len(numbers)
    owners = Row(numbers, bounds).owners() << _PIECE_BITS
    row, flags = known.stem(numbers), known.flags(numbers)
    noun = np.ones(len(numbers), np.bool_)
    if known.lang in NOUNS_FOLLOW:
        noun[1:] = flags[:-1] & BEFORE_NOUN > 0
    said = np.sort(owners + numbers)
    firsts = edges(said)
    said, said_times = said[firsts], np.append(firsts[1:], len(said)) - firsts
    lowered = known.lowered(numbers)
    capitals = np.flatnonzero(lowered != numbers)
    wanted = owners[capitals] + lowered[capitals]
    at = np.searchsorted(said, wanted)
    quiet, shown = np.zeros(len(numbers), np.int64), numbers.copy()
    quiet[capitals] = np.append(said_times, 0)[at] * (np.append(said, -1)[at] == wanted)
    shown[quiet > 0] = lowered[quiet > 0]
    return Words(
        known,
        bounds,
        numbers,
        numbers.data,
        row,
        flags,
        noun,
        quiet,
        shown,
        said.data,
        said_times.data,
        standing(Row(row, bounds)),
    )


def stems(words: Words, titles: Sequence[Numbers]) -> list[tuple[str, NDArray[np.int64]]]:
    """The stems of each text and of the title that stands apart from it (given as stems), each once, a space apart, and how often
    each stands there; in scripts without spaces, pairs of characters of the text.
    """
    spans = [slice(*bounds) for bounds in pairwise(words.bounds)]
    if not languages.has_spaces(words.known.lang):
        return [_pairs(words.known, words.row[span]) for span in spans]
    found = _counted(words.places)
    titled = [at for at, title in enumerate(titles) if len(title)]
    if titled:
        rows = [part for at in titled for part in (words.row[spans[at]], titles[at])]
        bounds = [*accumulate(map(len, rows), initial=0)][::2]
        again = _counted(standing(Row(np.concatenate(rows), bounds)))
        for at, counted in zip(titled, again, strict=True):
            found[at] = counted
    joined = words.known.joined([numbers for numbers, _ in found])
    return [(text, times) for text, (_, times) in zip(joined, found, strict=True)]


def _counted(places: Standing) -> list[tuple[Numbers, NDArray[np.int64]]]:
    """The different numbers of each text, and their times."""
    return [(places.numbers[begin:end], places.times[begin:end]) for begin, end in pairwise(places.bounds)]


def _pairs(known: Pieces, row: Numbers) -> tuple[str, NDArray[np.int64]]:
    pairs = pairwise(map(known.stems.__getitem__, row.tolist()))
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
