"""What the articles of a collection have in common: how many of them have each name, phrase and stem.

All are sums over articles, so that blocks may be counted anywhere and added in any order.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from readery.weave._lexicon import NOUNS_HAVE_CAPITALS
from readery.weave._traits import Traits

if TYPE_CHECKING:
    from readery.weave._columns import Columns, Lexicon

_SMALL = frozenset("of the for and de la du des del der und et y e".split())


LONGEST_INITIALS = 6
"""Letters of initials at most."""
_STEPS = np.array([0, *sorted({math.ceil(2 ** (half / 2)) for half in range(62)})], np.int64)
"""Half octaves, and nothing."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Of a collection's articles. What none has stands nowhere."""

    articles: int = 0
    """How many there are, rounded down to half an octave."""
    langs: Mapping[str, int] = field(default_factory=dict)
    """Language → articles in it, rounded likewise."""
    names: Mapping[str, int] = field(default_factory=dict)
    """Folded name → articles that have it inside a sentence, or as several words."""
    alone: Mapping[str, int] = field(default_factory=dict)
    """Folded last word of a name of two or three → articles that also have that word alone, as a name."""
    short: Mapping[str, int] = field(default_factory=dict)
    """Initials, a space, and a folded name that has them → articles with both."""
    phrases: Mapping[str, int] = field(default_factory=dict)
    """Language, colon and stems of a phrase → articles that have it."""
    spread: Mapping[str, int] = field(default_factory=dict)
    """Folded name, or language, colon and stem → articles that have it, rounded down to half an octave: so that one
    more or less hardly ever shows."""


def rounded(numbers: NDArray[np.integer]) -> NDArray[np.int64]:
    """Numbers rounded down to half an octave: 0, 1, 2, 3, 4, 6, 8, 12, 16, 23 …"""
    return _STEPS[np.searchsorted(_STEPS, numbers, side="right") - 1]


def tallies(columns: Columns, lexicon: Lexicon) -> dict[str, NDArray[np.int64]]:
    """How many of these articles have what: kind → number of a word → articles."""
    names = columns.tables["names"]
    return {
        "names": np.bincount(names["number"][names["sure"].astype(bool)], minlength=len(lexicon.names)),
        "alone": np.bincount(columns.tables["alone"]["number"], minlength=len(lexicon.alone)),
        "short": np.bincount(columns.tables["short"]["number"], minlength=len(lexicon.short)),
        "phrases": np.bincount(columns.tables["phrases"]["number"], minlength=len(lexicon.terms)),
        "stems": np.bincount(columns.tables["stems"]["number"], minlength=len(lexicon.terms)),
        "langs": np.bincount(columns.single["lang"], minlength=len(lexicon.langs)),
    }


def count(tallies: Mapping[str, NDArray[np.int64]], lexicon: Lexicon) -> Counts:
    """The counts by word."""
    return Counts(
        int(rounded(tallies["langs"].sum())),
        _counted(lexicon.langs, rounded(tallies["langs"])),
        _counted(lexicon.names, tallies["names"]),
        _counted(lexicon.alone, tallies["alone"]),
        _counted(lexicon.short, tallies["short"]),
        _counted(lexicon.terms, tallies["phrases"]),
        _counted(lexicon.terms, rounded(tallies["stems"])) | _counted(lexicon.names, rounded(tallies["names"])),
    )


def _counted(numbers: Mapping[str, int], tally: NDArray[np.int64]) -> dict[str, int]:
    return {word: has for word, has in zip(numbers, tally.tolist(), strict=True) if has}


def known_names(traits: Traits) -> set[str]:
    """The folded names of an article that are surely such: of several words, or inside a sentence where that tells."""
    nouns = traits.lang in NOUNS_HAVE_CAPITALS
    return {name.key for name in traits.names if " " in name.text or (name.inside and not nouns)}


def alone(sure: Iterable[str]) -> set[str]:
    """The last words of an article's names that are names of it too."""
    known = frozenset(sure)
    return {last for name in known if (last := name.rpartition(" ")[2]) != name and last in known}


def short(traits: Traits, sure: Iterable[str]) -> list[str]:
    """Initials that an article writes, each with a name of it that has them."""
    known = frozenset(sure)
    capitals = {name for name in known if " " not in name and 2 <= len(name) <= LONGEST_INITIALS} & {
        name.key for name in traits.names if name.text.isupper()
    }
    if not capitals:
        return []
    return [f"{letters} {name}" for name in known if " " in name and (letters := initials(name)) in capitals]


def initials(name: str) -> str:
    """The first letters of a folded name's words, small words left out."""
    return "".join(word[0] for word in name.split() if word not in _SMALL)
