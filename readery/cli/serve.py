"""`readery serve`: the site on this machine, built again whenever something is saved."""

from __future__ import annotations

import argparse
import sys
import threading
import time
from typing import TYPE_CHECKING

from readery.cli._command import CONFIG, Command, CommandError, add_config, add_jobs
from readery.cli._progress import shown
from readery.cli._site import add_folders, folders_of, print_problems

if TYPE_CHECKING:
    from pathlib import Path

    from readery.serve import Built, Preview

_HOST = "127.0.0.1"
_PORT = 8000
_TRIED = 10
"""Ports tried from the default on where none was named."""


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_folders(parser)
    add_config(parser)
    add_jobs(parser)
    parser.add_argument(
        "--port", type=_port, metavar="N", help=f"port to listen on (default: {_PORT} or the next free)"
    )
    parser.add_argument(
        "--host", default=_HOST, help="address to listen on (default: this machine alone; 0.0.0.0 lets the network in)"
    )
    parser.add_argument("--open", action="store_true", help="open the site in the browser")


def _run(given: argparse.Namespace) -> int:
    from readery.serve import AddressError, Watched, changes, follow

    _, folders = folders_of(given)
    watched = Watched((folders.seeds, folders.templates), (given.config or folders.state.parent / CONFIG,))
    stop = threading.Event()
    try:
        with _preview(folders.site, given.host, given.port) as preview:
            _say(f"the site is at {preview.address} and follows what you save; Ctrl+C ends it.")
            if given.open:
                import webbrowser

                webbrowser.open(preview.address)
            follow(preview, lambda: _build(given), changes(watched, stop, _say))
    except AddressError as error:
        raise CommandError(str(error)) from error
    except KeyboardInterrupt:
        _say(f"the preview has ended; the site stands in {folders.site}.")
    finally:
        stop.set()
    return 0


def _preview(site: Path, host: str, port: int | None) -> Preview:
    """The preview on `port`; on the first free one from the default on where none is named."""
    from readery.serve import AddressError, Preview

    if port is not None:
        return Preview(site, host, port)
    for tried in range(_PORT, _PORT + _TRIED - 1):
        try:
            return Preview(site, host, tried)
        except AddressError:
            continue
    return Preview(site, host, _PORT + _TRIED - 1)


def _build(given: argparse.Namespace) -> Built:
    """Build with the settings as they are now; what keeps it from being built is told, not raised."""
    from readery.findings import Severity
    from readery.pipeline import BuildError, build
    from readery.serve import Built

    began = time.monotonic()
    try:
        settings, folders = folders_of(given)
        with shown(sys.stderr) as progress:
            report = build(settings, folders, given.jobs, False, progress)
    except (CommandError, BuildError) as error:
        _say(str(error))
        return Built(0, (), str(error))
    problems = tuple(finding for finding in report.findings if finding.kind.severity is not Severity.NOTE)
    print_problems(problems)
    _say(f"{report.articles:,} articles; {report.written:,} files written in {time.monotonic() - began:.2f} s")
    return Built(report.written, problems)


def _say(message: str) -> None:
    print(f"readery: {message}", file=sys.stderr, flush=True)


def _port(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = -1
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"{text} is no port: a number from 0 (any that is free) to 65535")
    return number


COMMAND = Command(
    name="serve",
    summary="show the site on this machine, and build it again whenever you save",
    description=(
        "Build the site and show it at an address of this machine. Whatever you save in the folder of raw pages, in the\n"
        "templates or in the settings is built at once, and the browser shows it. What is wrong stands over the page and in\n"
        "the terminal. Nobody else on the network can see it unless --host says so."
    ),
    examples=(
        "readery serve                  the site at http://localhost:8000/",
        "readery serve --open           the same, and the browser opens it",
        "readery serve --seeds ~/saved  another folder of raw pages",
    ),
    arguments=_arguments,
    run=_run,
)
