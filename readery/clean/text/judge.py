"""Whether each passage of a page belongs to its article.

Boosted trees weigh what a passage says, its form, its place and its neighbours (`signs`, `context`); then the page is decided
as a sequence: changing sides between neighbours costs `stay`, and the cheapest sequence is found by Viterbi's algorithm (IEEE
Trans. Inf. Theory 13, 1967). What was learned stands in ``model.json``, written by `benchmarks/train_text.py`.
"""

from __future__ import annotations

import functools
import itertools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import numpy as np

from readery.clean.text import context, trees
from readery.clean.text.along import Numbers
from readery.clean.text.signs import Sight

MEASURES = (*context.MEASURES, *context.SAID)
"""Names of the measures by which passages are judged, in the order of a table's rows."""


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned."""

    said: Mapping[str, float]
    """Use of a phrase (`context.use`) → how much it speaks for the article (positive) or against it."""
    trees: trees.Trees
    """They judge columns of `MEASURES`."""
    stay: float
    """Cost of a change of sides between neighbours."""


@functools.cache
def shipped() -> Model:
    """The model that comes with Readery."""
    return read(resources.files(__package__).joinpath("model.json").read_text(encoding="utf-8"))


def read(text: str) -> Model:
    """The model in a JSON text. Raises ValueError where it asks for a measure that does not exist."""
    data = json.loads(text)
    return Model(data["said"], trees.read(data, MEASURES), data["stay"])


def judge(sight: Sight, model: Model) -> list[list[bool]]:
    """For each of the pages that were looked at together, whether each of its passages belongs to its article."""
    scores = model.trees.scores(measured(sight, model.said)).tolist()
    ends = itertools.accumulate(sight.sizes)
    return [decide(scores[end - size : end], model.stay) for end, size in zip(ends, sight.sizes, strict=True)]


def measured(sight: Sight, weights: Mapping[str, float]) -> Numbers:
    """A column of `MEASURES` for each passage; `weights` are a model's."""
    return np.concatenate((sight.table, context.said(sight, weights)))


def decide(scores: Sequence[float], stay: float) -> list[bool]:
    """The likeliest sequence of sides: whether each passage belongs to the article. Linear in their number."""
    inside = outside = 0.0
    back: list[tuple[bool, bool]] = []
    for score in scores:
        from_in = inside >= outside - stay
        from_out = outside >= inside - stay
        back.append((from_in, from_out))
        inside, outside = (inside if from_in else outside - stay) + score, outside if from_out else inside - stay
    side = inside > outside
    sides: list[bool] = []
    for from_in, from_out in reversed(back):
        sides.append(side)
        side = from_in if side else not from_out
    return sides[::-1]
