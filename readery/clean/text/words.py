"""The words of a page: each distinct one has a number, so that what passages have in common is counted for all at once."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count, repeat

import numpy as np
import numpy.typing as npt

from readery.languages import stop_words
from readery.languages.phrases import Phrases, cut, phrases

Integers = npt.NDArray[np.intp]
Marks = npt.NDArray[np.bool_]

STOP, FIRST, STARTS, INSIDE, AGO = 1, 2, 4, 8, 16
"""Bits for what a word may be: a stop word, the first of a phrase, of one that a line may begin with, the longest of one
that may stand inside, or one of those that say how long ago."""
AGO_WORDS = frozenset(("ago", "vor", "y", "hace", "fa", "há", "geleden", "temu", "назад", "тому"))
"""Words of which one stands wherever it is said how long ago something was."""
_TOLD = 60
"""Words of a passage by which it is compared with others."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of a language's words."""

    phrases: Phrases
    """Its phrases."""
    kinds: Mapping[str, int]
    """What each word may be, as bits; words that are nothing special are missing."""


@functools.lru_cache(maxsize=64)
def lexicon(lang: str | None) -> Lexicon:
    """What is known of the words of a language."""
    spoken = phrases(lang)
    kinds: dict[str, int] = {}
    for bit, words in (
        (STOP, stop_words(lang)),
        (FIRST, spoken.firsts),
        (STARTS, spoken.starts),
        (INSIDE, spoken.inside),
        (AGO, AGO_WORDS),
    ):
        for word in words:
            kinds[word] = kinds.get(word, 0) | bit
    return Lexicon(spoken, kinds)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a page."""

    said: Sequence[str]
    """All, folded, in order; a line break after those of each passage."""
    begins: Integers
    """Place in `said` of each passage's first, and that behind the last passage's line break."""
    lines: Integers
    """The passage of each of `said`."""
    numbers: Integers
    """The number of each of `said`; the same for the same word on the same page."""
    distinct: int
    """How many numbers each page has."""
    pages: int
    """How many pages these are."""
    kinds: npt.NDArray[np.uint8]
    """What each of `said` may be, as bits."""
    telling: Integers
    """Places in `said` of those of each passage's first words that are longer and no stop words."""
    told: Integers
    """How many telling words each passage has."""
    tellers: Integers
    """The passage of each telling word, those that one says again left out."""
    theirs: Integers
    """The number of each of these."""

    def of(self, at: int) -> tuple[str, ...]:
        """The words of a passage."""
        return tuple(self.said[self.begins[at] : self.begins[at + 1] - 1])

    def sums(self, marked: Marks) -> Integers:
        """How many marked ones of `said` each passage holds."""
        return np.bincount(self.lines[marked], minlength=len(self.begins) - 1)

    def met(self, chosen: Marks) -> Marks:
        """Whether each of `said` is a telling word of some other passage that is `chosen`."""
        common = np.bincount(self.theirs[chosen[self.tellers]], minlength=self.distinct * self.pages)
        found: Marks = common[self.numbers] > chosen[self.lines]
        return found

    def share(self, marked: Marks, otherwise: float | npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Share of each passage's telling words that are marked; `otherwise` where it has none."""
        found = np.bincount(self.lines[self.telling[marked[self.telling]]], minlength=len(self.told))
        return np.where(self.told > 0, found / np.maximum(1, self.told), otherwise)


def read(whole: str, lexicon: Lexicon, counts: Integers, sizes: Sequence[int]) -> Words:
    """The words of pages of so many passages, which stand in `whole` with line breaks between; `counts` says how many words
    each passage has.
    """
    said = cut(whole)
    numbering: defaultdict[str, int] = defaultdict(count().__next__)
    numbers = np.fromiter(map(numbering.__getitem__, said), np.intp, len(said))
    distinct = list(numbering)
    size = len(distinct)
    breaks = np.flatnonzero(numbers == numbering["\n"])
    begins = np.concatenate(([0], breaks + 1))
    lines = np.repeat(np.arange(len(breaks)), np.diff(begins))
    kinds = np.frombuffer(bytes(map(lexicon.kinds.get, distinct, repeat(0))), np.uint8)
    telling = (np.fromiter(map(len, distinct), np.intp, size) > 3) & (kinds & STOP == 0)
    near = np.arange(len(said)) - begins[lines] < _TOLD
    places = np.flatnonzero(telling[numbers] & near & (counts > 1)[lines])
    told = np.bincount(lines[places], minlength=len(breaks))
    pairs = np.sort(lines[places] * size + numbers[places])
    pairs = pairs[np.concatenate((pairs[1:], [-1]))[: len(pairs)] != pairs]
    tellers = pairs // size
    lowest = np.repeat(np.arange(len(sizes)) * size, sizes)
    return Words(
        said,
        begins,
        lines,
        numbers + lowest[lines],
        size,
        len(sizes),
        kinds[numbers],
        places,
        told,
        tellers,
        pairs - tellers * size + lowest[tellers],
    )
