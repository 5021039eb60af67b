"""What the C library keeps of memory that was freed."""

from __future__ import annotations

import ctypes
import sys


def give_back() -> None:
    """Give memory that was freed back to the system, where the C library is glibc, which keeps it in case it is asked for again:
    after weaving 10,000 articles 150 MB of 310. Elsewhere nothing happens.
    """
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
