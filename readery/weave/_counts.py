"""What the articles of a collection have in common: how many of them have each name, phrase and stem.

All are sums over articles, so that blocks may be counted anywhere and added in any order.
"""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True)
class Counts:
    """Of a collection's articles. What none has stands nowhere."""

    articles: int = 0
    """How many there are."""
    langs: Mapping[str, int] = field(default_factory=dict)
    """Language → articles in it."""
    names: Mapping[str, int] = field(default_factory=dict)
    """Folded name → articles that have it inside a sentence, or as several words."""
    alone: Mapping[str, int] = field(default_factory=dict)
    """Folded last word of a name of two or three → articles that also have that word alone, as a name."""
    short: Mapping[str, int] = field(default_factory=dict)
    """Initials, a space, and a folded name that has them → articles with both."""
    phrases: Mapping[str, int] = field(default_factory=dict)
    """Language, colon and stems of a phrase → articles that have it."""
    stems: Mapping[str, int] = field(default_factory=dict)
    """Language, colon and stem → articles that have it."""


def count(columns: Columns, lexicon: Lexicon) -> Counts:
    """The counts of these articles."""
    names = columns.tables["names"]
    return Counts(
        len(columns),
        _counted(lexicon.langs, columns.single["lang"]),
        _counted(lexicon.names, names["number"][names["sure"].astype(bool)]),
        _counted(lexicon.alone, columns.tables["alone"]["number"]),
        _counted(lexicon.short, columns.tables["short"]["number"]),
        _counted(lexicon.terms, columns.tables["phrases"]["number"]),
        _counted(lexicon.terms, columns.tables["stems"]["number"]),
    )


def _counted(numbers: Mapping[str, int], said: NDArray[np.generic]) -> dict[str, int]:
    times = np.bincount(said, minlength=len(numbers)).tolist()
    return {word: has for word, has in zip(numbers, times, strict=True) if has}


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
    capitals = {name for name in known if " " not in name and 2 <= len(name) <= 6} & {
        name.key for name in traits.names if name.text.isupper()
    }
    if not capitals:
        return []
    return [f"{letters} {name}" for name in known if " " in name and (letters := initials(name)) in capitals]


def initials(name: str) -> str:
    """The first letters of a folded name's words, small words left out."""
    return "".join(word[0] for word in name.split() if word not in _SMALL)
