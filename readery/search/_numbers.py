"""Numbers for articles that stay when others come and go.

The numbers are at least four times as many as the articles. Each article has one that follows from its id alone, or
where that is taken the next free one, so that an article that is added moves hardly any other. That costs about two
bits more a posting than numbers without gaps would, and all are dealt anew when the collection outgrows a power of two.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

_FEWEST_BITS = 8
_ROOM_BITS = 2
"""Powers of two: numbers at least, and how many for each article."""


def numbers(ids: Iterable[str]) -> dict[str, int]:
    """The number of each article, ascending; the order of `ids` does not matter."""
    hashes = sorted((int.from_bytes(hashlib.sha256(each.encode()).digest()[:8]), each) for each in ids)
    bits = max(_FEWEST_BITS, len(hashes).bit_length() + _ROOM_BITS)
    found: dict[str, int] = {}
    last = -1
    for value, each in hashes:
        last = max(last + 1, value >> (64 - bits))
        found[each] = last
    return found
