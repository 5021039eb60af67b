"""The formats of raw files. Each is one module here that defines its `Format`, as ``FORMAT``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from readery.findings import Finding
from readery.intake.file import File
from readery.model import RawPage


@dataclass(frozen=True, slots=True)
class Format:
    """A format of raw files."""

    name: str
    """As `Origin.format` and docs/formats.md have it."""
    suffixes: tuple[str, ...]
    """Endings of its files, lower case; each may be followed by ``.gz``."""
    read: Callable[[File], Iterator[RawPage | Finding]]
    """The pages in a file, one at a time; what is wrong with the whole file is raised as Unusable."""
