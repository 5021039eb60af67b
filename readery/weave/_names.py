"""Names in a text, by how they are written: runs of capitalised words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from readery import languages
from readery.rows import edges
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
from readery.weave._pieces import ABBREVIATED, BESIDE_NONE, CAPITAL, DIGITS, ENDS, LOUD, NAMES_NONE, QUOTES, is_initials
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


def names(words: Words) -> list[tuple[Name, ...]]:
    """The names in each text, by first place.

    A single word that the text also writes without a capital, at least as often, is none. Where all nouns have capitals,
    runs must stand inside a sentence, and whether a single word is a name can only be known from articles in other languages.
    """
    capitals = _capitals(words)
    return [_of_text(words, text, capitals) for text in range(len(words.bounds) - 1)]


@dataclass(slots=True)
class _Use:
    """How a text uses a name."""

    key: str
    """Folded."""
    first: int
    """Its first place, or that of a run that is counted for it."""
    inside: int = 0
    """How often it stands inside a sentence."""
    opening: int = 0
    """How often it opens one."""


@dataclass(frozen=True, slots=True)
class _Capitals:
    """The pieces of all texts that are written as names, without those that stand alone and then are none: ``The``, ``Monday``."""

    beside: Sequence[int]
    """Places of those that stand near another one, or where more than the piece itself decides."""
    beside_bounds: Sequence[int]
    """Where those of each text begin; at last, where those of the last one end."""
    alone: Sequence[tuple[int, int, int, int]]
    """Of the others, each once a text: its first place, how often it stands there, how often it opens a sentence, and how often
    the text has it in lower case.
    """
    alone_bounds: Sequence[int]
    """Likewise."""
    opens: NDArray[np.bool_]
    """Whether each piece of all texts opens a sentence."""


def _capitals(words: Words) -> _Capitals:
    flags, opens = words.flags, _opens(words)
    at = np.flatnonzero(flags & CAPITAL)
    far = np.ones(len(at) + 1, np.bool_)
    far[1:-1] = np.diff(at) > _REACH
    far = far[:-1] & far[1:]
    is_name = ~far | (flags[at] & NAMES_NONE == 0)
    at, far = at[is_name], far[is_name]
    plain = far & ((flags[at - 1] & BESIDE_NONE) | (flags[at] & LOUD) | (flags[at + 1] & DIGITS) == 0)
    beside, alone = at[~plain], at[plain]
    texts = np.searchsorted(words.bounds, alone, side="right") - 1
    order = np.argsort(texts << 32 | words.numbers[alone], kind="stable")
    alone, texts = alone[order], texts[order]
    firsts = edges(texts << 32 | words.numbers[alone])
    opening = np.append(0, np.cumsum(opens[alone]))
    behind = np.append(firsts[1:], len(alone))
    columns = alone[firsts], behind - firsts, opening[behind] - opening[firsts], words.quiet[alone[firsts]]
    return _Capitals(
        beside.tolist(),
        np.searchsorted(beside, words.bounds).tolist(),
        [*zip(*(column.tolist() for column in columns), strict=True)],
        np.searchsorted(texts[firsts], np.arange(len(words.bounds))).tolist(),
        opens,
    )


def _of_text(words: Words, text: int, capitals: _Capitals) -> tuple[Name, ...]:
    nouns = words.known.lang in NOUNS_HAVE_CAPITALS
    bare = _bare(words.known.lang)
    found: dict[str, _Use] = {}
    for first, last in _joined_up(words, capitals.beside[slice(*capitals.beside_bounds[text : text + 2])]):
        run = words.piece(first) if first == last else _run(words, first, last)
        name, key, cut = bare(run.title() if words.flags[first] & LOUD and _is_dateline(words, first, last) else run)
        if name:
            use = found.setdefault(name, _Use(key, first))
            if not cut and capitals.opens[first]:
                use.opening += 1
            else:
                use.inside += 1
    doubtful: list[tuple[str, int, int]] = []
    for first, times, opening, quiet in capitals.alone[slice(*capitals.alone_bounds[text : text + 2])]:
        piece = words.piece(first)
        name, key, _ = bare(piece)
        if name == piece and quiet >= times == opening and not nouns:
            doubtful.append((name, first, opening))  # no name, unless it also stands where it surely is one
        elif name:
            use = found.setdefault(name, _Use(key, first))
            use.first = min(use.first, first)
            use.inside += times - opening
            use.opening += opening
    for name, first, opening in doubtful:
        if name in found:
            use = found[name]
            use.first = min(use.first, first)
            use.opening += opening
    found = dict(sorted(found.items(), key=lambda item: item[1].first))
    _without_openers(found, words, text)
    begin = words.bounds[text] + 1
    kept = [
        Name(name, use.key, use.inside, use.opening, use.first - begin)
        for name, use in found.items()
        if (name.isupper() and (len(name) < 4 or not words.spelled(text, name.lower())))
        or (
            use.inside or not nouns
            if " " in name
            else nouns or words.spelled(text, name.lower()) < use.inside + use.opening
        )
    ]
    if len(kept) > _MOST:
        kept = sorted(kept, key=lambda name: (-name.inside - name.opening, name.first, name.text))[:_MOST]
        kept.sort(key=lambda name: (name.first, name.text))
    return tuple(kept)


def _joined_up(words: Words, starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last place of each run that may be a name, given the places of capitalised pieces of a text."""
    flags = words.flags
    nouns = words.known.lang in NOUNS_HAVE_CAPITALS
    place = 0
    while place < len(starts):
        first = last = starts[place]
        place += 1
        if flags[first - 1] & BESIDE_NONE:
            before = words.piece(first - 1)
            if before == "," and _is_state(words, first):
                continue
            if before != "," and _in_address(words, first):
                continue
        while place < len(starts) and starts[place] - last <= _REACH and last - first < 2 * _LONGEST:
            if not _joined(words, first, last, starts[place]):
                break
            last = starts[place]
            place += 1
        if flags[last + 1] & DIGITS and _numbered(words, last + 1):
            last += 1
        if nouns and last - first > 1 and words.lower(first - 1) in DETERMINERS:
            head = words.piece(first)
            if head.lower() not in BODIES and not head.endswith(_BODY_ENDINGS):
                continue  # das Dach des Bahnhofs
        yield first, last


