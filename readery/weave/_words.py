"""A text cut into words, each with its stem."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from readery import languages
from readery.weave import _pieces
from readery.weave._lexicon import NOUNS_FOLLOW
from readery.weave._pieces import Numbers, Pieces

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3041-\u309f"
_PIECE = re.compile(r"\w++(?:[’'&-]\w++)*+|\S|\n++")
_UNSPACED_PIECE = re.compile(rf"[\u30a0-\u30ff]{{2,}}|[{_HAN}]|[^\W{_HAN}\u30a0-\u30ff]+|[^\w\s]|\n+")
_INITIALS = re.compile(r"(?<!\w)(?:[A-ZÀ-ÞА-Я]\.){2,}")
_DOTTED = re.compile(r"\.[A-ZÀ-ÞА-Я]\.")
"""What all initials hold; sought first, since looking for a dot is many times faster than looking for any capital."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where each stem of a text stands. A stem is its place here, by its first place in the text."""

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
    pieces: Sequence[str]
    """Words, marks and line breaks, in order; in scripts without spaces, characters."""
    spelled: Mapping[str, int]
    """Piece → how often it stands there, just so."""
    known: Pieces
    """What is known of pieces."""
    numbers: Numbers
    """The number of each piece there."""
    row: Numbers
    """The stem of each piece, as a number there; 0 for stop words, marks and numbers."""
    capitals: Sequence[int]
    """Places of the pieces that are written as names."""
    nouns: bytes
    """For each piece 1 if a noun would stand there, after an article or a preposition; for all where these are not known."""
    places: Places
    """Where each stem stands."""
    stems: Mapping[str, int]
    """Stem → how often it stands there; in scripts without spaces, pairs of characters."""

    def lower(self, place: int) -> str:
        """The word at a place in lower case; empty for marks."""
        return self.known.lower[int(self.numbers[place])]


def words(text: str, lang: str) -> Words:
    """`text`, of the language `lang`, cut into words. Dots in initials are left out: ``U.S.`` is the word ``US``."""
    pieces = cut(text, lang)
    known = _pieces.pieces(lang)
    numbers = _numbers(pieces, known)
    row = known.stem(numbers)
    nouns = np.ones(len(pieces), np.bool_)
    if lang in NOUNS_FOLLOW:
        nouns[:1] = False
        nouns[1:] = known.is_before_noun(numbers[:-1])
    places = _places(row, known)
    stems = dict(zip(places.stems, places.times.tolist(), strict=True))
    if not languages.has_spaces(lang):
        stems = Counter(
            one + other for one, other in pairwise(map(known.stems.__getitem__, row.tolist())) if one and other
        )
    return Words(
        lang,
        pieces,
        Counter(pieces),
        known,
        numbers,
        row,
        np.flatnonzero(known.is_capital(numbers)).tolist(),
        nouns.tobytes(),
        places,
        stems,
    )


def cut(text: str, lang: str) -> list[str]:
    """The pieces of a text."""
    if _DOTTED.search(text):
        text = _INITIALS.sub(_undotted, text)
    return (_PIECE if languages.has_spaces(lang) else _UNSPACED_PIECE).findall(text)


def stems(text: str, lang: str) -> tuple[str, ...]:
    """The stems of a title or another short text, in order."""
    known = _pieces.pieces(lang)
    row = known.stem(_numbers(cut(text, lang), known))
    return tuple([known.stems[stem] for stem in row.tolist() if stem])


def labelled(name: str, lang: str) -> tuple[str, ...]:
    """The stems of a tag that somebody gave, with the numbers, single letters and signs that tell it from another one:
    ``World War 1``, ``Vitamin C``, ``Visual C++``. Empty where it holds nothing else.
    """
    known = _pieces.pieces(lang)
    pieces = cut(name, lang)
    row = [known.stems[stem] for stem in known.stem(_numbers(pieces, known)).tolist()]
    found = tuple([stem or piece.lower() for stem, piece in zip(row, pieces, strict=True) if stem or _tells(piece)])
    return found if any(row) else ()


def _tells(piece: str) -> bool:
    return piece.isdigit() or piece in "+#" or (len(piece) == 1 and piece.isupper())


def _numbers(pieces: Sequence[str], known: Pieces) -> Numbers:
    return np.fromiter(map(known.__getitem__, pieces), np.int32, len(pieces))


def _places(row: Numbers, known: Pieces) -> Places:
    """Where each stem of a row stands."""
    order = np.argsort(row, kind="stable")
    order = order[np.count_nonzero(row == 0) :]
    starts = edges(row[order])
    times = np.diff(starts, append=len(order))
    first = order[starts]
    by_first = np.argsort(first)
    return Places(
        list(map(known.stems.__getitem__, row[first[by_first]].tolist())), times[by_first], starts[by_first], order
    )


def edges(ascending: NDArray[np.integer]) -> NDArray[np.int64]:
    """Where each number of a row begins."""
    new = np.ones(len(ascending), np.bool_)
    np.not_equal(ascending[1:], ascending[:-1], out=new[1:])
    return np.flatnonzero(new)


def _undotted(match: re.Match[str]) -> str:
    return match[0].replace(".", "")
