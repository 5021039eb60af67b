"""The only door to selectolax (Lexbor): the whole page as a tree, parsed once and in bounded time whatever it holds."""

from __future__ import annotations

import re

import numpy as np
from selectolax.lexbor import LexborDocumentOptions
from selectolax.lexbor import LexborHTMLParser as Tree
from selectolax.lexbor import LexborNode as Node

__all__ = ["Node", "Tree", "parse"]

_FURNITURE = (
    (b"editsection", ".mw-editsection, .editsection"),  # a wiki's links to change a section, inside its heading
    (b"wm-ipp", "#wm-ipp-base, #wm-ipp, #donato"),  # the frame of the Wayback Machine
)
"""What is none of the page's text wherever it stands: octets without which it is not there, and its selector."""
_MANY = 20_000
"""Tags or attributes of a page from which it is looked at with suspicion."""
_DEEPEST = 400
"""Elements that may be nested in one another on such a page."""
_MOST_ATTRIBUTES = 1_000
"""Attributes of one element."""
_RUNNING = 400
"""Octets from which a template is looked at like the rest of the page."""
_TEMPLATE = re.compile(rb"(?<=>)\s*<script[^<>]*text/template[^<>]*>(.*?)</script>", re.IGNORECASE | re.DOTALL)
"""Markup that a page stores in a script."""
_SAYS_BODY = re.compile(rb"<[a-z]+\s[^<>]*itemprop=[\"']?articleBody[^<>]*>$", re.IGNORECASE)
_PLACEHOLDER = re.compile(rb"\{\{|<%|\$\{")
_ANY_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
_LONG_TAG = re.compile(rb"<([a-zA-Z][a-zA-Z0-9]*)[^<>]{5000,}>")
_HOLDS_NOTHING = frozenset(b"br hr img input meta link area base col embed source track wbr param".split())
_ENDS_ITSELF = _HOLDS_NOTHING | frozenset(
    b"p li dt dd tr td th tbody thead tfoot option optgroup colgroup rb rt rp html head body script style".split()
)
_DECLARES = 1_000
"""Octets at its beginning in which a page says that it is XHTML."""
_ENDED = re.compile(rb"""<([a-zA-Z][a-zA-Z0-9]*+)(\s[^<>]*+(?<=["'\s]))?""")
"""An element that ends itself, up to the ``/>``."""


def parse(page: str) -> Tree:
    """The tree of a page. Never fails: HTML has a tree for every text."""
    # The parser takes octets, and to look for something in them takes a quarter of the time.
    markup = page.encode("utf-8", "ignore").replace(b"\0", b"")
    if b"xhtml" in markup[:_DECLARES].lower():
        *ended, rest = markup.split(b"/>")
        markup = b"".join((*map(_closed, ended), rest))
    if b"text/template" in markup and b"articlebody" in markup.lower():
        markup = _TEMPLATE.sub(_stored, markup)
    if _count(markup, "=") > _MANY:
        markup = _LONG_TAG.sub(_few_attributes, markup)
    if _count(markup, "<") > _MANY:
        markup = _shallow(markup)
    # Without events, since scripts do not run here; with them, a long <select> takes seconds.
    tree = Tree(markup, options=LexborDocumentOptions.WO_EVENTS)
    for sign, selector in _FURNITURE:
        if sign in markup:
            for node in tree.css(selector):
                node.decompose()
    return tree


def _count(markup: bytes, sign: str) -> int:
    """How often `sign` stands in `markup`; NumPy counts what is frequent in a third of the time."""
    return int(np.count_nonzero(np.frombuffer(markup, np.uint8) == ord(sign)))


def _closed(markup: bytes) -> bytes:
    """Markup up to where a tag ends itself as XML writes it, with an end of its own for the element.

    Read as HTML, ``<a id="lamps"/>`` would hold all that follows.
    """
    tag = _ENDED.fullmatch(markup, max(0, markup.rfind(b"<")))
    if tag is None or tag[1].lower() in _HOLDS_NOTHING:
        return markup + b"/>"
    return b"%b></%b>" % (markup, tag[1])


def _stored(script: re.Match[bytes]) -> bytes:
    """The article where a page stores it in a script for itself to show; a form to be filled in (``{{name}}``) is none."""
    inner = script[1]
    before = script.string[max(0, script.start() - 500) : script.start()]
    is_body = len(inner) > _RUNNING and _SAYS_BODY.search(before) and not _PLACEHOLDER.search(inner)
    return b"<div>%b</div>" % inner if is_body else script[0]


def _few_attributes(tag: re.Match[bytes]) -> bytes:
    """A tag without its attributes where it has thousands: comparing each with each takes the parser seconds."""
    return b"<%b>" % tag[1] if tag[0].count(b"=") > _MOST_ATTRIBUTES else tag[0]


def _shallow(markup: bytes) -> bytes:
    """`markup` without the elements that are nested deeper than `_DEEPEST`; their content stays.

    The parser's time grows with the square of the depth. Elements that end by themselves (a paragraph before a
    paragraph) do not count.
    """
    depth = dropped = at = 0
    pieces: list[bytes] = []
    for tag in _ANY_TAG.finditer(markup):
        if tag[2].lower() in _ENDS_ITSELF:
            continue
        if not tag[1]:
            if depth < _DEEPEST:
                depth += 1
                continue
            dropped += 1
        elif dropped:
            dropped -= 1
        else:
            depth = max(0, depth - 1)
            continue
        pieces.append(markup[at : tag.start()])
        at = tag.end()
    return b"".join((*pieces, markup[at:]))
