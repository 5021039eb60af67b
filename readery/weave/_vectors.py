"""Each article as a short vector of its weightiest stems and names.

A term weighs the more the oftener the article says it and the fewer others do. How many others do, and how many articles there
are, count in steps of half an octave: so one more article leaves nearly all vectors as they were, and those that it does
change are known exactly.

A term is a number: twice that of a stem, or twice that of a name and one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from readery.weave import _memory
from readery.weave._columns import Columns, Ints, Lexicon, Table, places, stacked, starts_of
from readery.weave._counts import rounded
from readery.weave._memory import Change, Draft

UNIT = 1000
"""Length of a vector: weights are integers."""
_TERMS = 100
"""Stems of a vector at most."""
_SATURATION = 2.0
"""Times that a term is said at which it has half of its weight (BM25's k1)."""
_NAMES = 0.4
"""Weight of a name among terms, beside that of its stems."""
_FEW_NAMES = 200
"""Length that the names of an article have at least between languages: one name in common is little."""
_MOST = 255
"""Times that a term is counted at most."""
_FINE = (1 << 20) - 1
"""Weights before the vector's length is known are integers up to this."""
_HEAVIEST = 8
"""No weight is as large: the square root of the logarithm of a count."""
_WEIGHT_BITS, _PLACE_BITS = 20, 24
"""What packs an article, a weight and a term's place into one number."""
_BLOCK = 2000
"""Articles whose vectors are made together."""
_VECTORS = {"term": "<i4", "weight": "<i2"}
_KINDS = {"named": "<f8", "rare": "<f8"}


@dataclass(frozen=True, slots=True)
class Vectors:
    """The vectors of all articles."""

    table: Table
    """Of each article its ``term`` and ``weight``, the weightiest first. What no other article has counts for the vector's
    length alone."""
    named: NDArray[np.float64]
    """Article → length of its vector's names alone, with those that no other has."""
    terms: int
    """No term's number is as large."""

    def of(self, article: int) -> dict[int, int]:
        """Term → weight of one article."""
        part = slice(self.table.starts[article], self.table.starts[article + 1])
        return dict(zip(self.table["term"][part].tolist(), self.table["weight"][part].tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class _Terms:
    """What is asked of terms."""

    rare: NDArray[np.float64]
    """Term → how much it says that an article has it."""
    shared: NDArray[np.bool_]
    """Term → whether two articles have it."""
    place: Ints
    """Term → its place in an order that does not depend on numbers."""
    by_place: Ints
    """The way back."""


def vectors(
    columns: Columns, tallies: Mapping[str, Ints], lexicon: Lexicon, change: Change, memory: Draft
) -> tuple[Vectors, Vectors | None]:
    """The vectors of these articles, of which `tallies` tells how many have what, and those of the last build."""
    rare, shared = _rarity(columns, tallies, lexicon)
    had, table = _memory.arrays(memory, "vectors", _KINDS), _memory.table(memory, "vectors", _VECTORS)
    stale = change.fresh.copy()
    old: Vectors | None = None
    if had is not None and table is not None:
        old = Vectors(table, had["named"], len(had["rare"]))
        known = min(len(rare), len(had["rare"]))
        other = np.ones(len(rare), np.bool_)
        other[:known] = rare[:known] != had["rare"][:known]
        for name, is_name in (("stems", 0), ("names", 1)):
            own, otherwise = columns.tables[name], other[is_name::2]
            if otherwise.any():
                at = np.flatnonzero(otherwise[own["number"]])
                stale[np.searchsorted(own.starts, at, side="right") - 1] = True
    else:
        stale[:] = True
    new = np.flatnonzero(stale)
    made, named = _made(columns, new, _terms(columns, new, lexicon, rare, shared))
    at = np.zeros(change.articles, np.int64)
    if old is not None:
        kept = np.flatnonzero(~stale)
        at[kept] = change.before[kept]
        at[new] = len(old.named) + np.arange(len(new))
        made = stacked(old.table, made)
        named = np.concatenate((old.named, named))
        made, named = made.take(at), named[at]
    if len(new) or not change.same:
        _memory.put_table(memory, "vectors", made, _VECTORS)
        _memory.put_arrays(memory, "vectors", {"named": named, "rare": rare}, _KINDS)
    return Vectors(made, named, len(rare)), old


def _rarity(
    columns: Columns, tallies: Mapping[str, Ints], lexicon: Lexicon
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Term → how much it says that an article has it, and whether two have it."""
    size = 2 * max(len(lexicon.terms), len(lexicon.names))
    rare, shared = np.zeros(size), np.zeros(size, np.bool_)
    has, of = np.zeros(size // 2, np.int64), columns.single["lang"]
    has[: len(lexicon.terms)] = tallies["stems"]
    sizes = rounded(np.maximum(1, tallies["langs"]))
    if len(of):
        lang = np.full(size // 2, of[0])
        if np.ptp(of):
            stems = columns.tables["stems"]
            lang[stems["number"]] = np.repeat(of, stems.lengths)
        rare[::2] = np.sqrt(np.log1p(sizes[lang] / rounded(np.maximum(1, has))))
    shared[::2] = has > 1
    has = np.zeros(size // 2, np.int64)
    has[: len(lexicon.names)] = tallies["names"]
    rare[1::2] = _NAMES * np.sqrt(np.log1p(rounded(np.array([max(1, len(columns))])) / rounded(np.maximum(1, has))))
    shared[1::2] = has > 1
    return rare, shared


def _terms(
    columns: Columns, articles: Ints, lexicon: Lexicon, rare: NDArray[np.float64], shared: NDArray[np.bool_]
) -> _Terms:
    """What is asked of the terms of these articles."""
    wanted = np.zeros(len(rare), np.bool_)
    stems, names = columns.tables["stems"], columns.tables["names"]
    if len(articles) < len(columns):
        stems, names = stems.take(articles), names.take(articles)
    wanted[2 * stems["number"].astype(np.int64)] = True
    wanted[2 * names["number"].astype(np.int64) + 1] = True
    terms = np.flatnonzero(wanted)
    words, named = list(lexicon.terms), list(lexicon.names)
    order = places(f"\0{named[term >> 1]}" if term & 1 else words[term >> 1] for term in terms.tolist())
    place, by_place = np.zeros(len(rare), np.int64), np.zeros(len(terms), np.int64)
    place[terms] = order
    by_place[order] = terms
    return _Terms(rare, shared, place, by_place)


def _made(columns: Columns, articles: Ints, terms: _Terms) -> tuple[Table, NDArray[np.float64]]:
    """The vectors of these articles, and the lengths of their names."""
    parts = [_block(columns, articles[at : at + _BLOCK], terms) for at in range(0, len(articles), _BLOCK)]
    lengths = np.concatenate([np.zeros(0, np.int64), *(part[0] for part in parts)])
    columns_of = {
        "term": np.concatenate([np.zeros(0, np.int32), *(part[1] for part in parts)]),
        "weight": np.concatenate([np.zeros(0, np.int16), *(part[2] for part in parts)]),
    }
    return Table(starts_of(lengths), columns_of), np.concatenate([np.zeros(0), *(part[3] for part in parts)])


def _block(
    columns: Columns, articles: Ints, terms: _Terms
) -> tuple[Ints, NDArray[np.int32], NDArray[np.int16], NDArray[np.float64]]:
    """Lengths, terms and weights of vectors, and the lengths of names."""
    said = np.arange(_MOST + 1) / (np.arange(_MOST + 1) + _SATURATION) * (_FINE / _HEAVIEST)
    number = len(articles)
    stems, names = columns.tables["stems"].take(articles), columns.tables["names"].take(articles)
    words = 2 * stems["number"].astype(np.int64)
    heavy = np.rint(terms.rare[words] * said[stems["times"]]).astype(np.int64)
    packed = np.sort(_packed(stems.owners(), _FINE - heavy, terms.place[words]))
    at = np.arange(len(packed)) - np.repeat(stems.starts[:-1], stems.lengths)
    owners, lost, place = _unpacked(packed[at < _TERMS])
    called = 2 * names["number"].astype(np.int64) + 1
    counted = names["sure"].astype(np.bool_) | terms.shared[called]
    weight = np.rint(terms.rare[called] * said[names["times"]] * counted).astype(np.int64)
    # Squares are whole and their sums under 2**53: no order of adding shows.
    of_stems = np.bincount(owners, (_FINE - lost).astype(np.float64) ** 2, number)
    of_names = np.bincount(names.owners(), weight.astype(np.float64) ** 2, number)
    length = np.sqrt(of_stems + of_names)
    length[length == 0] = 1.0
    named = np.maximum(np.sqrt(of_names) * UNIT / length, _FEW_NAMES)
    owners = np.concatenate((owners, names.owners()))
    place = np.concatenate((place, terms.place[called]))
    vector = np.rint(np.concatenate((_FINE - lost, weight)) * (UNIT / length)[owners]).astype(np.int64)
    kept = (vector > 0) & terms.shared[terms.by_place[place]]
    owners, lost, place = _unpacked(np.sort(_packed(owners[kept], UNIT - vector[kept], place[kept])))
    return (
        np.bincount(owners, minlength=number),
        terms.by_place[place].astype(np.int32),
        (UNIT - lost).astype(np.int16),
        named,
    )


def _packed(owners: Ints, lost: Ints, place: Ints) -> Ints:
    """Sorted, these bring each article's heaviest terms first, of equals the one of the first place."""
    return ((owners << _WEIGHT_BITS | lost) << _PLACE_BITS) | place


def _unpacked(packed: Ints) -> tuple[Ints, Ints, Ints]:
    rest = packed >> _PLACE_BITS
    return rest >> _WEIGHT_BITS, rest & ((1 << _WEIGHT_BITS) - 1), packed & ((1 << _PLACE_BITS) - 1)
