"""Rules by which a passage goes, however much it reads like the article."""

from __future__ import annotations

from readery.clean.html import features, hints, phrases
from readery.clean.html.judgement import NAMED, SAID, Judgement
from readery.clean.html.passages import HEADINGS
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
_STARS = frozenset("★☆⭐⯨½ ")
"""Signs of a rating."""
_LONGEST_CREDIT = 80
"""Characters of a picture's credit at most."""
_MOSTLY_LINK = 0.6
"""Share of a line's characters in links from which it leads elsewhere."""
_COPY = 60
"""Characters from which a passage that stands on a page twice is looked at."""
_LEAST_BEFORE = 250
"""Characters of kept text before comments."""
_ASIDES = frozenset({"sidebar", "side-bar", "widget"})
"""What classes call a column or a part of one beside the article; longer names say how columns stand that hold it, too."""
_MOST_ASIDE = 0.3
"""Share of the kept text from which such a box may be more than that."""
_LEAST_IN_MAIN = 0.6
"""Share of the kept text from which an element named so holds the article."""
_LONGEST_PROPERTY = 300
"""Characters of such a value at most; a longer element is more than its value."""
_NEVER_ASKS = frozenset({"blockquote", "figure", "li", "tr", "td"})
"""Elements that are no box of their own on the page."""


def labels(found: Passages, judgements: list[Judgement]) -> None:
    """A short passage goes wherever it stands if it says that something is an advertisement, links to read elsewhere, or
    credits the picture beside it.
    """
    for passage in found.passages:
        if (
            not judgements[passage.number].keep
            or not 0 < len(passage.text) < _LONGEST_LABEL
            or passage.box.tag in HEADINGS
        ):
            continue
        counts = passage.text.isdecimal() or _STARS.issuperset(passage.text)
        if counts and passage.box.inside & hints.TOOLS and passage.box.tag not in _ITEMS:
            judgements[passage.number] = Judgement(False, "phrase", "counts votes, views or stars")
            continue
        said = passage.says
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
    near = found.passages[max(0, passage.number - 1) : passage.number + 2]
    return (
        len(passage.text) < _LONGEST_CREDIT
        and passage.text[-1] not in ".:!?"
        and not passage.box.inside & (_CAPTIONS | hints.IN_TABLE | hints.IN_LIST)
        and any(each.media for each in near)
    )


def beside(found: Passages, judgements: list[Judgement]) -> None:
    """What names itself an appeal, an advertisement or a bar of links goes, or has a field for the reader's address.

    So does what opens with the words of an appeal, and a passage that is nothing but several links.
    """
    main = features.main_box(found.boxes)
    for box in found.boxes:
        if box.chars >= _LONGEST_APPEAL or (box.first <= main.first and main.last <= box.last) or box.first == box.last:
            continue
        named = box.hints & (_APPEALS if box.chars >= _LONGEST_LABEL else _APPEALS | hints.ADVERT)
        if not (named or box.asks or (box.units > 1 and _opens_with_appeal(found, box))):
            continue
        if box.tag in _NEVER_ASKS or box.inside & hints.IN_QUOTE or _has_quote(found, box):
            continue  # a quoted post is named for its network
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
            and box.tag not in HEADINGS
            and passage.link_chars > 0.8 * len(passage.text)
            and (box.tag not in _ITEMS or (box.tag == "td" and passage.links > 2))
        ):
            judgements[passage.number] = Judgement(False, "links", "holds little but links")


def _opens_with_appeal(found: Passages, box: Box) -> bool:
    first = found.passages[box.first]
    return len(first.text) < _LONGEST_LABEL and bool(first.says & phrases.BITS["appeal"])


def _has_quote(found: Passages, box: Box) -> bool:
    return any(passage.box.inside & ~box.inside & hints.IN_QUOTE for passage in found.passages[box.first : box.last])


def replies(found: Passages, judgements: list[Judgement]) -> None:
    """Comments after the text go, however much they read like it; where no text stands before them, they are the article."""
    sums = [0]
    for passage in found.passages:
        is_text = judgements[passage.number].keep and not passage.box.inside & hints.COMMENT
        sums.append(sums[-1] + (len(passage.text) if is_text else 0))
    after = 0
    for box in found.boxes:
        if box.first < after or not box.hints & hints.COMMENT or sums[box.first] < _LEAST_BEFORE:
            continue
        after = box.last
        for number in range(box.first, box.last):
            if judgements[number].keep:
                judgements[number] = Judgement(False, "replies", SAID["comments"])


def outside(found: Passages, judgements: list[Judgement]) -> None:
    """What stands outside the element that the page calls its main one goes, where most of the article stands in that."""
    kept = [passage for passage in found.passages if judgements[passage.number].keep]
    size = sum(len(passage.text) for passage in kept)
    for box in found.boxes:
        if not box.hints & hints.IN_MAIN:
            continue
        inside = sum(len(passage.text) for passage in kept if box.first <= passage.number < box.last)
        if inside < _LEAST_IN_MAIN * size or not inside:
            continue
        for passage in kept:
            if not box.first <= passage.number < box.last:
                judgements[passage.number] = Judgement(False, "outside", "stands outside the page's main part")
        return


def asides(found: Passages, judgements: list[Judgement]) -> None:
    """What ends the page in an `<aside>`, a sidebar, a widget or an author's box goes where the article stands before it."""
    main = features.main_box(found.boxes)
    size = sum(len(passage.text) for passage in found.passages if judgements[passage.number].keep)
    for box in reversed(found.boxes):
        reason = _is_aside(box)
        if not reason or box.chars >= _MOST_ASIDE * size or (box.first <= main.first and main.last <= box.last):
            continue
        if any(judgements[passage.number].keep and passage.text for passage in found.passages[box.last :]):
            continue
        for number in range(box.first, box.last):
            if judgements[number].keep:
                judgements[number] = Judgement(False, "asides", reason)


def _is_aside(box: Box) -> str:
    """Why a box is none of the article, by its kind; empty where nothing says so."""
    if box.hints & hints.AUTHOR:
        return SAID["author"]
    named = box.hints & hints.SIDE and not _ASIDES.isdisjoint((*box.classes.split(), box.attributes.get("id") or ""))
    return "stands beside the article" if named or box.tag == "aside" else ""


def properties(found: Passages, judgements: list[Judgement]) -> None:
    """A value of the page's own description (`itemprop`) is none of its text."""
    for box in found.boxes:
        if box.hints & hints.PROPERTY and box.chars < _LONGEST_PROPERTY:
            for number in range(box.first, box.last):
                if judgements[number].keep:
                    judgements[number] = Judgement(False, "properties", "a value of the page's own description")


def hidden(found: Passages, judgements: list[Judgement]) -> None:
    """What the page hides is left out, unless that is most of what would be kept: then a script was to show it."""
    kept = [passage for passage in found.passages if judgements[passage.number].keep]
    hidden = [passage for passage in kept if passage.box.unseen]
    if 2 * sum(len(passage.text) for passage in hidden) < sum(len(passage.text) for passage in kept):
        for passage in hidden:
            judgements[passage.number] = Judgement(False, "hidden", "is hidden on the page")


def copies(found: Passages, judgements: list[Judgement]) -> None:
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
