"""Boosted decision trees, kept as readable data and evaluated for many rows at once.

A tree is a number (what it adds to the score) or ``[measure, limit, tree, tree]``: the first where the measure is at
most the limit, else the second. The sum of all trees is the logarithm of the odds of what was learned.

Every question of every tree is asked of every row; an answer rules out the leaves of one side. The leaves that are left
are bits of a number, the lowest of which is where the row ends (QuickScorer: Lucchese et al., SIGIR 2015).
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

_GROUP = 20
"""Trees after which it is asked whether the answer is clear already."""
_STAGES = (3, 6)
"""Groups after which the rows with a clear answer are taken out: most answers are clear after few trees."""
_ROWS = 500
"""Rows that are judged at once: enough that the steps between do not show, few enough that memory stays small."""
_MOST_LEAVES = 16
"""Bits of the numbers in which the leaves of a tree that are left are kept."""
_ALL = (1 << _MOST_LEAVES) - 1

_Question = tuple[str, float, int, int]
"""Measure, limit, and the leaves (first, after the last) that are ruled out where the measure is above the limit."""
_NO_QUESTION: _Question = ("", np.inf, 0, 0)
"""Stands in a tree with fewer questions than others: nothing is above its limit."""


@dataclass(frozen=True, slots=True)
class _Trees:
    """Some of the trees."""

    columns: NDArray[np.intp]
    """Place of the measure that each question is about: the first question of each tree, then the second of each, and so on."""
    limits: NDArray[np.float32]
    """The questions' limits, as a column."""
    ruled_out: NDArray[np.uint16]
    """The leaves that an answer above the limit rules out, as bits: (questions of a tree, trees, 1)."""
    adds: NDArray[np.float64]
    """What each leaf adds, tree by tree."""
    firsts: NDArray[np.intp]
    """Where each tree's part of `adds` begins, as a column."""

    def sums(self, measures: NDArray[np.float32]) -> NDArray[np.float64]:
        """What each group of trees adds for each row: (groups, rows)."""
        questions, trees, _ = self.ruled_out.shape
        above = (measures.take(self.columns, 0) > self.limits).reshape(questions, trees, measures.shape[1])
        ends = _lowest_bits().take(~np.bitwise_or.reduce(above * self.ruled_out, 0))
        found = self.adds.take(ends + self.firsts)
        return np.add.reduceat(found, np.arange(0, trees, _GROUP), 0)


@dataclass(frozen=True, slots=True)
class Trees:
    """Boosted trees, ready to judge."""

    start: float
    """Score before any tree."""
    stages: tuple[_Trees, ...]
    """The trees, in the order in which they are asked."""

    def scores(self, measures: NDArray[np.float32], clear: float) -> NDArray[np.float64]:
        """Logarithm of the odds for each row, of which `measures` holds the columns: (measures, rows).

        Beyond `clear` on either side the remaining trees are not asked.
        """
        parts = range(0, measures.shape[1], _ROWS)
        return np.concatenate([self._scores(measures[:, at : at + _ROWS], clear) for at in parts] or [np.zeros(0)])

    def _scores(self, measures: NDArray[np.float32], clear: float) -> NDArray[np.float64]:
        scores = np.full(measures.shape[1], self.start)
        open_ = np.arange(len(scores))
        for stage in self.stages:
            sums = stage.sums(measures)
            sums[0] += scores[open_]
            sums = sums.cumsum(0)
            is_clear = np.abs(sums) > clear
            decided = is_clear.any(0)
            at = np.where(decided, is_clear.argmax(0), len(sums) - 1)
            scores[open_] = sums[at, np.arange(len(open_))]
            open_, measures = open_[~decided], measures[:, ~decided]
            if not len(open_):
                break
        return scores


def read(data: Mapping[str, Any], measures: Sequence[str]) -> Trees:
    """The trees in ``{"start": …, "trees": […]}``.

    Raises ValueError where they name a measure that is not in `measures`, or have too many leaves.
    """
    places = {name: number for number, name in enumerate(measures)}
    edges = [0, *(stage * _GROUP for stage in _STAGES), len(data["trees"])]
    parts = (data["trees"][begin:end] for begin, end in itertools.pairwise(edges))
    return Trees(data["start"], tuple(_packed(part, places) for part in parts if part))


def _packed(trees: Sequence[Any], places: Mapping[str, int]) -> _Trees:
    leaves: list[list[float]] = [[] for _ in trees]
    asked = [list(_questions(tree, found)) for tree, found in zip(trees, leaves, strict=True)]
    most = max(map(len, leaves))
    if most > _MOST_LEAVES:
        raise ValueError(
            f"a tree of the model has {most} leaves; {_MOST_LEAVES} are the most. Train it again with fewer."
        )
    columns: list[int] = []
    limits: list[float] = []
    ruled_out: list[int] = []
    for questions in itertools.zip_longest(*asked):
        for name, limit, first, end in (each or _NO_QUESTION for each in questions):
            if name and name not in places:
                raise ValueError(f'the model asks for the measure "{name}", which does not exist. Train it again.')
            columns.append(places.get(name, 0))
            limits.append(limit)
            ruled_out.append((1 << end) - (1 << first))
    return _Trees(
        np.array(columns, np.intp),
        np.array(limits, np.float32)[:, np.newaxis],
        np.array(ruled_out, np.uint16).reshape(most - 1, len(trees), 1),
        np.array([found + [0.0] * (most - len(found)) for found in leaves]).ravel(),
        np.arange(0, most * len(trees), most)[:, np.newaxis],
    )


def _questions(tree: Any, leaves: list[float]) -> Iterator[_Question]:
    """The questions of a tree, whose leaves are added to `leaves`. Trees are a few levels deep, so this may recurse."""
    if not isinstance(tree, list):
        leaves.append(float(tree))
        return
    name, limit, first, second = tree
    begin = len(leaves)
    yield from _questions(first, leaves)
    yield name, float(limit), begin, len(leaves)
    yield from _questions(second, leaves)


@functools.cache
def _lowest_bits() -> NDArray[np.uint8]:
    """Number → place of its lowest bit that is set."""
    numbers = np.arange(_ALL + 1)
    numbers[0] = 1
    lowest: NDArray[np.uint8] = np.log2(numbers & -numbers).astype(np.uint8)
    return lowest
