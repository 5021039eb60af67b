"""Trains the model that judges passages of text scrapes.

    python -m benchmarks.train_text ../shared/corpora

Needs ``lightgbm``, ``numpy``, ``scipy``, ``trafilatura`` and ``resiliparse`` beside Readery's own dependencies (nothing but
this script uses them). Writes ``readery/clean/text/model.json``, trained on all pages, and ``benchmarks/folds/text-N.json``,
each trained without the sites of part N: `benchmarks.text` judges a page by the model that saw no page of its site.

What is right is known by passage. Where the truth is a text, a passage is right if most of its 4-grams stand there (a short
one if it stands there beside its neighbour). Where the truth is segments, trafilatura's reading of the page's HTML stands in
for the text, with less weight, and the segments overrule it. The pages of ``reader`` are scraped here, in both forms.

Which passage is the title is learned from the pages of ``segments`` and ``reader`` whose title is known, with and without
their address: ``title.json``, ``benchmarks/folds/title-N.json``.

First come the weights of signs (logistic regression), then the trees over weights and context. The trees of a model learn
from weights that other pages' signs gave, never from those that the page itself helped to set.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy
import trafilatura
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree
from scipy import sparse
from scipy.optimize import minimize

from benchmarks import corpora as known
from benchmarks import text as scrapes
from benchmarks.corpora import FOLDS, folded, tokens
from readery.clean.text import captions, context, head, judge, lines, titles
from readery.clean.text.lines import Passage
from readery.clean.text.signs import Seen, see
from readery.languages import find, guess, load, stop_words
from readery.languages.phrases import phrases

TREES = 140
TITLE_TREES = 80
TITLE_PARAMETERS = {"num_leaves": 8, "min_child_samples": 15, "learning_rate": 0.08}
PARAMETERS = {
    "objective": "binary",
    "learning_rate": 0.07,
    "num_leaves": 12,
    "min_child_samples": 60,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 8.0,
    "seed": 1,
    "deterministic": True,
    "force_col_wise": True,
    "num_threads": 2,
    "verbose": -1,
}
STAY = 0.1
"""Cost of a change of sides: the trees know the neighbours already, so a little is enough."""
START = 0.1
"""Where scores begin: in doubt a passage is kept."""
_RIDGE = 3.0
"""Weight of the squared weights of signs."""
_FEWEST = 8
"""Passages that must bear a sign before it gets a weight."""


@dataclass(slots=True)
class Sample:
    """A scrape's passages with what is right."""

    fold: int
    page: list[Passage]
    seen: list[Seen]
    right: list[float]
    weight: list[float]
    weights: Any = None
    """What the signs of other pages say of each passage."""
    title: str = ""
    """The title that is right, where known, as it is compared."""
    lang: str | None = None
    """Language."""
    url: str | None = None
    """Address."""


def samples(corpora: Path) -> Iterator[Sample]:
    """All scrapes."""
    read = {
        case.name: trafilatura.extract(case.page.text, include_comments=False) or ""
        for case in known.cases(corpora, "segments")
    }
    for name in scrapes.NAMES:
        for case in scrapes.cases(corpora, name):
            if "with" in case.truth:
                each = sample(case.page.text, read[case.name], case.fold, 0.5, case.truth)
                each.title, each.url = scrapes.folded(case.truth.get("title")), case.page.url
                yield each
            else:
                yield sample(case.page.text, case.text, case.fold, 1.0)
    for case in known.cases(corpora, "reader"):
        truth = extract_plain_text(
            HTMLTree.parse(f"<html><body>{case.truth['html']}</body></html>"), list_bullets=False
        )
        page = HTMLTree.parse(case.page.text)
        for main in (True, False):
            each = sample(extract_plain_text(page, main_content=main), truth, case.fold, 0.7)
            each.title = scrapes.folded((case.truth.get("metadata") or {}).get("title"))
            yield each


