"""Which articles have a word, and how much it says of each.

A word's weight in an article is that of BM25F (Robertson, Zaragoza, Taylor 2004, doi:10.1145/1031171.1031181) without the
rarity of the word, which the page's script knows: counts by field, each divided by the field's length and weighed, are
added and then saturate. Lengths are compared with fixed ones, not with means, so that an article that is added changes
no other's weights. Five bits hold the weight; the sixth says that the word stands in the title.

All postings of a collection are one sorted array, so that what a changed article says is taken out and put in at the speed
of copying.
"""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from readery.search._counted import Counted
from readery.search._documents import Document
from readery.search._terms import counted as counts_of
from readery.search._terms import key

IN_TITLE = 32
"""Bit of a weight."""
_TITLE, _TAGS, _NAMES, _DEK = 6.0, 4.0, 3.0, 2.0
"""What a word counts in these fields, where it counts 1 in a text of usual length."""
_USUAL_TITLE, _USUAL_TEXT = 8, 600
"""Usual lengths, in words."""
_SLOPE = 0.6
"""How much the length of text and title matters, 0 to 1."""
_SATURATION = 1.2
"""BM25's k1."""
_MOST_TIMES = 32
"""Times from which on more make no difference."""
_NAME_WORDS = 6
"""Words of a name by which it is found, besides the whole."""

_MANY_WORDS = 1024
"""Different words that few articles have more of."""
_SIZES = 16
"""Octets that tell how long the arrays are that follow."""
_KEYS = 1 << 18
"""New postings that are looked at together."""
_WORD = np.uint64(32)
"""A new posting is of 64 bits: from this one on stands its word's number, below it what `Postings` has."""

Postings = NDArray[np.uint32]
"""Of each article that has a word ``number << 6 | weight``, ascending."""


class Row(NamedTuple):
    """An article of the index."""

    number: int
    """Its number."""
    key: bytes
    """Hash of what its postings are made from."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a collection."""

    rows: tuple[Row, ...]
    """The articles, by number."""
    words: list[str]
    """All words, sorted."""
    counts: NDArray[np.int64]
    """How many articles have each."""
    postings: Postings
    """The postings of all words, one after another."""

    def packed(self) -> bytes:
        """All of it, as `unpacked` reads it: the arrays copied once, since a copy of all postings takes 2 KB an article."""
        told = msgspec.msgpack.encode((self.rows, self.words))
        sizes = struct.pack("<qq", len(self.counts), len(self.postings))
        return b"".join((sizes, self.counts.data, self.postings.data, told))


def unpacked(data: bytes) -> Words:
    """What `Words.packed` packed; no words where `data` is empty. Raises msgspec.DecodeError where it is damaged."""
    if not data:
        return Words((), [], np.zeros(0, np.int64), np.zeros(0, np.uint32))
    many, more = struct.unpack_from("<qq", data.ljust(_SIZES, b"\xff"))
    told = _SIZES + 8 * many + 4 * more
    if many < 0 or more < 0 or told > len(data):
        raise msgspec.DecodeError("the words of search are cut short")
    counts = np.frombuffer(data, np.int64, many, _SIZES)
    postings = np.frombuffer(data, np.uint32, more, _SIZES + counts.nbytes)
    rows, words = msgspec.msgpack.decode(memoryview(data)[told:], type=tuple[tuple[Row, ...], list[str]])
    return Words(rows, words, counts, postings)


def updated(
    had: Words, rows: Sequence[Row], documents: Mapping[int, Document], counted: Iterable[tuple[int, Counted]]
) -> Words:
    """The words of the articles `rows` (by number), where those that `had` holds under the same number and key are kept.

    `documents` and `counted` bring the others by number: what search knows of each, and the terms of its text.
    """
    place = _Places(zip(had.words, range(len(had.words)), strict=True))
    new = _new(counted, documents, place)
    words = sorted(place)
    rank = np.empty(len(words), np.uint64)
    rank[[place[word] for word in words]] = np.arange(len(words), dtype=np.uint64)
    for at in range(0, len(new), _KEYS):
        block = new[at : at + _KEYS]
        block[:] = rank[block >> _WORD] << _WORD | block.astype(np.uint32)
    new.sort()
    counts = np.zeros(len(words), np.int64)
    kept, counts[rank[: len(had.words)]] = _kept(had, frozenset(rows))
    starts = _sums(counts)
    counts += np.diff(np.searchsorted(new, np.arange(len(words) + 1, dtype=np.uint64) << _WORD))
    if not counts.all():
        words = [word for word, count in zip(words, counts, strict=True) if count]
        counts = counts[counts > 0]
    return Words(tuple(rows), words, counts, _merged(kept, starts, new))


def _kept(had: Words, rows: frozenset[Row]) -> tuple[Postings, NDArray[np.int64]]:
    """Those of the postings that `had` holds that are of articles that stay, and how many each word has of them."""
    leaves = np.ones(max((row.number for row in had.rows), default=0) + 1, np.bool_)
    leaves[[row.number for row in had.rows if row in rows]] = False
    at = np.flatnonzero(leaves[had.postings >> 6])
    word = np.searchsorted(_sums(had.counts), at, side="right") - 1
    return np.delete(had.postings, at), had.counts - np.bincount(word, minlength=len(had.counts))


