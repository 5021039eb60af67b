"""What search knows of an article besides its text."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from readery import languages, paths
from readery.model import Byline, Collection, Entry, Facts, People, Sources, Tags
from readery.search import _stemmers as stems


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


def documents(collection: Collection, facts: Facts) -> list[Document]:
    """What search knows of each article, in the collection's order."""
    sources = facts.whole(Sources)
    people = facts.whole(People)
    publisher = {article: each.name for each in (sources.sources if sources else ()) for article in each.articles}
    writer = {each.slug: each.name for each in (people.authors if people else ())}
    tags, bylines = facts.all(Tags), facts.all(Byline)
    return [
        _document(entry, tags.get(entry.head.id), bylines.get(entry.head.id), publisher, writer) for entry in collection
    ]


def _document(
    entry: Entry, tags: Tags | None, byline: Byline | None, publisher: Mapping[str, str], writer: Mapping[str, str]
) -> Document:
    head = entry.head
    host = paths.host(head.url)
    return Document(
        id=head.id,
        path=entry.path,
        title=head.title,
        dek=head.dek or "",
        language=head.lang or "",
        lang=stemmed(head.lang),
        dir=head.dir,
        source=publisher.get(head.id) or (head.site or "").strip() or host,
        host=host,
        authors=tuple(writer[slug] for slug in byline.authors if slug in writer) if byline else head.authors,
        tags=tuple(use.name for use in tags.uses) if tags else (),
        date=(head.published or head.saved or "")[:10],
    )
