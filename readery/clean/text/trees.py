"""Boosted trees that ask the same question on each level, kept as readable data and evaluated for all passages at once.

A tree asks up to eight questions, each whether a measure is above a limit; the answers, as bits, name the number that it
adds to the score. The sum of all trees is the logarithm of the odds of what was learned (oblivious trees: Prokhorenkova
et al., CatBoost, NeurIPS 2018). Since no question depends on another's answer, NumPy asks them all in a few steps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

_AT_ONCE = 1024
"""Columns that are judged at once at most: all answers of a column take some kilobytes."""


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees, ready to judge."""

    start: float
    """Score before any tree."""
    columns: npt.NDArray[np.intp]
    """Place of the measure that each question of each tree is about, tree by tree."""
    limits: npt.NDArray[np.float32]
    """The questions' limits, as a column."""
    adds: npt.NDArray[np.float32]
    """What each tree adds for each combination of answers, tree by tree."""
    firsts: npt.NDArray[np.intp]
    """Where each tree's part of `adds` begins, as a column."""

    def scores(self, measures: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Logarithm of the odds for each column of measures."""
        columns = measures.shape[1]
        if not columns:
            return np.zeros(0, np.float32)
        if columns == 1:  # NumPy would sum a single column in another order than the same one among others
            return self._scores(np.repeat(measures, 2, axis=1))[:1]
        if columns <= _AT_ONCE:
            return self._scores(measures)
        # Parts alike in size, so that none has a single column.
        parts = np.array_split(measures, -(-columns // _AT_ONCE), axis=1)
        return np.concatenate([self._scores(part) for part in parts])

    def _scores(self, measures: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        above = measures[self.columns] > self.limits
        questions = above.reshape(len(self.firsts), -1, measures.shape[1]).view(np.uint8)
        answers = np.einsum("tqr,q->tr", questions, np.uint8(1) << np.arange(questions.shape[1], dtype=np.uint8))
        found: npt.NDArray[np.float32] = self.adds.take(answers + self.firsts).sum(0)
        return found + np.float32(self.start)


def read(data: Mapping[str, Any], measures: Sequence[str]) -> Trees:
    """The trees in ``{"start": …, "trees": [[[measure, limit], …, [what it adds, …]], …]}``.

    Raises ValueError where they name a measure that is not in `measures`.
    """
    places = {name: number for number, name in enumerate(measures)}
    depth = max(len(tree) - 1 for tree in data["trees"])
    columns: list[int] = []
    limits: list[float] = []
    adds: list[float] = []
    for *questions, added in data["trees"]:
        for name, limit in questions:
            if name not in places:
                raise ValueError(f'the model asks for the measure "{name}", which does not exist. Train it again.')
            columns.append(places[name])
            limits.append(limit)
        missing = depth - len(questions)  # nothing is above infinity: these bits are 0
        columns += [0] * missing
        limits += [np.inf] * missing
        adds += added + [0.0] * (2**depth - len(added))
    return Trees(
        data["start"],
        np.array(columns, np.intp),
        np.array(limits, np.float32)[:, np.newaxis],
        np.array(adds, np.float32),
        np.arange(0, len(adds), 2**depth)[:, np.newaxis],
    )
