"""The times that head the entries of a live blog: they look like dates of the page's, and belong to what stands under them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from readery.clean.text.lines import Passage
from readery.clean.text.signs import LONG, Seen

_MOMENT = re.compile(r"\(?\d{1,2}[.:h]\d\d(?:\s?[ap]\.?m\.?)?(?:\s(?:Uhr|[A-Z]{2,5}))?\)?", re.IGNORECASE)
_WORDS = 3
"""Words of a passage that is such a time, at most."""
_REACH = 3
"""Passages under it among which its entry's text begins."""
_FEWEST = 3
"""Entries of a live blog at least."""


def settle(page: Sequence[Passage], seen: Sequence[Seen], kept: list[bool]) -> None:
    """Keeps the times over the entries of a live blog, and takes from `kept` what stands under each of them again: ``Share``."""
    entries = [
        at
        for at, each in enumerate(seen)
        if each.clock
        and each.words <= _WORDS
        and _MOMENT.fullmatch(page[at].text)
        and any(
            keep and other.words >= LONG
            for keep, other in zip(kept[at + 1 : at + 1 + _REACH], seen[at + 1 : at + 1 + _REACH], strict=True)
        )
    ]
    if len(entries) < _FEWEST:
        return
    under = Counter(page[at + 1].text for at in entries if seen[at + 1].hits and seen[at + 1].words < LONG)
    for at in entries:
        kept[at] = True
        if under[page[at + 1].text] >= _FEWEST:
            kept[at + 1] = False
