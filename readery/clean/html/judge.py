"""Which passages of a page are its article: each is measured in its place, judged by the model, and rules have the last word."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from readery.clean.draft import Will
from readery.clean.html import features, hints, phrases
from readery.clean.html.features import Facts
from readery.clean.html.model import Model
from readery.clean.html.tree import Box, Passage, Passages

_ENOUGH = 0.45
"""How likely a passage must belong to the article to be kept."""
_CAPTIONS = hints.IN_FIGURE | hints.IN_FIGCAPTION
_ITEMS = frozenset({"li", "p", "td", "dd"})
"""Elements that may hold links alone and belong to the text."""
_APPEALS = hints.APPEAL | hints.CONSENT | hints.SHARE
"""Names of what asks something of the reader."""
_LONGEST_APPEAL = 600
"""Characters of such an element at most; a longer one holds more than the appeal it is named for."""
_LONGEST_LABEL = 200
"""Characters of a passage at most that is judged by such a line alone."""
_ELSEWHERE = (
    hints.RELATED | hints.ADVERT | hints.COMMENT | hints.SHARE | hints.NAVIGATION | hints.APPEAL | hints.AUTHOR
    | hints.SIDE | hints.CONSENT | hints.FOOTER | hints.IN_ASIDE | hints.IN_FOOTER
)  # fmt: skip
"""Names of places where a picture is none of the article's."""
_REACH = 12
"""Passages between a picture and the nearest kept text, where kept text stands before and after it."""
_REACH_AT_END = 3
"""The same where it stands at one side only."""
_MARKED = 40
"""Characters from which a passage may bear the mark of a footnote."""
_LONGEST_NOTE = 3_000
"""Characters of a footnote at most."""
_COPY = 60
"""Characters from which a passage that stands on a page twice is looked at."""

_WHOLE = frozenset({"ul", "ol", "dl", "table"})
"""Boxes that are kept or left out whole."""
_MOST_OF_PAGE = 0.4
"""Share of a page's text above which a list or table is rather the page's layout."""
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})

