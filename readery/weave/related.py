"""The articles nearest to each, and why.

Each article becomes a short vector of its weightiest stems and names. Its candidates are the articles that share terms
with it; how many are met through one term, and through all, is bounded, so the cost of an article does not grow with
the collection. The best candidates are compared by the cosine of the vectors; then, of the nearest `_CIRCLE`, those
gain whose own nearest are the same (shared nearest neighbours: Jarvis and Patrick, "Clustering using a similarity
measure based on shared near neighbors", 1973).

All sums are of integers, so that none depends on order.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from readery.model import Neighbour, Related, Tags, Twins
from readery.weave._counts import Counts
from readery.weave._loom import Fact, Loom, Woven
from readery.weave._traits import Traits

_NEIGHBOURS = 5
_TERMS = 100
"""Terms of a vector at most."""
_UNIT = 1000
"""Length of a vector: weights are integers."""
_SATURATION = 3.0
"""Times that a term is said at which it has half of its weight (BM25's k1)."""
_NAMES = 0.4
"""Weight of a name among terms, beside that of its stems."""
_ACROSS = 3.0
"""How much more names count between articles that do not share a language, where nothing else can."""
_HEADED = 1.3
"""How much more a stem of the title counts."""
_FAME = 400
"""Articles met through one term at most: those where it weighs most."""
_MEETINGS = 6000
"""Articles met through all terms at most."""
_COMPARED = 60
"""Articles compared exactly."""
_CIRCLE = 50
"""Nearest articles whose own nearest are looked at; fewer in collections under a thousand."""
_SHARED = 0.5
"""What an article gains at most for sharing its nearest ones."""
_REASONS = 3
"""Names or words told of what two articles share."""
_LEAST = 40
"""Thousandths of likeness under which two articles are not near."""


@dataclass(slots=True)
class _Space:
    """The vectors of all articles. An article is its number in the loom's order, a term the number it met first."""

    vectors: list[dict[int, int]] = field(default_factory=list)
    """Article → term → weight."""
    having: list[list[int]] = field(default_factory=list)
    """Term → the articles that have it; of many, those where it weighs most."""
    langs: list[str] = field(default_factory=list)
    """Article → its language."""
    spelled: dict[int, str] = field(default_factory=dict)
    """Term → a word that has this stem, for those that say what some article is about."""


def _weave(loom: Loom) -> Woven:
    space = _space(loom)
    numbers = {article_id: number for number, article_id in enumerate(loom.order)}
    same, hidden = _twins(loom, numbers)
    circle = min(_CIRCLE, len(loom.order) // 20)
    gain = round(_UNIT * _SHARED) if circle == _CIRCLE else round(_UNIT * _SHARED * circle / _CIRCLE)
    nearest = [_nearest(space, number, same.get(number, frozenset())) for number in range(len(loom.order))]
    circles = [frozenset([other for _, other in near[:circle]]) for near in nearest]
    of: dict[str, object] = {}
    for number, article_id in enumerate(loom.order):
        mine = circles[number]
        ranked: list[tuple[int, int]] = []
        for likeness, other in nearest[number][: max(circle, 2 * _NEIGHBOURS)]:
            if other in hidden:
                continue
            shared = len(mine & circles[other]) / circle if circle else 0.0
            ranked.append((-likeness - round(gain * shared), other))
        ranked.sort()
        likeness_of = {other: likeness for likeness, other in nearest[number]}
        neighbours = tuple(
            Neighbour(loom.order[other], likeness_of[other] / _UNIT, *_reason(loom, space, number, other))
            for _, other in ranked[:_NEIGHBOURS]
        )
        if neighbours:
            of[article_id] = Related(neighbours)
    return Woven({Related: of})


def _twins(loom: Loom, numbers: Mapping[str, int]) -> tuple[dict[int, frozenset[int]], set[int]]:
    """Article → its twins, which are no neighbours of it; and of all twins, those for which another stands."""
    hidden: set[int] = set()
    groups: dict[int, frozenset[int]] = {}
    for article_id, number in numbers.items():
        twins = loom.facts.of(Twins, article_id)
        if twins:
            groups[number] = frozenset(numbers[twin] for twin in (twins.stands, *twins.others))
            hidden.update(numbers[twin] for twin in twins.others)
    return groups, hidden


def _space(loom: Loom) -> _Space:
    """The vectors of a collection."""
    space = _Space()
    weigh = _Weigher(loom.counts)
    terms: dict[str, int] = {}
    for number, traits in enumerate(loom.traits()):
        vector: dict[int, int] = {}
        for name, weight in weigh.terms(traits):
            term = terms.setdefault(name, len(terms))
            if term == len(space.having):
                space.having.append([])
            space.having[term].append(number)
            vector[term] = weight
        space.vectors.append(vector)
        space.langs.append(traits.lang)
        for phrase in traits.phrases:
            word = terms.get(f"{traits.lang}:{phrase.key}")
            if word is not None and 4 * phrase.nominal >= phrase.times:
                space.spelled.setdefault(word, phrase.text)
    for term, having in enumerate(space.having):
        if len(having) > _FAME:
            weights = sorted([(-space.vectors[number][term], number) for number in having])
            space.having[term] = [number for _, number in weights[:_FAME]]
    return space


class _Weigher:
    """Weighs the terms of articles: how often an article says one, and how few others do."""

    def __init__(self, counts: Counts) -> None:
        articles = counts.articles
        self._rare = {
            lang: {stem: math.sqrt(math.log(1 + counts.langs[lang] / has)) for stem, has in stems.items() if has > 1}
            for lang, stems in counts.stems.items()
        }
        self._rare_names = {
            name: _NAMES * math.sqrt(math.log(1 + articles / has)) for name, has in counts.names.items() if has > 1
        }
        self._once = {lang: math.sqrt(math.log(1 + has)) for lang, has in counts.langs.items()}
        self._said = [times / (times + _SATURATION) for times in range(256)]

    def terms(self, traits: Traits) -> list[tuple[str, int]]:
        """The weightiest terms of an article that others have too, with their weights."""
        rare, said, once = self._rare[traits.lang], self._said, self._once[traits.lang]
        found = [
            (rare.get(stem, once) * said[times], stem)
            for stem, times in zip(traits.stems.split(), traits.times, strict=True)
        ]
        prefix = traits.lang + ":"
        start = len(prefix)
        title = set(traits.title)
        if title:
            found = [(weight * _HEADED, stem) if stem in title else (weight, stem) for weight, stem in found]
        found.sort(reverse=True)
        best = [(weight, prefix + stem) for weight, stem in found[:_TERMS]]
        names: dict[str, int] = {}
        for name in traits.names:
            if name.key in self._rare_names:
                names[name.key] = names.get(name.key, 0) + name.inside + name.opening
        best += [(self._rare_names[key] * said[min(times, 255)], key) for key, times in names.items()]
        size = math.sqrt(math.fsum([weight * weight for weight, _ in best])) / _UNIT
        return [(term, round(weight / size)) for weight, term in best if term in names or term[start:] in rare]


def _nearest(space: _Space, number: int, same: frozenset[int]) -> list[tuple[int, int]]:
    """The articles nearest to one, nearest first: likeness in thousandths, number. `same` are left out."""
    vector = space.vectors[number]
    left = _MEETINGS
    through: list[Sequence[int]] = []
    for _, term in sorted([(-weight, term) for term, weight in vector.items()]):
        having = space.having[term]
        left -= len(having)
        if left < 0:
            break
        through.append(having)
    met = Counter(chain.from_iterable(through))
    for other in (number, *same):
        met.pop(other, None)
    lang = space.langs[number]
    found: list[tuple[int, int]] = []
    for _, other in _most(met, _COMPARED):
        its = space.vectors[other]
        likeness = sum([vector[term] * its[term] for term in vector.keys() & its.keys()]) // _UNIT
        if space.langs[other] != lang:
            likeness = min(_UNIT, round(likeness * _ACROSS))
        if likeness >= _LEAST:
            found.append((-likeness, other))
    found.sort()
    return [(-likeness, other) for likeness, other in found]


def _most(met: Mapping[int, int], most: int) -> list[tuple[int, int]]:
    """The articles met most often; of equals, the first."""
    if len(met) > most:
        times = Counter(met.values())
        least, kept = 0, 0
        for least in sorted(times, reverse=True):
            kept += times[least]
            if kept >= most:
                break
        return sorted([(-count, other) for other, count in met.items() if count >= least])[:most]
    return sorted([(-count, other) for other, count in met.items()])


def _reason(loom: Loom, space: _Space, number: int, other: int) -> tuple[str, tuple[str, ...]]:
    """Why two articles are near: the tags that both bear, else the words in which they are alike."""
    mine, its = loom.facts.of(Tags, loom.order[number]), loom.facts.of(Tags, loom.order[other])
    scores = {use.name: use.score for use in its.uses} if its else {}
    tags = [(-use.score * scores[use.name], use.name) for use in (mine.uses if mine else ()) if use.name in scores]
    if tags:
        names = tuple(name for _, name in sorted(tags)[:_REASONS])
        return f"both about {_listed(names)}", names
    one, two = space.vectors[number], space.vectors[other]
    alike = [(-one[term] * two[term], space.spelled[term]) for term in one.keys() & two.keys() & space.spelled.keys()]
    words = tuple(word for _, word in sorted(alike)[:_REASONS])
    return (f"both speak of {_listed(words)}" if words else "alike in their words"), words


def _listed(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


FACT = Fact("related", _weave, needs=("tags", "twins"))
