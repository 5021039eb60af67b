"""One pass over the finished folder: every file is read once, and only what the rules still ask for is kept.

Files are read in blocks, in the order of their paths, so that the first place of a fault is the same however many
processes read. What is kept grows with the number of different addresses, not with the number of pages.
"""

from __future__ import annotations

import json
import os
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from readery import findings
from readery.check import css, data, html, xml
from readery.check.address import Inside, resolve
from readery.check.html import Html, Reference, Use
from readery.check.xml import BrokenError
from readery.findings import Finding
from readery.settings import Settings

K = TypeVar("K")
T = TypeVar("T")
R = TypeVar("R")

_FILES_A_BLOCK = 128
"""Files that travel to a worker together: some 50 ms of work."""
_OURS = (".readery-", ".git")
"""Beginnings of names in the site's folder that no host is given."""
HtmlRule = Callable[[Html, Settings], Iterator[Finding]]
"""Judges one page."""
DataRule = Callable[["data.Data", Settings], Iterator[Finding]]
"""Judges one XML or JSON file."""


class Mapper(Protocol):
    """Maps a stage over blocks of values, results in order, as `readery.engine.Engine.map` does."""

    def __call__(
        self, stage: Callable[[tuple[T, ...]], R], values: Iterable[T], size: int
    ) -> Iterator[R]:  # pragma: no cover - a protocol
        """`stage` over `values` in blocks of `size`."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address stands."""

    file: str
    """The file, in the site."""
    element: str
    """Where in it: ``img src``."""
    url: str
    """As it is written there."""
    day: str = ""
    """The first date that the file names."""


class Tally(Generic[K]):
    """Things that stand in files: the first place of each, and in how many files it stands."""

    def __init__(self) -> None:
        self.first: dict[K, Place] = {}
        self.files: Counter[K] = Counter()

    def add(self, key: K, file: str, reference: Reference, day: str = "") -> None:
        """`key` stands in `file`, once more or for the first time. Files come one after the other."""
        if key not in self.first:
            self.first[key] = Place(file, reference.place, reference.url, day)
        self.files[key] += 1

    def merge(self, other: Tally[K]) -> None:
        """Add what was found in later files."""
        for key, place in other.first.items():
            self.first.setdefault(key, place)
        self.files.update(other.files)


@dataclass(slots=True)
class Notes:
    """What a block of files holds."""

    findings: list[Finding] = field(default_factory=list)
    """Of rules that look at one file."""
    inside: Tally[tuple[str, Use]] = field(default_factory=Tally)
    """Path in the site, and what it is used for."""
    anchors: Tally[tuple[str, str]] = field(default_factory=Tally)
    """Path of another page, and the place in it."""
    rooted: Tally[str] = field(default_factory=Tally)
    """Paths named from the host's root."""
    leading_out: Tally[str] = field(default_factory=Tally)
    """Addresses that climb out of the site's folder."""
    foreign: Tally[tuple[str, Use]] = field(default_factory=Tally)
    """Host of another origin that a browser would ask, and what for."""
    outgoing: Tally[str] = field(default_factory=Tally)
    """Addresses on other hosts that a reader may follow; only where they are asked for."""

    def merge(self, other: Notes) -> None:
        """Add what was found in later files."""
        self.findings += other.findings
        self.inside.merge(other.inside)
        self.anchors.merge(other.anchors)
        self.rooted.merge(other.rooted)
        self.leading_out.merge(other.leading_out)
        self.foreign.merge(other.foreign)
        self.outgoing.merge(other.outgoing)


@dataclass(frozen=True)
class Survey:
    """The whole folder, as rules of the site see it."""

    root: Path
    """The folder."""
    sizes: dict[str, int]
    """Path of each file → its bytes, by path."""
    links: tuple[str, ...]
    """Symbolic links, which are not followed."""
    notes: Notes
    """What the files hold."""

    @cached_property
    def folders(self) -> frozenset[str]:
        """Paths of the folders, each ending in ``/``; the root is empty."""
        found = {""}
        for path in self.sizes:
            cut = path.rfind("/")
            while cut >= 0 and path[: cut + 1] not in found:
                found.add(path[: cut + 1])
                cut = path.rfind("/", 0, cut)
        return frozenset(found)

    @cached_property
    def spellings(self) -> dict[str, str]:
        """Each path as a disk that knows no capitals would have it → as it is."""
        return {fold(path): path for path in (*self.sizes, *self.folders)}

    def file_at(self, path: str) -> str | None:
        """The file that a host serves for `path`: itself or the folder's ``index.html``."""
        if path in self.sizes:
            return path
        index = f"{path}index.html" if path == "" or path.endswith("/") else f"{path}/index.html"
        return index if index in self.sizes else None

    def anchors_of(self, path: str) -> frozenset[str] | None:
        """The places in the page at `path` that a link can lead to; None where it leads on to another page."""
        page = html.read(path, (self.root / path).read_bytes())
        return None if page.leads_on else page.anchors


