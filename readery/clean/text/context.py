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
from readery.clean.text.signs import COLON, LONG, OWN, Numbers, Sight
from readery.clean.text.words import Lexicon
from readery.languages.phrases import Place

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

_FIRST = {
    "ends before": ("ends", 0), "end before": ("end", -1), "mark before": ("mark", 0), "label before": ("label", 0),
    "capitals before": ("capitals", -1), "stop share before": ("stop share", -1), "kin before": ("kin", -1),
}  # fmt: skip
"""Measure of the passage before → that of its own, and its value at the page's beginning."""
_LAST = {
    "ends after": ("ends", 0), "start after": ("start", -1), "mark after": ("mark", 0), "gap after": ("gap", 2),
    "label after": ("label", 0), "capitals after": ("capitals", -1), "stop share after": ("stop share", -1),
    "kin after": ("kin", -1),
}  # fmt: skip
"""The same of the passage after, and at the page's end."""
_STEPS = (1, 2, 3, -1, -2, -3)
AROUND = (
    "kin", "label", "place", "passages", "passed text", "all text", "since text", "until text", "short run", "times",
    *(f"words {abs(step)} {'before' if step > 0 else 'after'}" for step in _STEPS), *_FIRST, *_LAST, "same before", "same after",
    "indent change", "near mean", "wide mean", "labels near", "repeated near", "link list near", "kin near", "label above",
    "lines to label above", "text at label above", "colon above", "turn mates", "since date", "date after", "since repeated",
    "thread heads above", "thread heads below", "since thread head", "since comments", "text above comments",
)  # fmt: skip
"""Names of the measures of a passage among the others."""
MEASURES = (*OWN, *AROUND)
"""Names of all measures, in the order of a table's rows."""
ROW = {name: number for number, name in enumerate(MEASURES)}

SAID = ("said", "said before", "said after", "said near", "said about", "said around")
"""Names of the measures of `said`."""
_SHORT = 7
"""Words of a passage that may be a label."""
_FAR = 99.0
_LEAST, _MOST = -8.0, 4.0
"""Bounds of what phrases say together."""


def see(page: Sequence[Passage], lexicon: Lexicon) -> Sight:
    """What is seen of each passage of a page, one or more: a column of `MEASURES` each."""
    table = np.zeros((len(MEASURES), len(page)), np.float32)
    sight = signs.see(page, lexicon, table)
    _look_around(page, sight)
    return sight


def _look_around(page: Sequence[Passage], sight: Sight) -> None:
    """Fills in the rows of `AROUND`."""
    table = sight.table
    total = len(page)
    row = dict(zip(MEASURES, table, strict=True))
    words, ends, times = row["words"], row["ends"] > 0, _times(page)
    running = ends & (words >= LONG)
    text = np.cumsum(words * running)
    all_text = max(float(text[-1]), 1.0)
    passed = (text - words * running) / all_text
    few = np.minimum(words, 60)
    repeated = (times > 2) | ((times > 1) & (words < 8))
    labels = row["labels"] > 0
    dated = (row["date"] > 0) | (row["clock"] > 0) | (row["ago"] > 0)
    heads = dated & (words < 14) & (words > 1)
    said = sight.words
    row["kin"][:] = said.share(said.met(running), 0.5) if said.told[running].any() else 0.5
    row["place"][:] = np.arange(total) / total
    row["passages"][:] = min(total, 400)
    row["passed text"][:] = passed
    row["all text"][:] = min(all_text, 4000.0)
    row["short run"][:] = _runs(words < 10)
    row["times"][:] = np.minimum(times, 20)
    _label(sight, labels & (words < 13), passed, text, row)
    for number, step in enumerate(_STEPS, start=ROW["words 1 before"]):
        _shift(few, step, table[number])
    _neighbours(table)
    _shift(times, 1, row["same before"])
    _shift(times, -1, row["same after"])
    row["indent change"][0] = row["indent"][0]
    row["indent change"][1:] = row["indent"][1:] - row["indent"][:-1]
    short = (words < 12) & ~ends
    row["near mean"][:], row["wide mean"][:], near, kin, row["labels near"][:], row["repeated near"][:], lists = _means(
        (few, 2), (few, 8), (few, 3), (row["kin"] * few, 3), (labels, 5), (repeated, 5), (short, 8)
    )
    row["kin near"][:] = kin / np.maximum(np.float32(1), near)
    row["link list near"][:] = lists
    colon = np.where((words >= LONG) | ((words > 9) & ends), 0.0, np.nan)
    colon[(row["end"] == COLON) & (words > 3)] = 1.0
    _shift(_filled(colon), 1, row["colon above"])
    _turn_mates(page, row)
    row["since text"][:], row["until text"][:] = _since(running), _until(running)
    row["since date"][:], row["date after"][:] = _since(dated), _until(dated)
    row["since repeated"][:], row["since thread head"][:] = _since(repeated), _since(heads)
    head_count = np.cumsum(heads)
    row["thread heads above"][:] = np.minimum(head_count, 30)
    row["thread heads below"][:] = np.minimum(head_count[-1] - head_count, 30)


