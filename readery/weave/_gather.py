"""The traits of articles."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from readery import languages, urls
from readery.model import Article
from readery.rows import together
from readery.weave._names import names
from readery.weave._phrases import phrases
from readery.weave._pieces import Pieces, pieces
from readery.weave._sketch import sketch
from readery.weave._subjects import subjects
from readery.weave._traits import Traits
from readery.weave._words import stems, words

_LONGEST = 200_000
"""Characters of a text that are looked at: a long book's opening chapters say what it is about."""
_MOST_TIMES = 255
"""Times that a stem is counted at most."""
_END = "\n\n"
"""What stands between two paragraphs."""
_PARTS, _TITLE, _DEK = 6, 1, 3
"""How many parts of an article are cut, and the places of two of them."""


def gather(articles: Sequence[Article]) -> list[Traits]:
    """What weaving needs of each article. Those of a language are looked at together."""
    texts = [_text(article) for article in articles]
    langs = [
        languages.primary(each.head.lang) or languages.guess(text) or ""
        for each, text in zip(articles, texts, strict=True)
    ]
    found: dict[int, Traits] = {}
    for places in together(langs, [len(text) for text in texts]):
        traits = _gather([articles[at] for at in places], [texts[at] for at in places], pieces(langs[places[0]]))
        found.update(zip(places, traits, strict=True))
    return [found[at] for at in range(len(articles))]


def _text(article: Article) -> str:
    """The text of an article that is looked at, without headings."""
    text = article.text[:_LONGEST]
    if not article.outline:
        return text
    headings = {heading.text for heading in article.outline}
    return _END.join(part for part in text.split(_END) if part not in headings)


def _gather(articles: Sequence[Article], texts: Sequence[str], known: Pieces) -> list[Traits]:
    """What weaving needs of articles of a language, one or more."""
    parts = [part for article, text in zip(articles, texts, strict=True) for part in _parts(article, text)]
    cut = known.cut(parts)
    begins = range(0, len(parts), _PARTS)
    # Title and dek are read as the text's opening, but for titles whose words all have capitals: names cannot be told there.
    loud = [_all_capitals(article.head.title) for article in articles]
    opening = [begin + (_DEK if is_loud else _TITLE) for begin, is_loud in zip(begins, loud, strict=True)]
    said = words(known, [cut.part(first, begin + _PARTS) for first, begin in zip(opening, begins, strict=True)])
    titles = [cut.part(begin + _TITLE, begin + _TITLE + 1) for begin in begins]
    apart = [known.stem(title if is_loud else title[:0]) for title, is_loud in zip(titles, loud, strict=True)]
    counted = stems(said, apart)
    found = zip(names(said), phrases(said), subjects(said), strict=True)
    return [
        Traits(
            id=article.head.id,
            lang=known.lang,
            words=article.head.words,
            stems=own_stems,
            times=np.minimum(times, _MOST_TIMES).astype(np.uint8).tobytes(),
            title=known.forms(title),
            dek=known.forms(cut.part(begin + _DEK, begin + _DEK + 1)),
            headings=known.forms(cut.part(begin, begin + 1)),
            names=own_names,
            phrases=own_phrases,
            subjects=own_subjects,
            address=urls.key(article.head.url) if article.head.url else "",
            links=tuple((link, urls.key(link)) for link in article.links),
            sketch=sketch(known.marks(cut.part(begin + _PARTS - 1, begin + _PARTS))),
        )
        for article, begin, title, (own_stems, times), (own_names, own_phrases, own_subjects) in zip(
            articles, begins, titles, counted, found, strict=True
        )
    ]


def _parts(article: Article, text: str) -> tuple[str, ...]:
    """What is cut of an article: headings, title and dek, each with the break behind it, and text."""
    title, dek = article.head.title, article.head.dek or ""
    headings = _END.join(heading.text for heading in article.outline)
    return headings, title, _END if title else "", dek, _END if dek else "", text


def _all_capitals(title: str) -> bool:
    """Whether nearly all longer words of a title begin with a capital, as English headlines do."""
    longer = [word for word in title.split()[1:] if len(word) > 3 and word[0].isalpha()]
    return sum(word[0].isupper() for word in longer) > 0.7 * len(longer)
