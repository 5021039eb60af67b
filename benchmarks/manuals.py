"""Draws pages of manuals with known answers: the element that holds a page's text says what is right.

    python -m benchmarks.manuals ../manuals

Fetches the packages that `manuals.toml` names with ``apt-get download`` (so it needs a Debian system) and writes a folder as
the corpora are (``truth.jsonl``, ``html/NAME.html.gz``) for `train_html` and `quality`. The pages stay outside the project:
they belong to their authors. Which pages are drawn depends on the packages' versions alone.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import subprocess
import tarfile
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from benchmarks.corpora import tokens
from readery.intake import encodings

KINDS = Path(__file__).resolve().parent / "manuals.toml"
_PAGES = 10
_LEAST_WORDS, _MOST_WORDS = 120, 6000
"""Words of a page's text: shorter ones are indexes and stubs, longer ones would outweigh the others."""
_LARGEST = 400_000
"""Bytes of a page."""
_LEAST_RUNNING = 0.25
"""Share of the text in paragraphs, items and cells, without which a page is a listing of source code."""
_PAGE = re.compile(r"\.x?html?(?:\.gz|\.[a-z]{2})?$")
_PASSED_OVER = re.compile(
    r"(?:^|/)(?:_modules|_sources|src|source)/|(?:gen|py-mod|overview-|all|doc-)?index[^/]*$|search|contents|toc\.|changelog|"
    r"changes|license|copying|copyright|source\.html|-(?:source|use|tree|frame)\.|-members",
    re.IGNORECASE,
)
"""Files that are lists, legal texts or source code."""
_HEADINGS = "h1, h2, h3, .titlepage"


@dataclass(frozen=True, slots=True)
class Kind:
    """Pages of one generator and theme."""

    name: str
    """What stands for their site."""
    packages: Sequence[str]
    """Binary packages."""
    text: Sequence[str]
    """Selectors of the element that holds the text, the first that is on a page."""
    without: Sequence[str] = ()
    """Selectors of what is none of the text although it stands there."""
    pages: int = _PAGES
    """Pages of each package at most."""


def kinds() -> list[Kind]:
    """What `manuals.toml` names."""
    return [Kind(**entry) for entry in tomllib.loads(KINDS.read_text(encoding="utf-8"))["kind"]]


def truth(html: str, kind: Kind) -> str | None:
    """The HTML of a page's text without its title, None where the page is not one to learn from."""
    tree = LexborHTMLParser(html)
    text = next(filter(None, map(tree.css_first, kind.text)), None)
    if text is None:
        return None
    for selector in ("script", "style", "a.headerlink", *kind.without):
        for node in text.css(selector):
            node.decompose()
    title = text.css_first(_HEADINGS)
    if title is not None:
        title.decompose()
    running = sum(len(tokens(node.text(deep=True))) for node in text.css("p, li, td, dd"))
    words = len(tokens(text.text(deep=True, separator=" ")))
    if not _LEAST_WORDS <= words <= _MOST_WORDS or running < _LEAST_RUNNING * words:
        return None
    return text.html


def files(package: Path) -> Iterator[tuple[str, bytes]]:
    """The pages of HTML in a package: path and bytes."""
    with (
        subprocess.Popen(["dpkg-deb", "--fsys-tarfile", str(package)], stdout=subprocess.PIPE) as unpacking,
        tarfile.open(fileobj=unpacking.stdout, mode="r|") as archive,
    ):
        for member in archive:
            is_page = member.isfile() and member.size <= _LARGEST and _PAGE.search(member.name)
            file = archive.extractfile(member) if is_page and not _PASSED_OVER.search(member.name) else None
            if file is not None:
                data = file.read()
                yield member.name, gzip.decompress(data) if member.name.endswith(".gz") else data


def drawn(pages: Iterable[tuple[str, bytes]], kind: Kind) -> list[tuple[bytes, str]]:
    """The (page, truth) of a package that are drawn: by the hash of their path, so that they come from all parts of it."""
    found: list[tuple[bytes, str]] = []
    seen: set[str] = set()
    for _, data in sorted(pages, key=lambda page: hashlib.sha256(page[0].encode()).digest()):
        right = truth(encodings.decode(data, encodings.declaration).text, kind)
        if right is not None and right not in seen:
            seen.add(right)
            found.append((data, right))
        if len(found) == kind.pages:
            break
    return found


def fetched(package: str, folder: Path) -> Path:
    """The file of a package, downloaded into `folder` where it is not there. Raises CalledProcessError."""
    there = next(folder.glob(f"{package}_*.deb"), None)
    if there is None:
        subprocess.run(["apt-get", "download", "-q", package], cwd=folder, check=True)
        there = next(folder.glob(f"{package}_*.deb"))
    return there


def draw(folder: Path, packages: Path) -> int:
    """Write the corpus to `folder`, with packages from or to `packages`; the number of its pages."""
    (folder / "html").mkdir(parents=True, exist_ok=True)
    records = []
    for kind in kinds():
        for package in kind.packages:
            pages = drawn(files(fetched(package, packages)), kind)
            for number, (data, right) in enumerate(pages):
                name = f"{package}-{number}"
                (folder / "html" / f"{name}.html.gz").write_bytes(gzip.compress(data, mtime=0))
                records.append({"name": name, "site": kind.name, "html": right})
            print(f"{kind.name:20}{package:28}{len(pages):4} pages", flush=True)
    lines = (json.dumps(record, ensure_ascii=False) for record in records)
    (folder / "truth.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(records)


def main() -> None:
    """Draws the corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the pages go: outside the project")
    parser.add_argument("--packages", type=Path, help="folder that keeps the downloaded packages")
    arguments = parser.parse_args()
    if arguments.packages:
        arguments.packages.mkdir(parents=True, exist_ok=True)
        count = draw(arguments.folder, arguments.packages.resolve())
    else:
        with tempfile.TemporaryDirectory() as packages:
            count = draw(arguments.folder, Path(packages))
    print(f"{arguments.folder}: {count} pages")


if __name__ == "__main__":
    main()
