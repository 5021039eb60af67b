"""What several facts ask of every article, kept as columns of numbers.

Decoding the traits of every article costs more than most of what is asked of them. So the numbers that whole-collection steps
need stand side by side in arrays, of all articles by id, and the store keeps them in blocks: a build reads the traits of the
articles that are new to it, and brings the rest as arrays. Words stand in them as numbers that a lexicon gives out and never
takes back; in which order it met them must not show in any fact.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from readery.places import Places
from readery.weave._counts import alone, known_names, short
from readery.weave._traits import Traits

Ints = NDArray[np.int64]
Array = NDArray[Any]
Links = tuple[tuple[str, str], ...]

OPENING = 12
"""Smallest hashes of a sketch that are kept: by these, articles of the same wording find one another."""
_STRETCH = 4
"""Articles side by side, on the average, from which copying whole stretches is faster."""
_SOME = 64
"""Articles whose stems are looked up together."""
_MOST = 255
"""Times that a name is counted at most."""
_SINGLE: Mapping[str, str] = {"words": "<i4", "lang": "<i4", "hashes": "<i4"}
"""Of each article one number: words of the text, language, hashes of the sketch."""
_TABLES: Mapping[str, Mapping[str, str]] = {
    "stems": {"number": "<i4", "times": "u1"},
    "names": {"number": "<i4", "times": "u1", "sure": "?", "text": "<i4"},
    "phrases": {"number": "<i4", "nominal": "?", "text": "<i4"},
    "alone": {"number": "<i4"},
    "short": {"number": "<i4"},
    "opening": {"hash": "<u4"},
}
"""Of each article some entries: its stems and phrases (numbers of terms), its names with whether they surely are such, what
`Counts.alone` and `Counts.short` count, the first `OPENING` hashes of its sketch."""


class Numbers(dict[str, int]):
    """Words → numbers, given in the order in which they are asked for first."""

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        return number


class Lexicon:
    """The numbers of all words that the articles of a collection hold or held."""

    KINDS = ("terms", "names", "alone", "short", "texts", "langs", "keys")

    def __init__(self, known: Mapping[str, Sequence[str]] | None = None) -> None:
        self._of = {kind: Numbers() for kind in self.KINDS}
        for kind, words in (known or {}).items():
            self._of[kind].update(zip(words, range(len(words)), strict=True))
        self.terms = self._of["terms"]
        """Language, colon and stems of a word or a phrase."""
        self.names = self._of["names"]
        """Folded names."""
        self.alone = self._of["alone"]
        """Folded last names."""
        self.short = self._of["short"]
        """Initials, a space, and a folded name."""
        self.texts = self._of["texts"]
        """Names and phrases as articles write them."""
        self.langs = self._of["langs"]
        """Languages."""
        self.keys = self._of["keys"]
        """What stands for tags, see ``_variants.py``."""

    def words(self) -> dict[str, list[str]]:
        """All words by kind, each at its number; a lexicon can be made of them."""
        return {kind: list(numbers) for kind, numbers in self._of.items()}

    def size(self) -> int:
        """How many words it has numbers for."""
        return sum(map(len, self._of.values()))


@dataclass(frozen=True, slots=True)
class Table:
    """Of each article some entries, one article's after another's."""

    starts: Ints
    """Article → where its entries begin; one more at the end."""
    columns: Mapping[str, Array]
    """Name → a value of each entry."""

    def __getitem__(self, name: str) -> Array:
        return self.columns[name]

    @property
    def lengths(self) -> Ints:
        """How many entries each article has."""
        return np.diff(self.starts)

    def owners(self) -> Ints:
        """The article of each entry."""
        return np.repeat(np.arange(len(self.starts) - 1), self.lengths)

    def take(self, articles: Ints) -> Table:
        """The entries of these articles, in this order."""
        lengths = self.lengths[articles]
        starts = starts_of(lengths)
        # Mostly they stand side by side as they do here: then whole stretches are copied.
        firsts = np.flatnonzero(np.diff(articles, prepend=-2) != 1)
        if _STRETCH * len(firsts) < len(articles):
            lasts = np.append(firsts[1:], len(articles)) - 1
            begin, end = self.starts[articles[firsts]].tolist(), self.starts[articles[lasts] + 1].tolist()
            parts = [slice(*each) for each in zip(begin, end, strict=True)]
            return Table(
                starts,
                {name: np.concatenate([column[part] for part in parts]) for name, column in self.columns.items()},
            )
        at = np.arange(starts[-1]) + np.repeat(self.starts[articles] - starts[:-1], lengths)
        return Table(starts, {name: column[at] for name, column in self.columns.items()})


def distinct(values: Array) -> Array:
    """The different values, ascending. (`numpy.unique` brings in masked arrays first, which takes as long as weaving a change.)"""
    values = np.sort(values)
    found: Array = values[np.diff(values, prepend=values[:1] - 1) != 0]
    return found


def among(values: Array, some: Array) -> NDArray[np.bool_]:
    """Of each value whether it is one of `some`, which are different and ascend. (`numpy.isin` does as `numpy.unique`.)"""
    if not len(some):
        return np.zeros(len(values), np.bool_)
    found: NDArray[np.bool_] = some[np.searchsorted(some[:-1], values)] == values
    return found


def starts_of(lengths: NDArray[np.integer]) -> Ints:
    """Where runs of these lengths begin that stand one after another; one more at the end."""
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts


@dataclass(frozen=True, slots=True)
class Columns:
    """Of articles, by id. An article is its place here."""

    ids: Sequence[str]
    """Their ids, ascending."""
    keys: Sequence[bytes]
    """What each was made from, as far as that is known."""
    addresses: Sequence[str]
    """`urls.key` of the original's address, or empty."""
    links: Sequence[Links]
    """Addresses that each text links to, as `Traits.links`."""
    single: Mapping[str, Array]
    """Name → a number of each article, see `_SINGLE`."""
    tables: Mapping[str, Table]
    """Name → entries of each article, see `_TABLES`."""

    def __len__(self) -> int:
        return len(self.ids)

    def take(self, articles: Ints) -> Columns:
        """These articles, in this order."""
        at = articles.tolist()
        return Columns(
            [self.ids[each] for each in at],
            [self.keys[each] for each in at],
            [self.addresses[each] for each in at],
            [self.links[each] for each in at],
            {name: column[articles] for name, column in self.single.items()},
            {name: table.take(articles) for name, table in self.tables.items()},
        )


