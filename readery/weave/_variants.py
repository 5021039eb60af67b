"""Which spellings of a name mean the same thing: decided from the collection's counts.

A name is known by its folded form; a phrase by its language, a colon and its stems. `Variants.of_name` and `of_phrase`
bring both to the form that stands for all of its variants.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from readery.stems import stemmer
from readery.weave._asked import Asked, question
from readery.weave._counts import LONGEST_INITIALS
from readery.weave._fold import fold
from readery.weave._lexicon import ALIASES, BODIES, DEMONYMS, GENERALS, PLACES_BEFORE, ROLE_WORDS, ROLES
from readery.weave._senses import apart

_MIDDLE_INITIAL = re.compile(r"(?<=\w\w) [^\W\d](?= \w\w)")
_ENDING = 3
"""Letters that a stemmer may have taken from a name whose stem is a common word's."""
_PARTICLES = frozenset("de da di do van von der den al bin ibn el la le du".split())
_NO_LAST_NAMES = (
    BODIES
    | ROLES
    | frozenset("bank university house church museum kingdom republic state authority corporation".split())
)
_ALIASES = {short: fold(name) for short, name in ALIASES.items()}
_DEMONYMS = {folded: fold(name) for folded, name in DEMONYMS.items()}


class Variants:
    """The variants of one collection. Answers depend on the counts alone, and what is asked of these is noted."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self._names = asked.counts.names
        self._alone = asked.counts.alone
        self._phrases = asked.counts.phrases
        self._spread = asked.counts.spread

    @question
    def of_name(self, folded: str, lang: str) -> str:
        """What a folded name stands for: a folded name, or a phrase's key where that is how most articles write it."""
        return self._phrase_or(self._name(folded), lang)

    def of_phrase(self, key: str, folded: str) -> str:
        """What a phrase (its key, its folded text) stands for: a folded name where most articles write it as one, else its
        key.
        """
        named = self._names.get(folded, 0)
        if named and named >= self._phrases.get(key, 0):
            return self._name(folded)
        return apart(key, folded)

    def bearer(self, last: str, here: Collection[str]) -> str | None:
        """The one person whom a last name standing alone means, given the folded names of several words of the article."""
        if self._stands_alone(last):
            return None
        bearing = [name for name in here if name.endswith(last) and bears(name, last)]
        if bearing:
            return bearing[0] if len(bearing) == 1 else None
        anywhere = self._bearing(last)
        if len(anywhere) == 1 and 2 * self._alone.get(last, 0) >= self._spread.get(last, 0):
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

    def without_people(self, folded: str, here: Collection[str]) -> str:
        """The person in ``australian timothy weeks``, where the article (its names are `here`) speaks of Weeks too; else the
        name itself.
        """
        people, _, person = folded.partition(" ")
        last = person.rpartition(" ")[2]
        if people not in DEMONYMS and self._name(people) == people:
            return folded
        is_person = last in here and last not in _NO_LAST_NAMES and bears(person, last)
        return person if is_person else folded

    @question
    def without_role(self, folded: str) -> str:
        """The person in ``foreign minister sergei lavrov``; the name itself where there is none; empty where it names no
        one (``russian foreign minister``).
        """
        words = folded.split()
        if words[-1] in ROLES and all(map(_may_stand_before_role, words)):
            return ""
        return _without_role(folded, self._names)

    @question
    def _stands_alone(self, last: str) -> bool:
        """Whether the word is a name of its own: in five articles or more, and hardly ever beside a longer name."""
        alone = self._spread.get(last, 0)
        return alone >= 5 and 5 * self._alone.get(last, 0) < alone

    @question
    def _bearing(self, last: str) -> tuple[str, ...]:
        """The names of several words that a last word can stand for; at most two are told."""
        return tuple([name for name in sorted(self.asked.ending.get(last, ())) if bears(name, last)][:2])

    @question
    def _long(self, letters: str) -> str:
        """The one name that initials stand for in this collection; empty where there is none."""
        pairs = sorted(self.asked.long.get(letters, ()))
        if not pairs:
            return ""
        name, articles = max(pairs, key=lambda pair: pair[1])
        total = sum(has for _, has in pairs)
        return name if 5 * articles >= 3 * total and 5 * articles >= self._spread.get(letters, 0) else ""

    @question
    def _name(self, folded: str) -> str:
        short = _ALIASES.get(folded)
        if short:
            return short
        place = _DEMONYMS.get(folded) or _DEMONYMS.get(folded.removesuffix("s"))
        if place and (place in self._names or place in _ALIASES.values()):
            return place
        if len(folded) <= LONGEST_INITIALS and (long := self._long(folded)):
            return self._name(long)
        middle = _MIDDLE_INITIAL.sub("", folded)
        if middle != folded and middle in self._names:
            return self._name(middle)
        for ending in ("ns", "n", "ians", "ian"):
            base = folded.removesuffix(ending)
            known = base != folded and len(base) > 3 and (ending.startswith("ian") or base.endswith("a"))
            if known and (base in self._names or folded not in self._names) and self._is_rarer(folded, base):
                return self._name(base)
        spaced = self._spaced(folded)
        return self._number(spaced) if spaced == folded else self._name(spaced)

    def _spaced(self, folded: str) -> str:
        """A name in one word or several, whichever more articles write, of equals in several: Time Warner, PlayStation."""
        names = self.asked.together.get(folded.replace(" ", ""), ())
        if not any(name != folded for name in names):
            return folded
        return min(names, key=lambda name: (-self._names[name], name))

    def _is_rarer(self, folded: str, base: str) -> bool:
        """Whether a name is hardly more frequent than twice another."""
        return 2 * self._names.get(base, 0) >= self._names.get(folded, 0)

    def _number(self, folded: str) -> str:
        """A name's singular or plural, whichever more articles write; a person's name has none."""
        for other in _other_numbers(folded):
            if other in self._names:
                one, many = sorted((folded, other), key=len)
                if " " in one or self._bearing(one) or not self._bearing(many):
                    mine, theirs = self._names.get(folded, 0), self._names[other]
                    return other if (theirs, other) > (mine, folded) else folded
        return folded

    def _phrase_or(self, name: str, lang: str) -> str:
        stems = " ".join(stemmer(lang)(name.split()))
        key = f"{lang}:{stems}"
        if len(name) - len(stems) > _ENDING:
            return name  # Protestants, whose stem is that of protests
        return apart(key, name) if key in self._phrases and self._phrases[key] > self._names.get(name, 0) else name


