"""Which spellings of a name mean the same thing: decided from the collection's counts.

A name is known by its folded form; a phrase by its language, a colon and its stems. `Variants.of_name` and `of_phrase`
bring both to the form that stands for all of its variants.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from readery.stems import stemmer
from readery.weave._counts import Counts
from readery.weave._fold import fold
from readery.weave._lexicon import ALIASES, BODIES, DEMONYMS, GENERALS, PLACES_BEFORE, ROLE_WORDS, ROLES

_MIDDLE_INITIAL = re.compile(r"(?<=\w\w) \w(?= \w\w)")
_PARTICLES = frozenset("de da di do van von der den al bin ibn el la le du".split())
_NO_LAST_NAMES = (
    BODIES
    | ROLES
    | frozenset("bank university house church museum kingdom republic state authority corporation".split())
)
_ALIASES = {short: fold(name) for short, name in ALIASES.items()}
_DEMONYMS = {folded: fold(name) for folded, name in DEMONYMS.items()}


class Variants:
    """The variants of one collection. Answers are remembered; they depend on the counts alone."""

    def __init__(self, counts: Counts) -> None:
        self._names = counts.names
        self._alone = counts.alone
        self._phrases = counts.phrases
        self._resolved: dict[tuple[str, str], str] = {}
        self._people: dict[str, str] = {}
        self._bearers = _bearers(counts.names)
        self._long = _expansions(counts)
        self._together: dict[str, str] = {}
        for name in sorted(counts.names, key=lambda name: (-counts.names[name], name)):
            if len(name) > 5:
                self._together.setdefault(name.replace(" ", ""), name)

    def of_name(self, folded: str, lang: str) -> str:
        """What a folded name stands for: a folded name, or a phrase's key where that is how most articles write it."""
        key = (folded, lang)
        known = self._resolved.get(key)
        if known is None:
            self._resolved[key] = known = self._phrase_or(self._name(folded), lang)
        return known

    def of_phrase(self, key: str, folded: str) -> str:
        """What a phrase (its key, its folded text) stands for: a folded name where most articles write it as one, else its
        key.
        """
        as_name = self._names.get(folded, 0)
        return self._name(folded) if as_name and as_name >= self._phrases.get(key, 0) else key

    def bearer(self, last: str, here: Collection[str]) -> str | None:
        """The one person whom a last name standing alone means, given the folded names of several words of the article."""
        if self._stands_alone(last):
            return None
        bearing = [name for name in here if name.endswith(last) and bears(name, last)]
        if bearing:
            return bearing[0] if len(bearing) == 1 else None
        anywhere = self._bearers.get(last, ())
        if len(anywhere) == 1 and 2 * self._alone.get(last, 0) >= self._names.get(last, 0):
            return anywhere[0]
        return None

    def is_two(self, folded: str) -> bool:
        """Whether a name is a person's and a body's: ``halvard brennick of the northern tide office``."""
        person, of, body = folded.partition(" of ")
        return bool(of) and " " in person and person in self._names and body.removeprefix("the ") in self._names

    def without_body(self, folded: str, here: Collection[str]) -> str:
        """The person in ``junya tanase of jpmorgan chase``, where the article (its names are `here`) speaks of Tanase too;
        else the name itself.
        """
        person, of, _ = folded.partition(" of ")
        last = person.rpartition(" ")[2]
        return person if of and last in here and last not in _NO_LAST_NAMES and bears(person, last) else folded

    def without_role(self, folded: str) -> str:
        """The person in ``foreign minister sergei lavrov``; the name itself where there is none; empty where it names no
        one (``russian foreign minister``).
        """
        known = self._people.get(folded)
        if known is None:
            words = folded.split()
            is_role = words[-1] in ROLES and all(map(_may_stand_before_role, words))
            self._people[folded] = known = "" if is_role else _without_role(folded, self._names)
        return known

    def _stands_alone(self, last: str) -> bool:
        """Whether the word is a name of its own: in five articles or more, and hardly ever beside a longer name."""
        alone = self._names.get(last, 0)
        return alone >= 5 and 5 * self._alone.get(last, 0) < alone

    def _name(self, folded: str) -> str:
        short = _ALIASES.get(folded)
        if short:
            return short
        place = _DEMONYMS.get(folded) or _DEMONYMS.get(folded.removesuffix("s"))
        if place and (place in self._names or place in _ALIASES.values()):
            return place
        if folded in self._long:
            return self._name(self._long[folded])
        middle = _MIDDLE_INITIAL.sub("", folded)
        if middle != folded and middle in self._names:
            return self._name(middle)
        for ending in ("ns", "n", "ians", "ian"):
            base = folded.removesuffix(ending)
            known = base != folded and len(base) > 3 and (ending.startswith("ian") or base.endswith("a"))
            if known and 2 * self._names.get(base, 0) >= self._names.get(folded, 0):
                return self._name(base)
        spaced = self._spaced(folded)
        return self._number(spaced) if spaced == folded else self._name(spaced)

    def _spaced(self, folded: str) -> str:
        """A name in one word or several, whichever more articles write: Time Warner, PlayStation."""
        together = self._together.get(folded.replace(" ", ""))
        if together and together != folded:
            return together if self._names[together] > self._names.get(folded, 0) else folded
        return folded

    def _number(self, folded: str) -> str:
        """A name's singular or plural, whichever more articles write; a person's name has none."""
        has = self._names.get(folded, 0)
        for other in _other_numbers(folded):
            one, many = sorted((folded, other), key=len)
            if other in self._names and (" " in one or one in self._bearers or many not in self._bearers):
                theirs = self._names[other]
                return other if (theirs, other) > (has, folded) else folded
        return folded

    def _phrase_or(self, name: str, lang: str) -> str:
        key = f"{lang}:{' '.join(stemmer(lang)(name.split()))}"
        return key if self._phrases.get(key, 0) > self._names.get(name, 0) else name


