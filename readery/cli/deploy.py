"""`readery deploy`: the built site goes somewhere."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from readery.cli._command import Command, CommandError, add_config
from readery.cli._transfer import add_target, job_of, size, watched

if TYPE_CHECKING:
    from readery.deploy import Job, Watch
    from readery.settings import Settings

_SHOWN = 40
"""Files of a kind that --dry-run names; the rest are counted."""
_ERRORS = 10
"""Errors of the check that are named."""


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_target(parser)
    parser.add_argument(
        "--site", type=Path, metavar="DIR", help="folder of the built site (default: as the settings say)"
    )
    add_config(parser)
    parser.add_argument("--page", metavar="PATH", help="for a .html target: the page of the site that it shall hold")
    parser.add_argument("--dry-run", action="store_true", help="say what would be sent and removed, and do nothing")
    parser.add_argument("--force", action="store_true", help="deploy although the check finds errors")
    parser.add_argument(
        "--adopt",
        action="store_true",
        help="replace files at the target that no deploy put there, where names are the same",
    )


def _run(given: argparse.Namespace) -> int:
    from readery.deploy import Consent, DeployError, deploy

    job, settings = job_of(given, "deploy", Consent(given.adopt, given.take_over))
    began = time.monotonic()
    try:
        with watched(sys.stderr) as watch:
            _refuse_errors(job, settings, given.force, watch)
            if given.dry_run:
                return _preview(job, watch)
            report = deploy(job, watch)
    except DeployError as error:
        raise CommandError(str(error)) from error
    if report.made is not None:
        print(f"{job.options.url}: made, {size(report.made)}, in {time.monotonic() - began:.1f} s")
        return 0
    print(
        f"{report.sent:,} files ({size(report.size)}) sent, {report.removed:,} removed, "
        f"{report.same:,} as they shall be, in {time.monotonic() - began:.1f} s"
    )
    return 0


def _refuse_errors(job: Job, settings: Settings, force: bool, watch: Watch) -> None:
    """Check the site. Raises CommandError where it holds an error, unless forced."""
    from readery.check import NoSiteError, check
    from readery.findings import Severity

    try:
        found = [finding for finding in check(job.site, settings) if finding.kind.severity is Severity.ERROR]
    except NoSiteError as error:
        raise CommandError(str(error)) from error
    if not found:
        return
    named = "".join(f"\n{finding}" for finding in found[:_ERRORS])
    more = f"\n… and {len(found) - _ERRORS:,} more" if len(found) > _ERRORS else ""
    if force:
        watch.say(f"the check finds {len(found):,} errors; deploying all the same.{named}{more}")
        return
    raise CommandError(
        f"the check finds {len(found):,} errors in {job.site}, so nothing is deployed.{named}{more}\n"
        "Mend them (`readery check` tells more), or deploy all the same with --force."
    )


def _preview(job: Job, watch: Watch) -> int:
    """Print the plan; returns the exit code of a deploy that would do it."""
    from readery.deploy import preview

    plan, foreign = preview(job, watch)
    for file in plan.puts[:_SHOWN]:
        print(f"send    {size(file.size):>10}  {file.path}")
    if len(plan.puts) > _SHOWN:
        print(f"send    … and {len(plan.puts) - _SHOWN:,} more files")
    for path in plan.removals[:_SHOWN]:
        print(f"remove  {'':>10}  {path}")
    if len(plan.removals) > _SHOWN:
        print(f"remove  … and {len(plan.removals) - _SHOWN:,} more files")
    print(
        f"{len(plan.puts):,} files ({size(plan.size)}) to send, {len(plan.removals):,} to remove, "
        f"{plan.same:,} as they shall be. Nothing was done."
    )
    if foreign:
        print(f"In the way are {len(foreign):,} files of others (see --adopt): {', '.join(foreign[:5])}")
    return 1 if foreign else 0


COMMAND = Command(
    name="deploy",
    summary="bring the built site to where it is read",
    description=(
        "Bring the built site to TARGET: check it, then send what changed since the last deploy, assets first and the\n"
        "home page last, and remove what an earlier deploy put there and the site no longer has. One that breaks off goes on\n"
        "where it ended when it is run again. Exit code: 0 all well, 2 it could not be done."
    ),
    examples=(
        "readery deploy                      to the only target that readery.toml names",
        "readery deploy web --dry-run        what would travel to the target called web",
        "readery deploy ./public             into a folder",
        "readery deploy me@host:/srv/www     over ssh, by rsync",
        "readery deploy s3://bucket          to a bucket",
        "readery deploy site.zip             into an archive",
        "readery deploy a.html --page articles/a/index.html    one article as a single file",
    ),
    arguments=_arguments,
    run=_run,
)
