"""What can be seen of each passage by itself: its form, and what it says. Each measure has a name.

A page is looked at as a whole: its characters by their classes in one array, its words in one list, so that the time for a
page is that of a few passes over its text, however many passages it has.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from readery.clean.text.along import Numbers
from readery.clean.text.lines import Passage
from readery.clean.text.words import AGO, FIRST, INSIDE, STARTS, STOP, Lexicon, Words, read
from readery.languages import TABLES
from readery.languages.phrases import Phrases, Place

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
ROW = {name: number for number, name in enumerate(OWN)}

_TIME = re.compile(
    r"[0-9](?<!\w.)(?:(?P<date>\d?\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:\d{4}|\d\d)\b|(?:(?<=1)9|(?<=2)0)\d\d-\d\d-\d\d)"
    r"|(?P<clock>\d?[:.h]\d\d\b)|(?P<year>(?:(?<=1)9|(?<=2)0)\d\d\b))"
)
"""Dates in figures, times of day, years; each begins with a figure, which makes it fast to look for."""
_DIGITS = frozenset("0123456789")
_SIGNS = re.compile("年.{1,3}月")
_DATED = 300
"""Characters of a passage in which dates are looked for."""
_NOTHING: frozenset[str | None] = frozenset()
_ADDRESS = re.compile(r"://|www\.|\.(?:com|org|net|de|co\.uk|info|fr|eu)\b|\S@\S+\.\w")
_TURN = re.compile(r"[^\W\d_][^:.!?,]{0,30}:\s")
_AGO = re.compile(
    r"(?:\bago|vor \d+ \w+|il y a \d|hace \d+|\d+ \w+ fa|há \d+|\d+ \w+ geleden|\d+ \w+ temu|назад|тому)\b"
)


@dataclass(slots=True)
class Seen:
    """What was seen of one passage."""

    words: int
    """Words; for scripts without spaces, characters divided by two."""
    ends: bool
    """Whether it ends as a sentence does."""
    hits: Hits
    """The phrases it holds."""
    dated: bool
    """Whether it may hold a date."""
    clock: bool
    """Whether it holds a time of day."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What was seen of a page."""

    seen: list[Seen]
    """Of each passage."""
    words: Words
    """What they say."""
    table: Numbers
    """A row for each measure, a column for each passage."""
    sizes: Sequence[int]
    """How many passages the pages have that were looked at together."""


def see(page: Sequence[Passage], lexicon: Lexicon, table: Numbers, sizes: Sequence[int]) -> Sight:
    """What is seen of each passage of pages of so many passages, one or more each. Fills in the rows of `OWN`, the first of
    `table`, which is zero.
    """
    texts = [passage.text for passage in page]
    whole = "\n".join(texts)
    colons = _look_at_characters(whole, texts, table)
    counts = table[ROW["words"]].astype(int)
    words = read(whole, lexicon, counts, sizes)
    hits = _hits(texts, words, lexicon.phrases, table)
    times = _read_times(texts, table)
    address, turn, ago = table[ROW["address"]], table[ROW["turn"]], table[ROW["ago"]]
    for at in np.flatnonzero(address).tolist():
        address[at] = _ADDRESS.search(texts[at]) is not None
    for at in np.flatnonzero(colons).tolist():
        turn[at] = _TURN.match(texts[at]) is not None
    for at in np.flatnonzero((words.sums(words.kinds & AGO > 0) > 0) & (counts < LONG)).tolist():
        ago[at] = _AGO.search(texts[at]) is not None
    table[ROW["stop share"]] = words.sums(words.kinds & STOP > 0) / np.maximum(1, np.diff(words.begins) - 1)
    first = ROW["mark"]
    table[first : first + 4] = np.array([
        ((1 if each.mark == "•" else 2) if each.mark else 0, each.indent, each.gap, each.quoted) for each in page
    ]).T  # fmt: skip
    np.minimum(table[ROW["indent"]], 12, out=table[ROW["indent"]])
    ends = (table[ROW["ends"]] > 0).tolist()
    seen = [
        Seen(each, end, said, bool(when), "clock" in when)
        for each, end, said, when in zip(counts.tolist(), ends, hits, times, strict=True)
    ]
    return Sight(seen, words, table, sizes)


