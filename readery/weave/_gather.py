"""The traits of one article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from readery import languages, urls
from readery.model import Article
from readery.weave._names import names
from readery.weave._phrases import phrases
from readery.weave._pieces import WORD
from readery.weave._sketch import sketch
from readery.weave._subjects import subjects
from readery.weave._traits import Traits
from readery.weave._words import Words, length, stems, words

_LONGEST = 200_000
"""Characters of a text that are looked at: a long book's opening chapters say what it is about."""
_MOST_TIMES = 255
"""Times that a stem is counted at most."""


def gather(article: Article) -> Traits:
    """What weaving needs of `article`."""
    head = article.head
    text = article.text[:_LONGEST]
    if article.outline:
        headings = {heading.text for heading in article.outline}
        text = "\n\n".join(part for part in text.split("\n\n") if part not in headings)
    lang = languages.primary(head.lang) or languages.guess(text) or ""
    title = stems(head.title, lang)
    dek = stems(head.dek, lang) if head.dek else ()
    # Title and dek are read as the text's opening, but for titles whose words all have capitals: names cannot be told there.
    plain = "" if _all_capitals(head.title) else head.title
    opening = "".join(f"{part}\n\n" for part in (plain, head.dek) if part)
    said = words(opening + text, lang)
    begin = length(opening, lang) if opening else 0
    body = said.numbers[begin:][said.flags[begin:] & WORD > 0]
    counted, times = said.stems, said.times
    if title and not plain and languages.has_spaces(lang):
        counted, times = _with(title, said)
    return Traits(
        id=head.id,
        lang=lang,
        words=head.words,
        stems=" ".join(counted),
        times=np.minimum(times, _MOST_TIMES).astype(np.uint8).tobytes(),
        title=title,
        dek=dek,
        headings=stems("\n\n".join(heading.text for heading in article.outline), lang) if article.outline else (),
        names=names(said),
        phrases=phrases(said),
        subjects=subjects(said),
        address=urls.key(head.url) if head.url else "",
        links=tuple((link, urls.key(link)) for link in article.links),
        sketch=sketch(said.known.mark(body)),
    )


def _with(title: Sequence[str], said: Words) -> tuple[Sequence[str], NDArray[np.int64]]:
    """The stems of a text with those of its title, and how often each stands there."""
    counted = Counter(dict(zip(said.stems, said.times.tolist(), strict=True)))
    counted.update(title)
    return list(counted), np.array([*counted.values()], np.int64)


def _all_capitals(title: str) -> bool:
    """Whether nearly all longer words of a title begin with a capital, as English headlines do."""
    longer = [word for word in title.split()[1:] if len(word) > 3 and word[0].isalpha()]
    return sum(word[0].isupper() for word in longer) > 0.7 * len(longer)
