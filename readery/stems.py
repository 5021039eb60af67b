"""The only door to the stemmers: Snowball's, in C (PyStemmer)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import Stemmer  # type: ignore[import-not-found]

Stem = Callable[[Sequence[str]], list[str]]
"""Words in lower case → their stems."""

_OTHER_NAME = {"nb": "no", "nn": "no"}
"""Languages that Snowball knows under another code."""


@lru_cache(maxsize=64)
def stemmer(lang: str) -> Stem:
    """The stemmer of a language (a primary subtag); words stay as they are where there is none."""
    try:
        # Without a memory of its own: who asks remembers, and looking after it takes longer than stemming.
        return Stemmer.Stemmer(_OTHER_NAME.get(lang, lang), 0).stemWords  # type: ignore[no-any-return]
    except KeyError:
        return list
