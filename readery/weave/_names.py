"""Names in a text, by how they are written: runs of capitalised words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np

from readery import languages
from readery.weave._fold import fold
from readery.weave._lexicon import (
    ADDRESSES,
    ALIASES,
    BODIES,
    CALENDAR,
    DETERMINERS,
    GENERAL,
    HONORIFICS,
    JOINERS,
    NOUNS_HAVE_CAPITALS,
    OWNERS,
    PLACES_BEFORE,
    QUALIFIERS,
    QUANTITIES,
    SHARED,
)
from readery.weave._pieces import BESIDE_NONE, CAPITAL, DIGITS, ENDS, LOUD, NAMES_NONE, QUOTES, is_initials
from readery.weave._traits import Name
from readery.weave._words import Words

_MOST = 60
"""Names kept of an article."""
_LONGEST = 6
"""Words of a name at most."""
_REACH = 3
"""Pieces from one capital to the next at most, in one name."""
_DASHES = frozenset("-–—")
_DATELINE = 4
"""Letters of a first word, all capitals, from which it may be the place that a story was sent from."""
_DATELINE_ENDS = 12
"""Pieces within which the dash stands that ends it."""
_DOMAINS = frozenset("com org net co ly be gov edu info".split())
"""How the first part of an address may end."""
_PARTY = re.compile(r"[DRI]-[A-Z][A-Za-z]*$")
"""How American papers name a politician's party and state: ``D-Minn``."""
_VOWEL = re.compile("[AEIOUYÄÖÜÉ]")
_SUFFIX = re.compile(
    r"-(?:based|backed|led|style|born|listed|owned|run|trained|related|wide|like|era|only"
    r"|bound|controlled|crowned|dominated|educated|funded|held|leading|made|only|sponsored|sympathetic|winning)$"
)
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
_OPENERS = GENERAL["en"] | QUALIFIERS | frozenset("despite currently meanwhile unlike amid fellow".split())
"""Common words that open sentences, before a name."""
_ABBREVIATED = frozenset("Mr Mrs Ms Dr St Prof Gen Sen Rep Gov Lt Col Sgt Jr Sr Mt Ft".split())
"""Words whose dot ends no sentence."""


def names(words: Words) -> tuple[Name, ...]:
    """The names in a text, by first place.

    A single word that the text also writes without a capital, at least as often, is none. Where all nouns have capitals,
    runs must stand inside a sentence, and whether a single word is a name can only be known from articles in other languages.
    """
    flags, piece = words.flags.tolist(), words.piece
    nouns = words.lang in NOUNS_HAVE_CAPITALS
    bare = _bare(words.lang)
    found: dict[str, list[int]] = {}
    keys: dict[str, str] = {}
    starts = _starts(words)
    place = 0
    while place < len(starts):
        first = last = starts[place]
        place += 1
        if first and flags[first - 1] & BESIDE_NONE:
            before = piece(first - 1)
            if before == "," and _is_state(words, first):
                continue
            if before != "," and _in_address(words, first):
                continue
        while place < len(starts) and starts[place] - last <= _REACH and last - first < 2 * _LONGEST:
            if not _joined(words, first, last, starts[place]):
                break
            last = starts[place]
            place += 1
        if last + 1 < len(flags) and flags[last + 1] & DIGITS and _numbered(words, last + 1):
            last += 1
        if nouns and last - first > 1 and first and words.lower(first - 1) in DETERMINERS:
            head = piece(first)
            if head.lower() not in BODIES and not head.endswith(_BODY_ENDINGS):
                continue  # das Dach des Bahnhofs
        run = piece(first) if first == last else _run(words, first, last)
        name, key, cut = bare(run.title() if flags[first] & LOUD and _is_dateline(words, first, last) else run)
        if not name:
            continue
        entry = found.get(name)
        if entry is None:
            found[name] = entry = [0, 0, first]
            keys[name] = key
        entry[not cut and _opens(words, flags, first)] += 1
    _without_openers(found, words)
    kept = [
        Name(name, keys[name], inside, opening, first)
        for name, (inside, opening, first) in found.items()
        if (name.isupper() and (len(name) < 4 or not words.spelled(name.lower())))
        or (inside or not nouns if " " in name else nouns or words.spelled(name.lower()) < inside + opening)
    ]
    if len(kept) > _MOST:
        kept = sorted(kept, key=lambda name: (-name.inside - name.opening, name.first, name.text))[:_MOST]
        kept.sort(key=lambda name: (name.first, name.text))
    return tuple(kept)


def _starts(words: Words) -> list[int]:
    """Places of the pieces that are written as names, without those that stand alone and then are none: ``The``, ``Monday``."""
    at = np.flatnonzero(words.flags & CAPITAL)
    far = np.ones(len(at) + 1, np.bool_)
    far[1:-1] = np.diff(at) > _REACH
    found: list[int] = at[(words.flags[at] & NAMES_NONE == 0) | ~(far[:-1] & far[1:])].tolist()
    return found


