"""The articles nearest to each, by the cosine of their vectors.

Neighbours are sought among the articles that share terms; how many are met through one term, and through all, is bounded,
so the cost of an article does not grow with the collection.

An article's row of nearest ones is found anew only where it may have changed: where the article's own vector did, or how far
down its terms it meets others; where one of its nearest is met otherwise than before; and where an article that is met
otherwise than before comes near enough. All sums are of integers, so that none depends on order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from readery.weave import _memory
from readery.weave._columns import Ints, among, distinct, starts_of
from readery.weave._memory import Change, Draft
from readery.weave._vectors import UNIT, Vectors

CIRCLE = 50
"""Nearest articles that are kept of each."""
_ACROSS = 0.6
"""Likeness of two articles whose names are the same, where they share no language."""
_FAME = 600
"""Articles met through one term at most: those where it weighs most."""
_MEETINGS = 10_000
"""Articles met through all terms at most, counted once a term."""
_FAINT = 20
"""Thousandths of likeness under which an article is not counted among the nearest, where all share one language."""
_WEIGHT_BITS, _ARTICLE_BITS = 10, 24
"""What packs a term, a weight and an article into one number."""
_WEIGHTS, _ARTICLES = (1 << _WEIGHT_BITS) - 1, (1 << _ARTICLE_BITS) - 1
_TOGETHER = 200_000
"""Sums of likeness that are held at once."""
_MUCH = 4
"""One in so many articles met otherwise than before, and all rows are found anew."""
_KINDS = {"near": "<i4", "like": "<i2", "used": "<i2", "langs": "<i4", "twins": "<i4"}


@dataclass(frozen=True, slots=True)
class Nearest:
    """The nearest of all articles."""

    near: NDArray[np.int32]
    """Article → the `CIRCLE` nearest, nearest first, of equals by id; -1 where there are fewer."""
    like: NDArray[np.int16]
    """Their likeness in thousandths."""
    changed: NDArray[np.bool_]
    """Article → whether its row is another than the last build's."""


@dataclass(frozen=True, slots=True)
class _Fame:
    """The way back from terms."""

    packed: Ints
    """Terms, what their weight lacks of `UNIT`, and articles that are met through them, packed and ascending."""
    starts: Ints
    """Term → where the articles begin that are met through it; one more at the end."""
    articles: NDArray[np.int32]
    """Those, where it weighs most first, of equals by id."""
    weights: NDArray[np.int32]
    """The term's weight there."""
    used: Ints
    """Article → how many of its terms it meets others through, from its weightiest on."""


def nearest(
    vectors: Vectors,
    before: Vectors | None,
    langs: NDArray[np.int32],
    twins: Mapping[int, Sequence[int]],
    change: Change,
    memory: Draft,
) -> Nearest:
    """The nearest of all articles, their twins left out. `langs` has a number of each article's language."""
    groups = np.full(change.articles, -1, np.int64)
    for article, group in twins.items():
        groups[article] = min(group)
    fame = _fame(vectors)
    space = _Space(vectors, fame, langs, groups)
    near = np.full((change.articles, CIRCLE), -1, np.int64)
    like = np.zeros((change.articles, CIRCLE), np.int64)
    had = _memory.arrays(memory, "nearest", _KINDS)
    stale = np.ones(change.articles, np.bool_)
    old_near = near
    if had is not None and before is not None:
        # Then's articles as they are numbered now; the last place stands for those that are gone.
        now = np.append(change.now, -1)
        there = np.flatnonzero(change.before >= 0)
        near[there] = now[had["near"].reshape(-1, CIRCLE)[change.before[there]]]
        like[there] = had["like"].reshape(-1, CIRCLE)[change.before[there]]
        gone = np.zeros(change.articles, np.bool_)
        gone[there] = (like[there] > 0).sum(axis=1) != (near[there] >= 0).sum(axis=1)
        stale = gone | _stale(space, before, had, near, like, change)
        old_near, old_like = near.copy(), like.copy()
    rows = np.flatnonzero(stale)
    near[rows], like[rows] = space.rows(rows)
    changed = np.ones(change.articles, np.bool_)
    if old_near is not near:
        changed = (change.before < 0) | (near != old_near).any(axis=1) | (like != old_like).any(axis=1)
    if len(rows) or not change.same:
        values: dict[str, NDArray[Any]] = {
            "near": near,
            "like": like,
            "used": fame.used,
            "langs": langs,
            "twins": groups,
        }
        _memory.put_arrays(memory, "nearest", values, _KINDS)
    return Nearest(near.astype(np.int32), like.astype(np.int16), changed)


