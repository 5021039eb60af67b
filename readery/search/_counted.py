"""What the index needs of an article's text: made once, kept in the store, small."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from readery.model import Article
from readery.search._documents import stemmed
from readery.search._terms import numbered

_MOST_TIMES = 255
"""Times that a term is counted at most."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The terms of a text."""

    terms: str
    """Each once, separated by spaces."""
    times: bytes
    """How often each of them stands there, one byte each, 255 at most."""
    length: int
    """How many words there are."""


def gather(article: Article) -> Counted:
    """The terms of an article's text."""
    terms, times = numbered(stemmed(article.head.lang)).counted(article.text)
    return Counted(terms, np.minimum(times, _MOST_TIMES).astype(np.uint8).tobytes(), int(times.sum()))


CountedLoader = Callable[[Iterable[str]], Iterator[Counted]]
"""Ids → the terms of their texts, in the same order, one at a time."""
