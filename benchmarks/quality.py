"""How well pages are cleaned and how fast, in one table; beside other tools where they are installed.

    python -m benchmarks.quality                      on ../shared/corpora
    python -m benchmarks.quality CORPORA --peers      beside trafilatura and readability-lxml
    python -m benchmarks.quality --gate               fails where a floor of benchmarks/floors.json is missed
    python -m benchmarks.quality --worst articles     and the pages with the lowest score
    python -m benchmarks.quality --manuals FOLDER     pages of manuals, too (see `manuals`)

Each page is judged by a model that saw no page of its site (`benchmarks/folds`, see `train_html`); the one that is
shipped was trained on all of them and would look better than it is. `--shipped` uses it all the same.

Rows are groups of measures; another kind of input adds a module with its own rows and a line in `GROUPS`.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from unittest import mock

from benchmarks import corpora as known
from benchmarks import metadata, text
from benchmarks.corpora import FOLDS, Case, Score
from benchmarks.structure import survivals
from readery import clean
from readery.clean.html import model

FLOORS = Path(__file__).resolve().parent / "floors.json"
_FOLDS = Path(__file__).resolve().parent / "folds"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a tool made of a page."""

    text: str
    """The article's text."""
    html: str
    """The article's HTML, empty where the tool gives none."""
    title: str
    """The article's title."""
    seconds: float
    """CPU time."""


Tool = Callable[[Case], Answer]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table."""

    corpus: str
    """What was measured, such as ``articles``."""
    tool: str
    """Who was measured."""
    values: Mapping[str, float]
    """Column → value."""


def readery(shipped: bool) -> Tool:
    """Readery, by the model that saw no page of a case's site, or by the shipped one."""
    folds = [model.read((_FOLDS / f"html-{fold}.json").read_text(encoding="utf-8")) for fold in range(FOLDS)]

    def run(case: Case) -> Answer:
        judging = model.shipped() if shipped else folds[case.fold]
        with mock.patch("readery.clean.html.model.shipped", return_value=judging):
            begin = time.process_time()
            article = clean.clean(case.page, explain=False).article  # as a build does
            spent = time.process_time() - begin
        if article is None:
            return Answer("", "", "", spent)
        return Answer(article.text, article.html.markup, article.head.title, spent)

    return run


def _headed(answer: Answer) -> str:
    """An article's HTML under its title, which a reader view may show among its headings."""
    return f"<h1>{escape(answer.title)}</h1>{answer.html}"


def trafilatura(case: Case) -> Answer:
    """trafilatura with its default settings."""
    from trafilatura import extract, extract_metadata

    begin = time.process_time()
    text = extract(case.page.text, url=case.page.url) or ""
    spent = time.process_time() - begin
    html = extract(
        case.page.text, url=case.page.url, output_format="html", include_formatting=True, include_images=True
    )
    title = extract_metadata(case.page.text).title
    return Answer(text, html or "", title or "", spent)


def readability(case: Case) -> Answer:
    """readability-lxml, as its README uses it."""
    from readability import Document

    begin = time.process_time()
    document = Document(case.page.text)
    html = document.summary(html_partial=True)
    spent = time.process_time() - begin
    return Answer(known.visible(html), html, document.short_title(), spent)


def html_rows(folder: Path, tools: Mapping[str, Tool], worst: str | None) -> Iterable[Row]:
    """Text, structure and time on the HTML corpora."""
    for corpus in known.NAMES:
        yield from rows_of(folder / corpus, tools, worst)


def rows_of(folder: Path, tools: Mapping[str, Tool], worst: str | None) -> Iterable[Row]:
    """Text, structure and time on one corpus of HTML pages."""
    corpus, cases = folder.name, list(known.cases(folder.parent, folder.name))
    for name, tool in tools.items():
        answers = [tool(case) for case in cases]
        score = _score(cases, answers)
        times = [answer.seconds * 1000 for answer in answers]
        yield Row(
            corpus,
            name,
            {"precision": score.precision, "recall": score.recall, "F1": score.f1}
            | {"ms a page": statistics.fmean(times), "ms worst": max(times)},
        )
        if "html" in cases[0].truth:
            shares = survivals(
                (case.truth["html"], _headed(answer)) for case, answer in zip(cases, answers, strict=True)
            )
            for what, share in shares.items():
                yield Row(f"{corpus}: {what}", name, {"survive": share})
        if worst == corpus and name.startswith("Readery"):
            _print_worst(cases, answers)


