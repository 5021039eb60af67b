"""The search index: static files that a page's script asks for when a reader searches; docs/search.md tells how.

Every file is a classic script that calls ``readery.put(NAME, VALUE)``, because that is what a browser loads from a disk
and under ``script-src 'self'`` as well as from a host:

- ``search/index.js``: how many articles there are, their languages, and which files of words there are
- ``search/words/PREFIX_.js``: the words that begin so, each with the articles that have it
- ``search/articles/FOLDER/NUMBER.js``: what a result shows of an article, and its text for snippets and phrases
- ``search/filters.js``, ``search/dates.js``: sources and tags, and dates, of all articles
- ``search/stemmers/LANG.js``: Snowball's stemmer of each language that occurs
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from readery.model import ArticleLoader, Collection, Facts, Output
from readery.search import _stemmers
from readery.search._cards import Card, CardDraft
from readery.search._codes import script
from readery.search._counted import Counted, CountedLoader, gather
from readery.search._documents import Document, Documents, stemmed
from readery.search._filters import dates, filters
from readery.search._numbers import numbers
from readery.search._postings import Row, Words, unpacked, updated
from readery.search._shelves import Shelf, ShelfDraft, shelves

__all__ = [
    "Card",
    "CardDraft",
    "Counted",
    "CountedLoader",
    "Shelf",
    "ShelfDraft",
    "Summary",
    "Words",
    "cards",
    "draft",
    "gather",
    "index",
    "words",
]


def cards(
    collection: Collection, facts: Facts, shown: Mapping[str, bytes], tags: Mapping[str, bytes]
) -> list[CardDraft]:
    """The cards of all articles, by number.

    By id, `shown` tells an article's head, address and names of tags by a hash, `tags` the names of its tags, encoded.
    """
    known = Documents(collection, facts)
    by_id = collection.by_id
    return [
        CardDraft(
            number,
            each,
            stemmed(by_id[each].head.lang),
            b"%d %b%b" % (number, shown[each], known.inputs(each)),
            b"%d %b%b" % (number, known.listed(each), tags[each]),
            partial(known.of, each),
        )
        for each, number in numbers(by_id).items()
    ]


def words(cards: Sequence[CardDraft], keys: Mapping[str, bytes], counted: CountedLoader, had: bytes = b"") -> Words:
    """The words of all articles, `keys` being hashes of all that each card is made from, by article id.

    `counted` brings what `gather` made of an article, one at a time, of those articles that are not as they were in `had`:
    `Words.packed` of an earlier index, or empty.
    """
    before = unpacked(had)
    rows = [Row(card.number, keys[card.article]) for card in cards]
    same = {row.number for row in set(before.rows).intersection(rows)}
    if not same:
        before = unpacked(b"")
    new = {row.number for row in rows} - same
    fresh = {card.number: card.document() for card in cards if card.number in new}
    terms = zip(fresh, counted(document.id for document in fresh.values()), strict=True)
    return updated(before, rows, fresh, terms)


class Summary(NamedTuple):
    """A file that is made from all cards, and from nothing else."""

    path: str
    """In the site."""
    make: Callable[[], Output]
    """Makes it."""


def draft(cards: Sequence[CardDraft], words: Words) -> Iterator[ShelfDraft | Summary | Output]:
    """The parts of the index besides the cards: what sums them up, shelves of words, and files that are small."""
    number = {card.article: card.number for card in cards}

    def documents() -> list[Document]:
        return [card.document() for card in cards]

    yield Summary("search/filters.js", lambda: script("filters", filters(documents(), number)))
    yield Summary("search/dates.js", lambda: script("dates", dates(documents(), number)))
    prefixes = []
    for shelf in shelves(words):
        prefixes.append(shelf.prefix)
        yield shelf
    langs = sorted({card.lang for card in cards})
    yield from _stemmers.scripts(langs)
    yield script("index", {"articles": len(cards), "langs": langs, "files": " ".join(sorted(prefixes))})


def index(collection: Collection, facts: Facts, load: ArticleLoader) -> Iterator[Output]:
    """The files of the index, made of the articles that `load` brings, one at a time."""

    def counted(ids: Iterable[str]) -> Iterator[Counted]:
        return (gather([article])[0] for article in load(ids))

    keys = dict.fromkeys(collection.by_id, b"")
    all_cards = cards(collection, facts, keys, keys)
    for card in all_cards:
        yield from card.make().files(next(load([card.article])))
    for part in draft(all_cards, words(all_cards, keys, counted)):
        match part:
            case ShelfDraft():
                yield part.make().file()
            case Summary():
                yield part.make()
            case Output():
                yield part
