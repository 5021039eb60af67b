"""What can be seen of each passage by itself: its form, and what it says. Each measure has a name.

A page is looked at as a whole: its characters by their classes in one array, its words in one list, so that the time for a
page is that of a few passes over its text, however many passages it has.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from readery.clean.text.lines import Passage
from readery.languages import TABLES
from readery.languages.phrases import Phrases, Place, cut

Numbers = npt.NDArray[np.float32]
Hits = tuple[tuple[str, Place], ...]
"""Phrase keys of a passage, each with its place."""

LONG = 18
"""Words from which a passage that ends as a sentence is taken for running text."""
KEYS = (*TABLES["phrases"], "reading_time", "heading", "end")
"""Phrase keys, each a measure: how much of the passage such a phrase makes up (see `_PLACES`)."""
_PLACES: Mapping[Place, int] = {Place.INSIDE: 1, Place.START: 2, Place.WHOLE: 3}

_CLASSES = (
    "other", "space", "break", "digit", "small", "capital", "letter", "comma", "stop", "colon", "closing", "opening",
    "unspaced", "mark",
)  # fmt: skip
"""Classes of characters, each a number."""
(
    _OTHER, _SPACE, _BREAK, _DIGIT, _SMALL, _CAPITAL, _LETTER, _COMMA, _STOP, COLON, _CLOSING, _OPENING, _UNSPACED, _MARK
) = range(len(_CLASSES))  # fmt: skip
_OF_CLASS = {
    _SPACE: " \t\u00a0\u3000",
    _BREAK: "\n",
    _COMMA: ",，、،",
    _STOP: ".!?…。！？؟।‽",
    COLON: ":：",
    _CLOSING: "\"'”’»)]」』】）*",
    _OPENING: "“‘«„([「『【（¿¡",
}
_MARKS = {
    "@": 0,
    "»": 1,
    "›": 1,
    "→": 1,
    ">": 1,
    "|": 2,
    "/": 3,
    "©": 4,
    "·": 5,
    "•": 5,
    "#": 6,
    "€": 7,
    "$": 7,
    "£": 7,
}
_MARKS |= {"\t": 8, "%": 9, "?": 10, "？": 10} | dict.fromkeys('“”„«»"「', 11)
_MARK_NAMES = ("at", "arrows", "bars", "slashes", "copyright", "dots", "hashes", "money", "tabs", "percent", "questions",
               "quotes")  # fmt: skip

OWN = (
    "words", "characters", "ends", "end", "start", "trails off", "commas", "stop share", "capitals", "all capitals",
    "digits", "digit count", "sentences", "year", "date", "clock", "ago", "address", "turn", "mark", "indent", "gap",
    "quoted", *_MARK_NAMES, *KEYS, "phrases", "labels",
)  # fmt: skip
"""Names of the measures of a passage by itself, in the order of a row."""
COLUMN = {name: number for number, name in enumerate(OWN)}

_TIME = re.compile(
    r"[0-9](?<!\w.)(?:(?P<date>\d?\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:\d{4}|\d\d)\b|(?:(?<=1)9|(?<=2)0)\d\d-\d\d-\d\d)"
    r"|(?P<clock>\d?[:.h]\d\d\b)|(?P<year>(?:(?<=1)9|(?<=2)0)\d\d\b))"
)
"""Dates in figures, times of day, years; each begins with a figure, which makes it fast to look for."""
_SIGNS = re.compile("年.{1,3}月")
_DATED = 300
"""Characters of a passage in which dates are looked for."""
_TOLD = 60
"""Words of a passage by which it is compared with others."""
_NOTHING: frozenset[str | None] = frozenset()
_ADDRESS = re.compile(r"://|www\.|\.(?:com|org|net|de|co\.uk|info|fr|eu)\b|\S@\S+\.\w")
_TURN = re.compile(r"[^\W\d_][^:.!?,]{0,30}:\s")
_AGO = re.compile(
    r"(?:\bago|vor \d+ \w+|il y a \d|hace \d+|\d+ \w+ fa|há \d+|\d+ \w+ geleden|\d+ \w+ temu|назад|тому)\b"
)

_AGO_WORDS = frozenset(("ago", "vor", "y", "hace", "fa", "há", "geleden", "temu", "назад", "тому"))
"""Words of which each match of `_AGO` holds one."""


@dataclass(slots=True)
class Seen:
    """What was seen of one passage."""

    words: int
    """Words; for scripts without spaces, characters divided by two."""
    ends: bool
    """Whether it ends as a sentence does."""
    hits: Hits
    """The phrases it holds."""
    telling: tuple[str, ...]
    """Those of its first words that are no stop words, folded; for scripts with spaces."""
    dated: bool
    """Whether it may hold a date."""
    clock: bool
    """Whether it holds a time of day."""
    kin: float = 0.5
    """Share of `telling` that the page's running text says too."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What was seen of a page."""

    seen: list[Seen]
    """Of each passage."""
    table: Numbers
    """A row of measures for each passage."""


