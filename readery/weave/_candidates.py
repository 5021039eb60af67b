"""What an article may be tagged with, variants gathered, and how well each describes it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

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
    verbal: int = 0
    """Of a single common word: how often it stands where a verb would."""
    nested: int = 0
    """How often it is said as a part of one longer candidate."""
    score: float = 0.0
    """How well it describes the article, 0 to 1."""


def candidates(traits: Traits, counts: Counts, variants: Variants) -> list[Candidate]:
    """What an article may be tagged with, best first."""
    found: dict[str, Candidate] = {}
    several = [name.key for name in traits.names if " " in name.key]
    for name in traits.names:
        form = name.key
        alone = " " not in form
        if alone and not name.inside and form not in counts.names:
            continue
        person = variants.without_role(form)
        meant = (variants.bearer(person, several) if " " not in person else None) or person
        key = variants.of_name(meant, traits.lang)
        text = name.text if person == form else " ".join(name.text.split(" ")[-len(person.split(" ")) :])
        candidate = found.get(key)
        if candidate is None:
            found[key] = candidate = Candidate(key, text)
        elif len(text) > len(candidate.text) and fold(candidate.text) != key:
            candidate.text = text
        candidate.count += name.inside + name.opening
        candidate.first = min(candidate.first, name.first)
        candidate.texts.append(name.text)
    for phrase in traits.phrases:
        key = variants.of_phrase(f"{traits.lang}:{phrase.key}", phrase.text)
        candidate = found.get(key)
        if candidate is None:
            found[key] = candidate = Candidate(key, phrase.text, verbal=phrase.verbal)
        candidate.count = max(candidate.count, phrase.times)
        candidate.first = min(candidate.first, phrase.first)
    _nest(found)
    title, dek = f" {' '.join(traits.title)} ", f" {' '.join(traits.dek)} "
    for candidate in found.values():
        candidate.score = _score(candidate, counts, title, dek)
    return sorted(found.values(), key=lambda candidate: (-candidate.score, candidate.key))


def _nest(found: Mapping[str, Candidate]) -> None:
    """Count for each common word and phrase how often it is said as a part of a longer candidate."""
    within: dict[str, int] = {}
    for candidate in found.values():
        words = candidate.key.partition(":")[2] or candidate.key
        parts = words.split(" ")
        if len(parts) > 1:
            for part in (*parts, *(f"{one} {other}" for one, other in pairwise(parts) if len(parts) > 2)):
                within[part] = max(within.get(part, 0), candidate.count)
    for candidate in found.values():
        candidate.nested = within.get(candidate.key.partition(":")[2] or candidate.key, 0)


def _score(candidate: Candidate, counts: Counts, title: str, dek: str) -> float:
    """How well a candidate describes its article, 0 to 1: said often, early, rare elsewhere, and a name."""
    lang, colon, stems = candidate.key.partition(":")
    shown = stems if colon else candidate.key
    words = shown.split(" ")
    if colon:
        known = counts.stems[lang]
        has = max(known[word] for word in words)
        kind = P1 if len(words) == 1 else P2
    else:
        has = counts.names[candidate.key]
        kind = N1 if len(words) == 1 else N2
    rarity = math.log((counts.articles + 2) / (has + 1))
    times = max(0.5, candidate.count - VERB * candidate.verbal - NEST * candidate.nested)
    said = math.log2(1 + times)
    early = 1.0 + EARLY * (1 - candidate.first / 1000) ** POW
    place = 1.5 if f" {shown} " in title else 1.2 if f" {shown} " in dek else 1.0
    weight: float = said**SAID * kind * early * place * (RAR + rarity) ** RPOW
    return weight / (weight + 5)


NEST, P1, P2, N1, N2, VERB, EARLY, POW, SAID, RAR, RPOW = 0.5, 0.75, 1.1, 1.15, 1.4, 0.0, 0.6, 2, 1.0, 0.5, 0.5
