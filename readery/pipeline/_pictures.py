"""The pictures of articles: which file each is, what to write for it, and which are missing."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from readery import findings, intake, pictures, stamps, store
from readery.findings import Finding
from readery.model import Article, Collection, Image, Output
from readery.store import Shown, Store

LookedAt = tuple[tuple[bytes, bytes], ...]
"""Files, each with the stamp that it bore; a stamp that cannot be relied on is `UNSURE`."""
UNSURE = b"?"


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of all articles."""

    of: Mapping[str, tuple[Image | None, ...]]
    """Article id → the files of its pictures, picture by picture; None where there is no file here."""
    owner: Mapping[str, str]
    """File in the site → id of an article that shows it."""
    findings: tuple[Finding, ...]
    """Pictures that are missing or not shown."""


def find(seeds: Path, collection: Collection, known: Store) -> Pictures:
    """The pictures of `collection`. An article is asked only if it or a file that it may name has changed."""
    keys = known.article_keys()
    had = known.pictures()
    known.forget_pictures(had.keys() - keys.keys())
    of: dict[str, tuple[Image | None, ...]] = {}
    owner: dict[str, str] = {}
    found: list[Finding] = []
    anew: list[tuple[str, Shown]] = []
    for entry in collection:
        article_id = entry.head.id
        if entry.head.lead is None:
            continue
        shown = had.get(article_id)
        if shown is None or shown.key != keys[article_id] or not stand(shown.looked_at):
            shown = _look(seeds, next(known.articles([article_id])), keys[article_id])
            anew.append((article_id, shown))
        of[article_id] = images = store.decode(shown.images, tuple[Image | None, ...])
        found += store.decode(shown.findings, tuple[Finding, ...])
        for image in images:
            if image:
                owner.setdefault(image.path, article_id)
    known.keep_pictures(anew)
    return Pictures(of, owner, tuple(found))


def stand(looked_at: bytes) -> bool:
    """Whether the files that were looked at are those that they were."""
    return all(stamp == stamps.of(os.fsdecode(path)) for path, stamp in store.decode(looked_at, LookedAt))


def files(seeds: Path, article: Article) -> Iterator[Output]:
    """The files of an article's pictures, for the site; those that are not shown are left out."""
    for image, data, _ in _each(seeds, article):
        if image:
            yield Output(image.path, data)


def _look(seeds: Path, article: Article, key: bytes) -> Shown:
    now = time.time_ns()
    places = intake.places(seeds, article.head.origin, (each.source for each in article.pictures if not each.data))
    seen = [(os.fsencode(path), stamps.of(path)) for path in dict.fromkeys(places)]
    looked_at = tuple((path, stamp if stamps.settled(stamp, now) else UNSURE) for path, stamp in seen)
    each = list(_each(seeds, article))
    return Shown(
        key,
        store.encode(looked_at),
        store.encode(tuple(image for image, _, _ in each)),
        store.encode(tuple(finding for _, _, finding in each if finding)),
    )


def _each(seeds: Path, article: Article) -> Iterator[tuple[Image | None, bytes, Finding | None]]:
    """Of each picture its file in the site, that file's bytes, and what is wrong with it."""
    for picture in article.pictures:
        data = picture.data or intake.beside(seeds, article.head.origin, picture.source)
        if isinstance(data, Finding):
            yield None, b"", data
            continue
        image = pictures.identify(data) if data else None
        wrong = _not_shown(article.head.origin.name, picture.source, data) if data and not image else None
        yield image, data or b"", wrong


def _not_shown(where: str, source: str, data: bytes) -> Finding:
    """Why an image file is not shown."""
    if pictures.is_drawing(data):
        return Finding(
            findings.UNSAFE_IMAGE,
            where,
            f'the drawing "{source[:80]}" (SVG) could carry scripts; its caption stands without it.',
            "Save it as PNG beside the page if you want to see it.",
        )
    return Finding(
        findings.MISSING_IMAGE,
        where,
        f'the image "{source[:80]}" is broken or of a kind that is not shown (PNG, JPEG, GIF, WebP and AVIF are).',
        "Save it anew in one of these kinds beside the page, or leave it: its caption stands.",
    )
