"""What is measured of each passage before it is judged: its text, its element, its place and its neighbours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from readery import languages
from readery.characters import runs
from readery.clean.html import hints, letters, places, texts
from readery.clean.html.places import Boxes, Measures, main_box
from readery.clean.html.tree import Box, Passage, Passages

__all__ = ["NAMES", "Facts", "Measured", "fold", "main_box", "measure"]

_words = runs(re.compile(r"\w+"))
_FURNITURE = (
    hints.COMMENT | hints.SHARE | hints.RELATED | hints.NAVIGATION | hints.FOOTER | hints.SIDE | hints.ADVERT | hints.APPEAL
    | hints.CONSENT | hints.TAGS | hints.IN_ASIDE | hints.IN_FOOTER | hints.IN_HEADER | hints.IN_FORM
)  # fmt: skip
_WINDOW = (-2, -1, 1, 2)
_COMPARED = 200
"""Characters of a passage by which it is told from others."""
_FAR = 30
"""Passages beyond which running text is far."""

Flags = NDArray[np.bool_]
Numbers = NDArray[np.int64]
_N = TypeVar("_N", bound=np.generic)

NAMES: tuple[str, ...] = (
    "chars", "words", "link_ratio", "media", "bold_ratio", "marks", "sentences", "ends_sentence", "broken_off", "digits",
    "capitals", "word_length", "stop_ratio", "separators",
    *(f"says_{kind}" for kind in texts.SAYS),
    "is_p", "is_li", "is_cell",
    *(f"in_{name}" for name in places.INSIDE),
    *(f"below_{name}" for name in places.BELOW),
    "depth", "place", "number", "box_chars", "box_link_ratio", "parent_chars", "parent_link_ratio",
    "parent_units", "grandparent_chars", "grandparent_link_ratio", "kin", "kin_share", "kin_link_ratio", "kin_chars",
    "main_steps", "main_branch_chars", "main_branch_link_ratio", "main_branch_good", "main_branch_side",
    "from_first", "from_last", "good_before", "in_title", "after_title", "from_title", "said",
    "heading_says", "heading_distance", "heading_level", "article_share", "article_count",
    "article_titled", "copies", "title_up", "title_down", "to_good_before", "to_good_after",
    "main_kin", "repeats", "repeat_chars", "is_dek", "has_author",
    "page_chars", "page_units", "page_good", "page_link_ratio", "main_good",
    *(f"{what}{at:+d}" for at in _WINDOW for what in ("chars", "link_ratio", "kin")),
)  # fmt: skip
"""Names of the measures, in their order."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a page's article before it is looked for; empty where nothing is."""

    title: str = ""
    """Without the site's name."""
    dek: str = ""
    """The line under the title, or the page's description."""
    authors: tuple[str, ...] = ()
    """Names."""
    said: str = ""
    """The text that the page itself gives as its article's (JSON-LD ``articleBody``)."""
    language: str | None = None
    """BCP 47."""
    site: str = ""
    """Name of the publisher."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The measures of some of a page's passages."""

    numbers: Numbers
    """Their numbers in the page."""
    values: NDArray[np.float32]
    """(measures, passages): the measures in the order of `NAMES`."""
    folded: Sequence[str]
    """Their first `_COMPARED` characters as `fold` has them."""


def measure(found: Passages, facts: Facts, *, all_of_them: bool = True) -> Measured:
    """The measures of every passage that is to be judged, which `closed` ones are not.

    With `all_of_them` false, those that surely stand in the page's furniture are left out, too.
    """
    page = _Page(found)
    wanted = np.ones(len(page.judged), bool) if all_of_them else ~page.furniture()
    folded = letters.squeezed([passage.text[:_COMPARED] for passage in page.judged])
    measures = _measures(page, facts, wanted, folded)
    values = np.empty((len(NAMES), np.count_nonzero(wanted)), np.float32)
    for at, name in enumerate(NAMES):
        values[at] = measures[name]
    return Measured(page.number[wanted], values, [folded[at] for at in wanted.nonzero()[0].tolist()])


def fold(text: str) -> str:
    """`text` in lower case, without anything but letters and digits."""
    return "".join(_words(text.lower()))


