"""What is thought of a passage, and how that is told to the page's owner."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from readery.clean.html import hints, phrases
from readery.clean.html.tree import Passage

SAID = {
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
"""Kind of line (see `phrases`) → why such a line is left out."""
NAMED = (
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
"""Hints of a place → why what stands there is left out, the surest first."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is thought of one passage."""

    keep: bool
    """Whether it belongs to the article."""
    step: str
    """The step that decided."""
    reason: str
    """Why, in words for the page's owner."""


def what(said: int) -> str:
    """Why a passage that says such lines is left out."""
    return next((text for kind, text in SAID.items() if said & phrases.BITS[kind]), "says nothing of the article")


@functools.lru_cache(maxsize=256)
def _out(step: str, reason: str) -> Judgement:
    """One judgement for all passages that are left out for one reason; to make each anew takes longer than to find the reason."""
    return Judgement(False, step, reason)


def left_out(passage: Passage, likely: float) -> Judgement:
    """Why a passage is left out, as far as it can be told: what it says, what it stands in, what it is made of."""
    if passage.closed:
        return _out("closed", passage.closed)
    if passage.says:
        return _out("phrase", what(passage.says))
    for bits, reason in NAMED:
        if passage.box.inside & bits:
            return _out("judge", reason)
    if passage.link_chars > len(passage.text) / 2:
        return _out("judge", "holds little but links")
    if likely < 0.1:
        return _out("judge", "stands apart from the article")
    return _out("judge", "reads more like the page around the article")
