"""What goes into the keys under which things are known."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

import msgspec

import readery
from readery.settings import Overrules

_ROOMS = (
    "clean",
    "dates",
    "intake",
    "languages",
    "markup",
    "model.py",
    "search",
    "slugs.py",
    "stems.py",
    "urls.py",
    "weave",
)
"""Parts of this package that can change what comes out of a raw page."""
_LIBRARIES = ("beautifulsoup4", "ftfy", "lxml", "markdown", "msgspec", "nh3", "numpy", "pystemmer", "selectolax")
"""Libraries whose version can change that."""
_PAGE_LIBRARIES = ("babel", "jinja2", "markupsafe", "pillow")
"""Further ones whose version can change the site's pages."""
_DATA = (".py", ".toml", ".json")


def key_of(page_sha256: str, name: str, program: bytes) -> bytes:
    """The key of a page: what its cleaning depends on. `program` is `program_hash`'s."""
    return hashlib.sha256(f"{page_sha256}\0{name}\0".encode() + program).digest()


def program_hash(overrules: Mapping[str, Overrules]) -> bytes:
    """Hash of all else that cleaning and gathering depend on: this program's code and data, its libraries, the overrules."""
    whole = hashlib.sha256(msgspec.json.encode(overrules, order="sorted"))
    whole.update(_code(_root(), _ROOMS))
    _libraries(whole, _LIBRARIES)
    return whole.digest()


@cache
def whole_program() -> bytes:
    """Hash of everything of this program that a site's bytes can depend on, templates left out."""
    whole = hashlib.sha256(_code(_root(), ("",)))
    _libraries(whole, (*_LIBRARIES, *_PAGE_LIBRARIES))
    whole.update(sys.version.encode())
    return whole.digest()


def _root() -> Path:
    return Path(readery.__file__).parent


@lru_cache(maxsize=4)
def _code(root: Path, rooms: tuple[str, ...]) -> bytes:
    """Hash of the code and data of these rooms, read once: a process runs the code that it began with."""
    whole = hashlib.sha256()
    for room in rooms:
        for path in sorted((root / room).rglob("*")) or [root / room]:
            if path.suffix in _DATA and path.is_file():
                whole.update(path.relative_to(root).as_posix().encode())
                whole.update(path.read_bytes())
    return whole.digest()


def _libraries(whole: hashlib._Hash, names: Iterable[str]) -> None:
    for name in names:
        whole.update(f"{name} {_version(name)}".encode())


@cache
def _version(library: str) -> str:
    if known := _versions().get(library):
        return known
    import importlib.metadata

    return importlib.metadata.version(library)


@cache
def _versions() -> Mapping[str, str]:
    """Versions of what is installed, by name, as the names of folders say them (``Jinja2-3.1.6.dist-info``): `importlib.metadata`
    reads a file of each besides, by the library for mail, which takes as long as to look at 10,000 files.
    """
    found: dict[str, str] = {}
    for place in map(Path, sys.path):
        for each in place.glob("*.dist-info") if place.is_dir() else ():
            name, _, version = each.stem.partition("-")
            found.setdefault(name.lower().replace("_", "-"), version)
    return found