def _stale(
    space: _Space, before: Vectors, had: Mapping[str, NDArray[Any]], near: Ints, like: Ints, change: Change
) -> NDArray[np.bool_]:
    """Which rows may be others than before."""
    there = np.flatnonzero(change.before >= 0)
    then = change.before[there]
    stale = change.before < 0
    langs = np.full(change.articles, -1, np.int64)
    langs[there] = had["langs"][then]
    if (bool(np.ptp(had["langs"]))) != space.several:
        stale[:] = True
        return stale
    groups = np.full(change.articles, -1, np.int64)
    groups[there] = np.append(change.now, -1)[had["twins"]][then]
    # A group of twins that lost or won a member: all of its articles, then and now.
    moved = np.flatnonzero(groups != space.groups)
    touched = distinct(np.concatenate((groups[moved], space.groups[moved])))
    touched = touched[touched >= 0]
    stale |= among(groups, touched) | among(space.groups, touched) | (groups != space.groups)
    used = np.full(change.articles, -1, np.int64)
    used[there] = had["used"][then]
    stale |= used != space.fame.used
    unlike = _memory.unlike(before.table, space.vectors.table, change)
    terms = _touched(before, space.vectors, unlike, change)
    met = np.zeros(change.articles, np.bool_)
    one, other = _renumbered(_met(before, terms), change.now), space.fame.packed
    met[_other_entries(one, other[terms[other >> (_WEIGHT_BITS + _ARTICLE_BITS)]]) & _ARTICLES] = True
    # An article whose language or whose length of names is another is alike otherwise, whatever it is met through.
    alike_otherwise = langs != space.langs
    alike_otherwise[there] |= before.named[then] != space.vectors.named[there]
    met |= alike_otherwise
    stale |= alike_otherwise
    stale |= unlike
    otherwise = np.flatnonzero(met)
    if _MUCH * len(otherwise) > change.articles:
        stale[:] = True
        return stale
    stale |= (met[near] & (near >= 0)).any(axis=1)
    # From here on likeness may enter a row; a row that is not full takes in whatever is alike at all.
    worst = like.min(axis=1)
    space.entered(otherwise, worst, stale)
    return stale


def _touched(before: Vectors, now: Vectors, unlike: NDArray[np.bool_], change: Change) -> NDArray[np.bool_]:
    """Terms through which others may be met than then: those that articles have, or had, which are new, others or gone."""
    terms = np.zeros(max(before.terms, now.terms), np.bool_)
    terms[now.table["term"][unlike[now.table.owners()]]] = True
    gone = np.ones(len(change.now), np.bool_)
    gone[change.before[~unlike]] = False
    terms[before.table["term"][gone[before.table.owners()]]] = True
    return terms


def _renumbered(packed: Ints, now: Ints) -> Ints:
    """What could be met then, articles being numbered as now; of those that are gone, nothing. Ascending if it was."""
    articles = now[packed & _ARTICLES]
    there = articles >= 0
    found: Ints = (packed[there] & ~_ARTICLES) | articles[there]
    return found


