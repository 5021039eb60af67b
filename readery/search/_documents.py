"""What search knows of an article besides its text."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import msgspec

from readery import languages, paths
from readery.model import Byline, Collection, Facts, People, Sources, Tags
from readery.search import _stemmers as stems

_encode = msgspec.msgpack.Encoder().encode


class Document(NamedTuple):
    """An article as search sees it. (A tuple, since there is one of every article: a dataclass takes five times as long to make.)"""

    id: str
    """Of the article."""
    path: str
    """Of its page in the site."""
    title: str
    """Its title."""
    dek: str
    """The line under it; empty where there is none."""
    language: str
    """Its BCP 47 tag, as it stands; empty where unknown."""
    lang: str
    """The language whose stemmer cuts its words; empty where there is none."""
    dir: str
    """``ltr`` or ``rtl``."""
    source: str
    """Name of its publisher; empty where unknown."""
    host: str
    """Host of its address; empty where unknown."""
    authors: tuple[str, ...]
    """Names."""
    tags: tuple[str, ...]
    """Names, best first."""
    date: str
    """The day it was published, else saved: ``2016-12-13``; empty where unknown."""


@lru_cache(maxsize=256)
def stemmed(tag: str | None) -> str:
    """The language whose stemmer cuts the words of a text in the language `tag`; empty where there is none."""
    lang = languages.primary(tag) or ""
    return lang if stems.known_to_browsers(lang) else ""


class Documents:
    """What search knows of each article of a collection, made when it is asked for."""

    def __init__(self, collection: Collection, facts: Facts) -> None:
        sources = facts.whole(Sources)
        people = facts.whole(People)
        self._entries = collection.by_id
        self._publisher = {
            article: each.name for each in (sources.sources if sources else ()) for article in each.articles
        }
        self._writer = {each.slug: each.name for each in (people.authors if people else ())}
        self._tags, self._bylines = facts.all(Tags), facts.all(Byline)
        self._made: dict[str, Document] = {}

    def inputs(self, article_id: str) -> bytes:
        """All that the document is made from besides the article's head, address and names of tags."""
        byline = self._bylines.get(article_id)
        return _encode((self._publisher.get(article_id), self._writers(byline) if byline else None))

    def listed(self, article_id: str) -> bytes:
        """All that its publisher and its date are made from."""
        head = self._entries[article_id].head
        return _encode((self._publisher.get(article_id), head.site, head.url, head.published, head.saved))

    def of(self, article_id: str) -> Document:
        """The document of an article, made once: its card, its words and the summaries may all ask for it."""
        found = self._made.get(article_id)
        if found is None:
            found = self._made[article_id] = self._document(article_id)
        return found

    def _document(self, article_id: str) -> Document:
        entry = self._entries[article_id]
        head = entry.head
        host = paths.host(head.url)
        tags, byline = self._tags.get(article_id), self._bylines.get(article_id)
        return Document(
            id=head.id,
            path=entry.path,
            title=head.title,
            dek=head.dek or "",
            language=head.lang or "",
            lang=stemmed(head.lang),
            dir=head.dir,
            source=self._publisher.get(head.id) or (head.site or "").strip() or host,
            host=host,
            authors=self._writers(byline) if byline else head.authors,
            tags=tuple(use.name for use in tags.uses) if tags else (),
            date=(head.published or head.saved or "")[:10],
        )

    def _writers(self, byline: Byline) -> tuple[str, ...]:
        return tuple([self._writer[slug] for slug in byline.authors if slug in self._writer])
