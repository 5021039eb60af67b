"""The door to raw files: opened without ever waiting, read within limits, unpacked where packed."""

from __future__ import annotations

import errno
import gzip
import io
import os
import re
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from readery import findings
from readery.findings import Kind

Stream = io.BufferedReader | gzip.GzipFile
"""What raw files are read from."""
LIMIT = 32 * 2**20
"""Bytes of a page, unpacked, at most, pictures inside it included."""
TEXT_LIMIT = 8_000_000
"""Characters of a page at most, pictures inside it not counted: three times the longest novels. Cleaning takes up to two
seconds and 90 MB of memory for a million."""
SIDE_LIMIT = 2**20
"""Bytes of a side file at most."""

# Without waiting for whoever might write to a pipe, without becoming a terminal's owner; both do not exist everywhere.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_PACKED = b"\x1f\x8b"
_SNIFFED = 65_536
_EMBEDDED = re.compile(r"data:[a-z]+/[\w.+-]+[^\s\"'<>()]{200,}", re.IGNORECASE)
# How files that are no text begin. What begins otherwise is judged by its bytes.
_MAGIC = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive (or an office document or e-book)",
    b"\x89PNG\r\n\x1a\n": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF87a": "a GIF image",
    b"GIF89a": "a GIF image",
    b"\x1f\x8b": "a gzip file inside a gzip file",
    b"BZh": "a bzip2 file",
    b"\xfd7zXZ\x00": "an xz file",
    b"\x28\xb5\x2f\xfd": "a Zstandard file",
    b"\x7fELF": "a program",
    b"SQLite format 3\x00": "a database",
    b"bplist00": "a binary property list (a Safari web archive, perhaps)",
}
# Control characters that text does not hold. ESC, SO and SI switch alphabets in East Asian mail encodings.
_CONTROLS = bytes((*range(1, 9), *range(16, 27), *range(28, 32), 127))


class Unusable(Exception):
    """A file that cannot be read, with what is wrong and what to do, in words for its owner."""

    def __init__(self, kind: Kind, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.kind = kind
        self.problem = problem
        self.remedy = remedy


@contextmanager
def opened(path: Path) -> Iterator[Stream]:
    """The file at `path`, unpacked if it is gzip, whatever its name. Raises Unusable, for reading inside too."""
    with told(), _regular(path) as file:
        before = os.fstat(file.fileno())
        yield unpacked(file)
        after = os.fstat(file.fileno())
        if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
            raise Unusable(
                findings.UNREADABLE, "changed while it was read.", "Build again when whatever writes it is done."
            )


@contextmanager
def told() -> Iterator[None]:
    """Tells what goes wrong with reading inside as Unusable."""
    try:
        yield
    except (OSError, EOFError, zlib.error) as error:
        raise unusable(error) from error


@contextmanager
def _regular(path: Path) -> Iterator[io.BufferedReader]:
    """The file at `path`; what is no file is not waited for."""
    number = os.open(path, _FLAGS)
    try:
        mode = os.fstat(number).st_mode
        if not stat.S_ISREG(mode):
            raise Unusable(
                findings.UNREADABLE, f"is {_special(mode)}, not a file.", "Move it out of the folder, or rename it."
            )
        with open(number, "rb", closefd=False) as file:
            yield file
    finally:
        os.close(number)


def unpacked(file: io.BufferedReader) -> Stream:
    """What `file` holds, unpacked while it is read if it is gzip."""
    return gzip.GzipFile(fileobj=file) if file.peek(2)[:2] == _PACKED else file


def whole(stream: Stream, limit: int = LIMIT) -> bytes:
    """All of `stream`. Raises Unusable if that is more than `limit` bytes or nothing."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise Unusable(
            findings.TOO_LARGE,
            f"holds more than {limit // 2**20} MB.",
            "Save it without its pictures, or split it; if it is no page, move it out of the folder.",
        )
    if not data:
        raise Unusable(findings.EMPTY, "is empty.", "Save the page anew, or remove the file.")
    return data


def refuse_endless(text: str) -> None:
    """Raise Unusable if `text` is longer than any article, pictures inside it (``data:``) not counted."""
    if len(text) > TEXT_LIMIT and len(text) - sum(map(len, _EMBEDDED.findall(text))) > TEXT_LIMIT:
        raise Unusable(
            findings.TOO_LARGE,
            f"holds more than {TEXT_LIMIT // 10**6} million characters.",
            "Split it; if it is no page, move it out of the folder.",
        )


def blank() -> Unusable:
    """For a file whose text is nothing but white space."""
    return Unusable(findings.EMPTY, "holds nothing but white space.", "Save the page anew, or remove the file.")


def refuse_binary(data: bytes) -> None:
    """Raise Unusable if `data` is no text in any encoding."""
    what = next((name for magic, name in _MAGIC.items() if data.startswith(magic)), None)
    if what is None and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        middle = max(0, len(data) // 2 - _SNIFFED // 2)
        sample = data if len(data) <= 2 * _SNIFFED else data[:_SNIFFED] + data[middle : middle + _SNIFFED]
        controls = len(sample) - len(sample.translate(None, _CONTROLS))
        zeros = sample.count(0)
        if controls > len(sample) * 0.02 or (zeros > len(sample) * 0.02 and not _alternating(sample)):
            what = "binary data"
    if what:
        raise Unusable(
            findings.BINARY,
            f"holds {what}, not text.",
            "Save the page as HTML or text; if it is no page, move it out of the folder.",
        )


def unusable(error: Exception) -> Unusable:
    """What an exception of reading a file means for its owner."""
    if isinstance(error, gzip.BadGzipFile | EOFError | zlib.error):
        return Unusable(findings.UNREADABLE, "is a gzip file that is damaged or cut short.", "Fetch or pack it anew.")
    match getattr(error, "errno", None):
        case errno.EACCES | errno.EPERM:
            problem, remedy = "may not be read (permission denied).", "Give yourself the right to read it."
        case errno.ENOENT:
            problem, remedy = "was gone when it was read.", "Build again; if it is a link, mend what it leads to."
        case errno.ELOOP:
            return Unusable(
                findings.LINK_LOOP, "is a symbolic link that leads in a circle.", "Remove it, or let it lead to a file."
            )
        case errno.EISDIR:
            problem, remedy = "is a folder, not a file.", "Rename it."
        case errno.ENXIO:
            problem, remedy = "is a socket or device, not a file.", "Move it out of the folder."
        case _:
            problem = f"cannot be read ({getattr(error, 'strerror', None) or type(error).__name__})."
            remedy = "Check the disk and the file."
    return Unusable(findings.UNREADABLE, problem, remedy)


def _alternating(sample: bytes) -> bool:
    """Whether zeros stand at every other place only, as in UTF-16."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    return min(even, odd) <= max(even, odd) * 0.02


def _special(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a folder"
    return "a pipe" if stat.S_ISFIFO(mode) else "a device"