def _score(cases: Sequence[Case], answers: Sequence[Answer]) -> Score:
    """By the text; where the truth is HTML, by that of the HTML, read alike on both sides: captions of figures are part of both."""
    pairs = zip(cases, answers, strict=True)
    if "with" in cases[0].truth:
        return known.segment_score((case.truth, answer.text) for case, answer in pairs)
    if "html" in cases[0].truth:
        return known.shingle_score((case.text, known.visible(answer.html)) for case, answer in pairs)
    return known.shingle_score((case.text, answer.text) for case, answer in pairs)


def _print_worst(cases: Sequence[Case], answers: Sequence[Answer]) -> None:
    each = [(_score([case], [answer]), case.name) for case, answer in zip(cases, answers, strict=True)]
    for score, name in sorted(each, key=lambda pair: pair[0].f1)[:30]:
        print(f"  {score.f1:.2f} (precision {score.precision:.2f}, recall {score.recall:.2f}) {name}")


def metadata_rows(folder: Path, tools: Mapping[str, Tool], _worst: str | None) -> Iterable[Row]:
    """Title, authors and date, exactly right, on the HTML pages of ``segments``."""
    readers = {"Readery": metadata.readery, "trafilatura": metadata.trafilatura}
    for name in readers.keys() & tools.keys():
        yield Row("segments: head", name, metadata.shares(folder / "segments", readers[name]))


def text_rows(folder: Path, tools: Mapping[str, Tool], _worst: str | None) -> Iterable[Row]:
    """Text and head of plain-text scrapes."""
    readers = {"Readery": text.readery} | (text.peers() if len(tools) > 1 else {})
    for corpus, tool, values in text.rows(folder, readers):
        yield Row(f"text {corpus}", tool, values)


GROUPS: Sequence[Callable[[Path, Mapping[str, Tool], str | None], Iterable[Row]]] = (
    html_rows,
    metadata_rows,
    text_rows,
)
"""What makes the rows, in the table's order."""

COLUMNS = ("precision", "recall", "F1", "survive", "title", "authors", "date", "ms a page", "ms worst")


def _print(row: Row) -> None:
    cells = (
        f"{row.values[name]:11.{1 if name.startswith('ms') else 3}f}" if name in row.values else " " * 11
        for name in COLUMNS
    )
    print(f"{row.corpus:26}{row.tool:18}{''.join(cells)}", flush=True)


def missed(rows: Iterable[Row], floors: Mapping[str, Mapping[str, float]]) -> list[str]:
    """The floors that Readery's rows do not reach, in words."""
    found = {row.corpus: row.values for row in rows if row.tool == "Readery"}
    return [
        f"{corpus}: {name} is {found.get(corpus, {}).get(name, 0.0):.4f}, its floor {floor:.4f}"
        for corpus, columns in floors.items()
        for name, floor in columns.items()
        if found.get(corpus, {}).get(name, 0.0) < floor
    ]


def main() -> int:
    """Prints the table; 1 where a floor is missed, 2 where the corpora cannot be used."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "corpora", type=Path, nargs="?", default=Path("../shared/corpora"), help="folder of the corpora"
    )
    parser.add_argument("--peers", action="store_true", help="also run the other tools that are installed")
    parser.add_argument("--gate", action="store_true", help="fail where a floor is missed")
    parser.add_argument("--shipped", action="store_true", help="judge by the shipped model (it saw these pages)")
    parser.add_argument("--manuals", type=Path, help="the folder that benchmarks.manuals wrote: judge its pages, too")
    parser.add_argument("--worst", choices=(*known.NAMES, "manuals"), help="list the pages with the lowest score")
    arguments = parser.parse_args()
    if not arguments.corpora.is_dir():
        print(f"{arguments.corpora}: there is no such folder. Name the folder that holds {', '.join(known.NAMES)}.")
        return 2
    pinned = json.loads(FLOORS.read_text(encoding="utf-8"))
    if arguments.gate and pinned["corpora"] != known.digest(arguments.corpora):
        print(
            f"{arguments.corpora}: not the corpora for which the floors in {FLOORS.name} were reached. Pin them anew."
        )
        return 2
    tools: dict[str, Tool] = {"Readery": readery(arguments.shipped)}
    if arguments.peers:
        tools |= {
            name: tool
            for name, module, tool in (
                ("trafilatura", "trafilatura", trafilatura),
                ("readability-lxml", "readability", readability),
            )
            if importlib.util.find_spec(module)
        }
    print(f"{'':44}{''.join(f'{name:>11}' for name in COLUMNS)}")
    rows: list[Row] = []
    for group in GROUPS:
        for row in group(arguments.corpora, tools, arguments.worst):
            rows.append(row)
            _print(row)
    for row in rows_of(arguments.manuals, tools, arguments.worst) if arguments.manuals else ():
        _print(row)
    faults = missed(rows, pinned["floors"]) if arguments.gate else []
    for fault in faults:
        print(f"under its floor: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
