"""Captions of pictures that the scrape has lost, and whose pictures they were."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from readery.clean.text.lines import Passage
from readery.clean.text.signs import LONG, Seen
from readery.languages import NEUTRAL, load
from readery.languages.phrases import Phrases, Place, tokens
from readery.model import Caption

_BRACKETS = re.compile(r"\s*[(\[（](?P<credit>[^()\[\]（）]{2,80})[)\]）]\s*\.?$")
_SLASH = re.compile(r"(?P<between>[.\s])\s*(?P<credit>[^\s/|.][^/|.]{1,40}\s?[/|]\s?[^/|.]{2,40})$")
_LABELLED = re.compile(r"(?P<label>[^\W\d_][^:：.!?]{1,30})[:：=]\s*(?P<rest>\S.*)$", re.DOTALL)
_COLON = re.compile("[:：=]")
_TAIL = re.compile(
    r"(?<=[.!?…。\"”»])\s+(?P<label>[^\W\d_][^:：.!?]{1,30})[:：]\s*(?P<credit>[^\s:：.!?][^:：!?]{1,60})$"
)
"""A label behind a sentence, and what follows it."""
_SENTENCES = re.compile(r"[^\W\d_]{3}[.!?…]\s+[\"“„«]?[^\W\d_]|[。！？][^\W\d_]")
_LONGEST = 90
"""Words of a caption at most."""
_ALIKE = 4
"""First characters that a caption has in common with what says it again; looked at before all else."""


def find(page: Sequence[Passage], seen: Sequence[Seen], phrases: Phrases) -> dict[int, Caption | None]:
    """Place of a passage → the caption it is; None for one that says again what a caption beside it says.

    A passage is a caption where the next one repeats it with a credit, where it ends in a credit that names an agency
    or that a label such as ``Photo:`` opens, or where such a label opens all of it. One that is only said twice is a
    caption beside other text: alone it is the text.
    """
    agencies = _agencies()
    openings = [passage.text[:_ALIKE] for passage in page]
    found: dict[int, Caption | None] = {}
    said_twice: set[int] = set()
    for at, (passage, opening) in enumerate(zip(page, openings, strict=True)):
        if at in found or passage.mark or seen[at].words > _LONGEST:
            continue
        text = passage.text
        said, credit = _split(text, agencies, phrases)
        twin = _twin(page, at, said) if opening in openings[at + 1 : at + 3] else None
        if twin is not None:
            longer, other = (text, page[twin].text) if len(text) >= len(page[twin].text) else (page[twin].text, text)
            rest = longer[len(other) :].strip() if longer.startswith(other) else ""
            own, credit = _split(longer, agencies, phrases)
            if not credit and rest and len(rest.split()) < 8:
                own, credit = other, rest.strip("()[]（）. /|")
            if not credit and _SENTENCES.search(own):
                continue  # a paragraph, said twice
            found[at] = Caption(own, credit or None)
            found[twin] = None
            if not credit:
                said_twice |= {at, twin}
            continue
        if credit and seen[at].words < _LONGEST and (said != text or seen[at].words < LONG):
            found[at] = Caption(said, credit)
            continue
        labelled = _LABELLED.match(text) if seen[at].words < 60 and _COLON.search(text, 0, 36) else None
        if labelled and dict(phrases.find(labelled["label"])).get("credit") in (Place.WHOLE, Place.START):
            found[at] = _labelled(labelled["rest"].strip(), agencies, phrases)
    if said_twice and not any(each.words >= LONG for at, each in enumerate(seen) if at not in found):
        return {at: caption for at, caption in found.items() if at not in said_twice}
    return found


@functools.cache
def _agencies() -> frozenset[tuple[str, ...]]:
    """The words of each picture agency's name."""
    return frozenset(tokens(entry) for entry in load(NEUTRAL).entries["credit"])


def _split(text: str, agencies: frozenset[tuple[str, ...]], phrases: Phrases) -> tuple[str, str]:
    """The caption and its credit, where the text ends in one that a label opens or that names an agency; else the text and
    nothing.
    """
    begin = max(0, len(text) - 100)
    match = _TAIL.search(text, begin) if _COLON.search(text, begin) else None
    if match and dict(phrases.find(match["label"])).get("credit") is Place.WHOLE:
        return text[: match.start()], match["credit"].strip()
    match = _BRACKETS.search(text, max(0, len(text) - 90)) if text.rstrip(" .")[-1:] in ")]）" else None
    if match and _is_credit(match["credit"], agencies):
        return text[: match.start()].strip(), match["credit"].strip()
    tail = text[-100:]
    match = _SLASH.search(text, len(text) - len(tail)) if "/" in tail or "|" in tail else None
    if match and _is_credit(match["credit"], agencies):
        return text[: match.start() + (match["between"] == ".")].strip(), match["credit"].strip()
    return text, ""


def _is_credit(text: str, agencies: frozenset[tuple[str, ...]]) -> bool:
    """Whether some part of a credit is a picture agency, or its first word a label that opens credits."""
    parts = [tokens(part) for part in re.split(r"[/|,;–—-]|\bvia\b", text)]
    if any(part in agencies for part in parts):
        return True
    words = tokens(text)
    return any(words[at : at + size] in agencies for size in (2, 3) for at in range(len(words) - size + 1))


def _labelled(rest: str, agencies: frozenset[tuple[str, ...]], phrases: Phrases) -> Caption:
    """What stands behind ``Photo:``: a name is the credit, a sentence the caption."""
    said, credit = _split(rest, agencies, phrases)
    if credit:
        return Caption(said, credit)
    if len(rest.split()) <= 6 and not rest.endswith((".", "!", "?", "。")):
        return Caption("", rest)
    return Caption(rest, None)


def _twin(page: Sequence[Passage], at: int, said: str) -> int | None:
    """The place just after that says the same, the credit aside."""
    if len(said) < 12 and len(said.split()) < 4:
        return None
    for other in range(at + 1, min(at + 3, len(page))):
        text = page[other].text
        if text[:_ALIKE] != said[:_ALIKE]:
            continue
        if text.startswith(said) and len(text) - len(said) < 80 and not text[len(said) :].strip()[:1].islower():
            return other
        if said.startswith(text) and len(text.split()) > 4 and len(said) - len(text) < 80:
            return other
    return None
