"""Microdata, RDFa and the class names of microformats: facts marked in the page's visible text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from readery.clean.metadata.claims import Claim, Field, claim
from readery.clean.metadata.place import Places

if TYPE_CHECKING:
    from readery.clean.html.tree import Node, Tree

_PROPERTIES = {
    "headline": Field.TITLE,
    "name": Field.TITLE,
    "alternativeheadline": Field.DEK,
    "description": Field.DEK,
    "author": Field.AUTHOR,
    "creator": Field.AUTHOR,
    "datepublished": Field.PUBLISHED,
    "datecreated": Field.PUBLISHED,
    "issued": Field.PUBLISHED,
    "created": Field.PUBLISHED,
    "date": Field.PUBLISHED,
    "datemodified": Field.UPDATED,
    "modified": Field.UPDATED,
    "publisher": Field.SITE,
    "keywords": Field.TAG,
    "subject": Field.TAG,
    "articlesection": Field.SECTION,
    "inlanguage": Field.LANG,
    "image": Field.IMAGE,
    "title": Field.TITLE,
}
# Microformats (microformats.org, hAtom and h-entry), which many blog themes still bear.
_CLASSES = {
    "p-author": Field.AUTHOR,
    "dt-published": Field.PUBLISHED,
    "dt-updated": Field.UPDATED,
    "p-category": Field.TAG,
}
_ARTICLE = re.compile(
    r"article|posting|report|recipe|review|creativework|webpage|howto|book|product|event", re.IGNORECASE
)
_MOST = 150
_DEEPEST = 60


def read(tree: Tree, places: Places) -> Iterator[Claim]:
    """Claims of marked elements outside comments and lists of other stories."""
    for node in tree.css("[itemprop], [property]:not(meta), .p-author, .author.vcard, .dt-published, .dt-updated")[
        :_MOST
    ]:
        attributes = node.attributes
        marked = attributes.get("itemprop")
        label = "microdata"
        if marked is None:
            marked, label = attributes.get("property"), "RDFa"
        if marked is not None:
            for word in marked.lower().split():
                name = re.split(r"[:/#]", word)[-1]
                field = _PROPERTIES.get(name)
                if field is not None and (kind := _scope(node, places)) is not None:
                    if name == "name" and kind == "":
                        continue
                    yield from claim(field, _value(node, field), f"{label} {name}")
            continue
        for word in (attributes.get("class") or "").split():
            field = Field.AUTHOR if word == "vcard" else _CLASSES.get(word)
            if field is not None and _scope(node, places) is not None:
                yield from claim(field, _value(node, field), f"microformat {word}")


def _scope(node: Node, places: Places) -> str | None:
    """The type of thing that a property belongs to, empty where none is named; None where that is not the article."""
    parent = node.parent
    for _ in range(_DEEPEST):
        if parent is None or parent.tag == "html":
            break
        inside = parent.attributes
        if "itemscope" in inside or "typeof" in inside:
            kind = inside.get("itemtype") or inside.get("typeof") or ""
            if kind:
                ours = _ARTICLE.search(kind) and "comment" not in kind.lower()
                return kind if ours and not places.is_beside(node) else None
        parent = parent.parent
    return None if places.is_beside(node) else ""


def _value(node: Node, field: Field) -> str | None:
    attributes = node.attributes
    if field in (Field.PUBLISHED, Field.UPDATED):
        inner = (
            node
            if node.tag == "time" or attributes.get("content")
            else (node.css_first("time[datetime], [title]") or node)
        )
        inside = inner.attributes
        return inside.get("datetime") or inside.get("content") or inside.get("title") or node.text(separator=" ")
    if field is Field.IMAGE:
        inner = node if node.tag in ("img", "link", "meta") else (node.css_first("img[src], [itemprop=url]") or node)
        inside = inner.attributes
        return inside.get("src") or inside.get("content") or inside.get("href")
    if field in (Field.AUTHOR, Field.SITE):
        named = node.css_first('[itemprop="name"], [property="name"], .fn')
        if named is not None:
            return named.attributes.get("content") or named.text(separator=" ")
    return attributes.get("content") or node.text(separator=" " if field is not Field.TITLE else "")
