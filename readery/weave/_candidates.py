"""What an article may be tagged with, variants gathered, and how well each describes it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from readery.weave._counts import Counts
from readery.weave._fold import fold
from readery.weave._traits import Traits
from readery.weave._variants import Variants


@dataclass(slots=True)
class Candidate:
    """A tag that an article may bear."""

    key: str
    """What stands for all its variants: a folded name, or a phrase's language, colon and stems."""
    text: str
    """How the article writes it: the longest form that it uses most."""
    count: int = 0
    """How often the article says it, in any form."""
    first: int = 1000
    """Where it stands first, in thousandths of the text."""
    texts: list[str] = field(default_factory=list)
    """All forms in the text, by first place; for names only."""
    score: float = 0.0
    """How well it describes the article, 0 to 1."""


def candidates(traits: Traits, counts: Counts, variants: Variants) -> list[Candidate]:
    """What an article may be tagged with, best first."""
    found: dict[str, Candidate] = {}
    folded = [fold(name.text) for name in traits.names]
    several = [name for name in folded if " " in name]
    for form, name in zip(folded, traits.names, strict=True):
        alone = " " not in form
        if alone and not name.inside and form not in counts.names:
            continue
        meant = (variants.bearer(form, several) if alone else None) or form
        key = variants.of_name(meant, traits.lang)
        candidate = found.get(key)
        if candidate is None:
            found[key] = candidate = Candidate(key, name.text)
        elif len(name.text) > len(candidate.text) and fold(candidate.text) != key:
            candidate.text = name.text
        candidate.count += name.inside + name.opening
        candidate.first = min(candidate.first, name.first)
        candidate.texts.append(name.text)
    for phrase in traits.phrases:
        key = variants.of_phrase(f"{traits.lang}:{phrase.key}", phrase.text)
        candidate = found.get(key)
        if candidate is None:
            found[key] = candidate = Candidate(key, phrase.text)
        candidate.count = max(candidate.count, phrase.times)
        candidate.first = min(candidate.first, phrase.first)
    title, dek = f" {' '.join(traits.title)} ", f" {' '.join(traits.dek)} "
    for candidate in found.values():
        candidate.score = _score(candidate, counts, title, dek)
    return sorted(found.values(), key=lambda candidate: (-candidate.score, candidate.key))


def _score(candidate: Candidate, counts: Counts, title: str, dek: str) -> float:
    key = candidate.key
    lang, colon, stems = key.partition(":")
    if colon:
        words = stems.split(" ")
        known = counts.stems[lang]
        rarity = sum(math.log((counts.articles + 2) / (known.get(word, 0) + 1)) for word in words) / len(words)
        kind = 0.75 if len(words) == 1 else 1.1
        shown = stems
    else:
        words = key.split(" ")
        rarity = math.log((counts.articles + 2) / (counts.names.get(key, 0) + 1))
        kind = 1.15 if len(words) == 1 else 1.4
        shown = key
    early = 1.0 + 0.6 * (1 - candidate.first / 1000) ** 2
    said = math.log2(1 + candidate.count)
    place = 1.5 if f" {shown} " in title else 1.2 if f" {shown} " in dek else 1.0
    weight = said * kind * early * place * math.sqrt(0.5 + rarity)
    return weight / (weight + 5)
