r"""Names of files as people and stores can hold them: text without control characters, and back.

A file name is any bytes; Python shows those that are not UTF-8 as lone surrogates, which no UTF-8 file, terminal or
database takes. Such bytes, control characters and the backslash itself are written ``\xHH``, so that every name can be
shown and found again.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

_ODD = re.compile(rb"[\x00-\x1f\x7f\\]")
_ESCAPED = re.compile(rb"\\x([0-9a-f]{2})")


def shown(path: Path | str) -> str:
    """`path` with ``/`` between its parts, every character printable."""
    if os.sep != "/":  # where the separator is the backslash, names are Unicode and hold no control characters
        return Path(path).as_posix()
    if isinstance(path, str) and path.isascii() and path.isprintable() and "\\" not in path:
        return path
    raw = _ODD.sub(lambda odd: b"\\x%02x" % odd[0][0], os.fsencode(path))
    return raw.decode("utf-8", "backslashreplace")


def actual(name: str) -> Path:
    """The path that `shown` made `name` from."""
    if os.sep != "/":
        return Path(name)
    return Path(os.fsdecode(_ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), name.encode())))
