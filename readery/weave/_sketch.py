"""Signatures of wording: how much of their text two articles share, word for word.

A text is the set of its runs of five words; a sketch holds the smallest `SIZE` hashes of that set (a bottom-k sketch:
Broder, "On the resemblance and containment of documents", 1997). Of texts under `SIZE` words it is the whole set, so
the overlap of two such texts is exact; of longer ones it is estimated, with a standard error under 0.023.

A run's hash is a sum of its words' marks, each times an odd number of its own, modulo 2**64 (multilinear hashing:
Lemire and Kaser, "Strongly universal string hashing is fast", 2014), mixed once more and cut to its upper half.
"""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

RUN = 5
"""Words in a run."""
SIZE = 512
"""Hashes in a sketch at most."""
_FACTORS = tuple(
    np.uint64(factor)
    for factor in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F, 0xE7037ED1A0B428DB)
)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_HALF = np.uint64(32)


def mark(word: str) -> int:
    """A number that stands for a word (lower case) in every article, 0 to 2**32 - 1."""
    return crc32(word.encode())


def sketch(marks: Sequence[int] | NDArray[np.uint32]) -> bytes:
    """The sketch of a text, given the marks of its words in order: hashes in rising order, four bytes each."""
    if not len(marks):
        return b""
    words = np.array(marks, np.uint64)
    runs = max(1, len(words) - RUN + 1)
    mixed = words[:runs] * _FACTORS[0]
    for place in range(1, min(RUN, len(words))):
        mixed += words[place : place + runs] * _FACTORS[place]
    mixed ^= mixed >> _HALF
    mixed *= _MIX
    found: NDArray[np.uint32] = np.sort((mixed >> _HALF).astype("<u4"))
    new = np.ones(len(found), bool)
    new[1:] = found[1:] != found[:-1]
    return found[new][:SIZE].tobytes()


def hashes(of: bytes) -> NDArray[np.uint32]:
    """The hashes of a sketch, in rising order."""
    return np.frombuffer(of, "<u4")


def overlap(one: bytes, other: bytes) -> float:
    """Jaccard index of the two texts' sets of runs, 0 to 1."""
    left, right = hashes(one), hashes(other)
    union = np.union1d(left, right)
    if not len(union):
        return 0.0
    both = np.intersect1d(left, right, assume_unique=True)
    if SIZE in (len(left), len(right)):
        union = union[:SIZE]
        return int(np.searchsorted(both, union[-1], side="right")) / len(union)
    return len(both) / len(union)
