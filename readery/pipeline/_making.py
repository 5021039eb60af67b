"""The site's files are made, each only where what it is made from has changed.

A unit is a part of the site that is made by itself. Its key is the hash of all that goes into it: for a page its template set,
its context and the article whose body it shows. Where the store knows that the same key gave the files that stand, nothing is
made; else a worker makes the unit from its recipe and writes its files aside, and the one writer puts them in their places. Of
a page that is a draft the store knows besides which inputs its context was made from last: where they are the same, not even
that is made.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from readery import pages, stamps, store, write
from readery.engine import Engine
from readery.model import Output, Page
from readery.pages import Draft
from readery.pipeline import Progress
from readery.pipeline import _pictures as pictures
from readery.pipeline import _workshop as workshop
from readery.pipeline._workshop import Bench
from readery.search import Card, CardDraft, Shelf, ShelfDraft, Summary
from readery.store import Made, MadeUnit
from readery.write import Writer

_UNITS_A_BLOCK = 64
_FEWEST_BLOCKS = 8
"""So many are worth the start of workers: a unit takes well under a millisecond."""
_KEPT_TOGETHER = 400
"""Units that are written to the store at once."""
_CARDS = "search/articles"
_SHELVES = "search/words"
"""Name units that are cards and shelves, with a number and a prefix behind it."""


@dataclass(frozen=True, slots=True)
class Shot:
    """An article's picture, as a file of the site."""

    article: str
    """Id of an article that shows it."""
    path: str
    """In the site, named by its content."""


Recipe = Page | Draft | Card | CardDraft | Shelf | ShelfDraft | Summary | Shot | Output
"""What a unit is made from."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What many units are made from besides their recipes."""

    base: bytes
    """Hash of program and templates."""
    drafts: bytes
    """Hash of the same and the settings, from which drafts are made."""
    articles: Mapping[str, bytes]
    """Article id → its key."""
    cards: bytes = b""
    """Hash of what summaries tell of all articles; where they are made."""


class Unit(NamedTuple):
    """A part of the site that is made by itself, as it travels to a worker: what it is made from was encoded for its key, and is
    sent so.
    """

    name: str
    """Names it among all of the site."""
    key: bytes
    """Hash of all that it is made from."""
    kind: type
    """What `data` is; of a page the kind of its context."""
    data: bytes
    """Encoded; an output's own content."""
    template: str = ""
    """Of a page."""
    article: str = ""
    """Id of the article that it is made from besides."""
    also: tuple[tuple[str, str], ...] = ()
    """Path and template of each further file of a page."""
    inputs: bytes = b""
    """Hash of all that the recipe was made from, where it was a draft."""


class Planned(NamedTuple):
    """A unit whose recipe is yet to be made."""

    name: str
    """As the unit will have it."""
    inputs: bytes
    """Likewise."""
    unit: Callable[[], Unit]
    """Makes it."""


def unit(recipe: Recipe, ground: Ground) -> Unit | Planned:
    """The unit of a recipe."""
    if isinstance(recipe, Draft):
        article = ground.articles[recipe.article] if recipe.article else b""
        # Of two units of one name; each part says where it ends, but for the last.
        inputs = hashlib.sha256(ground.drafts + recipe.inputs + _templates(recipe) + b"\0" + article).digest()
        return Planned(recipe.path, inputs, lambda: made_up(recipe.page(), ground)._replace(inputs=inputs))
    if isinstance(recipe, CardDraft):
        inputs = _hash(ground.base, recipe.inputs, ground.articles[recipe.article])
        name = f"{_CARDS}/{recipe.number}"
        return Planned(name, inputs, lambda: made_up(recipe.make(), ground)._replace(inputs=inputs))
    if isinstance(recipe, ShelfDraft):
        inputs = _hash(ground.base, recipe.inputs)
        return Planned(
            f"{_SHELVES}/{recipe.prefix}", inputs, lambda: made_up(recipe.make(), ground)._replace(inputs=inputs)
        )
    if isinstance(recipe, Summary):
        inputs = _hash(ground.base, ground.cards)
        return Planned(recipe.path, inputs, lambda: made_up(recipe.make(), ground)._replace(inputs=inputs))
    return made_up(recipe, ground)


def made_up(recipe: Page | Card | Shelf | Shot | Output, ground: Ground) -> Unit:
    """The unit of a recipe that awaits nothing."""
    match recipe:
        case Page():
            article = ground.articles[recipe.article] if recipe.article else b""
            data = store.encode(recipe.context)
            key = _hash(ground.base, _templates(recipe), data, article)
            return Unit(recipe.path, key, type(recipe.context), data, recipe.template, recipe.article, recipe.also)
        case Card():
            data, its = store.encode(recipe), recipe.document.id
            key = _hash(ground.base, data, ground.articles[its])
            return Unit(f"{_CARDS}/{recipe.number}", key, Card, data, article=its)
        case Shelf():
            data = store.encode(recipe)
            return Unit(f"{_SHELVES}/{recipe.prefix}", _hash(ground.base, data), Shelf, data)
        case Shot():
            return Unit(recipe.path, b"", Shot, store.encode(recipe), article=recipe.article)
        case Output():
            return Unit(recipe.path, hashlib.sha256(recipe.data).digest(), Output, recipe.data)


