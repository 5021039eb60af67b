"""What an article may be tagged with, variants gathered, and how well each describes it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from readery.weave._counts import Counts
from readery.weave._fold import fold
from readery.weave._lexicon import NO_NAMES, NOUNS_HAVE_CAPITALS
from readery.weave._senses import together
from readery.weave._subjects import named
from readery.weave._topics import topics
from readery.weave._traits import Phrase, Subject, Traits
from readery.weave._variants import Variants, bears, one_person

_WORD, _PHRASE, _SHORT_NAME, _LONG_NAME = 0.75, 1.0, 1.15, 1.3
"""What a common word, a run of them, a name of one word and one of several weigh."""
_TOPIC, _NO_TOPIC, _NO_NOUN = 1.5, 0.8, 0.7
"""How much more a common word counts that names a field, less another, and less again one that looks like no noun."""
_NO_NOUN_ENDINGS = tuple("ed ing ly ic ical onal ous ive able ible ful less".split())
"""English endings of verbs and adjectives."""
_NAMED_ELSEWHERE = 1.1
"""How much more a name counts that other articles have too."""
_NOUN = 4.0
"""A quarter of a common word's places must be a noun's, or it counts for less."""
_SUBJECT, _STRONG = 1.0, 1.2
"""What a subject weighs, and what its strength adds: so that it stands behind the best names and words."""
_BEGINNING = 30
"""Words from the start at which an early place has lost half of what it gives."""
_IN_TITLE, _IN_DEK = 1.5, 1.2
"""How much more counts what stands in the title, or in the dek or a heading."""
_COMMON = 0.75
"""What is left of the weight of something that every article says."""
_HALF = 8.0
"""Weight that makes a score of one half."""


@dataclass(slots=True)
class Candidate:
    """A tag that an article may bear."""

    key: str
    """What stands for all its variants: a folded name, or a phrase's language, colon and stems."""
    text: str
    """How the article writes it: the longest form that it uses most."""
    count: int = 0
    """How often the article says it, in any form."""
    first: int = 1_000_000
    """How many words and marks stand before its first place."""
    texts: list[str] = field(default_factory=list)
    """All forms in the text, by first place; for names only."""
    nominal: float = 1.0
    """Of common words: share of their places that are a noun's."""
    score: float = 0.0
    """How well it describes the article, 0 to 1."""
    is_subject: bool = False
    """Whether it is what most of the article speaks of."""

    @property
    def is_word(self) -> bool:
        """Whether it is a single common word."""
        return ":" in self.key and " " not in self.key


def candidates(traits: Traits, counts: Counts, variants: Variants) -> list[Candidate]:
    """What an article may be tagged with, best first."""
    found: dict[str, Candidate] = {}
    nouns = traits.lang in NOUNS_HAVE_CAPITALS
    persons = {name.key: variants.without_role(name.key) for name in traits.names if " " in name.key}
    several = list(filter(None, dict.fromkeys(persons.values())))
    same = one_person(several)
    several = [name for name in several if name not in same]
    here = {name.key for name in traits.names}
    for name in traits.names:
        form = name.key
        alone = " " not in form
        if form in NO_NAMES or (alone and (nouns or not name.inside) and form not in counts.names):
            continue
        person = variants.without_role(form) if alone else persons[form]
        if not person or variants.is_two(form):
            continue
        if alone:
            meant = variants.bearer(person, several) or person
        else:
            if person.count(" ") > 1:
                person = _without_neighbour(variants.without_body(person, here), several, counts)
                person = variants.without_people(person, here)
            meant = same.get(person, person)
        key = variants.of_name(meant, traits.lang)
        text = name.text if person == form else _part(name.text, person)
        candidate = found.get(key)
        if candidate is None:
            found[key] = candidate = Candidate(key, text)
        elif (len(text) > len(candidate.text) and fold(candidate.text) != key) or (
            candidate.text.isupper() and not text.isupper() and fold(text) == key
        ):
            candidate.text = text
        candidate.count += name.inside + name.opening
        candidate.first = min(candidate.first, name.first)
        candidate.texts.append(name.text)
    lasts = {last for name in several if bears(name, last := name.rpartition(" ")[2])} if nouns else frozenset()
    subject_names = named(traits.lang)
    for phrase in traits.phrases:
        folded = fold(phrase.text)
        if folded in lasts:
            continue  # a last name, where nouns have capitals too
        key = variants.of_phrase(f"{traits.lang}:{phrase.key}", folded)
        candidate = found.get(key)
        if candidate is None:
            found[key] = candidate = Candidate(key, _named(phrase, subject_names))
            candidate.nominal = phrase.nominal / phrase.times
        candidate.count = max(candidate.count, phrase.times)
        candidate.first = min(candidate.first, phrase.first)
    title, dek = f" {' '.join(traits.title)} ", f" {' '.join((*traits.dek, *traits.headings))} "
    of_lang = counts.langs[traits.lang]
    for candidate in found.values():
        candidate.score = _score(candidate, counts, of_lang, title, dek)
    for place, subject in enumerate(traits.subjects):
        key = variants.of_phrase(f"{traits.lang}:{subject.key}", fold(subject.text))
        candidate = found.setdefault(key, Candidate(key, subject.text))
        candidate.is_subject = place == 0
        candidate.text = subject.text if key.partition(":")[1] else candidate.text
        candidate.score = max(candidate.score, _subject_score(subject, traits.lang, counts, of_lang))
    return sorted(found.values(), key=lambda candidate: (-candidate.score, candidate.key))


