"""What a build does, top to bottom: seeds → intake → clean → weave → pages → render → site."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from readery import assets, engine, heap, intake, pages, search, store, weave, write
from readery.findings import Finding
from readery.model import Collection, Facts, Page, Vocabulary
from readery.pages import SamePathError, Site, redirects
from readery.pages.not_found import NotFoundPage
from readery.pipeline import BuildError, Folders, Progress, Report
from readery.pipeline import _pictures as pictures
from readery.pipeline import _workshop as workshop
from readery.pipeline._making import Ground, Maker, Planned, Recipe, Shot, Unit, unit
from readery.pipeline._reading import gather
from readery.render import NOT_FOUND, Compiled, Renderer, TemplateError
from readery.search import Counted
from readery.settings import Settings
from readery.store import Made, Store
from readery.weave import Traits

_MANY = 3_000
"""Articles from which on the memory that a stage leaves is worth the time to give it back."""


def build(
    settings: Settings,
    folders: Folders,
    scan: intake.Scan,
    known: Store,
    jobs: int | None,
    force: bool,
    progress: Progress,
) -> Report:
    """Build the site from what was found in the folder of raw pages. Raises BuildError, SiteError, DamagedError, StoreError."""
    with engine.start(jobs) as workers, workshop.tidied():
        gathered = gather(scan.sources, known, workers, settings, force, progress)
        collection = gathered.collection
        _settle(collection)
        progress.stage("Weaving", None)
        keys = known.article_keys()
        facts = _woven(collection, known, settings, keys)
        renderer = Renderer(settings, assets.theme(folders.templates), _compiled(known))
        packed = workshop.pack(renderer, folders.seeds, folders.site.resolve(), known)
        progress.stage("Pictures", None)
        shown = pictures.find(collection, known, keys, workers, packed)
        _settle(collection)
        with write.writing(folders.site) as writer:
            made = known.made(str(folders.site.resolve()))
            maker = Maker(folders.site, made, writer, workers, packed, progress)
            try:
                moved = made.move({e.path: e.head.id for e in collection})
                site = Site(settings, collection, facts, shown.of, known.articles, moved)
                _make(maker, renderer, site, known, keys, made, shown, progress)
            except (SamePathError, TemplateError) as error:
                raise BuildError(str(error)) from error
            maker.finish()
            writer.finish()
    wrong = weave.findings(collection, settings)
    found = [*scan.findings, *gathered.findings, *wrong, *shown.findings, *writer.findings]
    vocabulary = facts.whole(Vocabulary)
    return Report(
        read=gathered.pages,
        built=gathered.cleaned,
        unchanged=gathered.pages - gathered.cleaned,
        articles=len(collection),
        words=sum(entry.head.words for entry in collection),
        tags=len(vocabulary.tags) if vocabulary else 0,
        files=writer.files,
        written=writer.changed,
        findings=tuple(sorted(found, key=lambda finding: (finding.where, finding.kind.code, finding.problem))),
        whole=not writer.findings,
    )


def _compiled(known: Store) -> Compiled | None:
    return Compiled(known.path.with_name("templates"), store.whole_program().hex()) if known.path else None


def _settle(collection: Collection) -> None:
    """What is known by now lives as long as the build: the garbage collector need not look through it again and again. What is
    not needed any more leaves, where there is much of it.
    """
    if len(collection) > _MANY:
        heap.give_back()
    gc.freeze()


def _woven(collection: Collection, known: Store, settings: Settings, keys: Mapping[str, bytes]) -> Facts:
    return weave.weave(collection, known.traits(Traits), settings, keys, known.woven(store.whole_program()))


def _make(
    maker: Maker,
    renderer: Renderer,
    site: Site,
    known: Store,
    keys: Mapping[str, bytes],
    made: Made,
    shown: pictures.Pictures,
    progress: Progress,
) -> None:
    """Make the site's files: first what pages refer to, then pages with what search shows of them, then the words of search."""
    progress.stage("Writing", None)
    base = hashlib.sha256(store.whole_program() + renderer.fingerprint.encode()).digest()
    drafts = hashlib.sha256(base + store.encode(site.settings)).digest()
    ground = Ground(base, drafts, keys)
    cards = search.cards(site.collection, site.facts, pages.shown(site), pages.tags_of(site))
    card_of = {card.article: unit(card, ground) for card in cards}
    card_keys = {each: card.inputs for each, card in card_of.items()}
    ground = replace(ground, cards=hashlib.sha256(b"".join([card.listed for card in cards])).digest())

    def make(recipes: Iterable[Recipe]) -> None:
        maker.make(unit(recipe, ground) for recipe in recipes)

    make(renderer.theme.files)
    make(Shot(owner, path) for path, owner in sorted(shown.owner.items()))

    def units() -> Iterator[Unit | Planned]:
        # An article's card follows its page, so that a worker brings each article once.
        for page in pages.draft(site):
            yield unit(page, ground)
            if page.article:
                yield card_of.pop(page.article)

    maker.make(units())
    if site.settings.hosts.write:
        from readery import hosts  # seldom asked for

        not_found = renderer.render(Page(NOT_FOUND, NOT_FOUND, NotFoundPage()))
        make(hosts.files(site.settings, not_found.data, redirects.moves(site)))
    progress.stage("Search index", None)
    _settle(site.collection)
    had = made.words()
    words = search.words(cards, card_keys, known.terms(Counted), had)
    make(search.draft(cards, words))
    packed = words.packed()
    del words
    if packed != had:
        made.keep_words(packed)


def woven(
    settings: Settings,
    roots: Sequence[Path],
    state: Path | None,
    jobs: int | None,
    progress: Progress,
    others: Sequence[intake.Source] = (),
) -> tuple[Collection, Facts, tuple[Finding, ...]]:
    """`readery.pipeline.woven`."""
    scans = [intake.scan(root) for root in roots]
    names = [name for scan in scans for name in {source.name for source in scan.sources}]
    several = len(names) != len(set(names))
    sources = [
        replace(source, name=f"{root.as_posix()}/{source.name}") if several else source
        for root, scan in zip(roots, scans, strict=True)
        for source in scan.sources
    ] + [*others]
    name = str(roots[0].resolve()) if roots else ""
    with engine.start(jobs) as workers, store.borrowed(state, name) as known:
        gathered = gather(sources, known, workers, settings, False, progress)
        progress.stage("Weaving", None)
        facts = _woven(gathered.collection, known, settings, known.article_keys())
    return gathered.collection, facts, (*(finding for scan in scans for finding in scan.findings), *gathered.findings)