def see(page: Sequence[Passage], phrases: Phrases, stop: frozenset[str]) -> Sight:
    """What is seen of each passage of a page, one or more."""
    total = len(page)
    texts = [passage.text for passage in page]
    whole = "\n".join(texts)
    table = np.zeros((total, len(OWN)), np.float32)
    _look_at_characters(whole, texts, table)
    address = COLUMN["address"]
    for at in np.flatnonzero(table[:, address]).tolist():
        table[at, address] = _ADDRESS.search(texts[at]) is not None
    words, ends = table[:, COLUMN["words"]].astype(int).tolist(), (table[:, COLUMN["ends"]] > 0).tolist()
    digits = table[:, COLUMN["digit count"]].tolist()
    look, is_stop = phrases.look, stop.__contains__
    seen: list[Seen] = []
    extra: list[tuple[float, ...]] = []
    for at, (passage, text, said) in enumerate(zip(page, texts, cut(whole), strict=True)):
        count = words[at]
        hits = look(said, text, digits[at] > 0)
        labels = 0
        for key, place in hits:
            table[at, COLUMN[key]] = _PLACES[place]
            labels += place is not Place.INSIDE
        times = _times(text[:_DATED]) if digits[at] > 2 else _NOTHING
        telling = tuple([word for word in said[:_TOLD] if len(word) > 3 and word not in stop]) if count > 1 else ()
        seen.append(Seen(count, ends[at], hits, telling, bool(times), "clock" in times))
        extra.append((
            sum(map(is_stop, said)) / len(said) if said else 0, "year" in times or "date" in times, "date" in times,
            "clock" in times, count < LONG and not _AGO_WORDS.isdisjoint(said) and _AGO.search(text) is not None,
            ":" in text and _TURN.match(text) is not None, (1 if passage.mark == "•" else 2) if passage.mark else 0,
            min(passage.indent, 12), passage.gap, passage.quoted, len(hits), labels,
        ))  # fmt: skip
    table[:, _EXTRA] = extra
    _kin(seen)
    return Sight(seen, table)


_EXTRA = [
    COLUMN[name]
    for name in (
        "stop share", "year", "date", "clock", "ago", "turn", "mark", "indent", "gap", "quoted", "phrases", "labels",
    )
]  # fmt: skip


def _times(text: str) -> frozenset[str | None]:
    """What of ``date``, ``clock`` and ``year`` a text holds."""
    found = {match.lastgroup for match in _TIME.finditer(text)}
    if "年" in text and _SIGNS.search(text):
        found.add("date")
    return frozenset(found)


@functools.cache
def _tables() -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """The class and the mark of each character of the first plane; a mark that is none has the number after the last."""
    classes = np.zeros(0x10000, np.uint8)
    for code in range(0x10000):
        sign = chr(code)
        if sign.isalpha():
            classes[code] = _CAPITAL if sign.isupper() else _SMALL if sign.islower() else _LETTER
        elif "0" <= sign <= "9":
            classes[code] = _DIGIT
    for first, last in ((0xE00, 0xE7F), (0x3040, 0x30FF), (0x3400, 0x9FFF)):
        classes[first : last + 1] = _UNSPACED
    marks = np.full(0x10000, len(_MARK_NAMES), np.uint8)
    for sign, number in _MARKS.items():
        classes[ord(sign)] = _MARK
        marks[ord(sign)] = number
    for of_class, signs in _OF_CLASS.items():
        classes[[ord(sign) for sign in signs]] = of_class
    return classes, marks


