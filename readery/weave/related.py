"""The articles nearest to each, and why.

Each article becomes a short vector of its weightiest stems and names. Its neighbours are sought among the articles
that share terms with it; how many are met through one term, and through all, is bounded, so the cost of an article
does not grow with the collection. Of the nearest `_CIRCLE` by the cosine of the vectors, those gain whose own nearest
are the same (shared nearest neighbours: Jarvis and Patrick, "Clustering using a similarity measure based on shared
near neighbors", 1973).

All sums are of integers, so that none depends on order.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from readery.model import Neighbour, Related, Tags, Twins
from readery.weave._counts import Counts
from readery.weave._lexicon import NOUNS_HAVE_CAPITALS
from readery.weave._loom import Fact, Loom, Woven
from readery.weave._traits import Traits

Ints = NDArray[np.int64]

_NEIGHBOURS = 5
_TERMS = 100
"""Stems of a vector at most."""
_UNIT = 1000
"""Length of a vector: weights are integers."""
_SATURATION = 2.0
"""Times that a term is said at which it has half of its weight (BM25's k1)."""
_NAMES = 0.4
"""Weight of a name among terms, beside that of its stems."""
_ACROSS = 0.6
"""Likeness of two articles whose names are the same, where they share no language."""
_FEW_NAMES = 200
"""Length that the names of an article have at least between languages: one name in common is little."""
_FAME = 600
"""Articles met through one term at most: those where it weighs most."""
_MEETINGS = 10_000
"""Articles met through all terms at most, counted once a term."""
_CIRCLE = 50
"""Nearest articles whose own nearest are looked at; fewer in collections under a thousand."""
_SHARED = 500
"""Thousandths that an article gains at most for sharing its nearest ones."""
_REASONS = 3
"""Names or words told of what two articles share."""
_LEAST = 40
"""Thousandths of likeness under which two articles are not near."""
_ARTICLES = 1 << 24
"""More articles than a collection can have: what packs an article and a weight into one number."""


@dataclass(frozen=True, slots=True)
class _Space:
    """The vectors of all articles, and the way back from terms. An article is its number in the loom's order."""

    starts: Ints
    """Article → where its terms begin in `terms`; one more at the end."""
    terms: Ints
    """Terms of all articles, each article's weightiest first."""
    weights: Ints
    """Their weights."""
    fame_starts: Ints
    """Term → where the articles that have it begin in `having`; one more at the end."""
    having: Ints
    """Articles by term, those where it weighs most first, `_FAME` at most."""
    having_weights: Ints
    """The term's weights there."""
    langs: Ints
    """Article → a number of its language."""
    named: NDArray[np.float64]
    """Article → length of its vector's names alone, with those that no other has."""
    spelled: Mapping[int, str]
    """Term → a word that has this stem, for those that say what some article is about."""

    def vector(self, number: int) -> dict[int, int]:
        """Term → weight of one article."""
        part = slice(self.starts[number], self.starts[number + 1])
        return dict(zip(self.terms[part].tolist(), self.weights[part].tolist(), strict=True))


def _weave(loom: Loom) -> Woven:
    space = _space(loom)
    articles = len(loom.order)
    numbers = {article_id: number for number, article_id in enumerate(loom.order)}
    twins, hidden = _twins(loom, numbers)
    circle = min(_CIRCLE, articles // 20)
    gain = _SHARED * circle // _CIRCLE
    nearest, likeness = _nearest(space, twins)
    inside = np.zeros(articles + 1, np.int64)  # the last stands for no article
    of: dict[str, object] = {}
    for number, article_id in enumerate(loom.order):
        near, like = nearest[number], likeness[number]
        if circle:
            inside[near[:circle]] = 1
            inside[-1] = 0
            shared = inside[nearest[near, :circle]].sum(axis=1)
            inside[near[:circle]] = 0
            worth = like + gain * shared // circle
        else:
            worth = like
        ranked = sorted(
            (-w, other, score)
            for w, other, score in zip(worth.tolist(), near.tolist(), like.tolist(), strict=True)
            if score >= _LEAST and other not in hidden
        )
        if ranked:
            of[article_id] = Related(
                tuple(
                    Neighbour(loom.order[other], score / _UNIT, *_reason(loom, space, number, other))
                    for _, other, score in ranked[:_NEIGHBOURS]
                )
            )
    return Woven({Related: of})


def _twins(loom: Loom, numbers: Mapping[str, int]) -> tuple[dict[int, Sequence[int]], frozenset[int]]:
    """Article → its twins, which are no neighbours of it; and of all twins, those for which another stands."""
    hidden: set[int] = set()
    groups: dict[int, Sequence[int]] = {}
    for article_id, number in numbers.items():
        twins = loom.facts.of(Twins, article_id)
        if twins:
            groups[number] = [numbers[twin] for twin in (twins.stands, *twins.others)]
            hidden.update(numbers[twin] for twin in twins.others)
    return groups, frozenset(hidden)


def _space(loom: Loom) -> _Space:
    """The vectors of a collection."""
    weigh = _Weigher(loom.counts)
    terms: list[Ints] = []
    weights: list[Ints] = []
    langs: list[int] = []
    named: list[float] = []
    known = {lang: number for number, lang in enumerate(sorted(loom.counts.langs))}
    spelled: dict[int, str] = {}
    for traits in loom.traits():
        own, heavy, names = weigh.vector(traits)
        named.append(max(names, _FEW_NAMES))
        terms.append(own)
        weights.append(heavy)
        langs.append(known[traits.lang])
        stems = weigh.stems[traits.lang]
        for phrase in traits.phrases:
            if 4 * phrase.nominal >= phrase.times and (term := stems.get(phrase.key)):
                spelled.setdefault(term, phrase.text)
        for name in traits.names:
            if term := weigh.names.get(name.key):
                spelled.setdefault(term, name.text)
    lengths = np.array([len(own) for own in terms], np.int64)
    starts = np.concatenate(([0], np.cumsum(lengths)))
    flat = np.concatenate(terms) if terms else np.zeros(0, np.int64)
    heavy = np.concatenate(weights) if weights else np.zeros(0, np.int64)
    articles = np.repeat(np.arange(len(lengths)), lengths)
    packed = np.sort((flat * (_UNIT + 1) + (_UNIT - heavy)) * _ARTICLES + articles)
    by_term, rest = np.divmod(packed, (_UNIT + 1) * _ARTICLES)
    firsts = np.searchsorted(by_term, np.arange(weigh.terms + 1))
    kept = np.arange(len(packed)) - firsts[by_term] < _FAME
    fame = np.searchsorted(by_term[kept], np.arange(weigh.terms + 1))
    lost, having = np.divmod(rest[kept], _ARTICLES)
    return _Space(starts, flat, heavy, fame, having, _UNIT - lost, np.array(langs, np.int64), np.array(named), spelled)


class _Weigher:
    """Weighs the terms of articles: how often an article says one, and how few others do."""

    def __init__(self, counts: Counts) -> None:
        rare = [0.0]  # term 0 stands for whatever one article alone has
        self.stems: dict[str, dict[str, int]] = {}
        for lang in sorted(counts.stems):
            self.stems[lang] = {}
            for stem, has in sorted(counts.stems[lang].items()):
                if has > 1:
                    self.stems[lang][stem] = len(rare)
                    rare.append(math.sqrt(math.log(1 + counts.langs[lang] / has)))
        self.names: dict[str, int] = {}
        for name, has in sorted(counts.names.items()):
            if has > 1:
                self.names[name] = len(rare)
                rare.append(_NAMES * math.sqrt(math.log(1 + counts.articles / has)))
        self._rare = np.array(rare)
        self._once_name = _NAMES * math.sqrt(math.log(1 + counts.articles))
        self._once = {lang: math.sqrt(math.log(1 + has)) for lang, has in counts.langs.items()}
        times = np.arange(256)
        self._said = times / (times + _SATURATION)
        self.terms = len(rare)
        """How many terms there are."""

    def vector(self, traits: Traits) -> tuple[Ints, Ints, float]:
        """The weightiest terms of an article that others have too, and their weights, the weightiest first; and the length
        of its names alone.
        """
        known = self.stems[traits.lang]
        stems = traits.stems.split()
        numbers = np.array([known.get(stem, 0) for stem in stems], np.int64)
        rare = self._rare[numbers]
        rare[numbers == 0] = self._once[traits.lang]
        weights = rare * self._said[np.frombuffer(traits.times, np.uint8)]
        best = np.lexsort((numbers, -weights))[:_TERMS]
        names: dict[int, int] = {}
        alone = 0.0
        for name in traits.names:
            number = self.names.get(name.key)
            if number:
                names[number] = min(255, names.get(number, 0) + name.inside + name.opening)
            elif " " in name.key or (name.inside and traits.lang not in NOUNS_HAVE_CAPITALS):
                alone += float(self._once_name * self._said[min(255, name.inside + name.opening)]) ** 2
        named = np.array(sorted(names), np.int64)
        said = self._said[[names[number] for number in sorted(names)]] if names else np.zeros(0)
        numbers = np.concatenate((numbers[best], named))
        heavy_names = self._rare[named] * said
        weights = np.concatenate((weights[best], heavy_names))
        size = math.sqrt(math.fsum((weights * weights).tolist())) or 1.0
        heavy = np.rint(weights * (_UNIT / size)).astype(np.int64)
        kept = (numbers > 0) & (heavy > 0)
        numbers, heavy = numbers[kept], heavy[kept]
        order = np.lexsort((numbers, -heavy))
        length = math.sqrt(alone + math.fsum((heavy_names * heavy_names).tolist())) * _UNIT / size
        return numbers[order], heavy[order], length


def _nearest(space: _Space, twins: Mapping[int, Sequence[int]]) -> tuple[Ints, Ints]:
    """For each article the `_CIRCLE` nearest ones, nearest first, and their likeness in thousandths.

    Where there are fewer, -1 stands for no article, its likeness being 0.
    """
    articles = len(space.langs)
    nearest = np.full((articles, _CIRCLE), -1, np.int64)
    likeness = np.zeros((articles, _CIRCLE), np.int64)
    met = np.zeros(articles, np.int64)
    place = np.zeros(articles, np.int64)
    lengths = np.diff(space.fame_starts)
    for number in range(articles):
        part = slice(space.starts[number], space.starts[number + 1])
        terms, weights = space.terms[part], space.weights[part]
        through = lengths[terms]
        used = int(np.searchsorted(np.cumsum(through), _MEETINGS, side="right"))
        if not used:
            continue
        terms, through = terms[:used], through[:used]
        ends = np.cumsum(through)
        # The places in `having` of all the articles that the terms lead to, one term's after another's.
        at = np.arange(ends[-1]) + np.repeat(space.fame_starts[terms] - (ends - through), through)
        others = space.having[at]
        np.add.at(met, others, space.having_weights[at] * np.repeat(weights[:used], through))
        place[others] = at
        once = others[place[others] == at]
        like = met[once] // _UNIT
        met[once] = 0
        far = space.langs[once] != space.langs[number]
        if far.any():
            names = space.named[once[far]] * space.named[number]
            like[far] = np.minimum(_UNIT, like[far] * (_ACROSS * _UNIT * _UNIT) / names).astype(np.int64)
        like[np.isin(once, [number, *twins.get(number, ())])] = 0
        packed = like * _ARTICLES + (_ARTICLES - 1 - once)
        packed = packed[like > 0]
        if len(packed) > _CIRCLE:
            packed = np.partition(packed, -_CIRCLE)[-_CIRCLE:]
        packed = np.sort(packed)[::-1]
        nearest[number, : len(packed)] = _ARTICLES - 1 - packed % _ARTICLES
        likeness[number, : len(packed)] = packed // _ARTICLES
    return nearest, likeness


def _reason(loom: Loom, space: _Space, number: int, other: int) -> tuple[str, tuple[str, ...]]:
    """Why two articles are near: the tags that both bear, else the names and words in which they are alike."""
    mine, its = loom.facts.of(Tags, loom.order[number]), loom.facts.of(Tags, loom.order[other])
    scores = {use.name: use.score for use in its.uses} if its else {}
    tags = [(-use.score * scores[use.name], use.name) for use in (mine.uses if mine else ()) if use.name in scores]
    if tags:
        names = tuple(name for _, name in sorted(tags)[:_REASONS])
        return f"both about {_listed(names)}", names
    one, two = space.vector(number), space.vector(other)
    alike = [(-one[term] * two[term], space.spelled[term]) for term in one.keys() & two.keys() & space.spelled.keys()]
    words = tuple(word for _, word in sorted(alike)[:_REASONS])
    return (f"both speak of {_listed(words)}" if words else "alike in their words"), words


def _listed(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


FACT = Fact("related", _weave, needs=("tags", "twins"))
