"""How numbers are written in the index, and how a value becomes a script."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from readery.model import Output

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""Sixty-four characters that need no escaping in a script."""


def number(value: int) -> str:
    """`value` (0 or more) in digits of five bits, the lowest first; the sixth bit says that another digit follows."""
    text = ""
    while value > 31:
        text += DIGITS[32 | value & 31]
        value >>= 5
    return text + DIGITS[value]


_SMALL = tuple(map(number, range(1 << 15)))


def postings(ascending: Iterable[int]) -> str:
    """Postings (``article << 6 | weight``, ascending) as text: for each the step from the article before, and the weight."""
    parts: list[str] = []
    last = -1
    for posting in ascending:
        article = posting >> 6
        step = article - last
        parts.append(_SMALL[step] if step < 32768 else number(step))
        parts.append(DIGITS[posting & 63])
        last = article
    return "".join(parts)


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
