"""Lines of text around the article's heading, with what their elements are called: where bylines and dates stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from readery.clean.metadata.claims import tidy

if TYPE_CHECKING:
    from readery.clean.html.tree import Node

_BLOCK_TAGS = (
    "p div section article header footer main aside ul ol li dl dt dd table tbody thead tr td th blockquote pre address center "
    "h1 h2 h3 h4 h5 h6 hr details summary fieldset body"
)
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_PASSED_TAGS = "script style noscript template svg nav form select button figure figcaption iframe picture video audio textarea -comment"
_PASSED = frozenset(_PASSED_TAGS.split())

BESIDE, AUTHOR, AUTHOR_OUTRIGHT, DATE, OTHER, DEK, FOOT = 1, 2, 4, 8, 16, 32, 64
"""What names of elements say of a line: no part of the article; its author; nothing but its author; its date; of a comment or of
another story; the line under the title; the foot of the page."""
_SAID_BY = (
    (
        BESIDE,
        re.compile(
            r"comment|related|sidebar|widget|footer|recommend|newsletter|share|social|popular|latest|breadcrumb|caption|credit|"
            r"copyright|menu|infobox"
        ),
    ),
    (
        AUTHOR,
        re.compile(
            r"author|byline|autor|by-line|writer|verfasser|auteur|redact|redakt|creator|contributor|reporter|firma|vcard|signature"
        ),
    ),
    (
        AUTHOR_OUTRIGHT,
        re.compile(r"(?:^|[\s_-])(?:authors?|autor|byline|username)(?:[_-]?(?:names?|links?|title))?(?:$|\s)"),
    ),
    (
        DEK,
        re.compile(
            r"(?:^|[\s_-])dek(?:$|[\s_-])|deck(?:$|\s)|standfirst|stand-first|sub-?title|sub-?head|(?:^|[\s_-])lead(?:$|[\s_-])|lede|"
            r"(?:^|[\s_-])intro|summary|strap-?line|vorspann|chapo|sottotitolo|entradilla|bajada|untertitel|anleser|ingress|abstract"
        ),
    ),
    (OTHER, re.compile(r"comment|related|teaser")),
    (FOOT, re.compile(r"footer|copyright|colophon")),
    (DATE, re.compile(r"date|datum|time|publi|meta|posted|fecha|created|info|byline|stamp")),
)
_SAYS_ANYTHING = re.compile("|".join(pattern.pattern for _, pattern in _SAID_BY))
"""Any of them; most names say nothing."""
_DATED = re.compile(r"\d{4}|\d\d?[./]\d\d?[./]\d\d")
_MOST_NODES = 600
"""Nodes that are looked at in one direction."""


@dataclass(frozen=True, slots=True)
class Line:
    """A run of text in one block."""

    text: str
    """White space folded; a ``<time>`` that shows no date (``yesterday``) stands as its ``datetime``."""
    says: int
    """What the names of its block, of the blocks around that, and of the elements in it say; AUTHOR_OUTRIGHT of the nearest alone."""


class _Budget:
    """How many nodes may still be looked at."""

    __slots__ = ("left",)

    def __init__(self, left: int) -> None:
        self.left = left


class _Block:
    """An element that lines stand in; what its names say is read when a line asks, for most elements hold none."""

    __slots__ = ("_around", "_node", "_said", "_trusted")

    def __init__(self, node: Node, around: _Block | None, trusted: int) -> None:
        self._node = node
        self._around = around
        self._trusted = trusted
        """Which of its own names' words count; all of them (``~0``) where it is a block and not an inline element."""
        self._said: int | None = None

    def says(self) -> int:
        """What its names and those of the blocks around it say; AUTHOR_OUTRIGHT of the nearest alone."""
        path: list[_Block] = []
        said = 0
        each: _Block | None = self
        while each is not None:
            if each._said is not None:
                said = each._said
                break
            path.append(each)
            each = each._around
        for each in reversed(path):
            inherited = said & ~AUTHOR_OUTRIGHT if each._trusted == ~0 else said
            said = each._said = inherited | (_says(each._node) & each._trusted)
        return said


