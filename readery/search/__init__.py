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

from collections.abc import Iterable, Iterator

from readery.model import ArticleLoader, Collection, Facts, Output
from readery.search import _stemmers
from readery.search._cards import Card
from readery.search._codes import script
from readery.search._counted import Counted, CountedLoader, gather
from readery.search._documents import documents
from readery.search._filters import dates, filters
from readery.search._numbers import numbers
from readery.search._postings import Postings, Shelf

__all__ = ["Card", "Counted", "CountedLoader", "Shelf", "draft", "gather", "index"]


def draft(collection: Collection, facts: Facts, counted: CountedLoader) -> Iterator[Card | Shelf | Output]:
    """The parts of the index: cards, which await their articles, shelves of words, and files that are small.

    `counted` brings what `gather` made of each article, one at a time; the postings alone are held in memory.
    """
    known = documents(collection, facts)
    number = numbers(each.id for each in known)
    known.sort(key=lambda each: number[each.id])
    postings = Postings(len(known), max(number.values(), default=0) + 1)
    for each, words in zip(known, counted(each.id for each in known), strict=True):
        postings.add(number[each.id], each, words)
    for each in known:
        yield Card(number[each.id], each)
    yield script("filters", filters(known, number))
    yield script("dates", dates(known, number))
    prefixes = []
    for shelf in postings.shelves():
        prefixes.append(shelf.prefix)
        yield shelf
    langs = sorted({each.lang for each in known})
    yield from _stemmers.scripts(langs)
    yield script("index", {"articles": len(known), "langs": langs, "files": " ".join(sorted(prefixes))})


def index(collection: Collection, facts: Facts, load: ArticleLoader) -> Iterator[Output]:
    """The files of the index, made of the articles that `load` brings, one at a time."""

    def counted(ids: Iterable[str]) -> Iterator[Counted]:
        return map(gather, load(ids))

    for part in draft(collection, facts, counted):
        if isinstance(part, Card):
            yield from part.files(next(load([part.document.id])))
        elif isinstance(part, Shelf):
            yield part.file()
        else:
            yield part
