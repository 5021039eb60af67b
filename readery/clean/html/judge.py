"""Which passages of a page are its article: structure leads, then each passage is judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from readery.clean.draft import Will
from readery.clean.html import hints
from readery.clean.html.tree import Box, Passages


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is thought of one passage."""

    keep: bool
    """Whether it belongs to the article."""
    step: str
    """The step that decided."""
    reason: str
    """Why, in words for the page's owner."""


def judge(found: Passages) -> Sequence[Judgement]:
    """A judgement for each passage."""
    main = _main(found)
    verdicts = []
    for passage in found.passages:
        box = passage.box
        inside = main.first <= passage.number < main.last
        if passage.closed:
            verdicts.append(Judgement(False, "closed", passage.closed))
        elif not inside:
            verdicts.append(Judgement(False, "find", "stands beside the article"))
        elif (
            box.inside
            & ~main.inside
            & (hints.BESIDE | hints.SHARE | hints.RELATED | hints.NAVIGATION | hints.APPEAL | hints.ADVERT)
        ):
            verdicts.append(Judgement(False, "names", "its element is named like something beside an article"))
        elif passage.link_chars > 0.6 * len(passage.text) and len(passage.text) > 0 and not passage.media:
            verdicts.append(Judgement(False, "links", "nothing but links"))
        else:
            verdicts.append(Judgement(True, "find", "part of the article"))
    if not any(verdict.keep for verdict in verdicts):
        return judge_gently(found)
    return verdicts


def judge_gently(found: Passages) -> Sequence[Judgement]:
    """A judgement for each passage of a page that was clipped as an article: nearly all of it is one."""
    return [
        Judgement(False, "closed", passage.closed) if passage.closed else Judgement(True, "find", "part of the article")
        for passage in found.passages
    ]


def overrule(judgement: Judgement, text: str, will: Will) -> Judgement:
    """The owner's will goes before any judgement."""
    said = will.says(text) if will and text else None
    if said is None or said == judgement.keep:
        return judgement
    return Judgement(said, "owner", "the owner wants it kept" if said else "the owner wants it left out")


def _main(found: Passages) -> Box:
    """The deepest box that holds most of the page's running text."""
    root = found.boxes[0]
    best = root
    for box in found.boxes:
        if root.good and box.good * 10 >= root.good * 7 and box.depth > best.depth:
            best = box
    return best
