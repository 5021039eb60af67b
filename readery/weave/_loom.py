"""What a fact is, and what it is woven from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from readery.model import Collection, Facts
from readery.settings import Settings
from readery.weave._columns import Columns, Ints, Lexicon
from readery.weave._counts import Counts
from readery.weave._memory import Change, Draft
from readery.weave._traits import Traits, TraitsLoader


@dataclass(frozen=True, slots=True)
class Found:
    """What one fact's module found out."""

    of_articles: Mapping[type, Mapping[str, object]] = field(default_factory=dict)
    """Kind → article id → fact."""
    of_collection: Mapping[type, object] = field(default_factory=dict)
    """Kind → the collection's one fact of that kind."""


@dataclass(frozen=True, slots=True)
class Loom:
    """All that a fact is woven from."""

    collection: Collection
    """Every article's head, in the collection's order."""
    load: TraitsLoader
    """Brings traits by article id."""
    counts: Counts
    """What the articles have in common."""
    tallies: Mapping[str, Ints]
    """The same by numbers of the lexicon, see `_counts.tallies`."""
    columns: Columns
    """What several facts ask of each article, in `order`."""
    lexicon: Lexicon
    """The words behind the numbers of the columns."""
    change: Change
    """How the articles differ from those of the last weaving."""
    memory: Draft
    """What is known of the last weaving, and what is to be known of this one."""
    settings: Settings
    """The owner's."""
    facts: Facts
    """What the facts that were asked for found out."""
    order: tuple[str, ...]
    """All article ids, sorted: the order of every pass, so that nothing depends on the order of input."""
    numbers: Mapping[str, int]
    """Article id → its place in that order."""

    def traits(self) -> Iterator[Traits]:
        """The traits of all articles, by id."""
        return self.load(self.order)


@dataclass(frozen=True, slots=True)
class Fact:
    """A kind of fact. Each module of this package defines one, as ``FACT``."""

    name: str
    """The module's name, by which others ask for it."""
    weave: Callable[[Loom], Found]
    """Finds it out. A pure function of the loom."""
    needs: tuple[str, ...] = ()
    """Names of the facts that must be known before."""
