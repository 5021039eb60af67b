"""The only door to the theme's files: where templates lie, and which files (style, scripts, icons) go into the site.

A theme is a folder of templates with a folder ``assets`` in it. The collection's own folder is looked up first, so a
file there replaces the theme's of the same name, and one of a new name is added. Styles and scripts go into the site without
their comments and spare white space; nothing else of them changes, so what a browser shows can be found in the source.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import rcssmin
import rjsmin

from readery.model import Output

_FOLDER = "assets"
_URL = re.compile(r'url\(\s*"?([^")\s]+)"?\s*\)')


@dataclass(frozen=True, slots=True)
class Theme:
    """The theme of a collection, its own templates included."""

    folders: tuple[Path, ...]
    """Where templates are looked up, the collection's own first."""
    names: Mapping[str, str]
    """Name of a file in ``assets`` → its path in the site, which tells its content."""
    files: tuple[Output, ...]
    """These files, by path."""


def theme(own: Path | None = None) -> Theme:
    """The theme that ships with Readery, under the templates in the folder `own` where there is one."""
    shipped = shipped_folder()
    folders = (shipped,) if own is None or not own.is_dir() or own.samefile(shipped) else (own, shipped)
    sources: dict[str, bytes] = {}
    for folder in reversed(folders):
        inside = folder / _FOLDER
        for path in sorted(inside.rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                sources[path.relative_to(inside).as_posix()] = path.read_bytes()
    names: dict[str, str] = {}
    files: list[Output] = []
    # Style sheets last: they name other files by what these are called in the site.
    for name in sorted(sources, key=lambda name: (name.endswith(".css"), name)):
        data = _packed(name, sources[name], names)
        stem, dot, ending = name.rpartition(".")
        names[name] = f"{_FOLDER}/{stem}.{hashlib.sha256(data).hexdigest()[:10]}{dot}{ending}"
        files.append(Output(names[name], data))
    return Theme(folders, names, tuple(sorted(files, key=lambda file: file.path)))


def shipped_folder() -> Path:
    """Where the theme lies: in the package when installed from a wheel, else in the checkout beside it."""
    package = Path(__file__).parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def _packed(name: str, data: bytes, names: Mapping[str, str]) -> bytes:
    """A theme's file as the site has it. Comments that begin with ``!``, such as licences, stay."""
    packed: bytes = data
    if name.endswith(".css"):
        packed = rcssmin.cssmin(_renamed(data, names), keep_bang_comments=True)
    elif name.endswith(".js"):
        packed = rjsmin.jsmin(data, keep_bang_comments=True)
    return packed


def _renamed(style: bytes, names: Mapping[str, str]) -> bytes:
    """A style sheet in which ``url(NAME)`` of another file of the theme is its name in the site."""

    def address(match: re.Match[str]) -> str:
        path = names.get(match[1])
        return f'url("{path.removeprefix(_FOLDER + "/")}")' if path else match[0]

    return _URL.sub(address, style.decode("utf-8")).encode("utf-8")
