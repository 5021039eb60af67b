"""A passage among the others: how its neighbours look, and where it stands in the page.

Every measure comes from sums and last places that run along the page, so that a page takes time linear in its passages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from readery.clean.text import signs
from readery.clean.text.lines import Passage
from readery.clean.text.signs import COLON, COLUMN, LONG, OWN, Numbers, Sight
from readery.languages.phrases import Phrases, Place

SECTIONS = {
    key: number
    for number, key in enumerate(
        (
            "comments", "account", "newsletter", "donation", "consent", "related", "menu", "legal", "shop", "share", "advert",
            "author_note",
        ),
        start=1,
    )
}  # fmt: skip
"""Phrase keys whose labels say what stands under them, numbered for trees."""

AROUND = (
    "kin", "place", "passages", "passed text", "all text", "since text", "until text", "short run", "times",
    "near mean", "wide mean", "words 1 before", "words 2 before", "words 3 before", "words 1 after", "words 2 after",
    "words 3 after", "ends before", "ends after", "end before", "start after", "mark before", "mark after",
    "indent change", "gap after", "label before", "label after", "labels near", "label", "label above",
    "lines to label above", "text at label above", "colon above", "turn mates", "since date", "date after",
    "repeated near", "since repeated", "thread heads above", "thread heads below", "since thread head",
    "since comments", "text above comments", "capitals before", "capitals after", "stop share before", "stop share after",
    "kin before", "kin after", "same before", "link list near", "kin near",
)  # fmt: skip
"""Names of the measures of a passage among the others."""
MEASURES = (*OWN, *AROUND)
"""Names of all measures, in the order of a row."""

SAID = ("said", "said before", "said after", "said near", "said about", "said around")
"""Names of the measures of `said`."""
_SHORT = 7
"""Words of a passage that may be a label."""
_FAR = 99.0
_LEAST, _MOST = -8.0, 4.0
"""Bounds of what phrases say together."""


def see(page: Sequence[Passage], phrases: Phrases, stop: frozenset[str]) -> Sight:
    """What is seen of each passage of a page, one or more: a row of `MEASURES` each."""
    alone = signs.see(page, phrases, stop)
    return Sight(alone.seen, np.hstack((alone.table, around(page, alone))))


def around(page: Sequence[Passage], sight: Sight) -> Numbers:
    """A row of `AROUND` for each passage."""
    table, seen = sight.table, sight.seen
    total = len(page)
    words, ends = table[:, COLUMN["words"]], table[:, COLUMN["ends"]] > 0
    kin = np.fromiter((each.kin for each in seen), np.float32, total)
    running = ends & (words >= LONG)
    text = np.cumsum(words * running)
    all_text = max(float(text[-1]), 1.0)
    passed = (text - words * running) / all_text
    few = np.minimum(words, 60)
    same = Counter(passage.text for passage in page)
    times = np.fromiter((same[passage.text] for passage in page), np.float32, total)
    repeated = (times > 2) | ((times > 1) & (words < 8))
    labels = table[:, COLUMN["labels"]] > 0
    dated = (table[:, COLUMN["date"]] > 0) | (table[:, COLUMN["clock"]] > 0) | (table[:, COLUMN["ago"]] > 0)
    heads = dated & (words < 14) & (words > 1)
    head_count = np.cumsum(heads)
    label = np.zeros(total, np.float32)
    sections: list[tuple[int, int]] = []
    for at in np.flatnonzero(labels & (words < 13)).tolist():
        own = min((SECTIONS.get(key, 20) for key, place in seen[at].hits if place is not Place.INSIDE), default=20)
        label[at] = own
        if own < 20:
            sections.append((at, own))
    above, to_label, text_at_label = np.zeros(total), np.full(total, _FAR), np.zeros(total)
    comments, above_comments = np.full(total, _FAR), np.zeros(total)
    for (at, own), following in zip(sections, [*(at for at, _ in sections[1:]), total - 1], strict=False):
        here = slice(at + 1, following + 1)
        above[here], text_at_label[here] = own, passed[at]
        to_label[here] = np.minimum(_FAR, np.arange(1, following - at + 1))
    for at, own in sections:
        if own == SECTIONS["comments"] and passed[at] > 0.1:
            comments[at:] = np.minimum(_FAR, np.arange(total - at))
            above_comments[at:] = np.minimum(float(text[at]), 2000.0)
            break
    turns = Counter(
        passage.text.split(":", 1)[0] for passage, turn in zip(page, table[:, COLUMN["turn"]], strict=True) if turn
    )
    mates = np.zeros(total, np.float32)
    if turns:
        for at in np.flatnonzero(table[:, COLUMN["turn"]]).tolist():
            mates[at] = min(turns[page[at].text.split(":", 1)[0]], 20)
    colon = np.where((words >= LONG) | ((words > 9) & ends), 0.0, np.nan)
    colon[(table[:, COLUMN["end"]] == COLON) & (words > 3)] = 1.0
    columns = (
        kin, np.arange(total) / total, np.full(total, min(total, 400)), passed, np.full(total, min(all_text, 4000.0)),
        _since(running), _until(running), _runs(words < 10), np.minimum(times, 20), _mean(few, 2), _mean(few, 8),
        *_shifted(few, 0.0), _shift(ends, 1, 0), _shift(ends, -1, 0), _shift(table[:, COLUMN["end"]], 1, -1),
        _shift(table[:, COLUMN["start"]], -1, -1), _shift(table[:, COLUMN["mark"]], 1, 0), _shift(table[:, COLUMN["mark"]], -1, 0),
        table[:, COLUMN["indent"]] - _shift(table[:, COLUMN["indent"]], 1, 0), _shift(table[:, COLUMN["gap"]], -1, 2),
        _shift(label, 1, 0), _shift(label, -1, 0), _mean(labels, 5), label, above, to_label, text_at_label,
        _shift(_filled(colon), 1, 0), mates, _since(dated), _until(dated), _mean(repeated, 5), _since(repeated),
        np.minimum(head_count, 30), np.minimum(head_count[-1] - head_count, 30), _since(heads), comments, above_comments,
        *(_shift(each, step, -1) for each in (table[:, COLUMN["capitals"]], table[:, COLUMN["stop share"]], kin) for step in (1, -1)),
        _shift(times, 1, 0), _mean((words < 12) & ~ends, 8), _mean(kin * few, 3) / np.maximum(1.0, _mean(few, 3)),
    )  # fmt: skip
    return np.stack(columns, 1).astype(np.float32)


def said(sight: Sight, weights: Mapping[str, float]) -> Numbers:
    """A row of `SAID` for each passage: how much its phrases and its neighbours' speak for the article or against it.

    `weights` gives for each use of a phrase (see `use`) the logarithm of the odds that such a passage belongs to an article.
    """
    own = np.zeros(len(sight.seen), np.float32)
    for at, each in enumerate(sight.seen):
        if each.hits:
            own[at] = sum([weights.get(use(key, place, each.words), 0.0) for key, place in each.hits])
    own = np.clip(own, _LEAST, _MOST)
    against = np.minimum(own, 0)
    columns = (own, _shift(own, 1, 0), _shift(own, -1, 0), _mean(own, 2), _mean(own, 6), _mean(against, 15))
    return np.stack(columns, 1)


def use(key: str, place: Place, words: int) -> str:
    """The name of a phrase's use: ``share whole short``."""
    return f"{key} {place} {'short' if words < _SHORT else 'middling' if words < LONG else 'long'}"


