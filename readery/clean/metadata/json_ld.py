"""JSON-LD: what a page says of its article in schema.org's words, however badly it is written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import TYPE_CHECKING

import msgspec

from readery import urls
from readery.clean.metadata.claims import Claim, Field, claim, tidy

if TYPE_CHECKING:
    from readery.clean.html.tree import Tree

Thing = Mapping[str, object]

_MOST = 60
"""Blocks that are looked at."""
_DEEPEST = 12
_LARGEST = 2_000_000
"""Characters of one block; a larger one is data for a program."""

_ARTICLE = re.compile(
    r"article$|posting$|^(?:report|recipe|review|howto|newsitem|analysis\w*|opinion\w*|reportage\w*|column)$"
)
_WEAK = frozenset(
    (
        "webpage",
        "itempage",
        "creativework",
        "videoobject",
        "qapage",
        "product",
        "event",
        "book",
        "podcastepisode",
        "aboutpage",
    )
)
_SITES = frozenset(("website", "periodical", "newspaper", "blog", "publicationissue", "organization"))
_BESIDE = frozenset(
    ("comment", "breadcrumblist", "itemlist", "sitenavigationelement", "relatedlink", "haspart", "citation", "mentions")
)

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_WRAPPING = re.compile(r"^[^\S\n]*+//.*$|<!--|-->|<!\[CDATA\[|\]\]>", re.MULTILINE)
_TRAILING_COMMA = re.compile(r",\s*+(?=[}\]])")
_MISSING_COMMA = re.compile(r'(?<=["}\]])([^\S\n]*+\n\s*+)(?=["{])')
_PAIR = re.compile(
    r'"(headline|datePublished|dateModified|dateCreated|articleSection|description)"\s*:\s*"((?:[^"\\]|\\.){1,600})"'
)


def read(tree: Tree, url: str | None) -> Iterator[Claim]:
    """Claims of the page's own article; those of other things on it (site, comments, related stories) are left alone."""
    things: list[Thing] = []
    broken: list[str] = []
    for node in tree.css('script[type*="ld+json" i]')[:_MOST]:
        text = (node.text() or "")[:_LARGEST]
        data = load(text)
        if data is None:
            broken.append(text)
        else:
            _walk(data, things)
    by_id = {each["@id"]: each for each in things if isinstance(each.get("@id"), str) and len(each) > 1}
    main = _main(things, url)
    for thing in main:
        yield from _claims(thing, by_id)
    if not main:
        for text in broken:
            yield from _scraped(text)


def load(text: str) -> object:
    """The data in a block; None where even a forgiving reading fails. Never raises."""
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, ValueError, RecursionError):
        pass  # mended below
    end = text.rfind("*/") + 2  # an opening without its end would be looked for again and again
    text = _WRAPPING.sub("", _COMMENT.sub("", text[:end]) + text[end:]).strip().strip(";\ufeff")
    if '"' not in text and "&quot;" in text:
        text = unescape(text)
    text = _TRAILING_COMMA.sub("", _MISSING_COMMA.sub(r",\1", text))
    try:
        # Not strict: line breaks inside strings. raw_decode: whatever follows the first value is no concern.
        return json.JSONDecoder(strict=False).raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None


def _walk(data: object, things: list[Thing]) -> None:
    """Gathers every object that has a type, from the outside in."""
    queue: list[tuple[object, int]] = [(data, 0)]
    for value, depth in queue:
        if depth > _DEEPEST or len(queue) > 5_000:
            return
        if isinstance(value, list):
            queue.extend((each, depth + 1) for each in value[:500])
        elif isinstance(value, dict):
            things.append(value)
            queue.extend(
                (inner, depth + 1)
                for key, inner in value.items()
                if str(key).lower() not in _BESIDE and isinstance(inner, (dict, list))
            )


def _types(thing: Thing) -> list[str]:
    kinds = thing.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return [each.rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower() for each in names if isinstance(each, str)]


def _main(things: Iterable[Thing], url: str | None) -> list[Thing]:
    """The page's article, then the page itself, which often knows the dates that the article forgot.

    Of several articles it is the one that names the page's address, else the first; a list of stories beside it comes later.
    """
    articles = [each for each in things if any(_ARTICLE.search(kind) for kind in _types(each))]
    weak = [each for each in things if _WEAK.intersection(_types(each))]
    here = urls.key(url) if url and len(articles) > 1 else None
    own = [each for each in articles if here and here in map(urls.key, _addresses(each))]
    return (own or articles)[:1] + weak[:1]


