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
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from readery.places import Places
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
_HEAVIEST = np.uint8(31)
"""No weight is larger."""
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
_SIZES = 24
"""Octets that tell how long the parts are that follow."""
_ROOM_BITS = 6
"""What is packed has a length of as many bits, the rest being 0: room for a hundredth more."""
_KEYS = 1 << 18
"""New postings that are looked at together."""
_BLOCK = 64
"""Articles whose new postings are made together."""
_WORD = np.uint64(32)
"""A new posting is of 64 bits: from this one on stands its word's number, below it what `Postings` has."""
_LAST = np.uint64(2**64 - 1)
"""No posting is as large."""
Postings = NDArray[np.uint32]
"""Of each article that has a word ``number << 6 | weight``, ascending."""
_Keys = NDArray[np.uint64]
"""New postings, each below its word's number."""


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
        """All of it, as `unpacked` reads it: the arrays copied once, since a copy of all postings takes 2 KB an article. A few
        words more or less leave its length as it is, so that it can be written over what was kept.
        """
        told = msgspec.msgpack.encode((self.rows, self.words))
        sizes = struct.pack("<qqq", len(self.counts), len(self.postings), len(told))
        length = len(sizes) + self.counts.nbytes + self.postings.nbytes + len(told)
        room = -length % (1 << max(0, length.bit_length() - _ROOM_BITS))
        return b"".join((sizes, self.counts.data, self.postings.data, told, bytes(room)))


def unpacked(data: bytes) -> Words:
    """What `Words.packed` packed; no words where `data` is empty. Raises msgspec.DecodeError where it is damaged."""
    if not data:
        return Words((), [], np.zeros(0, np.int64), np.zeros(0, np.uint32))
    many, more, length = struct.unpack_from("<qqq", data.ljust(_SIZES, b"\xff"))
    told = _SIZES + 8 * many + 4 * more
    if min(many, more, length) < 0 or told + length > len(data):
        raise msgspec.DecodeError("the words of search are cut short")
    counts = np.frombuffer(data, np.int64, many, _SIZES)
    postings = np.frombuffer(data, np.uint32, more, _SIZES + counts.nbytes)
    rows, words = msgspec.msgpack.decode(memoryview(data)[told : told + length], type=tuple[tuple[Row, ...], list[str]])
    return Words(rows, words, counts, postings)


def updated(
    had: Words, rows: Sequence[Row], documents: Mapping[int, Document], counted: Iterable[tuple[int, Counted]]
) -> Words:
    """The words of the articles `rows` (by number), where those that `had` holds under the same number and key are kept.

    `documents` and `counted` bring the others by number: what search knows of each, and the terms of its text.
    """
    places = Places()
    new = _new(counted, documents, places)
    words, of_had, of_new = _united(had.words, places.words)
    for at in range(0, len(new), _KEYS):
        block = new[at : at + _KEYS]
        block[:] = of_new[block >> _WORD] << _WORD | block.astype(np.uint32)
    new.sort()
    counts = np.zeros(len(words), np.int64)
    kept, counts[of_had] = _kept(had, frozenset(rows))
    starts = _sums(counts)
    counts += np.diff(np.searchsorted(new, np.arange(len(words) + 1, dtype=np.uint64) << _WORD))
    if not counts.all():
        words = [word for word, count in zip(words, counts, strict=True) if count]
        counts = counts[counts > 0]
    return Words(tuple(rows), words, counts, _merged(kept, starts, new))


def _united(had: list[str], new: Sequence[str]) -> tuple[list[str], NDArray[np.int64], NDArray[np.uint64]]:
    """The words of both, sorted as those of `had` are, and where the words of `had` and the `new` ones stand among them."""
    order = sorted(range(len(new)), key=new.__getitem__)
    at = np.array([bisect_left(had, new[place]) for place in order], np.int64)
    known = np.array(
        [had[low : low + 1] == [new[place]] for low, place in zip(at.tolist(), order, strict=True)], np.bool_
    )
    before = np.cumsum(~known)
    of_new = np.empty(len(new), np.uint64)
    of_new[order] = at + before - ~known
    of_had = np.arange(len(had)) + np.cumsum(np.bincount(at[~known], minlength=len(had) + 1))[: len(had)]
    added = [new[place] for place, is_known in zip(order, known.tolist(), strict=True) if not is_known]
    return sorted(had + added) if added else had, of_had, of_new


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


