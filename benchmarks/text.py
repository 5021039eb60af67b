"""How well text scrapes are cleaned: rows of the table of `benchmarks.quality`, and the scrapes with their truths.

    python -m benchmarks.text                      these rows alone, on ../shared/corpora
    python -m benchmarks.text --worst articles-main    and the pages with the lowest score
    python -m benchmarks.text --misses title       and every wrong title (or date)
    python -m benchmarks.text --learn              what knowing the passages that recur adds (see `readery.clean.learn`)
    python -m benchmarks.text --cost               what a page costs that is cleaned in a block, as a build does it

Each page is judged by a model that saw no page of its site (`benchmarks/folds/text-N.json`, see `train_text`).
"""

from __future__ import annotations

import argparse
import functools
import gzip
import hashlib
import importlib.util
import json
import re
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from unittest import mock

from benchmarks import corpora as known
from benchmarks import synthetic_pages
from benchmarks.corpora import FOLDS, Case
from readery import clean, dates, urls
from readery.clean.learn import Sample
from readery.clean.text import judge, titles
from readery.clean.text.trees import Trees
from readery.model import Media, Origin, RawPage

NAMES = ("articles-main", "articles-full", "segments-main", "segments-full")
"""Files in ``text/``: what a rule-based extractor kept of a page, and all of its visible text."""
_GENERATED = 500
"""Generated pages that are cleaned to see what a page costs."""
_BLOCK = 16
"""Pages that are cleaned together, as in a build."""
_ROUNDS = 5
_FOLDS = Path(__file__).resolve().parent / "folds"
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a tool made of a scrape."""

    text: str
    """The article's text."""
    title: str
    """Its title, empty where the tool finds none."""
    published: str
    """Its date, ISO 8601, empty likewise."""
    seconds: float
    """CPU time."""


