"""Which pages there are, which of them are new, and what recurs across them."""

from __future__ import annotations

import functools
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from readery import findings, intake, stamps, store
from readery.clean import learn
from readery.collect import collect
from readery.engine import Engine, Guard
from readery.findings import Finding
from readery.model import Collection, RawPage
from readery.pipeline import Progress
from readery.pipeline._cleaning import PAGES_A_BLOCK, Task, clean_block, given_up
from readery.settings import Settings
from readery.store import Kept, Store


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a build begins with."""

    pages: int
    """Raw pages there are."""
    cleaned: int
    """Of these, cleaned anew."""
    collection: Collection
    """The articles."""
    findings: tuple[Finding, ...]
    """What was wrong with files and pages."""


def gather(
    sources: Sequence[intake.Source], known: Store, workers: Engine, settings: Settings, force: bool, progress: Progress
) -> Gathered:
    """Read and clean what is not known yet into the store, and collect the articles."""
    progress.stage("Cleaning", len(sources))
    cleaning = _Cleaning(known, workers, settings)
    reading = _Reading(sources, known, cleaning.program, force, progress)
    cleaning.clean(Task(page) for page in reading.changed())
    known.forget(known.names() - reading.names)
    known.keep_files(reading.files)
    known.forget_files(known.files().keys() - {source.name for source in sources})
    again = _recurring(known)
    if again:
        progress.stage("Recurring", len(again))
        cleaning.clean(_again(sources, known, again, progress))
    collection, same = collect(known.heads())
    found = (*known.findings(), *same)
    return Gathered(len(reading.names), len(cleaning.names), collection, found)


class _Cleaning:
    """Cleans pages into the store."""

    def __init__(self, known: Store, workers: Engine, settings: Settings) -> None:
        self._known = known
        self._workers = workers
        self.program = store.program_hash(settings.clean)
        """Hash of what cleaning depends on besides the pages."""
        self.names: set[str] = set()
        """Names of the pages that were cleaned."""
        self._stage = functools.partial(clean_block, overrules=settings.clean, program=self.program)
        seconds = settings.build.page_seconds
        self._guard: Guard[Task, tuple[Kept, ...]] = Guard(
            seconds=seconds,
            lost=functools.partial(_lost, seconds=seconds, program=self.program),
            begin=lambda block: known.begin(_names(block)),
            end=lambda block: known.end(_names(block)),
        )
        self._suspects = known.begun()
        """Pages at which an earlier build ended: they may have ended it."""

    def clean(self, tasks: Iterable[Task]) -> None:
        """Clean these; those that an earlier build ended at, each in a process that may end."""
        suspect: list[Task] = []
        usual = self._apart(tasks, suspect)
        for kept in self._workers.map(self._stage, usual, PAGES_A_BLOCK, self._guard):
            self._keep(kept)
        for kept in self._workers.alone(self._stage, suspect, self._guard):
            self._keep(kept)
        self._known.end(_names(suspect))

    def _apart(self, tasks: Iterable[Task], suspect: list[Task]) -> Iterator[Task]:
        for task in tasks:
            if task.page.origin.name in self._suspects:
                suspect.append(task)
            else:
                yield task

    def _keep(self, kept: tuple[Kept, ...]) -> None:
        self._known.keep(kept)
        self.names.update(each.name for each in kept)


def _names(tasks: Iterable[Task]) -> list[str]:
    return [task.page.origin.name for task in tasks]


def _lost(task: Task, late: bool, seconds: int, program: bytes) -> tuple[Kept, ...]:
    return given_up(task, late, seconds, program)


class _Reading:
    """Reads files that are not known by their stamps, and lets through those of their pages that are not known either."""

    def __init__(
        self, sources: Iterable[intake.Source], known: Store, program: bytes, force: bool, progress: Progress
    ) -> None:
        self._sources = sources
        self._stamps: Mapping[str, bytes] = {} if force else known.files()
        self._known = {} if force else known.known()
        self._program = program
        self._progress = progress
        self.names: set[str] = set()
        """Names of all pages."""
        self.files: list[tuple[str, bytes, bytes]] = []
        """Files that were read: name, stamp, encoded findings."""

    def changed(self) -> Iterator[RawPage]:
        """The pages to clean, in order, as they are read."""
        inside: dict[str, list[str]] = defaultdict(list)
        for name, page in self._known.items():
            inside[page.file].append(name)
        for source in self._sources:
            if source.stamp and self._stamps.get(source.name) == source.stamp + self._program:
                self.names.update(inside.get(source.name, ()))
            else:
                yield from self._read(source)
            self._progress.step()

    def _read(self, source: intake.Source) -> Iterator[RawPage]:
        # A stamp is as old as the look before the file was opened, and is judged by that time.
        sure = stamps.settled(source.stamp, time.time_ns())
        said: list[Finding] = []
        for page in intake.read(source):
            if isinstance(page, Finding):
                said.append(page)
                continue
            name = page.origin.name
            self.names.add(name)
            known = self._known.get(name)
            if known is None or known.key != store.key_of(page.origin.sha256, name, self._program):
                yield page
        # What could not be read may be readable the next time without having changed.
        sure = sure and not any(finding.kind is findings.UNREADABLE for finding in said)
        self.files.append((source.name, source.stamp + self._program if sure else b"", store.encode(tuple(said))))


@dataclass(frozen=True, slots=True)
class _Again:
    """What a page is to be cleaned again with; all packed."""

    site: str
    passages: bytes
    recurring: bytes


def _recurring(known: Store) -> dict[str, _Again]:
    """Page name → its recurring passages; of those pages that were cleaned with others."""
    learned = learn.Sample.of_all(page[:3] for page in known.passages()).learned()
    found: dict[str, _Again] = {}
    for site, name, passages, had in known.passages():
        recurring = learned.recurring(site, name, passages)
        if (recurring or had) and (now := store.packed(recurring)) != had:
            found[name] = _Again(site, passages.tobytes(), now)
    return found


def _again(
    sources: Iterable[intake.Source], known: Store, again: Mapping[str, _Again], progress: Progress
) -> Iterator[Task]:
    """These pages, read again. One that has changed since is left to the next build, which will notice."""
    pages = known.known()
    files = {pages[name].file for name in again}
    for source in sources:
        if source.name not in files:
            continue
        for page in intake.read(source):
            if isinstance(page, Finding) or page.origin.name not in again:
                continue
            its = again[page.origin.name]
            yield Task(page, its.recurring, its.site, its.passages)
            progress.step()
