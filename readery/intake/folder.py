"""Finds the raw pages in a folder, in an order that is the same everywhere."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from readery import findings, registry, stamps
from readery.findings import Finding, Kind
from readery.intake import files, formats
from readery.intake.files import Unusable
from readery.intake.formats import Format
from readery.intake.names import shown

SETTINGS = "readery.toml"
"""The collection's own settings: never a side file."""

# Folders in which a browser lays what belongs to `page.html`: `page_files` and its translations. Windows takes both
# for one (its list of "connected files": _files, -Dateien, _fichiers …), so browsers write them as it knows them.
_COMPANIONS = re.compile(
    r"(?:[_-](?:files?|dateien|fichiers|archivos|arquivos|ficheiros|bestanden|bylos|datoteke|dosyalar|elemei|failid|fails"
    r"|fajlovi|filer|fitxategiak|fitxers|pliki|soubory|tiedostot)|\.files)\Z",
    re.IGNORECASE,
)
_PAGE_SUFFIXES = (".html", ".htm", ".xhtml")
# What lies beside pages for good reason, or is no page in any format: not worth a word.
_QUIET = frozenset(
    """
    .png .jpg .jpeg .jpe .jfif .gif .webp .avif .svg .svgz .ico .bmp .tif .tiff .heic .css .scss .less .js .mjs .map
    .woff .woff2 .ttf .otf .eot .mp3 .m4a .ogg .oga .opus .wav .flac .mp4 .m4v .webm .mov .avi .mkv .vtt .srt
    .json .xml .rss .atom .csv .tsv .log .py .sh .bat .lock .part .crdownload .download .tmp .bak .swp .db .canvas
    """.split()
)
_QUIET_NAMES = frozenset(("thumbs.db", "desktop.ini", "__macosx", "makefile", "license", "copying"))
_REMEDY = {
    ".mht": "Open it in a browser and save it as HTML.",
    ".mhtml": "Open it in a browser and save it as HTML.",
    ".webarchive": "Open it in Safari and save it as page source, or print it to HTML.",
    ".php": "If it is a saved page, rename it so that it ends in .html.",
    ".asp": "If it is a saved page, rename it so that it ends in .html.",
    ".aspx": "If it is a saved page, rename it so that it ends in .html.",
    ".shtml": "If it is a saved page, rename it so that it ends in .html.",
    "": "If it is a saved page, rename it so that it ends in .html or .txt.",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A raw file to read."""

    path: str
    """Where it is; no `Path`, since making one for each file of a folder takes as long as to look at it."""
    name: str
    """Its path below the folder that was scanned, with ``/``, every character printable; `Origin.path`."""
    format: str
    """Name of its format."""
    side_file: Path | None = None
    """The file beside it that says more of it."""
    stamp: bytes = stamps.GONE
    """Tells whether it and its side file are still those that were found (`readery.stamps`); empty where that is unknown."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What a folder holds."""

    root: Path
    """The folder (for a single file, the one it lies in)."""
    sources: tuple[Source, ...]
    """Its raw files, sorted by the parts of their names."""
    findings: tuple[Finding, ...]
    """What could not be looked at, or looks like a mistake."""


@cache
def known() -> Mapping[str, Format]:
    """The formats by name."""
    return {each.name: each for each in registry.members(formats, "FORMAT", Format)}


@cache
def _by_suffix() -> Mapping[str, str]:
    return {
        suffix + packed: each.name for each in known().values() for suffix in each.suffixes for packed in ("", ".gz")
    }


@cache
def _by_ending() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """What stands after the last dot → the endings that end so, with the names of their formats."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for suffix, format_name in _by_suffix().items():
        last = suffix.rpartition(".")[2]
        found[last] = (*found.get(last, ()), (suffix, format_name))
    return found


def parted(name: str) -> tuple[str, str | None]:
    """A file's name without the endings of its format, and the format's name; None if no format has such endings."""
    lower = name.lower()
    for suffix, format_name in _by_ending().get(lower.rpartition(".")[2], ()):
        if len(name) > len(suffix) and lower.endswith(suffix):
            return name[: -len(suffix)], format_name
    return name, None


def scan(root: Path) -> Scan:
    """The raw files in the folder `root`, or the one file `root`, which is read whatever its name ends in."""
    if root.is_dir():
        walk = _Walk(root)
        walk.enter(root, Path(), frozenset())
        return Scan(root, tuple(walk.sources), tuple(walk.found))
    name = shown(Path(root.name))
    side = next(
        (root.with_name(each) for each in _side_names(root.name) if os.path.lexists(root.with_name(each))), None
    )
    return Scan(root.parent, (Source(str(root), name, parted(root.name)[1] or "", side),), ())


def _side_names(name: str) -> Iterator[str]:
    """What the side file of a page may be called, the most exact first."""
    packed = name[:-3] if name.lower().endswith(".gz") else name
    stem, _ = parted(name)
    for each in dict.fromkeys((name, packed, stem)):
        if f"{each}.toml" != SETTINGS:
            yield f"{each}.toml"


class _Walk:
    """Goes through a folder; each real folder once."""

    def __init__(self, root: Path) -> None:
        self._root = Path(os.path.realpath(root))
        self._entered: set[tuple[int, int]] = set()
        self.sources: list[Source] = []
        self.found: list[Finding] = []

    def enter(self, folder: Path, below: Path, above: frozenset[tuple[int, int]]) -> None:
        """Take what lies in `folder`, whose place under the root is `below`; `above` identifies the folders around."""
        try:
            status = folder.stat()
            with os.scandir(folder) as inside:
                entries = {entry.name: entry for entry in sorted(inside, key=lambda entry: os.fsencode(entry.name))}
        except OSError as error:
            self._report(files.unusable(error), below, "is a folder that ")
            return
        identity = (status.st_dev, status.st_ino)
        if identity in self._entered and status.st_ino:
            return
        self._entered.add(identity)
        pages: dict[str, list[str]] = {}
        found: list[tuple[str, os.stat_result, str]] = []
        around = above | {identity}
        for name, entry in entries.items():
            if name.startswith((".", "~$")) or name.endswith("~") or name.lower() in _QUIET_NAMES:
                continue
            its = self._status(entry, below, around)
            if its is None:
                continue
            mode = its.st_mode
            stem, format_name = parted(name)
            if stat.S_ISDIR(mode):
                found.append((name, its, ""))
            elif format_name is None:
                if stat.S_ISREG(mode):
                    self._other(name, below, entries)
            elif stat.S_ISREG(mode):
                found.append((name, its, format_name))
                pages.setdefault(stem, []).append(name)
            else:
                kind = "a pipe" if stat.S_ISFIFO(mode) else "a socket or device"
                self._add(findings.UNREADABLE, below / name, f"is {kind}, not a file.", "Move it out of the folder.")
        start = f"{shown(below)}/" if below.parts else ""
        has_sides = any(name.endswith(".toml") for name in entries)
        for name, its, format_name in found:
            if stat.S_ISDIR(its.st_mode):
                self._folder(folder / name, below / name, pages, around)
                continue
            side = next((each for each in _side_names(name) if each in entries), None) if has_sides else None
            stamp = stamps.stamp(its) + (stamps.of(folder / side) if side else b"")
            beside = folder / side if side else None
            self.sources.append(Source(entries[name].path, start + shown(name), format_name, beside, stamp))

    def _folder(
        self, folder: Path, below: Path, pages: Mapping[str, list[str]], above: frozenset[tuple[int, int]]
    ) -> None:
        """Go into a folder, unless it holds what belongs to a page beside it."""
        belongs = _COMPANIONS.search(folder.name)
        if belongs:
            owners = pages.get(folder.name[: belongs.start()], ())
            if any(parted(name)[1] == "html" for name in owners):
                return
        if parted(folder.name)[1]:
            self._add(
                findings.FOLDER_LIKE_PAGE,
                below,
                "is a folder, though it is named like a page.",
                "If it should be a page, save that anew; the pages in the folder are read.",
            )
        self.enter(folder, below, above)

    def _status(
        self, entry: os.DirEntry[str], inside: Path, above: frozenset[tuple[int, int]]
    ) -> os.stat_result | None:
        """The status of what stands there, of a link that of what it leads to; None if it was reported or is passed over."""
        path = entry.path
        try:
            if not entry.is_symlink():
                return entry.stat(follow_symlinks=False)
            status = os.stat(path)  # noqa: PTH116 - a Path for each file of a folder takes as long as to look at it
        except OSError as error:
            self._dangling(Path(path), inside / entry.name, error)
            return None
        target = Path(os.path.realpath(path))
        if stat.S_ISDIR(status.st_mode) and (
            (status.st_dev, status.st_ino) in above or self._root.is_relative_to(target)
        ):
            self._add(
                findings.LINK_LOOP,
                inside / entry.name,
                "is a symbolic link to a folder around it, and so leads in a circle.",
                "Remove the link; what it leads to is read at its own place.",
            )
            return None
        return None if self._own_place(target, status.st_mode) else status

    def _own_place(self, target: Path, mode: int) -> bool:
        """Whether what a link leads to is met in the folder anyway, and so not to be read by the link's name too."""
        if not target.is_relative_to(self._root):
            return False
        if any(part.startswith(".") for part in target.relative_to(self._root).parts):
            return False
        return stat.S_ISDIR(mode) or parted(target.name)[1] is not None

    def _dangling(self, path: Path, below: Path, error: OSError) -> None:
        if error.errno == errno.ENOENT and path.suffix.lower() in _QUIET:
            return
        if error.errno in (errno.ENOENT, errno.ELOOP, errno.ENOTDIR) and path.is_symlink():
            where = "in a circle" if error.errno == errno.ELOOP else "nowhere"
            problem = f"is a symbolic link that leads {where}."
            self._add(findings.LINK_LOOP, below, problem, "Remove it, or put back what it led to.")
        else:
            self._report(files.unusable(error), below)

    def _other(self, name: str, below: Path, beside: Iterable[str]) -> None:
        """A file of no known format: silence, or a word."""
        suffix = Path(name).suffix.lower()
        if suffix == ".toml":
            if name != SETTINGS and not any(name in _side_names(each) for each in beside if parted(each)[1]):
                self._add(
                    findings.LONE_SIDE_FILE,
                    below / name,
                    "is a side file without a page.",
                    "Name it like its page, with .toml after it: page.html.toml for page.html.",
                )
        elif suffix not in _QUIET:
            remedy = _REMEDY.get(suffix, "If it is a page, save it as HTML, text or Markdown; else leave it.")
            self._add(findings.UNKNOWN_FORMAT, below / name, "is of no format that is read here.", remedy)

    def _report(self, wrong: Unusable, below: Path, before: str = "") -> None:
        self._add(wrong.kind, below, before + wrong.problem, wrong.remedy)

    def _add(self, kind: Kind, below: Path, problem: str, remedy: str) -> None:
        self.found.append(Finding(kind, shown(below), problem, remedy))
