"""The found article becomes clean semantic HTML: a list of steps, each a function of one `Work`, in this order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from readery.clean.html import blocks, code, embeds, figures, inline, lists, notes, tables
from readery.clean.html.article import article_of, html_of
from readery.clean.html.tree import Node
from readery.clean.html.work import Work
from readery.model import Caption, Picture

STEPS: tuple[Callable[[Work], None], ...] = (
    code.blocks,  # before white space is touched
    inline.mathematics,  # before its fallback images are taken for pictures
    embeds.links,  # before frames and scripts go
    figures.pictures,  # lazy images get their address
    tables.layout,  # tables that only place things dissolve
    tables.data,  # those that stay get their header cells
    figures.captions,  # after pictures: a caption needs its picture
    lists.paragraphs,  # needs classes and styles
    notes.link,  # needs ids, which attributes drops
    inline.tidy,  # odd inline elements
    blocks.lines,  # before groups dissolve
    blocks.paragraphs,  # bare text and <br><br> become paragraphs; what only grouped dissolves
    blocks.quotes,
    blocks.headings,  # needs the final order of blocks
    inline.attributes,  # last reader of the page's own attributes
    blocks.empties,  # last: every step may leave something empty
)


@dataclass(frozen=True, slots=True)
class Rewritten:
    """An article as clean HTML, not yet sanitised."""

    body: str
    """Headings from ``h2``, pictures as ``picture:N``, links absolute."""
    pictures: tuple[Picture, ...]
    """Its images."""
    captions: tuple[Caption, ...]
    """What stands under them."""


def rewrite(found: Node, base: str | None, title: str | None) -> Rewritten:
    """Rewrite the article that was found in an element. `base` resolves its links; `title` is not repeated as its first heading."""
    work = Work(article_of(found), base, title)
    for step in STEPS:
        step(work)
    body = html_of(work.article)
    work.article.part()
    return Rewritten(body, tuple(work.pictures), tuple(work.captions))
