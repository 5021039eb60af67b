"""What stands between spaces, looked up for all of a text at once.

Texts say the same words again and again, so what is to be known of a word is worked out once. A word is known by a polynomial
hash of its octets, modulo 2**64, worked out in a few steps for a whole text. A table has two slots for each value of the hash's
upper bits; what finds both taken is looked up by itself, and what comes often finds one free. So nearly all of a text is
looked up without a step of the interpreter, in memory that is one piece: a dictionary of as many words lies scattered, and
waiting for memory takes longer than all else. That two of a million words share a hash happens once in thirty million times.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from readery.places import hashes_of
from readery.rows import Row, behind

_BITS = 17
"""Bits of a hash that say where its slots are."""
_REMEMBERED = 200_000
"""Numbers that are kept at most."""
_BREAKS = re.compile(r"\n{3,}")
_SPACE = ord(" ")
_FIRST_BITS, _LENGTH = 32, (1 << 32) - 1
"""What packs a span, a first place and a length, into one number."""


class Spaced:
    """Words → numbers of what is in them. `cut` gives those of a word; it is asked when one is met first, or a few times more.

    What stands between two spaces is a word here (``Aleppo,``), and so is a break between paragraphs.
    """

    def __init__(self, cut: Callable[[str], Iterable[int]]) -> None:
        self._cut = cut
        self._forget()

    def _forget(self) -> None:
        self._numbers = array("i")
        self._slots = np.zeros((1 << _BITS, 4), np.int64)
        """The hash of the word that took the first slot, and its span; those of the second."""
        self._others: dict[bytes, int] = {}
        """Spans of words whose slots are taken."""

    def numbers(self, texts: Sequence[str]) -> Row:
        """The numbers of the words of some texts, in order."""
        if len(self._numbers) > _REMEMBERED:
            self._forget()
        words = _words(texts)
        slots = (words.hashes >> np.uint64(64 - _BITS)).view(np.int64)
        hashes = words.hashes.view(np.int64)
        found = self._slots.take(slots, axis=0)
        is_second = found[:, 0] != hashes
        spans = np.where(is_second, found[:, 3], found[:, 1])
        strange = np.flatnonzero(is_second & (found[:, 2] != hashes))
        taken = np.count_nonzero(found[strange, ::2], axis=1)
        spans[strange] = [
            self._strange(word, has_slot)
            for word, has_slot in zip(words.at(strange), (taken < 2).tolist(), strict=True)
        ]
        for slot in (0, 1):
            new = strange[taken == slot]
            self._slots[slots[new], 2 * slot], self._slots[slots[new], 2 * slot + 1] = hashes[new], spans[new]
        lengths = spans & _LENGTH
        numbers = np.frombuffer(self._numbers, np.int32)[behind(spans >> _FIRST_BITS, lengths)]
        return Row(numbers, [0, *np.cumsum(lengths)[words.lasts].tolist()])

    def _strange(self, word: bytes, has_slot: bool) -> int:
        """The span of a word that was in none of its slots: where its numbers begin, and how many there are."""
        span = self._others.get(word)
        if span is None:
            first = len(self._numbers)
            self._numbers.extend(self._cut(word.decode("utf-8", "surrogatepass")))
            span = first << _FIRST_BITS | len(self._numbers) - first
            if not has_slot:
                self._others[word] = span
        return span


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of texts."""

    octets: bytes
    """The texts, each word followed by a space."""
    starts: NDArray[np.int64]
    """Where each begins."""
    ends: NDArray[np.int64]
    """Where the space behind each stands."""
    hashes: NDArray[np.uint64]
    """The hash of each."""
    lasts: NDArray[np.int64]
    """The place of each text's last."""

    def at(self, places: NDArray[np.int64]) -> Iterator[bytes]:
        """Those at some places."""
        spans = zip(self.starts[places].tolist(), self.ends[places].tolist(), strict=True)
        return (self.octets[start:end] for start, end in spans)


def _words(texts: Sequence[str]) -> _Words:
    """The words of texts, each with its hash: the sum of its octets, each times a power, by the power of its first."""
    each = [_set_apart(text).encode("utf-8", "surrogatepass") for text in texts]
    whole = b" ".join((*each, b""))
    octets = np.frombuffer(whole, np.uint8)
    ends = np.flatnonzero(octets == _SPACE)
    starts = np.append(0, ends[:-1] + 1)
    lasts = np.searchsorted(ends, np.cumsum([len(text) + 1 for text in each]) - 1)
    return _Words(whole, starts, ends, hashes_of(octets, starts), lasts)


def _set_apart(text: str) -> str:
    """`text` with spaces around its breaks, so that the words on both sides are known too."""
    if "\n" not in text:
        return text
    return (_BREAKS.sub("\n\n", text) if "\n\n\n" in text else text).replace("\n\n", " \n\n ")
