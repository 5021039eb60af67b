"""Which subjects words speak of."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from readery import languages
from readery.stems import stemmer


@lru_cache(maxsize=32)
def evoked(lang: str) -> Mapping[str, tuple[str, ...]]:
    """Stem → the subjects that it speaks of, for all that are known of a language."""
    stem = stemmer(lang)
    found: dict[str, list[str]] = {}
    for subject, words in languages.subjects(lang).items():
        for each in dict.fromkeys(stem([word.lower() for word in words])):
            found.setdefault(each, []).append(subject)
    return {each: tuple(of) for each, of in found.items()}