def _merged(postings: Postings, starts: NDArray[np.int64], new: _Keys) -> Postings:
    """`postings`, of which each word's begin at its place in `starts`, with the new ones."""
    if not len(postings):
        return new.astype(np.uint32)
    blocks = [_belong(postings, starts, new[at : at + _KEYS]) for at in range(0, len(new), _KEYS)]
    return np.insert(postings, np.concatenate(blocks), new.astype(np.uint32)) if blocks else postings


def _belong(postings: Postings, starts: NDArray[np.int64], keys: _Keys) -> NDArray[np.int64]:
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


def _new(counted: Iterable[tuple[int, Counted]], documents: Mapping[int, Document], places: Places) -> _Keys:
    """The postings of these articles, each with its word's place in `places`, which grows."""
    # Room that is not used is never touched, and takes no memory; to grow, all would be there twice.
    found = np.empty(_MANY_WORDS * len(documents), np.uint64)
    end = 0
    each = iter(counted)
    while block := list(islice(each, _BLOCK)):
        postings = _block(block, documents, places)
        begin, end = end, end + len(postings)
        if end > len(found):
            found = np.concatenate((found, np.empty(end, np.uint64)))
        found[begin:end] = postings
    return found[:end]


def _block(block: Sequence[tuple[int, Counted]], documents: Mapping[int, Document], places: Places) -> _Keys:
    """The postings of some articles."""
    texts = [text for _, text in block]
    fields, titles = zip(*(_fields(documents[number]) for number, _ in block), strict=True)
    names = [_names(documents[number]) for number, _ in block]
    sizes = [[*map(len, part)] for part in ([text.times for text in texts], fields, names)]
    bare = np.array([number << 6 for number, _ in block], np.uint64)
    articles = np.concatenate([np.repeat(bare, size) for size in sizes])
    terms = chain((text.terms for text in texts if text.terms), *fields, *names)
    postings = places.of(" ".join(terms)).astype(np.uint64) << _WORD | articles
    in_text, in_fields, in_names = np.split(postings, np.cumsum([*map(sum, sizes)])[:2])
    both, same = _in_both(in_text, in_fields, len(places.words))
    times = np.zeros(len(in_fields))
    times[same] = np.frombuffer(b"".join([text.times for text in texts]), np.uint8)[both]
    fair = np.repeat([_fair(text.length, _USUAL_TEXT) for text in texts], sizes[1])
    weights = np.fromiter(chain.from_iterable(each.values() for each in fields), np.float64, len(in_fields))
    titled = [IN_TITLE * (term in title) for each, title in zip(fields, titles, strict=True) for term in each]
    in_fields |= _quantised(weights + times / fair) | np.array(titled, np.uint8)
    in_names |= _HEAVIEST
    in_text |= np.frombuffer(b"".join([text.times.translate(_usual(text.length)) for text in texts]), np.uint8)
    return np.concatenate((in_fields, in_names, np.delete(in_text, both)))


def _in_both(in_text: _Keys, in_fields: _Keys, words: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where postings stand that are in both, in the one and in the other; their words' places are below `words`."""
    is_of_field = np.zeros(words, np.bool_)
    is_of_field[in_fields >> _WORD] = True
    some = np.flatnonzero(is_of_field[in_text >> _WORD])
    order = np.argsort(in_fields)
    ascending = np.append(in_fields[order], _LAST)
    at = np.searchsorted(ascending, in_text[some])
    same = ascending[at] == in_text[some]
    return some[same], order[at[same]]


@lru_cache(maxsize=1 << 13)
def _usual(length: int) -> bytes:
    """For a text of that many words: times a word stands in it → its weight."""
    some = _quantised(np.arange(_MOST_TIMES + 1) / _fair(length, _USUAL_TEXT)).tobytes()
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


def _quantised(weights: NDArray[np.float64]) -> NDArray[np.uint8]:
    return np.minimum(_HEAVIEST, (32 * weights / (weights + _SATURATION)).astype(np.uint8))


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
