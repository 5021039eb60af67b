"""Rules about passages that were judged: what stands with what, and what goes however much it reads like the article.

Each rule takes the passages and their judgements and changes the latter; `RULES` has them in the order in which they apply.
"""

from __future__ import annotations

import functools
import itertools
import operator
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Sequence

from readery.clean.html import features, hints, phrases
from readery.clean.html.contents import contents, headed_links
from readery.clean.html.edges import edges
from readery.clean.html.judgement import NAMED, SAID, Judgement
from readery.clean.html.tree import Box, Passage, Passages

_CAPTIONS = hints.IN_FIGURE | hints.IN_FIGCAPTION
_ITEMS = frozenset({"li", "p", "td", "dd"})
"""Elements that may hold links alone and belong to the text."""
_APPEALS = hints.APPEAL | hints.CONSENT | hints.SHARE
"""Names of what asks something of the reader."""
_LONGEST_APPEAL = 600
"""Characters of such an element at most; a longer one holds more than the appeal it is named for."""
_LONGEST_LABEL = 200
"""Characters of a passage at most that is judged by such a line alone."""
_LONGEST_CREDIT = 80
"""Characters of a picture's credit at most."""
_MOSTLY_LINK = 0.6
"""Share of a line's characters in links from which it leads elsewhere."""
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
_LEAST_BEFORE = 250
"""Characters of kept text before comments."""
_LONGEST_PROPERTY = 300
"""Characters of such a value at most; a longer element is more than its value."""
_LEAST_SECTIONS = 3
"""Kept headings of one kind in one element from which what stands there reads as the sections of one document."""
_NO_SECTION = sum(phrases.BITS[kind] for kind in ("appeal", "consent", "comments", "share", "advert"))
"""What a heading says that opens no section."""
_COPY = 60
"""Characters from which a passage that stands on a page twice is looked at."""

