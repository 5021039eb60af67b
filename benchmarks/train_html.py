"""Trains the model that judges passages of HTML pages.

    python -m benchmarks.train_html ../shared/corpora

Needs ``lightgbm`` and ``numpy`` beside Readery's own dependencies (they are not among the project's: nothing but this
script uses them). Writes ``readery/clean/html/model.json``, trained on all pages, and ``benchmarks/folds/html-N.json``,
each trained without the sites of part N: `benchmarks.quality` judges a page by the model that saw no page of its site.

What is right is known by passage: where the truth is a text, a passage is right if most of its 4-grams stand there (a
short one if it stands there beside its neighbour); where the truth is segments, only passages that hold one are known.
Captions are left to rules, since some truths hold them and some do not.
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

from benchmarks.corpora import FOLDS, NAMES, Case, cases, folded, tokens
from readery.clean import html
from readery.clean.html import features, hints, tree
from readery.clean.html.tree import Passage

TREES = 240
PARAMETERS = {
    "objective": "binary",
    "learning_rate": 0.06,
    "num_leaves": 16,
    "min_child_samples": 40,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "seed": 1,
    "deterministic": True,
    "force_col_wise": True,
    "num_threads": 1,
    "verbose": -1,
}
_SEGMENT_WEIGHT = 1.2
"""Weight of a passage that is known by a segment; one known by a text weighs as its share of the page's text."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A page's passages, measured."""

    case: Case
    rows: Sequence[Sequence[float]]
    labels: Sequence[float | None]
    weights: Sequence[float]


def sample(case: Case) -> Sample:
    """Measure and label the passages of a page."""
    whole = tree.parse(case.page.text)
    facts = html.known(whole, case.page)
    found = tree.read(whole)
    rows = [row for row in features.measure(found, facts) if row]
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
        _SEGMENT_WEIGHT if case.corpus == "segments" else min(30.0, 100 * (size + 2) / (right + 50)) for size in sizes
    ]
    return Sample(case, rows, labels, weights)


def by_text(passages: Sequence[Passage], truth: str) -> list[float | None]:
    """1 where a passage stands in the true text, 0 where it does not, None where that cannot be told."""
    right = tokens(truth)
    joined = f" {' '.join(right)} "
    grams = set(zip(right, right[1:], right[2:], right[3:], strict=False))
    words = [tokens(passage.text) for passage in passages]
    labels: list[float | None] = []
    for each in words:
        if len(each) >= 6:
            own = list(zip(each, each[1:], each[2:], each[3:], strict=False))
            labels.append(float(sum(gram in grams for gram in own) > len(own) / 2))
        else:
            labels.append(None)
    sure = [number for number, label in enumerate(labels) if label]
    first, last = (sure[0], sure[-1]) if sure else (0, len(words))
    for number, each in enumerate(words):
        if labels[number] is None and each:
            after = next((near for near in words[number + 1 : number + 4] if near), [])[:3]
            before = next((near for near in reversed(words[max(0, number - 3) : number]) if near), [])[-3:]
            beside = (after and f" {' '.join(each + after)} " in joined) or (
                before and f" {' '.join(before + each)} " in joined
            )
            if f" {' '.join(each)} " not in joined:
                labels[number] = 0.0
            elif beside and first - 3 <= number <= last + 3:
                labels[number] = 1.0
            elif not first <= number <= last:
                labels[number] = 0.0
    seen: set[str] = set()
    for number, passage in enumerate(passages):
        if labels[number] and len(passage.text) > 40:
            if passage.text[:200] in seen:
                labels[number] = None
            seen.add(passage.text[:200])
    return labels


def by_segments(passages: Sequence[Passage], wanted: Iterable[str], unwanted: Iterable[str]) -> list[float | None]:
    """1 where a passage holds a wanted segment (the longest such passage), 0 for an unwanted one, else None."""
    texts = [folded(passage.text) for passage in passages]
    labels: list[float | None] = [None] * len(texts)
    for segment in filter(None, map(folded, unwanted)):
        for number, text in enumerate(texts):
            if segment in text:
                labels[number] = 0.0
    for segment in filter(None, map(folded, wanted)):
        hits = [number for number, text in enumerate(texts) if segment in text]
        if hits:
            best = max(hits, key=lambda number: len(texts[number]))
            labels[best] = None if labels[best] == 0.0 else 1.0
    return labels


def train(samples: Iterable[Sample]) -> dict[str, Any]:
    """The model of these pages, as it is written."""
    rows: list[Sequence[float]] = []
    labels: list[float] = []
    weights: list[float] = []
    for each in samples:
        for row, label, weight in zip(each.rows, each.labels, each.weights, strict=True):
            if label is not None:
                rows.append(row)
                labels.append(label)
                weights.append(weight)
    data = lightgbm.Dataset(numpy.array(rows, dtype=numpy.float64), label=labels, weight=weights)
    dumped = lightgbm.train(PARAMETERS, data, TREES).dump_model()
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
    corpora = parser.parse_args().corpora
    samples = [sample(case) for name in NAMES for case in cases(corpora, name)]
    here = Path(__file__).resolve().parent
    for fold in range(FOLDS):
        write(here / "folds" / f"html-{fold}.json", train(each for each in samples if each.case.fold != fold))
    write(here.parent / "readery" / "clean" / "html" / "model.json", train(samples))


if __name__ == "__main__":
    main()
