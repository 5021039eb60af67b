"""What a host, a browser or a reader would stumble over in the finished folder. A group of rules is one module in `rules`.

`check` reads every file once (`survey`), asks each rule, and gives findings. Sites made by other programs can be
checked as well: nothing here knows how the folder came to be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from readery import registry
from readery.check import html, rules
from readery.check.rules import Rules
from readery.check.survey import Mapper, Survey, survey
from readery.findings import Finding
from readery.settings import Settings

T = TypeVar("T")
R = TypeVar("R")


class NoSiteError(Exception):
    """There is no folder to check; the message says where it was looked for and what to do."""


def here(stage: Callable[[tuple[T, ...]], R], values: Iterable[T], size: int) -> Iterator[R]:  # noqa: ARG001
    """Maps a stage in this process, one value at a time."""
    return (stage((value,)) for value in values)


def check(folder: Path, settings: Settings, workers: Mapper = here) -> tuple[Finding, ...]:
    """What is wrong with the site in `folder`, by file and code. Raises NoSiteError.

    `settings` give the site's own address (`base_url`), budgets, and codes to leave out. `workers` maps the reading
    over processes, as `readery.engine.Engine.map` does; the findings are the same.
    """
    settings = addressed(folder, settings)
    return judged(surveyed(folder, settings, workers), settings)


def addressed(folder: Path, settings: Settings) -> Settings:
    """`settings` with the address that the site's home page names as its own (``rel=canonical``), where they have none."""
    if settings.site.base_url:
        return settings
    try:
        home = html.read("index.html", (folder / "index.html").read_bytes())
    except OSError:
        return settings
    own = next((each.url for each in home.references if each.place == "link rel=canonical"), "")
    own = own.removesuffix("index.html")
    if not own.startswith(("http://", "https://")) or not own.endswith("/"):
        return settings
    return replace(settings, site=replace(settings.site, base_url=own))


def surveyed(folder: Path, settings: Settings, workers: Mapper = here, outgoing: bool = False) -> Survey:
    """The site in `folder`, read once; with the links that lead out of it where `outgoing`. Raises NoSiteError."""
    if not folder.is_dir():
        raise NoSiteError(f"{folder}: there is no such folder. Build the site first, or name the folder to check.")
    groups = registry.members(rules, "RULES", Rules)
    return survey(
        folder,
        settings,
        tuple(rule for group in groups for rule in group.html),
        tuple(rule for group in groups for rule in group.data),
        workers,
        outgoing,
    )


def judged(site: Survey, settings: Settings, more: Iterable[Finding] = ()) -> tuple[Finding, ...]:
    """What the rules find in a site that was read, with `more` that was found of it, by file and code."""
    found = [*site.notes.findings, *more]
    for group in registry.members(rules, "RULES", Rules):
        for rule in group.site:
            found += rule(site, settings)
    told = {_printable(finding) for finding in found if finding.kind.code not in settings.check.ignore}
    return tuple(sorted(told, key=lambda finding: (finding.where, finding.kind.code, finding.problem)))


def _printable(finding: Finding) -> Finding:
    """A finding that can be printed, whatever bytes are in a file's name."""
    return replace(finding, where=_text(finding.where), problem=_text(finding.problem), remedy=_text(finding.remedy))


def _text(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode("ascii") for each in text)
