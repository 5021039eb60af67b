"""What a page is cut into: boxes, and the passages in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from readery.clean.html.parse import Node

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
"""Elements that are headings."""


class Box:
    """An element that stands as a block, with sums over all that is in it."""

    __slots__ = (
        "asks", "attributes", "chars", "classes", "depth", "first", "good", "hints", "inside", "last", "link_chars", "node", "parent",
        "place", "tag", "units", "unseen",
    )  # fmt: skip

    def __init__(
        self, node: Node, tag: str, parent: Box | None, place: int, first: int, attributes: dict[str, str | None]
    ) -> None:
        self.node = node
        self.tag = tag
        self.parent = parent
        self.attributes = attributes
        self.classes: str = attributes.get("class") or ""
        self.depth: int = parent.depth + 1 if parent else 0
        self.hints = 0
        """What its own names hint at (see `hints`)."""
        self.inside: int = parent.inside if parent else 0
        """What it and all boxes around it hint at."""
        self.unseen: bool = parent.unseen if parent else False
        """Whether it or a box around it is hidden by its own style."""
        self.asks = False
        """Whether there is a field for an address of mail in it."""
        self.first = first
        """Number of its first passage."""
        self.last = first
        """Number after its last passage."""
        self.chars = 0
        """Characters of text in it, at any depth."""
        self.link_chars = 0
        """Those of them that are links."""
        self.good = 0
        """Characters in it that read like running text."""
        self.place = place
        """Its number among the boxes, in page order."""
        self.units = 0
        """Passages in it, at any depth."""


class Passage:
    """A run of inline content: the smallest thing that is kept or left out."""

    __slots__ = (
        "anchors",
        "box",
        "closed",
        "emphasis",
        "link_chars",
        "links",
        "marks",
        "media",
        "nodes",
        "number",
        "says",
        "text",
    )

    def __init__(self, box: Box, nodes: list[Node], text: str, number: int, closed: str = "") -> None:
        self.box = box
        self.nodes = nodes
        """Its leaves: text nodes, images, embeds."""
        self.text = text
        """Its words, white space folded."""
        self.number = number
        """Its place among the passages, in page order."""
        self.closed = closed
        """Why it is left out whatever it says; empty for a passage to be judged."""
        self.link_chars = 0
        """Characters of it that are links."""
        self.links = 0
        """Links in it."""
        self.media = 0
        """Images and embeds in it."""
        self.emphasis = 0
        """Characters of it set bold."""
        self.says = 0
        """The kinds of line that it may be (see `phrases`)."""
        self.marks: tuple[str, ...] = ()
        """Ids in the page that its marks of notes lead to."""
        self.anchors: tuple[str, ...] = ()
        """Ids and names of these marks themselves: old pages and word processors lead to a note by the mark before it."""


@dataclass(frozen=True, slots=True)
class Passages:
    """A page's passages and boxes, both in page order."""

    passages: Sequence[Passage]
    boxes: Sequence[Box]
    beyond: int = 0
    """Characters at the end of a page too large to be looked at whole; they are no longer in the tree."""
