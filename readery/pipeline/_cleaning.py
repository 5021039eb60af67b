"""Pages become articles, in workers: what goes to them, and what comes back."""

from __future__ import annotations

import functools
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from readery import engine, findings, search, store, weave
from readery.clean import Cleaned, clean, look
from readery.findings import Finding
from readery.model import RawPage
from readery.search import Counted
from readery.settings import Overrules
from readery.store import Kept
from readery.weave import Traits

if TYPE_CHECKING:
    from readery.clean.text.glance import Look

PAGES_A_BLOCK = 16
"""Raw pages that travel to a worker together: some 50 ms of work, far above the cost of sending them."""


@dataclass(frozen=True, slots=True)
class Task:
    """A page to clean."""

    page: RawPage
    """As it was read."""
    recurring: bytes = b""
    """Packed: those of its passages that recur."""
    site: str = ""
    """What its pages have in common, where it was cleaned by itself before."""
    passages: bytes = b""
    """Packed: its passages, likewise."""


def clean_block(block: tuple[Task, ...], overrules: Mapping[str, Overrules], program: bytes) -> tuple[Kept, ...]:
    """What a worker does with a block of raw pages: clean each, gather what weaving and search need, encode all for the store."""
    pages = [(task.page, store.unpacked(task.recurring)) for task in block]
    cleaned = [
        clean_safely(page, overrules, recurring, ahead, explain=False)
        for (page, recurring), ahead in zip(pages, _look(pages), strict=True)
    ]
    articles = [each.article for each in cleaned if each.article]
    gathered = zip(weave.gather(articles), search.gather(articles), strict=True)
    return tuple(
        _encoded(task, each, program, next(gathered) if each.article else None)
        for task, each in zip(block, cleaned, strict=True)
    )


def given_up(task: Task, late: bool, seconds: int, program: bytes) -> tuple[Kept, ...]:
    """What is kept of a page that took down its worker, or whose time ran out."""
    problem = (
        f"cleaning it took longer than {seconds} seconds, and was given up."
        if late
        else "cleaning it took down the process that did it."
    )
    remedy = (
        "Save it anew in another form, or give it more time (`page_seconds` in `[build]`) and build with --force."
        if late
        else "This is a fault of Readery or a library: please report it with the page."
    )
    finding = Finding(findings.GIVEN_UP, task.page.origin.name, problem, remedy)
    return (_encoded(task, Cleaned(None, (finding,)), program, None),)


def _look(pages: Sequence[tuple[RawPage, frozenset[int]]]) -> Sequence[Look | None]:
    """The first look at pages; none where it fails: each is looked at by itself then, and the fault found on its page."""
    try:
        return look(pages)
    except Exception:  # noqa: BLE001 - see `clean_safely`, which meets it again
        return [None] * len(pages)


def _encoded(task: Task, result: Cleaned, program: bytes, gathered: tuple[Traits, Counted] | None) -> Kept:
    origin = task.page.origin
    kept = Kept(
        name=origin.name,
        key=store.key_of(origin.sha256, origin.name, program),
        findings=store.encode(result.findings),
        file=origin.path,
        # What a page says by itself counts for learning, also where nothing is left of it without what recurs.
        site=result.site or task.site,
        passages=store.packed(result.passages) or task.passages,
        recurring=task.recurring,
    )
    article = result.article
    if article is None or gathered is None:
        return kept
    traits, counted = gathered
    return replace(
        kept,
        id=article.head.id,
        head=store.encode(article.head),
        article=store.encode(article),
        traits=store.encode(traits),
        terms=store.encode(counted),
    )


def clean_safely(
    page: RawPage,
    overrules: Mapping[str, Overrules],
    recurring: frozenset[int] = frozenset(),
    ahead: Look | None = None,
    explain: bool = True,
) -> Cleaned:
    """`clean`, where a fault of the program costs one page instead of the build."""
    try:
        return clean(page, overrules, recurring, ahead, explain)
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


def cleaned(
    pages_read: Iterable[RawPage | Finding], overrules: Mapping[str, Overrules], jobs: int | None
) -> Iterator[tuple[RawPage, Cleaned] | Finding]:
    """Each page with what became of it, in order, while they are read; findings of reading pass through."""
    stage = functools.partial(_clean_each, overrules=overrules)
    with engine.start(jobs) as workers:
        for block in workers.map(stage, pages_read, PAGES_A_BLOCK):
            yield from block


def _clean_each(
    block: tuple[RawPage | Finding, ...], overrules: Mapping[str, Overrules]
) -> tuple[tuple[RawPage, Cleaned] | Finding, ...]:
    ahead = iter(_look([(page, frozenset()) for page in block if not isinstance(page, Finding)]))
    return tuple(
        page
        if isinstance(page, Finding)
        else (replace(page, text=""), clean_safely(page, overrules, ahead=next(ahead)))
        for page in block
    )
