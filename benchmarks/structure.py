"""How much of an article's structure survives cleaning.

Each element of a kind in the expected HTML is looked for in the given one by its kind and its folded text (a list item
by the opening of its text, a figure by its image or caption). The share is over all elements of all pages. A table that only
places things on the page is none that could survive: what is expected of it is its text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

_FOLD = re.compile(r"\W+")
_HANDLE = re.compile(r"\[\s*edit[^\]]*\]|[¶#§]\s*$")
"""A heading's own handle, which is the page's furniture: it counts on neither side."""
_WAY_BACK = re.compile(r"^\s*[\^↑]\s*(?:a\s+b\s+(?:[c-z]\s+)*)?")
"""A note's own ways back to where it is marked, furniture as well."""
_OPENING = 60
"""Folded characters by which an element is known again."""

KINDS: Mapping[str, str] = {
    "headings": "h1, h2, h3, h4, h5, h6",
    "list items": "li",
    "code blocks": "pre",
    "tables": "table",
    "quotes": "blockquote",
    "figures": "figure",
}
"""Kind → its elements."""


def survivals(pairs: Iterable[tuple[str, str]]) -> dict[str, float]:
    """Kind → share of the elements of (expected, given) HTML that survive."""
    expected: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for right, given in pairs:
        trees = LexborHTMLParser(right), LexborHTMLParser(given)
        for tree in trees:  # a formula is a picture on one side and MathML on the other: its letters count on neither
            for formula in tree.css("math"):
                formula.decompose()
        for kind, selector in KINDS.items():
            wanted = Counter(filter(None, (_key(kind, node) for node in trees[0].css(selector))))
            there = Counter(filter(None, (_key(kind, node) for node in trees[1].css(selector))))
            expected[kind] += wanted.total()
            found[kind] += (wanted & there).total()
    return {kind: found[kind] / expected[kind] if expected[kind] else 1.0 for kind in KINDS}


def _key(kind: str, node: LexborNode) -> str:
    """What an element is known by; empty for one that says nothing."""
    if kind == "figures":
        # Images are named anew, so a figure is known by its caption; one without is known as such.
        caption = node.css_first("figcaption")
        text = caption.text(deep=True) if caption is not None else ""
        return _FOLD.sub("", text).lower()[:30] or ("without caption" if node.css_first("img") is not None else "")
    text = node.text(deep=True)
    if kind == "headings":
        text = _HANDLE.sub("", text.strip())
    elif kind == "list items":
        text = _WAY_BACK.sub("", text)
    elif kind == "tables" and not _relates(node):
        return ""
    return _FOLD.sub("", text).lower()[:_OPENING]


def _relates(table: LexborNode) -> bool:
    """Whether a table relates data: two rows of two cells at least, and no table in it."""
    rows = [len(row.css("td, th")) for row in table.css("tr")]
    return sum(cells > 1 for cells in rows) > 1 and len(table.css("table")) == 1
