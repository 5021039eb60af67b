"""The search index: static files that a page's script asks for when a reader searches; docs/search.md tells how.

Every file is a classic script that calls ``readery.put(NAME, VALUE)``, because that is what a browser loads from a disk
and under ``script-src 'self'`` as well as from a host:

- ``search/index.js``: how many articles there are, their languages, and which files of words there are
- ``search/words/PREFIX_.js``: the words that begin so, each with the articles that have it
- ``search/articles/NUMBER.js``: what a result shows of an article, and its text for snippets and phrases
- ``search/filters.js``, ``search/dates.js``: sources and tags, and dates, of all articles
- ``search/stemmers/LANG.js``: Snowball's stemmer of each language that occurs
"""

from __future__ import annotations

from collections.abc import Iterator

from readery.model import ArticleLoader, Collection, Facts, Output
from readery.search import _stemmers
from readery.search._cards import cards
from readery.search._codes import script
from readery.search._documents import documents
from readery.search._filters import dates, filters
from readery.search._numbers import numbers
from readery.search._postings import Postings


def index(collection: Collection, facts: Facts, load: ArticleLoader) -> Iterator[Output]:
    """The files of the index. Articles are loaded one at a time, by number; their postings alone are held in memory."""
    known = documents(collection, facts)
    number = numbers(each.id for each in known)
    known.sort(key=lambda each: number[each.id])
    postings = Postings(len(known), max(number.values(), default=0) + 1)
    for each, article in zip(known, load(each.id for each in known), strict=True):
        postings.add(number[each.id], each, article.text)
        yield from cards(number[each.id], each, article.text)
    yield script("filters", filters(known, number))
    yield script("dates", dates(known, number))
    prefixes = []
    for name, prefix, lines in postings.files():
        prefixes.append(prefix)
        yield script(f"words/{name}", lines)
    langs = sorted({each.lang for each in known})
    yield from _stemmers.scripts(langs)
    yield script("index", {"articles": len(known), "langs": langs, "files": " ".join(sorted(prefixes))})