def _other_numbers(folded: str) -> tuple[str, ...]:
    """What a folded name's singular or plural would be."""
    if folded.endswith("ies"):
        return (f"{folded[:-3]}y",)
    if folded.endswith("s") and not folded.endswith(("ss", "us", "is")):
        return (folded[:-1],)
    return (f"{folded[:-1]}ies",) if folded.endswith("y") else (f"{folded}s",)


def bears(name: str, last: str) -> bool:
    """Whether a folded name is one that its last word alone can stand for: ``donald trump``, not ``north korea``."""
    words = name.split()
    if not 2 <= len(words) <= 4 or words[-1] != last or words[0] in PLACES_BEFORE:
        return False
    if any(word.isdigit() for word in words) or len(last) < 3:
        return False
    between = words[1:-1]
    return all(word in _PARTICLES or len(word) == 1 for word in between) if len(words) != 3 else "of" not in between


def _bearers(names: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Last word → the names of several words that it can stand for; at most two are told."""
    found: dict[str, tuple[str, ...]] = {}
    for name in sorted(names):
        last = name.rpartition(" ")[2]
        if last != name and bears(name, last):
            known = found.get(last, ())
            if len(known) < 2:
                found[last] = (*known, name)
    return found


def _expansions(counts: Counts) -> dict[str, str]:
    """Initials → the one name that they stand for in this collection."""
    best: dict[str, tuple[int, str]] = {}
    total: dict[str, int] = {}
    for (letters, name), articles in sorted((pair.split(" ", 1), has) for pair, has in counts.short.items()):
        total[letters] = total.get(letters, 0) + articles
        if articles > best.get(letters, (0, ""))[0]:
            best[letters] = (articles, name)
    return {
        letters: name
        for letters, (articles, name) in best.items()
        if 5 * articles >= 3 * total[letters] and 5 * articles >= counts.names.get(letters, 0)
    }


def _may_stand_before_role(word: str) -> bool:
    return word in ROLE_WORDS or word in DEMONYMS or word.endswith("an")


def _without_role(folded: str, names: Collection[str]) -> str:
    """The person in ``russian foreign minister sergei lavrov``; the name itself where none is told apart."""
    words = folded.split()
    for at in range(len(words) - 2, -1, -1):
        if words[at] in ROLES or (words[at] == "general" and at and words[at - 1] in GENERALS):
            before, person = words[:at], words[at + 1 :]
            if person[0] in ("of", "for", "and", "in", "at"):
                return folded
            if len(person) > 1 or (person[0] in names and all(map(_may_stand_before_role, before))):
                return " ".join(person)
    if len(words) > 2 and words[0] in DEMONYMS and (rest := folded.partition(" ")[2]) in names:
        return rest  # Australian Timothy Weeks
    return folded