def survey(
    root: Path,
    settings: Settings,
    html_rules: tuple[HtmlRule, ...],
    data_rules: tuple[DataRule, ...],
    workers: Mapper,
    outgoing: bool,
) -> Survey:
    """Read the folder `root`."""
    sizes, links = _walk(root)
    notes = Notes()
    stage = partial(
        _read_block, root=root, settings=settings, html_rules=html_rules, data_rules=data_rules, outgoing=outgoing
    )
    for each in workers(stage, filter(_is_read, sizes), _FILES_A_BLOCK):
        notes.merge(each)
    return Survey(root, sizes, links, notes)


def fold(path: str) -> str:
    """`path` as a disk has it that knows neither capitals nor two ways to write an accent."""
    return unicodedata.normalize("NFC", path).casefold()


def _walk(root: Path) -> tuple[dict[str, int], tuple[str, ...]]:
    """Every file with its size, and every symbolic link, by path."""
    sizes: dict[str, int] = {}
    links: list[str] = []
    waiting = [("", os.fspath(root))]
    while waiting:
        prefix, folder = waiting.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith(_OURS):
                    continue
                path = prefix + entry.name
                if entry.is_symlink():
                    links.append(path)
                elif entry.is_dir():
                    waiting.append((f"{path}/", entry.path))
                elif entry.is_file():
                    sizes[path] = entry.stat().st_size
    return dict(sorted(sizes.items())), tuple(sorted(links))


def _is_read(path: str) -> bool:
    return path.endswith((".html", ".htm", ".xhtml", ".css", ".xml", ".atom", ".rss", ".json", ".svg", ".webmanifest"))


def _read_block(
    paths: tuple[str, ...],
    root: Path,
    settings: Settings,
    html_rules: tuple[HtmlRule, ...],
    data_rules: tuple[DataRule, ...],
    outgoing: bool,
) -> Notes:
    """What a worker does with a block of files."""
    notes = Notes()
    for path in paths:
        try:
            content = (root / path).read_bytes()
        except OSError as error:
            notes.findings.append(
                Finding(
                    findings.UNREADABLE,
                    path,
                    f"it cannot be read ({error.strerror}).",
                    "Check that you may read it; a host could not serve it either.",
                )
            )
            continue
        if path.endswith((".html", ".htm", ".xhtml")):
            page = html.read(path, content)
            for rule in html_rules:
                notes.findings += rule(page, settings)
            _note(notes, path, page.references, settings.site.base_url, page.base, page.day, outgoing)
        elif path.endswith(".css"):
            references = tuple(
                Reference(url, Use.CODE if code else Use.SHOW, "url()")
                for url, code in css.addresses(content.decode("utf-8", "replace"))
            )
            _note(notes, path, references, settings.site.base_url, "", "", outgoing)
        else:
            _read_data(notes, path, content, settings, data_rules)
    return notes


def _read_data(notes: Notes, path: str, content: bytes, settings: Settings, data_rules: tuple[DataRule, ...]) -> None:
    try:
        if path.endswith((".json", ".webmanifest")):
            value = data.Data(path, len(content), value=json.loads(content))
        else:
            value = data.Data(path, len(content), root=xml.read(content))
    except (BrokenError, ValueError, RecursionError) as error:
        notes.findings.append(
            Finding(
                findings.BAD_XML,
                path,
                f"it is not well-formed: {error}.",
                "Mend or remove it: nothing that reads it will get past that place.",
            )
        )
        return
    for rule in data_rules:
        notes.findings += rule(value, settings)
    _note(notes, path, tuple(data.references(value)), settings.site.base_url, "", "", False)


def _note(
    notes: Notes, path: str, references: tuple[Reference, ...], base_url: str, base: str, day: str, outgoing: bool
) -> None:
    """Note where the addresses of one file lead."""
    seen: set[tuple[str, Use]] = set()
    for reference in references:
        if (reference.url, reference.use) in seen:
            continue
        seen.add((reference.url, reference.use))
        target = resolve(reference.url, path, base_url, base)
        if target is None:
            continue
        if isinstance(target, Inside):
            if target.leads_out:
                notes.leading_out.add(reference.url, path, reference)
                continue
            # The page for what is not found is served at any depth: it has no other way.
            if target.rooted and path != "404.html":
                notes.rooted.add(target.path, path, reference)
            notes.inside.add((target.path, reference.use), path, reference)
            if target.fragment and target.path != path and reference.use is Use.FOLLOW:
                notes.anchors.add((target.path, target.fragment), path, reference)
        elif reference.use in (Use.CODE, Use.SHOW):
            notes.foreign.add((target.origin, reference.use), path, reference)
        elif reference.use is Use.FOLLOW and outgoing and target.url.lower().startswith(("http:", "https:")):
            notes.outgoing.add(target.url.partition("#")[0], path, reference, day)
