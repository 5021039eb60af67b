"""The subjects that a text speaks of, whether it names them or not: by the words that speak of them.

The words are data, `readery/languages/subjects/`, a file a language.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from readery import languages
from readery.stems import stemmer
from readery.weave._evoked import evoked
from readery.weave._traits import Subject
from readery.weave._words import Words

_LEAST = 0.5
"""Strength that a subject needs. On 2,225 stories of five desks, 97 of 100 that reached it suited the story's desk."""
_LEAST_WORDS = 3
"""Different words that must speak of it."""
_MOST = 2
"""Subjects of a text at most."""
_BESIDE = 0.6
"""Share of the first one's strength that the second needs."""


def subjects(words: Words) -> tuple[Subject, ...]:
    """What the text speaks of, strongest first.

    Strength is the sum, over the words that speak of a subject, of one and the logarithm of their times, by the root of
    the text's length: many different words say more than one that is said often, and a long text must say more of them.
    """
    known = evoked(words.lang)
    if not known:
        return ()
    found: dict[str, list[float]] = {}
    numbers, times = words.places.numbers, words.places.times
    for at in np.flatnonzero(words.known.is_evoking(numbers)).tolist():
        said = 1 + math.log2(times[at])
        for subject in known[words.known.stems[numbers[at]]]:
            sums = found.setdefault(subject, [0.0, 0])
            sums[0] += said
            sums[1] += 1
    root = math.sqrt(times.sum())
    strong = sorted(
        (-strength / root, subject)
        for subject, (strength, different) in found.items()
        if different >= _LEAST_WORDS and strength >= _LEAST * root
    )
    return tuple(
        Subject(_key(subject, words.lang), subject, -strength)
        for strength, subject in strong[:_MOST]
        if strength <= _BESIDE * strong[0][0]
    )


@lru_cache(maxsize=32)
def named(lang: str) -> Mapping[str, str]:
    """Key of a subject → its name, for all subjects of a language."""
    return {_key(subject, lang): subject for subject in languages.subjects(lang)}


def _key(subject: str, lang: str) -> str:
    return " ".join(stemmer(lang)(subject.lower().split()))