def _other_entries(one: Ints, other: Ints) -> Ints:
    """What stands in only one of two that ascend."""
    both = np.sort(np.concatenate((one, other)), kind="stable")  # which merges what is sorted
    single = np.ones(len(both), np.bool_)
    twice = both[1:] == both[:-1]
    single[1:] &= ~twice
    single[:-1] &= ~twice
    found: Ints = both[single]
    return found


def _met(vectors: Vectors, only: NDArray[np.bool_] | None = None) -> Ints:
    """`_Fame.packed`; of some terms alone where it is said of which."""
    table = vectors.table
    terms, lost = table["term"].astype(np.int64), UNIT - table["weight"].astype(np.int64)
    packed = ((terms << _WEIGHT_BITS | lost) << _ARTICLE_BITS) | table.owners()
    packed = np.sort(packed if only is None else packed[only[terms]])
    term = packed >> (_WEIGHT_BITS + _ARTICLE_BITS)
    firsts = starts_of(np.bincount(term, minlength=vectors.terms))
    found: Ints = packed[np.arange(len(packed)) - firsts[term] < _FAME]
    return found


def _fame(vectors: Vectors) -> _Fame:
    table, packed = vectors.table, _met(vectors)
    starts = starts_of(np.bincount(packed >> (_WEIGHT_BITS + _ARTICLE_BITS), minlength=vectors.terms))
    through = starts_of(np.diff(starts)[table["term"]])
    ends = through[1:] - np.repeat(through[table.starts[:-1]], table.lengths)
    used = np.bincount(table.owners()[ends <= _MEETINGS], minlength=len(table.lengths))
    weights = UNIT - (packed >> _ARTICLE_BITS & _WEIGHTS)
    return _Fame(packed, starts, (packed & _ARTICLES).astype(np.int32), weights.astype(np.int32), used)


