"""Which of the tags that articles would bear they bear.

Some of an article's tags shall lead to others, so that a tag is worth a click: candidates that articles of other stories have
too take the place of the last of those that none has. That these have one is all that an article's choice depends on besides
its own wishes, so it is made again only where that changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from readery.weave import _memory
from readery.weave._columns import Ints, Table, among, distinct
from readery.weave._fold import fold
from readery.weave._loom import Loom
from readery.weave._wished import ORIGINS, Wished
from readery.weave._wishes import Wish
from readery.weave.twins import stories

_LEADING = 4
"""Tags of an article that shall lead to another one, if it has as many."""
_LEADING_WORD = 0.42
"""Score that a single common word needs to be chosen for leading to another article."""
_WITH_SUBJECT = 6
"""Tags that an article may have, from which what most of it speaks of is one of them."""
_OFTENER = 1.6
"""How much oftener than a longer tag a part of it must be said to be a tag beside it."""
_SELDOMER = 3
"""How much seldomer than a part of it that is a tag a phrase may be said to be one too: ``cannabis use disorder`` beside cannabis."""
_FIRST = 5
"""Tags that say what an article is about, before those that say what else is in it."""
_COMMON_WORD = 0.7
"""What is left of the score of a single common word among the latter."""
_FURNITURE = 4
"""Articles of a publisher from which a tag that nearly all of them have, and no others, is part of its pages."""
_SAID_ONCE = 3
"""The same, where all of them say it just once."""


_KINDS = {"valid": "?", "elsewhere": "?", "chosen": "?"}


@dataclass(frozen=True, slots=True)
class Choice:
    """The tags that articles bear."""

    valid: NDArray[np.bool_]
    """Entry of wishes → whether it may be a tag: whether it is no part of a publisher's pages."""
    chosen: NDArray[np.bool_]
    """Entry of wishes → whether its article bears it."""
    changed: NDArray[np.bool_]
    """Article → whether its tags are others than before, or other forms of them."""
    stories: Ints
    """Tag → stories whose articles bear it."""

    def of(self, wished: Wished, article: int) -> list[Wish]:
        """The tags that an article bears, best first."""
        flags = self.chosen[wished.entries.starts[article] : wished.entries.starts[article + 1]].tolist()
        mine = [wish for wish, one in zip(wished.of(article), flags, strict=True) if one]
        own = [wish for wish in mine if wish.origin == "owner"]
        return own + sorted((wish for wish in mine if wish.origin != "owner"), key=_worth)


def choose(loom: Loom, wished: Wished) -> Choice:
    """The tags that all articles bear."""
    key = wished.entries["key"]
    valid = (wished.entries["origin"] == ORIGINS.index("owner")) | ~_furniture(loom, wished)[key]
    told = _Told(wished, stories(loom), len(loom.lexicon.keys))
    ranks: _Ranks = {}
    first, _ = _chosen(loom, wished, valid, told.elsewhere(valid), ranks, "tags first")
    # Many articles rank a tag and few of them bear it: once more, so that tags that only one bears make room.
    last, changed = _chosen(loom, wished, valid, told.elsewhere(first), ranks, "tags last")
    return Choice(valid, last, changed, told.stories(last))


