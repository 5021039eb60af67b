"""Trains the model that judges passages of HTML pages.

    python -m benchmarks.train_html ../shared/corpora --manuals ../manuals    as the models that ship were made
    python -m benchmarks.train_html ../shared/corpora                         without pages of manuals

Needs ``lightgbm`` and ``numpy`` beside Readery's own dependencies (they are not among the project's: nothing but this
script uses them). Writes ``readery/clean/html/model.json``, trained on all pages, and ``benchmarks/folds/html-N.json``,
each trained without the sites of part N: `benchmarks.quality` judges a page by the model that saw no page of its site.

What is right is known by passage (see `labels`). Captions are left to rules, since some truths hold them and some do not.
Pages of manuals (see `manuals`) weigh little: they show lists, tables and code that belong to a text, and are all alike. Each page is
learned from twice: as it is, and with less weight once more without the hints that its names give, so that
the model can tell an article where names say nothing.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy
import numpy.typing

from benchmarks.corpora import FOLDS, NAMES, Case, cases, tokens
from benchmarks.labels import by_segments, by_text
from readery.clean import html
from readery.clean.html import features, hints, tree
from readery.clean.html.tree import Passages

TREES = 240
PARAMETERS = {
    "objective": "binary",
    "learning_rate": 0.06,
    "num_leaves": 12,
    "min_child_samples": 20,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "seed": 1,
    "deterministic": True,
    "force_col_wise": True,
    "num_threads": 1,
    "verbose": -1,
    "monotone_constraints_method": "intermediate",
}
_AGAINST = frozenset(
    "broken_off says_related says_share says_appeal says_advert says_aside in_property in_comment in_footer in_share "
    "in_tags in_elsewhere below_comment below_footer below_share below_tags below_related below_appeal below_advert "
    "below_author below_elsewhere".split()
)
"""Measures that may only speak against a passage, whatever the pages at hand say: that holds for pages elsewhere too."""
_FOR = frozenset({"said", "in_article_body"})
"""Measures that may only speak for it."""
_SEGMENT_WEIGHT = 4.0
"""Weight of a passage that is known by a segment; one known by a text weighs as its share of the page's text. At 1.2, 2.8, 4 and 6
F1 on segments was 0.937, 0.942, 0.945 and 0.946, and on the others the same within 0.002; at 6 structure suffers."""
_MANUALS_WEIGHT = 0.06
"""Weight of a page of a manual beside another page."""
_NAMELESS_WEIGHT = 0.3
"""Weight of a passage without the hints of names, beside the same one with them."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A page's passages, measured."""

    case: Case
    rows: numpy.typing.NDArray[numpy.float32]
    """(passages, measures)."""
    nameless: numpy.typing.NDArray[numpy.float32]
    """The same passages without the hints of names."""
    labels: Sequence[float | None]
    weights: Sequence[float]


def sample(case: Case, weight: float = 1.0) -> Sample:
    """Measure and label the passages of a page, which weighs `weight`."""
    whole = tree.parse(case.page.text)
    facts = html.known(whole, case.page)
    found = tree.read(whole, facts.language)
    rows = features.measure(found, facts).values.T
    passages = [passage for passage in found.passages if not passage.closed]
    if case.corpus == "segments":
        labels = by_segments(passages, case.truth["with"], case.truth["without"])
    else:
        labels = by_text(passages, case.text)
    captions = hints.IN_FIGURE | hints.IN_FIGCAPTION
    labels = [None if p.box.inside & captions else label for p, label in zip(passages, labels, strict=True)]
    sizes = [len(tokens(passage.text)) for passage in passages]
    right = sum(size for size, label in zip(sizes, labels, strict=True) if label)
    weights = [
        weight * (_SEGMENT_WEIGHT if case.corpus == "segments" else min(30.0, 100 * (size + 2) / (right + 50)))
        for size in sizes
    ]
    # Every other page keeps its classes: they say nothing, but still what is of one kind.
    nameless = features.measure(without_names(found, len(case.name) % 2 == 0), facts).values.T
    return Sample(case, rows, nameless, labels, weights)


def without_names(found: Passages, classes: bool) -> Passages:
    """`found` as if no element had a name that hints at something; without `classes`, as if none had a class at all.

    The boxes are changed.
    """
    for box in found.boxes:
        box.hints = hints.of_tag(box.tag) | (hints.HIDDEN if box.unseen else 0)
        box.inside = (box.parent.inside if box.parent else 0) | box.hints
        box.good = 0
        if not classes:
            box.classes = ""
    for passage in found.passages:
        chars = len(passage.text)
        beside = passage.closed or passage.box.inside & hints.BESIDE
        if chars >= 80 and passage.link_chars < chars * 0.4 and not beside:
            passage.box.good += chars
    for box in reversed(found.boxes):
        if box.parent is not None:
            box.parent.good += box.good
    return found


def train(samples: Iterable[Sample]) -> dict[str, Any]:
    """The model of these pages, as it is written."""
    rows: list[numpy.typing.NDArray[numpy.float32]] = []
    labels: list[float] = []
    weights: list[float] = []
    for each in samples:
        for row, nameless, label, weight in zip(each.rows, each.nameless, each.labels, each.weights, strict=True):
            if label is not None:
                rows += (row, nameless)
                labels += (label, label)
                weights += (weight, weight * _NAMELESS_WEIGHT)
    data = lightgbm.Dataset(numpy.array(rows, dtype=numpy.float64), label=labels, weight=weights)
    signs = [-1 if name in _AGAINST else 1 if name in _FOR else 0 for name in features.NAMES]
    dumped = lightgbm.train(PARAMETERS | {"monotone_constraints": signs}, data, TREES).dump_model()
    trees = [_tree(each["tree_structure"]) for each in dumped["tree_info"]]
    return {"about": "Written by benchmarks/train_html.py.", "start": 0.0, "trees": trees}


def _tree(node: dict[str, Any]) -> Any:
    if "leaf_value" in node:
        return round(node["leaf_value"], 4)
    name = features.NAMES[node["split_feature"]]
    return [name, float(f"{node['threshold']:.6g}"), _tree(node["left_child"]), _tree(node["right_child"])]


def write(path: Path, model: dict[str, Any]) -> None:
    """Write a model, a tree a line."""
    path.parent.mkdir(exist_ok=True)
    trees = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in model["trees"])
    head = json.dumps({"about": model["about"], "start": model["start"]})
    path.write_text(f'{head[:-1]}, "trees": [\n{trees}\n]}}\n', encoding="utf-8")
    print(f"{path}: {len(model['trees'])} trees")


def main() -> None:
    """Trains and writes the models."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, help="the folder that holds articles/, segments/, reader/")
    parser.add_argument("--manuals", type=Path, help="the folder that benchmarks.manuals wrote: learn from it, too")
    arguments = parser.parse_args()
    samples = [sample(case) for name in NAMES for case in cases(arguments.corpora, name)]
    if arguments.manuals:
        samples += [sample(case, _MANUALS_WEIGHT) for case in cases(arguments.manuals.parent, arguments.manuals.name)]
    here = Path(__file__).resolve().parent
    for fold in range(FOLDS):
        write(here / "folds" / f"html-{fold}.json", train(each for each in samples if each.case.fold != fold))
    write(here.parent / "readery" / "clean" / "html" / "model.json", train(samples))


if __name__ == "__main__":
    main()
