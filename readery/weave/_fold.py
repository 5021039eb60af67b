"""The form in which spellings of one name meet."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

_DOTS = re.compile(r"(?<=\w)\.(?=\w|$)|(?<=\w)\.(?= )")
_APART = re.compile(r"[\s\-‐-―_/·]+")
_DROPPED = re.compile(r"['’‘ʼ`´\"“”«»]")


@lru_cache(maxsize=100_000)
def fold(name: str) -> str:
    """`name` in lower case without accents, dots and apostrophes, words one space apart, ``and`` written out: ``U.S.`` → ``us``.

    Other scripts are transliterated, so that ``Алеппо`` and ``Aleppo`` meet.
    """
    if not name.isascii():
        name = anyascii(_DROPPED.sub("", name))
    if name.isalpha():
        return name.lower()
    bare = _DROPPED.sub("", _DOTS.sub("", name))
    return _APART.sub(" ", bare).strip().lower().replace(" & ", " and ")
