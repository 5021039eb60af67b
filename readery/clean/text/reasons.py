"""Why a passage is not the article's, in words for the page's owner."""

from __future__ import annotations

from collections.abc import Sequence

from readery.clean.text.lines import Passage
from readery.clean.text.signs import LONG, Seen
from readery.languages.phrases import Place

REASONS = {
    "consent": "asks for consent to cookies or data use",
    "notification": "a prompt about notifications, an app or the browser",
    "donation": "appeals for support",
    "comments": "belongs to the comments",
    "newsletter": "a newsletter prompt",
    "account": "about logging in, registering or subscribing",
    "share": "a share button",
    "follow": "a call to follow the publisher",
    "advert": "an advertisement's label",
    "related": "points to other pages",
    "read_more": "a call to go to another page",
    "printing": "a control for printing, listening or type size",
    "media": "belongs to a player",
    "legal": "a legal or service link",
    "menu": "a menu entry",
    "author_note": "a note on the author or the editors",
    "shop": "belongs to a shop",
    "credit": "a picture credit",
    "error": "an error message",
    "reading_time": "a reading time",
    "heading": "a heading without text under it",
    "end": "an end mark",
}
"""Phrase key → why a passage that holds such a phrase was left out, weightiest first."""

_RANK = {key: number for number, key in enumerate(REASONS)}


def tell(page: Sequence[Passage], seen: Sequence[Seen], kept: Sequence[bool]) -> list[str]:
    """A reason for each passage; for those kept, why they stay."""
    first = next((at for at, keep in enumerate(kept) if keep), len(page))
    last = next((at for at in range(len(page) - 1, -1, -1) if kept[at]), -1)
    met: set[str] = set()
    told: list[str] = []
    section, section_at = "", -99
    for at, (passage, each) in enumerate(zip(page, seen, strict=True)):
        if kept[at]:
            told.append("reads like the article's text")
            section = ""
        else:
            key = _key(each)
            if key and each.words < LONG:
                section, section_at = key, at
            if key:
                told.append(REASONS[key])
            elif passage.text in met:
                told.append("stands on the page already")
            elif section and at - section_at < 8:
                told.append(f"stands under a passage that {_clause(REASONS[section])}")
            elif at < first:
                told.append("stands before the article")
            elif at > last:
                told.append("stands after the article's end")
            elif each.words < LONG:
                told.append("a short line that does not read like the article's text")
            else:
                told.append("does not read like the article's text")
        met.add(passage.text)
    return told


def _key(seen: Seen) -> str:
    """The phrase key that says most about a passage."""
    return min(seen.hits, key=_weight)[0] if seen.hits else ""


def _weight(hit: tuple[str, Place]) -> tuple[int, int]:
    """How little a phrase says: one that makes up more of the passage says more, and none says more than a legal label."""
    key, place = hit
    if place is Place.WHOLE:
        return 0, -1 if key == "legal" else _RANK[key]
    return 1 if place is Place.START else 2, _RANK[key]


def _clause(reason: str) -> str:
    """A reason as the end of "a passage that …"."""
    return reason if reason.split(" ", 1)[0] in ("asks", "appeals", "belongs", "points") else f"is {reason}"