def _templates(page: Page | Draft) -> bytes:
    """Names of what a page is rendered by, for its keys."""
    if not page.also:
        return page.template.encode()
    return "\n".join([page.template, *(template for _, template in page.also)]).encode()


def _hash(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join([b"%d:%b" % (len(part), part) for part in parts])).digest()


class Maker:
    """Makes the units of one build."""

    def __init__(
        self, root: Path, made: Made, writer: Writer, workers: Engine, packed: bytes, progress: Progress
    ) -> None:
        self._made = made
        had = made.units()
        self._gone = set(had)
        self._standing = dict(_standing(f"{root}/", had))
        self._stay: list[MadeUnit] = []
        self._writer = writer
        self._workers = workers
        self._packed = packed
        self._progress = progress
        self._kept: list[MadeUnit] = []

    def make(self, units: Iterable[Unit | Planned]) -> None:
        """Make those that do not stand yet."""
        stage = functools.partial(make_block, packed=self._packed)
        for block in self._workers.map(stage, self._missing(units), _UNITS_A_BLOCK, fewest=_FEWEST_BLOCKS):
            self._put(block)

    def finish(self) -> None:
        """All units were made."""
        self._writer.keep([path for each in self._stay for path, _ in each.files])
        self._made.keep(self._kept)
        self._made.forget(self._gone)

    def _missing(self, units: Iterable[Unit | Planned]) -> Iterator[Unit]:
        gone, step, standing = self._gone.discard, self._progress.step, self._standing.get
        for planned in units:
            gone(planned.name)
            step()
            had = standing(planned.name)
            if had and planned.inputs and had.inputs == planned.inputs:
                self._stay.append(had)
                continue
            each = planned.unit() if isinstance(planned, Planned) else planned
            if had and had.key == each.key:
                self._stay.append(had)
                if had.inputs != each.inputs:
                    self._keep(had._replace(inputs=each.inputs))
            elif each.kind is Output:
                stamp = self._writer.write(Output(each.name, each.data))
                if stamp:
                    self._keep(MadeUnit(each.name, each.key, each.inputs, ((each.name, stamp),)))
            else:
                yield each

    def _put(self, units: Sequence[Laid]) -> None:
        """Put the files of units in their places."""
        stamped = iter(self._writer.place([file for each in units for file in each.files]))
        for each in units:
            written = tuple((file.path, next(stamped)) for file in each.files)
            if all(stamp for _, stamp in written):
                self._keep(MadeUnit(each.name, each.key, each.inputs, written))

    def _keep(self, unit: MadeUnit) -> None:
        self._kept.append(unit)
        if len(self._kept) >= _KEPT_TOGETHER:
            self._made.keep(self._kept)
            self._kept = []


def _standing(root: str, units: Mapping[str, MadeUnit]) -> Iterator[tuple[str, MadeUnit]]:
    """Those of `units` of which all files are as they were written, below the folder `root`. They are asked for at once: between
    other things it takes a third longer.
    """
    for name, unit in units.items():
        for path, stamp in unit.files:
            if stamps.of(root + path) != stamp:
                break
        else:
            if unit.files:
                yield name, unit


class Laid(NamedTuple):
    """A unit that was made, its files written aside."""

    name: str
    key: bytes
    inputs: bytes
    """As the unit has them."""
    files: tuple[write.Laid, ...]
    """All of them."""


def make_block(block: tuple[Unit, ...], packed: bytes) -> tuple[Laid, ...]:
    """What a worker does with a block of units: make their files, and write them aside. `packed` is the workshop."""
    bench = workshop.bench(packed)
    return tuple(
        Laid(each.name, each.key, each.inputs, tuple(map(bench.aside.lay, _made(each, bench)))) for each in block
    )


def _made(unit: Unit, bench: Bench) -> tuple[Output, ...]:
    recipe: object = store.decode(unit.data, unit.kind)
    match recipe:
        case Card():
            return tuple(recipe.files(bench.article(unit.article)))
        case Shelf():
            return (recipe.file(),)
        case Shot():
            shown = pictures.files(bench, bench.article(recipe.article))
            return tuple(output for output in shown if output.path == recipe.path)[:1]
        case context:
            page = Page(unit.name, unit.template, context, unit.article, unit.also)
            whole = pages.complete(page, bench.article(page.article)) if page.article else page
            return tuple(map(bench.renderer.render, pages.files(whole)))
