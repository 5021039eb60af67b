"""A build begins: one at a time, and only where something has changed.

What a finished build was made from is one key: the program, the settings, the templates and what the folder of raw pages holds.
Where the key is the same, every raw page bears the stamp that it bore when it was read, and every file of the site that which it
bore when it was written, the site stands, and none of the rooms that make it is brought in.
"""

from __future__ import annotations

import gc
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import msgspec

from readery import assets, intake, stamps, store, write
from readery.pipeline import BuildError, Folders, NothingToBuildError, Progress, Report
from readery.settings import Settings
from readery.store import Store

LookedAt = tuple[tuple[bytes, bytes], ...]
_SELDOM = (500_000, 20, 100)
"""New objects after which the collector looks at those, and how often it does before it looks at older ones. (Python's own: 700.)"""


@contextmanager
def _spared() -> Iterator[None]:
    """While a build runs the garbage collector looks at what is new more seldom, and after it through everything again: values are
    frozen, and hardly any stand in a circle.
    """
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


@_spared()
def build(settings: Settings, folders: Folders, jobs: int | None, force: bool, progress: Progress) -> Report:
    """Build the site, if it does not stand already. Raises BuildError."""
    path = folders.state / "store.sqlite3"
    scan = _scan(folders.seeds)

    def wait() -> None:
        progress.say("another build of this site runs; waiting for it to end.")

    def wait_for_store() -> None:
        progress.say("a build of another site with this store runs; waiting for it to end.")

    try:
        with write.locked(folders.site, wait) as waited, store.locked(path, wait_for_store) as waited_for_store:
            if waited or waited_for_store:
                scan = _scan(folders.seeds)
            try:
                return _build(settings, folders, scan, path, jobs, force, progress)
            except store.DamagedError as error:
                progress.say(f"{error}; every page is cleaned anew, and nothing is lost but time.")
                store.discard(path)
                return _build(settings, folders, scan, path, jobs, force, progress)
    except (write.SiteError, store.StoreError) as error:
        raise BuildError(str(error)) from error


def _scan(seeds: Path) -> intake.Scan:
    scan = intake.scan(seeds)
    if not scan.sources:
        said = "".join(f"\n{finding}" for finding in scan.findings)
        raise NothingToBuildError(
            f"{seeds}: no raw pages here. Save some pages there (.html, .txt, .md), or name a folder with --seeds.{said}"
        )
    return scan


def _build(
    settings: Settings,
    folders: Folders,
    scan: intake.Scan,
    path: Path,
    jobs: int | None,
    force: bool,
    progress: Progress,
) -> Report:
    with store.opened(path, str(folders.seeds.resolve())) as known:
        made = known.made(str(folders.site.resolve()))
        key = _key(settings, folders, scan)
        whole = made.whole()
        if whole and whole[0] == key and not force and _stands(known, folders, scan, settings):
            report = store.decode(whole[1], Report)
            return replace(report, built=0, unchanged=report.read, written=0)
        made.forget_whole()
        from readery.pipeline import _build as spine

        report = spine.build(settings, folders, scan, known, jobs, force, progress)
        if report.whole:
            made.keep_whole(key, store.encode(report))
        return report


def _key(settings: Settings, folders: Folders, scan: intake.Scan) -> bytes:
    """Hash of what a build is made from, the content of raw pages left out."""
    whole = hashlib.sha256(store.whole_program())
    whole.update(msgspec.json.encode(settings, order="sorted"))
    for folder in (assets.shipped_folder(), folders.templates):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                whole.update(msgspec.json.encode((path.relative_to(folder).as_posix(), path.read_bytes())))
    whole.update(store.encode((scan.findings, [(source.name, source.format) for source in scan.sources])))
    return whole.digest()


def _stands(known: Store, folders: Folders, scan: intake.Scan, settings: Settings) -> bool:
    """Whether raw pages, their pictures and the site's files are those that the last build left."""
    program = store.program_hash(settings.clean)
    if known.files() != {source.name: source.stamp + program for source in scan.sources}:
        return False
    looked_at = (row for shown in known.pictures().values() for row in store.decode(shown.looked_at, LookedAt))
    if not all(stamps.of(os.fsdecode(path)) == stamp for path, stamp in looked_at):
        return False
    root = str(folders.site)
    if not (folders.site / write.MANIFEST).is_file():
        return False  # without it, what this program wrote could not be told from what others did
    return all(stamps.of(f"{root}/{path}") == stamp for path, stamp in known.made(str(folders.site.resolve())).files())
