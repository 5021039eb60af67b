"""What can be seen of a passage: its form, its place, what it says, and how its neighbours look. Each sign has a name.

The names are the keys of ``model.json``; `benchmarks/text_train.py` learns their weights. A passage bears about forty.
Steps of a sign (``words 3``) are chosen so that each holds a good share of the passages of real pages.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from readery.clean.text.lines import Passage
from readery.languages.phrases import Phrases, Place

Hits = tuple[tuple[str, Place], ...]
"""Phrase keys of a passage, each with its place."""


@dataclass(slots=True)
class Seen:
    """What was seen of one passage."""

    words: int
    """Words; for scripts without spaces, characters divided by two."""
    ends: bool
    """Whether it ends as a sentence does."""
    hits: Hits
    """The phrases it holds."""
    signs: list[str]
    """Names of its signs."""
    telling: tuple[str, ...]
    """Its words that are no stop words, folded; for scripts with spaces."""
    stop: float = 0.0
    """Share of stop words among its words."""
    capitals: float = 0.0
    """Share of words with a capital."""
    digits: float = 0.0
    """Share of figures among its characters."""
    kin: float = 0.5
    """Share of `telling` that the page's running text says too."""


_SENTENCE = (".", "!", "?", "…", "。", "！", "？", "؟", "।", "…", "‽")
_CLOSING = "\"'”’»)]」』】）*"
_WORD_STEPS = (2, 3, 4, 6, 9, 13, 20, 35, 60)
_SHARE_STEPS = (0.01, 0.15, 0.3, 0.4, 0.5)
_PLACE_STEPS = (0.02, 0.08, 0.2, 0.4, 0.6, 0.8, 0.92, 0.98)
_NEAR_STEPS = (2, 3, 4, 7, 12, 30)
_RUN_STEPS = (2, 3, 5, 9, 20)
_MEAN_STEPS = (2, 4, 7, 12, 20, 32)
LONG = 18
"""Words from which a passage that ends as a sentence is taken for running text."""
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
_EMAIL = re.compile(r"\S@\S+\.\w")
_ADDRESS = re.compile(r"://|www\.|\.(?:com|org|net|de|co\.uk|info|fr|eu)\b")
_MARKS = re.compile(r"[@»›→©·#€$£\t%“”„«\"「?？]| [|/] ")
_MARK_NAMES = {
    "»": "arrow",
    "›": "arrow",
    "→": "arrow",
    " | ": "bar",
    " / ": "slash",
    "©": "copyright",
    "·": "dot",
    "#": "hash",
    "€": "money",
    "$": "money",
    "£": "money",
    "\t": "tab",
    "%": "percent",
    "?": "question",
    "？": "question",
} | dict.fromkeys('“”„«"「', "quotes")
"""Signs by marks in the text."""
_DIGIT = re.compile("[0-9]")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d\d\b")
_DATE = re.compile(r"\b\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:\d{4}|\d\d)\b|\b(?:19|20)\d\d-\d\d-\d\d|年.{1,3}月")
_SENTENCES = re.compile(r"[.!?…]['\"”’»)]?\s+(?=[\"'“‘«(¿¡]?[^\W\d_a-zà-öø-ÿа-яα-ω])|[。！？]")
_PUNCTUATION = ".,:;!?\"'“”‘’«»()[]…–-"
_TURN = re.compile(r"[^\W\d_][^:.!?,]{0,30}:\s")
_AGO = re.compile(
    r"(?:\bago|vor \d+ \w+|il y a \d|hace \d+|\d+ \w+ fa|há \d+|\d+ \w+ geleden|\d+ \w+ temu|назад|тому)\b"
)
_KIN_STEPS = (0.05, 0.15, 0.3, 0.5)
SECTIONS = {
    key: number
    for number, key in enumerate(
        (
            "comments",
            "account",
            "newsletter",
            "donation",
            "consent",
            "related",
            "menu",
            "legal",
            "shop",
            "share",
            "advert",
            "author_note",
        ),
        start=1,
    )
}
"""Phrase keys whose labels say what stands under them, numbered for trees."""


