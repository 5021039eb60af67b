"""Small collections for the tests of weaving."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import msgspec

from readery.model import Article, Collection, Entry, Facts, Head, Origin, SafeHtml
from readery.settings import Settings, read
from readery.weave import Memory, Traits, _words, gather, weave
from readery.weave._pieces import pieces
from readery.weave._words import Words


def article(name: str, text: str = "", links: tuple[str, ...] = (), **head: Any) -> Article:
    """An article with this file name and text; in English unless `lang` says otherwise."""
    values = {
        "id": hashlib.sha256(name.encode()).hexdigest()[:12],
        "origin": Origin(name, "text", ""),
        "title": "",
        "slug": name,
        "lang": "en",
        "words": len(text.split()),
    }
    return Article(Head(**(values | head)), SafeHtml(""), text, links=links)


def words(text: str, lang: str) -> Words:
    """The words of a text."""
    known = pieces(lang)
    return _words.words(known, [known.cut([text]).numbers])


def id_of(name: str) -> str:
    return article(name).head.id


def woven(
    articles: Iterable[Article],
    settings: Settings | None = None,
    keys: Mapping[str, bytes] | None = None,
    memory: Memory | None = None,
    **tables: Any,
) -> Facts:
    """The facts of these articles, their traits having been stored and brought back. `tables` are settings, as in TOML."""
    articles = list(articles)
    stored = {each.id: msgspec.msgpack.encode(each) for each in gather(articles)}

    def load(ids: Iterable[str]) -> Iterator[Traits]:
        return (msgspec.msgpack.decode(stored[each], type=Traits) for each in ids)

    collection = Collection(tuple(Entry(each.head, f"articles/{each.head.slug}/index.html") for each in articles))
    return weave(collection, load, settings or read(tables, "readery.toml"), keys, memory)


def renamed(one: Article, **head: Any) -> Article:
    return replace(one, head=replace(one.head, **head))