class _Page:
    """A page's passages that are to be judged, each number of all of them in one array."""

    def __init__(self, found: Passages) -> None:
        self.boxes: Sequence[Box] = found.boxes
        self.main = main_box(found.boxes)
        self.known: Boxes = places.numbers(found.boxes, self.main)
        self.judged: Sequence[Passage] = [passage for passage in found.passages if not passage.closed]
        rows = ((p.number, p.box.place, len(p.text), p.link_chars, p.media > 0) for p in self.judged)
        self.number, self.place, self.chars, self.link_chars, media = places.table(rows, len(self.judged), 5)
        self.media = media > 0
        self.is_heading: Flags = (self.known.kind == places.KINDS["heading"])[self.place]
        self.below = self.known.below[self.place]
        self.in_main = (self.main.first <= self.number) & (self.number < self.main.last)
        self.good: Flags = (
            (self.chars >= 80) & (self.link_chars < self.chars * 0.4) & self.in_main & (self.below & hints.BESIDE == 0)
        )

    def furniture(self) -> Flags:
        """Which passages outside the main box are hardly more than a link, in an element named for something else.

        A third of all passages are; of 10,000 on pages whose article is known, none belonged to it.
        """
        furniture: Flags = (
            (self.link_chars > self.chars * 0.8)
            & ~self.media
            & (self.below & _FURNITURE != 0)
            & ~self.in_main
            & ~self.is_heading
        )
        return furniture


def _measures(page: _Page, facts: Facts, wanted: Flags, folded: Sequence[str]) -> Measures:
    """All measures of the wanted passages, by name; `folded` are all that are judged."""
    judged, chars, number = page.judged, page.chars[wanted], np.arange(len(page.judged))[wanted]
    passages = [judged[at] for at in number.tolist()]
    title = fold(facts.title)
    title_at = _title_at(page, folded, title)
    title_box = judged[title_at].box if title_at is not None else None
    total = max(1, page.boxes[0].chars)
    good = page.good.nonzero()[0]
    first, last = (int(good[0]), int(good[-1])) if len(good) else (0, len(judged))
    good_chars = np.where(page.good, page.chars, 0)
    mine = [folded[at] for at in number.tolist()]
    said = texts.said(passages)
    of_boxes = places.measure(page.boxes, page.known, page.main, title_box)
    place = page.place[wanted]
    return {
        **texts.measure(passages, said, languages.stop_words(facts.language)),
        **{name: values[place] if isinstance(values, np.ndarray) else values for name, values in of_boxes.items()},
        **places.flags("in", page.known.inside[place], places.INSIDE),
        **places.flags("below", page.below[wanted], places.BELOW),
        **_of_page(page, total),
        **_kin(page, wanted, total),
        "place": _before(page.chars)[wanted] / total,
        "number": number / max(1, len(judged)),
        "from_first": number - first,
        "from_last": number - last,
        "good_before": _before(good_chars)[wanted] / max(1, int(good_chars.sum())),
        "in_title": np.array([len(text) > 3 and text in title for text in mine]),
        "after_title": number > title_at if title_at is not None else 0.0,
        "from_title": number - title_at if title_at is not None else -99.0,
        "said": _said(mine, fold(facts.said)),
        **_headings(passages, page.is_heading[wanted], number, said),
        **_articles(page, wanted, judged[title_at].number if title_at is not None else -1),
        "copies": np.where(chars >= 20, _copies(folded)[wanted], 0),
        **_distances(number, good, len(judged)),
        "is_dek": _is_dek(mine, fold(facts.dek[:_COMPARED])),
        "has_author": (chars < 300) & _names_one(mine, [name for name in map(fold, facts.authors) if len(name) > 3]),
    }  # fmt: skip


def _of_page(page: _Page, total: int) -> Measures:
    root = page.boxes[0]
    return {
        "page_chars": float(np.log2(1 + total)),
        "page_units": float(len(page.judged)),
        "page_good": root.good / total,
        "page_link_ratio": root.link_chars / total,
        "main_good": page.main.good / max(1, root.good),
    }


def _before(values: Numbers) -> Numbers:
    """For each value, the sum of those before it."""
    return np.cumsum(values) - values


