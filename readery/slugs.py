"""Addresses that people can read, from names and titles in any script."""

from __future__ import annotations

import re
from collections.abc import Collection

from anyascii import anyascii

_LONGEST = 80
"""Characters of a slug at most: whole in a browser's address bar, far under any file system's limit."""
_APOSTROPHE = re.compile(r"['’‘ʼ`´]")
_OTHER = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """`text` as lower-case ASCII words with hyphens, at most 80 characters, cut at a word; empty if nothing is left.

    Other scripts are transliterated by anyascii, a table by sound (``Алеппо`` → ``aleppo``, ``光`` → ``guang``).
    """
    words = _OTHER.sub("-", anyascii(_APOSTROPHE.sub("", text[: 4 * _LONGEST])).lower()).strip("-")
    if len(words) <= _LONGEST:
        return words
    cut = words[: _LONGEST + 1]
    return (cut.rpartition("-")[0] or cut[:_LONGEST]).strip("-")


def unique(wanted: str, taken: Collection[str]) -> str:
    """`wanted`, or the first free one of ``wanted-2``, ``wanted-3`` … as long as few are taken.

    The number doubles until it is free and is then narrowed down, so that thousands of equal names take no longer
    than they must; with gaps among the taken ones it need not be the smallest.
    """
    if wanted not in taken:
        return wanted
    high = 2
    while f"{wanted}-{high}" in taken:
        high *= 2
    low = high // 2
    while low + 1 < high:
        middle = (low + high) // 2
        low, high = (middle, high) if f"{wanted}-{middle}" in taken else (low, middle)
    return f"{wanted}-{high}"
