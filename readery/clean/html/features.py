"""What is measured of each passage before it is judged: its text, its element, its place and its neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log2

from readery import languages
from readery.clean.html import hints, letters, phrases
from readery.clean.html.tree import Box, Passage, Passages

_WORD = re.compile(r"\w+")
_ENDS = re.compile(r"[.!?…。！？؟][\"'”’»)\]]*")
_SAMPLE = 600
"""Characters of a passage of which its characters and words are counted."""
_FOLD = re.compile(r"\W+")
_BROKEN_OFF = re.compile(r"(?:…|\.\.\.)[\])]?$")
"""How the opening of another article ends in a list of such."""
_ELSEWHERE = (
    hints.COMMENT | hints.SHARE | hints.RELATED | hints.NAVIGATION | hints.FOOTER | hints.SIDE | hints.ADVERT | hints.APPEAL
    | hints.CONSENT | hints.AUTHOR | hints.TAGS | hints.IN_ASIDE | hints.IN_FOOTER | hints.IN_FORM
)  # fmt: skip
_INSIDE = {
    "body": hints.BODY, "article_body": hints.ARTICLE_BODY, "property": hints.PROPERTY, "list": hints.IN_LIST,
    "quote": hints.IN_QUOTE, "table": hints.IN_TABLE, "comment": hints.COMMENT, "gallery": hints.GALLERY,
    "hidden": hints.HIDDEN, "footer": hints.FOOTER, "share": hints.SHARE, "tags": hints.TAGS, "elsewhere": _ELSEWHERE,
}  # fmt: skip
_BELOW = {
    "body": hints.BODY, "content": hints.CONTENT, "info": hints.INFO, "quote": hints.IN_QUOTE, "table": hints.IN_TABLE,
    "comment": hints.COMMENT, "gallery": hints.GALLERY, "hidden": hints.HIDDEN, "footer": hints.FOOTER,
    "share": hints.SHARE, "tags": hints.TAGS, "related": hints.RELATED, "appeal": hints.APPEAL | hints.CONSENT,
    "advert": hints.ADVERT, "author": hints.AUTHOR, "meta": hints.META, "dek": hints.DEK, "title": hints.TITLE,
    "elsewhere": _ELSEWHERE,
}  # fmt: skip
"""Names of what a passage stands in, up to the page's body or to where its branch leaves the main box."""
_SAYS = {
    "related": phrases.BITS["related"], "share": phrases.BITS["share"], "appeal": phrases.BITS["appeal"],
    "advert": phrases.BITS["advert"], "head": phrases.BITS["head"] | phrases.BITS["credit"],
    "aside": sum(phrases.BITS[kind] for kind in ("consent", "comments", "legal", "menu", "author", "end")),
    "anything": sum(phrases.BITS.values()),
}  # fmt: skip
_WINDOW = (-2, -1, 1, 2)

