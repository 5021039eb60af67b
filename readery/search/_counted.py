"""What the index needs of an article's text: made once, kept in the store, small."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from readery.model import Article
from readery.rows import MOST, together
from readery.search._documents import stemmed
from readery.search._terms import counted, numbered

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


def gather(articles: Sequence[Article]) -> list[Counted]:
    """The terms of the text of each article. Those of a language are counted together."""
    langs = [stemmed(article.head.lang) for article in articles]
    found: dict[int, Counted] = {}
    for places in together(langs, [len(article.text) for article in articles]):
        texts, lang = [articles[at].text for at in places], langs[places[0]]
        for at, (terms, times) in zip(places, _counted(texts, lang), strict=True):
            found[at] = Counted(terms, np.minimum(times, _MOST_TIMES).astype(np.uint8).tobytes(), int(times.sum()))
    return [found[at] for at in range(len(articles))]


def _counted(texts: Sequence[str], lang: str) -> Sequence[tuple[str, NDArray[np.int64]]]:
    """The terms of each text, and how often each stands there."""
    if len(texts[0]) <= MOST:
        return numbered(lang).counted(texts)
    found = counted(texts[0], lang)  # word by word, since all at once takes many times the text's memory
    return [(" ".join(found), np.fromiter(found.values(), np.int64))]


CountedLoader = Callable[[Iterable[str]], Iterator[Counted]]
"""Ids → the terms of their texts, in the same order, one at a time."""
