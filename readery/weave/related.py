"""The articles nearest to each, and why.

Each article becomes a short vector of its weightiest stems and names (BM25's weight of term and rarity). Neighbours
are sought among the articles that share its rarest terms, up to a fixed number of meetings, so the cost of an article
does not grow with the collection; the best of them are compared by the cosine of the two vectors.
"""

from __future__ import annotations

import math
from collections import Counter

from readery.model import Neighbour, Related, Tags, Twins
from readery.weave._loom import Fact, Loom, Woven
from readery.weave._traits import Traits

_NEIGHBOURS = 5
_TERMS = 60
"""Terms of a vector at most."""
_MEETINGS = 6000
"""Articles met through shared terms, counted once a term, at most."""
_COMPARED = 80
"""Articles compared exactly."""
_LEAST = 0.04
"""Cosine under which two articles are not near."""


def _weave(loom: Loom) -> Woven:
    numbers = {article_id: number for number, article_id in enumerate(loom.order)}
    terms: dict[str, int] = {}
    vectors: list[dict[int, float]] = []
    having: list[list[int]] = []
    for traits in loom.traits():
        vector: dict[int, float] = {}
        for name, weight in _weights(traits, loom):
            term = terms.setdefault(name, len(terms))
            if term == len(having):
                having.append([])
            having[term].append(numbers[traits.id])
            vector[term] = weight
        vectors.append(vector)
    of: dict[str, object] = {}
    for number, article_id in enumerate(loom.order):
        twins = loom.facts.of(Twins, article_id)
        same = {number} | ({numbers[twin] for twin in (twins.stands, *twins.others)} if twins else set())
        met: Counter[int] = Counter()
        left = _MEETINGS
        vector = vectors[number]
        for term in sorted(vector, key=lambda term: (len(having[term]), term)):
            left -= len(having[term])
            if left < 0:
                break
            met.update(having[term])
        near = [
            (-_cosine(vector, vectors[other]), loom.order[other])
            for other, _ in sorted(met.items(), key=lambda item: (-item[1], item[0]))[: _COMPARED + len(same)]
            if other not in same
        ]
        near.sort()
        neighbours = tuple(
            Neighbour(other, round(-score, 4), *_reason(loom, article_id, other))
            for score, other in near[:_NEIGHBOURS]
            if -score >= _LEAST
        )
        if neighbours:
            of[article_id] = Related(neighbours)
    return Woven({Related: of})


def _weights(traits: Traits, loom: Loom) -> list[tuple[str, float]]:
    """The terms of an article with their weights, the vector's length being 1."""
    counts = loom.counts
    articles = counts.articles
    known = counts.stems[traits.lang]
    length = 0.5 + 0.5 * sum(traits.times) / 200
    found: list[tuple[float, str]] = []
    title = set(traits.title)
    for stem, times in zip(traits.stems.split(), traits.times, strict=True):
        has = known[stem]
        if has > 1:
            weight = times / (times + 1.2 * length) * math.log((articles + 1) / has)
            found.append((weight * (1.5 if stem in title else 1.0), f"{traits.lang}:{stem}"))
    for name in traits.names:
        folded = name.key
        has = counts.names.get(folded, 0)
        if has > 1:
            times = name.inside + name.opening
            found.append((times / (times + 1.2) * math.log((articles + 1) / has), folded))
    best = sorted(found, key=lambda item: (-item[0], item[1]))[:_TERMS]
    size = math.sqrt(math.fsum(weight * weight for weight, _ in best)) or 1.0
    return [(term, weight / size) for weight, term in best]


def _cosine(one: dict[int, float], other: dict[int, float]) -> float:
    return math.fsum([one[term] * other[term] for term in one.keys() & other.keys()])


def _reason(loom: Loom, article_id: str, other: str) -> tuple[str, tuple[str, ...]]:
    """Why two articles are near, and the names of what they share."""
    mine, its = loom.facts.of(Tags, article_id), loom.facts.of(Tags, other)
    scores = {use.name: use.score for use in its.uses} if its else {}
    shared = sorted(
        ((use.score * scores[use.name], use.name) for use in (mine.uses if mine else ()) if use.name in scores),
        key=lambda item: (-item[0], item[1]),
    )
    names = tuple(name for _, name in shared[:3])
    if not names:
        return "similar in their words", ()
    return f"both about {_listed(names)}", names


def _listed(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


FACT = Fact("related", _weave, needs=("tags", "twins"))
