"""Lines of text around the article's heading, with what their elements are called: where bylines and dates stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from readery.clean.metadata.claims import tidy

if TYPE_CHECKING:
    from readery.clean.html.tree import Node

_BLOCK_TAGS = (
    "p div section article header footer main aside ul ol li dl dt dd table tbody thead tr td th blockquote pre address center "
    "h1 h2 h3 h4 h5 h6 hr details summary fieldset body"
)
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_PASSED_TAGS = (
    "script style noscript template svg nav form select button figure figcaption iframe picture video audio textarea"
)
_PASSED = frozenset(_PASSED_TAGS.split())
_DATED = re.compile(r"\d{4}|\d\d?[./]\d\d?[./]\d\d")
_MOST_NODES = 600
"""Nodes that are looked at in one direction."""


@dataclass(frozen=True, slots=True)
class Line:
    """A run of text in one block."""

    text: str
    """White space folded; a ``<time>`` that shows no date (``yesterday``) stands as its ``datetime``."""
    names: str
    """Classes and ids of the elements in it, in lower case."""
    around: str
    """Classes and ids of the block and the blocks around it, in lower case."""
    node: Node
    """The block."""


class _Budget:
    """How many nodes may still be looked at."""

    def __init__(self, left: int = _MOST_NODES) -> None:
        self.left = left

    def spend(self) -> bool:
        self.left -= 1
        return self.left > 0


def after(node: Node, climb: int = 6, most: int = _MOST_NODES) -> Iterator[Line]:
    """Lines that follow `node`, in the page's order, out of at most `climb` elements around it."""
    budget = _Budget(most)
    for _ in range(climb):
        sibling = node.next
        while sibling is not None and budget.spend():
            yield from _of(sibling, budget)
            sibling = sibling.next
        if node.parent is None or node.parent.tag in ("body", "html"):
            return
        node = node.parent


def before(node: Node, climb: int = 3) -> Iterator[Line]:
    """Lines that stand before `node`, the nearest first."""
    budget = _Budget()
    for _ in range(climb):
        sibling = node.prev
        while sibling is not None and budget.spend():
            yield from reversed(list(_of(sibling, budget)))
            sibling = sibling.prev
        if node.parent is None or node.parent.tag in ("body", "html"):
            return
        node = node.parent


def inside(node: Node, most: int = _MOST_NODES) -> Iterator[Line]:
    """Lines in `node`, out of its first `most` nodes."""
    return _of(node, _Budget(most))


def _of(node: Node, budget: _Budget) -> Iterator[Line]:
    """Lines of one element, which may be inline itself."""
    if node.tag in _PASSED:
        return
    if node.tag in _BLOCKS:
        yield from _lines(node, budget)
    elif text := _words(node):
        yield Line(tidy(text), _called(node), _called(node.parent), node)


def _lines(root: Node, budget: _Budget) -> Iterator[Line]:
    """Without recursion, for pages nest as deep as they like."""
    stack: list[tuple[Node | None, Node, str, list[str], list[str]]] = [(root.first_child, root, _called(root), [], [])]
    while stack:
        child, block, around, words, names = stack.pop()
        while child is not None and budget.spend():
            tag = child.tag
            if tag in _BLOCKS or tag == "br" or (tag not in _PASSED and tag != "-text" and _holds_blocks(child)):
                if words:
                    yield _line(words, names, around, block)
                words, names = [], []
                if tag != "br":
                    stack.append((child.next, block, around, [], []))
                    block, around, child = child, f"{_called(child)} {around}"[:400], child.first_child
                    continue
            elif tag not in _PASSED and (text := _words(child)):
                words.append(text)
                if tag != "-text":
                    names.append(_called(child))
            child = child.next
        if words:
            yield _line(words, names, around, block)


def _line(words: list[str], names: list[str], around: str, block: Node) -> Line:
    return Line(tidy(" ".join(words)), " ".join(names), around, block)


def _holds_blocks(node: Node) -> bool:
    child, steps = node.first_child, 0
    while child is not None and steps < 12:
        if child.tag in _BLOCKS:
            return True
        child, steps = child.next, steps + 1
    return False


def _words(node: Node) -> str:
    if node.tag == "-text":
        return node.text().strip()
    if node.tag == "time" and (exact := node.attributes.get("datetime")):
        shown = node.text(separator=" ").strip()
        return shown if _DATED.search(shown) else exact.strip()
    if node.tag and not node.tag.startswith("-"):
        return node.text(separator=" ")[:400].strip()
    return ""


def _called(node: Node | None) -> str:
    if node is None or not node.tag or node.tag.startswith("-"):
        return ""
    attributes = node.attributes
    rel, itemprop = attributes.get("rel") or "", attributes.get("itemprop") or ""
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''} {rel} {itemprop}".lower().strip()