class _Told:
    """Which tags are told of which stories."""

    def __init__(self, wished: Wished, story: Ints, tags: int) -> None:
        self._size = max(1, len(story))
        self._tags = tags
        self._key = wished.entries["key"]
        self._packed = self._key.astype(np.int64) * self._size + story[wished.entries.owners()]

    def stories(self, has: NDArray[np.bool_]) -> Ints:
        """Tag → stories of the articles that have it, given entries of wishes."""
        return self._counted(distinct(self._packed[has]))

    def elsewhere(self, has: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Entry of wishes → whether an article of another story has its tag, given who has."""
        told = distinct(self._packed[has])
        found: NDArray[np.bool_] = self._counted(told)[self._key] > among(self._packed, told)
        return found

    def _counted(self, told: Ints) -> Ints:
        return np.bincount(told // self._size, minlength=self._tags)


_Ranks = dict[int, tuple[tuple[int, ...], tuple[int, ...]]]
"""Article → places among its wishes of those that `_ranked` found, which are the same in both rounds."""


def _chosen(
    loom: Loom,
    wished: Wished,
    valid: NDArray[np.bool_],
    elsewhere: NDArray[np.bool_],
    ranks: _Ranks,
    name: str,
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Of each entry of wishes whether its article bears it, and of each article whether that may be otherwise than before."""
    change, starts, owners = loom.change, wished.entries.starts, wished.entries.owners()
    limit = loom.settings.tags.limit
    chosen = np.zeros(len(owners), np.bool_)
    stale = np.ones(change.articles, np.bool_)
    then = _memory.table(loom.memory, name, _KINDS)
    known = loom.memory.get(f"{name} limit")
    if then and known == bytes([min(limit, 255)]):
        now = Table(starts, {"valid": valid, "elsewhere": elsewhere})
        stale = wished.changed | _memory.unlike(then, now, change)
        chosen[~stale[owners]] = then.take(change.before[~stale])["chosen"]
    articles = np.flatnonzero(stale).tolist()
    for article in articles:
        part = slice(starts[article], starts[article + 1])
        wishes = wished.of(article)
        if article not in ranks:
            place = {wish.key: at for at, wish in enumerate(wishes)}
            allowed = [wish for wish, one in zip(wishes, valid[part].tolist(), strict=True) if one]
            best, others = _ranked(allowed, limit)
            ranks[article] = tuple(place[wish.key] for wish in best), tuple(place[wish.key] for wish in others)
        own = [at for at, wish in enumerate(wishes) if wish.origin == "owner"]
        mine = own + _choose(wishes, own, *ranks[article], elsewhere[part].tolist(), limit)
        chosen[starts[article] + np.array(mine, np.int64)] = True
    if articles or not change.same:
        values = Table(starts, {"valid": valid, "elsewhere": elsewhere, "chosen": chosen})
        _memory.put_table(loom.memory, name, values, _KINDS)
        loom.memory.put(f"{name} limit", bytes([min(limit, 255)]))
    return chosen, stale


def _furniture(loom: Loom, wished: Wished) -> NDArray[np.bool_]:
    """Tag → whether nearly all articles of one publisher have it, and no others: then it comes from the publisher's pages."""
    numbers = {"": 0}
    of = {e.head.id: numbers.setdefault(fold(e.head.site or ""), len(numbers)) for e in loom.collection}
    sites = np.array([of[each] for each in loom.order], np.int64)
    given = wished.entries["origin"] != ORIGINS.index("owner")
    key, site = wished.entries["key"][given], sites[wished.entries.owners()[given]]
    keys = len(loom.lexicon.keys)
    lowest, highest, said = np.full(keys, len(numbers)), np.zeros(keys, np.int64), np.zeros(keys, np.int64)
    np.minimum.at(lowest, key, site)
    np.maximum.at(highest, key, site)
    np.maximum.at(said, key, wished.entries["count"][given])
    times, size = np.bincount(key, minlength=keys), np.bincount(sites, minlength=len(numbers))[highest]
    nearly_all = (times >= _FURNITURE) & (5 * times >= 4 * size)
    all_once = (said == 1) & (times >= _SAID_ONCE) & (times == size)
    found: NDArray[np.bool_] = (highest > 0) & (lowest == highest) & (nearly_all | all_once)
    return found


def _ranked(wishes: Sequence[Wish], limit: int) -> tuple[list[Wish], list[Wish]]:
    """What an article may bear besides its owner's tags: the best up to `limit`, and what may take the place of one of them.

    The first few of those found in the text say what it is about. Of the others those are better that say something else again:
    names before common words, and such as have no word in common with a tag before them.
    """
    own = [wish for wish in wishes if wish.origin == "owner"]
    ranked = sorted((wish for wish in wishes if wish.origin != "owner"), key=_worth)
    kept: list[Wish] = []
    spare: list[Wish] = []

    def take(wish: Wish) -> None:
        (kept if len(kept) < limit else spare).append(wish)

    def is_new(wish: Wish) -> bool:
        return wish.pinned or not (_is_said(wish, own) or _is_said(wish, kept))

    at = 0
    while at < len(ranked) and (len(kept) < _FIRST or not _is_found(ranked[at])):
        if is_new(ranked[at]):
            take(ranked[at])
        at += 1
    said = {word for wish in (*own, *kept) for word in _words(wish)}
    again: list[Wish] = []
    for wish in sorted(ranked[at:], key=_further):
        if is_new(wish):
            its_words = _words(wish)
            if said.isdisjoint(its_words):
                take(wish)
                said.update(its_words)
            else:
                again.append(wish)
    for wish in filter(is_new, again):
        take(wish)
    return kept, spare


def _choose(
    wishes: Sequence[Wish],
    own: Sequence[int],
    ranked: Sequence[int],
    spare: Sequence[int],
    elsewhere: Sequence[bool],
    limit: int,
) -> list[int]:
    """The tags that an article bears besides its `own`, given what `_ranked` found. A tag is its place among the wishes.

    What most of the text speaks of takes the place of the last that leads nowhere, is not among the first and no name. Where
    fewer than `_LEADING` stand `elsewhere`, in an article of another story, the last that do not make room.
    """
    kept = [*ranked]
    subject = next((at for at in spare if wishes[at].is_subject), None)
    dead_end = next((at for at in reversed(kept[_FIRST:]) if _may_make_room(wishes[at]) and not elsewhere[at]), None)
    if subject is not None and dead_end is not None and limit >= _WITH_SUBJECT:
        kept[kept.index(dead_end)] = subject
    leading = sum(elsewhere[at] for at in (*own, *kept))
    for at in spare:
        if leading >= min(_LEADING, limit):
            break
        if at not in kept and elsewhere[at] and not (wishes[at].is_word and wishes[at].score < _LEADING_WORD):
            last = next((other for other in reversed(kept) if not elsewhere[other]), None)
            if last is None:
                break
            kept.remove(last)
            kept.append(at)
            leading += 1
    return kept


def _is_found(wish: Wish) -> bool:
    return wish.origin == "text" and not wish.pinned


def _may_make_room(wish: Wish) -> bool:
    return _is_found(wish) and not _is_name(wish)


def _is_name(wish: Wish) -> bool:
    return ":" not in wish.key


def _worth(wish: Wish) -> tuple[bool, bool, float, str]:
    return (not wish.pinned, wish.origin != "publisher", -wish.score, wish.key)


def _further(wish: Wish) -> tuple[float, str]:
    is_common = wish.is_word and not wish.is_subject
    return (-wish.score * (_COMMON_WORD if is_common else 1.0), wish.key)


def _words(wish: Wish) -> list[str]:
    """The words of a tag, in whichever number."""
    return [word.removesuffix("s") for word in wish.folded.split()]


def _is_said(wish: Wish, others: Sequence[Wish]) -> bool:
    """Whether the tags that an article has say it: it is part of one, and hardly said otherwise; or it is a phrase about one,
    and seldom said.
    """
    folded, count = wish.folded, wish.count
    if any(folded in other.folded and count < _OFTENER * max(1, other.count) for other in others):
        return True
    return not _is_name(wish) and any(other.folded in folded and _SELDOMER * count < other.count for other in others)
