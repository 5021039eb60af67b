"""`readery check`: what a host, a browser or a reader would stumble over in the finished site."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from readery.cli._command import Command, CommandError, add_config, add_jobs, load_settings
from readery.cli._progress import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readery.check.survey import Survey
    from readery.findings import Finding, Kind
    from readery.settings import Settings

_SHOWN = 10
"""Different findings of one kind that are printed as text at most; the rest are counted."""
_NAMED = 3
"""Files named of those in which one thing is wrong in the same way."""
_RANKS = ("error", "warning", "note")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "site", nargs="?", type=Path, metavar="SITE", help="folder of the site (default: as the settings say)"
    )
    parser.add_argument(
        "--external",
        action="store_true",
        help="also ask the links to other sites, slowly and each at most once in a while (needs the network)",
    )
    parser.add_argument(
        "--format",
        choices=("text", "json", "sarif"),
        default="text",
        help="text for people, json one line a finding, sarif (2.1.0) for code hosts (default: text)",
    )
    parser.add_argument(
        "--fail-on",
        choices=(*_RANKS, "never"),
        default="warning",
        help="least severity that makes the exit code 1 (default: warning)",
    )
    add_config(parser)
    add_jobs(parser)


def _run(given: argparse.Namespace) -> int:
    from readery import check, engine

    settings, base = load_settings(given.config)
    folder: Path = given.site or base / settings.folders.site
    settings = check.addressed(folder, settings)
    try:
        with engine.start(given.jobs) as workers:
            site = check.surveyed(folder, settings, workers.map, given.external)
    except check.NoSiteError as error:
        raise CommandError(str(error)) from error
    asked = _ask(site, settings, base / ".readery" / "links.json") if given.external else ()
    found = check.judged(site, settings, asked)
    _print(found, folder, given.format)
    failing = _RANKS[: _RANKS.index(given.fail_on) + 1] if given.fail_on in _RANKS else ()
    return 1 if any(finding.kind.severity in failing for finding in found) else 0


def _ask(site: Survey, settings: Settings, kept: Path) -> tuple[Finding, ...]:
    """Ask the links to other sites. Raises CommandError."""
    from readery.check.external import Manners, external

    manners = Manners(settings.check.link_pause, settings.check.link_timeout, settings.check.link_days)
    try:
        with shown(sys.stderr) as progress:
            progress.stage("Asking", len(site.notes.outgoing.first))
            return tuple(external(site, kept, manners, datetime.now(UTC).date(), progress.step))
    except OSError as error:
        raise CommandError(
            f"{kept}: what was heard cannot be kept ({error.strerror}). Check that the folder may be written."
        ) from error


def _print(found: Sequence[Finding], folder: Path, form: str) -> None:
    from readery.check import report

    if form == "sarif":
        print(report.sarif(found))
    elif form == "json":
        for finding in found:
            print(report.line(finding))
    else:
        _text(found, folder)


def _text(found: Sequence[Finding], folder: Path) -> None:
    """Print the findings, grave ones first, kind by kind, and what is the same in many files once."""
    kinds: dict[Kind, dict[tuple[str, str], list[str]]] = defaultdict(lambda: defaultdict(list))
    for finding in found:
        kinds[finding.kind][finding.problem, finding.remedy].append(finding.where)
    for kind in sorted(kinds, key=lambda kind: (_RANKS.index(kind.severity), kind.code)):
        print(f"\n{kind.severity} {kind.code}: {kind.title}")
        for (problem, remedy), files in list(kinds[kind].items())[:_SHOWN]:
            more = f" and {len(files) - _NAMED:,} more" if len(files) > _NAMED else ""
            print(f"  {', '.join(files[:_NAMED])}{more}: {problem}\n    → {remedy}")
        rest = sum(len(files) for files in list(kinds[kind].values())[_SHOWN:])
        if rest:
            print(f"  … and {rest:,} more; --format json prints all")
    counts = [sum(finding.kind.severity == rank for finding in found) for rank in _RANKS]
    told = ", ".join(f"{count:,} {rank}{'' if count == 1 else 's'}" for count, rank in zip(counts, _RANKS, strict=True))
    print(f"\n{folder}: {told}" if found else f"{folder}: nothing to mend")


COMMAND = Command(
    name="check",
    summary="find what a host, a browser or a reader would stumble over in the site",
    description=(
        "Read the finished site, made by Readery or not, and say what is wrong with it: links, anchors and files that lead\n"
        "nowhere, pages without title, language, main heading or text alternatives, requests to other origins, names that\n"
        "disks refuse, files over their budget, feeds and sitemaps that are not valid. docs/findings.md lists every code.\n"
        "Exit code: 0 all well, 1 a finding of the severity that --fail-on names or a graver one, 2 nothing could be done."
    ),
    examples=(
        "readery check                                  the site that readery.toml names",
        "readery check public --fail-on error           another folder; warnings are told and pass",
        "readery check --external                       also which links to other sites are dead, and where a copy may be",
        "readery check --format sarif > check.sarif     for the code scanning of a code host",
    ),
    arguments=_arguments,
    run=_run,
)