def _times(page: Sequence[Passage]) -> Numbers:
    """How often each passage stands on the page."""
    texts = [passage.text for passage in page]
    return np.fromiter(map(Counter(texts).__getitem__, texts), np.float32, len(texts))


def _label(
    sight: Sight, labels: npt.NDArray[np.bool_], passed: Numbers, text: Numbers, row: Mapping[str, Numbers]
) -> None:
    """Fills in what the `labels` are and what stands under each."""
    places: list[int] = []
    kinds: list[int] = []
    for at in np.flatnonzero(labels).tolist():
        own = min(
            (SECTIONS.get(key, 20) for key, place in sight.seen[at].hits if place is not Place.INSIDE), default=20
        )
        row["label"][at] = own
        if own < 20:
            places.append(at)
            kinds.append(own)
    total = len(labels)
    row["lines to label above"][:] = row["since comments"][:] = _FAR
    if not places:
        return
    # Each label stands above the places behind it, up to and with the next.
    heads = np.repeat(places, np.diff([*places, total - 1]))
    under = slice(places[0] + 1, total)
    row["label above"][under] = np.repeat(kinds, np.diff([*places, total - 1]))
    row["text at label above"][under] = passed[heads]
    row["lines to label above"][under] = np.minimum(_FAR, np.arange(places[0] + 1, total) - heads)
    for at, own in zip(places, kinds, strict=True):
        if own == SECTIONS["comments"] and passed[at] > 0.1:
            row["since comments"][at:] = np.minimum(_FAR, np.arange(total - at))
            row["text above comments"][at:] = min(float(text[at]), 2000.0)
            break


def _neighbours(table: Numbers) -> None:
    """Fills in what the passages before and after each are."""
    first, last = ROW[next(iter(_FIRST))], ROW[next(iter(_LAST))]
    before, after = table[first : first + len(_FIRST)], table[last : last + len(_LAST)]
    before[:, 1:] = table[_BEFORE[0], :-1]
    before[:, 0] = _BEFORE[1]
    after[:, :-1] = table[_AFTER[0], 1:]
    after[:, -1] = _AFTER[1]


_BEFORE, _AFTER = (
    ([ROW[source] for source, _ in each.values()], [beyond for _, beyond in each.values()]) for each in (_FIRST, _LAST)
)


def _turn_mates(page: Sequence[Passage], row: Mapping[str, Numbers]) -> None:
    """Fills in how many turns of a dialogue each speaker takes."""
    turns = {at: page[at].text.split(":", 1)[0] for at in np.flatnonzero(row["turn"]).tolist()}
    often = Counter(turns.values())
    for at, speaker in turns.items():
        row["turn mates"][at] = min(often[speaker], 20)


def said(sight: Sight, weights: Mapping[str, float]) -> Numbers:
    """A column of `SAID` for each passage: how much its phrases and its neighbours' speak for the article or against it.

    `weights` gives for each use of a phrase (see `use`) the logarithm of the odds that such a passage belongs to an article.
    """
    table = np.zeros((len(SAID), len(sight.seen)), np.float32)
    own = table[0]
    for at, each in enumerate(sight.seen):
        if each.hits:
            own[at] = sum([weights.get(use(key, place, each.words), 0.0) for key, place in each.hits])
    np.maximum(_LEAST, np.minimum(_MOST, own, out=own), out=own)
    _shift(own, 1, table[1])
    _shift(own, -1, table[2])
    table[3:] = _means((own, 2), (own, 6), (np.minimum(own, 0), 15))
    return table


def use(key: str, place: Place, words: int) -> str:
    """The name of a phrase's use: ``share whole short``."""
    return f"{key} {place} {'short' if words < _SHORT else 'middling' if words < LONG else 'long'}"


def _shift(values: npt.NDArray[np.generic], by: int, into: Numbers) -> None:
    """Fills in the value of the passage `by` places before each (after, where `by` is negative); 0 past the page's ends."""
    if by > 0:
        into[by:] = values[:-by]
    else:
        into[:by] = values[-by:]


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


def _means(*rows: tuple[npt.NDArray[np.generic], int]) -> Numbers:
    """The mean of each row over each place and its reach on either side. All are given at once, which takes little longer than one."""
    total, most = len(rows[0][0]), max(reach for _, reach in rows)
    # Sums up to each place, with as many places before and behind the page as the longest reach.
    sums = np.zeros((len(rows), most + 1 + total + most))
    inner = sums[:, most + 1 : most + 1 + total]
    for into, (values, _) in zip(inner, rows, strict=True):
        into[:] = values
    np.cumsum(inner, axis=1, out=inner)
    sums[:, most + 1 + total :] = inner[:, -1:]
    at = np.arange(total)
    found = np.empty((len(rows), total), np.float32)
    for into, own, (_, reach) in zip(found, sums, rows, strict=True):
        seen = np.minimum(at, reach) + np.minimum(at[::-1], reach) + 1
        np.divide(own[most + 1 + reach :][:total] - own[most - reach :][:total], seen, out=into, casting="same_kind")
    return found


def _filled(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The last value before each that is a number, 0 before the first."""
    at = np.maximum.accumulate(np.where(np.isnan(values), -1, np.arange(len(values))))
    return np.where(at < 0, 0.0, values[at])