def _hits(texts: Sequence[str], words: Words, phrases: Phrases, table: Numbers) -> list[Hits]:
    """The phrases of each passage; fills in the rows that tell of them."""
    total = len(texts)
    found: list[Hits] = [()] * total
    places: dict[int, list[int]] = {}
    inside = np.flatnonzero(words.kinds & INSIDE)
    lines = words.lines[inside]
    for line, place in zip(lines.tolist(), (inside - words.begins[lines]).tolist(), strict=True):
        places.setdefault(line, []).append(place)
    opening = words.kinds[words.begins[:-1]]
    may = (opening & FIRST > 0) & (np.diff(words.begins) <= phrases.longest + 1) | (opening & STARTS > 0)
    may[lines] = True
    for at in np.flatnonzero(table[ROW["digit count"]]).tolist():
        may[at] |= words.said[words.begins[at]][0] in _DIGITS
    rows: list[int] = []
    columns: list[int] = []
    values: list[int] = []
    for at in range(total) if phrases.unspaced else np.flatnonzero(may).tolist():
        hits = phrases.look(words.of(at), texts[at], places.get(at, ()))
        if hits:
            found[at] = hits
            for key, place in hits:
                rows.append(ROW[key])
                columns.append(at)
                values.append(_PLACES[place])
    if columns:
        table[rows, columns] = values
        table[ROW["phrases"]] = np.bincount(columns, minlength=total)
        labels = np.array(columns)[np.array(values) > _PLACES[Place.INSIDE]]
        table[ROW["labels"]] = np.bincount(labels, minlength=total)
    return found


def _read_times(texts: Sequence[str], table: Numbers) -> list[frozenset[str | None]]:
    """What of ``date``, ``clock`` and ``year`` each passage holds; fills in the rows that tell of them."""
    found = [_NOTHING] * len(texts)
    for at in np.flatnonzero(table[ROW["digit count"]] > 2).tolist():
        times = found[at] = _times(texts[at][:_DATED])
        if times:
            table[ROW["date"], at] = "date" in times
            table[ROW["clock"], at] = "clock" in times
            table[ROW["year"], at] = "year" in times or "date" in times
    return found


def _times(text: str) -> frozenset[str | None]:
    """What of ``date``, ``clock`` and ``year`` a text holds."""
    found = {match.lastgroup for match in _TIME.finditer(text)}
    if "年" in text and _SIGNS.search(text):
        found.add("date")
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class _Kinds:
    """Kinds of characters: the plain ones of each class, then, mark by mark, those that are a mark too."""

    of: npt.NDArray[np.uint8]
    """The kind of each character of the first plane."""
    classes: npt.NDArray[np.uint8]
    """The class of each kind."""
    marks: Sequence[int]
    """The first kind of each mark."""


@functools.cache
def _kinds() -> _Kinds:
    classes = np.zeros(0x10000, np.uint8)
    for code in range(0x10000):
        sign = chr(code)
        if sign.isalpha():
            classes[code] = _CAPITAL if sign.isupper() else _SMALL if sign.islower() else _LETTER
        elif "0" <= sign <= "9":
            classes[code] = _DIGIT
    for first, last in ((0xE00, 0xE7F), (0x3040, 0x30FF), (0x3400, 0x9FFF)):
        classes[first : last + 1] = _UNSPACED
    classes[[ord(sign) for sign in _MARKS]] = _MARK
    for of_class, signs in _OF_CLASS.items():
        classes[[ord(sign) for sign in signs]] = of_class
    kinds = classes.copy()
    pairs = sorted({(mark, int(classes[ord(sign)])) for sign, mark in _MARKS.items()})
    for sign, mark in _MARKS.items():
        kinds[ord(sign)] = len(_CLASSES) + pairs.index((mark, int(classes[ord(sign)])))
    firsts = [
        len(_CLASSES) + next(at for at, pair in enumerate(pairs) if pair[0] == mark) for mark in range(len(_MARK_NAMES))
    ]
    return _Kinds(kinds, np.array([*range(len(_CLASSES)), *(of_class for _, of_class in pairs)], np.uint8), firsts)


