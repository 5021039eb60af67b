"""What is known of the pieces of a text in one language: words, marks and line breaks, each a number.

Texts say the same words again and again, so what is to be known of a piece is worked out once, and of a whole text
looked up at once, in columns.
"""

from __future__ import annotations

import re
from array import array
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from readery import languages
from readery.stems import Stem, stemmer
from readery.weave._lexicon import NOUNS_FOLLOW
from readery.weave._sketch import mark

Numbers = NDArray[np.int32]
Flags = NDArray[np.bool_]

_CHARACTER = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_HAMZA = str.maketrans("أإآٱ", "اااا")
"""Arabic letters that lists of stop words write plainly."""
_ELIDED = frozenset("qu jusqu lorsqu puisqu quoiqu un all dall dell nell sull quell quest".split())
"""Words that French and Italian write before an apostrophe, no stop words as they stand: qu'on, dell'arte."""
_REMEMBERED = 200_000
_CAPITAL, _WORD, _BEFORE_NOUN = 1, 2, 4


class Pieces(dict[str, int]):
    """A piece of text → its number, given when it is asked for first. Numbers of another instance mean nothing here."""

    def __init__(self, stem: Stem, stops: frozenset[str], before_nouns: frozenset[str]) -> None:
        super().__init__()
        self._stem = stem
        self._stops = stops
        self._before_nouns = before_nouns
        self.lower: list[str] = []
        """Piece → the word in lower case; empty for marks."""
        self.stems: list[str] = [""]
        """Stem → its text. The stem 0 is that of stop words, marks, numbers and single letters."""
        self._stem_numbers = {"": 0}
        self._stem_of = array("i")
        self._mark = array("I")
        self._flags = array("B")

    def __missing__(self, piece: str) -> int:
        lower = piece.lower() if piece[0].isalnum() else ""
        form = self._form(lower)
        if form not in self._stem_numbers:
            self._stem_numbers[form] = len(self.stems)
            self.stems.append(form)
        self.lower.append(lower)
        self._stem_of.append(self._stem_numbers[form])
        self._mark.append(mark(lower) if lower else 0)
        self._flags.append(
            _CAPITAL * _capital(piece) | _WORD * bool(lower) | _BEFORE_NOUN * (lower in self._before_nouns)
        )
        self[piece] = number = len(self)
        return number

    def stem(self, pieces: Numbers) -> Numbers:
        """The stem of each of these pieces."""
        return np.frombuffer(self._stem_of, np.int32)[pieces]

    def mark(self, pieces: Numbers) -> NDArray[np.uint32]:
        """What stands for each of these pieces in sketches; 0 for marks."""
        return np.frombuffer(self._mark, np.uint32)[pieces]

    def is_capital(self, pieces: Numbers) -> Flags:
        """Whether each of these pieces is written as a name: ``Aleppo``, ``iPhone``, ``al-Assad``."""
        return self._flag(pieces, _CAPITAL)

    def is_word(self, pieces: Numbers) -> Flags:
        """Whether each of these pieces is a word or a number, and no mark."""
        return self._flag(pieces, _WORD)

    def is_before_noun(self, pieces: Numbers) -> Flags:
        """Whether nouns follow each of these pieces, in a language whose articles and prepositions are known."""
        return self._flag(pieces, _BEFORE_NOUN)

    def _flag(self, pieces: Numbers, flag: int) -> Flags:
        found: Flags = np.frombuffer(self._flags, np.uint8)[pieces] & flag > 0
        return found

    def _form(self, lower: str) -> str:
        if len(lower) < 2:
            return lower if _CHARACTER.match(lower) else ""
        word = lower.replace("’", "'")
        if word in self._stops or word.isdigit() or (word > "\u0600" and word.translate(_HAMZA) in self._stops):
            return ""
        start, apostrophe, end = word.partition("'")
        if apostrophe and (start in self._stops or len(start) < 2 < len(end) or (start in _ELIDED and len(end) > 1)):
            word = "" if start in self._stops else end  # you'll; l'eau; qu'on, yet Dell's
        else:
            word = word.removesuffix("'s")
        return self._stem((word,))[0] if len(word) > 1 and word not in self._stops else ""


def _capital(piece: str) -> bool:
    if piece[0].isupper():
        return True
    return len(piece) > 2 and piece[0].isalpha() and (piece[1].isupper() or (piece[2] == "-" and piece[3:4].isupper()))


@lru_cache(maxsize=32)
def _known(lang: str) -> Pieces:
    return Pieces(stemmer(lang), languages.stop_words(lang), frozenset(NOUNS_FOLLOW.get(lang, "").split()))


def pieces(lang: str) -> Pieces:
    """The pieces of a language. Those of all are forgotten when one has too many."""
    if len(_known(lang)) > _REMEMBERED:
        _known.cache_clear()
    return _known(lang)
