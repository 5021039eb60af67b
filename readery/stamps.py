"""Whether a file is still the one that was seen: told by its status alone, as version control does it.

A stamp holds size, time of the last change to the content, time of the last change to the file itself, and the file's
number. A program can set the second at will, not the third, so an edit that puts the old time back is noticed too. Clocks
tick: a change in the same tick as the look that came before it leaves no trace. So a stamp can be relied on only if it was
`settled` when the file was looked at: then any later change bears a later time. (Git calls an entry that is not settled
racily clean.)
"""

from __future__ import annotations

import os
import struct
from pathlib import Path

_FORM = struct.Struct("<QqqQ")
_TICK = 100_000_000
"""Nanoseconds in which the clock of a file system certainly goes on, where it counts fractions of seconds (Linux: 10 ms)."""
_COARSE_TICK = 2_000_000_000
"""Where it counts whole seconds, or two."""
_SECOND = 1_000_000_000

GONE = b""
"""The stamp of a file that is not there."""


def stamp(status: os.stat_result) -> bytes:
    """The stamp of a file with this status: 32 bytes."""
    return _FORM.pack(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino & 0xFFFF_FFFF_FFFF_FFFF)


def of(path: str | Path) -> bytes:
    """The stamp of the file at `path`; GONE where there is none or it cannot be looked at."""
    try:
        return stamp(os.stat(path))  # noqa: PTH116 - asked for every file of a site; building a Path takes longer
    except (OSError, ValueError):
        return GONE


def settled(seen: bytes, now: int) -> bool:
    """Whether files that bore the stamps `seen` (one after another) at the time `now` (nanoseconds) will bear others after any
    change.
    """
    return all(
        max(modified, changed) + (_TICK if changed % _SECOND else _COARSE_TICK) < now
        for _, modified, changed, _ in _FORM.iter_unpack(seen)
    )
