"""Where an article ends: at the comments under it, and before labels that head what was left out."""

from __future__ import annotations

from collections.abc import Sequence

from readery.clean.text.signs import LONG, Seen
from readery.languages.phrases import Place

_LABELS = frozenset(("comments", "related", "share", "newsletter", "author_note", "follow", "advert"))
_LABEL = 13
"""Words of a line that opens comments, at most."""
_TEXT = 80
"""Words of the article that stand above comments, at least; a label in the head opens none."""
_LARGEST = 9
"""Comments have at most so many times the words of their article; else the label belonged to something small before it."""


def cut(seen: Sequence[Seen], kept: list[bool]) -> None:
    """Takes from `kept` the comments under the article and the labels at its end.

    Comments read like running text, so what is above them decides: a short line such as "3 comments" or "Leave a reply".
    """
    words = [each.words if keep else 0 for each, keep in zip(seen, kept, strict=True)]
    below = sum(words)
    above = 0
    for at, each in enumerate(seen):
        if above >= _TEXT and each.words < _LABEL and below < _LARGEST * above and _opens(each, "comments"):
            kept[at:] = [False] * (len(kept) - at)
            break
        above += words[at]
        below -= words[at]
    for at in range(len(kept) - 1, -1, -1):
        if kept[at]:
            if seen[at].words >= LONG or seen[at].ends or not any(_opens(seen[at], key) for key in _LABELS):
                break
            kept[at] = False


def _opens(each: Seen, key: str) -> bool:
    """Whether a passage is or begins with a phrase of some key."""
    return any(said == key and place is not Place.INSIDE for said, place in each.hits)
