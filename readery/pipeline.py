"""The spine: one function that reads top to bottom as the line seeds → intake → clean → weave → pages → render → site."""

from __future__ import annotations

import functools
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from readery import assets, engine, findings, intake, pages, pictures, search, store, weave, write
from readery.clean import Cleaned, clean
from readery.collect import collect
from readery.engine import Engine
from readery.findings import Finding
from readery.model import Article, Collection, Facts, Image, Output, RawPage, Vocabulary
from readery.pages import Site
from readery.render import Renderer
from readery.settings import Overrules, Settings
from readery.store import Kept, Store
from readery.weave import Traits

_PAGES_A_BLOCK = 16
"""Raw pages that travel to a worker together: some 50 ms of work, far above the cost of sending them."""


class NothingToBuildError(Exception):
    """There is no input; the message says where it was looked for and what to do."""


class Progress(Protocol):
    """What a build tells while it runs."""

    def stage(self, name: str, total: int | None) -> None:
        """A stage begins; `total` is its number of steps, where that is known."""

    def step(self) -> None:
        """One step of the stage is done."""

    def say(self, message: str) -> None:
        """Something that its owner should know now."""


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a build reads and writes."""

    seeds: Path
    """Raw pages."""
    site: Path
    """The built site."""
    templates: Path
    """The owner's own templates; need not exist."""
    state: Path
    """Folder of the store."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    read: int
    """Raw pages read."""
    built: int
    """Articles cleaned anew."""
    unchanged: int
    """Articles known from an earlier build."""
    articles: int
    """In the site."""
    words: int
    """Of all articles."""
    tags: int
    """Tags with a page."""
    files: int
    """Files of the site."""
    written: int
    """Of these, written anew."""
    findings: tuple[Finding, ...]
    """What the owner should know, by place."""


def build(settings: Settings, folders: Folders, jobs: int | None, force: bool, progress: Progress) -> Report:
    """Build the site; what a damaged store knew is found anew. Raises NothingToBuildError, SamePathError,
    SiteError, TemplateError.
    """
    known = folders.state / "store.sqlite3"
    try:
        return _build(settings, folders, known, jobs, force, progress)
    except store.DamagedError as error:
        progress.say(f"{error}; every page is cleaned anew, and nothing is lost but time.")
        store.discard(known)
        return _build(settings, folders, known, jobs, force, progress)


def _build(
    settings: Settings, folders: Folders, state: Path, jobs: int | None, force: bool, progress: Progress
) -> Report:
    with engine.start(jobs) as workers, store.opened(state, str(folders.seeds.resolve())) as known:
        scan = intake.scan(folders.seeds)
        if not scan.sources:
            said = "".join(f"\n{finding}" for finding in scan.findings)
            raise NothingToBuildError(
                f"{folders.seeds}: no raw pages here. Save some pages there (.html, .txt, .md), or name a folder with --seeds.{said}"
            )
        pages_read, collection, found = _gather(scan.sources, known, workers, settings, force, progress)
        found = [*scan.findings, *found]

        progress.stage("Weaving", None)
        facts = weave.weave(collection, known.traits(Traits), settings)

        with write.writing(folders.site) as writer:
            progress.stage("Pictures", None)
            images = {}
            for article in known.articles(entry.head.id for entry in collection if entry.head.lead is not None):
                images[article.head.id], outputs, missing = _pictures(folders.seeds, article)
                found += missing
                for output in outputs:
                    if not writer.has(output.path):
                        writer.write(output)
            theme = assets.theme(folders.templates)
            for output in theme.files:
                writer.write(output)

            progress.stage("Writing", None)
            renderer = Renderer(settings, theme)
            for page in pages.plan(Site(settings, collection, facts, images, known.articles)):
                writer.write(renderer.render(page))
                progress.step()
            progress.stage("Search index", None)
            for output in search.index(collection, facts, known.articles):
                writer.write(output)
            writer.finish()
            found += writer.findings

    vocabulary = facts.whole(Vocabulary)
    return Report(
        read=len(pages_read.names),
        built=pages_read.sent,
        unchanged=len(pages_read.names) - pages_read.sent,
        articles=len(collection),
        words=sum(entry.head.words for entry in collection),
        tags=len(vocabulary.tags) if vocabulary else 0,
        files=writer.files,
        written=writer.changed,
        findings=tuple(sorted(found, key=lambda finding: (finding.where, finding.kind.code, finding.problem))),
    )


def woven(
    settings: Settings, roots: Sequence[Path], state: Path | None, jobs: int | None, progress: Progress
) -> tuple[Collection, Facts, tuple[Finding, ...]]:
    """The articles of these files and folders, what weaving finds of them, and what was wrong; nothing is written.

    What the store in the file `state` knows is used, and left as it is. Articles come in the collection's order.
    """
    scans = [intake.scan(root) for root in roots]
    names = [name for scan in scans for name in {source.name for source in scan.sources}]
    several = len(names) != len(set(names))
    sources = [
        replace(source, name=f"{root.as_posix()}/{source.name}") if several else source
        for root, scan in zip(roots, scans, strict=True)
        for source in scan.sources
    ]
    name = str(roots[0].resolve()) if roots else ""
    with engine.start(jobs) as workers, store.borrowed(state, name) as known:
        _, collection, found = _gather(sources, known, workers, settings, False, progress)
        progress.stage("Weaving", None)
        facts = weave.weave(collection, known.traits(Traits), settings)
    return collection, facts, (*(finding for scan in scans for finding in scan.findings), *found)


def _gather(
    sources: Sequence[intake.Source], known: Store, workers: Engine, settings: Settings, force: bool, progress: Progress
) -> tuple[_Reading, Collection, list[Finding]]:
    """Read the sources, clean what is not known yet into the store, and collect the articles."""
    progress.stage("Cleaning", len(sources))
    reading = _Reading(sources, {} if force else known.keys(), store.program_hash(settings.clean), progress)
    stage = functools.partial(clean_block, overrules=settings.clean, program=reading.program)
    for kept in workers.map(stage, reading.changed(), _PAGES_A_BLOCK):
        known.keep(kept)
    known.forget(known.keys().keys() - reading.names)
    collection, same = collect(known.heads())
    return reading, collection, [*reading.findings, *known.findings(), *same]


def cleaned(
    pages_read: Iterable[RawPage | Finding], overrules: Mapping[str, Overrules], jobs: int | None
) -> Iterator[tuple[RawPage, Cleaned] | Finding]:
    """Each page with what became of it, in order, while they are read; findings of reading pass through."""
    stage = functools.partial(_clean_each, overrules=overrules)
    with engine.start(jobs) as workers:
        for block in workers.map(stage, pages_read, _PAGES_A_BLOCK):
            yield from block


def _clean_each(
    block: tuple[RawPage | Finding, ...], overrules: Mapping[str, Overrules]
) -> tuple[tuple[RawPage, Cleaned] | Finding, ...]:
    return tuple(
        page if isinstance(page, Finding) else (replace(page, text=""), clean_safely(page, overrules)) for page in block
    )


def clean_safely(page: RawPage, overrules: Mapping[str, Overrules]) -> Cleaned:
    """`clean`, where a fault of the program costs one page instead of the build."""
    try:
        return clean(page, overrules)
    except Exception as error:  # noqa: BLE001 - the one boundary where a fault in cleaning becomes a finding
        frames = traceback.extract_tb(error.__traceback__)
        place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
        return Cleaned(
            None,
            (
                Finding(
                    findings.CLEANING_FAILED,
                    page.origin.name,
                    f"cleaning it failed: {type(error).__name__}: {error} ({place}).",
                    "This is a fault of Readery: please report it with the page.",
                ),
            ),
        )


def clean_block(block: tuple[RawPage, ...], overrules: Mapping[str, Overrules], program: bytes) -> tuple[Kept, ...]:
    """What a worker does with a block of raw pages: clean each, gather its traits, and encode all for the store."""
    return tuple(_kept(page, clean_safely(page, overrules), program) for page in block)


def _kept(page: RawPage, result: Cleaned, program: bytes) -> Kept:
    key = store.key_of(page.origin.sha256, page.origin.name, program)
    said = store.encode(result.findings)
    if result.article is None:
        return Kept(page.origin.name, key, said)
    article = replace(result.article, trail=())
    return Kept(
        page.origin.name,
        key,
        said,
        article.head.id,
        store.encode(article.head),
        store.encode(article),
        store.encode(weave.gather(article)),
    )


class _Reading:
    """Reads pages and lets through those whose outcome is not known yet."""

    def __init__(
        self, sources: Iterable[intake.Source], known: Mapping[str, bytes], program: bytes, progress: Progress
    ) -> None:
        self._sources = sources
        self._known = known
        self._progress = progress
        self.program = program
        """Hash of what cleaning depends on besides the pages."""
        self.names: set[str] = set()
        """Names of the pages read."""
        self.sent = 0
        """Pages that had to be cleaned."""
        self.findings: list[Finding] = []
        """What was wrong with files and records."""

    def changed(self) -> Iterator[RawPage]:
        """The pages to clean, in order, as they are read."""
        for source in self._sources:
            for page in intake.read(source):
                if isinstance(page, Finding):
                    self.findings.append(page)
                    continue
                name = page.origin.name
                self.names.add(name)
                if self._known.get(name) != store.key_of(page.origin.sha256, name, self.program):
                    self.sent += 1
                    yield page
            self._progress.step()


def _pictures(seeds: Path, article: Article) -> tuple[tuple[Image | None, ...], list[Output], list[Finding]]:
    """The files of an article's pictures, what to write for them, and which are missing beside the page."""
    images: list[Image | None] = []
    outputs: list[Output] = []
    missing: list[Finding] = []
    for picture in article.pictures:
        data = picture.data or intake.beside(seeds, article.head.origin, picture.source)
        if isinstance(data, Finding):
            missing.append(data)
            data = None
        image = pictures.identify(data) if data else None
        if data and image is None:
            missing.append(_not_shown(article.head.origin.name, picture.source, data))
        images.append(image)
        if image and data:
            outputs.append(Output(image.path, data))
    return tuple(images), outputs, missing


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