def _other_numbers(folded: str) -> tuple[str, ...]:
    """What a folded name's singular or plural would be."""
    if folded.endswith("ies"):
        return (f"{folded[:-3]}y",)
    if folded.endswith("s") and not folded.endswith(("ss", "us", "is")):
        return (folded[:-1],)
    return (f"{folded[:-1]}ies",) if folded.endswith("y") else (f"{folded}s",)


@lru_cache(maxsize=100_000)
def bears(name: str, last: str) -> bool:
    """Whether a folded name is one that its last word alone can stand for: ``donald trump``, not ``north korea``."""
    words = name.split()
    if not 2 <= len(words) <= 4 or words[-1] != last or words[0] in PLACES_BEFORE or words[0] in DEMONYMS:
        return False
    if any(word.isdigit() for word in words) or len(last) < 3:
        return False
    between = words[1:-1]
    return all(word in _PARTICLES or len(word) == 1 for word in between) if len(words) != 3 else "of" not in between


def one_person(names: Iterable[str]) -> dict[str, str]:
    """Folded names of one article that are another one's fuller or shorter form → that other: ``patrick w carlineo jr``
    → ``patrick carlineo``. Of several forms the first of two words stands, else the first.
    """
    by_last: dict[str, list[str]] = {}
    for name in names:
        bare = name.removesuffix(" jr").removesuffix(" sr")
        last = bare.rpartition(" ")[2]
        if bears(bare, last):
            by_last.setdefault(last, []).append(name)
    found: dict[str, str] = {}
    for bearing in by_last.values():
        if len(bearing) > 1:
            for name in bearing:
                forms = [other for other in bearing if other == name or _same_person(name, other)]
                stands = next((form for form in forms if form.count(" ") == 1), forms[0])
                if stands != name:
                    found[name] = stands
    return found


def _same_person(one: str, other: str) -> bool:
    """Whether two folded names with the same last word are one person's: by the first name, or its beginning."""
    (a, *more), (b, *others) = one.split(), other.split()
    shorter, longer = sorted((a, b), key=len)
    middles = [each[0] for each in (more, others) if len(each) > 1 and len(each[0]) == 1]
    return longer.startswith(shorter) and (len(shorter) > 2 or a == b or len(shorter) == 1) and len(set(middles)) < 2


def _may_stand_before_role(word: str) -> bool:
    return word in ROLE_WORDS or word in DEMONYMS or word.endswith("an")


def _without_role(folded: str, names: Collection[str]) -> str:
    """The person in ``russian foreign minister sergei lavrov``; the name itself where none is told apart."""
    words = folded.split()
    for at in range(len(words) - 2, -1, -1):
        if (
            words[at] in ROLES
            or words[at].removesuffix("s") in ROLES
            or (words[at] == "general" and at and words[at - 1] in GENERALS)
        ):
            before, person = words[:at], words[at + 1 :]
            if person[0] in ("of", "for", "and", "in", "at"):
                return folded
            if len(person) > 1 or (person[0] in names and all(map(_may_stand_before_role, before))):
                return " ".join(person)
    if len(words) > 2 and words[0] in DEMONYMS and (rest := folded.partition(" ")[2]) in names:
        return rest  # Australian Timothy Weeks
    return folded
