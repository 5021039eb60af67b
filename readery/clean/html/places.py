"""How each box of a page lies: what it is named for, and how far it is from the running text and from the headline."""

from __future__ import annotations

import itertools
import operator
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from readery.clean.html import hints
from readery.clean.html.passages import HEADINGS, Box

_ELSEWHERE = (
    hints.COMMENT | hints.SHARE | hints.RELATED | hints.NAVIGATION | hints.FOOTER | hints.SIDE | hints.ADVERT | hints.APPEAL
    | hints.CONSENT | hints.AUTHOR | hints.TAGS | hints.IN_ASIDE | hints.IN_FOOTER | hints.IN_FORM
)  # fmt: skip
INSIDE = {
    "body": hints.BODY, "article_body": hints.ARTICLE_BODY, "property": hints.PROPERTY, "list": hints.IN_LIST,
    "quote": hints.IN_QUOTE, "table": hints.IN_TABLE, "comment": hints.COMMENT, "gallery": hints.GALLERY,
    "hidden": hints.HIDDEN, "footer": hints.FOOTER, "share": hints.SHARE, "tags": hints.TAGS, "elsewhere": _ELSEWHERE,
}  # fmt: skip
"""Names of what a passage stands in, up to the page's body."""
BELOW = {
    "body": hints.BODY, "content": hints.CONTENT, "info": hints.INFO, "quote": hints.IN_QUOTE, "table": hints.IN_TABLE,
    "comment": hints.COMMENT, "gallery": hints.GALLERY, "hidden": hints.HIDDEN, "footer": hints.FOOTER,
    "share": hints.SHARE, "tags": hints.TAGS, "related": hints.RELATED, "appeal": hints.APPEAL | hints.CONSENT,
    "advert": hints.ADVERT, "author": hints.AUTHOR, "meta": hints.META, "dek": hints.DEK, "title": hints.TITLE,
    "elsewhere": _ELSEWHERE,
}  # fmt: skip
"""Names of what a passage stands in, up to where its branch leaves the main box."""
_COMMON = HEADINGS | {"p", "li", "tr", "td", "th", "dt", "dd", "blockquote", "pre", "tbody"}
KINDS = {"p": 1, "li": 2, "cell": 3, "heading": 4}
"""Kinds of elements that passages stand in."""
_KIND_OF = {
    "p": KINDS["p"], "li": KINDS["li"], **dict.fromkeys(("td", "th"), KINDS["cell"]),
    **dict.fromkeys(HEADINGS, KINDS["heading"]),
}  # fmt: skip

_NUMBERS = operator.attrgetter("depth", "first", "last", "chars", "link_chars", "good", "units", "inside")

Numbers = NDArray[np.int64]
Measures = Mapping[str, NDArray[np.generic] | float]
"""Name → its value for each passage (or box), or for all of them."""


@dataclass(frozen=True, slots=True)
class Boxes:
    """Numbers of all boxes, in page order."""

    parent: Numbers
    """Place of the box around each; the root is its own."""
    depth: Numbers
    first: Numbers
    """Number of its first passage."""
    last: Numbers
    """Number after its last passage."""
    chars: Numbers
    link_share: NDArray[np.float64]
    """Share of the characters that are links."""
    good: Numbers
    units: Numbers
    inside: Numbers
    below: Numbers
    """Hints of it and the boxes around it up to where it leaves the way to the main box."""
    kind: Numbers
    """Which of `KINDS` its element is; 0 for others."""


def table(rows: Iterable[Iterable[int]], number: int, size: int) -> Numbers:
    """The columns of that `number` of rows of that `size`, in a third of the time that NumPy takes for tuples."""
    return np.fromiter(itertools.chain.from_iterable(rows), np.int64, number * size).reshape(number, size).T


def flags(what: str, hints: Numbers, bits: Mapping[str, int]) -> Measures:
    """For each name in `bits`, as ``what_name``, which of the `hints` bear one of its bits."""
    found = hints & np.array(list(bits.values()), np.int64)[:, np.newaxis] != 0
    return dict(zip([f"{what}_{name}" for name in bits], found, strict=True))


def main_box(boxes: Sequence[Box]) -> Box:
    """The deepest box that holds most of a page's running text."""
    root = best = boxes[0]
    least = max(1, root.good * 6)
    for box in boxes:
        if box.good * 10 >= least and box.depth > best.depth:
            best = box
    return best


