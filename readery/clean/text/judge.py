"""Whether each passage of a page belongs to its article.

Three looks, each wider than the one before: the signs of a passage are weighed (logistic regression); boosted trees
weigh that against its neighbours and its place (`context`); and the page is decided as a sequence: changing sides
between neighbours costs `stay`, and the cheapest sequence is found by Viterbi's algorithm (IEEE Trans. Inf. Theory 13,
1967). What was learned stands in ``model.json``, written by `benchmarks/train_text.py`.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from readery.clean import trees
from readery.clean.text.context import MEASURES, measure
from readery.clean.text.lines import Passage
from readery.clean.text.signs import Seen

_CLEAR = 4.0
"""Score beyond which the remaining trees are not asked (odds of 55 to 1)."""


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned."""

    bias: float
    """Added to every passage's weight."""
    signs: Mapping[str, float]
    """Sign → how much it speaks for the article (positive) or against it."""
    trees: trees.Trees
    """They judge a row of `context.MEASURES`."""
    stay: float
    """Cost of a change of sides between neighbours."""


@functools.cache
def shipped() -> Model:
    """The model that comes with Readery."""
    return read(resources.files(__package__).joinpath("model.json").read_text(encoding="utf-8"))


def read(text: str) -> Model:
    """The model in a JSON text. Raises ValueError where it asks for a measure that does not exist."""
    data = json.loads(text)
    return Model(data["bias"], data["signs"], trees.read(data, MEASURES), data["stay"])


def judge(page: Sequence[Passage], seen: Sequence[Seen], model: Model) -> list[bool]:
    """Whether each passage of a page belongs to its article."""
    rows = measure(page, seen, weigh(seen, model))
    score = model.trees.score
    return decide([score(row, _CLEAR) for row in rows], model.stay)


def weigh(seen: Sequence[Seen], model: Model) -> list[float]:
    """How much each passage looks like an article's by itself; 0 is undecided, a unit is a factor e of the odds."""
    get = model.signs.get
    return [model.bias + sum([get(sign, 0.0) for sign in each.signs]) for each in seen]


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