_NAMED = functools.reduce(operator.or_, (bits for bits, _ in NAMED))
"""Names of what is none of the text."""
_LONGEST_GAP = 12
"""Elements from one kept part of a text to the next at most."""
_RUNNING = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "dl", "table", "pre", "blockquote"})
"""Elements of a running text."""
_NEVER_ASKS = frozenset({"blockquote", "figure", "li", "tr", "td"})
"""Elements that are no box of their own on the page."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def _between(found: Passages, judgements: list[Judgement]) -> None:
    """What stands between two kept parts of a text, next to them in one element, is part of it, too.

    But not what is named for something else, holds little but links, or says a line that pages say beside an article.
    """
    siblings: dict[int, list[Box]] = {}
    for box in found.boxes:
        if box.parent is not None and box.last > box.first:
            siblings.setdefault(box.parent.place, []).append(box)
    for boxes in siblings.values():
        kept = [at for at, box in enumerate(boxes) if box.tag in _RUNNING and judgements[box.first].keep]
        for before, after in itertools.pairwise(kept):
            if after - before > _LONGEST_GAP:
                continue
            for box in boxes[before + 1 : after]:
                if _runs_on(found, box, boxes[before]):
                    for passage in found.passages[box.first : box.last]:
                        if not passage.closed and not judgements[passage.number].keep:
                            judgements[passage.number] = Judgement(True, "between", "stands amid the article")


def _runs_on(found: Passages, box: Box, before: Box) -> bool:
    """Whether a box reads like the text that it stands in."""
    return (
        box.tag in _RUNNING
        and not box.inside & ~before.inside & _NAMED
        and 2 * box.link_chars <= box.chars
        and not any(phrases.kinds(passage.text) for passage in found.passages[box.first : box.last])
    )


def _labels(found: Passages, judgements: list[Judgement]) -> None:
    """A short passage goes wherever it stands if it says that something is an advertisement, links to read elsewhere, or
    credits the picture beside it.
    """
    for passage in found.passages:
        if (
            not judgements[passage.number].keep
            or not 0 < len(passage.text) < _LONGEST_LABEL
            or passage.box.tag in _HEADINGS
        ):
            continue
        if passage.text.isdecimal() and passage.box.hints & hints.TOOLS and passage.box.tag not in _ITEMS:
            judgements[passage.number] = Judgement(False, "phrase", "counts votes or views")
            continue
        said = phrases.kinds(passage.text)
        if said & phrases.BITS["credit"] and _credits(found, passage):
            judgements[passage.number] = Judgement(False, "phrase", SAID["credit"])
            continue
        linked = passage.link_chars > _MOSTLY_LINK * len(passage.text) and passage.box.tag != "li"
        if said & phrases.BITS["advert"] or (linked and said & phrases.BITS["related"]):
            judgements[passage.number] = Judgement(
                False, "phrase", SAID["advert" if said & phrases.BITS["advert"] else "related"]
            )


def _credits(found: Passages, passage: Passage) -> bool:
    """Whether a line that may be a credit stands like one: short, no sentence, next to a picture and outside its figure."""
    beside = found.passages[max(0, passage.number - 1) : passage.number + 2]
    return (
        len(passage.text) < _LONGEST_CREDIT
        and passage.text[-1] not in ".:!?"
        and not passage.box.inside & (_CAPTIONS | hints.IN_TABLE | hints.IN_LIST)
        and any(each.media for each in beside)
    )


def _beside(found: Passages, judgements: list[Judgement]) -> None:
    """What names itself an appeal, an advertisement or a bar of links goes, or has a field for the reader's address.

    So does what opens with the words of an appeal, and a passage that is nothing but several links.
    """
    main = features.main_box(found.boxes)
    fields = _fields(found)
    for box in found.boxes:
        if box.chars >= _LONGEST_APPEAL or (box.first <= main.first and main.last <= box.last) or box.first == box.last:
            continue
        if box.tag in _NEVER_ASKS or box.inside & hints.IN_QUOTE or _has_quote(found, box):
            continue  # a quoted post is named for its network
        named = box.hints & (_APPEALS if box.chars >= _LONGEST_LABEL else _APPEALS | hints.ADVERT)
        if not (named or box.place in fields or (box.units > 1 and _opens_with_appeal(found, box))):
            continue
        reason = next((reason for bits, reason in NAMED if bits & named), SAID["appeal"])
        for number in range(box.first, box.last):
            if judgements[number].keep:
                judgements[number] = Judgement(False, "names", reason)
    for passage in found.passages:
        if not judgements[passage.number].keep or not passage.text:
            continue
        box = passage.box
        if (
            passage.links > 1
            and box.tag not in _HEADINGS
            and passage.link_chars > 0.8 * len(passage.text)
            and (box.tag not in _ITEMS or (box.tag == "td" and passage.links > 2))
        ):
            judgements[passage.number] = Judgement(False, "links", "holds little but links")


def _opens_with_appeal(found: Passages, box: Box) -> bool:
    first = found.passages[box.first]
    return len(first.text) < _LONGEST_LABEL and bool(phrases.kinds(first.text) & phrases.BITS["appeal"])


def _fields(found: Passages) -> frozenset[int]:
    """Places of the small boxes that hold a field for an address of mail: they ask for it, whatever they are named."""
    root = found.boxes[0].node
    holders = set()
    for field in root.css('input[type="email"]'):
        holder = field.parent
        while holder is not None and holder.mem_id != root.mem_id:
            holders.add(holder.mem_id)
            holder = holder.parent
    return frozenset(box.place for box in found.boxes if box.node.mem_id in holders) if holders else frozenset()


def _has_quote(found: Passages, box: Box) -> bool:
    return any(passage.box.inside & ~box.inside & hints.IN_QUOTE for passage in found.passages[box.first : box.last])


def _replies(found: Passages, judgements: list[Judgement]) -> None:
    """Comments after the text go, however much they read like it; where no text stands before them, they are the article."""
    sums = [0]
    for passage in found.passages:
        sums.append(sums[-1] + (len(passage.text) if judgements[passage.number].keep else 0))
    after = 0
    for box in found.boxes:
        if box.first < after or not box.hints & hints.COMMENT or sums[box.first] < _LEAST_BEFORE:
            continue
        after = box.last
        for number in range(box.first, box.last):
            if judgements[number].keep:
                judgements[number] = Judgement(False, "replies", SAID["comments"])


def _properties(found: Passages, judgements: list[Judgement]) -> None:
    """A value of the page's own description (`itemprop`) is none of its text."""
    for box in found.boxes:
        if box.hints & hints.PROPERTY and box.chars < _LONGEST_PROPERTY:
            for number in range(box.first, box.last):
                if judgements[number].keep:
                    judgements[number] = Judgement(False, "properties", "a value of the page's own description")


