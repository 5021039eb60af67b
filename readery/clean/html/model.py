"""The learned part of judging: boosted decision trees, kept as readable data and evaluated in plain Python.

`model.json` holds the trees as `benchmarks/train_html.py` wrote them. A tree is a number (what it adds to the score)
or ``[measure, limit, tree, tree]``: the first where the measure is at most the limit, else the second. The sum of all
trees is the logarithm of the odds that a passage belongs to the article.
"""

from __future__ import annotations

import ast
import functools
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import resources
from math import exp
from typing import Any, cast

from readery.clean.html import features

_GROUP = 20
"""Trees after which it is asked whether the answer is clear already."""
_CLEAR = 3.5
"""Score beyond which the remaining trees are not asked (odds of 33 to 1)."""

_Sum = Callable[[Sequence[float]], float]


@dataclass(frozen=True, slots=True)
class Model:
    """Boosted trees, ready to judge."""

    start: float
    """Score before any tree."""
    groups: tuple[_Sum, ...]
    """Each adds up some of the trees for a row of measures."""

    def belongs(self, row: Sequence[float]) -> float:
        """How likely a passage with these measures (`features.NAMES`) belongs to the article, 0 to 1."""
        score = self.start
        for group in self.groups:
            score += group(row)
            if score > _CLEAR or score < -_CLEAR:
                break
        return 1.0 / (1.0 + exp(-score))


@functools.cache
def shipped() -> Model:
    """The model that comes with Readery."""
    return read(resources.files(__package__).joinpath("model.json").read_text(encoding="utf-8"))


def read(text: str) -> Model:
    """The model in a JSON text. Raises ValueError where it names a measure that does not exist."""
    data: dict[str, Any] = json.loads(text)
    places = {name: number for number, name in enumerate(features.NAMES)}
    trees = [_expression(tree, places) for tree in data["trees"]]
    return Model(data["start"], tuple(_sum(trees[at : at + _GROUP]) for at in range(0, len(trees), _GROUP)))


def _expression(tree: Any, places: dict[str, int]) -> ast.expr:
    """A tree as a conditional expression over the row `r`. Trees are a few levels deep, so this may recurse."""
    if not isinstance(tree, list):
        return ast.Constant(float(tree))
    name, limit, first, second = tree
    if name not in places:
        raise ValueError(f'the model asks for the measure "{name}", which does not exist. Train it again.')
    value = ast.Subscript(ast.Name("r", ast.Load()), ast.Constant(places[name]), ast.Load())
    test = ast.Compare(value, [ast.LtE()], [ast.Constant(float(limit))])
    return ast.IfExp(test, _expression(first, places), _expression(second, places))


def _sum(trees: Sequence[ast.expr]) -> _Sum:
    """A function that adds up `trees`; compiled, since interpreting them would take most of the time of a page."""
    total = trees[0]
    for tree in trees[1:]:
        total = ast.BinOp(total, ast.Add(), tree)
    row = ast.arguments([], [ast.arg("r")], None, [], [], None, [])
    whole = ast.fix_missing_locations(ast.Expression(ast.Lambda(row, total)))
    return cast(_Sum, eval(compile(whole, "model.json", "eval"), {"__builtins__": {}}))
