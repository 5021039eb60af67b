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
_BETWEEN = 4
"""Passages between two calls of one appeal at most."""
_PARAGRAPH = 60
"""Words of a paragraph of an appeal at most."""
_HEADING = 10
"""Words of its heading at most."""


def find(page: Sequence[Passage], seen: Sequence[Seen]) -> list[int]:
    """The places of all passages that belong to an appeal.

    One begins with a short passage that opens with a call. It goes on as long as passages speak of the same, with at
    most one other between them; or it ends with a second such call close by, whatever stands between the two, unless that
    is much of the page. Paragraphs above a call that speak of such things belong to it.
    """
    found: list[int] = []
    openings = {at: opening for at, each in enumerate(seen) if each.hits and (opening := calls(each))}
    words = sum([each.words for each in seen]) if openings else 0
    end = -1
    for at, opening in openings.items():
        if at <= end:
            continue
        end = at
        for other in range(at + 1, min(len(page), at + _LONGEST)):
            if other - end > 2:
                break
            if any(key in opening for key, _ in seen[other].hits):
                end = other
        second = _second(seen, at, opening)
        if 2 * sum(each.words for each in seen[at : second + 1]) < words:
            end = max(end, second)
        begin = _before(seen, at, found[-1] + 1 if found else 0)
        if end > begin:
            found += range(begin, end + 1)
    return found


def _before(seen: Sequence[Seen], at: int, first: int) -> int:
    """Where an appeal begins that ends in a call at `at`: paragraphs just above that speak of the same, and their heading."""
    begin = at
    while (
        begin > first
        and LONG <= seen[begin - 1].words < _PARAGRAPH
        and any(key in KEYS for key, _ in seen[begin - 1].hits)
    ):
        begin -= 1
    if first < begin < at and seen[begin - 1].words < _HEADING and not seen[begin - 1].ends:
        begin -= 1
    return begin


def calls(said: Seen) -> frozenset[str]:
    """What a short passage calls for, if it opens with a call."""
    if not said.hits or said.words >= LONG:
        return frozenset()
    return frozenset(key for key, place in said.hits if key in KEYS and place is not Place.INSIDE)


def _second(seen: Sequence[Seen], at: int, opening: frozenset[str]) -> int:
    """The place of the last passage near `at` that calls for the same; `at` itself where there is none."""
    return next(
        (other for other in range(min(len(seen) - 1, at + _BETWEEN + 1), at, -1) if calls(seen[other]) & opening), at
    )
