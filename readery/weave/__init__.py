"""What only the whole collection knows: tags, neighbours, links, twins, people. A fact is one module here.

`gather` makes of an article the one value that weaving needs of it; `weave` finds the facts of all. Both are pure
functions: the same articles and settings give the same facts, in whatever order the articles come.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from graphlib import TopologicalSorter

from readery import registry
from readery.findings import Finding
from readery.model import Collection, Facts
from readery.settings import Settings
from readery.weave._counts import count, tallies
from readery.weave._gather import gather
from readery.weave._loom import Fact, Loom
from readery.weave._memory import Memory, bring, drafting, remember
from readery.weave._traits import Traits, TraitsLoader
from readery.weave.twins import absent

__all__ = ["Memory", "Traits", "TraitsLoader", "findings", "gather", "weave"]


def weave(
    collection: Collection,
    traits: TraitsLoader,
    settings: Settings,
    keys: Mapping[str, bytes] | None = None,
    memory: Memory | None = None,
) -> Facts:
    """All facts of a collection. `traits` brings those of its articles by id, as `gather` made them, one at a time.

    `memory` is what the last weaving left; `keys` tells by id what traits were made from, and what is not told there is
    taken for new. The facts are the same whatever they say, and are found the sooner the less is new.
    """
    order = tuple(sorted(entry.head.id for entry in collection))
    places = {each: at for at, each in enumerate(order)}
    with drafting(memory) as draft:
        columns, lexicon, change = bring(order, keys or {}, traits, draft)
        numbers = tallies(columns, lexicon)
        counts = count(numbers, lexicon)
        facts = Facts({}, {})
        known = {fact.name: fact for fact in registry.members(sys.modules[__name__], "FACT", Fact)}
        for name in _in_order(known):
            loom = Loom(
                collection, traits, counts, numbers, columns, lexicon, change, draft, settings, facts, order, places
            )
            woven = known[name].weave(loom)
            facts = Facts({**facts.of_articles, **woven.of_articles}, {**facts.of_collection, **woven.of_collection})
        remember(draft, lexicon)
    return facts


def findings(collection: Collection, settings: Settings) -> tuple[Finding, ...]:
    """What is wrong with the owner's settings, as far as this collection goes."""
    return tuple(absent(collection, settings.twins))


def _in_order(facts: Mapping[str, Fact]) -> list[str]:
    """Names of the facts, each after those it needs; where nothing decides, by name."""
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for name in sorted(facts):
        sorter.add(name, *facts[name].needs)
    return [name for name in sorter.static_order() if name in facts]