def cases(corpora: Path, name: str) -> Iterator[Case]:
    """The scrapes of ``text/NAME.jsonl.gz`` with the truths of the pages they were made from."""
    folder = name.partition("-")[0]
    truths = {
        record["name"]: record
        for record in map(json.loads, (corpora / folder / "truth.jsonl").read_text(encoding="utf-8").splitlines())
    }
    with gzip.open(corpora / "text" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            truth = truths[record["name"]]
            url = record.get("url") or truth.get("url") or ""
            host = urls.host(url)
            site = ".".join(host.split(".")[-2:]) if host else re.sub(r"-\d+$", "", record["name"])
            origin = Origin(record["name"], "text", hashlib.sha256(record["text"].encode()).hexdigest())
            yield Case(
                name, record["name"], RawPage(origin, Media.TEXT, record["text"], record.get("url")), truth, site
            )


def readery(case: Case) -> Answer:
    """Readery, by the model that saw no page of the case's site."""
    begin = time.process_time()
    article = cleaned(case).article
    spent = time.process_time() - begin
    if article is None:
        return Answer("", "", "", spent)
    title = "" if article.sources.get("title", "").startswith("its ") else article.head.title
    return Answer(article.text, title, article.head.published or "", spent)


def cleaned(case: Case, recurring: frozenset[int] = frozenset()) -> clean.Cleaned:
    """What becomes of a scrape by the model that saw no page of its site."""
    judging, naming = _models()[case.fold]
    with (
        mock.patch("readery.clean.text.judge.shipped", return_value=judging),
        mock.patch("readery.clean.text.titles.shipped", return_value=naming),
    ):
        return clean.clean(case.page, None, recurring)


def as_it_is(case: Case) -> Answer:
    """The scrape unchanged."""
    return Answer(case.page.text, "", "", 0.0)


def _wrapped(case: Case) -> str:
    lines = (f"<p>{escape(line)}</p>" for line in case.page.text.split("\n") if line.strip())
    return f"<html><body>{''.join(lines)}</body></html>"


def trafilatura(case: Case) -> Answer:
    """trafilatura, each line wrapped in ``<p>``."""
    from trafilatura import extract

    begin = time.process_time()
    text = extract(_wrapped(case)) or ""
    return Answer(text, "", "", time.process_time() - begin)


def justext(case: Case) -> Answer:
    """jusText, each line wrapped in ``<p>``, with the stop list of the page's language where it has one."""
    import justext as library

    from readery import languages

    tag = languages.guess(case.page.text)
    name = languages.load(tag).name if tag else "English"
    begin = time.process_time()
    stop = library.get_stoplist(name if name in library.get_stoplists() else "English")
    paragraphs = library.justext(_wrapped(case), stop)
    text = "\n\n".join(each.text for each in paragraphs if not each.is_boilerplate)
    return Answer(text, "", "", time.process_time() - begin)


def peers() -> dict[str, Callable[[Case], Answer]]:
    """The other tools that are installed."""
    found: dict[str, Callable[[Case], Answer]] = {"as it is": as_it_is}
    for tool in (trafilatura, justext):
        if importlib.util.find_spec(tool.__name__):
            found[tool.__name__] = tool
    return found


@functools.cache
def _models() -> tuple[tuple[judge.Model, Trees], ...]:
    """The models of each part: of passages, and of titles."""

    def read(name: str, fold: int) -> str:
        return (_FOLDS / f"{name}-{fold}.json").read_text(encoding="utf-8")

    return tuple((judge.read(read("text", fold)), titles.read(read("title", fold))) for fold in range(FOLDS))


def folded(text: object) -> str:
    """A title as it is compared: letters and figures."""
    return "".join(_WORD.findall(str(text or "").casefold()))


def title_stands(case: Case) -> bool:
    """Whether the page's title is annotated and stands in the scrape."""
    return bool(case.truth.get("title")) and folded(case.truth["title"]) in folded(case.page.text)


def date_stands(case: Case) -> bool:
    """Whether the page's date is annotated and stands in the scrape in a way that a date reader finds."""
    date = str(case.truth.get("date") or "")[:10]
    return bool(date) and any(mention.date[:10] == date for mention in dates.find(case.page.text))


def score(answered: Sequence[tuple[Case, Answer]]) -> known.Score:
    """The score of answers to cases of one corpus."""
    if "with" in answered[0][0].truth:
        return known.segment_score((case.truth, answer.text) for case, answer in answered)
    return known.shingle_score((case.text, answer.text) for case, answer in answered)


def rows(
    corpora: Path, tools: Mapping[str, Callable[[Case], Answer]]
) -> Iterable[tuple[str, str, Mapping[str, float]]]:
    """Corpus, tool, column → value."""
    for name in NAMES:
        pages = list(cases(corpora, name))
        for tool, answer in tools.items():
            answered = [(case, answer(case)) for case in pages]
            result = score(answered)
            times = [each.seconds * 1000 for _, each in answered]
            size = sum(len(case.page.text.encode()) for case in pages) / len(pages)
            yield (
                name,
                tool,
                {
                    "precision": result.precision,
                    "recall": result.recall,
                    "F1": result.f1,
                    "ms a page": statistics.fmean(times),
                    "ms a 6 KB": statistics.fmean(times) * 6000 / size,
                },
            )
            if name.startswith("segments") and tool == "Readery":
                yield f"{name}: head", tool, heads(answered)


def heads(answered: Sequence[tuple[Case, Answer]]) -> dict[str, float]:
    """Shares of titles and dates found exactly, of those that stand in the scrape."""
    titles = [(case, answer) for case, answer in answered if title_stands(case)]
    days = [(case, answer) for case, answer in answered if date_stands(case)]
    return {
        "title": sum(folded(case.truth["title"]) == folded(answer.title) for case, answer in titles)
        / max(1, len(titles)),
        "titles": float(len(titles)),
        "date": sum(str(case.truth["date"])[:10] == answer.published[:10] for case, answer in days) / max(1, len(days)),
        "dates": float(len(days)),
    }


def learning(corpora: Path) -> Iterator[tuple[str, Mapping[str, float]]]:
    """What learning adds: of each corpus of scrapes, and of those of its pages whose site it has four times or more."""
    for name in NAMES:
        pages = [case for case in cases(corpora, name) if case.page.text.strip()]
        alone = [cleaned(case) for case in pages]
        learned = Sample.of_all(
            (one.site, case.page.origin.name, one.passages) for case, one in zip(pages, alone, strict=True)
        ).learned()
        recurring = [
            learned.recurring(one.site, case.page.origin.name, one.passages)
            for case, one in zip(pages, alone, strict=True)
        ]
        known = [cleaned(case, own) if own else one for case, one, own in zip(pages, alone, recurring, strict=True)]
        often = Counter(one.site for one in alone)
        for what, chosen in (
            ("", pages),
            (" of sites that recur", [c for c, o in zip(pages, alone, strict=True) if often[o.site] > 3]),
        ):
            at = [pages.index(case) for case in chosen]
            if at:
                before, after = (
                    score([(pages[each], _answer(results[each])) for each in at]).f1 for results in (alone, known)
                )
                changed = sum(bool(recurring[each]) for each in at)
                yield (
                    f"{name}{what}",
                    {"pages": len(at), "cleaned again": changed, "F1 alone": before, "F1 learned": after},
                )


def costs(corpora: Path) -> Iterator[tuple[str, Mapping[str, float]]]:
    """What a page costs by the shipped model, where pages come in blocks: generated ones, as builds are measured by, and those of
    the corpora. The least of some rounds, since what else the machine does can only add to it.
    """
    with tempfile.TemporaryDirectory() as folder:
        synthetic_pages.write(Path(folder), _GENERATED, "text")
        generated = [path.read_text(encoding="utf-8") for path in sorted(Path(folder).rglob("*.txt"))]
    texts = {"generated": generated} | {name: [case.page.text for case in cases(corpora, name)] for name in NAMES}
    for name, own in texts.items():
        pages = [
            (RawPage(Origin(str(at), "text", ""), Media.TEXT, text), frozenset[int]()) for at, text in enumerate(own)
        ]
        least = min(_spent(pages) for _ in range(_ROUNDS))
        size = sum(len(text.encode()) for text in own) / len(own)
        yield (
            name,
            {
                "pages": len(own),
                "KB": size / 1000,
                "ms a page": least * 1000 / len(own),
                "ms a 6 KB": least * 1000 / len(own) * 6000 / size,
            },
        )


def _spent(pages: Sequence[tuple[RawPage, frozenset[int]]]) -> float:
    """CPU seconds that it takes to clean pages."""
    begin = time.process_time()
    for at in range(0, len(pages), _BLOCK):
        block = pages[at : at + _BLOCK]
        for (page, recurring), ahead in zip(block, clean.look(block), strict=True):
            clean.clean(page, None, recurring, ahead, explain=False)
    return time.process_time() - begin


def _answer(result: clean.Cleaned) -> Answer:
    return Answer(result.article.text if result.article else "", "", "", 0.0)


def main() -> None:
    """Prints the rows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="?", default=Path("../shared/corpora"))
    parser.add_argument("--peers", action="store_true", help="also run the other tools that are installed")
    parser.add_argument("--worst", choices=NAMES, help="list the pages with the lowest score")
    parser.add_argument("--misses", choices=("title", "date"), help="list what was found wrong")
    parser.add_argument("--learn", action="store_true", help="what knowing the passages that recur adds")
    parser.add_argument("--cost", action="store_true", help="what a page costs that is cleaned in a block")
    arguments = parser.parse_args()
    if arguments.learn or arguments.cost:
        for name, values in (learning if arguments.learn else costs)(arguments.corpora):
            print(f"{name:36}{'  '.join(f'{column} {value:.4g}' for column, value in values.items())}", flush=True)
        return
    if arguments.worst:
        answered = [(case, readery(case)) for case in cases(arguments.corpora, arguments.worst)]
        for case, answer in sorted(answered, key=lambda pair: score([pair]).f1)[:30]:
            one = score([(case, answer)])
            print(f"  {one.f1:.2f} (precision {one.precision:.2f}, recall {one.recall:.2f}) {case.name}")
        return
    if arguments.misses:
        for case in cases(arguments.corpora, "segments-full"):
            answer = readery(case)
            if (
                arguments.misses == "title"
                and title_stands(case)
                and folded(case.truth["title"]) != folded(answer.title)
            ):
                print(f"{case.name}\n    right {case.truth['title']}\n    found {answer.title}")
            if (
                arguments.misses == "date"
                and date_stands(case)
                and str(case.truth["date"])[:10] != answer.published[:10]
            ):
                print(f"{case.name}: right {case.truth['date']}, found {answer.published or 'none'}")
        return
    for name, tool, values in rows(arguments.corpora, {"Readery": readery} | (peers() if arguments.peers else {})):
        print(f"{name:16}{tool:14}{'  '.join(f'{column} {value:.3f}' for column, value in values.items())}", flush=True)


if __name__ == "__main__":
    main()
