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
from readery.weave._columns import Columns, Ints
from readery.weave._counts import Counts
from readery.weave._loom import Fact, Loom, Woven

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
_FAINT = 20
"""Thousandths of likeness under which an article is not counted among the nearest, where all share one language."""
_MOST = 255
"""Times that a term is counted at most."""
_FINE = 1 << 22
"""Weights before the vector's length is known are integers up to this."""
_HEAVIEST = 8
"""No weight is as large: the square root of the logarithm of a count."""
_TERM_LIMIT = 1 << 32
"""More terms than a collection can have: what packs a weight and a term into one number."""
_ARTICLES = 1 << 24
"""More articles than a collection can have: what packs an article and a weight into one number."""


@dataclass(frozen=True, slots=True)
class _Space:
    """The vectors of all articles, and the way back from terms. An article is its number in the loom's order; a term is
    a stem's number, or a name's after all stems.
    """

    starts: Ints
    """Article → where its terms begin in `terms`; one more at the end."""
    terms: Ints
    """Terms of all articles, each article's weightiest first."""
    weights: Ints
    """Their weights."""
    fame_starts: Ints
    """Term → where the articles that have it begin in `having`; one more at the end."""
    having: Ints
    """Articles by term, those where it weighs most first, `_FAME` at most; each packed with the term's weight there."""
    langs: Ints
    """Article → a number of its language."""
    named: NDArray[np.float64]
    """Article → length of its vector's names alone, with those that no other has."""

    def vector(self, number: int) -> dict[int, int]:
        """Term → weight of one article."""
        part = slice(self.starts[number], self.starts[number + 1])
        return dict(zip(self.terms[part].tolist(), self.weights[part].tolist(), strict=True))