def joined(parts: Sequence[Columns]) -> Columns:
    """The articles of several, one after another."""
    return Columns(
        [each for part in parts for each in part.ids],
        [each for part in parts for each in part.keys],
        [each for part in parts for each in part.addresses],
        [each for part in parts for each in part.links],
        {name: np.concatenate([part.single[name] for part in parts]) for name in _SINGLE},
        {
            name: Table(
                starts_of(np.concatenate([part.tables[name].lengths for part in parts])),
                {column: np.concatenate([part.tables[name][column] for part in parts]) for column in columns},
            )
            for name, columns in _TABLES.items()
        },
    )


def chosen(one: Columns, other: Columns, articles: Ints) -> Columns:
    """Of the articles of one, and then of another, these, in this order.

    As `joined` and `take` give them, but column by column: what both hold is not there a third time.
    """
    at = articles.tolist()
    return Columns(
        list(map([*one.ids, *other.ids].__getitem__, at)),
        list(map([*one.keys, *other.keys].__getitem__, at)),
        list(map([*one.addresses, *other.addresses].__getitem__, at)),
        list(map([*one.links, *other.links].__getitem__, at)),
        {name: np.concatenate((column, other.single[name]))[articles] for name, column in one.single.items()},
        {name: stacked(table, other.tables[name]).take(articles) for name, table in one.tables.items()},
    )


def stacked(one: Table, other: Table) -> Table:
    """The entries of all articles of one table, then of those of another with the same columns."""
    return Table(
        starts_of(np.concatenate((one.lengths, other.lengths))),
        {name: np.concatenate((column, other[name])) for name, column in one.columns.items()},
    )