def _hidden(found: Passages, judgements: list[Judgement]) -> None:
    """What the page hides is left out, unless that is most of what would be kept: then a script was to show it."""
    kept = [passage for passage in found.passages if judgements[passage.number].keep]
    hidden = [passage for passage in kept if passage.box.unseen]
    if 2 * sum(len(passage.text) for passage in hidden) < sum(len(passage.text) for passage in kept):
        for passage in hidden:
            judgements[passage.number] = Judgement(False, "hidden", "is hidden on the page")


def _copies(found: Passages, judgements: list[Judgement]) -> None:
    """Of a passage that stands on the page twice, in places of different kind, the hidden or later one goes."""
    seen: dict[str, Passage] = {}
    for number, passage in enumerate(found.passages):
        if not judgements[number].keep or len(passage.text) < _COPY:
            continue
        first = seen.setdefault(passage.text, passage)
        if first is passage or _looks(first) == _looks(passage):
            continue
        hidden = first.box.inside & hints.HIDDEN and not passage.box.inside & hints.HIDDEN
        if hidden:
            seen[passage.text] = passage
        gone = first if hidden else passage
        judgements[gone.number] = Judgement(False, "copies", "stands on the page a second time")


def _looks(passage: Passage) -> tuple[str, str, int]:
    """What copies of a kind have in common: a text that repeats itself is no copy."""
    box = passage.box
    return box.tag, box.classes, box.inside & hints.HIDDEN


def _captions(found: Passages, judgements: list[Judgement]) -> None:
    """A figure inside the article keeps its caption, and a picture stays where it stands amid the article; others go."""
    passages = found.passages
    kept = [number for number, judgement in enumerate(judgements) if judgement.keep and _is_text(passages[number])]
    for number, passage in enumerate(passages):
        figure = passage.box.inside & _CAPTIONS
        if passage.closed or not (figure or (passage.media and not passage.text)):
            continue
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


def _notes(found: Passages, judgements: list[Judgement]) -> None:
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
            if heading is not None and heading.box.tag in _HEADINGS and not judgements[heading.number].keep:
                judgements[heading.number] = Judgement(True, "notes", "heads the notes of the article")


def _keep_note(found: Passages, judgements: list[Judgement], box: Box) -> None:
    for passage in found.passages[box.first : box.last]:
        if not judgements[passage.number].keep and not passage.closed:
            judgements[passage.number] = Judgement(True, "notes", "a mark in the article leads to it")


def _sections(found: Passages, judgements: list[Judgement]) -> None:
    """A section of a document stands with the others, though it holds but links: references, what else is to be read.

    Its heading stands in the same element as at least `_LEAST_SECTIONS` kept ones, and looks like them.
    """
    children: dict[int, list[Box]] = {}
    headed: dict[tuple[int, str, str], list[Box]] = {}
    for box in found.boxes:
        if box.parent is not None:
            children.setdefault(box.parent.place, []).append(box)
            if box.tag in _HEADINGS and box.last > box.first:
                headed.setdefault((box.parent.place, box.tag, box.attributes.get("class") or ""), []).append(box)
    for (parent, tag, _), headings in headed.items():
        kept = sum(judgements[box.first].keep for box in headings)
        if kept < _LEAST_SECTIONS or kept == len(headings):
            continue
        inside = None
        for box in children[parent]:
            if box.tag in _HEADINGS and box.tag <= tag:
                opens = box in headings and not judgements[box.first].keep
                inside = box if opens and not phrases.kinds(found.passages[box.first].text) & _NO_SECTION else None
            if inside is not None:
                _bring_back(found, judgements, box)


def _bring_back(found: Passages, judgements: list[Judgement], part: Box) -> None:
    """Keep what stands in a part of a section, but for what is named for something else."""
    around = part.parent.inside if part.parent else 0
    for passage in found.passages[part.first : part.last]:
        if not judgements[passage.number].keep and not passage.closed and not passage.box.inside & ~around & _ELSEWHERE:
            judgements[passage.number] = Judgement(True, "sections", "a section of the article")


RULES: tuple[Callable[[Passages, list[Judgement]], None], ...] = (
    _between,
    _labels,
    _beside,
    edges,
    _replies,
    _properties,
    _hidden,
    _copies,
    _sections,  # from here on something comes back
    _notes,
    contents,
    headed_links,
    _captions,  # last: a picture goes with the text around it
)