def sample(text: str, truth: str, fold: int, trust: float, segments: Any = None) -> Sample:
    """A scrape with what is right of it; `trust` says how sure the truth is."""
    page = lines.passages(text)
    lang = guess(text)
    seen = see(page, phrases(lang), stop_words(lang))
    right = by_text(page, truth)
    weight = [(min(each.words, 80) + 2) ** 0.75 for each in seen]
    total = sum(weight) or 1.0
    weight = [100 * trust * each / total for each in weight]
    if segments is not None:
        wanted = [each for each in map(folded, segments["with"]) if each]
        unwanted = [each for each in map(folded, segments["without"]) if each]
        for at, passage in enumerate(page):
            said = folded(passage.text)
            if any(each in said for each in wanted):
                right[at], weight[at] = 1.0, weight[at] * 3
            elif any(each in said for each in unwanted):
                right[at], weight[at] = 0.0, weight[at] * 3
    return Sample(fold, page, seen, right, weight, lang=lang)


def by_text(page: Sequence[Passage], truth: str) -> list[float]:
    """1 where a passage stands in the true text, else 0; one without words goes with the next."""
    said = tokens(truth)
    grams = {tuple(said[at : at + 4]) for at in range(max(1, len(said) - 3))}
    words = [tokens(passage.text) for passage in page]
    right: list[float] = []
    for at, own in enumerate(words):
        if len(own) >= 4:
            found = [tuple(own[place : place + 4]) in grams for place in range(len(own) - 3)]
            right.append(float(sum(found) * 2 > len(found)))
            continue
        before = [word for each in words[max(0, at - 3) : at] for word in each][-3:] + own
        after = own + [word for each in words[at + 1 : at + 4] for word in each][:3]
        right.append(
            float(
                any(
                    len(each) >= 4 and all(tuple(each[place : place + 4]) in grams for place in range(len(each) - 3))
                    for each in (before, after)
                )
            )
        )
    for at in range(len(page) - 2, -1, -1):
        if not words[at]:
            right[at] = right[at + 1]
    return right


