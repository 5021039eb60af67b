"""What a page says by plain HTML: ``<title>``, ``<html lang>``, ``rel`` links, ``<time>``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from readery.clean.metadata.claims import Claim, Field, claim
from readery.clean.metadata.place import Places

if TYPE_CHECKING:
    from readery.clean.html.tree import Node, Tree

_TAG_LINK = re.compile(r"/(?:tags?|topics?|thema|search/label|schlagwort|keyword)/[^/]+/?$", re.IGNORECASE)
_UPDATED = re.compile(r"updat|modif|aktualis|changed|revis", re.IGNORECASE)
_TAG_LIST = re.compile(r"(?:^|[\s_-])(?:tags|tag-?list)(?:$|[\s_-])", re.IGNORECASE)
_CLOUD = re.compile(r"cloud|popular|all-?tags", re.IGNORECASE)
_MOST = 40
# A link to a list of all stories of one tag is that tag, whatever the element is called.
_TAG_FOLDERS = ("/tag", "/topic", "/thema/", "/search/label/", "/schlagwort/", "/keyword/")
_ELEMENTS = ", ".join(
    (
        "title, time, abbr.published, abbr.updated",
        *(f'link[rel~="{relation}" i]' for relation in ("canonical", "image_src")),
        *(f'a[rel~="{relation}" i]' for relation in ("bookmark", "author", "tag")),
        *(f'a[href*="{folder}" i]' for folder in _TAG_FOLDERS),
        '[class*="tag" i]',
    )
)


def read(tree: Tree, places: Places) -> Iterator[Claim]:
    """Claims of the page's elements, in the page's order."""
    root = tree.root
    if root is not None:
        yield from claim(Field.LANG, root.attributes.get("lang") or root.attributes.get("xml:lang"), "html lang")
    times = 0
    for node in tree.css(_ELEMENTS):
        tag = node.tag
        if tag == "title":
            if node.parent is not None and node.parent.tag in ("head", "html", "body"):
                yield from claim(Field.TITLE, node.text(), "title element")
        elif tag in ("link", "a"):
            yield from _link(node, places)
        elif tag in ("time", "abbr"):
            if times < _MOST:
                times += 1
                yield from _time(node, places)
        elif _is_tag_list(node.attributes.get("class") or "") and not places.is_beside(node, own_foot=True):
            for link in node.css("a")[:_MOST]:
                yield from claim(Field.TAG, link.text(), "list of tags")


def _link(node: Node, places: Places) -> Iterator[Claim]:
    attributes = node.attributes
    relations = (attributes.get("rel") or "").lower().split()
    href = attributes.get("href")
    if node.tag == "link":
        if "canonical" in relations:
            yield from claim(Field.URL, href, "rel canonical")
        elif "image_src" in relations:
            yield from claim(Field.IMAGE, href, "rel image_src")
        return
    if "bookmark" in relations and not places.is_beside(node):
        yield from claim(Field.URL, href, "rel bookmark")
    elif "author" in relations and not places.is_beside(node):
        yield from claim(Field.AUTHOR, node.text(separator=" "), "rel author")
    elif "tag" in relations and not places.is_beside(node, own_foot=True):
        if "category" in relations:
            yield from claim(Field.SECTION, node.text(), "rel category")
        else:
            yield from claim(Field.TAG, node.text(), "rel tag")
    elif href and _TAG_LINK.search(href) and not places.is_beside(node, own_foot=True):
        yield from claim(Field.TAG, node.text(), "links to tags")


def _is_tag_list(called: str) -> bool:
    return bool(_TAG_LIST.search(called)) and not _CLOUD.search(called)


def _time(node: Node, places: Places) -> Iterator[Claim]:
    if places.is_beside(node, own_foot=node.tag == "abbr"):
        return
    attributes = node.attributes
    value = (
        attributes.get("datetime") or attributes.get("content") or attributes.get("title") or node.text(separator=" ")
    )
    words = f"{attributes.get('class') or ''} {attributes.get('itemprop') or ''}"
    if node.parent is not None:
        words += f" {node.parent.attributes.get('class') or ''}"
    before = node.prev.text(deep=False) if node.prev is not None and node.prev.tag == "-text" else ""
    if (_UPDATED.search(words) and "published" not in words) or _UPDATED.search(before or ""):
        yield from claim(Field.UPDATED, value, "time element")
    else:
        yield from claim(Field.PUBLISHED, value, "time element")
