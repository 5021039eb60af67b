"""When an article was published and updated, from the dates that its page prints."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from readery import dates
from readery.clean.draft import Found
from readery.clean.text.lines import Passage
from readery.clean.text.signs import Seen
from readery.languages.phrases import Place

_LOOKED_AT = 400
"""Characters of a passage that are searched for a date."""
_ELSEWHERE = 12
"""Dated passages that are looked at away from the text's beginning and end: lists of other articles have hundreds."""
_DATELINE = 40
"""Characters before a dateline's date at most."""
_DASH = re.compile(r"[\s)]*[–—|/-](?=\s)|\)")
_SENTENCE = 6
"""Words of the shortest sentence in the text that tells of a date."""
_SHORT, _MIDDLING = 13, 26
"""Words of a passage that hardly says more than its date, and of one that may be a head all the same."""


def find(
    page: Sequence[Passage], seen: Sequence[Seen], title: int | None, first: int, last: int, lang: str | None
) -> tuple[Found[str] | None, Found[str] | None, list[int]]:
    """Publication, last change, and the places of the passages that are little but these dates.

    `title` is the title's place, `first` and `last` those of the article's text. Every date on the page is a candidate;
    what the words before it say, how near it stands to the head, and how little else its passage says decide.
    """
    anchor = title if title is not None else max(0, first - 3)
    found: dict[str, tuple[float, int, str]] = {}
    comments = _thread(seen, first, last)
    spare = _ELSEWHERE
    for at, each in enumerate(seen):
        text = page[at].text
        long = each.words >= _MIDDLING
        if long and not text[:1].isdigit() and not first - 1 <= at <= first + 1:
            continue
        if not each.dated and (text.isascii() or not _has_year(text)):
            continue
        if at >= comments and at > last:
            break
        if not anchor - 6 <= at <= first + 2 and not last < at <= last + 12:
            spare -= 1
            if spare < 0:
                continue
        for mention in mentions(text[:_LOOKED_AT], lang):
            if long and mention.start > 2 and not _is_dateline(text, mention):
                break
            score = _score(at, each, mention, anchor, first, last)
            for role in (mention.role or "published",):
                if score > 0 and (role not in found or score > found[role][0]):
                    found[role] = (score, at, mention.date)
    published, updated = found.get("published"), found.get("updated")
    if published and updated and updated[2][:10] < published[2][:10] and updated[0] > published[0]:
        published = None  # what was changed before it was published is another text's date
    # "On 5 May 2017 she turned one hundred." says more than its date, and is the text's.
    places = [
        at
        for _, at, _ in filter(None, (published, updated))
        if seen[at].words < (_SENTENCE if seen[at].ends and first < at <= last else _SHORT)
    ]
    return (
        _told(published or updated, first),
        _told(updated, first),
        places,
    )


@functools.lru_cache(maxsize=64)
def mentions(text: str, lang: str | None) -> tuple[dates.Mention, ...]:
    """The dates in a line. Those of a page's head are asked for twice: bylines stand beside them."""
    return tuple(dates.find(text, lang))


def _is_dateline(text: str, mention: dates.Mention) -> bool:
    """Whether a date stands before the text that its passage begins with: ``Vienna, 14 December 2021 – The …``."""
    return mention.start < _DATELINE and _DASH.match(text, mention.end) is not None


def _has_year(text: str) -> bool:
    return "年" in text or "년" in text or "٢٠" in text or "๒๕" in text or "25" in text


def _score(at: int, each: Seen, mention: dates.Mention, anchor: int, first: int, last: int) -> float:
    """How likely a date is the article's own; none at or below 0."""
    score = 4.0 if mention.role else 0.0
    if each.words < _SHORT:
        score += 3.0
    elif each.words < _MIDDLING or mention.start < _DATELINE:
        score += 1.0
    else:
        return 0.0
    if anchor - 4 <= at <= max(first, anchor) + 2:
        score += 4.0 - 0.1 * abs(at - anchor) + (0.5 if at > anchor else 0.0)
    elif last < at <= last + 8:
        score += 2.0 - 0.1 * (at - last)
    elif first < at < last:
        score += 0.6
    else:
        score -= 0.5
    if "T" in mention.date:
        score += 0.3
    if any(key in ("comments", "legal") and place is not Place.INSIDE for key, place in each.hits):
        score -= 2.5
    if mention.start > 60:
        score -= 0.7
    return score


def _thread(seen: Sequence[Seen], first: int, last: int) -> int:
    """The place at which comments begin under the text."""
    for at in range(max(first, last - 2) + 1, len(seen)):
        if seen[at].words < _SHORT and any(key == "comments" for key, _ in seen[at].hits):
            return at
    return len(seen)


def _told(found: tuple[float, int, str] | None, first: int) -> Found[str] | None:
    if found is None:
        return None
    _, at, date = found
    return Found(date, f"line {at + 1}, {'above the text' if at < first else 'below its beginning'}")
