"""Bytes of some format become raw pages.

`scan` finds the files, `read` reads one, `beside` brings an image that a page shows. Files are opened here and nowhere
else. Nothing that lies in a folder makes these functions raise: what is wrong comes back as findings.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from readery.findings import Finding
from readery.intake import files, side
from readery.intake.file import File
from readery.intake.files import Unusable
from readery.intake.folder import Scan, Source, known, scan
from readery.intake.pictures import beside, places
from readery.intake.said import NOTHING, Said
from readery.model import RawPage

__all__ = ["Scan", "Source", "beside", "places", "read", "read_stream", "scan"]

_PEEKED = 4096
_MARKUP = re.compile(rb"\s*<(?:!|\?xml|[a-z][a-z0-9]*[\s>])", re.IGNORECASE)
_RECORD = re.compile(rb"\s*\{\s*\"")
_FRONT = re.compile(rb"(?:---|\+\+\+)[ \t]*\r?\n")


def read(source: Source) -> Iterator[RawPage | Finding]:
    """The pages in a raw file, one at a time, and what is wrong with it. Never raises for what the file holds or is."""
    told, side_bytes = NOTHING, b""
    if source.side_file:
        told, side_bytes, wrong = side.read(source.side_file)
        folder = source.name.rpartition("/")[0]
        for finding in wrong:
            yield _at(f"{folder}/{finding.where}" if folder else finding.where, finding)
    try:
        with files.opened(Path(source.path)) as stream:
            yield from _pages(stream, source.name, source.format, told, side_bytes)
    except Unusable as error:
        yield Finding(error.kind, source.name, error.problem, error.remedy)


def read_stream(stream: BinaryIO, name: str) -> Iterator[RawPage | Finding]:
    """The pages in a stream that has no file name, such as standard input; what it holds is told by how it begins."""
    try:
        with files.told():
            yield from _pages(files.unpacked(io.BufferedReader(cast(io.RawIOBase, stream))), name, "", NOTHING, b"")
    except Unusable as error:
        yield Finding(error.kind, name, error.problem, error.remedy)


def _pages(
    stream: files.Stream, name: str, format_name: str, told: Said, side_bytes: bytes
) -> Iterator[RawPage | Finding]:
    if not format_name:
        format_name = _guessed(stream.peek(_PEEKED))
    yield from known()[format_name].read(File(name, format_name, stream, told, side_bytes))


def _guessed(beginning: bytes) -> str:
    """The format of a file whose name does not tell, by its first bytes."""
    beginning = beginning.removeprefix(b"\xef\xbb\xbf")
    if _RECORD.match(beginning):
        return "jsonl"
    if _FRONT.match(beginning):
        return "markdown"
    return "html" if _MARKUP.match(beginning) else "text"


def _at(where: str, finding: Finding) -> Finding:
    return Finding(finding.kind, where, finding.problem, finding.remedy)
