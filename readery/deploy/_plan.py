"""What a deploy has to do, and in which order, so that no visitor meets a page that refers to a missing file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from readery.deploy._place import Outgoing

_IN_PLACE = re.compile(r"^search/|\.(xml|json|txt)$|^_|^\.ht")
"""Files, no pages, that keep their names and name pages: search data, feeds, the sitemap, files that hosts read."""


class Stage(IntEnum):
    """Each begins when the one before it is whole."""

    ASSETS = 0
    """What pages are made of, and whatever else is new and no page yet refers to."""
    NEW_PAGES = 1
    """Pages that nothing at the target leads to yet."""
    PAGES = 2
    """Pages that change; what they newly refer to is there."""
    INDEXES = 3
    """What lists pages for readers' programs: search data, feeds, the sitemap."""
    HOME = 4
    """The entrance, last: on a first deploy there is no way in before all is there."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What travels."""

    stages: tuple[tuple[Outgoing, ...], ...]
    """Files to send, stage by stage."""
    removals: tuple[str, ...]
    """Files to remove in the end; an earlier deploy put each of them there."""
    same: int
    """Files that stand there as they shall."""
    new: frozenset[str]
    """Files to send whose names no earlier deploy used."""

    @property
    def puts(self) -> tuple[Outgoing, ...]:
        """All files to send, in order."""
        return tuple(file for stage in self.stages for file in stage)

    @property
    def size(self) -> int:
        """Bytes to send, before compression."""
        return sum(file.size for stage in self.stages for file in stage)

    def __bool__(self) -> bool:
        return any(self.stages) or bool(self.removals)


def plan(files: Iterable[Outgoing], known: Mapping[str, str]) -> Plan:
    """The way from what is known to stand there (path → mark; an empty mark for unknown content) to `files`."""
    stages: list[list[Outgoing]] = [[] for _ in Stage]
    paths, new, same = set(), set(), 0
    for file in sorted(files, key=lambda file: file.path):
        paths.add(file.path)
        mark = known.get(file.path)
        if mark == file.mark:
            same += 1
            continue
        if mark is None:
            new.add(file.path)
        stages[_stage(file.path, mark is None)].append(file)
    return Plan(tuple(map(tuple, stages)), tuple(sorted(known.keys() - paths)), same, frozenset(new))


def _stage(path: str, new: bool) -> Stage:
    name = re.sub(r"\.(br|gz)$", "", path)  # a compressed copy goes with its file
    if name == "index.html":
        return Stage.HOME
    if name.endswith(".html"):
        return Stage.NEW_PAGES if new else Stage.PAGES
    return Stage.INDEXES if _IN_PLACE.search(name) and not new else Stage.ASSETS