def weigh_signs(pages: Sequence[Sample]) -> tuple[float, dict[str, float]]:
    """Bias and weights of signs, by logistic regression."""
    common = Counter(sign for each in pages for seen in each.seen for sign in set(seen.signs))
    names = sorted(sign for sign, times in common.items() if times >= _FEWEST)
    columns = {sign: number for number, sign in enumerate(names)}
    rows = [sorted({columns[sign] for sign in seen.signs if sign in columns}) for each in pages for seen in each.seen]
    ends = numpy.cumsum([0, *map(len, rows)])
    places = numpy.array([place for row in rows for place in row])
    table = sparse.csr_matrix((numpy.ones(len(places)), places, ends), shape=(len(rows), len(names)))
    turned = table.T.tocsr()
    right = numpy.array([each for page in pages for each in page.right])
    weight = numpy.array([each for page in pages for each in page.weight])

    def loss(theta: Any) -> tuple[float, Any]:
        score = table @ theta[:-1] + theta[-1]
        wrong = weight * (1 / (1 + numpy.exp(-score)) - right)
        value = (weight * (numpy.logaddexp(0, score) - right * score)).sum() + _RIDGE * (theta[:-1] ** 2).sum()
        return value, numpy.concatenate([turned @ wrong + 2 * _RIDGE * theta[:-1], [wrong.sum()]])

    found = minimize(loss, numpy.zeros(len(names) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    signs = {sign: round(float(found[number]), 2) for sign, number in columns.items()}
    return round(float(found[-1]), 2), {sign: value for sign, value in signs.items() if value}


def train(pages: Sequence[Sample]) -> dict[str, Any]:
    """The model of these pages, as it is written."""
    parts = sorted({each.fold for each in pages})
    for part in parts:
        bias, signs = weigh_signs([each for each in pages if each.fold != part])
        model = judge.Model(bias, signs, judge.trees.Trees(0.0, ()), 0.0)
        for each in pages:
            if each.fold == part:
                each.weights = judge.weigh(each.seen, model)
    bias, signs = weigh_signs(pages)
    rows = [row for each in pages for row in context.measure(each.page, each.seen, each.weights)]
    right = [value for each in pages for value in each.right]
    weight = numpy.array([value for each in pages for value in each.weight])
    data = lightgbm.Dataset(numpy.array(rows, dtype=numpy.float64), label=right, weight=weight / weight.mean())
    dumped = lightgbm.train(PARAMETERS, data, TREES).dump_model()
    grown = [_tree(each["tree_structure"], context.MEASURES) for each in dumped["tree_info"]]
    return {"bias": bias, "stay": STAY, "signs": signs, "start": START, "trees": grown}


def _tree(node: dict[str, Any], measures: Sequence[str]) -> Any:
    if "leaf_value" in node:
        return round(node["leaf_value"], 4)
    name = measures[node["split_feature"]]
    below = (_tree(node[side], measures) for side in ("left_child", "right_child"))
    return [name, float(f"{node['threshold']:.5g}"), *below]


def title_rows(pages: Sequence[Sample], models: Sequence[judge.Model]) -> list[tuple[int, Any, list[float]]]:
    """Fold, rows and what is right of the title's candidates of each page that has the right one."""
    found: list[tuple[int, Any, list[float]]] = []
    for each in pages:
        if not each.title:
            continue
        kept = judge.judge(each.page, each.seen, models[each.fold])
        under = captions.find(each.page, each.seen, phrases(each.lang))
        openings = head.byline_words([language for language in (find(each.lang), load("en")) if language])
        for url in dict.fromkeys((None, each.url)):
            rows = titles.candidates(each.page, each.seen, kept, under, openings, url)
            right = [float(scrapes.folded(head.without_trail(each.page[at].text)) == each.title) for at, _ in rows]
            if any(right):
                found.append((each.fold, [row for _, row in rows], right))
    return found


def train_title(pages: Sequence[tuple[int, Any, list[float]]]) -> dict[str, Any]:
    """The model of titles, as it is written."""
    rows = numpy.array([row for _, own, _ in pages for row in own], dtype=numpy.float64)
    right = numpy.array([value for _, _, own in pages for value in own])
    data = lightgbm.Dataset(rows, label=right, weight=numpy.where(right > 0, 1.0, 0.125))
    dumped = lightgbm.train(PARAMETERS | TITLE_PARAMETERS, data, TITLE_TREES).dump_model()
    return {"start": 0.0, "trees": [_tree(each["tree_structure"], titles.MEASURES) for each in dumped["tree_info"]]}


def write(path: Path, model: dict[str, Any]) -> None:
    """Write a model: a sign a line, a tree a line."""
    parts = {"about": json.dumps("Written by benchmarks/train_text.py.")}
    for name, value in model.items():
        if name == "signs":
            signs = ",\n".join(f"{json.dumps(sign)}: {weight}" for sign, weight in sorted(value.items()))
            parts[name] = f"{{\n{signs}\n}}"
        elif name == "trees":
            parts[name] = "[\n" + ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in value) + "\n]"
        else:
            parts[name] = json.dumps(value)
    text = ", ".join(f"{json.dumps(name)}: {value}" for name, value in parts.items())
    path.write_text(f"{{{text}}}\n", encoding="utf-8")
    print(path, flush=True)


def main() -> None:
    """Trains and writes the models."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, help="the folder that holds articles/, segments/, reader/, text/")
    corpora = parser.parse_args().corpora
    pages = [each for each in samples(corpora) if each.page]
    folds = Path(__file__).resolve().parent / "folds"
    shipped = folds.parent.parent / "readery" / "clean" / "text"
    for fold in range(FOLDS):
        write(folds / f"text-{fold}.json", train([each for each in pages if each.fold != fold]))
    models = [judge.read((folds / f"text-{fold}.json").read_text(encoding="utf-8")) for fold in range(FOLDS)]
    candidates = title_rows(pages, models)
    for fold in range(FOLDS):
        write(folds / f"title-{fold}.json", train_title([each for each in candidates if each[0] != fold]))
    write(shipped / "title.json", train_title(candidates))
    write(shipped / "model.json", train(pages))


if __name__ == "__main__":
    main()
