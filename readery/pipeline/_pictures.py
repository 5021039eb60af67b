"""The pictures of articles: which file each is, what to write for it, and which are missing."""

from __future__ import annotations

import functools
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from readery import intake, stamps, store
from readery.engine import Engine
from readery.findings import Finding
from readery.model import Article, Collection, Image, Output
from readery.pipeline import _workshop as workshop
from readery.pipeline._workshop import Bench
from readery.store import Shown, Store

if TYPE_CHECKING:
    from readery.pictures import Made

LookedAt = tuple[tuple[bytes, bytes], ...]
"""Files, each with the stamp that it bore; a stamp that cannot be relied on is `UNSURE`."""
UNSURE = b"?"
_ARTICLES_A_BLOCK = 4
"""Making the sizes of a picture takes up to seconds."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of all articles."""

    of: Mapping[str, tuple[Image | None, ...]]
    """Article id → the files of its pictures, picture by picture; None where there is no file here."""
    owner: Mapping[str, str]
    """File in the site → id of an article that shows it."""
    findings: tuple[Finding, ...]
    """Pictures that are missing or not shown."""


def find(collection: Collection, known: Store, keys: Mapping[str, bytes], workers: Engine, packed: bytes) -> Pictures:
    """The pictures of `collection`, whose articles came from what `keys` tells by id. An article is asked only if it or a file that
    it may name has changed.
    """
    had = known.pictures()
    wanted = [entry.head.id for entry in collection if entry.head.lead is not None]
    gone = had.keys() - set(wanted)
    known.forget_pictures(gone)
    missing = [
        each for each in wanted if each not in had or had[each].key != keys[each] or not stand(had[each].looked_at)
    ]
    stage = functools.partial(look_block, packed=packed)
    for block in workers.map(stage, [(each, keys[each]) for each in missing], _ARTICLES_A_BLOCK):
        known.keep_pictures(block)
        had.update(block)
    if missing or gone:
        workshop.bench(packed).keeper.drop(known.kept_pictures())
    of: dict[str, tuple[Image | None, ...]] = {}
    owner: dict[str, str] = {}
    found: list[Finding] = []
    for article_id in wanted:
        shown = had[article_id]
        of[article_id] = images = store.decode(shown.images, tuple[Image | None, ...])
        found += store.decode(shown.findings, tuple[Finding, ...])
        for image in images:
            for path in paths(image) if image else ():
                owner.setdefault(path, article_id)
    return Pictures(of, owner, tuple(found))


def paths(image: Image) -> Iterator[str]:
    """All files of a picture."""
    yield image.path
    if image.still:
        yield image.still
    for sizes in image.offers:
        yield from (path for path, _ in sizes.files)


def stand(looked_at: bytes) -> bool:
    """Whether the files that were looked at are those that they were."""
    return all(stamp == stamps.of(os.fsdecode(path)) for path, stamp in store.decode(looked_at, LookedAt))


def files(bench: Bench, article: Article) -> Iterator[Output]:
    """The files of an article's pictures, for the site; those that are not shown are left out."""
    for made, data, _ in _each(bench, article):
        if made.image:
            yield Output(made.image.path, data)
            yield from made.sizes


def look_block(block: tuple[tuple[str, bytes], ...], packed: bytes) -> tuple[tuple[str, Shown], ...]:
    """What a worker does with a block of articles (id and key): look at their pictures, and make the sizes of each."""
    bench = workshop.bench(packed)
    return tuple((article_id, _look(bench, bench.article(article_id), key)) for article_id, key in block)


def _look(bench: Bench, article: Article, key: bytes) -> Shown:
    now = time.time_ns()
    places = intake.places(
        bench.seeds, article.head.origin, (each.source for each in article.pictures if not each.data)
    )
    seen = [(os.fsencode(path), stamps.of(path)) for path in dict.fromkeys(places)]
    looked_at = tuple((path, stamp if stamps.settled(stamp, now) else UNSURE) for path, stamp in seen)
    each = list(_each(bench, article))
    return Shown(
        key,
        store.encode(looked_at),
        store.encode(tuple(made.image for made, _, _ in each)),
        store.encode(tuple(finding for _, _, finding in each if finding)),
        store.encode(tuple(dict.fromkeys(bench.keeper.name(data) for _, data, _ in each if data))),
    )


def _each(bench: Bench, article: Article) -> Iterator[tuple[Made, bytes, Finding | None]]:
    """Of each picture what was made of it, the bytes of its own file, and what is wrong with it."""
    from readery import pictures  # see `Bench.keeper`

    nothing = pictures.Made(None, (), None)
    for picture in article.pictures:
        data = picture.data or intake.beside(bench.seeds, article.head.origin, picture.source)
        if isinstance(data, Finding):
            yield nothing, b"", data
        elif not data:
            yield nothing, b"", None
        else:
            made = _sizes(bench, data)
            wrong = pictures.tell(made.trouble, article.head.origin.name, picture.source) if made.trouble else None
            yield made, data, wrong


def _sizes(bench: Bench, data: bytes) -> Made:
    """What becomes of an image file, remembered where there is room to."""
    try:
        return bench.keeper.made(data)
    except OSError:
        from readery import pictures

        return pictures.make(data)
