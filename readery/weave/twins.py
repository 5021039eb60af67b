"""Pages that hold the same story: saved twice, or printed by two publishers.

Two articles are compared where one of the `_columns.OPENING` smallest hashes of their sketches is the same: of two texts that
share half of their runs of five words, that misses one pair in some ten thousand. The fullest stands for those that
share half of their wording with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from readery.model import Twins
from readery.weave._loom import Fact, Loom, Woven
from readery.weave._sketch import hashes, overlap

ALIKE = 0.5
"""Share of their runs of five words that two pages have in common, from which they are the same story."""
_CROWD = 30
"""A hash that more articles have is of a line that recurs, not of a story."""
_SHORTEST = 20
"""Hashes that a sketch needs: shorter texts are alike by chance."""


def _weave(loom: Loom) -> Woven:
    columns = loom.columns
    having: dict[int, list[str]] = {}
    for article_id, opening, size in zip(loom.order, columns.openings, columns.sketches, strict=True):
        if size >= _SHORTEST:
            for value in hashes(opening).tolist():
                having.setdefault(value, []).append(article_id)
    words = dict(zip(loom.order, columns.words, strict=True))
    near: set[tuple[str, str]] = set()
    for ids in having.values():
        if 1 < len(ids) <= _CROWD:
            near.update((one, other) for at, one in enumerate(ids) for other in ids[at + 1 :])
    sketches = {
        traits.id: traits.sketch for traits in loom.load(sorted({article_id for pair in near for article_id in pair}))
    }
    alike: dict[str, set[str]] = {}
    for one, other in near:
        if overlap(sketches[one], sketches[other]) >= ALIKE:
            alike.setdefault(one, set()).add(other)
            alike.setdefault(other, set()).add(one)
    groups = _groups(loom, alike, words)
    place = {entry.head.id: number for number, entry in enumerate(loom.collection)}
    facts: dict[str, object] = {}
    for stands, others in groups.items():
        twins = Twins(stands, tuple(sorted(others, key=place.__getitem__)))
        facts.update(dict.fromkeys((stands, *twins.others), twins))
    return Woven({Twins: dict(sorted(facts.items()))})


def _groups(loom: Loom, alike: Mapping[str, set[str]], words: Mapping[str, int]) -> dict[str, set[str]]:
    """The one that stands → the others. The owner's groups first; then the fullest takes all that are alike to it."""
    pages = _pages(loom)
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

    def fullness(article_id: str) -> tuple[object, ...]:
        head = heads[article_id].head
        known = sum(value is not None for value in (head.url, head.published, head.site, head.dek)) + bool(head.authors)
        return (-words[article_id], -known, head.published or "9", article_id)

    for article_id in sorted(alike, key=fullness):
        if article_id in taken:
            continue
        others = {
            other for other in alike[article_id] if other not in taken and frozenset((article_id, other)) not in apart
        }
        if others:
            groups[article_id] = others
            taken |= {article_id, *others}
    return groups


def _pages(loom: Loom) -> dict[str, str]:
    """What the owner may call an article → its id."""
    pages: dict[str, str] = {}
    for entry in loom.collection:
        head = entry.head
        for name in (head.id, head.url, head.origin.path, head.origin.name):
            if name:
                pages.setdefault(name, head.id)
    return pages


def _named(group: Iterable[str], pages: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys(pages[name] for name in group if name in pages))


FACT = Fact("twins", _weave)
