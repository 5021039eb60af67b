"""What only the whole collection knows: tags, neighbours, links, twins, people. A fact is one module here.

`gather` makes of an article the one value that weaving needs of it; `weave` finds the facts of all. Both are pure
functions: the same articles and settings give the same facts, in whatever order the articles come.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from graphlib import TopologicalSorter

from readery import registry
from readery.model import Collection, Facts
from readery.settings import Settings
from readery.weave._columns import Reader
from readery.weave._counts import count
from readery.weave._gather import gather
from readery.weave._loom import Fact, Loom
from readery.weave._traits import Traits, TraitsLoader

__all__ = ["Traits", "TraitsLoader", "gather", "weave"]


def weave(collection: Collection, traits: TraitsLoader, settings: Settings) -> Facts:
    """All facts of a collection. `traits` brings those of its articles by id, as `gather` made them; they are read
    twice, one at a time, and not kept.
    """
    order = tuple(sorted(entry.head.id for entry in collection))
    reader = Reader()
    counts = count(reader.reading(traits(order)))
    columns = reader.columns()
    facts = Facts({}, {})
    known = {fact.name: fact for fact in registry.members(sys.modules[__name__], "FACT", Fact)}
    for name in _in_order(known):
        woven = known[name].weave(Loom(collection, traits, counts, columns, settings, facts, order))
        facts = Facts({**facts.of_articles, **woven.of_articles}, {**facts.of_collection, **woven.of_collection})
    return facts


def _in_order(facts: Mapping[str, Fact]) -> list[str]:
    """Names of the facts, each after those it needs; where nothing decides, by name."""
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for name in sorted(facts):
        sorter.add(name, *facts[name].needs)
    return [name for name in sorter.static_order() if name in facts]
