"""Pages that hold the same story: saved twice, or printed by two publishers.

Two articles are compared where one of the `_columns.OPENING` smallest hashes of their sketches is the same: of two texts that
share half of their runs of five words, that misses one pair in some ten thousand. The fullest stands for those that
share half of their wording with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from readery.findings import ABSENT_TWIN, Finding
from readery.model import Collection, Twins
from readery.settings import TwinSettings
from readery.weave import _memory
from readery.weave._columns import Ints, distinct
from readery.weave._loom import Fact, Found, Loom
from readery.weave._sketch import overlap

ALIKE = 0.5
"""Share of their runs of five words that two pages have in common, from which they are the same story."""
_CROWD = 30
"""A hash that more articles have is of a line that recurs, not of a story."""
_SHORTEST = 20
"""Hashes that a sketch needs: shorter texts are alike by chance."""
_ARTICLES = 1 << 24
"""More articles than a collection can have."""
_KINDS = {"pair": "<i8", "alike": "?"}


def _weave(loom: Loom) -> Found:
    alike: dict[str, set[str]] = {}
    for one, other in _alike(loom):
        alike.setdefault(loom.order[one], set()).add(loom.order[other])
        alike.setdefault(loom.order[other], set()).add(loom.order[one])
    words = loom.columns.single["words"]
    fullest = {loom.order[at]: int(words[at]) for at, each in enumerate(loom.order) if each in alike}
    groups = _groups(loom, alike, fullest)
    place = {entry.head.id: number for number, entry in enumerate(loom.collection)} if groups else {}
    facts: dict[str, object] = {}
    for stands, others in groups.items():
        twins = Twins(stands, tuple(sorted(others, key=place.__getitem__)))
        facts.update(dict.fromkeys((stands, *twins.others), twins))
    return Found({Twins: dict(sorted(facts.items()))})


def stories(loom: Loom) -> Ints:
    """Article → the article that stands for its story: itself, or its fullest twin."""
    found = np.arange(len(loom.order))
    for article_id in loom.facts.of_articles.get(Twins, {}):
        twins = loom.facts.of(Twins, article_id)
        if twins:
            found[loom.numbers[article_id]] = loom.numbers[twins.stands]
    return found


def _alike(loom: Loom) -> list[tuple[int, int]]:
    """The pairs of articles that are the same story."""
    pairs = _near(loom)
    known = np.zeros(len(pairs), np.bool_)
    alike = np.zeros(len(pairs), np.bool_)
    had = _memory.arrays(loom.memory, "twins", _KINDS)
    if had is not None and len(pairs):
        one, other = np.divmod(pairs, _ARTICLES)
        then = loom.change.before[one] * _ARTICLES + loom.change.before[other]
        at = np.searchsorted(had["pair"], then)
        known = np.append(had["pair"], -1)[at] == then
        known &= ~(loom.change.fresh[one] | loom.change.fresh[other])
        alike[known] = had["alike"][at[known]]
    new = [divmod(pair, _ARTICLES) for pair in pairs[~known].tolist()]
    wanted = sorted({article for pair in new for article in pair})
    sketches = dict(zip(wanted, (each.sketch for each in loom.load(loom.order[at] for at in wanted)), strict=True))
    alike[~known] = [overlap(sketches[one], sketches[other]) >= ALIKE for one, other in new]
    if new or not loom.change.same:
        _memory.put_arrays(loom.memory, "twins", {"pair": pairs, "alike": alike}, _KINDS)
    return [divmod(pair, _ARTICLES) for pair in pairs[alike].tolist()]


def _near(loom: Loom) -> Ints:
    """Pairs of articles that may be the same story, ascending, each packed into one number."""
    opening = loom.columns.tables["opening"]
    owners = opening.owners()
    long = loom.columns.single["hashes"][owners] >= _SHORTEST
    packed = np.sort(opening["hash"][long].astype(np.int64) * _ARTICLES + owners[long])
    value, article = np.divmod(packed, _ARTICLES)
    first = np.searchsorted(value, value, side="left")
    size = np.searchsorted(value, value, side="right") - first
    crowded = (size < 2) | (size > _CROWD)
    article, first, size = article[~crowded], first[~crowded], size[~crowded]
    pairs = [np.zeros(0, np.int64)]
    # Articles with the same hash stand side by side: each with the one that stands so far behind it.
    ends = first + size
    at = np.flatnonzero(~crowded)
    for step in range(1, _CROWD):
        both = np.flatnonzero(at + step < ends)
        if not len(both):
            break
        pairs.append(article[both] * _ARTICLES + article[both + step])
    return distinct(np.concatenate(pairs))


def _groups(loom: Loom, alike: Mapping[str, set[str]], words: Mapping[str, int]) -> dict[str, set[str]]:
    """The one that stands → the others. The owner's groups first, with all that are alike to one of theirs; then the
    fullest takes all that are alike to it. Two that the owner tells apart are in no group together.
    """
    pages = _pages(loom.collection) if loom.settings.twins.same or loom.settings.twins.apart else {}
    taken: set[str] = set()
    groups: dict[str, set[str]] = {}
    for group in loom.settings.twins.same:
        ids = [article_id for article_id in _named(group, pages) if article_id not in taken]
        if len(ids) > 1:
            groups[ids[0]] = set(ids[1:])
            taken.update(ids)
    apart = {
        frozenset((one, other))
        for group in loom.settings.twins.apart
        for one in _named(group, pages)
        for other in _named(group, pages)
    }
    heads = loom.collection.by_id

    def join(story: set[str], others: Iterable[str]) -> None:
        for other in sorted(others):
            if other not in taken and not any(frozenset((each, other)) in apart for each in story):
                story.add(other)
                taken.add(other)

    for stands, others in groups.items():
        story = {stands, *others}
        for each in sorted(story):
            join(story, alike.get(each, ()))
        others.update(story - {stands})

    def fullness(article_id: str) -> tuple[object, ...]:
        head = heads[article_id].head
        known = sum(value is not None for value in (head.url, head.published, head.site, head.dek)) + bool(head.authors)
        return (-words[article_id], -known, head.published or "9", article_id)

    for article_id in sorted(alike, key=fullness):
        if article_id in taken:
            continue
        taken.add(article_id)
        story = {article_id}
        join(story, alike[article_id])
        if len(story) > 1:
            groups[article_id] = story - {article_id}
    return groups


def _pages(collection: Collection) -> dict[str, str]:
    """What the owner may call an article → its id."""
    pages: dict[str, str] = {}
    for entry in collection:
        head = entry.head
        for name in (head.id, head.url, head.origin.path, head.origin.name):
            if name:
                pages.setdefault(name, head.id)
    return pages


def absent(collection: Collection, settings: TwinSettings) -> Iterator[Finding]:
    """What the owner's groups name that is no article of the collection."""
    if not (settings.same or settings.apart):
        return
    pages = _pages(collection)
    for name in sorted({name for group in (*settings.same, *settings.apart) for name in group} - pages.keys()):
        yield Finding(
            ABSENT_TWIN,
            "readery.toml",
            f"`[twins]` names {name}, which no article of the collection is.",
            "Name it by its file in `seeds/`, with the folders, or by its address; or take it out.",
        )


def _named(group: Iterable[str], pages: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys(pages[name] for name in group if name in pages))


FACT = Fact("twins", _weave)