def read(block: Iterable[Traits], keys: Mapping[str, bytes], lexicon: Lexicon) -> Columns:
    """The columns of these articles, which come by ascending id."""
    ids: list[str] = []
    addresses: list[str] = []
    links: list[Links] = []
    single: dict[str, list[int]] = {name: [] for name in _SINGLE}
    lengths: dict[str, list[int]] = {name: [] for name in _TABLES}
    entries = {name: {column: _Column(kind) for column, kind in kinds.items()} for name, kinds in _TABLES.items()}

    def note(table: str, length: int, **columns: Iterable[int] | bytes) -> None:
        lengths[table].append(length)
        for name, values in columns.items():
            entries[table][name].add(values)

    names, texts, terms = lexicon.names, lexicon.texts, _Terms(lexicon.terms)
    each = iter(block)
    while some := list(islice(each, _SOME)):
        entries["stems"]["number"].add(terms.of(some))
        for traits in some:
            ids.append(traits.id)
            addresses.append(traits.address)
            links.append(traits.links)
            single["words"].append(traits.words)
            single["lang"].append(lexicon.langs[traits.lang])
            single["hashes"].append(len(traits.sketch) // 4)
            note("opening", len(opening := traits.sketch[: 4 * OPENING]) // 4, hash=opening)
            note("stems", len(traits.times), times=traits.times)
            note(
                "phrases",
                len(traits.phrases),
                number=[lexicon.terms[f"{traits.lang}:{phrase.key}"] for phrase in traits.phrases],
                nominal=bytes([4 * phrase.nominal >= phrase.times for phrase in traits.phrases]),
                text=[texts[phrase.text] for phrase in traits.phrases],
            )
            said: dict[str, int] = {}
            written: dict[str, int] = {}
            for name in traits.names:
                said[name.key] = min(_MOST, said.get(name.key, 0) + name.inside + name.opening)
                written.setdefault(name.key, texts[name.text])
            sure = known_names(traits)
            note(
                "names",
                len(said),
                number=[names[name] for name in said],
                times=bytes(said.values()),
                sure=bytes([name in sure for name in said]),
                text=written.values(),
            )
            lasts = alone(sure)
            note("alone", len(lasts), number=[lexicon.alone[last] for last in lasts])
            pairs = short(traits, sure)
            note("short", len(pairs), number=[lexicon.short[pair] for pair in pairs])
    return Columns(
        ids,
        [keys.get(each, b"") for each in ids],
        addresses,
        links,
        {name: np.array(numbers, _SINGLE[name]) for name, numbers in single.items()},
        {
            name: Table(
                starts_of(np.array(lengths[name], np.int64)),
                {column: values.array() for column, values in entries[name].items()},
            )
            for name in _TABLES
        },
    )


class _Terms:
    """Stems → their numbers as terms, looked up for some articles at once."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers
        self._of: dict[str, tuple[Places, array[int]]] = {}
        """Language → places of stems, and place → number."""

    def of(self, some: Sequence[Traits]) -> bytes:
        """The numbers of the stems of these articles, one article's after another's, in the form of their column."""
        langs = [traits.lang for traits in some]
        found = np.empty(sum(len(traits.times) for traits in some), "<i4")
        lang_of = np.repeat(np.array(langs), [len(traits.times) for traits in some])
        for lang in dict.fromkeys(langs):
            said = [traits.stems for traits in some if traits.lang == lang and traits.stems]
            found[lang_of == lang] = self._in(lang, " ".join(said))
        return found.tobytes()

    def _in(self, lang: str, stems: str) -> NDArray[np.int32]:
        if lang not in self._of:
            self._of[lang] = Places(), array("i")
        places, numbers = self._of[lang]
        at = places.of(stems)
        numbers.extend([self._numbers[f"{lang}:{stem}"] for stem in places.words[len(numbers) :]])
        return np.frombuffer(numbers, np.int32)[at]


class _Column:
    """Collects the values of one column, packed from time to time."""

    _FRESH = 1 << 16

    def __init__(self, kind: str) -> None:
        self._kind = np.dtype(kind)
        self._bytes = bytearray()
        self._fresh: list[int] = []

    def add(self, values: Iterable[int] | bytes) -> None:
        if isinstance(values, bytes):
            self._bytes += values
            return
        self._fresh.extend(values)
        if len(self._fresh) > self._FRESH:
            self._pack()

    def _pack(self) -> None:
        self._bytes += np.array(self._fresh, self._kind).tobytes()
        self._fresh.clear()

    def array(self) -> Array:
        self._pack()
        return np.frombuffer(bytes(self._bytes), self._kind)


def blocks(ids: Sequence[str]) -> Iterator[tuple[str, Ints]]:
    """The articles in blocks as the store keeps them, by how their ids begin: so one more changes one block alone."""
    at = 0
    for name, block in groupby(ids, key=lambda each: each[:1]):
        end = at + sum(1 for _ in block)
        yield name, np.arange(at, end)
        at = end


@dataclass(frozen=True, slots=True)
class _Stored:
    ids: list[str]
    keys: list[bytes]
    addresses: list[str]
    links: list[Links]
    single: dict[str, bytes]
    tables: dict[str, tuple[bytes, dict[str, bytes]]]


_decoder = msgspec.msgpack.Decoder(_Stored)


def encode(columns: Columns) -> bytes:
    """Columns as the store keeps them."""
    return msgspec.msgpack.encode(
        _Stored(
            list(columns.ids),
            list(columns.keys),
            list(columns.addresses),
            list(columns.links),
            {name: column.tobytes() for name, column in columns.single.items()},
            {
                name: (
                    table.lengths.astype("<i4").tobytes(),
                    {column: values.tobytes() for column, values in table.columns.items()},
                )
                for name, table in columns.tables.items()
            },
        )
    )


def decode(data: bytes) -> Columns:
    """What `encode` made. Raises msgspec.DecodeError, msgspec.ValidationError."""
    stored = _decoder.decode(data)
    return Columns(
        stored.ids,
        stored.keys,
        stored.addresses,
        stored.links,
        {name: np.frombuffer(stored.single[name], kind) for name, kind in _SINGLE.items()},
        {
            name: Table(
                starts_of(np.frombuffer(stored.tables[name][0], "<i4")),
                {column: np.frombuffer(stored.tables[name][1][column], kind) for column, kind in kinds.items()},
            )
            for name, kinds in _TABLES.items()
        },
    )


def places(words: Iterable[str]) -> Ints:
    """Words' places in an order that has nothing to do with their numbers: the same for the same words, whenever they came."""
    hashes = [hashlib.blake2b(word.encode(), digest_size=8).digest() for word in words]
    order = np.argsort(np.frombuffer(b"".join(hashes), "<u8"), kind="stable")
    found = np.empty(len(order), np.int64)
    found[order] = np.arange(len(order))
    return found