def _without_openers(found: dict[str, _Use], words: Words, text: int) -> None:
    """Counts a run that only ever opens sentences for the name in it, where its first word is a common one and the text has
    the rest alone too: ``Despite Suprnova``, ``Troubled Marsh``.
    """
    for name in [name for name, use in found.items() if not use.inside and " " in name]:
        opener, _, rest = name.partition(" ")
        lower = opener.lower()
        alone = found.get(rest)
        if not alone or not alone.inside or lower in PLACES_BEFORE or opener.isupper():
            continue
        if lower in _OPENERS or words.spelled(text, lower) or (lower.endswith("ed") and len(lower) > 5):
            alone.opening += found[name].opening
            alone.first = min(alone.first, found[name].first)
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
        return between in JOINERS or (between == "." and (bool(words.flags[last] & ABBREVIATED) or len(end) == 1))
    return f"{between} {words.piece(last + 2)}" in JOINERS


def _is_of_body(words: Words, first: int, last: int) -> bool:
    """Whether a run is that of a body and of what it is for: ``Department for Work`` (and Pensions)."""
    return any(
        words.lower(at) in BODIES and words.piece(at + 1) in ("of", "for", "für") for at in range(first, last - 1)
    )


def _is_dateline(words: Words, first: int, last: int) -> bool:
    """Whether a name only says from where a story was sent: ``BUFFALO, N.Y. (AP) — ``."""
    if len(words.piece(first)) < _DATELINE or words.piece(first - 1)[0] != "\n":
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
    return words.piece(at - 1) == "@" or words.piece(at - 2) in _DOMAINS


def _is_state(words: Words, at: int) -> bool:
    """Whether the piece at a place abbreviates the state of the place before it: ``Wilmington, NC``."""
    piece = words.piece(at)
    return len(piece) == 2 and piece.isupper() and words.piece(at - 2)[0].isupper() and piece.lower() not in ALIASES


def _numbered(words: Words, at: int) -> bool:
    """Whether the number at a place belongs to the name before it: ``iPhone 11``, not ``Canada 3.5%``."""
    after = words.piece(at + 1)
    dated = after.lower() in CALENDAR or (after == "." and words.piece(at + 2).isdigit())
    owned = words.piece(at - 1).endswith(("'s", "’s"))  # UK Online's 8 offices
    return len(words.piece(at)) < 4 and after not in ("%", ",", "-") and not dated and not owned


def _opens(words: Words) -> NDArray[np.bool_]:
    """Whether each piece opens a sentence: whether only quotes and brackets stand between it and the end of another one."""
    flags, numbers = words.flags, words.numbers
    before = np.maximum.accumulate(np.where(flags & QUOTES, 0, np.arange(len(flags))))
    before[1:] = before[:-1].copy()
    is_dot = numbers == words.known.get(".", -1)
    ends = flags & ENDS > 0
    ends[1:] &= ~(is_dot[1:] & (flags[:-1] & ABBREVIATED > 0))
    found: NDArray[np.bool_] = ends[before]
    return found


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
