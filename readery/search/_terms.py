"""Text cut into the words under which it is found. ``templates/assets/search.js`` does the same to what a reader types,
and the two must agree to the letter.

A text is brought to compatibility form (NFKC) and lower case, and cut wherever something other than a letter, a digit or
a mark stands, apostrophes included. A word is found under its stem, without accents; a word that has accents also under
the stem that it would have without, so that both spellings find it. Scripts that put no spaces between words are cut
into overlapping pairs of characters.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from readery import stems
from readery.characters import runs
from readery.rows import Texts, standing
from readery.spaced import Spaced

_UNSPACED = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Thai, Lao, Tibetan, Burmese, Khmer, kana, Han."""
_ACCENTS = re.compile("[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")
"""Marks that readers leave out when they type: of Latin, Greek and Cyrillic letters, of Hebrew and Arabic; tatweel."""
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ı": "i",
        "ς": "σ",
        "ة": "ه",
        "ى": "ي",
    }
)
_PLAIN = re.compile(r"[^\W_]+")
_RUN = re.compile(rf"[{_UNSPACED}]")
_LONGEST = 40
"""Characters of a word that count."""
_REMEMBERED = 300_000


@cache
def _mixed() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What tells that a text has marks or a script without spaces, and the pattern that cuts such a text."""
    points = (chr(point) for point in range(sys.maxunicode + 1))
    marks = [re.escape(one) for one in points if unicodedata.category(one)[0] == "M" and not _RUN.match(one)]
    inside = "".join(marks)
    return (
        re.compile(f"[{inside}{_UNSPACED}]"),
        re.compile(rf"[{_UNSPACED}]+|(?:[^\W_{_UNSPACED}]|[{inside}])+"),
    )


def tokens(text: str) -> list[str]:
    """The words of `text` in order, lower case; pairs of characters where its script has no spaces."""
    return _words((text if text.isascii() else unicodedata.normalize("NFKC", text)).lower())


def _other(text: str) -> list[str]:
    """The words of a text that may have marks, or a script without spaces."""
    special, pattern = _mixed()
    if not special.search("".join(set(text))):  # so large a class takes long over a whole text
        return _PLAIN.findall(text)
    found: list[str] = []
    for word in pattern.findall(text):
        if len(word) > 1 and _RUN.match(word):
            found += [word[at : at + 2] for at in range(len(word) - 1)]
        else:
            found.append(word)
    return found


_words = runs(_PLAIN, _other)


def fold(word: str) -> str:
    """`word` (lower case) without accents: ``überfahrt`` → ``uberfahrt``."""
    if word.isascii():
        return word
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", word))).translate(_LETTERS)


@lru_cache(maxsize=1 << 14)
def key(name: str) -> str:
    """A tag's, publisher's or author's name as it is looked up: its words, folded, with hyphens."""
    return "-".join(map(fold, tokens(name)))


class Terms(dict[str, tuple[str, ...]]):
    """A word of one language → the terms under which it is found: worked out once, forgotten when they grow too many."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._stem = stems.stemmer(lang) if lang else list

    def __missing__(self, word: str) -> tuple[str, ...]:
        if len(self) > _REMEMBERED:
            self.clear()
        short = word[:_LONGEST]
        if short.isascii():
            found = tuple(map(fold, self._stem((short,))))  # Turkish stems of ASCII words may end in ı
        else:
            whole, plain = self._stem((short, fold(short)))
            found = tuple(filter(None, dict.fromkeys((fold(whole), fold(plain)))))
        self[word] = found
        return found


@lru_cache(maxsize=32)
def terms(lang: str) -> Terms:
    """The terms of a language; of words as they stand where `lang` is empty."""
    return Terms(lang)


def counted(text: str, lang: str) -> dict[str, int]:
    """Term → how often it stands in `text`."""
    return Counter(chain.from_iterable(map(terms(lang).__getitem__, tokens(text))))


class Numbered(dict[str, int]):
    """A term of one language → its number, from 1 on, given when it is met first. Numbers of another instance mean nothing here."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._terms = terms(lang)
        self._spaced = Spaced(lambda word: map(self.__getitem__, self._terms[word] if word else ()))
        self._texts = Texts()
        self._texts.append("")

    def __missing__(self, term: str) -> int:
        self._texts.append(term)
        self[term] = number = len(self) + 1
        return number

    def counted(self, texts: Sequence[str]) -> list[tuple[str, NDArray[np.int64]]]:
        """The terms of each text, a space apart, by their first place in it, and how often each stands there."""
        row = self._spaced.numbers([" ".join(tokens(text)) for text in texts])
        found = standing(row)
        parts = [slice(*bounds) for bounds in pairwise(found.bounds)]
        joined = self._texts.joined([found.numbers[part] for part in parts])
        return [(terms, found.times[part]) for terms, part in zip(joined, parts, strict=True)]


@lru_cache(maxsize=32)
def _numbered(lang: str) -> Numbered:
    return Numbered(lang)


def numbered(lang: str) -> Numbered:
    """The numbered terms of a language. Those of all are forgotten when one has too many."""
    if len(_numbered(lang)) > _REMEMBERED:
        _numbered.cache_clear()
    return _numbered(lang)
