"""The subjects that a text speaks of, whether it names them or not: by the words that speak of them.

The words are data, `readery/languages/subjects/`, a file a language.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np

from readery import languages
from readery.stems import stemmer
from readery.weave._evoked import evoked
from readery.weave._pieces import Pieces
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


def subjects(words: Words) -> list[tuple[Subject, ...]]:
    """What each text speaks of, strongest first.

    Strength is the sum, over the words that speak of a subject, of one and the logarithm of their times, by the root of
    the text's length: many different words say more than one that is said often, and a long text must say more of them.
    """
    places, known = words.places, words.known
    evoking = np.flatnonzero(known.is_evoking(places.numbers))
    said = [*zip(places.numbers[evoking].tolist(), places.times[evoking].tolist(), strict=True)]
    parts = pairwise(np.searchsorted(evoking, places.bounds).tolist())
    lengths = np.diff(np.append(0, np.cumsum(places.times))[places.bounds]).tolist()
    return [_of_text(known, said[slice(*part)], length) for part, length in zip(parts, lengths, strict=True)]


def _of_text(known: Pieces, said: Sequence[tuple[int, int]], length: int) -> tuple[Subject, ...]:
    """What a text of so many words speaks of, given the stems there that speak of subjects and their times."""
    evoked_by = evoked(known.lang)
    found: dict[str, list[float]] = {}
    for stem, times in said:
        strength = 1 + math.log2(times)
        for subject in evoked_by[known.stems[stem]]:
            sums = found.setdefault(subject, [0.0, 0])
            sums[0] += strength
            sums[1] += 1
    root = math.sqrt(length)
    strong = sorted(
        (-strength / root, subject)
        for subject, (strength, different) in found.items()
        if different >= _LEAST_WORDS and strength >= _LEAST * root
    )
    return tuple(
        Subject(_key(subject, known.lang), subject, -strength)
        for strength, subject in strong[:_MOST]
        if strength <= _BESIDE * strong[0][0]
    )


@lru_cache(maxsize=32)
def named(lang: str) -> Mapping[str, str]:
    """Key of a subject → its name, for all subjects of a language."""
    return {_key(subject, lang): subject for subject in languages.subjects(lang)}


def _key(subject: str, lang: str) -> str:
    return " ".join(stemmer(lang)(subject.lower().split()))
