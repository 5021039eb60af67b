"""The spine, from seeds to site: `build`, and parts of it that commands use alone.

What a build takes and gives is defined here; what it does, in `_build.py`. That is brought in only when there is something to do:
to find that nothing changed takes a tenth of the time that importing every room does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from readery.findings import Finding

if TYPE_CHECKING:
    from readery.clean import Cleaned
    from readery.intake import Source
    from readery.model import Collection, Facts, RawPage
    from readery.settings import Overrules, Settings


class BuildError(Exception):
    """Nothing could be built; the message says why and what to do. What stood in the site before still stands."""


class NothingToBuildError(BuildError):
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
    """Raw pages there are."""
    built: int
    """Of these, cleaned anew."""
    unchanged: int
    """Known from an earlier build."""
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
    whole: bool = True
    """Whether every file of the site stands in its place."""


def build(settings: Settings, folders: Folders, jobs: int | None, force: bool, progress: Progress) -> Report:
    """Build the site; what a damaged store knew is found anew. Raises BuildError, of which NothingToBuildError is one."""
    from readery.pipeline import _standing

    return _standing.build(settings, folders, jobs, force, progress)


def woven(
    settings: Settings,
    roots: Sequence[Path],
    state: Path | None,
    jobs: int | None,
    progress: Progress,
    others: Sequence[Source] = (),
) -> tuple[Collection, Facts, tuple[Finding, ...]]:
    """The articles of these files and folders, and of `others` besides, what weaving finds of them, and what was wrong;
    nothing is written.

    What the store in the file `state` knows is used, and left as it is. Articles come in the collection's order.
    """
    from readery.pipeline import _build

    return _build.woven(settings, roots, state, jobs, progress, others)


def cleaned(
    pages_read: Iterable[RawPage | Finding], overrules: Mapping[str, Overrules], jobs: int | None
) -> Iterator[tuple[RawPage, Cleaned] | Finding]:
    """Each page with what became of it, in order, while they are read; findings of reading pass through."""
    from readery.pipeline import _cleaning

    return _cleaning.cleaned(pages_read, overrules, jobs)
