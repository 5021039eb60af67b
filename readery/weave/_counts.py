"""What the articles of a collection have in common: counts that merge.

`count` makes them of any block of articles, `merge` adds two; both are sums of integers and unions, so blocks may be
counted anywhere and added in any order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from readery.weave._lexicon import NOUNS_HAVE_CAPITALS
from readery.weave._traits import Traits

_SMALL = frozenset("of the for and de la du des del der und et y e".split())


@dataclass(frozen=True, slots=True)
class Counts:
    """Of a block of articles."""

    articles: int = 0
    """How many there are."""
    langs: Counter[str] = field(default_factory=Counter)
    """Language → articles in it."""
    names: Counter[str] = field(default_factory=Counter)
    """Folded name → articles that have it inside a sentence, or as several words."""
    alone: Counter[str] = field(default_factory=Counter)
    """Folded last word of a name of two or three → articles that also have that word alone, as a name."""
    short: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Initials and a folded name that has them → articles with both."""
    phrases: Counter[str] = field(default_factory=Counter)
    """Language, colon and stems of a phrase → articles that have it."""


def count(block: Iterable[Traits]) -> Counts:
    """The counts of a block of articles."""
    articles = 0
    langs: Counter[str] = Counter()
    names: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    short: Counter[tuple[str, str]] = Counter()
    phrases: Counter[str] = Counter()
    for traits in block:
        articles += 1
        langs[traits.lang] += 1
        known = known_names(traits)
        names.update(known)
        alone.update({last for name in known if (last := name.rpartition(" ")[2]) != name and last in known})
        capitals = {name for name in known if " " not in name and 2 <= len(name) <= 6} & {
            name.key for name in traits.names if name.text.isupper()
        }
        if capitals:
            short.update((letters, name) for name in known if " " in name and (letters := initials(name)) in capitals)
        phrases.update([f"{traits.lang}:{phrase.key}" for phrase in traits.phrases])
    return Counts(articles, langs, names, alone, short, phrases)


def merge(one: Counts, other: Counts) -> Counts:
    """The counts of two blocks that share no article."""
    return Counts(
        one.articles + other.articles,
        one.langs + other.langs,
        one.names + other.names,
        one.alone + other.alone,
        one.short + other.short,
        one.phrases + other.phrases,
    )


def known_names(traits: Traits) -> set[str]:
    """The folded names of an article that are surely such: of several words, or inside a sentence where that tells."""
    nouns = traits.lang in NOUNS_HAVE_CAPITALS
    return {name.key for name in traits.names if " " in name.text or (name.inside and not nouns)}


def initials(name: str) -> str:
    """The first letters of a folded name's words, small words left out."""
    return "".join(word[0] for word in name.split() if word not in _SMALL)
