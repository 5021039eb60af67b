"""The whole page as a tree, and its passages.

A page is parsed once (`parse`). `read` walks that tree once and gives its boxes (elements that stand as blocks) and its
passages (runs of inline content inside one box, the smallest thing that is kept or left out). `cut` takes out of the tree
what was left out and gives the element that holds what remains.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from readery.clean.html.parse import Node, Tree, parse
from readery.clean.html.passages import Box, Passage, Passages
from readery.clean.html.walk import INLINE, read

_CELLS = ("td", "th")

__all__ = ["Box", "Node", "Passage", "Passages", "Tree", "cut", "parse", "read"]


def cut(found: Passages, kept: Sequence[bool]) -> Node | None:
    """The smallest box that holds every kept passage, without those that were left out; the tree is changed.

    A box of which nothing is kept goes whole. None where nothing is kept.
    """
    numbers = [number for number, keep in enumerate(kept) if keep]
    if not numbers:
        return None
    first, last = numbers[0], numbers[-1]
    counts = [0]
    for keep in kept:
        counts.append(counts[-1] + keep)
    top = found.passages[first].box
    while top.parent is not None and not (top.first <= first and last < top.last):
        top = top.parent
    gone = set()
    for box in found.boxes[top.place + 1 :]:
        if box.first >= top.last and box.first > last:
            break
        if box.parent is not None and box.parent.place in gone:
            gone.add(box.place)
        elif box.last > box.first and counts[box.last] == counts[box.first]:
            gone.add(box.place)
            _take_out(box)
    drop(passage for passage in found.passages[top.first : top.last]
         if not kept[passage.number] and passage.box.place not in gone)  # fmt: skip
    return top.node


def _take_out(box: Box) -> None:
    """Take a box out of the tree; of a cell whose row stays only what it holds, since the others would stand in wrong columns."""
    if box.tag not in _CELLS:
        box.node.decompose()
        return
    while (child := box.node.first_child) is not None:
        child.decompose()


def drop(passages: Iterable[Passage]) -> None:
    """Take the leaves of `passages` out of the tree, and the inline elements that are empty without them."""
    for passage in passages:
        for node in passage.nodes:
            holder = node.parent
            node.decompose()
            while holder is not None and holder.first_child is None and holder.tag in INLINE:
                empty, holder = holder, holder.parent
                empty.decompose()