def numbers(boxes: Sequence[Box], main: Box) -> Boxes:
    """The numbers of `boxes`."""
    parent = np.array([box.parent.place if box.parent else 0 for box in boxes], np.int64)
    depth, first, last, chars, link_chars, good, units, inside = table(map(_NUMBERS, boxes), len(boxes), 8)
    below = np.array(_below(boxes, main), np.int64)
    kind = np.array([_KIND_OF.get(box.tag, 0) for box in boxes], np.int64)
    return Boxes(parent, depth, first, last, chars, link_chars / np.maximum(chars, 1), good, units, inside, below, kind)


def _below(boxes: Sequence[Box], main: Box) -> list[int]:
    way = _way(main)
    found: list[int] = []
    for box in boxes:
        parent = box.parent
        found.append(0 if parent is None or box.place in way else found[parent.place] | box.hints)
    return found


def _way(box: Box | None) -> dict[int, int]:
    """Place of each box from this one up to the root → steps to it."""
    way: dict[int, int] = {}
    while box is not None:
        way[box.place] = len(way)
        box = box.parent
    return way


def measure(boxes: Sequence[Box], known: Boxes, main: Box, title: Box | None) -> Measures:
    """The measures of each box; `title` is the one of the headline."""
    parent = known.parent
    grand = parent[parent]
    chars = np.log2(1 + known.chars)
    return {
        **{f"is_{name}": known.kind == KINDS[name] for name in ("p", "li", "cell")},
        "depth": known.depth,
        "box_chars": chars, "box_link_ratio": known.link_share,
        "parent_chars": chars[parent], "parent_link_ratio": known.link_share[parent],
        "parent_units": np.minimum(200, known.units[parent]),
        "grandparent_chars": chars[grand], "grandparent_link_ratio": known.link_share[grand],
        **_to_main(known, chars, main),
        **_to_title(known, title),
        **_repeats(boxes, chars, main),
    }  # fmt: skip


def _to_main(known: Boxes, chars: NDArray[np.float64], main: Box) -> Measures:
    """How a box lies to the main one: steps down from it, and what its branch there (or beside it) holds."""
    holds = (known.first <= main.first) & (main.last <= known.last)
    holds[0] = True
    branch = _branches(holds, known.parent)
    down = np.minimum(12, np.where(holds, 0, known.depth - known.depth[branch] + 1))
    inside = (main.first <= known.first) & (known.last <= main.last) & (known.depth >= main.depth)
    return {
        "main_steps": np.where(inside, down, -1 - down),
        "main_branch_chars": chars[branch],
        "main_branch_link_ratio": known.link_share[branch],
        "main_branch_good": known.good[branch] / max(1, known.good[0]),
        "main_branch_side": np.where(inside, 0, np.where(known.last <= main.first, -1, 1)),
    }


def _to_title(known: Boxes, title: Box | None) -> Measures:
    """Steps up from the headline to where both lie in one box, and steps down from there; -1 without a headline."""
    if title is None:
        return {"title_up": -1.0, "title_down": np.minimum(20, known.depth - 1)}
    on_way = np.zeros(len(known.parent), bool)
    on_way[list(_way(title))] = True
    branch = _branches(on_way, known.parent)
    common = known.depth[np.where(on_way, branch, known.parent[branch])]
    return {"title_up": np.minimum(20, title.depth - common), "title_down": np.minimum(20, known.depth - common)}


def _branches(on_way: NDArray[np.bool_], parent: Numbers) -> Numbers:
    """The box by which each leaves the way that leads from the root down; itself where it stands on the way.

    Boxes are in page order, so all that is in a branch stands right behind its first box.
    """
    place = np.arange(len(parent))
    leaves = ~on_way & on_way[parent]
    return np.where(on_way, place, np.maximum.accumulate(np.where(leaves, place, 0)))


def _repeats(boxes: Sequence[Box], chars: NDArray[np.float64], main: Box) -> Measures:
    """Of the box around each (or itself) that has the most look-alikes beside it, below the main box: how many, how large.

    Cards of other articles look alike; so do paragraphs and rows, which do not count.
    """
    alike: dict[tuple[int, str, str], int] = {}
    keys: list[tuple[int, str, str] | None] = []
    for box in boxes:
        key = None
        if box.parent is not None and box.tag not in _COMMON:
            key = box.parent.place, box.tag, box.classes
            alike[key] = alike.get(key, 0) + 1
        keys.append(key)
    counts: list[int] = []
    best: list[int] = []
    for box, key in zip(boxes, keys, strict=True):
        parent = box.parent
        count, place = (counts[parent.place], best[parent.place]) if parent is not None else (1, -1)
        if key is not None and alike[key] > count and not (box.first <= main.first and main.last <= box.last):
            count, place = alike[key], box.place
        counts.append(count)
        best.append(place)
    largest = np.array(best)
    return {"repeats": np.minimum(50, counts), "repeat_chars": np.where(largest < 0, 0.0, chars[largest])}
