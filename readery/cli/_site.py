"""What the commands that make a site share: its folders, and how its problems are told."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from readery.cli._command import CommandError, load_settings

if TYPE_CHECKING:
    from readery.findings import Finding
    from readery.pipeline import Folders
    from readery.settings import Settings

_SHOWN = 25
"""Problems printed at most; the rest are counted."""


def add_folders(parser: argparse.ArgumentParser) -> None:
    """Add the arguments --seeds and --site."""
    parser.add_argument("--seeds", type=Path, metavar="DIR", help="folder of raw pages (default: as the settings say)")
    parser.add_argument(
        "--site", type=Path, metavar="DIR", help="folder of the built site (default: as the settings say)"
    )


def folders_of(given: argparse.Namespace) -> tuple[Settings, Folders]:
    """The settings, and the folders that they and the command line name. Raises CommandError."""
    from readery.pipeline import Folders

    settings, base = load_settings(given.config)
    folders = Folders(
        seeds=given.seeds or base / settings.folders.seeds,
        site=given.site or base / settings.folders.site,
        templates=base / settings.folders.templates,
        state=base / ".readery",
    )
    if not folders.seeds.exists():
        raise CommandError(
            f"{folders.seeds}: there is no such folder. Name the folder of raw pages with --seeds, or run `readery new DIR`."
        )
    if not folders.seeds.is_dir():
        raise CommandError(f"{folders.seeds}: is not a folder. --seeds takes the folder that holds the raw pages.")
    seeds, site = folders.seeds.resolve(), folders.site.resolve()
    if seeds == site or seeds in site.parents or site in seeds.parents:
        raise CommandError(
            f"{folders.site}: the site and the raw pages ({folders.seeds}) must not lie in one another. "
            "Name another folder with --site."
        )
    return settings, folders


def print_problems(problems: Sequence[Finding]) -> None:
    """Print the first problems, each with what to do, and how many more there are."""
    for finding in problems[:_SHOWN]:
        print(
            f"\n{finding.where}  [{finding.kind.code} {finding.kind.title}]\n  {finding.problem}\n  → {finding.remedy}"
        )
    if len(problems) > _SHOWN:
        print(f"\n… and {len(problems) - _SHOWN} more problems of these kinds.")
