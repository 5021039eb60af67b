"""The traits of one article."""

from __future__ import annotations

from readery import languages, urls
from readery.model import Article
from readery.weave._names import NOUNS_HAVE_CAPITALS, names
from readery.weave._phrases import phrases, wording
from readery.weave._sketch import sketch
from readery.weave._stem import stemmer
from readery.weave._traits import Traits

_LONGEST = 200_000
"""Characters of a text that are looked at: a long book's opening chapters say what it is about."""


def gather(article: Article) -> Traits:
    """What weaving needs of `article`."""
    head = article.head
    headings = {heading.text for heading in article.outline}
    text = article.text[:_LONGEST]
    if headings:
        text = "\n\n".join(part for part in text.split("\n\n") if part not in headings)
    lang = languages.primary(head.lang) or languages.guess(text) or ""
    stops = languages.stop_words(lang)
    stem = stemmer(lang)
    words = wording(text, stem, stops)

    def stems(said: str) -> tuple[str, ...]:
        pieces = wording(said, stem, stops)
        return tuple(filter(None, (pieces.forms[piece] for piece in pieces.pieces)))

    return Traits(
        id=head.id,
        lang=lang,
        words=head.words,
        stems=words.stems,
        title=stems(head.title),
        dek=stems(head.dek or ""),
        headings=tuple(part for heading in headings for part in stems(heading)),
        names=names(text, lang, words.spelled, stops),
        phrases=phrases(words, lang in NOUNS_HAVE_CAPITALS),
        address=urls.key(head.url) if head.url else "",
        links=tuple((link, urls.key(link)) for link in article.links),
        sketch=sketch([piece.lower() for piece in words.pieces if piece[0].isalnum()]),
    )