def _shift(values: npt.NDArray[np.generic], by: int, beyond: float) -> npt.NDArray[np.float32]:
    """The value of the passage `by` places before each (after, where `by` is negative); `beyond` past the page's ends."""
    found = np.full(len(values), beyond, np.float32)
    if by > 0:
        found[by:] = values[:-by]
    else:
        found[:by] = values[-by:]
    return found


def _shifted(values: Numbers, beyond: float) -> list[npt.NDArray[np.float32]]:
    return [_shift(values, by, beyond) for by in (1, 2, 3, -1, -2, -3)]


def _since(marked: npt.NDArray[np.bool_]) -> npt.NDArray[np.float32]:
    """How many places each lies after the last marked one before it, at most 99."""
    at = np.arange(len(marked))
    last = np.maximum.accumulate(np.where(marked, at, -100))
    found: npt.NDArray[np.float32] = np.minimum(_FAR, at - np.concatenate(([-100], last[:-1]))).astype(np.float32)
    return found


def _until(marked: npt.NDArray[np.bool_]) -> npt.NDArray[np.float32]:
    """How many places each lies before the next marked one, at most 99."""
    return _since(marked[::-1])[::-1]


def _runs(marked: npt.NDArray[np.bool_]) -> npt.NDArray[np.float32]:
    """How long the run of marked places is that each stands in; 0 for those unmarked."""
    at = np.arange(len(marked))
    before = np.maximum.accumulate(np.where(marked, -1, at))
    after = np.minimum.accumulate(np.where(marked, len(marked), at)[::-1])[::-1]
    found: npt.NDArray[np.float32] = np.where(marked, np.minimum(after - before - 1, 60), 0).astype(np.float32)
    return found


def _mean(values: npt.NDArray[np.generic], reach: int) -> npt.NDArray[np.float32]:
    """The mean over each place and `reach` on either side."""
    sums = np.concatenate(([0.0], np.cumsum(values, dtype=np.float64)))
    at = np.arange(len(values))
    low, high = np.maximum(0, at - reach), np.minimum(len(values), at + reach + 1)
    found: npt.NDArray[np.float32] = ((sums[high] - sums[low]) / (high - low)).astype(np.float32)
    return found


def _filled(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The last value before each that is a number, 0 before the first."""
    at = np.maximum.accumulate(np.where(np.isnan(values), -1, np.arange(len(values))))
    return np.where(at < 0, 0.0, values[at])
