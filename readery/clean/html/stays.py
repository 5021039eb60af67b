"""Rules by which a passage stays, or comes back: for what it stands with in the article."""

from __future__ import annotations

import functools
import itertools
import operator
from bisect import bisect
from collections import Counter
from collections.abc import Sequence

from readery.clean.html import hints, phrases
from readery.clean.html.judgement import NAMED, Judgement
from readery.clean.html.passages import HEADINGS
from readery.clean.html.tree import Box, Passage, Passages

_CAPTIONS = hints.IN_FIGURE | hints.IN_FIGCAPTION
_ELSEWHERE = (
    hints.RELATED | hints.ADVERT | hints.COMMENT | hints.SHARE | hints.NAVIGATION | hints.APPEAL | hints.AUTHOR
    | hints.SIDE | hints.CONSENT | hints.FOOTER | hints.IN_ASIDE | hints.IN_FOOTER
)  # fmt: skip
"""Names of places where a picture is none of the article's."""
_REACH = 12
"""Passages between a picture and the nearest kept text, where kept text stands before and after it."""
_REACH_AT_END = 3
"""The same where it stands at one side only; a figure that leads the article may stand farther before its text."""
_MARKED = 40
"""Characters from which a passage may bear the mark of a footnote."""
_LONGEST_NOTE = 3_000
"""Characters of a footnote at most."""
_LEAST_SECTIONS = 3
"""Kept headings of one kind in one element from which what stands there reads as the sections of one document."""
_NO_SECTION = sum(phrases.BITS[kind] for kind in ("appeal", "consent", "comments", "share", "advert"))
"""What a heading says that opens no section."""
_ANYTHING = sum(phrases.BITS.values())
"""Any line that pages say beside an article."""
_NAMED = functools.reduce(operator.or_, (bits for bits, _ in NAMED))
"""Names of what is none of the text."""
_LONGEST_GAP = 12
"""Elements from one kept part of a text to the next at most."""
_RUNNING = HEADINGS | {"p", "ul", "ol", "dl", "table", "pre", "blockquote"}
"""Elements of a running text."""


def between(found: Passages, judgements: list[Judgement]) -> None:
    """What stands between two kept parts of a text, next to them in one element, is part of it, too.

    But not what is named for something else, holds little but links, or says a line that pages say beside an article; a
    heading right above text may begin like one ("More than a toy", "Image formats").
    """
    for siblings in _children(found).values():
        if len(siblings) < 3:
            continue
        boxes = [box for box in siblings if box.last > box.first]
        kept = [at for at, box in enumerate(boxes) if box.tag in _RUNNING and judgements[box.first].keep]
        for before, after in itertools.pairwise(kept):
            if after - before > _LONGEST_GAP:
                continue
            below = boxes[after].tag not in HEADINGS  # whether text stands right below
            for box in reversed(boxes[before + 1 : after]):
                heads = below and box.tag in HEADINGS
                runs_on = _runs_on(found, box, boxes[before], _NO_SECTION if heads else _ANYTHING)
                below = runs_on and not heads
                if runs_on:
                    for passage in found.passages[box.first : box.last]:
                        if not passage.closed and not judgements[passage.number].keep:
                            judgements[passage.number] = Judgement(True, "between", "stands amid the article")


def _children(found: Passages) -> dict[int, list[Box]]:
    """Place of a box → the boxes that stand in it."""
    children: dict[int, list[Box]] = {}
    for box in found.boxes:
        if box.parent is not None:
            children.setdefault(box.parent.place, []).append(box)
    return children


def _runs_on(found: Passages, box: Box, before: Box, other: int) -> bool:
    """Whether a box reads like the text that it stands in; what says `other` things does not."""
    return (
        box.tag in _RUNNING
        and not box.inside & ~before.inside & _NAMED
        and 2 * box.link_chars <= box.chars
        and not any(passage.says & other for passage in found.passages[box.first : box.last])
    )


def sections(found: Passages, judgements: list[Judgement]) -> None:
    """A section of a document stands with the others, though it holds but links: references, what else is to be read.

    Its heading stands in the same element as at least `_LEAST_SECTIONS` kept ones, and looks like them.
    """
    headed: dict[tuple[int, str, str], list[Box]] = {}
    for box in found.boxes:
        if box.tag in HEADINGS and box.parent is not None and box.last > box.first:
            headed.setdefault((box.parent.place, box.tag, box.classes), []).append(box)
    children: dict[int, list[Box]] = {}
    for (parent, tag, _), headings in headed.items():
        kept = sum(judgements[box.first].keep for box in headings)
        if kept < _LEAST_SECTIONS or kept == len(headings):
            continue
        inside = None
        children = children or _children(found)
        for box in children[parent]:
            if box.tag in HEADINGS and box.tag <= tag:
                opens = box in headings and not judgements[box.first].keep
                inside = box if opens and not found.passages[box.first].says & _NO_SECTION else None
            if inside is not None:
                _bring_back(found, judgements, box)


