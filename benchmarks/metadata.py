"""How often title, authors, date and the rest come out exactly right, beside trafilatura where it is installed.

    python -m benchmarks.metadata ../shared/corpora                  shares on `segments`
    python -m benchmarks.metadata ../shared/corpora --misses title   and every wrong title

Exactly right: case, punctuation and white space folded; authors as a set; dates to the day. A page counts for a field where its
truth names one. The pages are split into halves by site: rules are made looking at the one called ``seen`` only, so ``unseen``
tells how they do on pages nobody looked at.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib.util
import json
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from readery import urls
from readery.clean import metadata
from readery.clean.html.tree import Tree
from readery.intake import encodings
from readery.model import Media, Origin, RawPage

_WORD = re.compile(r"[^\W_]+")
_AUTHORS = re.compile(r"\s*(?:[,;|&/]|\s(?:and|und|et|y)\s)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Case:
    """A page with what is true of it."""

    name: str
    """Its file's name without ending."""
    page: RawPage
    """The page."""
    truth: Mapping[str, object]
    """Field → what is right."""

    @property
    def half(self) -> str:
        """``seen`` or ``unseen``, by site."""
        site = ".".join(
            (urls.host(self.page.url or "") or self.name.split("-")[0]).removeprefix("www.").split(".")[-2:]
        )
        return "seen" if hashlib.sha256(site.encode()).digest()[0] % 2 else "unseen"


def cases(folder: Path) -> Iterator[Case]:
    """The pages of a corpus folder."""
    for line in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        truth = json.loads(line)
        data = gzip.decompress((folder / "html" / f"{truth['name']}.html.gz").read_bytes())
        text = encodings.decode(data, encodings.declaration).text
        origin = Origin(truth["name"], "html", hashlib.sha256(data).hexdigest())
        yield Case(truth["name"], RawPage(origin, Media.HTML, text, truth.get("url")), truth.get("metadata") or truth)


def fold(text: object) -> str:
    """A text as it is compared."""
    return "".join(_WORD.findall(str(text or "").casefold()))


def authors(value: object) -> frozenset[str]:
    """Authors as they are compared."""
    texts = _AUTHORS.split(value) if isinstance(value, str) else list(value) if isinstance(value, Iterable) else []
    return frozenset(filter(None, map(fold, texts)))


def words(value: object) -> frozenset[str]:
    """Tags as they are compared."""
    return frozenset(filter(None, map(fold, value if isinstance(value, (list, tuple)) else [value])))


_COMPARED: dict[str, tuple[str, Callable[[object], object]]] = {
    "title": ("title", fold),
    "authors": ("author", authors),
    "date": ("date", lambda value: str(value or "")[:10]),
    "tags": ("tags", words),
    "site": ("sitename", fold),
    "dek": ("description", fold),
}


def readery(case: Case) -> Mapping[str, object]:
    """What Readery reads; ``ms`` without parsing, which the body needs anyway."""
    tree = Tree(case.page.text)
    begin = time.process_time()
    found = metadata.read(tree, case.page)
    spent = (time.process_time() - begin) * 1000
    said = {name: getattr(found, name) for name in ("title", "authors", "site", "dek", "tags", "published")}
    values: dict[str, object] = {name: each.value if each else None for name, each in said.items()}
    sources = {name: each.source if each else None for name, each in said.items()}
    return {**values, "date": values["published"], "sources": {**sources, "date": sources["published"]}, "ms": spent}


def trafilatura(case: Case) -> Mapping[str, object]:
    """What trafilatura reads; its time includes parsing."""
    from trafilatura.metadata import extract_metadata

    begin = time.process_time()
    found = extract_metadata(case.page.text, default_url=case.page.url)
    spent = (time.process_time() - begin) * 1000
    if found is None:
        return {"ms": spent}
    return {
        "title": found.title,
        "authors": found.author,
        "date": found.date,
        "tags": found.tags,
        "site": found.sitename,
        "dek": found.description,
        "ms": spent,
    }


def shares(folder: Path, read: Callable[[Case], Mapping[str, object]]) -> dict[str, float]:
    """Title, authors and date: the share exactly right of the pages of a corpus folder where each is known."""
    right: dict[str, list[bool]] = {field: [] for field in ("title", "authors", "date")}
    for case in cases(folder):
        found = read(case)
        for field, hits in right.items():
            key, compared = _COMPARED[field]
            if case.truth.get(key):
                hits.append(compared(case.truth[key]) == compared(found.get(field)))
    return {field: sum(hits) / max(1, len(hits)) for field, hits in right.items()}


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, help="the folder that holds segments/, articles/, reader/")
    parser.add_argument("--misses", choices=_COMPARED, help="also list what is wrong of this field, of the half `seen`")
    parser.add_argument("--corpus", default="segments", help="folder of the corpus (default: segments)")
    arguments = parser.parse_args()
    tools = {"readery": readery}
    if importlib.util.find_spec("trafilatura"):
        tools["trafilatura"] = trafilatura
    pages = list(cases(arguments.corpora / arguments.corpus))
    right: dict[tuple[str, str, str], list[bool]] = defaultdict(list)
    spent: dict[str, list[float]] = defaultdict(list)
    for tool, read in tools.items():
        for case in pages:
            found = read(case)
            spent[tool].append(float(str(found["ms"])))
            for field, (key, compared) in _COMPARED.items():
                truth = case.truth.get(key)
                if not truth:
                    continue
                hit = compared(truth) == compared(found.get(field))
                for half in ("all", case.half):
                    right[tool, half, field].append(hit)
                if not hit and tool == "readery" and field == arguments.misses and case.half == "seen":
                    sources = found["sources"]
                    source = sources.get(field) if isinstance(sources, Mapping) else None
                    print(f"{case.name}\n    true  {truth}\n    found {found.get(field)}   [{source}]")
    print(f"{'exactly right':24}" + "".join(f"{field:>9}" for field in _COMPARED) + f"{'ms/page':>9}{'worst':>8}")
    for tool in tools:
        for half in ("all", "seen", "unseen"):
            shares = [right[tool, half, field] for field in _COMPARED]
            row = "".join(f"{sum(each) / len(each):9.3f}" if each else f"{'':9}" for each in shares)
            times = f"{sum(spent[tool]) / len(spent[tool]):9.2f}{max(spent[tool]):8.1f}" if half == "all" else ""
            print(f"{tool + ', ' + half:24}{row}{times}")
    print(f"{'pages with a truth':24}" + "".join(f"{len(right['readery', 'all', field]):9}" for field in _COMPARED))


if __name__ == "__main__":
    main()
