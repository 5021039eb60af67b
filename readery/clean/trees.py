"""Boosted decision trees, kept as readable data and evaluated in plain Python.

A tree is a number (what it adds to the score) or ``[measure, limit, tree, tree]``: the first where the measure is at
most the limit, else the second. The sum of all trees is the logarithm of the odds of what was learned.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

_GROUP = 20
"""Trees after which it is asked whether the answer is clear already."""

_Sum = Callable[[Sequence[float]], float]


@dataclass(frozen=True, slots=True)
class Trees:
    """Boosted trees, ready to judge."""

    start: float
    """Score before any tree."""
    groups: tuple[_Sum, ...]
    """Each adds up some of the trees for a row of measures."""

    def score(self, row: Sequence[float], clear: float) -> float:
        """Logarithm of the odds for a row of measures; beyond `clear` on either side the remaining trees are not asked."""
        score = self.start
        for group in self.groups:
            score += group(row)
            if score > clear or score < -clear:
                break
        return score


def read(data: dict[str, Any], measures: Sequence[str]) -> Trees:
    """The trees in ``{"start": …, "trees": […]}``. Raises ValueError where they name a measure that is not in `measures`."""
    places = {name: number for number, name in enumerate(measures)}
    trees = [_expression(tree, places) for tree in data["trees"]]
    return Trees(data["start"], tuple(_sum(trees[at : at + _GROUP]) for at in range(0, len(trees), _GROUP)))


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
    return cast(_Sum, eval(compile(whole, "trees", "eval"), {"__builtins__": {}}))
