"""`readery build`: raw pages become the site."""

from __future__ import annotations

import argparse
import sys
import time
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from readery.cli._command import Command, CommandError, add_config, add_jobs
from readery.cli._progress import shown
from readery.cli._site import add_folders, folders_of, print_problems

if TYPE_CHECKING:
    from readery.pipeline import Progress, Report


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_folders(parser)
    add_config(parser)
    add_jobs(parser)
    parser.add_argument(
        "--force", action="store_true", help="clean every page anew, whatever is known from earlier builds"
    )
    parser.add_argument("--profile", action="store_true", help="print what each stage cost: time, work and memory")


def _run(given: argparse.Namespace) -> int:
    from readery.pipeline import BuildError, build

    settings, folders = folders_of(given)
    began = time.monotonic()
    try:
        with shown(sys.stderr) as plain, _profiled(given, plain) as progress:
            report = build(settings, folders, given.jobs, given.force, progress)
    except BuildError as error:
        raise CommandError(str(error)) from error
    return _summary(report, folders.site, time.monotonic() - began)


def _profiled(given: argparse.Namespace, progress: Progress) -> AbstractContextManager[Progress]:
    if not given.profile:
        return nullcontext(progress)
    from readery.cli._profile import profiled

    return profiled(progress, sys.stderr)


def _summary(report: Report, site: Path, seconds: float) -> int:
    """Print what was done; returns the exit code."""
    from readery.findings import Severity

    problems = [finding for finding in report.findings if finding.kind.severity is not Severity.NOTE]
    notes = len(report.findings) - len(problems)
    print_problems(problems)
    print(
        f"\n{report.read:,} pages read: {report.built:,} cleaned, {report.unchanged:,} unchanged, "
        f"{len({finding.where for finding in problems}):,} with problems"
        f"\n{report.articles:,} articles, {report.words:,} words, {report.tags:,} tags"
        f"\n{report.files:,} files in {site}, {report.written:,} of them written anew, in {seconds:.1f} s"
    )
    if notes:
        print(f"{notes:,} notes (nothing wrong): `readery explain FILE` tells those of a page")
    print(f"Open {site / 'index.html'}")
    return 1 if problems else 0


COMMAND = Command(
    name="build",
    summary="build the site from the raw pages (the default)",
    description=(
        "Build the site: read the raw pages, clean each to its article, weave tags and links, and write plain files.\n"
        "Pages that an earlier build cleaned and that did not change are not cleaned again.\n"
        "Exit code: 0 all well, 1 some page had a problem (the site is built all the same), 2 nothing could be done."
    ),
    examples=(
        "readery                                  build seeds/ into site/ as readery.toml says",
        "readery build --seeds ~/saved --site out  build another folder, without settings",
        "readery build --force --jobs 1           clean everything anew, in one process",
        "readery build --profile                  say what each stage cost",
    ),
    arguments=_arguments,
    run=_run,
)
