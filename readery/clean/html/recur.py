"""Passages of a page that recur across the pages of its site (see `readery.clean.learn`)."""

from __future__ import annotations

from collections.abc import Sequence

from readery.clean import learn
from readery.clean.html.judgement import Judgement
from readery.clean.html.passages import HEADINGS
from readery.clean.html.tree import Passages

_FIXED = HEADINGS | {"li", "dt", "dd", "th", "td", "pre"}
"""Elements whose words are alike on many pages of a site and belong to the article all the same."""
_RECURS = Judgement(False, learn.STEP, learn.REASON)


def recur(
    found: Passages, judgements: Sequence[Judgement], recurring: frozenset[int]
) -> tuple[list[Judgement], frozenset[int]]:
    """The judgements without the passages that recur, and the fingerprints of what was kept before."""
    places = [number for number, passage in enumerate(found.passages) if judgements[number].keep and passage.text]
    kept = [
        learn.Kept(passage.text, passage.text.count(" ") + 1, passage.box.tag in _FIXED)
        for passage in map(found.passages.__getitem__, places)
    ]
    left = list(judgements)
    for at in learn.drop(kept, recurring):
        left[places[at]] = _RECURS
    return left, learn.fingerprints(kept)