def _addresses(thing: Thing) -> Iterator[str]:
    for key in ("url", "mainEntityOfPage", "@id"):
        value = thing.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str):
            yield value


def _claims(thing: Thing, by_id: Mapping[object, Thing]) -> Iterator[Claim]:
    weak = not any(_ARTICLE.search(kind) for kind in _types(thing))
    label = "JSON-LD page" if weak else "JSON-LD"

    def said(field: Field, key: str, values: Iterable[object]) -> Iterator[Claim]:
        for value in values:
            yield from claim(field, value, f"{label} {key}")

    yield from said(Field.TITLE, "headline", _texts(thing.get("headline")))
    yield from said(Field.TITLE, "name", _texts(thing.get("name")))
    yield from said(Field.DEK, "alternativeHeadline", _texts(thing.get("alternativeHeadline")))
    yield from said(Field.DEK, "description", _texts(thing.get("description")))
    for key in ("author", "creator"):
        yield from said(Field.AUTHOR, key, _names(thing.get(key), by_id))
    for key in ("datePublished", "dateCreated", "uploadDate"):
        yield from said(Field.PUBLISHED, key, _texts(thing.get(key)))
    yield from said(Field.UPDATED, "dateModified", _texts(thing.get("dateModified")))
    yield from said(Field.SITE, "publisher", _names(thing.get("publisher"), by_id))
    whole = _meant(thing.get("isPartOf"), "name", by_id)
    if isinstance(whole, dict) and _SITES.intersection(_types(whole)):
        yield from said(Field.SITE, "isPartOf", _names(whole, by_id))
    yield from said(Field.LANG, "inLanguage", _texts(thing.get("inLanguage")))
    yield from said(Field.SECTION, "articleSection", _texts(thing.get("articleSection")))
    yield from said(Field.TAG, "keywords", _texts(thing.get("keywords")))
    for key in ("image", "thumbnailUrl"):
        yield from said(Field.IMAGE, key, _pictures(thing.get(key), by_id))
    yield from said(Field.URL, "url", (each for each in _addresses(thing) if each.startswith("http")))


def _texts(value: object) -> Iterator[str]:
    """Texts in a value that may be a text, a list of them, or ``{"@value": …}``."""
    for each in _listed(value):
        text = each.get("@value") or each.get("name") if isinstance(each, dict) else each
        if isinstance(text, int) and not isinstance(text, bool):
            text = str(text)
        if isinstance(text, str):
            yield _plain(text)


def _names(value: object, by_id: Mapping[object, Thing]) -> Iterator[str]:
    """Names of people or organisations, however they are nested."""
    for each in _listed(value):
        thing = _meant(each, "name", by_id)
        if isinstance(thing, dict):
            given, family = thing.get("givenName"), thing.get("familyName")
            if "name" in thing:
                yield from _texts(thing["name"])
            elif isinstance(given, str) and isinstance(family, str):
                yield _plain(f"{given} {family}")
        elif isinstance(thing, str):
            yield _plain(thing)


def _pictures(value: object, by_id: Mapping[object, Thing]) -> Iterator[str]:
    for each in _listed(value):
        thing = _meant(each, "url", by_id)
        address = thing.get("url") or thing.get("contentUrl") if isinstance(thing, dict) else thing
        yield from (one for one in _listed(address)[:1] if isinstance(one, str))


def _listed(value: object) -> list[object]:
    return value[:200] if isinstance(value, list) else [value]


def _meant(value: object, key: str, by_id: Mapping[object, Thing]) -> object:
    """The thing that ``{"@id": …}`` refers to, if it is on the page; else the value itself."""
    if isinstance(value, dict) and key not in value:
        reference = value.get("@id")
        return by_id.get(reference, value) if isinstance(reference, str) else value
    return value


def _scraped(text: str) -> Iterator[Claim]:
    """Key facts out of a block that no reading of JSON can save (cut off, quotes unescaped)."""
    fields = {
        "headline": Field.TITLE,
        "description": Field.DEK,
        "datePublished": Field.PUBLISHED,
        "dateCreated": Field.PUBLISHED,
        "dateModified": Field.UPDATED,
        "articleSection": Field.SECTION,
    }
    seen = set()
    for key, value in _PAIR.findall(text):
        if key not in seen:
            seen.add(key)
            unescaped = load(f'"{value}"')
            yield from claim(fields[key], unescaped, f"JSON-LD {key}")


def _plain(text: str) -> str:
    """`text` without the markup that some systems leave in it."""
    return re.sub(r"</?[a-zA-Z][^<>]{0,200}>", "", text) if "<" in text else tidy(text)