class _Space:
    """The vectors of all articles and the way back from terms."""

    def __init__(self, vectors: Vectors, fame: _Fame, langs: NDArray[np.int32], groups: Ints) -> None:
        self.vectors = vectors
        self.fame = fame
        self.langs = langs.astype(np.int64)
        self.groups = groups
        self.several = bool(len(langs) and np.ptp(langs))
        self._least = 1 if self.several else _FAINT * UNIT

    def rows(self, articles: Ints) -> tuple[Ints, Ints]:
        """The rows of these articles: their nearest, and the likeness of those."""
        near = np.full((len(articles), CIRCLE), -1, np.int64)
        like = np.zeros((len(articles), CIRCLE), np.int64)
        together = max(1, _TOGETHER // max(1, len(self.langs)))
        for at in range(0, len(articles), together):
            part = articles[at : at + together]
            row, other, alike = self._alike(part)
            lost = UNIT - alike
            # Most are farther than the last that is kept: so much the less is to be sorted.
            counted = np.bincount(row * (UNIT + 1) + lost, minlength=len(part) * (UNIT + 1)).reshape(len(part), -1)
            farthest = np.sum(np.cumsum(counted, axis=1) < CIRCLE, axis=1)
            near_enough = lost <= farthest[row]
            row, lost, other = row[near_enough], lost[near_enough], other[near_enough]
            packed = np.sort(((row << _WEIGHT_BITS | lost) << _ARTICLE_BITS) | other)
            row, other = packed >> (_WEIGHT_BITS + _ARTICLE_BITS), packed & _ARTICLES
            lost = packed >> _ARTICLE_BITS & _WEIGHTS
            rank = np.arange(len(row)) - starts_of(np.bincount(row, minlength=len(part)))[row]
            kept = rank < CIRCLE
            near[at + row[kept], rank[kept]] = other[kept]
            like[at + row[kept], rank[kept]] = UNIT - lost[kept]
        return near, like

    def _alike(self, articles: Ints) -> tuple[Ints, Ints, Ints]:
        """Row (place in `articles`), other article and likeness, of all that are alike at all."""
        table, fame, size = self.vectors.table, self.fame, len(self.langs)
        at = _ranges(table.starts[articles], table.starts[articles] + fame.used[articles])
        row = np.repeat(np.arange(len(articles)), fame.used[articles])
        terms, weights = table["term"][at], table["weight"][at]
        first, last = fame.starts[terms], fame.starts[terms + 1]
        through = last - first
        met = fame.packed.take(_ranges(first, last))  # at once what would be taken from `articles` and `weights`
        index = (met & _ARTICLES) + np.repeat(row * size, through)
        product = (UNIT - (met >> _ARTICLE_BITS & _WEIGHTS)) * np.repeat(weights.astype(np.int64), through)
        # Products are whole and their sums under 2**53: no order of adding shows.
        sums = np.bincount(index, product, len(articles) * size)
        sums[np.arange(len(articles)) * size + articles] = 0
        strong = np.flatnonzero(sums >= self._least)
        return self._fair(articles, *np.divmod(strong, size), sums[strong].astype(np.int64) // UNIT)

    def _fair(self, articles: Ints, row: Ints, other: Ints, alike: Ints) -> tuple[Ints, Ints, Ints]:
        """The same without twins, and what is far made fair: alike between languages by names alone."""
        mine = articles[row]
        alike = np.minimum(alike, UNIT)  # the weights are rounded, and so their vectors a little longer or shorter
        if self.several:
            far = self.langs[other] != self.langs[mine]
            names = self.vectors.named[other[far]] * self.vectors.named[mine[far]]
            alike[far] = np.minimum(UNIT, alike[far] * (_ACROSS * UNIT * UNIT) / names).astype(np.int64)
        kept = (alike > 0) & ((self.groups[mine] < 0) | (self.groups[mine] != self.groups[other]))
        return row[kept], other[kept], alike[kept]

    def entered(self, others: Ints, worst: Ints, found: NDArray[np.bool_]) -> None:
        """Mark in `found` each article whose row one of `others` may enter, given the least likeness in each row."""
        table, fame, size = self.vectors.table, self.fame, len(self.langs)
        # The places in `fame` of these others.
        is_other = np.zeros(size, np.bool_)
        is_other[others] = True
        at = np.flatnonzero(is_other[fame.articles])
        term = np.searchsorted(fame.starts, at, side="right") - 1
        # Article by article what each meets through their terms, told by term: all that use one, however many.
        through = np.arange(len(table["term"])) - np.repeat(table.starts[:-1], table.lengths)
        mine = table.owners()
        theirs = np.zeros(self.vectors.terms, np.bool_)
        theirs[term] = True
        using = (through < fame.used[mine]) & theirs[table["term"]]
        terms, mine, weights = table["term"][using], mine[using], table["weight"][using].astype(np.int64)
        order = np.argsort(terms, kind="stable")
        mine, weights = mine[order], weights[order]
        starts = starts_of(np.bincount(terms, minlength=self.vectors.terms))
        by_other = np.argsort(fame.articles[at], kind="stable")
        at, term = at[by_other], term[by_other]
        ends = np.searchsorted(fame.articles[at], others, side="right")
        begin = 0
        for other, end in zip(others.tolist(), ends.tolist(), strict=True):
            own, where = term[begin:end], at[begin:end]
            begin = end
            first, last = starts[own], starts[own + 1]
            reach = _ranges(first, last)
            sums = np.bincount(mine[reach], weights[reach] * np.repeat(fame.weights[where], last - first), size)
            row = np.flatnonzero(sums >= self._least)
            row = row[row != other]
            row, _, alike = self._fair(
                np.arange(size), row, np.full(len(row), other), sums[row].astype(np.int64) // UNIT
            )
            found[row[alike >= worst[row]]] = True


def _ranges(first: Ints, last: Ints) -> Ints:
    """All numbers from each of `first` to before its `last`, one range after another."""
    starts = starts_of(last - first)
    return np.arange(starts[-1]) + np.repeat(first - starts[:-1], last - first)
