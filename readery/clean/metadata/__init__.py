"""What a whole HTML page says of its article: title, dek, authors, dates and the rest, each with where it was found.

Each module here is one place where pages say such things; it hands on claims. `settle` decides between them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from readery.clean.draft import Metadata
from readery.clean.metadata import address, elements, headings, json_ld, meta, microdata
from readery.clean.metadata.settle import settle
from readery.model import RawPage

if TYPE_CHECKING:
    from readery.clean.html.tree import Tree

__all__ = ["read"]


def read(tree: Tree, page: RawPage) -> Metadata:
    """The page's metadata; `tree` is the parsed page, untouched. Never raises, whatever the page holds."""
    claims = [
        *json_ld.read(tree, page.url),
        *meta.read(tree),
        *microdata.read(tree),
        *elements.read(tree),
        *address.read(page.url),
    ]
    body = tree.body
    root = tree.root
    said = (root.attributes.get("dir") if root is not None else None) or (
        body.attributes.get("dir") if body is not None else None
    )
    return settle(claims, headings.read(tree), page.url, (said or "").strip().lower() or None)