def _sums(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where the postings of each word begin, and where the last ones end."""
    return np.concatenate(([0], np.cumsum(counts)))


def _merged(postings: Postings, starts: NDArray[np.int64], new: NDArray[np.uint64]) -> Postings:
    """`postings`, of which each word's begin at its place in `starts`, with the new ones."""
    if not len(postings):
        return new.astype(np.uint32)
    blocks = [_belong(postings, starts, new[at : at + _KEYS]) for at in range(0, len(new), _KEYS)]
    return np.insert(postings, np.concatenate(blocks), new.astype(np.uint32)) if blocks else postings


def _belong(postings: Postings, starts: NDArray[np.int64], keys: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Where each of `keys`, a word's number and a posting, belongs among the `postings` of all words, of which each word's begin
    at its place in `starts` and ascend. Halves where it may belong until one place is left, for all of them at once.
    """
    word, wanted = (keys >> _WORD).astype(np.int64), keys.astype(np.uint32)
    low, high = starts[word], starts[word + 1]
    while (open_ := low < high).any():
        middle = (low + high) >> 1
        less = open_ & (postings[np.minimum(middle, len(postings) - 1)] < wanted)
        low = np.where(less, middle + 1, low)
        high = np.where(open_ & ~less, middle, high)
    return low


class _Places(dict[str, int]):
    """Word → its place among those that were met, in the order of meeting."""

    def __missing__(self, word: str) -> int:
        place = self[word] = len(self)
        return place


def _new(
    counted: Iterable[tuple[int, Counted]], documents: Mapping[int, Document], place: _Places
) -> NDArray[np.uint64]:
    """The postings of these articles, each with its word's place in `place`, which grows."""
    # Room that is not used is never touched, and takes no memory; to grow, all would be there twice.
    found = np.empty(_MANY_WORDS * len(documents), np.uint64)
    end = 0
    for number, terms in counted:
        bare = number << 6
        special, title = _fields(documents[number])
        in_text = dict(zip(terms.terms.split(" "), terms.times, strict=True)) if terms.terms else {}
        fair = _fair(terms.length, _USUAL_TEXT)
        few = []
        for term, weight in special.items():
            said = _quantised(weight + in_text.pop(term, 0) / fair)
            few.append(place[term] << 32 | bare | said | (IN_TITLE if term in title else 0))
        few += [place[name] << 32 | bare | 31 for name in _names(documents[number])]
        begin, end = end, end + len(few) + len(in_text)
        if end > len(found):
            found = np.concatenate((found, np.empty(end, np.uint64)))
        found[begin : begin + len(few)] = few
        usual = found[begin + len(few) : end]
        usual[:] = np.fromiter(map(place.__getitem__, in_text), np.uint64, len(in_text))
        usual <<= _WORD
        usual |= np.frombuffer(bytes(in_text.values()).translate(_usual(terms.length)), np.uint8) | np.uint32(bare)
    return found[:end]


@lru_cache(maxsize=1 << 13)
def _usual(length: int) -> bytes:
    """For a text of that many words: times a word stands in it → its weight."""
    fair = _fair(length, _USUAL_TEXT)
    some = bytes(_quantised(times / fair) for times in range(_MOST_TIMES + 1))
    return some.ljust(256, some[-1:])


def _fields(document: Document) -> tuple[Mapping[str, float], Collection[str]]:
    """Term → its weight from all fields but the text; and the terms of the title."""
    found: dict[str, float] = {}
    title = counts_of(document.title, document.lang)
    fair = _fair(sum(title.values()), _USUAL_TITLE)
    names = (document.source, *document.authors)
    for counts, weight in (
        (title, _TITLE / fair),
        *((_short(tag, document.lang), _TAGS) for tag in document.tags),
        *((_short(name, document.lang), _NAMES) for name in names),
        (counts_of(document.dek, document.lang), _DEK),
    ):
        for term, times in counts.items():
            found[term] = found.get(term, 0.0) + weight * times
    return found, title


@lru_cache(maxsize=1 << 14)
def _short(name: str, lang: str) -> Mapping[str, int]:
    """The terms of a name that many articles share."""
    return counts_of(name, lang)


def _fair(length: int, usual: int) -> float:
    """What the counts of a field of this length are divided by."""
    return 1 - _SLOPE + _SLOPE * length / usual


def _quantised(weight: float) -> int:
    return min(31, int(32 * weight / (weight + _SATURATION)))


def _names(document: Document) -> set[str]:
    """The names by which an article can be asked for with ``tag:``, ``site:`` and ``author:``."""
    found: set[str] = set()
    for kind, names in (
        ("tag", document.tags),
        ("site", (document.source, document.host)),
        ("author", document.authors),
    ):
        for name in names:
            found.update(_askable(kind, name))
    return found


@lru_cache(maxsize=1 << 14)
def _askable(kind: str, name: str) -> tuple[str, ...]:
    """A name whole, by one of its first words, and without the first (``jane-o-brien``, ``jane``, ``o-brien``)."""
    whole = key(name)
    first = whole.split("-")[:_NAME_WORDS]
    rests = ("-".join(first[at:]) for at in range(1, len(first)))
    return tuple(dict.fromkeys(f":{kind}:{part}" for part in (whole, *first, *rests))) if whole else ()
