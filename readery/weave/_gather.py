"""The traits of one article."""

from __future__ import annotations

import numpy as np

from readery import languages, urls
from readery.model import Article
from readery.weave._names import names
from readery.weave._phrases import phrases
from readery.weave._pieces import pieces
from readery.weave._sketch import sketch
from readery.weave._subjects import subjects
from readery.weave._traits import Traits
from readery.weave._words import words

_LONGEST = 200_000
"""Characters of a text that are looked at: a long book's opening chapters say what it is about."""
_MOST_TIMES = 255
"""Times that a stem is counted at most."""
_END = "\n\n"
"""What stands between two paragraphs."""
_NOTHING = np.zeros(0, np.int32)


def gather(article: Article) -> Traits:
    """What weaving needs of `article`."""
    head = article.head
    text = article.text[:_LONGEST]
    if article.outline:
        headings = {heading.text for heading in article.outline}
        text = _END.join(part for part in text.split(_END) if part not in headings)
    lang = languages.primary(head.lang) or languages.guess(text) or ""
    known = pieces(lang)
    title, dek, end = (known.cut(part) for part in (head.title, head.dek or "", _END))
    # Title and dek are read as the text's opening, but for titles whose words all have capitals: names cannot be told there.
    loud = _all_capitals(head.title)
    opening = [part for each in ((() if loud else title), dek) if len(each) for part in (each, end)]
    body = known.cut(text)
    said = words(known, np.concatenate((*opening, body)))
    counted, times = said.stems(known.stem(title) if loud else _NOTHING)
    return Traits(
        id=head.id,
        lang=lang,
        words=head.words,
        stems=counted,
        times=np.minimum(times, _MOST_TIMES).astype(np.uint8).tobytes(),
        title=known.forms(title),
        dek=known.forms(dek),
        headings=known.forms(known.cut(_END.join(heading.text for heading in article.outline))),
        names=names(said),
        phrases=phrases(said),
        subjects=subjects(said),
        address=urls.key(head.url) if head.url else "",
        links=tuple((link, urls.key(link)) for link in article.links),
        sketch=sketch(known.marks(body)),
    )


def _all_capitals(title: str) -> bool:
    """Whether nearly all longer words of a title begin with a capital, as English headlines do."""
    longer = [word for word in title.split()[1:] if len(word) > 3 and word[0].isalpha()]
    return sum(word[0].isupper() for word in longer) > 0.7 * len(longer)
