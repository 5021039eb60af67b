"""Whether each passage of a page belongs to its article: signs are weighed, then the page is decided as a whole sequence.

The weights in ``model.json`` were learned by `benchmarks/text_train.py` (logistic regression). A sum of weights says how
much a passage looks like an article's; changing sides between neighbours costs `stay`, and the cheapest sequence is
found by Viterbi's algorithm (IEEE Trans. Inf. Theory 13, 1967), so that a lone odd line follows its neighbours.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from readery.clean.text.signs import Seen


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned."""

    bias: float
    """Added to every sum."""
    stay: float
    """Cost of a change between neighbours."""
    weights: dict[str, float]
    """Sign → how much it speaks for the article (positive) or against it."""


@functools.cache
def model() -> Model:
    """The model that ships with the package."""
    data = json.loads(resources.files(__package__).joinpath("model.json").read_text(encoding="utf-8"))
    return Model(data["bias"], data["stay"], data["weights"])


def weigh(seen: Sequence[Seen], learned: Model) -> list[float]:
    """How much each passage looks like an article's; 0 is undecided, a unit is a factor e of the odds."""
    get = learned.weights.get
    return [learned.bias + sum([get(sign, 0.0) for sign in each.signs]) for each in seen]


def decide(weights: Sequence[float], stay: float) -> list[bool]:
    """The likeliest sequence of sides: whether each passage belongs to the article. Linear in their number."""
    inside = outside = 0.0
    back: list[tuple[bool, bool]] = []
    for weight in weights:
        from_in = inside >= outside - stay
        from_out = outside >= inside - stay
        back.append((from_in, from_out))
        inside, outside = (inside if from_in else outside - stay) + weight, outside if from_out else inside - stay
    side = inside > outside
    sides: list[bool] = []
    for from_in, from_out in reversed(back):
        sides.append(side)
        side = from_in if side else not from_out
    return sides[::-1]