def _look_at_characters(whole: str, texts: Sequence[str], table: Numbers) -> npt.NDArray[np.bool_]:
    """Fills in what the characters of passages show, and tells which hold a colon; `whole` is `texts` with line breaks between."""
    total = len(texts)
    kinds = _kinds()
    codes = np.frombuffer((whole + "\n\n\n").encode("utf-32-le", "surrogatepass"), np.uint32)
    own = kinds.of.take(codes, mode="clip")
    classes = kinds.classes.take(own)
    sizes = np.fromiter(map(len, texts), np.intp, total)
    starts = np.cumsum(sizes + 1) - (sizes + 1)
    line = np.repeat(np.arange(total), sizes + 1)
    number = len(kinds.classes)
    counts = np.bincount(line * number + own[:-2], minlength=total * number).reshape(total, number)
    solid = (classes != _SPACE) & (classes != _BREAK)
    begins = np.flatnonzero(solid[1:] > solid[:-1]) + 1
    if solid[0]:
        begins = np.concatenate(([0], begins))
    first_lines = line[begins]
    spaced_words = np.bincount(first_lines, minlength=total)
    capitals = np.bincount(first_lines[classes[begins] == _CAPITAL], minlength=total)
    unspaced = counts[:, _UNSPACED]
    words = spaced_words
    if unspaced.any():
        words = np.where(
            unspaced > spaced_words, np.maximum(0, sizes - unspaced) // 6 + (unspaced + 1) // 2, spaced_words
        )
    size = np.maximum(1, sizes)
    end = classes[starts + size - 1]
    for back in (2, 3):
        end = np.where(end == _CLOSING, classes[np.maximum(starts, starts + sizes - back)], end)
    stops = np.flatnonzero(classes == _STOP)
    following, then = classes[stops + 1], classes[stops + 2]
    ending = (
        (following == _SPACE) & ((then == _CAPITAL) | (then == _OPENING) | (then == _MARK) | (then == _LETTER))
        | (following == _CLOSING) & (then == _SPACE)
        | (following == _UNSPACED)
    )
    joined = stops[(codes[stops] == ord(".")) & (following == _SMALL)]
    if counts[:, COLON].any():
        colons = np.flatnonzero(classes == COLON)
        joined = np.concatenate((joined, colons[(codes[colons] == ord(":")) & (codes[colons + 1] == ord("/"))]))
    digits = counts[:, _DIGIT]
    for name, values in (
        ("words", np.minimum(words, 400)),
        ("characters", np.minimum(sizes, 3000)),
        ("ends", end == _STOP),
        ("end", end),
        ("start", classes[starts]),
        ("trails off", [text.endswith(("...", "…", "[...]", "[…]")) for text in texts]),
        ("commas", counts[:, _COMMA]),
        ("capitals", capitals / np.maximum(1, spaced_words)),
        ("all capitals", (counts[:, _CAPITAL] > 1) & (counts[:, _SMALL] == 0)),
        ("digits", digits / size),
        ("digit count", np.minimum(digits, 200)),
        ("sentences", np.minimum(np.bincount(line[stops[ending]], minlength=total) + 1, 40)),
    ):
        table[ROW[name]] = values
    table[ROW["address"], line[joined]] = 1
    first = ROW[_MARK_NAMES[0]]
    table[first : first + len(_MARK_NAMES)] = np.minimum(np.add.reduceat(counts, kinds.marks, axis=1), 20).T
    found: npt.NDArray[np.bool_] = counts[:, COLON] > 0
    return found
