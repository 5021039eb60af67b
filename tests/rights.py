"""An ordinary user's rights for a test that was started as root: CI runs as root, who may read and write everything."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

_VERSION = 0x20080522
"""Of the structures (``_LINUX_CAPABILITY_VERSION_3``, capabilities(7))."""
_PAST_PERMISSIONS = 1 << 1 | 1 << 2
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH."""


@contextmanager
def of_an_ordinary_user() -> Iterator[None]:
    """Inside, permissions hold for this thread, whoever runs it. Skips the test where that cannot be had."""
    if not hasattr(os, "geteuid"):
        pytest.skip("this system's permissions are others")
    if os.geteuid() != 0:
        yield
        return
    if not sys.platform.startswith("linux"):
        pytest.skip("root's rights cannot be laid aside here")
    libc = ctypes.CDLL(None, use_errno=True)
    header, rights = (ctypes.c_uint32 * 2)(_VERSION, 0), (ctypes.c_uint32 * 6)()

    def put(call: str) -> None:
        if getattr(libc, call)(header, rights):
            raise OSError(ctypes.get_errno(), f"{call} was refused")

    put("capget")
    before = rights[0]
    rights[0] = before & ~_PAST_PERMISSIONS
    put("capset")
    try:
        yield
    finally:
        rights[0] = before
        put("capset")
