"""Names in a text, by how they are written: runs of capitalised words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

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
    PLACES_BEFORE,
    QUALIFIERS,
    QUANTITIES,
    SHARED,
)
from readery.weave._traits import Name
from readery.weave._words import Words

_MOST = 60
"""Names kept of an article."""
_LONGEST = 6
"""Words of a name at most."""
_ENDS = frozenset(".!?…:;•|")
"""Pieces after which a capital says nothing."""
_QUOTES = frozenset("\"'“”‘’«»„()[]–—-*")
"""Pieces that may stand between such a piece and the word."""
_DASHES = frozenset("-–—")
_DATELINE = 4
"""Letters of a first word, all capitals, from which it may be the place that a story was sent from."""
_DATELINE_ENDS = 12
"""Pieces within which the dash stands that ends it."""
_BESIDE_NONE = frozenset("@/,")
"""Pieces after which a capital may be part of an address, or abbreviate a state."""
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
    pieces, spelled = words.pieces, words.spelled
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
        if first and (before := pieces[first - 1]) in _BESIDE_NONE:
            if before == "," and last == first and _is_state(pieces, first):
                continue
            if before != "," and _in_address(pieces, first):
                continue
        while place < len(starts) and last - first < 2 * _LONGEST:
            if not _joined(pieces, first, last, starts[place]):
                break
            last = starts[place]
            place += 1
        if last + 1 < size and pieces[last + 1].isdigit() and _numbered(pieces, last + 1):
            last += 1
        if nouns and last - first > 1 and first and pieces[first - 1].lower() in DETERMINERS:
            head = pieces[first]
            if head.lower() not in BODIES and not head.endswith(_BODY_ENDINGS):
                continue  # das Dach des Bahnhofs
        run = " ".join(pieces[first : last + 1])
        name, key, cut = bare(run.title() if _is_dateline(pieces, first, last) else run)
        if not name:
            continue
        entry = found.get(name)
        if entry is None:
            found[name] = entry = [0, 0, first]
            keys[name] = key
        entry[not cut and _opens(pieces, first)] += 1
    _without_openers(found, spelled)
    kept = [
        Name(name, keys[name], inside, opening, first)
        for name, (inside, opening, first) in found.items()
        if (name.isupper() and (len(name) < 4 or name.lower() not in spelled))
        or (inside or not nouns if " " in name else nouns or spelled.get(name.lower(), 0) < inside + opening)
    ]
    if len(kept) > _MOST:
        kept = sorted(kept, key=lambda name: (-name.inside - name.opening, name.first, name.text))[:_MOST]
        kept.sort(key=lambda name: (name.first, name.text))
    return tuple(kept)


def _without_openers(found: dict[str, list[int]], spelled: Mapping[str, int]) -> None:
    """Counts a run that only ever opens sentences for the name in it, where its first word is a common one and the text has
    the rest alone too: ``Despite Suprnova``, ``Troubled Marsh``.
    """
    for name in [name for name, (inside, _, _) in found.items() if not inside and " " in name]:
        opener, _, rest = name.partition(" ")
        lower = opener.lower()
        alone = found.get(rest)
        if not alone or not alone[0] or lower in PLACES_BEFORE or opener.isupper():
            continue
        if lower in _OPENERS or spelled.get(lower) or (lower.endswith("ed") and len(lower) > 5):
            alone[1] += found[name][1]
            alone[2] = min(alone[2], found[name][2])
            del found[name]


def _joined(pieces: Sequence[str], first: int, last: int, following: int) -> bool:
    """Whether two capitalised pieces are parts of one name, which begins at `first`."""
    gap = following - last
    if gap > 3 or pieces[last].endswith(("'s", "’s")):
        return False
    if gap == 1:
        return True
    if gap == 2:
        between = pieces[last + 1]
        if between in ("for", "für"):
            return any(piece.lower() in BODIES for piece in pieces[first : last + 1])
        if between in ("and", "und"):
            return pieces[last].lower() in SHARED or _is_of_body(pieces, first, last)
        return between in JOINERS or (between == "." and (pieces[last] in _ABBREVIATED or len(pieces[last]) == 1))
    return gap == 3 and f"{pieces[last + 1]} {pieces[last + 2]}" in JOINERS


def _is_of_body(pieces: Sequence[str], first: int, last: int) -> bool:
    """Whether a run is that of a body and of what it is for: ``Department for Work`` (and Pensions)."""
    return any(pieces[at].lower() in BODIES and pieces[at + 1] in ("of", "for", "für") for at in range(first, last - 1))


def _is_dateline(pieces: Sequence[str], first: int, last: int) -> bool:
    """Whether a name only says from where a story was sent: ``BUFFALO, N.Y. (AP) — ``."""
    if len(pieces[first]) < _DATELINE or not pieces[first].isupper() or (first and pieces[first - 1][0] != "\n"):
        return False
    for piece in pieces[last + 1 : last + _DATELINE_ENDS]:
        if piece in _DASHES:
            return True
        if piece[0].islower() or piece[0] == "\n":
            return False
    return False


def _in_address(pieces: Sequence[str], at: int) -> bool:
    """Whether the piece at a place is part of an address or an account's name: ``@MattBevin``, ``pic.example.com/XPxUJuy``."""
    return pieces[at - 1] == "@" or (at > 1 and pieces[at - 2] in _DOMAINS)


def _is_state(pieces: Sequence[str], at: int) -> bool:
    """Whether the piece at a place abbreviates the state of the place before it: ``Wilmington, NC``."""
    piece = pieces[at]
    return (
        len(piece) == 2 and piece.isupper() and at > 1 and pieces[at - 2][0].isupper() and piece.lower() not in ALIASES
    )


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
    return at < 0 or (
        (pieces[at] in _ENDS or pieces[at][0] == "\n")
        and not (pieces[at] == "." and at and pieces[at - 1] in _ABBREVIATED)
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
        while start < end and words[start].lower() in before and not _initials(words[start]):
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
            (words[end - 1].lower() in outside and not _initials(words[end - 1])) or words[end - 1] in JOINERS
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


def _initials(word: str) -> bool:
    """Whether a word is written as initials (``US``): then it is no stop word, whatever its letters."""
    return 1 < len(word) <= 5 and word.isupper()


def _quiet(name: str) -> str:
    """`name` without shouting: capitals throughout are initials only in short words."""
    if len(name) < 7 or not name.isupper():
        return name
    return " ".join(
        word.capitalize() if word.isalpha() and (len(word) > 3 or _VOWEL.search(word)) else word
        for word in name.split(" ")
    )
