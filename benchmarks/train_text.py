"""Trains the model that judges passages of text scrapes.

    python -m benchmarks.train_text ../shared/corpora

Needs ``catboost``, ``trafilatura`` and ``resiliparse`` beside Readery's own dependencies (nothing but
this script uses them). Writes ``readery/clean/text/model.json``, trained on all pages, and ``benchmarks/folds/text-N.json``,
each trained without the sites of part N: `benchmarks.text` judges a page by the model that saw no page of its site.

What is right is known by passage. Where the truth is a text, a passage is right if most of its 4-grams stand there (a short
one if it stands there beside its neighbour). Where the truth is segments, trafilatura's reading of the page's HTML stands in
for the text, with less weight, and the segments overrule it. The pages of ``reader`` are scraped here, in both forms.

Which passage is the title is learned from the pages of ``segments`` and ``reader`` whose title is known, with and without
their address: ``title.json``, ``benchmarks/folds/title-N.json``.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any

import catboost
import numpy
import trafilatura
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from benchmarks import corpora as known
from benchmarks import text as scrapes
from benchmarks.corpora import FOLDS, folded, tokens
from readery.clean.text import captions, context, head, judge, lines, titles
from readery.clean.text.context import see
from readery.clean.text.lines import Passage
from readery.clean.text.signs import Sight
from readery.clean.text.words import lexicon
from readery.languages import guess
from readery.languages.phrases import phrases

PARAMETERS = {
    "iterations": 150,
    "depth": 6,
    "learning_rate": 0.12,
    "l2_leaf_reg": 6,
    "rsm": 0.5,
    "border_count": 64,
    "random_seed": 1,
    "thread_count": 2,
    "allow_writing_files": False,
    "verbose": 0,
}
TITLE_PARAMETERS = {"iterations": 100, "depth": 5, "learning_rate": 0.12}
_DOUBT = 6.0
"""Passages as usual ones are that are added to those with a phrase: what was seen little weighs little."""
STAY = 0.15
"""Cost of a change of sides: the trees know the neighbours already, so a little is enough."""


@dataclass(slots=True)
class Sample:
    """A scrape's passages with what is right."""

    fold: int
    page: list[Passage]
    sight: Sight
    right: list[float]
    weight: list[float]
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
            if not case.page.text.strip():
                continue
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
            text = extract_plain_text(page, main_content=main)
            if text.strip():
                each = sample(text, truth, case.fold, 0.7)
                each.title = scrapes.folded((case.truth.get("metadata") or {}).get("title"))
                yield each


def sample(text: str, truth: str, fold: int, trust: float, segments: Any = None) -> Sample:
    """A scrape with what is right of it; `trust` says how sure the truth is."""
    page = lines.passages(text)
    lang = guess(text)
    sight = see(page, lexicon(lang))
    right = by_text(page, truth)
    weight = [(min(each.words, 80) + 2) ** 0.75 for each in sight.seen]
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
    return Sample(fold, page, sight, right, weight, lang=lang)


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


def grow(rows: Any, right: Any, weight: Any, measures: Sequence[str], parameters: dict[str, Any]) -> dict[str, Any]:
    """Trees that tell right rows from wrong ones, as they are written."""
    learner = catboost.CatBoostClassifier(**(PARAMETERS | parameters))
    learner.fit(rows, right, sample_weight=weight / weight.mean())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        learner.save_model(str(path), format="json")
        grown = json.loads(path.read_text(encoding="utf-8"))
    scale, (start,) = grown["scale_and_bias"]
    trees = [
        [
            *([measures[each["float_feature_index"]], float(f"{each['border']:.7g}")] for each in tree["splits"]),
            [round(scale * value, 3) for value in tree["leaf_values"]],
        ]
        for tree in grown["oblivious_trees"]
    ]
    return {"start": round(start, 4), "trees": trees}


def train(pages: Sequence[Sample]) -> dict[str, Any]:
    """The model of these pages, as it is written."""
    said = weigh(pages)
    rows = numpy.hstack([judge.measured(each.sight, said) for each in pages]).T
    right = numpy.array([value for each in pages for value in each.right])
    weight = numpy.array([value for each in pages for value in each.weight])
    return {"stay": STAY, "said": said, **grow(rows, right, weight, judge.MEASURES, {})}


def weigh(pages: Sequence[Sample]) -> dict[str, float]:
    """Each use of a phrase with the logarithm of the odds that a passage with it is right, against those of any passage."""
    total: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    scale = 1 / numpy.mean([value for each in pages for value in each.weight])
    for each in pages:
        for seen, right, weight in zip(each.sight.seen, each.right, each.weight, strict=True):
            for name in ("", *(context.use(key, place, seen.words) for key, place in seen.hits)):
                total[name] += scale * weight
                wrong[name] += scale * weight * (1 - right)
    base = wrong[""] / total[""]
    return {
        name: round(
            log((total[name] - wrong[name] + _DOUBT * (1 - base)) / (wrong[name] + _DOUBT * base))
            - log((1 - base) / base),
            2,
        )
        for name in sorted(total)
        if name
    }


def title_rows(pages: Sequence[Sample], models: Sequence[judge.Model]) -> list[tuple[int, Any, list[float]]]:
    """Fold, rows and what is right of the title's candidates of each page that has the right one."""
    found: list[tuple[int, Any, list[float]]] = []
    for each in pages:
        if not each.title:
            continue
        kept = judge.judge(each.sight, models[each.fold])[0]
        under = captions.find(each.page, each.sight.seen, phrases(each.lang))
        for url in dict.fromkeys((None, each.url)):
            page = titles.Judged(each.page, kept, under, url)
            (places,), rows = titles.candidates([page], each.sight, each.lang)
            right = [float(scrapes.folded(head.without_trail(each.page[at].text)) == each.title) for at in places]
            if any(right):
                found.append((each.fold, rows, right))
    return found


def train_title(pages: Sequence[tuple[int, Any, list[float]]]) -> dict[str, Any]:
    """The model of titles, as it is written."""
    rows = numpy.hstack([own for _, own, _ in pages]).T
    right = numpy.array([value for _, _, own in pages for value in own])
    return grow(rows, right, numpy.where(right > 0, 1.0, 0.125), titles.MEASURES, TITLE_PARAMETERS)


def write(path: Path, model: dict[str, Any]) -> None:
    """Write a model, a tree a line."""
    parts = {"about": json.dumps("Written by benchmarks/train_text.py.")}
    for name, value in model.items():
        if name == "said":
            said = ",\n".join(f"{json.dumps(use)}: {weight}" for use, weight in value.items())
            parts[name] = f"{{\n{said}\n}}"
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
    pages = list(samples(corpora))
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
