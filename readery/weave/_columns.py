"""What several facts ask of every article, read in one pass and kept as columns of numbers.

Traits come one at a time from the store, and decoding them costs more than most of what is asked of them. So they are
read once for everything that a few numbers an article can hold; only the tags need the traits themselves once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from readery.weave._counts import known_names
from readery.weave._traits import Traits

Ints = NDArray[np.int64]

OPENING = 12
"""Smallest hashes of a sketch that are kept: by these, articles of the same wording find one another."""
_MOST = 255
"""Times that a name is counted at most."""
_FRESH = 1 << 16
"""Numbers that are collected before they are packed into an array."""


class Numbers(dict[str, int]):
    """Words → numbers, given in the order in which they are asked for first."""

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        return number


@dataclass(frozen=True, slots=True)
class Table:
    """For each article some numbers, one article's after another's."""

    starts: Ints
    """Article → where its part begins; one more at the end."""
    numbers: NDArray[np.int32]
    """Words, as numbers."""
    times: NDArray[np.uint8]
    """How often the article says each."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Of all articles of a collection. An article is its number in the loom's order."""

    words: Sequence[int]
    """Words of the text."""
    langs: Sequence[str]
    """Languages, as `Traits.lang`."""
    openings: Sequence[bytes]
    """The first `OPENING` hashes of the sketch."""
    sketches: Sequence[int]
    """How many hashes the sketch has."""
    addresses: Sequence[str]
    """`urls.key` of the original's address, or empty."""
    links: Mapping[int, tuple[tuple[str, str], ...]]
    """Article → addresses that its text links to, as `Traits.links`; only of those that have some."""
    stem_numbers: Mapping[str, Mapping[str, int]]
    """Language → stem → its number; no two languages share one."""
    stem_articles: Sequence[int]
    """Number of a stem → articles that have it."""
    stems: Table
    """The stems of each article."""
    name_numbers: Mapping[str, int]
    """Folded name → its number."""
    names: Table
    """The names of each article."""
    sure: NDArray[np.bool_]
    """For each entry of `names`, whether `Counts.names` counts it."""
    spelled_stems: Mapping[int, str]
    """Number of a stem → a word that has it, for those that say what some article is about."""
    spelled_names: Mapping[int, str]
    """Number of a name → the name as an article writes it."""


class Reader:
    """Notes the columns of articles that pass through it."""

    def __init__(self) -> None:
        self._words: list[int] = []
        self._langs: list[str] = []
        self._openings: list[bytes] = []
        self._sketches: list[int] = []
        self._addresses: list[str] = []
        self._links: dict[int, tuple[tuple[str, str], ...]] = {}
        self._stem_numbers: dict[str, Numbers] = {}
        self._stems = _TableMaker()
        self._name_numbers = Numbers()
        self._names = _TableMaker()
        self._sure = bytearray()
        self._spelled_stems: dict[str, dict[int, str]] = {}
        self._spelled_names: dict[int, str] = {}

    def reading(self, block: Iterable[Traits]) -> Iterator[Traits]:
        """The same traits, noted as they pass."""
        for traits in block:
            self._note(traits)
            yield traits

    def _note(self, traits: Traits) -> None:
        lang = traits.lang
        if traits.links:
            self._links[len(self._words)] = traits.links
        self._words.append(traits.words)
        self._langs.append(lang)
        self._openings.append(traits.sketch[: 4 * OPENING])
        self._sketches.append(len(traits.sketch) // 4)
        self._addresses.append(traits.address)
        numbers = self._stem_numbers.setdefault(lang, Numbers())
        self._stems.add(map(numbers.__getitem__, traits.stems.split()), traits.times)
        spelled = self._spelled_stems.setdefault(lang, {})
        for phrase in traits.phrases:
            if 4 * phrase.nominal >= phrase.times:
                stem = numbers.get(phrase.key)
                if stem is not None and stem not in spelled:
                    spelled[stem] = phrase.text
        said: dict[int, int] = {}
        names, spelled_names = self._name_numbers, self._spelled_names
        for name in traits.names:
            number = names[name.key]
            if number in said:
                said[number] = min(_MOST, said[number] + name.inside + name.opening)
            else:
                said[number] = min(_MOST, name.inside + name.opening)
                if number not in spelled_names:
                    spelled_names[number] = name.text
        self._names.add(said, bytes(said.values()))
        sure = {*map(names.__getitem__, known_names(traits))}
        self._sure += bytes([number in sure for number in said])

    def columns(self) -> Columns:
        """What was noted."""
        first: dict[str, int] = {}
        numbers: dict[str, dict[str, int]] = {}
        total = 0
        for lang, own in self._stem_numbers.items():
            first[lang] = total
            numbers[lang] = {stem: total + number for stem, number in own.items()}
            total += len(own)
        stems = self._stems.table([first[lang] for lang in self._langs])
        return Columns(
            self._words,
            self._langs,
            self._openings,
            self._sketches,
            self._addresses,
            self._links,
            numbers,
            np.bincount(stems.numbers, minlength=total).tolist(),
            stems,
            self._name_numbers,
            self._names.table(None),
            np.frombuffer(bytes(self._sure), np.bool_),
            {first[lang] + number: text for lang, own in self._spelled_stems.items() for number, text in own.items()},
            self._spelled_names,
        )


class _TableMaker:
    """Makes a `Table`, article by article."""

    def __init__(self) -> None:
        self._lengths: list[int] = []
        self._fresh: list[int] = []
        self._packed: list[NDArray[np.int32]] = []
        self._times = bytearray()

    def add(self, numbers: Iterable[int], times: bytes) -> None:
        self._lengths.append(len(times))
        self._fresh.extend(numbers)
        self._times += times
        if len(self._fresh) > _FRESH:
            self._pack()

    def _pack(self) -> None:
        self._packed.append(np.array(self._fresh, np.int32))
        self._fresh.clear()

    def table(self, firsts: Sequence[int] | None) -> Table:
        """The table; to each article's numbers its entry of `firsts` is added."""
        lengths = np.array(self._lengths, np.int64)
        self._pack()
        numbers = np.concatenate(self._packed)
        if firsts is not None:
            numbers += np.repeat(np.array(firsts, np.int32), lengths)
        return Table(np.concatenate(([0], np.cumsum(lengths))), numbers, np.frombuffer(bytes(self._times), np.uint8))
