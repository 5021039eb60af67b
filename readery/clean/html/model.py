"""The learned part of judging passages: the trees in ``model.json``, as ``benchmarks/train_html.py`` wrote them."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from readery.clean import trees
from readery.clean.html import features
from readery.clean.trees import Trees

_CLEAR = 3.5
"""Score beyond which the remaining trees are not asked (odds of 33 to 1)."""


@dataclass(frozen=True, slots=True)
class Model:
    """Boosted trees, ready to judge."""

    trees: Trees
    """Their sum is the logarithm of the odds that a passage belongs to the article."""

    def belong(self, measures: NDArray[np.float32]) -> NDArray[np.float64]:
        """How likely each passage belongs to the article, 0 to 1, by its measures (`features.Measured.values`)."""
        return 1.0 / (1.0 + np.exp(-self.trees.scores(measures, _CLEAR)))


@functools.cache
def shipped() -> Model:
    """The model that comes with Readery."""
    return read(resources.files(__package__).joinpath("model.json").read_text(encoding="utf-8"))


def read(text: str) -> Model:
    """The model in a JSON text. Raises ValueError where it names a measure that does not exist."""
    return Model(trees.read(json.loads(text), features.NAMES))