def _weave(loom: Loom) -> Woven:
    space = _space(loom.columns, loom.counts)
    articles = len(loom.order)
    twins, hidden = _twins(loom)
    circle = min(_CIRCLE, articles // 20)
    gain = _SHARED * circle // _CIRCLE
    nearest, likeness = _nearest(space, twins)
    inside = np.zeros(articles + 1, np.int64)  # the last stands for no article
    reasons = _Reasons(loom, space)
    of: dict[str, object] = {}
    for number, article_id in enumerate(loom.order):
        near, like = nearest[number], likeness[number]
        worth = like
        if circle:
            inside[near[:circle]] = 1
            inside[-1] = 0
            shared = inside[nearest[near, :circle]].sum(axis=1)
            inside[near[:circle]] = 0
            worth = like + gain * shared // circle
        told = (like >= _LEAST) & ~hidden[near]
        ranked = np.sort(worth[told] * _ARTICLES + (_ARTICLES - 1 - near[told]))[: -_NEIGHBOURS - 1 : -1]
        if len(ranked):
            others = (_ARTICLES - 1 - ranked % _ARTICLES).tolist()
            score = dict(zip(near.tolist(), like.tolist(), strict=True))
            of[article_id] = Related(
                tuple(
                    Neighbour(loom.order[other], score[other] / _UNIT, *reasons.of(number, other)) for other in others
                )
            )
    return Woven({Related: of})


def _twins(loom: Loom) -> tuple[dict[int, list[int]], NDArray[np.bool_]]:
    """Article → its twins, which are no neighbours of it; and for each article, whether a twin stands for it."""
    numbers = {article_id: number for number, article_id in enumerate(loom.order)}
    hidden = np.zeros(len(loom.order), np.bool_)
    groups: dict[int, list[int]] = {}
    for article_id, number in numbers.items():
        twins = loom.facts.of(Twins, article_id)
        if twins:
            groups[number] = [numbers[twin] for twin in (twins.stands, *twins.others)]
            hidden[number] = article_id != twins.stands
    return groups, hidden


def _space(columns: Columns, counts: Counts) -> _Space:
    """The vectors of a collection: of each article the weightiest stems, and its names.

    A term weighs the more the oftener the article says it and the fewer others do. What no other article has counts
    for a vector's length alone.
    """
    rare, stems_known, once_names = _rarity(columns, counts)
    said = np.arange(_MOST + 1) / (np.arange(_MOST + 1) + _SATURATION)
    stems, names = columns.stems, columns.names
    known_langs = {lang: number for number, lang in enumerate(sorted(counts.langs))}
    first_name = len(stems_known)
    has = np.concatenate((stems_known, once_names > 1))
    stem_keys = _packed(rare[stems.numbers] * said[stems.times], stems.numbers)
    name_terms = names.numbers + first_name
    shared_or_sure = columns.sure | (once_names[names.numbers] > 1)
    name_keys = _packed(rare[name_terms] * said[names.times] * shared_or_sure, name_terms)
    terms: list[Ints] = []
    weights: list[Ints] = []
    named: list[float] = []
    for number in range(len(columns.words)):
        own = name_keys[names.starts[number] : names.starts[number + 1]]
        best = np.sort(stem_keys[stems.starts[number] : stems.starts[number + 1]])[:_TERMS]
        keys = np.concatenate((best, own))
        heavy, numbers = _FINE - keys // _TERM_LIMIT, keys % _TERM_LIMIT
        squares = heavy * heavy
        size = math.sqrt(int(squares.sum())) or 1.0
        named.append(max(math.sqrt(int(squares[len(best) :].sum())) * _UNIT / size, _FEW_NAMES))
        vector = np.rint(heavy * (_UNIT / size)).astype(np.int64)
        order = np.sort(((_UNIT - vector) * _TERM_LIMIT + numbers)[(vector > 0) & has[numbers]])
        weights.append(_UNIT - order // _TERM_LIMIT)
        terms.append(order % _TERM_LIMIT)
    lengths = np.array([len(own) for own in terms], np.int64)
    flat = np.concatenate(terms) if terms else np.zeros(0, np.int64)
    heavy = np.concatenate(weights) if weights else np.zeros(0, np.int64)
    articles = np.repeat(np.arange(len(lengths)), lengths)
    fame_starts, having = _by_term(flat, heavy, articles, len(has))
    return _Space(
        np.concatenate(([0], np.cumsum(lengths))),
        flat,
        heavy,
        fame_starts,
        having,
        np.array([known_langs[lang] for lang in columns.langs], np.int64),
        np.array(named),
    )


def _by_term(terms: Ints, weights: Ints, articles: Ints, limit: int) -> tuple[Ints, Ints]:
    """Term → where its articles begin, and all terms' articles: those where it weighs most, packed with the weight."""
    packed = np.sort((terms * (_UNIT + 1) + (_UNIT - weights)) * _ARTICLES + articles)
    by_term, rest = np.divmod(packed, (_UNIT + 1) * _ARTICLES)
    firsts = np.searchsorted(by_term, np.arange(limit + 1))
    kept = np.arange(len(packed)) - firsts[by_term] < _FAME
    lost, having = np.divmod(rest[kept], _ARTICLES)
    return np.searchsorted(by_term[kept], np.arange(limit + 1)), having * (_UNIT + 1) + (_UNIT - lost)


def _rarity(columns: Columns, counts: Counts) -> tuple[NDArray[np.float64], NDArray[np.bool_], Ints]:
    """For each term how much it says that an article has it; for each stem whether two articles have it; for each name
    how many have it.
    """
    rare: list[float] = []
    for lang, numbers in columns.stem_numbers.items():
        size = counts.langs[lang]
        weight = [0.0, *(math.sqrt(math.log(1 + size / has)) for has in range(1, size + 1))]
        rare += [weight[has] for has in columns.stem_articles[len(rare) : len(rare) + len(numbers)]]
    weight = [_NAMES * math.sqrt(math.log(1 + counts.articles / max(1, has))) for has in range(counts.articles + 1)]
    has = [counts.names[name] for name in columns.name_numbers]
    rare += [weight[each] for each in has]
    return np.array(rare), np.array(columns.stem_articles, np.int64) > 1, np.array(has, np.int64)


def _packed(weights: NDArray[np.float64], terms: NDArray[np.int32]) -> Ints:
    """Weights and terms in one number each, so that sorting puts the heaviest first, of equals the smaller term."""
    return (_FINE - np.rint(weights * (_FINE // _HEAVIEST)).astype(np.int64)) * _TERM_LIMIT + terms


def _nearest(space: _Space, twins: Mapping[int, Sequence[int]]) -> tuple[Ints, Ints]:
    """For each article the `_CIRCLE` nearest ones, nearest first, and their likeness in thousandths.

    Where there are fewer, -1 stands for no article, its likeness being 0.
    """
    articles = len(space.langs)
    nearest = np.full((articles, _CIRCLE), -1, np.int64)
    likeness = np.zeros((articles, _CIRCLE), np.int64)
    met = np.zeros(articles, np.int64)
    lengths = np.diff(space.fame_starts)
    several = len(np.unique(space.langs)) > 1
    least = 1 if several else _FAINT * _UNIT
    for number in range(articles):
        part = slice(space.starts[number], space.starts[number + 1])
        terms, weights = space.terms[part], space.weights[part]
        through = lengths[terms]
        ends = np.cumsum(through)
        used = int(np.searchsorted(ends, _MEETINGS, side="right"))
        if not used:
            continue
        terms, through, ends = terms[:used], through[:used], ends[:used]
        # The places in `having` of all the articles that the terms lead to, one term's after another's.
        at = np.arange(ends[-1]) + np.repeat(space.fame_starts[terms] - (ends - through), through)
        others, heavy = np.divmod(space.having[at], _UNIT + 1)
        np.add.at(met, others, heavy * np.repeat(weights[:used], through))
        met[[number, *twins.get(number, ())]] = 0
        like = met[others]
        met[others] = 0
        strong = np.flatnonzero(like >= least)
        others, like = others[strong], like[strong] // _UNIT
        if several:
            far = space.langs[others] != space.langs[number]
            names = space.named[others[far]] * space.named[number]
            like[far] = np.minimum(_UNIT, like[far] * (_ACROSS * _UNIT * _UNIT) / names).astype(np.int64)
        packed = np.sort(like * _ARTICLES + (_ARTICLES - 1 - others))[::-1]
        # An article met through several terms stands there as often, one time after another.
        packed = packed[np.flatnonzero(np.diff(packed, prepend=-1))][:_CIRCLE]
        packed = packed[packed >= _ARTICLES]
        nearest[number, : len(packed)] = _ARTICLES - 1 - packed % _ARTICLES
        likeness[number, : len(packed)] = packed // _ARTICLES
    return nearest, likeness


class _Reasons:
    """Tells why two articles are near: the tags that both bear, else the names and words in which they are alike."""

    def __init__(self, loom: Loom, space: _Space) -> None:
        self._space = space
        names = len(loom.columns.name_numbers)
        first_name = len(space.fame_starts) - 1 - names
        self._spelled = {
            **loom.columns.spelled_stems,
            **{first_name + number: text for number, text in loom.columns.spelled_names.items()},
        }
        self._tags: list[dict[str, float]] = []
        for article_id in loom.order:
            tags = loom.facts.of(Tags, article_id)
            self._tags.append({use.name: use.score for use in tags.uses} if tags else {})

    def of(self, number: int, other: int) -> tuple[str, tuple[str, ...], bool]:
        """The reason in English, what both are about, best first, and whether these are words of their texts."""
        mine, its = self._tags[number], self._tags[other]
        tags = [(-score * its[name], name) for name, score in mine.items() if name in its]
        if tags:
            names = tuple(name for _, name in sorted(tags)[:_REASONS])
            return f"both about {_listed(names)}", names, False
        one, two = self._space.vector(number), self._space.vector(other)
        alike = [
            (-one[term] * two[term], self._spelled[term]) for term in one.keys() & two.keys() & self._spelled.keys()
        ]
        words = tuple(word for _, word in sorted(alike)[:_REASONS])
        return f"both speak of {_listed(words)}" if words else "alike in their words", words, True


def _listed(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


FACT = Fact("related", _weave, needs=("tags", "twins"))
