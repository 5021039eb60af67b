"""A text cut into words, each with its stem."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from readery import languages
from readery.weave import _pieces
from readery.weave._lexicon import NOUNS_FOLLOW
from readery.weave._pieces import BEFORE_NOUN, Flags, Numbers, Pieces

_SAY_NOTHING = frozenset(
    "a an the der die das des dem den le la les un une el los las il lo gli i uno una o os as um uma de het een and und et y e en".split()
)
"""Articles and conjunctions, which one writes in a tag and another leaves out."""
_PLACE_BITS = 32
"""What packs a stem and a place into one number."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where each stem of a text stands. A stem is its place here, by its first place in the text."""

    numbers: Numbers
    """Their numbers in `Pieces`."""
    stems: Sequence[str]
    """Their texts."""
    times: NDArray[np.int64]
    """How often each stands there."""
    starts: NDArray[np.int64]
    """Where the places of each begin in `all`."""
    all: NDArray[np.int64]
    """The places of all, each stem's in order."""

    def of(self, stem: int) -> list[int]:
        """The places of a stem."""
        start = self.starts[stem]
        places: list[int] = self.all[start : start + self.times[stem]].tolist()
        return places


@dataclass(frozen=True, slots=True)
class Words:
    """A text cut into words."""

    lang: str
    """Its language, a primary subtag; empty where unknown."""
    known: Pieces
    """What is known of pieces: words, marks and line breaks; in scripts without spaces, characters."""
    numbers: Numbers
    """The number of each piece of the text there, in order."""
    listed: Sequence[int]
    """The same, to look up one after another."""
    said: Mapping[int, int]
    """Number of a piece → how often it stands in the text, just so."""
    row: Numbers
    """The stem of each piece, as a number there; 0 for stop words, marks and numbers."""
    flags: NDArray[np.uint16]
    """What is true of each piece, see `_pieces.CAPITAL`."""
    noun: Flags
    """Whether a noun would stand at each place, after an article or a preposition; at all where these are not known."""
    places: Places
    """Where each stem stands."""
    stems: Sequence[str]
    """The stems of the text, each once; in scripts without spaces, pairs of characters."""
    times: NDArray[np.int64]
    """How often each stands there."""

    def piece(self, place: int) -> str:
        """The piece at a place."""
        return self.known.text[self.listed[place]]

    def spelled(self, piece: str) -> int:
        """How often a piece stands in the text, just so."""
        return self.said.get(self.known.get(piece, -1), 0)

    def lower(self, place: int) -> str:
        """The word at a place in lower case; empty for marks."""
        return self.known.lower[self.listed[place]]


def words(text: str, lang: str) -> Words:
    """`text`, of the language `lang`, cut into words."""
    known = _pieces.pieces(lang)
    numbers = known.cut(text)
    row, flags = known.stem(numbers), known.flags(numbers)
    noun = np.ones(len(numbers), np.bool_)
    if lang in NOUNS_FOLLOW:
        noun[:1] = False
        noun[1:] = flags[:-1] & BEFORE_NOUN > 0
    places = _places(row, known)
    stems, times = places.stems, places.times
    if not languages.has_spaces(lang):
        pairs = pairwise(map(known.stems.__getitem__, row.tolist()))
        counted = Counter(one + other for one, other in pairs if one and other)
        stems, times = list(counted), np.array([*counted.values()], np.int64)
    return Words(lang, known, numbers, numbers.tolist(), _said(numbers), row, flags, noun, places, stems, times)


def stems(text: str, lang: str) -> tuple[str, ...]:
    """The stems of a title or another short text, in order."""
    known = _pieces.pieces(lang)
    row = known.stem(known.cut(text))
    return tuple([known.stems[stem] for stem in row.tolist() if stem])


def length(text: str, lang: str) -> int:
    """How many pieces a text has."""
    return len(_pieces.pieces(lang).cut(text))


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


def _places(row: Numbers, known: Pieces) -> Places:
    """Where each stem of a row stands."""
    packed = np.sort(row.astype(np.int64) << _PLACE_BITS | np.arange(len(row)))
    packed = packed[np.count_nonzero(row == 0) :]
    starts = edges(packed >> _PLACE_BITS)
    order = packed & ((1 << _PLACE_BITS) - 1)
    times = np.append(starts[1:], len(order)) - starts
    by_first = np.argsort(order[starts])
    starts, times = starts[by_first], times[by_first]
    numbers = row[order[starts]]
    return Places(numbers, list(map(known.stems.__getitem__, numbers.tolist())), times, starts, order)


def _said(numbers: Numbers) -> dict[int, int]:
    ascending = np.sort(numbers)
    starts = edges(ascending)
    return dict(zip(ascending[starts].tolist(), (np.append(starts[1:], len(numbers)) - starts).tolist(), strict=True))


def edges(ascending: NDArray[np.integer]) -> NDArray[np.int64]:
    """Where each number of a row begins."""
    new = np.ones(len(ascending), np.bool_)
    np.not_equal(ascending[1:], ascending[:-1], out=new[1:])
    return np.flatnonzero(new)
