"""The articles nearest to each, and why.

Of the nearest by the cosine of their vectors (``_nearest.py``), those gain whose own nearest are the same (shared nearest
neighbours: Jarvis and Patrick, "Clustering using a similarity measure based on shared near neighbors", 1973).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from readery.model import Neighbour, Related, Tags
from readery.weave import _memory
from readery.weave._columns import Ints
from readery.weave._loom import Fact, Found, Loom
from readery.weave._memory import Rows
from readery.weave._nearest import CIRCLE, Nearest, nearest
from readery.weave._vectors import UNIT, Vectors, vectors
from readery.weave.twins import stories

_NEIGHBOURS = 5
_SHARED = 500
"""Thousandths that an article gains at most for sharing its nearest ones."""
_REASONS = 3
"""Names or words told of what two articles share."""
_LEAST = 40
"""Thousandths of likeness under which two articles are not near."""
_BLOCK = 256
"""Articles that are ranked together."""
_KINDS = {"chosen": "<i4", "score": "<i2", "hidden": "?", "circle": "<i4"}


def _weave(loom: Loom) -> Found:
    now, before = vectors(loom.columns, loom.tallies, loom.lexicon, loom.change, loom.memory)
    story = stories(loom)
    hidden = story != np.arange(len(story))
    groups = _groups(story)
    near = nearest(now, before, loom.columns.single["lang"], groups, loom.change, loom.memory)
    chosen, score, again = _chosen(loom, near, hidden)
    again |= _told_otherwise(loom, chosen, now, before)
    reasons = _Reasons(loom, now)
    new: dict[int, bytes] = {}
    for article in np.flatnonzero(again).tolist():
        found = _related(loom, chosen[article].tolist(), score[article].tolist(), reasons, article)
        new[article] = _memory.encoded(found)
    had = _memory.rows(loom.memory, "related")
    table = _memory.renewed(had, loom.change, new)
    if new or not loom.change.same:
        _memory.put_rows(loom.memory, "related", table)
    return Found({Related: Rows(Related, loom.numbers, table, _memory.unlike(had, table, loom.change))})


def _related(loom: Loom, others: list[int], scores: list[int], reasons: _Reasons, article: int) -> Related | None:
    found = [
        Neighbour(loom.order[other], score / UNIT, *reasons.of(article, other))
        for other, score in zip(others, scores, strict=True)
        if other >= 0
    ]
    return Related(tuple(found)) if found else None


def _groups(story: Ints) -> dict[int, list[int]]:
    """Article → all that tell its story, which are no neighbours of one another; only of those that have twins."""
    told: dict[int, list[int]] = {}
    for article in np.flatnonzero(np.bincount(story)[story] > 1).tolist():
        told.setdefault(int(story[article]), []).append(article)
    return {article: articles for articles in told.values() for article in articles}


def _chosen(loom: Loom, near: Nearest, hidden: NDArray[np.bool_]) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    """Article → its neighbours, best first, -1 where there are fewer; their likeness; whether these are others than before."""
    change = loom.change
    circle = min(CIRCLE, change.articles // 20)
    chosen = np.full((change.articles, _NEIGHBOURS), -1, np.int64)
    score = np.zeros((change.articles, _NEIGHBOURS), np.int64)
    stale = np.ones(change.articles, np.bool_)
    again = stale.copy()
    had = _memory.arrays(loom.memory, "chosen", _KINDS)
    there = np.flatnonzero(change.before >= 0)
    if had is not None and had["circle"].tolist() == [circle]:
        then = change.before[there]
        chosen[there] = np.append(change.now, -1)[had["chosen"].reshape(-1, _NEIGHBOURS)[then]]
        score[there] = had["score"].reshape(-1, _NEIGHBOURS)[then]
        moved = near.changed.copy()
        moved[there] |= had["hidden"][then] != hidden[there]
        stale = moved | (moved[near.near] & (near.near >= 0)).any(axis=1)
    rows = np.flatnonzero(stale)
    old, old_score = chosen.copy(), score.copy()
    for at in range(0, len(rows), _BLOCK):
        part = rows[at : at + _BLOCK]
        chosen[part], score[part] = _ranked(near, hidden, circle, part)
    if had is not None:
        again = (change.before < 0) | (chosen != old).any(axis=1) | (score != old_score).any(axis=1)
    if len(rows) or not change.same:
        values = {"chosen": chosen, "score": score, "hidden": hidden, "circle": np.array([circle])}
        _memory.put_arrays(loom.memory, "chosen", values, _KINDS)
    return chosen, score, again


def _ranked(near: Nearest, hidden: NDArray[np.bool_], circle: int, articles: Ints) -> tuple[Ints, Ints]:
    """The neighbours of these articles and their likeness."""
    others, like = near.near[articles].astype(np.int64), near.like[articles].astype(np.int64)
    worth = like.copy()
    if circle:
        row = np.arange(len(articles))[:, None]
        inside = np.zeros((len(articles), len(hidden) + 1), np.bool_)
        inside[row, others[:, :circle]] = True
        inside[:, -1] = False  # stands for no article
        shared = inside[row[:, :, None], near.near[others, :circle]].sum(axis=2)
        worth += _SHARED * circle // CIRCLE * shared // circle
    worth[(like < _LEAST) | hidden[others] | (others < 0)] = -1
    order = np.lexsort((others, -worth))[:, :_NEIGHBOURS]
    best, score = np.take_along_axis(others, order, 1), np.take_along_axis(like, order, 1)
    none = np.take_along_axis(worth, order, 1) < 0
    best[none], score[none] = -1, 0
    return best, score


def _told_otherwise(loom: Loom, chosen: Ints, now: Vectors, before: Vectors | None) -> NDArray[np.bool_]:
    """Article → whether reasons may be others than before: it or a neighbour has other tags or another vector."""
    tags = loom.facts.of_articles.get(Tags)
    if before is None or not isinstance(tags, Rows):
        return np.ones(loom.change.articles, np.bool_)
    moved = loom.change.fresh | tags.changed | _memory.unlike(before.table, now.table, loom.change)
    return moved | (moved[chosen] & (chosen >= 0)).any(axis=1)


class _Reasons:
    """Tells why two articles are near: the tags that both bear, else the names and words in which they are alike."""

    def __init__(self, loom: Loom, vectors: Vectors) -> None:
        self._loom = loom
        self._vectors = vectors
        self._texts = list(loom.lexicon.texts)
        self._tags: dict[int, dict[str, float]] = {}

    def of(self, article: int, other: int) -> tuple[str, tuple[str, ...], bool]:
        """The reason in English, what both are about, best first, and whether these are words of their texts."""
        mine, its = self._tags_of(article), self._tags_of(other)
        tags = [(-mine[name] * its[name], name) for name in mine.keys() & its.keys()]
        if tags:
            names = tuple(name for _, name in sorted(tags)[:_REASONS])
            return f"both about {_listed(names)}", names, False
        one, two = self._vectors.of(article), self._vectors.of(other)
        both = one.keys() & two.keys()
        spelled = {**self._spelled(other), **self._spelled(article)} if both else {}
        alike = [(-one[term] * two[term], spelled[term]) for term in both & spelled.keys()]
        words = tuple(word for _, word in sorted(alike)[:_REASONS])
        return f"both speak of {_listed(words)}" if words else "alike in their words", words, True

    def _tags_of(self, article: int) -> dict[str, float]:
        known = self._tags.get(article)
        if known is None:
            tags = self._loom.facts.of(Tags, self._loom.order[article])
            self._tags[article] = known = {use.name: use.score for use in tags.uses} if tags else {}
        return known

    def _spelled(self, article: int) -> dict[int, str]:
        """Term → how the article writes it, for those that say what it is about."""
        found: dict[int, str] = {}
        phrases, names = self._loom.columns.tables["phrases"], self._loom.columns.tables["names"]
        part = slice(phrases.starts[article], phrases.starts[article + 1])
        said = zip(*(phrases[name][part].tolist() for name in ("number", "nominal", "text")), strict=True)
        found = {2 * number: self._texts[text] for number, nominal, text in said if nominal}
        part = slice(names.starts[article], names.starts[article + 1])
        said = zip(*(names[name][part].tolist() for name in ("number", "text")), strict=True)
        return found | {2 * number + 1: self._texts[text] for number, text in said}


def _listed(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


FACT = Fact("related", _weave, needs=("tags", "twins"))