def _look_at_characters(whole: str, texts: Sequence[str], table: Numbers) -> None:
    """Fills in what the characters of passages show; `whole` is `texts` with line breaks between."""
    total = len(texts)
    codes = np.frombuffer((whole + "\n").encode("utf-32-le", "surrogatepass"), np.uint32)
    codes = np.minimum(codes, 0xFFFF)
    of_class, of_mark = _tables()
    classes, marks = of_class[codes], of_mark[codes]
    sizes = np.fromiter(map(len, texts), np.int64, total)
    starts = np.cumsum(sizes + 1) - (sizes + 1)
    line = np.repeat(np.arange(total), sizes + 1)
    counts = np.bincount(line * 16 + classes, minlength=total * 16).reshape(total, 16)
    blank = (classes == _SPACE) | (classes == _BREAK)
    begins = ~blank & np.concatenate(([True], blank[:-1]))
    firsts = np.bincount(line[begins] * 16 + classes[begins], minlength=total * 16).reshape(total, 16)
    spaced_words = firsts.sum(1)
    unspaced = counts[:, _UNSPACED]
    words = spaced_words.copy()
    if unspaced.any():
        words = np.where(
            unspaced > spaced_words, np.maximum(0, sizes - unspaced) // 6 + (unspaced + 1) // 2, spaced_words
        )
    size = np.maximum(1, sizes)
    end = classes[starts + size - 1]
    for back in (2, 3):
        end = np.where(end == _CLOSING, classes[np.maximum(starts, starts + sizes - back)], end)
    following = np.append(classes[1:], _BREAK)
    then = np.append(following[1:], _BREAK)
    stops = (classes == _STOP) & (
        (following == _SPACE) & ((then == _CAPITAL) | (then == _OPENING) | (then == _MARK) | (then == _LETTER))
        | (following == _CLOSING) & (then == _SPACE)
        | (following == _UNSPACED)
    )
    sentences = np.bincount(line[stops], minlength=total)
    joined = (codes[:-1] == ord(".")) & (classes[1:] == _SMALL) | (codes[:-1] == ord(":")) & (codes[1:] == ord("/"))
    columns = {
        "words": np.minimum(words, 400),
        "characters": np.minimum(sizes, 3000),
        "ends": end == _STOP,
        "end": end,
        "start": classes[starts],
        "trails off": [text.endswith(("...", "…", "[...]", "[…]")) for text in texts],
        "commas": counts[:, _COMMA],
        "capitals": firsts[:, _CAPITAL] / np.maximum(1, spaced_words),
        "all capitals": (counts[:, _CAPITAL] > 1) & (counts[:, _SMALL] == 0),
        "digits": counts[:, _DIGIT] / size,
        "digit count": np.minimum(counts[:, _DIGIT], 200),
        "sentences": np.minimum(sentences + 1, 40),
        "address": np.bincount(line[:-1][joined], minlength=total) > 0,
    }
    for name, values in columns.items():
        table[:, COLUMN[name]] = values
    special = marks < len(_MARK_NAMES)
    if special.any():
        kinds = np.bincount(line[special] * len(_MARK_NAMES) + marks[special], minlength=total * len(_MARK_NAMES))
        first = COLUMN[_MARK_NAMES[0]]
        table[:, first : first + len(_MARK_NAMES)] = np.minimum(kinds.reshape(total, -1), 20)


def _kin(seen: Sequence[Seen]) -> None:
    """Notes how much each passage says what the page's running text says."""
    common: Counter[str] = Counter()
    for each in seen:
        if each.ends and each.words >= LONG:
            common.update(set(each.telling))
    if not common:
        return
    for each in seen:
        if each.telling:
            # A running passage counts itself once.
            least = 2 if each.ends and each.words >= LONG else 1
            get = common.get
            each.kin = len([word for word in each.telling if get(word, 0) >= least]) / len(each.telling)
