"""Where an article ends: at the comments under it, and before labels that head what was left out; and what leads away amid it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from readery.clean.text.lines import Passage
from readery.clean.text.signs import LONG, Seen
from readery.languages.phrases import Place

_LABELS = frozenset(("comments", "related", "share", "newsletter", "author_note", "follow", "advert"))
_LABELLING = frozenset(("credit", "media", "menu", "shop"))
"""Keys whose entries of one word open headings as well as labels."""
_LABEL = 13
"""Words of a line that opens comments, at most."""
_TEXT = 80
"""Words of the article that stand above comments, at least; a label in the head opens none."""
_TITLE = 8
"""Words of a line that ends as a sentence and may be a title all the same."""
_POINTER = 30
"""Words of a line that leads to another page, at most."""
_POINTING = 30
"""Characters of such a line in which the sign stands that parts its call from the title."""
_POINTS = re.compile("[:：»›→>]")
_RULE = re.compile(r"[_=~*-]{8,}|--")
_ENTRY = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+(?P<title>\S.*)")
"""A line of a table of contents, as wikis and manuals number it."""
_LEAST_ENTRIES = 3
"""Lines of such a table at least."""
_SPEAKER = re.compile(r"[^\W\d_][\w .'’-]{0,30}:(?= \S)")
"""Who speaks, before what they say."""
_LEAST_TURNS = 3
"""Turns of a dialogue at least."""
_FOOTER = 8
"""Lines below such a rule at most."""
_LEAST = 30
"""The same where a line with a time of day, as comments bear it, follows."""
_LARGEST = 9
"""Comments have at most so many times the words of their article; else the label belonged to something small before it."""


def cut(page: Sequence[Passage], seen: Sequence[Seen], kept: list[bool]) -> None:
    """Takes from `kept` the comments under the article, the labels at its end, and lines such as ``Read more: Title``.

    Comments read like running text, so what is above them decides: a short line such as "3 comments" or "Leave a reply".
    """
    words = [each.words if keep else 0 for each, keep in zip(seen, kept, strict=True)]
    below = sum(words)
    above = 0
    for at, each in enumerate(seen):
        if each.words < _LABEL and above >= _LEAST and _opens(each, "comments"):
            sure = any(other.clock and other.words < _LABEL for other in seen[at + 1 : at + 4])
            if sure or (above >= _TEXT and below < _LARGEST * above):
                kept[at:] = [False] * (len(kept) - at)
                break
        above += words[at]
        below -= words[at]
    for at, each in enumerate(seen):
        if (
            kept[at]
            and each.hits
            and each.words < _POINTER
            and not each.ends
            and _POINTS.search(page[at].text, 0, _POINTING)
        ):
            kept[at] = not any(key in ("related", "read_more") and place is Place.START for key, place in each.hits)
    _pointers(seen, kept)
    _contents(page, seen, kept)
    _turns(page, seen, kept)
    _footer(page, seen, kept)
    _headings(page, seen, kept)
    for at in range(len(kept) - 1, -1, -1):
        if kept[at]:
            if seen[at].words >= LONG or seen[at].ends or not any(_opens(seen[at], key) for key in _LABELS):
                break
            kept[at] = False


def _headings(page: Sequence[Passage], seen: Sequence[Seen], kept: list[bool]) -> None:
    """Brings back the headings that articles of all sites use (``Ingredients``) amid what is kept, and those that begin like a label
    ("Image formats") between running text.
    """
    inside = False
    for at in range(len(kept) - 1):
        inside = inside or kept[at]
        if inside and not kept[at] and kept[at + 1]:
            kept[at] = ("heading", Place.WHOLE) in seen[at].hits or (kept[at - 1] and _heads(page, seen, at))


def _heads(page: Sequence[Passage], seen: Sequence[Seen], at: int) -> bool:
    """Whether a line that begins like a label stands between running text, and is none."""
    each = seen[at]
    return (
        1 < each.words <= _TITLE
        and not each.ends
        and bool(each.hits)
        and all(place is Place.START and key in _LABELLING for key, place in each.hits)
        and not _POINTS.search(page[at].text)
        and all(other.words >= LONG and other.ends for other in (seen[at - 1], seen[at + 1]))
    )


def _contents(page: Sequence[Passage], seen: Sequence[Seen], kept: list[bool]) -> None:
    """Takes from `kept` a table of contents: numbered lines, one below the other, whose headings stand below; these stay above what
    stays.
    """
    below = {passage.text: at for at, passage in enumerate(page) if seen[at].words < LONG}
    begin = 0
    headings: list[int] = []
    for at in range(len(page) + 1):
        entry = _ENTRY.fullmatch(page[at].text) if at < len(page) else None
        if entry is not None and below.get(entry["title"], 0) > at:
            headings.append(below[entry["title"]])
            continue
        if at - begin >= _LEAST_ENTRIES:
            kept[begin:at] = [False] * (at - begin)
            for heading in headings:
                kept[heading] = kept[heading + 1 : heading + 2] == [True]
        begin, headings = at + 1, []


def _turns(page: Sequence[Passage], seen: Sequence[Seen], kept: list[bool]) -> None:
    """Brings back what somebody says amid a dialogue that is kept, in which they speak elsewhere, too."""
    turns = {at: found[0] for at, passage in enumerate(page) if (found := _SPEAKER.match(passage.text))}
    speaking = [at for at in turns if kept[at]]
    if len(speaking) < _LEAST_TURNS:
        return
    speakers = {turns[at] for at in speaking}
    for at, speaker in turns.items():
        if speaking[0] < at < speaking[-1] and speaker in speakers and not seen[at].hits:
            kept[at] = True


def _footer(page: Sequence[Passage], seen: Sequence[Seen], kept: list[bool]) -> None:
    """Takes from `kept` what a mailing list or a mail program sets under a letter, below a rule: names and addresses."""
    for at in range(len(kept) - 1, max(-1, len(kept) - 1 - _FOOTER), -1):
        if seen[at].words >= LONG or seen[at].ends:
            return
        if _RULE.fullmatch(page[at].text):
            kept[at:] = [False] * (len(kept) - at)


def _pointers(seen: Sequence[Seen], kept: list[bool]) -> None:
    """Takes from `kept` the list of other pages under the article: a label such as ``Related``, and short lines to the end."""
    for at in range(len(kept) - 1, -1, -1):
        if not kept[at]:
            continue
        if seen[at].words >= LONG or (seen[at].ends and seen[at].words > _TITLE):
            return
        if ("related", Place.WHOLE) in seen[at].hits:
            kept[at:] = [False] * (len(kept) - at)
            return


def _opens(each: Seen, key: str) -> bool:
    """Whether a passage is or begins with a phrase of some key."""
    return any(said == key and place is not Place.INSIDE for said, place in each.hits)