def _kin(page: _Page, wanted: Flags, total: int) -> Measures:
    """How those passages fare whose element, and the one around it, have the same name and class; and the neighbours."""
    looks: dict[tuple[str, str], int] = {}
    look = np.array([looks.setdefault((box.tag, box.classes), len(looks)) for box in page.boxes])
    around = np.where(page.known.depth > 0, look[page.known.parent], len(looks))
    _, kin = np.unique((look * (len(looks) + 1) + around)[page.place], return_inverse=True)
    count = np.bincount(kin)
    sums, link_sums = (np.bincount(kin, values) for values in (page.chars, page.link_chars))
    good = np.bincount(kin, np.where(page.good, page.chars, 0))[kin]
    main_kin = kin[np.where(page.good, good, -1).argmax()] if page.good.any() else -1
    mine = kin[wanted]
    return {
        "kin": count[mine],
        "kin_share": sums[mine] / total,
        "kin_link_ratio": link_sums[mine] / np.maximum(1, sums[mine]),
        "kin_chars": sums[mine] / count[mine],
        "main_kin": mine == main_kin,
        **_window(page, kin, wanted),
    }


def _window(page: _Page, kin: NDArray[np.intp], wanted: Flags) -> Measures:
    """The size, the links and the kin of the passages before and after; -1 where there is none."""
    mine = wanted.nonzero()[0]
    beside = mine + np.array(_WINDOW)[:, np.newaxis]
    beside[(beside < 0) | (beside >= len(kin))] = len(kin)  # where a -1 is put
    other = np.append(kin, -1)[beside]
    rows = {
        "chars": np.append(np.log2(1 + page.chars), -1)[beside],
        "link_ratio": np.append(page.link_chars / np.maximum(1, page.chars), -1)[beside],
        "kin": np.where(other < 0, -1, other == kin[mine]),
    }
    return {f"{what}{at:+d}": row for what, found in rows.items() for at, row in zip(_WINDOW, found, strict=True)}


def _title_at(page: _Page, folded: Sequence[str], title: str) -> int | None:
    """Number of the passage that is the headline: the first heading that says the title, else the first of the top level."""
    headings = page.is_heading.nonzero()[0].tolist()
    says = (at for at in headings if title and folded[at] == title)
    top = (at for at in headings if page.judged[at].box.tag == "h1" and page.judged[at].text)
    return next(says, next(top, None))


def _said(folded: Sequence[str], said: str) -> NDArray[np.generic] | float:
    """Whether the page's description says a passage; -1 for short ones, and where it gives no text."""
    return np.array([-1 if len(text) < 12 else int(text[:80] in said) for text in folded]) if said else -1.0


def _headings(passages: Sequence[Passage], is_heading: Flags, number: Numbers, says: Numbers) -> Measures:
    """What the last heading before a passage says, how far it is, and its level."""
    at = np.maximum.accumulate(np.where(is_heading, np.arange(len(passages)), -1))
    level = np.zeros(len(passages), np.int64)
    headings = is_heading.nonzero()[0]
    level[headings] = [int(passages[number].box.tag[1]) for number in headings.tolist()]
    has_one = at >= 0
    return {
        "heading_says": np.where(has_one, says[at], 0),
        "heading_distance": np.where(has_one, np.minimum(50, number - number[at]), 50),
        "heading_level": np.where(has_one, level[at], 0),
    }


def _articles(page: _Page, wanted: Flags, title: int) -> Measures:
    """Of the ``<article>`` around a passage: its share of the running text, and whether the headline is in it."""
    articles = [box for box in page.boxes if box.tag == "article" and box.good]
    number = page.number[wanted]
    share, titled = np.full(len(number), -1.0), np.full(len(number), -1.0)
    for box in reversed(articles):  # so that the outermost has the last word
        inside = slice(*np.searchsorted(number, (box.first, box.last)))
        share[inside] = box.good / max(1, page.boxes[0].good)
        titled[inside] = box.first <= title < box.last
    return {"article_share": share, "article_titled": titled, "article_count": float(len(articles))}


def _copies(folded: Sequence[str]) -> Numbers:
    counts = Counter(folded)
    return np.array([counts[text] for text in folded])


def _distances(number: Numbers, good: Numbers, passages: int) -> Measures:
    """Passages to the nearest running text before and after."""
    edges = np.concatenate(([-_FAR], good, [passages + _FAR]))
    at = np.searchsorted(good, number)
    before, after = edges[at], edges[at + 1]
    return {"to_good_before": np.minimum(_FAR, number - before), "to_good_after": np.minimum(_FAR, after - number)}


def _is_dek(folded: Sequence[str], dek: str) -> Flags:
    """Whether a passage is the line under the title, or opens with it."""
    return np.array([len(text) > 15 and bool(dek) and (text[:60] in dek or dek in text) for text in folded], bool)


def _names_one(folded: Sequence[str], names: Sequence[str]) -> Flags:
    return np.array([any(name in text for name in names) for text in folded], bool)
