"""How numbers are written in the index, and how a value becomes a script."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import msgspec
import numpy as np
from numpy.typing import NDArray

from readery.model import Output

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""Sixty-four characters that need no escaping in a script."""
_CODES = np.frombuffer(DIGITS.encode(), np.uint8)
_MOST_DIGITS = 6
"""Of an article's number, which has 26 bits."""


def number(value: int) -> str:
    """`value` (0 or more) in digits of five bits, the lowest first; the sixth bit says that another digit follows."""
    text = ""
    while value > 31:
        text += DIGITS[32 | value & 31]
        value >>= 5
    return text + DIGITS[value]


def postings(values: NDArray[np.uint32], counts: NDArray[np.int64]) -> list[str]:
    """The postings of several words (``article << 6 | weight``, ascending for each word, `counts` of them) as texts: for each
    posting the step from the article before, and the weight.
    """
    ends = np.cumsum(counts)
    articles = values >> np.uint32(6)
    steps = np.diff(articles, prepend=np.uint32(0))
    firsts = (ends - counts)[counts > 0]
    steps[firsts] = articles[firsts] + 1
    sizes = np.full(len(steps), 2)
    for digit in range(1, _MOST_DIGITS):
        sizes += steps >> np.uint32(5 * digit) > 0
    after = np.cumsum(sizes)
    text = np.empty(after[-1] if len(after) else 0, np.uint8)
    text[after - 1] = _CODES[values & np.uint32(63)]
    begins = after - sizes
    for digit in range(_MOST_DIGITS):
        long = sizes - 2 >= digit
        if not long.any():
            break
        begins, steps, sizes = begins[long], steps[long], sizes[long]
        text[begins + digit] = _CODES[(steps & np.uint32(31)) | np.where(sizes - 2 > digit, 32, 0)]
        steps = steps >> np.uint32(5)
    whole = text.tobytes().decode("ascii")
    edges = np.concatenate(([0], after))[np.concatenate(([0], ends))].tolist()
    return [whole[low:high] for low, high in pairwise(edges)]


def articles(ascending: Iterable[int]) -> str:
    """Article numbers, ascending, as text."""
    parts: list[str] = []
    last = -1
    for article in ascending:
        parts.append(number(article - last))
        last = article
    return "".join(parts)


def script(name: str, value: object) -> Output:
    """The file of the index called `name`, which hands `value` to the page's script."""
    return Output(
        f"search/{name}.js", b"readery.put(%b,%b);\n" % (msgspec.json.encode(name), msgspec.json.encode(value))
    )
