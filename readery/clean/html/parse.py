"""The only door to selectolax (Lexbor): the whole page as a tree, parsed once and in bounded time whatever it holds."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborDocumentOptions
from selectolax.lexbor import LexborHTMLParser as Tree
from selectolax.lexbor import LexborNode as Node

__all__ = ["Node", "Tree", "parse"]

_EDITING = ".mw-editsection, .editsection"
"""A wiki's links to change a section, inside its heading."""
_MANY = 20_000
"""Tags or attributes of a page from which it is looked at with suspicion."""
_DEEPEST = 400
"""Elements that may be nested in one another on such a page."""
_MOST_ATTRIBUTES = 1_000
"""Attributes of one element."""
_RUNNING = 400
"""Characters from which a template is looked at like the rest of the page."""
_TEMPLATE = re.compile(r"(?<=>)\s*<script[^<>]*text/template[^<>]*>(.*?)</script>", re.IGNORECASE | re.DOTALL)
"""Markup that a page stores in a script."""
_SAYS_BODY = re.compile(r"<[a-z]+\s[^<>]*itemprop=[\"']?articleBody[^<>]*>$", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{\{|<%|\$\{")
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
_LONG_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)[^<>]{5000,}>")
_HOLDS_NOTHING = frozenset("br hr img input meta link area base col embed source track wbr param".split())
_ENDS_ITSELF = _HOLDS_NOTHING | frozenset(
    "p li dt dd tr td th tbody thead tfoot option optgroup colgroup rb rt rp html head body script style".split()
)
_DECLARES = 1_000
"""Characters at its beginning in which a page says that it is XHTML."""
_EMPTY = re.compile(r"""<([a-zA-Z][a-zA-Z0-9]*+)(?:(\s[^<>]++)(?<=["'\s]/)|/)>""")
"""An element that ends itself; each tag is read to its end once and never back, which takes a third of the time."""


def parse(markup: str) -> Tree:
    """The tree of a page. Never fails: HTML has a tree for every text."""
    markup = markup.replace("\0", "")
    if "xhtml" in markup[:_DECLARES].lower():
        markup = _EMPTY.sub(_closed, markup)
    if "text/template" in markup:
        markup = _TEMPLATE.sub(_stored, markup)
    if markup.count("=") > _MANY:
        markup = _LONG_TAG.sub(_few_attributes, markup)
    if markup.count("<") > _MANY:
        markup = _shallow(markup)
    # Without events, since scripts do not run here; with them, a long <select> takes seconds.
    tree = Tree(markup, options=LexborDocumentOptions.WO_EVENTS)
    if "editsection" in markup:
        for node in tree.css(_EDITING):
            node.decompose()
    return tree


def _closed(tag: re.Match[str]) -> str:
    """An element that ends itself as XML writes it: read as HTML, ``<a id="lamps"/>`` would hold all that follows."""
    return tag[0] if tag[1].lower() in _HOLDS_NOTHING else f"<{tag[1]}{(tag[2] or '')[:-1]}></{tag[1]}>"


def _stored(script: re.Match[str]) -> str:
    """The article where a page stores it in a script for itself to show; a form to be filled in (``{{name}}``) is none."""
    inner = script[1]
    before = script.string[max(0, script.start() - 500) : script.start()]
    is_body = len(inner) > _RUNNING and _SAYS_BODY.search(before) and not _PLACEHOLDER.search(inner)
    return f"<div>{inner}</div>" if is_body else script[0]


def _few_attributes(tag: re.Match[str]) -> str:
    """A tag without its attributes where it has thousands: comparing each with each takes the parser seconds."""
    return f"<{tag[1]}>" if tag[0].count("=") > _MOST_ATTRIBUTES else tag[0]


def _shallow(markup: str) -> str:
    """`markup` without the elements that are nested deeper than `_DEEPEST`; their content stays.

    The parser's time grows with the square of the depth. Elements that end by themselves (a paragraph before a
    paragraph) do not count.
    """
    depth = dropped = at = 0
    pieces: list[str] = []
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
    return "".join((*pieces, markup[at:]))
