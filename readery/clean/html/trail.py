"""What became of each passage of a page, for a person to read."""

from __future__ import annotations

from collections.abc import Sequence

from readery.clean.html.judgement import Judgement
from readery.clean.html.tree import Passages
from readery.model import Verdict

_LONGEST = 2_000
"""Characters of one verdict's text."""
_MOST = 4_000
"""Verdicts of one page; further ones are counted in the last."""


def trail(found: Passages, judgements: Sequence[Judgement]) -> tuple[Verdict, ...]:
    """A verdict for each kept passage, and one for each run of passages that were left out together.

    Passages that were left out for one reason and stand in one box of links (a menu, a list of other articles) are one
    verdict.
    """
    verdicts: list[Verdict] = []
    run: list[str] = []
    last: Judgement | None = None
    place = -1

    def close() -> None:
        if run and last is not None:
            verdicts.append(Verdict(" · ".join(run)[:_LONGEST], False, last.step, last.reason))
        run.clear()

    for passage, judgement in zip(found.passages, judgements, strict=True):
        if not passage.text:
            continue
        if judgement.keep:
            close()
            last = None
            verdicts.append(Verdict(passage.text[:_LONGEST], True, judgement.step, judgement.reason))
            continue
        box = passage.box
        group = box.parent.place if box.parent is not None and len(passage.text) < 100 else box.place
        if judgement != last or group != place or len(passage.text) >= 100 or sum(map(len, run)) > _LONGEST:
            close()
        last, place = judgement, group
        run.append(passage.text)
    close()
    if len(verdicts) > _MOST:
        rest = len(verdicts) - _MOST
        verdicts = [*verdicts[:_MOST], Verdict(f"… and {rest} more", False, "trail", "too many passages to list")]
    return tuple(verdicts)