def _bring_back(found: Passages, judgements: list[Judgement], part: Box) -> None:
    """Keep what stands in a part of a section, but for what is named for something else."""
    around = part.parent.inside if part.parent else 0
    for passage in found.passages[part.first : part.last]:
        if not judgements[passage.number].keep and not passage.closed and not passage.box.inside & ~around & _ELSEWHERE:
            judgements[passage.number] = Judgement(True, "sections", "a section of the article")


def notes(found: Passages, judgements: list[Judgement]) -> None:
    """A note that a mark in kept text leads to belongs to the article, wherever it stands."""
    wanted: dict[str, int] = {}
    for passage in found.passages:
        if passage.marks and judgements[passage.number].keep and len(passage.text) >= _MARKED:
            for name in passage.marks:
                wanted.setdefault(name, passage.number)
    if not wanted:
        return
    lists: Counter[int] = Counter()
    for box in found.boxes:
        marked = wanted.get(box.attributes.get("id") or "")
        if marked is not None and marked < box.first and box.chars < _LONGEST_NOTE:
            _keep_note(found, judgements, box)
            if box.tag == "li" and box.parent is not None:
                lists[box.parent.place] += 1
    for passage in found.passages:
        if any(wanted.get(name, passage.number) < passage.number for name in passage.anchors):
            box = passage.box
            while (
                box.parent is not None
                and box.parent.first == passage.number
                and box.parent.chars < _LONGEST_NOTE
                and box.parent.parent is not None
            ):
                box = box.parent
            if box.first == passage.number and box.chars < _LONGEST_NOTE:
                _keep_note(found, judgements, box)
    entries = Counter(box.parent.place for box in found.boxes if box.parent is not None) if lists else Counter()
    for place, notes in lists.items():
        box = found.boxes[place]
        if (
            2 * notes > entries[place]
        ):  # a list of notes: those whose mark was not kept stand in it, too, and their heading above
            _keep_note(found, judgements, box)
            heading = next(
                (each for each in reversed(found.passages[: box.first]) if each.text and not each.closed), None
            )
            if heading is not None and heading.box.tag in HEADINGS and not judgements[heading.number].keep:
                judgements[heading.number] = Judgement(True, "notes", "heads the notes of the article")


def _keep_note(found: Passages, judgements: list[Judgement], box: Box) -> None:
    for passage in found.passages[box.first : box.last]:
        if not judgements[passage.number].keep and not passage.closed:
            judgements[passage.number] = Judgement(True, "notes", "a mark in the article leads to it")


def captions(found: Passages, judgements: list[Judgement]) -> None:
    """A figure inside the article keeps its caption, and a picture stays where it stands amid the article; others go."""
    passages = found.passages
    figures = [
        passage
        for passage in passages
        if (passage.box.inside & _CAPTIONS or (passage.media and not passage.text)) and not passage.closed
    ]
    if not figures:
        return
    kept = [number for number, judgement in enumerate(judgements) if judgement.keep and _is_text(passages[number])]
    for passage in figures:
        number, figure = passage.number, passage.box.inside & _CAPTIONS
        inside = _amid(passages, kept, number)
        if inside == judgements[number].keep:
            continue
        what = "figure" if figure else "picture"
        judgements[number] = Judgement(
            inside, "figures", f"a {what} in the article" if inside else f"a {what} beside the article"
        )


def _is_text(passage: Passage) -> bool:
    return bool(passage.text) and not passage.box.inside & _CAPTIONS


def _amid(passages: Sequence[Passage], kept: Sequence[int], number: int) -> bool:
    """Whether a passage stands amid kept text, or next to it, and in no element named like something else."""
    at = bisect(kept, number)
    near = [kept[at - 1]] if at else []
    near += kept[at : at + 1]
    figure = _figure(passages[number].box)
    leads = at == 0 and figure is not None and figure.inside & (hints.IN_ARTICLE | hints.IN_MAIN)
    reach = _REACH if len(near) == 2 or leads else _REACH_AT_END
    for each in near:
        if abs(each - number) > reach:
            continue
        # What names a figure bears inside, and share buttons of its own, say nothing of its place.
        around = passages[each].box.inside | _CAPTIONS | (hints.SHARE if passages[number].box.inside & _CAPTIONS else 0)
        if not (figure or passages[number].box).inside & ~around & _ELSEWHERE:
            return True
    return False


def _figure(box: Box) -> Box | None:
    """The figure in which a box stands."""
    each: Box | None = box
    while each is not None and each.tag != "figure":
        each = each.parent
    return each
