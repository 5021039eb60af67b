"""What a command is, and what several of them share."""

from __future__ import annotations

import argparse
import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from readery import settings
from readery.settings import Settings, SettingsError

CONFIG = "readery.toml"
_LINE_ENDS = re.compile("[\x7f-\x9f\u2028\u2029]")


class CommandError(Exception):
    """Nothing could be done; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command of the program."""

    name: str
    """As it is typed."""
    summary: str
    """One line, for the list of commands."""
    description: str
    """What it does, for its own help."""
    examples: tuple[str, ...]
    """Command lines that work, each with what it is for."""
    arguments: Callable[[argparse.ArgumentParser], None]
    """Adds its arguments to its parser."""
    run: Callable[[argparse.Namespace], int]
    """Does it; returns the exit code. Imports what it needs when it runs, so that `--help` is instant."""


def json_line(record: Mapping[str, Any]) -> str:
    """`record` as one line of JSON, whatever a reader takes for the end of a line."""
    return _LINE_ENDS.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(record, ensure_ascii=False))


def add_config(parser: argparse.ArgumentParser) -> None:
    """Add the argument --config."""
    parser.add_argument(
        "--config",
        type=Path,
        metavar="FILE",
        help=f"settings of the collection (default: {CONFIG} here, if there is one)",
    )


def add_jobs(parser: argparse.ArgumentParser) -> None:
    """Add the argument --jobs."""
    parser.add_argument("--jobs", type=_jobs, metavar="N", help="processes to work with (default: one for each core)")


def load_settings(config: Path | None) -> tuple[Settings, Path]:
    """The settings, and the folder that their paths are relative to. Raises CommandError."""
    path = config or Path(CONFIG)
    if config is None and not path.exists():
        return Settings(), Path()
    try:
        return settings.load(path), path.parent
    except SettingsError as error:
        raise CommandError(str(error)) from error


def _jobs(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if not 1 <= number <= 16 * (os.cpu_count() or 1):
        raise argparse.ArgumentTypeError(f"{text} is not a sensible number of processes")
    return number