NAMES: tuple[str, ...] = (
    "chars", "words", "link_ratio", "media", "bold_ratio", "marks", "sentences", "ends_sentence", "broken_off", "digits",
    "capitals", "word_length", "stop_ratio", "separators",
    *(f"says_{kind}" for kind in _SAYS),
    "is_p", "is_li", "is_cell",
    *(f"in_{name}" for name in _INSIDE),
    *(f"below_{name}" for name in _BELOW),
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


def measure(found: Passages, facts: Facts, *, all_of_them: bool = True) -> list[list[float]]:
    """The measures of every passage that is to be judged (`closed` ones get an empty list), in the order of `NAMES`.

    With `all_of_them` false, those that surely stand in the page's furniture get an empty list, too.
    """
    return _Measures(found, facts).all(all_of_them)


def main_box(boxes: Sequence[Box]) -> Box:
    """The deepest box that holds most of a page's running text."""
    root = boxes[0]
    best = root
    for box in boxes:
        if box.good * 10 >= root.good * 6 and box.good and box.depth > best.depth:
            best = box
    return best


def fold(text: str) -> str:
    """`text` in lower case, without anything but letters and digits."""
    return _FOLD.sub("", text.lower())


class _Measures:
    def __init__(self, found: Passages, facts: Facts) -> None:
        self.boxes = found.boxes
        self.passages = found.passages
        self.judged = [passage for passage in found.passages if not passage.closed]
        self.stop = languages.stop_words(facts.language)
        self.title = fold(facts.title)
        self.said = fold(facts.said)
        self.root = found.boxes[0]
        self.main = main_box(found.boxes)
        self.below = self._below()
        self.names = self._names()
        self.dek = fold(facts.dek[:200])
        self.authors = [name for name in map(fold, facts.authors) if len(name) > 3]
        self.repeats = self._repeats()
        self.articles = [box for box in found.boxes if box.tag == "article" and box.good]

    def _below(self) -> list[int]:
        """For each box, the hints of it and the boxes around it up to where it leaves the way to the main box."""
        way = set()
        box: Box | None = self.main
        while box is not None:
            way.add(box.place)
            box = box.parent
        found: list[int] = []
        for each in self.boxes:
            parent = each.parent
            found.append(0 if each.place in way or parent is None else found[parent.place] | each.hints)
        return found

    def _repeats(self) -> list[Box | None]:
        """For each box, the box around it (or itself) that has the most look-alikes beside it, below the main box.

        Cards of other articles look alike; so do paragraphs and rows, which do not count.
        """
        alike: dict[tuple[int, str, str], int] = {}
        for box in self.boxes:
            if box.parent is not None and box.tag not in _COMMON:
                key = (box.parent.place, box.tag, box.attributes.get("class") or "")
                alike[key] = alike.get(key, 0) + 1
        self.alike: list[int] = []
        found: list[Box | None] = []
        main = self.main
        for box in self.boxes:
            parent = box.parent
            best = found[parent.place] if parent is not None else None
            if (
                parent is not None
                and box.tag not in _COMMON
                and not (box.first <= main.first and main.last <= box.last)
            ):
                count = alike[parent.place, box.tag, box.attributes.get("class") or ""]
            else:
                count = 1
            if count > 1 and (best is None or count > self.alike[best.place]):
                best = box
            found.append(best)
            self.alike.append(count)
        return found

    def _names(self) -> list[tuple[str, str]]:
        return [(box.tag, box.attributes.get("class") or "") for box in self.boxes]

    def all(self, all_of_them: bool) -> list[list[float]]:
        judged, root = self.judged, self.root
        passed = [not all_of_them and self._is_furniture(passage) for passage in judged]
        kin: dict[tuple[tuple[str, str], tuple[str, str]], list[int]] = {}
        keys = []
        for passage in judged:
            box = passage.box
            key = (self.names[box.place], self.names[box.parent.place] if box.parent else ("", ""))
            keys.append(key)
            sums = kin.setdefault(key, [0, 0, 0, len(kin)])
            sums[0] += 1
            sums[1] += len(passage.text)
            sums[2] += passage.link_chars
        total = max(1, root.chars)
        good = [self._is_good(passage) for passage in judged]
        first = next((number for number, is_good in enumerate(good) if is_good), 0)
        last = next((number for number in range(len(good) - 1, -1, -1) if good[number]), len(good))
        all_good = max(1, sum(len(passage.text) for passage, is_good in zip(judged, good, strict=True) if is_good))
        folded = [fold(passage.text[:200]) for passage in judged]
        title_at = self._title_at(folded)
        made = iter(
            letters.counts(
                [passage.text[:_SAMPLE] for passage, passes in zip(judged, passed, strict=True) if not passes]
            )
        )
        said_kinds = [
            0 if passes else phrases.kinds(passage.text) for passage, passes in zip(judged, passed, strict=True)
        ]
        around = [
            (
                log2(1 + len(p.text)),
                p.link_chars / (len(p.text) or 1),
                kin[k][3],
            )
            for p, k in zip(judged, keys, strict=True)
        ]
        page = [
            log2(1 + total), float(len(judged)), root.good / total, root.link_chars / total,
            self.main.good / max(1, root.good),
        ]  # fmt: skip
        copies: dict[str, int] = {}
        for text in folded:
            copies[text] = copies.get(text, 0) + 1
        by_kin: dict[int, int] = {}
        for number, is_good in enumerate(good):
            if is_good:
                mine = kin[keys[number]][3]
                by_kin[mine] = by_kin.get(mine, 0) + len(judged[number].text)
        main_kin = max(by_kin, key=lambda each: by_kin[each], default=-1)
        next_good = [999] * (len(judged) + 1)
        for number in range(len(judged) - 1, -1, -1):
            next_good[number] = number if good[number] else next_good[number + 1]
        title_box = judged[title_at].box if title_at is not None else None
        title_place = judged[title_at].number if title_at is not None else -1
        measured_title = self._to_title(title_box)
        last_good, heading_level = -99, 0.0
        of_box: dict[int, list[float]] = {}
        before = good_before = 0
        heading_kinds, heading_at = 0, -99
        rows: list[list[float]] = []
        for number, passage in enumerate(judged):
            box, text = passage.box, passage.text
            chars = len(text)
            fold_ = folded[number]
            if passed[number]:
                rows.append([])
                before += chars
                continue
            sums = kin[keys[number]]
            kinds = said_kinds[number]
            row = self._of_text(passage, next(made))
            row += [1.0 if kinds & bits else 0.0 for bits in _SAYS.values()]
            measured = of_box.get(box.place)
            if measured is None:
                measured = of_box[box.place] = self._of_box(box)
            row += measured[:-_TAIL]
            row.append(float(box.depth))
            row.append(before / total)
            row.append(number / len(judged))
            row += measured[-_TAIL:-_MAIN]
            row += [float(sums[0]), sums[1] / total, sums[2] / (sums[1] or 1), sums[1] / sums[0]]
            row += measured[-_MAIN:]
            row += [
                float(number - first), float(number - last), good_before / all_good,
                1.0 if fold_ and len(fold_) > 3 and fold_ in self.title else 0.0,
                1.0 if title_at is not None and number > title_at else 0.0,
                float(number - title_at) if title_at is not None else -99.0,
                self._is_said(fold_),
            ]  # fmt: skip
            if box.tag in _HEADINGS:
                heading_kinds, heading_at, heading_level = kinds, number, float(box.tag[1])
            row += [float(heading_kinds), float(min(50, number - heading_at)), heading_level]
            row += self._article(passage.number, title_place)
            row += [float(copies[fold_]) if chars >= 20 else 0.0]
            row += measured_title[box.place]
            row += [float(min(30, number - last_good)), float(min(30, next_good[number] - number))]
            row += [1.0 if sums[3] == main_kin else 0.0]
            row += self._repeat(box)
            row += [
                1.0 if len(fold_) > 15 and self.dek and (fold_[:60] in self.dek or self.dek in fold_) else 0.0,
                1.0 if chars < 300 and any(name in fold_ for name in self.authors) else 0.0,
            ]
            row += page
            mine = sums[3]
            for at in _WINDOW:
                other = number + at
                if 0 <= other < len(judged):
                    near = around[other]
                    row += (near[0], near[1], 1.0 if near[2] == mine else 0.0)
                else:
                    row += (-1.0, -1.0, -1.0)
            rows.append(row)
            before += chars
            if good[number]:
                good_before += chars
                last_good = number
        every = iter(rows)
        return [[] if passage.closed else next(every) for passage in self.passages]

    def _is_furniture(self, passage: Passage) -> bool:
        """Whether a passage outside the main box is hardly more than a link, in an element named for something else.

        A third of all passages are; of 10,000 on pages whose article is known, none belonged to it.
        """
        box = passage.box
        return (
            passage.link_chars > len(passage.text) * 0.8
            and not passage.media
            and bool(self.below[box.place] & _FURNITURE)
            and not self.main.first <= passage.number < self.main.last
            and box.tag not in _HEADINGS
        )

    def _is_good(self, passage: Passage) -> bool:
        chars = len(passage.text)
        return (
            chars >= 80
            and passage.link_chars < chars * 0.4
            and self.main.first <= passage.number < self.main.last
            and not self.below[passage.box.place] & hints.BESIDE
        )

    def _title_at(self, folded: list[str]) -> int | None:
        """Number of the passage that is the headline: the last one before much text that says the title."""
        h1 = None
        for number, passage in enumerate(self.judged):
            if self.title and folded[number] == self.title and passage.box.tag in _HEADINGS:
                return number
            if h1 is None and passage.box.tag == "h1" and passage.text:
                h1 = number
        return h1

    def _is_said(self, folded: str) -> float:
        if not self.said or len(folded) < 12:
            return -1.0
        return 1.0 if folded[:80] in self.said else 0.0

    def _article(self, number: int, title: int) -> list[float]:
        count = float(len(self.articles))
        for box in self.articles:
            if box.first <= number < box.last:
                return [box.good / max(1, self.root.good), count, 1.0 if box.first <= title < box.last else 0.0]
        return [-1.0, count, -1.0]

    def _to_title(self, title: Box | None) -> list[list[float]]:
        """For each box: steps up from the headline to where both lie in one box, and steps down from there."""
        up: dict[int, int] = {}
        each = title
        steps = 0
        while each is not None:
            up[each.place] = steps
            steps += 1
            each = each.parent
        found: list[list[float]] = []
        for box in self.boxes:
            if box.place in up:
                found.append([float(min(20, up[box.place])), 0.0])
            elif box.parent is None:
                found.append([-1.0, -1.0])
            else:
                around = found[box.parent.place]
                found.append([around[0], min(20.0, around[1] + 1.0)])
        return found

    def _repeat(self, box: Box) -> list[float]:
        best = self.repeats[box.place]
        if best is None:
            return [1.0, 0.0]
        return [float(min(50, self.alike[best.place])), log2(1 + best.chars)]

    def _of_text(self, passage: Passage, made: letters.Counts) -> list[float]:
        text = passage.text
        chars = len(text) or 1
        sample = text[:_SAMPLE]
        size = len(sample) or 1
        count = made.words or 1
        stop = self.stop
        lower = sample.lower()
        return [
            log2(1 + len(text)),
            float(min(200, made.words)),
            passage.link_chars / chars,
            float(min(10, passage.media)),
            passage.emphasis / chars,
            made.marks / count,
            made.ends / count,
            1.0 if (text and _ENDS.match(text[-2:])) or text[-1:] in ".!?。！？" else 0.0,
            1.0 if _BROKEN_OFF.search(text[-6:]) else 0.0,
            made.digits / size,
            made.capitals / size,
            made.in_words / count,
            sum(map(stop.__contains__, _WORD.findall(lower))) / count if stop else -1.0,
            made.separators / count,
        ]

    def _of_box(self, box: Box) -> list[float]:
        parent = box.parent or box
        grand = parent.parent or parent
        row = [1.0 if box.tag == "p" else 0.0, 1.0 if box.tag == "li" else 0.0, 1.0 if box.tag in _CELLS else 0.0]
        row += _inside(box.inside)
        row += _below(self.below[box.place])
        row += [
            log2(1 + box.chars), box.link_chars / (box.chars or 1),
            log2(1 + parent.chars), parent.link_chars / (parent.chars or 1), float(min(200, parent.units)),
            log2(1 + grand.chars), grand.link_chars / (grand.chars or 1),
        ]  # fmt: skip
        row += self._to_main(box)
        return row

    def _to_main(self, box: Box) -> list[float]:
        """How a box lies to the main one: steps down from it, and what its branch there (or beside it) holds."""
        main = self.main
        inside = main.first <= box.first and box.last <= main.last and box.depth >= main.depth
        steps, branch = 0, box
        each: Box | None = box
        while each is not None and each is not main and not (each.first <= main.first and main.last <= each.last):
            branch = each
            steps += 1
            each = each.parent
        side = 0.0 if inside else (-1.0 if box.last <= main.first else 1.0)
        return [
            float(min(12, steps)) if inside else -1.0 - min(12, steps),
            log2(1 + branch.chars), branch.link_chars / (branch.chars or 1), branch.good / max(1, self.root.good), side,
        ]  # fmt: skip


@lru_cache(maxsize=4096)
def _inside(of: int) -> tuple[float, ...]:
    return tuple(1.0 if of & bits else 0.0 for bits in _INSIDE.values())


@lru_cache(maxsize=4096)
def _below(of: int) -> tuple[float, ...]:
    return tuple(1.0 if of & bits else 0.0 for bits in _BELOW.values())


_CELLS = frozenset({"td", "th"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_FURNITURE = (
    hints.COMMENT | hints.SHARE | hints.RELATED | hints.NAVIGATION | hints.FOOTER | hints.SIDE | hints.ADVERT | hints.APPEAL
    | hints.CONSENT | hints.TAGS | hints.IN_ASIDE | hints.IN_FOOTER | hints.IN_HEADER | hints.IN_FORM
)  # fmt: skip
_COMMON = frozenset(
    {"p", "li", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "blockquote", "pre", "tbody"}
)
_MAIN = 5
_TAIL = 7 + _MAIN
