"""`readery rollback`: back to the deploy before."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from readery.cli._command import Command, CommandError, add_config
from readery.cli._transfer import add_target, job_of, watched


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_target(parser)
    parser.add_argument(
        "--site",
        type=Path,
        metavar="DIR",
        help="folder of the built site (default: as the settings say); it is left alone",
    )
    add_config(parser)


def _run(given: argparse.Namespace) -> int:
    from readery.deploy import Consent, DeployError, rollback

    job, _ = job_of(given, "back to the deploy before", Consent(take_over=given.take_over))
    try:
        with watched(sys.stderr) as watch:
            report = rollback(job, watch)
    except DeployError as error:
        raise CommandError(str(error)) from error
    print(f"The deploy before stands again: {report.sent:,} files brought back, {report.removed:,} removed.")
    print("The site on this machine is as it was; the next deploy sends it again.")
    return 0


COMMAND = Command(
    name="rollback",
    summary="return to the deploy before",
    description=(
        "Return the site at TARGET to what it was before the last deploy, where the place can keep that: a folder, rsync,\n"
        "sftp, buckets, and git. A second rollback takes the first one back. Exit code: 0 all well, 2 it could not be done."
    ),
    examples=("readery rollback web    undo the last deploy to the target called web",),
    arguments=_arguments,
    run=_run,
)
