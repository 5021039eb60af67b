"""One build at a time: a lock of the system on a folder. It leaves no file behind, and ends with the process however that ends.

Systems without such locks (Windows) have none.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


@contextmanager
def held(folder: Path, wait: Callable[[], None]) -> Iterator[bool]:
    """Keeps others out of `folder`, which is made if need be; calls `wait` first where another one must end, and tells whether that
    was so. Raises OSError where there can be no such folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if fcntl is None:
        yield False
        return
    descriptor = os.open(folder, os.O_RDONLY)
    waited = False
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            wait()
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            waited = True
        yield waited
    finally:
        os.close(descriptor)