def _steps(name: str, bounds: Sequence[float]) -> tuple[str, ...]:
    return tuple(f"{name} {number}" for number in range(len(bounds) + 1))


_WORDS = _steps("words", _WORD_STEPS)
_STOP = _steps("stop", _SHARE_STEPS)
_CAPITALS = _steps("capitals", _SHARE_STEPS)
_DIGITS = _steps("digits", _SHARE_STEPS)
_AT_LINE = _steps("at line", _PLACE_STEPS)
_AT_TEXT = _steps("at text", _PLACE_STEPS)
_SINCE = _steps("since text", _NEAR_STEPS)
_UNTIL = _steps("until text", _NEAR_STEPS)
_RUN = _steps("run", _RUN_STEPS)
_MEAN = _steps("near mean", _MEAN_STEPS)
_MEAN_WIDE = _steps("wide mean", _MEAN_STEPS)
_KIN = _steps("kin", _KIN_STEPS)
_SIZES = [[[f"sizes {a}{b}{c}" for c in range(5)] for b in range(5)] for a in range(5)]
_GAPS = [[[f"gaps {a}{b} {c}" for c in range(5)] for b in range(3)] for a in range(3)]
_BETWEEN = [[[f"between {a}{b} {c}" for c in range(5)] for b in range(3)] for a in range(3)]
_NEARNESS = [min(2, bisect_right(_NEAR_STEPS, distance) // 2) for distance in range(100)]
_BEFORE_SIZE = ("before none", "before tiny", "before short", "before middling", "before long")
_AFTER_SIZE = ("after none", "after tiny", "after short", "after middling", "after long")


def see(page: Sequence[Passage], phrases: Phrases, stop: frozenset[str]) -> list[Seen]:
    """What is seen of each passage of a page."""
    spaced = not any(_UNSPACED.search(passage.text) for passage in page if not passage.text.isascii())
    seen = [_alone(passage, phrases, stop, spaced) for passage in page]
    _together(page, seen)
    return seen


def _alone(passage: Passage, phrases: Phrases, stop: frozenset[str], spaced: bool) -> Seen:
    """What a passage shows by itself."""
    text = passage.text
    words = text.split()
    count = len(words)
    if not spaced:
        unspaced = len(_UNSPACED.findall(text))
        if unspaced > count:
            count = (len(text) - unspaced) // 6 + (unspaced + 1) // 2
    bare = text.rstrip(_CLOSING)
    end = bare[-1:] or text[-1:]
    ends = end in _SENTENCE
    signs = [_WORDS[bisect_right(_WORD_STEPS, count)]]
    if ends:
        signs.append("ends")
        signs.append("ends short" if count < 7 else "ends middling" if count < LONG else "ends long")
    elif end == ":":
        signs.append("colon")
    elif end == ",":
        signs.append("comma end")
    elif end.isdigit():
        signs.append("digit end")
    elif end.isalpha():
        signs.append("open end long" if count >= LONG else "open end")
    if text.endswith(("...", "…", "[...]", "[…]")):
        signs.append("trails off")
    first = text[:1]
    signs.append(
        "small start"
        if first.islower()
        else "capital start"
        if first.isupper()
        else "digit start"
        if first.isdigit()
        else "quote start"
        if first in "\"'“‘«„”"
        else "other start"
    )
    commas = text.count(",")
    if not text.isascii():
        commas += text.count("，") + text.count("、") + text.count("،")
    if commas:
        signs.append("commas" if commas > 2 else "comma")
    telling: tuple[str, ...] = ()
    stops, capitals = 0, 0
    if count > 1:
        folded = [word.strip(_PUNCTUATION) for word in text.lower().split()]
        telling = tuple([word for word in folded if word not in stop and len(word) > 3])
        stops = len([word for word in folded if word in stop])
        capitals = len([word for word in words if word[0].isupper()])
        size = "few " if count < 7 else "some " if count < LONG else "many "
        signs.append(size + _STOP[bisect_right(_SHARE_STEPS, stops / count)])
        signs.append(size + _CAPITALS[bisect_right(_SHARE_STEPS, capitals / count)])
    if text.isupper() and count:
        signs.append("all capitals")
    digits = len(_DIGIT.findall(text))
    signs.append(_DIGITS[bisect_right(_SHARE_STEPS, digits / max(1, len(text)))])
    if digits:
        if _YEAR.search(text):
            signs.append("year short" if count < 13 else "year long")
        if digits > 2 and _DATE.search(text):
            signs.append("date short" if count < 13 else "date long")
        if _CLOCK.search(text):
            signs.append("clock short" if count < 13 else "clock long")
    if count >= LONG:
        sentences = len(_SENTENCES.findall(text)) + 1
        signs.append("one sentence" if sentences == 1 else "two sentences" if sentences < 4 else "sentences")
    if "." in text[:-1] and _ADDRESS.search(text):
        signs.append("address")
    marks = set(_MARKS.findall(text))
    if marks:
        if "@" in marks:
            signs.append("e-mail" if _EMAIL.search(text) else "at sign")
        signs += sorted({_MARK_NAMES[mark] for mark in marks if mark in _MARK_NAMES})
    hits = phrases.find(text)
    if hits:
        size = " short" if count < 7 else " middling" if count < LONG else " long"
        for key, place in hits:
            signs.append(f"{key} {place}")
            if place is not Place.WHOLE:
                signs.append(f"{key}{size}")
        if len(hits) > 2:
            signs.append("many phrases")
    if passage.mark:
        signs.append("bullet" if passage.mark == "•" else "number")
        signs.append("item short" if count < 7 else "item middling" if count < LONG else "item long")
    if passage.indent > 1:
        signs.append("indent deep" if passage.indent > 4 else "indent")
    if passage.quoted:
        signs.append("quoted")
    turn = _TURN.match(text)
    if turn:
        signs.append("turn")
    if count < LONG and (digits or "ago" in text or "назад" in text) and _AGO.search(text):
        signs.append("ago")
    size_of_words = len(words) or 1
    return Seen(
        count, ends, hits, signs, telling, stops / size_of_words, capitals / size_of_words, digits / max(1, len(text))
    )


def _together(page: Sequence[Passage], seen: Sequence[Seen]) -> None:
    """Adds what a passage shows by its place and its neighbours."""
    total = len(seen)
    counts = [each.words for each in seen]
    running = [each.ends and each.words >= LONG for each in seen]
    sizes = [1 if n < 4 else 2 if n < 10 else 3 if n < 25 else 4 for n in counts]
    same = Counter(passage.text for passage in page)
    weight = sum(n for n, is_text in zip(counts, running, strict=True) if is_text) or 1
    until = _distances(running[::-1])[::-1]
    since = _distances(running)
    runs = _runs([n < 10 for n in counts])
    sums = [0]
    for n in counts:
        sums.append(sums[-1] + min(n, 60))
    rich = "rich " if weight > 250 else "poor " if weight < 80 else "fair "
    passed = 0
    section, section_at, section_passed = "", 0, ""
    dated = -99
    listing = ""
    common = Counter(word for each, is_text in zip(seen, running, strict=True) if is_text for word in set(each.telling))
    openers = Counter(
        passage.text.split(":", 1)[0] for passage, each in zip(page, seen, strict=True) if "turn" in each.signs
    )
    for at, each in enumerate(seen):
        signs = each.signs
        passage = page[at]
        signs.append(_AT_LINE[bisect_right(_PLACE_STEPS, at / total)])
        signs.append(rich + _AT_TEXT[bisect_right(_PLACE_STEPS, passed / weight)])
        if running[at]:
            passed += counts[at]
        before, after = (sizes[at - 1] if at else 0), (sizes[at + 1] if at + 1 < total else 0)
        signs.append(_BEFORE_SIZE[before])
        signs.append(_AFTER_SIZE[after])
        signs.append(_SIZES[before][sizes[at]][after])
        gap_after = page[at + 1].gap if at + 1 < total else 2
        signs.append(_GAPS[passage.gap][gap_after][sizes[at]])
        signs.append(_SINCE[bisect_right(_NEAR_STEPS, since[at])])
        signs.append(_UNTIL[bisect_right(_NEAR_STEPS, until[at])])
        signs.append(_BETWEEN[_NEARNESS[since[at]]][_NEARNESS[until[at]]][sizes[at]])
        if runs[at]:
            signs.append(_RUN[bisect_right(_RUN_STEPS, runs[at])])
        low, high = max(0, at - 2), min(total, at + 3)
        signs.append(
            _MEAN[bisect_right(_MEAN_STEPS, (sums[high] - sums[low] - min(60, counts[at])) / max(1, high - low - 1))]
        )
        low, high = max(0, at - 8), min(total, at + 9)
        signs.append(_MEAN_WIDE[bisect_right(_MEAN_STEPS, (sums[high] - sums[low]) / (high - low))])
        if same[passage.text] > 1:
            signs.append("repeated long" if counts[at] >= 10 else "repeated")
        if passage.mark and ((at and page[at - 1].mark) or (at + 1 < total and page[at + 1].mark)):
            signs.append("in list")
        if at and seen[at - 1].hits:
            for key, place in seen[at - 1].hits:
                if place is not Place.INSIDE:
                    signs.append(f"{key} before")
        if at + 1 < total and seen[at + 1].hits:
            for key, place in seen[at + 1].hits:
                if place is not Place.INSIDE:
                    signs.append(f"{key} after")
        if section:
            distance = at - section_at
            signs.append(f"{section_passed} {'under' if distance < 6 else 'below'} {section}")
        if counts[at] < 13:
            for key, place in each.hits:
                if place is not Place.INSIDE and key in SECTIONS:
                    if section != "comments" or not passed or key == "comments":
                        section, section_at, section_passed = (
                            key,
                            at,
                            "late" if passed > weight // 3 else "amid" if passed else "early",
                        )
                    break
        if each.telling:
            # A running passage counts itself once.
            least = 2 if running[at] else 1
            kin = each.kin = len([word for word in each.telling if common.get(word, 0) >= least]) / len(each.telling)
            signs.append(
                ("few " if counts[at] < 7 else "some " if counts[at] < LONG else "many ")
                + _KIN[bisect_right(_KIN_STEPS, kin)]
            )
        if at - dated < 8:
            signs.append("date just above" if at - dated < 3 else "date above")
        if "date short" in signs or "clock short" in signs:
            dated = at
        if counts[at] >= LONG or (counts[at] > 9 and each.ends):
            listing = ""
        if listing:
            signs.append(listing)
        if "colon" in signs and counts[at] > 3:
            listing = "listed long" if counts[at] >= 9 else "listed"
        if "turn" in signs and openers[passage.text.split(":", 1)[0]] > 1:
            signs.append("turns")


def _distances(marked: Sequence[bool]) -> list[int]:
    """How many places each lies after the last marked one before it; 99 where there is none."""
    found: list[int] = []
    distance = 99
    for mark in marked:
        found.append(distance)
        distance = 1 if mark else min(99, distance + 1)
    return found


def _runs(marked: Sequence[bool]) -> list[int]:
    """How long the run of marked places is that each stands in; 0 for those unmarked."""
    found = [0] * len(marked)
    start = 0
    for at in range(len(marked) + 1):
        if at == len(marked) or not marked[at]:
            found[start:at] = [at - start] * (at - start)
            start = at + 1
    return found