_SAID = {
    "share": "invites to share or follow",
    "appeal": "asks for an account, a donation or a subscription",
    "consent": "asks for consent or reports an error",
    "comments": "belongs to a comment forum",
    "related": "leads to other articles",
    "advert": "advertises",
    "legal": "legal notice",
    "credit": "credit or label of a medium",
    "menu": "menu",
    "author": "tells of the author",
    "head": "says what the head of the article says",
    "end": "says that the article ended",
}
_NAMED = (
    (hints.COMMENT, "stands in an element named like comments"),
    (hints.SHARE, "stands in an element named like share buttons"),
    (hints.RELATED, "stands in an element named like related articles"),
    (hints.NAVIGATION, "stands in an element named like a menu"),
    (hints.APPEAL, "stands in an element named like an appeal"),
    (hints.CONSENT, "stands in an element named like a consent notice"),
    (hints.ADVERT, "stands in an element named like an advertisement"),
    (hints.AUTHOR, "stands in an element named like an author's box"),
    (hints.TAGS, "stands in an element named like a list of tags"),
    (hints.META | hints.TITLE, "stands in an element named like the article's head"),
    (hints.SIDE | hints.IN_ASIDE, "stands beside the article"),
    (hints.FOOTER | hints.IN_FOOTER, "stands in the page's footer"),
    (hints.HIDDEN, "is hidden on the page"),
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is thought of one passage."""

    keep: bool
    """Whether it belongs to the article."""
    step: str
    """The step that decided."""
    reason: str
    """Why, in words for the page's owner."""


_KEPT = Judgement(True, "judge", "reads and stands like the article")


def judge(found: Passages, facts: Facts, model: Model) -> list[Judgement]:
    """A judgement for each passage."""
    rows = features.measure(found, facts, all_of_them=False)
    likely = [model.belongs(row) if row else 0.0 for row in rows]
    if not any(each > _ENOUGH for each in likely):
        # Something was saved: the most likely passages are better than nothing.
        bar = max(likely, default=0.0) * 0.7
        likely = [each + 1.0 if each and each >= bar else each for each in likely]
    _whole(found, likely)
    _headings(found, likely)
    judgements = [
        _left_out(passage, likely[number]) if likely[number] <= _ENOUGH else _KEPT
        for number, passage in enumerate(found.passages)
    ]
    _labels(found, judgements)
    _beside(found, judgements)
    _hidden(found, judgements)
    _copies(found, judgements)
    _notes(found, judgements)
    _captions(found, judgements)
    return judgements


def judge_gently(found: Passages) -> list[Judgement]:
    """A judgement for each passage of a page that was clipped as an article: nearly all of it is one."""
    judgements = []
    for passage in found.passages:
        said = phrases.kinds(passage.text)
        if passage.closed:
            judgements.append(Judgement(False, "closed", passage.closed))
        elif said and len(passage.text) < 120 and not said & (phrases.BITS["credit"] | phrases.BITS["head"]):
            judgements.append(Judgement(False, "phrase", _what(said)))
        else:
            judgements.append(Judgement(True, "clipped", "stands in a page that was clipped as an article"))
    return judgements


def overrule(judgement: Judgement, text: str, will: Will) -> Judgement:
    """The owner's will goes before any judgement."""
    said = will.says(text) if will and text else None
    if said is None or said == judgement.keep:
        return judgement
    return Judgement(said, "owner", "the owner wants it kept" if said else "the owner wants it left out")


def _what(said: int) -> str:
    return next((text for kind, text in _SAID.items() if said & phrases.BITS[kind]), "says nothing of the article")


def _left_out(passage: Passage, likely: float) -> Judgement:
    """Why a passage is left out, as far as it can be told: what it says, what it stands in, what it is made of."""
    if passage.closed:
        return Judgement(False, "closed", passage.closed)
    said = phrases.kinds(passage.text)
    if said:
        return Judgement(False, "phrase", _what(said))
    for bits, reason in _NAMED:
        if passage.box.inside & bits:
            return Judgement(False, "judge", reason)
    if passage.link_chars > len(passage.text) / 2:
        return Judgement(False, "judge", "holds little but links")
    if likely < 0.1:
        return Judgement(False, "judge", "stands apart from the article")
    return Judgement(False, "judge", "reads more like the page around the article")


def _whole(found: Passages, likely: list[float]) -> None:
    """A list or table is kept or left out as one: how likely it belongs is the mean over its text."""
    passages = found.passages
    page = max(1, found.boxes[0].chars)
    after = 0
    for box in found.boxes:
        if box.first < after or box.tag not in _WHOLE or box.units < 2:
            continue
        inside = [passage for passage in passages[box.first : box.last] if not passage.closed and passage.text]
        total = sum(len(passage.text) for passage in inside)
        if not total:
            continue
        most = box.chars > page * _MOST_OF_PAGE
        if most and (box.tag == "table" or _has_headings(found, box)):
            continue  # it only places what the page says
        after = box.last
        mean = sum(likely[passage.number] * len(passage.text) for passage in inside) / total
        for passage in inside:
            at = passage.number
            if mean > 0.6:
                likely[at] = max(likely[at], 0.6)
            elif mean < 0.25 and not most:
                likely[at] = min(likely[at], 0.25)


def _has_headings(found: Passages, box: Box) -> bool:
    return any(each.tag in _HEADINGS for each in found.boxes[box.place :] if each.first < box.last)


def _headings(found: Passages, likely: list[float]) -> None:
    """A heading stands if text that it heads stands: it goes with the passage after it."""
    judged = [passage for passage in found.passages if not passage.closed and passage.text]
    for before, heading, after in zip([None, *judged], judged, judged[1:], strict=False):
        at = heading.number
        if heading.box.tag not in _HEADINGS or before is None:
            continue
        # One that is a link may lead to another article, so it takes more to keep it.
        least = 0.25 if heading.link_chars > len(heading.text) / 2 else 0.03
        near = min(likely[after.number], 0.6)
        if likely[before.number] > _ENOUGH and near > _ENOUGH and least < likely[at] <= _ENOUGH:
            likely[at] = near


def _labels(found: Passages, judgements: list[Judgement]) -> None:
    """A short passage that says nothing but that something is an advertisement, or may be one, goes wherever it stands."""
    for passage in found.passages:
        if (
            judgements[passage.number].keep
            and 0 < len(passage.text) < _LONGEST_LABEL
            and passage.box.tag not in _HEADINGS
            and phrases.kinds(passage.text) & phrases.BITS["advert"]
        ):
            judgements[passage.number] = Judgement(False, "phrase", _SAID["advert"])


def _beside(found: Passages, judgements: list[Judgement]) -> None:
    """What names itself an appeal, a notice or a bar of links goes, however much it reads like the article."""
    main = features.main_box(found.boxes)
    for box in found.boxes:
        named = box.hints & _APPEALS
        if box.tag in ("blockquote", "figure"):
            continue  # a quoted post is named for its network
        if named and box.chars < _LONGEST_APPEAL and not (box.first <= main.first and main.last <= box.last):
            reason = next(reason for bits, reason in _NAMED if bits & named)
            for number in range(box.first, box.last):
                if judgements[number].keep:
                    judgements[number] = Judgement(False, "names", reason)
    for passage in found.passages:
        if not judgements[passage.number].keep or not passage.text:
            continue
        box = passage.box
        if (
            passage.links > 1
            and passage.link_chars > 0.8 * len(passage.text)
            and (box.tag not in _ITEMS or (box.tag == "td" and passage.links > 2))
        ):
            judgements[passage.number] = Judgement(False, "links", "holds little but links")


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
    return box.tag, box.attributes.get("class") or "", box.inside & hints.HIDDEN


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
    reach = _REACH if len(near) == 2 else _REACH_AT_END
    for each in near:
        if abs(each - number) > reach:
            continue
        # A figure may bear share buttons of its own, and be named for them.
        around = passages[each].box.inside | _CAPTIONS | (hints.SHARE if passages[number].box.inside & _CAPTIONS else 0)
        if not passages[number].box.inside & ~around & _ELSEWHERE:
            return True
    return False


def _notes(found: Passages, judgements: list[Judgement]) -> None:
    """A note that a mark in kept text leads to belongs to the article, wherever it stands."""
    wanted: dict[str, int] = {}
    for passage in found.passages:
        if passage.marks and judgements[passage.number].keep and len(passage.text) >= _MARKED:
            for name in passage.marks:
                wanted.setdefault(name, passage.number)
    if not wanted:
        return
    for box in found.boxes:
        marked = wanted.get(box.attributes.get("id") or "")
        if marked is not None and marked < box.first and box.chars < _LONGEST_NOTE:
            for passage in found.passages[box.first : box.last]:
                if not judgements[passage.number].keep and not passage.closed:
                    judgements[passage.number] = Judgement(True, "notes", "a mark in the article leads to it")
