"""Numbers for what stands between spaces, looked up for all of a text at once.

A word is known by a polynomial hash of its octets, modulo 2**64, worked out in a few steps for a whole text. A table has a
slot for each value of the hash's upper bits; what finds its slot taken is looked up by itself, and what comes often finds it
free. So nearly all of a text is looked up without a step of the interpreter, in memory that is one piece: a dictionary of as
many words lies scattered, and waiting for memory takes longer than all else. That two of a million words share a hash happens
once in thirty million times.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_SLOT_BITS = 18
_SPACE = ord(" ")
_FACTOR = 0x9E3779B97F4A7C15
_MIX, _HALF = np.uint64(0xFF51AFD7ED558CCD), np.uint64(32)


class Spaced:
    """Words → numbers, each asked for when a word is met first, or a few times more. `number` gives the number of a word."""

    def __init__(self, number: Callable[[str], int]) -> None:
        self._number = number
        self._hashes = np.zeros(1 << _SLOT_BITS, np.uint64)
        self._numbers = np.zeros(1 << _SLOT_BITS, np.int32)
        self._others: dict[bytes, int] = {}
        """Those whose slot is taken."""

    def numbers(self, text: str) -> NDArray[np.int32]:
        """The numbers of the words of a text, which are a space apart; of nothing too, where two spaces stand side by side."""
        whole = f"{text} ".encode("utf-8", "surrogatepass")
        octets = np.frombuffer(whole, np.uint8)
        ends = np.flatnonzero(octets == _SPACE) + 1
        starts = np.append(0, ends[:-1])
        powers, inverses = _powers(len(octets).bit_length())
        hashes = np.add.reduceat(octets * powers[: len(octets)], starts) * inverses[starts]
        hashes = (hashes ^ hashes >> _HALF) * _MIX
        slots = (hashes >> np.uint64(64 - _SLOT_BITS)).astype(np.int64)
        found: NDArray[np.int32] = self._numbers[slots]
        strange = np.flatnonzero(self._hashes[slots] != hashes)
        free = self._hashes[slots[strange]] == 0
        spans = zip(starts[strange].tolist(), (ends[strange] - 1).tolist(), free.tolist(), strict=True)
        found[strange] = [self._strange(whole[start:end], is_free) for start, end, is_free in spans]
        new = strange[free]
        self._hashes[slots[new]], self._numbers[slots[new]] = hashes[new], found[new]
        return found

    def _strange(self, word: bytes, has_slot: bool) -> int:
        """The number of a word that was not in its slot."""
        known = self._others.get(word)
        if known is None:
            known = self._number(word.decode("utf-8", "surrogatepass"))
            if not has_slot:
                self._others[word] = known
        return known


@lru_cache(maxsize=32)
def _powers(bits: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The first 2**bits powers of a number, and of its inverse, modulo 2**64."""
    powers, inverses = (
        np.multiply.accumulate(np.where(np.arange(1 << bits) > 0, np.uint64(factor), np.uint64(1)))
        for factor in (_FACTOR, pow(_FACTOR, -1, 1 << 64))
    )
    return powers, inverses
