"""Names in a text, by how they are written: runs of capitalised words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache

from readery import languages
from readery.weave._fold import fold
from readery.weave._lexicon import (
    BODIES,
    CALENDAR,
    DETERMINERS,
    HONORIFICS,
    JOINERS,
    NOUNS_HAVE_CAPITALS,
    QUANTITIES,
    SHARED,
)
from readery.weave._traits import Name
from readery.weave._words import Words

_MOST = 60
"""Names kept of an article."""
_LONGEST = 6
"""Words of a name at most."""
_ENDS = frozenset(".!?…:;•|\n") | {"\n\n"}
"""Pieces after which a capital says nothing."""
_QUOTES = frozenset("\"'“”‘’«»„()[]–—-*")
"""Pieces that may stand between such a piece and the word."""
_SUFFIX = re.compile(r"-(?:based|backed|led|style|born|listed|owned|run|trained|related|wide|like|era|only)$")
"""What makes of a name something that is not one."""
_BODY_ENDINGS = (
    "amt",
    "institut",
    "ministerium",
    "gesellschaft",
    "verband",
    "gericht",
    "rat",
    "kammer",
    "bund",
    "union",
)
"""How German names of bodies end that have an article: das Umweltbundesamt."""
_ABBREVIATED = frozenset("Mr Mrs Ms Dr St Prof Gen Sen Rep Gov Lt Col Sgt Jr Sr Mt Ft".split())
"""Words whose dot ends no sentence."""


def names(words: Words) -> tuple[Name, ...]:
    """The names in a text, by first place.

    A single word that the text also writes without a capital, at least as often, is none. Where all nouns have capitals,
    runs must stand inside a sentence, and whether a single word is a name can only be known from articles in other languages.
    """
    pieces, seen = words.pieces, words.seen
    size = len(pieces)
    nouns = words.lang in NOUNS_HAVE_CAPITALS
    bare = _bare(words.lang)
    found: dict[str, list[int]] = {}
    keys: dict[str, str] = {}
    starts = words.capitals
    place = 0
    while place < len(starts):
        first = last = starts[place]
        place += 1
        while place < len(starts) and last - first < 2 * _LONGEST:
            if not _joined(pieces, first, last, starts[place]):
                break
            last = starts[place]
            place += 1
        if last + 1 < size and pieces[last + 1].isdigit() and _numbered(pieces, last + 1):
            last += 1
        if nouns and last - first > 1 and first and seen[first - 1].lower in DETERMINERS:
            head = pieces[first]
            if head.lower() not in BODIES and not head.endswith(_BODY_ENDINGS):
                continue  # das Dach des Bahnhofs
        name, key, cut = bare(" ".join(pieces[first : last + 1]))
        if not name:
            continue
        entry = found.get(name)
        if entry is None:
            found[name] = entry = [0, 0, first]
            keys[name] = key
        entry[not cut and _opens(pieces, first)] += 1
    spelled = Counter(pieces)
    kept = [
        Name(name, keys[name], inside, opening, first)
        for name, (inside, opening, first) in found.items()
        if name.isupper() or (inside or not nouns if " " in name else nouns or spelled[name.lower()] < inside + opening)
    ]
    if len(kept) > _MOST:
        kept = sorted(kept, key=lambda name: (-name.inside - name.opening, name.first, name.text))[:_MOST]
        kept.sort(key=lambda name: (name.first, name.text))
    return tuple(kept)


def _joined(pieces: Sequence[str], first: int, last: int, following: int) -> bool:
    """Whether two capitalised pieces are parts of one name, which begins at `first`."""
    if pieces[last].endswith(("'s", "’s")):
        return False
    gap = following - last
    if gap == 1:
        return True
    if gap == 2:
        between = pieces[last + 1]
        if between in ("for", "and", "für", "und"):
            if between[0] in "au" and pieces[last].lower() in SHARED:
                return True
            return any(piece.lower() in BODIES for piece in pieces[first : last + 1]) and (
                between[0] == "f" or last > first
            )
        return between in JOINERS or (between == "." and (pieces[last] in _ABBREVIATED or len(pieces[last]) == 1))
    return gap == 3 and f"{pieces[last + 1]} {pieces[last + 2]}" in JOINERS


def _numbered(pieces: Sequence[str], at: int) -> bool:
    """Whether the number at a place belongs to the name before it: ``iPhone 11``, not ``Canada 3.5%``."""
    after = pieces[at + 1] if at + 1 < len(pieces) else ""
    dated = after.lower() in CALENDAR or (after == "." and at + 2 < len(pieces) and pieces[at + 2].isdigit())
    return len(pieces[at]) < 4 and after not in ("%", ",", "-") and not dated


def _opens(pieces: Sequence[str], at: int) -> bool:
    """Whether the piece at a place opens a sentence."""
    at -= 1
    while at >= 0 and pieces[at] in _QUOTES:
        at -= 1
    return at < 0 or (pieces[at] in _ENDS and not (pieces[at] == "." and at and pieces[at - 1] in _ABBREVIATED))


@lru_cache(maxsize=16)
def _bare(lang: str) -> Callable[[str], tuple[str, str, bool]]:
    """A function from a run of capitalised words to the name in it (empty if none), its folded form, and whether words
    before it went: stop words, titles and dates at its ends are no part of a name.
    """
    outside = languages.stop_words(lang) | CALENDAR
    before = outside | HONORIFICS

    @lru_cache(maxsize=50_000)
    def bare(run: str) -> tuple[str, str, bool]:
        said = run.replace("’", "'").removesuffix("'s").removesuffix("'")
        words = [word for word in said.split(" ") if word != "."]
        if len(words) > 2 and words[1] == "of" and words[0].lower() in QUANTITIES:
            words = words[2:]  # Millions of South Koreans
        start, end = 0, len(words)
        while start < end and words[start].lower() in before and not _initials(words[start]):
            start += 1
        if end > start and (cut := _SUFFIX.search(words[end - 1])):
            words[end - 1] = words[end - 1][: cut.start()]  # UK-based
        while start and start < end and words[start].islower():
            start += 1  # a joiner whose first part went
        while end > start and (
            (words[end - 1].lower() in outside and not _initials(words[end - 1])) or words[end - 1] in JOINERS
        ):
            end -= 1
        name = " ".join(words[start:end])
        if end - start > _LONGEST and not any(word in JOINERS for word in words[start:end]):
            return "", "", False  # a menu, a headline
        if len(name) < 2 or len(name) > 60 or name.isdigit():
            return "", "", False
        name = _quiet(name)
        return name, fold(name), start > 0

    return bare


def _initials(word: str) -> bool:
    """Whether a word is written as initials (``US``): then it is no stop word, whatever its letters."""
    return 1 < len(word) <= 5 and word.isupper()


def _quiet(name: str) -> str:
    """`name` without shouting: capitals throughout are initials only in short words."""
    if len(name) < 7 or not name.isupper():
        return name
    return " ".join(map(str.capitalize, name.split(" ")))
