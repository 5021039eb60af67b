"""What a whole HTML page says of its article: title, dek, authors, dates and the rest, each with where it was found.

Each module here is one place where pages say such things; it hands on claims. `settle` decides between them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from readery.clean.draft import Found, Metadata
from readery.clean.metadata import address, elements, headings, json_ld, meta, microdata, near, settle
from readery.clean.metadata.claims import Field, of
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
    stood = headings.read(tree)
    url = settle.address(claims, page.url)
    lang = settle.language(claims)
    place = settle.place(lang.value if lang else None, url.value if url else page.url)
    known = settle.site_names(claims, stood, url.value if url else None)
    title, heading = settle.title(claims, stood, known)
    if heading is not None:
        claims += near.read(heading.node, place.lang)
    authors = settle.authors(claims, known)
    published = settle.published(claims, place)
    if heading is not None and (authors is None or published is None):
        claims += near.read_below(heading.node, place.lang)
        authors = authors or settle.authors(claims, known)
        published = published or settle.published(claims, place)
    if authors is None or published is None:
        claims += near.read_marked(tree, place.lang)
        authors = authors or settle.authors(claims, known)
        published = published or settle.published(claims, place)
    if published is None or (authors is None and heading is None):
        claims += near.read_text(tree, place.lang)
        authors = authors or settle.authors(claims, known)
        published = published or settle.published(claims, place)
    updated = settle.updated(claims, place, published.value if published else None)
    if published is None and updated is not None:
        # An article without any day would stand last in every list; the owner can see in `explain` whose day it is.
        published, updated = Found(updated.value, f"{updated.source}, the only date on the page"), None
    return Metadata(
        title=title,
        dek=settle.first(of(claims, Field.DEK)),
        authors=authors or settle.house(claims),
        site=settle.site(claims),
        url=url,
        published=published,
        updated=updated,
        lang=lang,
        dir=settle.direction(_dir(tree), lang),
        section=settle.first(of(claims, Field.SECTION)),
        tags=settle.tags(claims, known),
        image=settle.image(claims, url.value if url else page.url),
    )


def _dir(tree: Tree) -> str | None:
    for node in (tree.root, tree.body):
        said = (node.attributes.get("dir") or "").strip().lower() if node is not None else ""
        if said in ("ltr", "rtl"):
            return said
    return None
