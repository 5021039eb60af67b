"""Pages with known answers, and how an answer is scored.

A corpus is a folder with ``truth.jsonl`` (a record a page) and ``html/NAME.html.gz``. Three kinds are known, by what a
record holds: ``body`` (the article's whole text), ``with`` and ``without`` (segments that must and must not be there),
``html`` (what a reader view keeps, with its structure).
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import statistics
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from readery import urls
from readery.intake import encodings
from readery.model import Media, Origin, RawPage

NAMES = ("articles", "segments", "reader")
"""Folders of the HTML corpora."""
FOLDS = 5
"""Parts that sites are dealt into: a page is judged by a model that saw no page of its part."""

_TOKEN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Case:
    """A page with what is true of it."""

    corpus: str
    """Folder it comes from."""
    name: str
    """Its file's name without ending."""
    page: RawPage
    """The page."""
    truth: Mapping[str, Any]
    """Its record."""
    site: str
    """What pages of one publisher have in common."""

    @property
    def fold(self) -> int:
        """The part its site was dealt into, 0 to `FOLDS` - 1."""
        return zlib.crc32(self.site.encode()) % FOLDS

    @property
    def text(self) -> str:
        """The text that is right, where the record holds one."""
        if "body" in self.truth:
            return str(self.truth["body"])
        return visible(str(self.truth.get("html", "")))


def cases(corpora: Path, corpus: str) -> Iterator[Case]:
    """The pages of a corpus."""
    folder = corpora / corpus
    for line in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        truth = json.loads(line)
        name = truth["name"]
        data = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        text = encodings.decode(data, encodings.declaration).text
        origin = Origin(name, "html", hashlib.sha256(data).hexdigest())
        host = urls.host(truth.get("url") or "")
        site = truth.get("site") or (".".join(host.split(".")[-2:]) if host else re.sub(r"-\d+$", "", name))
        yield Case(corpus, name, RawPage(origin, Media.HTML, text, truth.get("url")), truth, site)


def digest(corpora: Path) -> str:
    """Hash of the truths and names of the HTML corpora in a folder: two folders with the same one hold the same cases."""
    total = hashlib.sha256()
    for corpus in NAMES:
        total.update((corpora / corpus / "truth.jsonl").read_bytes())
        for file in sorted((corpora / corpus / "html").iterdir()):
            total.update(f"{file.name} {file.stat().st_size}\n".encode())
    return total.hexdigest()[:16]


def visible(html: str) -> str:
    """The text of an HTML fragment, its pieces set apart by spaces."""
    root = LexborHTMLParser(html).root
    return root.text(separator=" ") if root is not None else ""


def tokens(text: str) -> list[str]:
    """The words of a text."""
    return _TOKEN.findall(text)


def folded(text: str) -> str:
    """A text with its white space folded."""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Score:
    """How good answers are."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def shingle_score(pairs: Iterable[tuple[str, str]]) -> Score:
    """The 4-gram score of (right, given) texts: means of precision and recall over pages.

    As in ``evaluate.py`` of scrapinghub/article-extraction-benchmark: a page without anything right or given counts
    for one of the two means only.
    """
    precisions: list[float] = []
    recalls: list[float] = []
    for right, given in pairs:
        a, b = _shingles(right), _shingles(given)
        both, more, less = (sum(each.values()) for each in (a & b, b - a, a - b))
        if both + more:
            precisions.append(both / (both + more))
        if both + less:
            recalls.append(both / (both + less))
    return Score(statistics.fmean(precisions or [0.0]), statistics.fmean(recalls or [0.0]))


def _shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    words = tokens(text)
    return Counter(tuple(words[at : at + size]) for at in range(max(1, len(words) - size + 1)) if words[at : at + size])


def segment_score(pairs: Iterable[tuple[Mapping[str, Sequence[str]], str]]) -> Score:
    """The segment score of (record, given text), over all segments of all pages, as trafilatura's evaluation counts."""
    hits = misses = wrong = 0
    for record, given in pairs:
        text = folded(given)
        found = sum(folded(segment) in text for segment in record["with"])
        hits += found
        misses += len(record["with"]) - found
        wrong += sum(folded(segment) in text for segment in record["without"])
    return Score(hits / max(1, hits + wrong), hits / max(1, hits + misses))
