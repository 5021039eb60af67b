"""Appeals in the midst of an article: a heading that calls for support, a newsletter or an account, and the paragraphs under it.

They read like running text, so the passages around them speak for keeping them; what they say gives them away.
"""

from __future__ import annotations

from collections.abc import Sequence

from readery.clean.text.lines import Passage
from readery.clean.text.signs import LONG, Seen
from readery.languages.phrases import Place

KEYS = frozenset(("donation", "newsletter", "account", "consent", "notification"))
_LONGEST = 10
"""Passages of an appeal at most."""


def find(page: Sequence[Passage], seen: Sequence[Seen]) -> list[int]:
    """The places of all passages that belong to an appeal.

    One begins with a short passage that opens with a call. It goes on as long as passages speak of the same, with at
    most one other between them.
    """
    found: list[int] = []
    at = 0
    while at < len(page):
        opening = {key for key, place in seen[at].hits if key in KEYS and place is not Place.INSIDE}
        if not opening or seen[at].words >= LONG:
            at += 1
            continue
        end = at
        for other in range(at + 1, min(len(page), at + _LONGEST)):
            if other - end > 2:
                break
            if any(key in opening for key, _ in seen[other].hits):
                end = other
        if end > at:
            found += range(at, end + 1)
        at = end + 1
    return found
