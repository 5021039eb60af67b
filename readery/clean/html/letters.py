"""Kinds of characters in many texts, counted at once: asking a pattern for each kind in each text takes six times as long."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_WORD, _MARK, _END, _DIGIT, _CAPITAL, _SEPARATOR = (1 << bit for bit in range(6))
_KINDS = {
    _MARK: ",;:，、；：",
    _END: ".!?…。！？؟",
    _CAPITAL: "".join(map(chr, (*range(0x41, 0x5B), *range(0xC0, 0xDF), *range(0x410, 0x430)))),
    _SEPARATOR: "|·•»›/>",
}
_MIXTURES = 1 << 6
"""A character may be of several kinds."""
_HAS = {1 << bit: np.arange(_MIXTURES) >> bit & 1 for bit in range(6)}
"""Kind → which mixtures hold it."""
_LAST = 0x2FFFF
"""Code points above this one (rare ideographs, private use) are of no kind."""


class Counts(NamedTuple):
    """What each of several texts is made of, in characters unless said otherwise."""

    words: NDArray[np.intp]
    """Runs of letters, digits and underscores."""
    in_words: NDArray[np.intp]
    marks: NDArray[np.intp]
    """Commas, colons, semicolons."""
    ends: NDArray[np.intp]
    """Of sentences."""
    digits: NDArray[np.intp]
    capitals: NDArray[np.intp]
    """Latin and Russian ones."""
    separators: NDArray[np.intp]
    """As they stand between the links of a menu."""


def counts(texts: Sequence[str]) -> Counts:
    """What each of `texts` is made of."""
    if not texts:
        return Counts(*np.zeros((7, 0), np.intp))
    joined = "\0".join(texts) + "\0"  # of no kind, so that no word runs from one text into the next
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), "<u4")
    kinds = _table().take(points, mode="clip")
    sizes = np.array([len(text) + 1 for text in texts])
    in_word = kinds & _WORD
    first_of_word = in_word.copy()
    first_of_word[1:] &= in_word[:-1] ^ _WORD
    words = np.add.reduceat(first_of_word, np.cumsum(sizes) - sizes, dtype=np.intp)
    each = np.bincount(np.repeat(np.arange(len(texts)) * _MIXTURES, sizes) + kinds, minlength=len(texts) * _MIXTURES)
    mixtures = each.reshape(len(texts), _MIXTURES)
    return Counts(words, *(mixtures @ _HAS[kind] for kind in (_WORD, _MARK, _END, _DIGIT, _CAPITAL, _SEPARATOR)))


@functools.cache
def _table() -> NDArray[np.uint8]:
    """Code point → its kinds."""
    every = "".join(map(chr, range(_LAST + 1)))
    table = np.zeros(_LAST + 2, np.uint8)
    table[:-1] |= np.fromiter(map(str.isalnum, every), np.uint8) * _WORD
    table[:-1] |= np.fromiter(map(str.isdecimal, every), np.uint8) * _DIGIT
    table[ord("_")] |= _WORD
    for kind, characters in _KINDS.items():
        for character in characters:
            table[ord(character)] |= kind
    return table