def _without_openers(found: dict[str, list[int]], words: Words) -> None:
    """Counts a run that only ever opens sentences for the name in it, where its first word is a common one and the text has
    the rest alone too: ``Despite Suprnova``, ``Troubled Marsh``.
    """
    for name in [name for name, (inside, _, _) in found.items() if not inside and " " in name]:
        opener, _, rest = name.partition(" ")
        lower = opener.lower()
        alone = found.get(rest)
        if not alone or not alone[0] or lower in PLACES_BEFORE or opener.isupper():
            continue
        if lower in _OPENERS or words.spelled(lower) or (lower.endswith("ed") and len(lower) > 5):
            alone[1] += found[name][1]
            alone[2] = min(alone[2], found[name][2])
            del found[name]


def _run(words: Words, first: int, last: int) -> str:
    text = words.known.text
    return " ".join([text[number] for number in words.listed[first : last + 1]])


def _joined(words: Words, first: int, last: int, following: int) -> bool:
    """Whether two capitalised pieces are parts of one name, which begins at `first`."""
    gap, end = following - last, words.piece(last)
    if end.endswith(("'s", "’s")):
        return gap == 1 and end[:-2].lower() in OWNERS
    if gap == 1:
        return True
    between = words.piece(last + 1)
    if gap == 2:
        if between in ("for", "für"):
            return any(words.lower(at) in BODIES for at in range(first, last + 1))
        if between in ("and", "und"):
            return end.lower() in SHARED or _is_of_body(words, first, last)
        return between in JOINERS or (between == "." and (end in _ABBREVIATED or len(end) == 1))
    return f"{between} {words.piece(last + 2)}" in JOINERS


def _is_of_body(words: Words, first: int, last: int) -> bool:
    """Whether a run is that of a body and of what it is for: ``Department for Work`` (and Pensions)."""
    return any(
        words.lower(at) in BODIES and words.piece(at + 1) in ("of", "for", "für") for at in range(first, last - 1)
    )


def _is_dateline(words: Words, first: int, last: int) -> bool:
    """Whether a name only says from where a story was sent: ``BUFFALO, N.Y. (AP) — ``."""
    if len(words.piece(first)) < _DATELINE or (first and words.piece(first - 1)[0] != "\n"):
        return False
    for at in range(last + 1, min(last + _DATELINE_ENDS, len(words.listed))):
        piece = words.piece(at)
        if piece in _DASHES:
            return True
        if piece[0].islower() or piece[0] == "\n":
            return False
    return False


def _in_address(words: Words, at: int) -> bool:
    """Whether the piece at a place is part of an address or an account's name: ``@MattBevin``, ``pic.example.com/XPxUJuy``."""
    return words.piece(at - 1) == "@" or (at > 1 and words.piece(at - 2) in _DOMAINS)


def _is_state(words: Words, at: int) -> bool:
    """Whether the piece at a place abbreviates the state of the place before it: ``Wilmington, NC``."""
    piece = words.piece(at)
    return (
        len(piece) == 2
        and piece.isupper()
        and at > 1
        and words.piece(at - 2)[0].isupper()
        and piece.lower() not in ALIASES
    )


def _numbered(words: Words, at: int) -> bool:
    """Whether the number at a place belongs to the name before it: ``iPhone 11``, not ``Canada 3.5%``."""
    size = len(words.listed)
    after = words.piece(at + 1) if at + 1 < size else ""
    dated = after.lower() in CALENDAR or (after == "." and at + 2 < size and words.piece(at + 2).isdigit())
    owned = words.piece(at - 1).endswith(("'s", "’s"))  # UK Online's 8 offices
    return len(words.piece(at)) < 4 and after not in ("%", ",", "-") and not dated and not owned


def _opens(words: Words, flags: Sequence[int], at: int) -> bool:
    """Whether the piece at a place opens a sentence."""
    at -= 1
    while at >= 0 and flags[at] & QUOTES:
        at -= 1
    return at < 0 or (
        flags[at] & ENDS > 0 and not (at and words.piece(at) == "." and words.piece(at - 1) in _ABBREVIATED)
    )


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
        addressed = max((at for at, word in enumerate(words[:-1]) if word.lower() in ADDRESSES), default=-1)
        start, end = addressed + 1, len(words)  # Despite Mr Trump
        while start < end and words[start].lower() in before and not is_initials(words[start]):
            start += 1
        for at in range(start, end):
            cut = _SUFFIX.search(words[at])
            if cut and at + 1 < end:
                start = at + 1  # London-based Xstrata
            elif cut:
                words[at] = words[at][: cut.start()]  # UK-based
        while start and start < end and words[start].islower():
            start += 1  # a joiner whose first part went
        while end > start and (
            (words[end - 1].lower() in outside and not is_initials(words[end - 1])) or words[end - 1] in JOINERS
        ):
            end -= 1
        name = " ".join(words[start:end])
        if end - start > _LONGEST and not any(word in JOINERS for word in words[start:end]):
            return "", "", False  # a menu, a headline
        if len(name) < 2 or len(name) > 60 or name.isdigit() or _PARTY.match(name):
            return "", "", False
        name = _quiet(name)
        return name, fold(name), start > 0

    return bare


def _quiet(name: str) -> str:
    """`name` without shouting: capitals throughout are initials only in short words."""
    if len(name) < 7 or not name.isupper():
        return name
    return " ".join(
        word.capitalize() if word.isalpha() and (len(word) > 3 or _VOWEL.search(word)) else word
        for word in name.split(" ")
    )
