"""What workers keep at hand during a build: the store to read from, the templates, the pictures that were made, a place to write."""

from __future__ import annotations

import functools
import itertools
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from readery import store
from readery.model import Article
from readery.render import Renderer
from readery.store import Store
from readery.write import Aside

if TYPE_CHECKING:
    from readery.picture_keeper import Keeper

_BUILDS = itertools.count()


@dataclass(frozen=True, slots=True)
class Workshop:
    """What a worker is told once. It travels pickled, with every block, and is unpacked with the first."""

    build: int
    """Tells this build's from another's in the same process."""
    renderer: bytes
    """Of the site's pages, pickled."""
    fingerprint: str
    """Of the renderer: of the templates that it sets up when it is first used."""
    seeds: Path
    """The raw pages, for pictures beside them."""
    site: Path
    """The built site."""
    known: Path
    """The store's file."""
    collection: str
    """The store's name for these pages."""
    pictures: Path
    """Folder in which the sizes of pictures are kept."""


def pack(renderer: Renderer, seeds: Path, site: Path, known: Store) -> bytes:
    """The workshop of a new build, pickled."""
    assert known.path is not None
    whole = Workshop(
        next(_BUILDS),
        pickle.dumps(renderer),
        renderer.fingerprint,
        seeds,
        site,
        known.path,
        known.collection,
        known.path.with_name("pictures"),
    )
    return pickle.dumps(whole)


class Bench:
    """A workshop, set up. Use `bench`."""

    def __init__(self, workshop: Workshop) -> None:
        self.renderer = _renderer(workshop.renderer, workshop.fingerprint)
        """Of the site's pages."""
        self.seeds = workshop.seeds
        """The raw pages."""
        self._pictures = workshop.pictures
        self._site = workshop.site
        self._known = store.reader(workshop.known, workshop.collection)
        self._last: Article | None = None

    def __del__(self) -> None:
        self._known.close()

    @functools.cached_property
    def keeper(self) -> Keeper:
        """Of the sizes of pictures."""
        from readery.picture_keeper import Keeper  # with the imaging library; most rebuilds meet no new picture

        return Keeper(self._pictures)

    @functools.cached_property
    def aside(self) -> Aside:
        """Where this process writes files of the site."""
        return Aside(self._site)

    def article(self, article_id: str) -> Article:
        """The article of that id. The last one is at hand: what is made from one article is made one after another."""
        if self._last is None or self._last.head.id != article_id:
            self._last = next(self._known.articles([article_id]))
        return self._last


@functools.lru_cache(maxsize=1)
def bench(packed: bytes) -> Bench:
    """The workshop of the build that runs, set up once in each process."""
    return Bench(pickle.loads(packed))


@contextmanager
def tidied() -> Iterator[None]:
    """What this process has at hand is let go of afterwards: the store too, which tidies its files when nobody reads it."""
    try:
        yield
    finally:
        bench.cache_clear()


@functools.lru_cache(maxsize=2)
def _renderer(packed: bytes, fingerprint: str) -> Renderer:
    """A renderer with its templates set up; it serves the next build in this process too, if they are still the same."""
    renderer = pickle.loads(packed)
    assert isinstance(renderer, Renderer), fingerprint
    return renderer
