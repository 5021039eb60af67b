"""A passage among the others: how its neighbours look, and where it stands in the page.

Every measure comes from sums and last places that run along the page, so that a page takes time linear in its passages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from readery.clean.text import signs
from readery.clean.text.along import FAR, Along, Marks, Numbers
from readery.clean.text.lines import Passage
from readery.clean.text.signs import COLON, LONG, OWN, Sight
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
_FINE = 2.0**30
"""Parts of one in which phrases are added up."""
_LEAST, _MOST = -8.0, 4.0
"""Bounds of what phrases say together."""


def see(page: Sequence[Passage], lexicon: Lexicon, sizes: Sequence[int] = ()) -> Sight:
    """What is seen of each passage of a page, one or more: a column of `MEASURES` each.

    `page` may hold several pages of a language, one behind another, of so many passages each as `sizes` says: it takes much
    less time than to look at one after another.
    """
    table = np.zeros((len(MEASURES), len(page)), np.float32)
    sight = signs.see(page, lexicon, table, sizes or [len(page)])
    _look_around(page, sight, Along.of(sight.sizes))
    return sight


def _look_around(page: Sequence[Passage], sight: Sight, along: Along) -> None:
    """Fills in the rows of `AROUND`."""
    table = sight.table
    row = dict(zip(MEASURES, table, strict=True))
    words, ends, times = row["words"], row["ends"] > 0, _times(page, along)
    running = ends & (words >= LONG)
    size = along.end - along.begin
    last = along.end - 1
    text = along.sums(words * running).astype(np.float32)
    all_text = np.maximum(text[last], np.float32(1))
    passed = (text - words * running) / all_text
    few = np.minimum(words, 60)
    repeated = (times > 2) | ((times > 1) & (words < 8))
    labels = row["labels"] > 0
    dated = (row["date"] > 0) | (row["clock"] > 0) | (row["ago"] > 0)
    heads = dated & (words < 14) & (words > 1)
    said = sight.words
    tells = np.bincount(along.page[running], said.told[running]) > 0
    row["kin"][:] = 0.5
    if tells.any():
        kin = said.share(said.met(running), 0.5)
        known = np.isin(along.page, np.flatnonzero(tells))
        row["kin"][known] = kin[known]
    row["place"][:] = (along.at - along.begin) / size
    row["passages"][:] = np.minimum(size, 400)
    row["passed text"][:] = passed
    row["all text"][:] = np.minimum(all_text, 4000)
    row["short run"][:] = along.runs(words < 10)
    row["times"][:] = np.minimum(times, 20)
    _label(sight, along, labels & (words < 13), passed, text, row)
    for number, step in enumerate(_STEPS, start=ROW["words 1 before"]):
        along.shift(few, step, table[number])
    _neighbours(table, along)
    along.shift(times, 1, row["same before"])
    along.shift(times, -1, row["same after"])
    along.shift(row["indent"], 1, row["indent change"])
    np.subtract(row["indent"], row["indent change"], out=row["indent change"])
    short = (words < 12) & ~ends
    row["near mean"][:], row["wide mean"][:], near, kin, row["labels near"][:], row["repeated near"][:], lists = (
        along.means((few, 2), (few, 8), (few, 3), (row["kin"] * few, 3), (labels, 5), (repeated, 5), (short, 8))
    )
    row["kin near"][:] = kin / np.maximum(np.float32(1), near)
    row["link list near"][:] = lists
    colon = np.where((words >= LONG) | ((words > 9) & ends), 0.0, np.nan)
    colon[(row["end"] == COLON) & (words > 3)] = 1.0
    along.shift(along.filled(colon), 1, row["colon above"])
    _turn_mates(page, along, row)
    row["since text"][:], row["until text"][:] = along.since(running), along.until(running)
    row["since date"][:], row["date after"][:] = along.since(dated), along.until(dated)
    row["since repeated"][:], row["since thread head"][:] = along.since(repeated), along.since(heads)
    head_count = along.sums(heads)
    row["thread heads above"][:] = np.minimum(head_count, 30)
    row["thread heads below"][:] = np.minimum(head_count[last] - head_count, 30)


def _times(page: Sequence[Passage], along: Along) -> Numbers:
    """How often each passage stands on its page."""
    texts = list(zip(along.page.tolist(), [passage.text for passage in page], strict=True))
    return np.fromiter(map(Counter(texts).__getitem__, texts), np.float32, len(texts))


def _label(
    sight: Sight, along: Along, labels: Marks, passed: Numbers, text: Numbers, row: Mapping[str, Numbers]
) -> None:
    """Fills in what the `labels` are and what stands under each."""
    kinds = np.zeros(len(labels), np.float32)
    row["since comments"][:] = FAR
    commented = 0
    for at in np.flatnonzero(labels).tolist():
        own = min(
            (SECTIONS.get(key, 20) for key, place in sight.seen[at].hits if place is not Place.INSIDE), default=20
        )
        row["label"][at] = own
        if own < 20:
            kinds[at] = own
        if own == SECTIONS["comments"] and passed[at] > 0.1 and at >= commented:
            commented = int(along.end[at])
            row["since comments"][at:commented] = np.minimum(FAR, np.arange(commented - at))
            row["text above comments"][at:commented] = min(float(text[at]), 2000.0)
    # Each label stands above the places behind it, up to and with the next.
    above = along.last(kinds > 0)
    under = np.flatnonzero(above >= along.begin)
    heads = above[under]
    row["label above"][under] = kinds[heads]
    row["text at label above"][under] = passed[heads]
    row["lines to label above"][:] = FAR
    row["lines to label above"][under] = np.minimum(FAR, under - heads)


def _neighbours(table: Numbers, along: Along) -> None:
    """Fills in what the passages before and after each are."""
    first, last = ROW[next(iter(_FIRST))], ROW[next(iter(_LAST))]
    before, after = table[first : first + len(_FIRST)], table[last : last + len(_LAST)]
    before[:, 1:] = table[_BEFORE[0], :-1]
    before[:, along.begin == along.at] = _BEFORE[1]
    after[:, :-1] = table[_AFTER[0], 1:]
    after[:, along.end - 1 == along.at] = _AFTER[1]


_BEFORE, _AFTER = (
    ([ROW[source] for source, _ in each.values()], np.array([[beyond] for _, beyond in each.values()], np.float32))
    for each in (_FIRST, _LAST)
)


def _turn_mates(page: Sequence[Passage], along: Along, row: Mapping[str, Numbers]) -> None:
    """Fills in how many turns of a dialogue each speaker takes."""
    turns = {at: (along.page[at], page[at].text.split(":", 1)[0]) for at in np.flatnonzero(row["turn"]).tolist()}
    often = Counter(turns.values())
    for at, speaker in turns.items():
        row["turn mates"][at] = min(often[speaker], 20)


def said(sight: Sight, weights: Mapping[str, float]) -> Numbers:
    """A column of `SAID` for each passage: how much its phrases and its neighbours' speak for the article or against it.

    `weights` give for each use of a phrase (see `use`) the logarithm of the odds that such a passage belongs to an article.
    """
    table = np.zeros((len(SAID), len(sight.seen)), np.float32)
    own = table[0]
    for at, each in enumerate(sight.seen):
        if each.hits:
            own[at] = sum([weights.get(use(key, place, each.words), 0.0) for key, place in each.hits])
    np.maximum(_LEAST, np.minimum(_MOST, own, out=own), out=own)
    along = Along.of(sight.sizes)
    along.shift(own, 1, table[1])
    along.shift(own, -1, table[2])
    exact = np.rint(own * _FINE, dtype=np.float64) / _FINE
    table[3:] = along.means((exact, 2), (exact, 6), (np.minimum(exact, 0), 15))
    return table


def use(key: str, place: Place, words: int) -> str:
    """The name of a phrase's use: ``share whole short``."""
    return f"{key} {place} {'short' if words < _SHORT else 'middling' if words < LONG else 'long'}"
