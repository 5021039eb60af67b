"""Words → their places in the order of meeting, looked up for many texts at once.

A word is known by a polynomial hash of its octets, modulo 2**64, worked out in a few steps for a whole text, and the hashes stand
in a table with open addresses: nearly all words are looked up without a step of the interpreter, in memory that is one piece.
A dictionary of as many words lies scattered in several times the memory, and waiting for that takes longer than all else. That
two of a million words share a hash happens once in thirty million times.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_SPACE = ord(" ")
_FACTOR = 0x9E3779B97F4A7C15
_MIX, _HALF, _ONE = np.uint64(0xFF51AFD7ED558CCD), np.uint64(32), np.uint64(1)
_SLOT_BITS = 14
"""Of a table's size in the beginning."""
_TOGETHER = 1 << 17
"""Octets that are hashed together: each takes 24 for as long as that lasts."""
_ROOM = 2
"""Slots for each word at least."""

Hashes = NDArray[np.uint64]


class Places:
    """The words that were met."""

    def __init__(self) -> None:
        self.words: list[str] = []
        """Place → word."""
        self._bits = _SLOT_BITS
        self._hashes = np.zeros(1 << _SLOT_BITS, np.uint64)
        """Slot → hash of the word that stands there; 0 where none does."""
        self._places = np.zeros(1 << _SLOT_BITS, np.uint32)
        """Slot → place of that word."""

    def of(self, text: str) -> NDArray[np.uint32]:
        """The places of the words of a text, which are a space apart; those that were not met get the next ones."""
        if not text:
            return np.zeros(0, np.uint32)
        whole = f"{text} ".encode("utf-8", "surrogatepass")
        octets = np.frombuffer(whole, np.uint8)
        ends = np.flatnonzero(octets == _SPACE) + 1
        starts = np.concatenate(([0], ends[:-1]))
        hashes = hashes_of(octets, starts)
        slots = self._slots(hashes)
        new = np.flatnonzero(self._hashes[slots] == 0)
        if len(new):
            new = new[np.argsort(hashes[new])]
            new = new[np.diff(hashes[new], prepend=np.uint64(0)) != 0]
            spans = zip(starts[new].tolist(), (ends[new] - 1).tolist(), strict=True)
            self._add(hashes[new], [whole[start:end].decode("utf-8", "surrogatepass") for start, end in spans])
            slots = self._slots(hashes)
        return self._places[slots]

    def _slots(self, hashes: Hashes) -> NDArray[np.int64]:
        """Where each stands, or the free slot where it would."""
        slots = (hashes >> np.uint64(64 - self._bits)).astype(np.int64)
        there = self._hashes[slots]
        others = np.flatnonzero((there != hashes) & (there != 0))
        while len(others):
            slots[others] = (slots[others] + 1) & (len(self._hashes) - 1)
            there = self._hashes[slots[others]]
            others = others[(there != hashes[others]) & (there != 0)]
        return slots

    def _add(self, hashes: Hashes, words: list[str]) -> None:
        """Give places to words that have none, each once."""
        places = np.arange(len(self.words), len(self.words) + len(words), dtype=np.uint32)
        self.words += words
        if _ROOM * len(self.words) > len(self._hashes):
            known = np.flatnonzero(self._hashes)
            hashes = np.concatenate((self._hashes[known], hashes))
            places = np.concatenate((self._places[known], places))
            self._bits = (_ROOM * len(self.words)).bit_length()
            self._hashes, self._places = np.zeros(1 << self._bits, np.uint64), np.zeros(1 << self._bits, np.uint32)
        while len(hashes):
            slots = self._slots(hashes)
            self._hashes[slots] = hashes  # of several that want one slot the last gets it
            stands = self._hashes[slots] == hashes
            self._places[slots[stands]] = places[stands]
            hashes, places = hashes[~stands], places[~stands]


def hashes_of(octets: NDArray[np.uint8], starts: NDArray[np.int64]) -> Hashes:
    """Hashes of what begins at each of `starts` and goes on to the next, none of them 0."""
    if len(octets) > _TOGETHER and len(starts) > 1:
        half = len(starts) // 2
        cut = starts[half]
        return np.concatenate((hashes_of(octets[:cut], starts[:half]), hashes_of(octets[cut:], starts[half:] - cut)))
    powers, inverses = _powers(len(octets).bit_length())
    sums = np.cumsum(octets * powers[: len(octets)])[np.append(starts[1:], len(octets)) - 1]
    sums[1:] -= sums[:-1].copy()
    hashes: Hashes = sums * inverses[starts]
    hashes = (hashes ^ hashes >> _HALF) * _MIX
    return np.maximum(hashes, _ONE, out=hashes)


@lru_cache(maxsize=32)
def _powers(bits: int) -> tuple[Hashes, Hashes]:
    """The first 2**bits powers of a number, and of its inverse, modulo 2**64."""
    powers, inverses = (
        np.multiply.accumulate(np.where(np.arange(1 << bits) > 0, np.uint64(factor), np.uint64(1)))
        for factor in (_FACTOR, pow(_FACTOR, -1, 1 << 64))
    )
    return powers, inverses