def after(node: Node, climb: int = 6, most: int = _MOST_NODES) -> Iterator[Line]:
    """Lines that follow `node`, in the page's order, out of at most `climb` elements around it."""
    budget = _Budget(most)
    for _ in range(climb):
        sibling = node.next
        while sibling is not None and budget.left > 0:
            yield from _of(sibling, budget)
            sibling = sibling.next
        if node.parent is None or node.parent.tag in ("body", "html"):
            return
        node = node.parent


def before(node: Node, climb: int = 3) -> Iterator[Line]:
    """Lines that stand before `node`, the nearest first."""
    budget = _Budget(_MOST_NODES)
    for _ in range(climb):
        sibling = node.prev
        while sibling is not None and budget.left > 0:
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
    tag = node.tag
    if tag in _BLOCKS:
        yield from _lines(node, budget)
        return
    if tag not in _PASSED and _is_broken(node):
        yield from _lines(node, budget)
        return
    budget.left -= 1
    if tag not in _PASSED and (text := tidy(_words(node))):
        yield Line(text, 0 if tag == "-text" else _says(node))


def _lines(root: Node, budget: _Budget) -> Iterator[Line]:
    """Without recursion, for pages nest as deep as they like."""
    stack: list[tuple[Node | None, _Block, bool]] = []
    child, block, inline = root.first_child, _Block(root, None, ~0), 0
    words: list[str] = []
    while True:
        while child is not None and budget.left > 0:
            budget.left -= 1
            tag = child.tag
            if tag == "-text":
                if text := child.text().strip():
                    words.append(text)
            elif tag not in _PASSED:
                if tag == "br" or tag in _BLOCKS:
                    if words:
                        yield Line(tidy(" ".join(words)), block.says() | inline)
                    words, inline = [], 0
                    if tag != "br":
                        stack.append((child.next, block, True))
                        block = _Block(child, block, ~0)
                        child = child.first_child
                        continue
                elif _is_broken(child):
                    stack.append((child.next, block, False))
                    block = _Block(child, block, ~(BESIDE | OTHER))
                    child = child.first_child
                    continue
                elif text := _words(child):
                    words.append(text)
                    inline |= _says(child) & ~(BESIDE | OTHER)
            child = child.next
        ends_line = not stack or stack[-1][2]
        if words and ends_line:
            yield Line(tidy(" ".join(words)), block.says() | inline)
        if not stack:
            return
        if ends_line:
            words, inline = [], 0
        child, block, _ = stack.pop()


def _is_broken(node: Node) -> bool:
    """Whether an inline element holds lines of its own: blocks, or breaks as in ``<font>by Ada Quill<br>13.12.2016</font>``."""
    child = node.first_child
    for _ in range(8):
        if child is None:
            return False
        tag = child.tag
        if tag == "br" or tag in _BLOCKS:
            return True
        # Old pages nest <font><b><i> around the same words.
        child = child.first_child if child.next is None and tag != "-text" else child.next
    return False


def _words(node: Node) -> str:
    tag = node.tag
    if tag == "-text":
        return node.text().strip()
    if tag == "time" and (exact := node.attributes.get("datetime")):
        shown = node.text(separator=" ").strip()
        return shown if _DATED.search(shown) else exact.strip()
    return node.text(separator=" ")[:400].strip() if tag and not tag.startswith("-") else ""


def _says(node: Node) -> int:
    attributes = node.attributes
    if not attributes:
        return 0
    get = attributes.get
    return _read_names(f"{get('class') or ''} {get('id') or ''} {get('rel') or ''} {get('itemprop') or ''}"[:300])


@lru_cache(maxsize=4096)
def _read_names(names: str) -> int:
    said = 0
    for name in names.lower().split():
        said |= _read_name(name)
    return said


@lru_cache(maxsize=8192)
def _read_name(name: str) -> int:
    return sum(bit for bit, pattern in _SAID_BY if pattern.search(name)) if _SAYS_ANYTHING.search(name) else 0
