"""What a whole HTML page says of its article: title, dek, authors, dates and the rest, each with where it was found.

Most modules here are one place each where pages say such things; they hand on claims. `settle`, `authors`, `days`, `dek` and
`headings` decide between them, each with its rules and their reasons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from readery.clean.draft import Found, Metadata
from readery.clean.metadata import (
    address,
    authors,
    days,
    dek,
    elements,
    headings,
    json_ld,
    masthead,
    meta,
    microdata,
    near,
    settle,
)
from readery.clean.metadata.claims import Claim, Field, of
from readery.clean.metadata.days import Place
from readery.clean.metadata.place import Places
from readery.model import RawPage

if TYPE_CHECKING:
    from readery.clean.html.tree import Node, Tree

__all__ = ["read"]


def read(tree: Tree, page: RawPage) -> Metadata:
    """The page's metadata; `tree` is the parsed page, untouched. Never raises, whatever the page holds."""
    places = Places(tree)
    claims = [
        *json_ld.read(tree, page.url),
        *meta.read(tree),
        *microdata.read(tree, places),
        *elements.read(tree, places),
        *address.read(page.url),
    ]
    url = settle.address(claims, page.url)
    here = url.value if url else page.url
    lang = settle.language(claims, lambda: _sample(tree))
    place = days.place(lang.value if lang else None, here)
    stood = headings.read(tree)
    claims += masthead.read(tree, claims, stood, here)
    known = settle.site_names(claims, stood, here)
    title, heading = settle.title(claims, stood, known)
    if title and heading is None and (large := headings.set_large(tree, title.value)):
        title = Found(large, f"{title.source}, as the page sets it large")
    elif title and heading is not None:
        for each in of(claims, Field.TITLE):
            if each.source == "title element" and (fuller := headings.fuller(tree, each.value, title.value)):
                title, heading = Found(fuller, "title element, as it stands on the page"), None
    top = heading.node if heading else headings.without_heading(tree, title.value) if title else None
    below, above = near.around(top) if top else ([], [])
    claims += near.read(below, above, place)
    wrote = authors.people(claims, known)
    published = days.published(claims, place)
    for look, for_authors in _further(tree, top, places) if wrote is None or published is None else ():
        if published is None or (wrote is None and for_authors):
            claims += look(place)
            wrote = wrote or authors.people(claims, known)
            published = published or days.published(claims, place)
    updated = days.updated(claims, place, published.value if published else None)
    if published is None and updated is not None:
        # An article without any day would stand last in every list; the owner can see in `explain` whose day it is.
        published, updated = Found(updated.value, f"{updated.source}, the only date on the page"), None
    return Metadata(
        title=title,
        dek=dek.choose(claims, below, title.value if title else None),
        authors=wrote or authors.house(claims),
        site=settle.site(claims, here),
        url=url,
        published=published,
        updated=updated,
        lang=lang,
        dir=settle.direction(_dir(tree), lang),
        section=settle.section(claims),
        tags=settle.tags(claims, known),
        image=settle.image(claims, here),
    )


def _further(tree: Tree, top: Node | None, places: Places) -> Iterator[tuple[Callable[[Place], Iterator[Claim]], bool]]:
    """Where to look when neither what the page marks nor what stands near the heading says the date or the authors, nearest first.

    With each place, whether authors are worth the look: a name anywhere in the text, where the heading is known, is not.
    """
    if top is not None:
        yield (lambda place: near.read_below(top, place)), True
    yield (lambda place: near.read_marked(tree, place, places)), True
    yield (lambda place: near.read_text(tree, place)), top is None


def _sample(tree: Tree) -> str:
    """Some 2,000 characters of the page's paragraphs."""
    found: list[str] = []
    for node in tree.css("p")[:60]:
        found.append(node.text(separator=" ").strip())
        if sum(map(len, found)) > 2_000:
            break
    return " ".join(found)


def _dir(tree: Tree) -> str | None:
    for node in (tree.root, tree.body):
        said = (node.attributes.get("dir") or "").strip().lower() if node is not None else ""
        if said in ("ltr", "rtl"):
            return said
    return None