@lru_cache(maxsize=100_000)
def _rarity(articles: int, has: float) -> float:
    """How much more counts what so many of all articles have."""
    return math.sqrt(_COMMON + math.log((articles + 2) / (has + 1)))


def _without_neighbour(name: str, several: Sequence[str], counts: Counts) -> str:
    """The last of two names that stand side by side (``galileo jupiter europa clipper``), where the article has it alone too."""
    for other in several:
        if name.endswith(other) and name != other and name[-len(other) - 1] == " ":
            before = name[: -len(other) - 1]
            if before in counts.names or before in several:
                return other
    return name


def _part(text: str, folded: str) -> str:
    """The words of a name that are folded to `folded`."""
    words = text.split(" ")
    parts = (" ".join(words[start:end]) for start in range(len(words)) for end in range(len(words), start, -1))
    return next((part for part in parts if fold(part) == folded), text)


def _named(phrase: Phrase, subjects: Mapping[str, str]) -> str:
    """A phrase as readers see it; one that is a subject's name in another number (``election``) by that name."""
    subject = subjects.get(phrase.key, "")
    return subject if subject.removesuffix("s") == phrase.text.removesuffix("s") else phrase.text


def _subject_score(subject: Subject, lang: str, counts: Counts, of_lang: int) -> float:
    """How well a subject describes its article: by its strength, and less where much of the collection speaks of it."""
    has = max(counts.spread.get(f"{lang}:{stem}", 0) for stem in subject.key.split(" "))
    weight = (_SUBJECT + _STRONG * subject.strength) * _rarity(counts.articles, has * counts.articles / of_lang)
    return weight / (weight + _HALF)


def _score(candidate: Candidate, counts: Counts, of_lang: int, title: str, dek: str) -> float:
    """How well a candidate describes its article, 0 to 1: said often, early, rarely elsewhere, and a name or a noun.

    `of_lang` is how many articles of the collection are in the article's language.
    """
    key = candidate.key
    if ":" in key:
        bare = together(key)
        lang, _, shown = bare.partition(":")
        kind = _common_kind(lang, shown, candidate.text)
        spread = counts.spread
        stems = [f"{lang}:{stem}" for stem in shown.split(" ")] if " " in shown else [bare]
        in_lang = max([spread.get(stem, 0) for stem in stems])
        # As many as would have it, were all articles of its language.
        has = in_lang * counts.articles / of_lang
    else:
        shown = key
        has = counts.spread.get(key, 0)
        kind = _LONG_NAME if " " in key else _SHORT_NAME
        if has > 1:
            kind *= _NAMED_ELSEWHERE
    said = math.log2(1 + candidate.count * min(1.0, _NOUN * candidate.nominal))
    early = 1 + _BEGINNING / (_BEGINNING + candidate.first)
    place = _IN_TITLE if f" {shown} " in title else _IN_DEK if f" {shown} " in dek else 1.0
    weight = said * kind * early * place * _rarity(counts.articles, has)
    return weight / (weight + _HALF)


@lru_cache(maxsize=100_000)
def _common_kind(lang: str, stems: str, text: str) -> float:
    """What a common word or a phrase weighs by what it is."""
    several = " " in stems
    kind = _PHRASE if several else _WORD
    known_topics = topics(lang)
    if known_topics and not several:
        kind *= _TOPIC if stems in known_topics else _NO_TOPIC
        if lang == "en" and text.endswith(_NO_NOUN_ENDINGS) and stems not in known_topics:
            kind *= _NO_NOUN
    elif several and lang == "en" and text.endswith(("ed", "ly")):
        kind *= _NO_NOUN
    return kind
