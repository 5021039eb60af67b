"""`readery new`: a fresh collection."""

from __future__ import annotations

import argparse
from pathlib import Path

from readery.cli._command import CONFIG, Command, CommandError

_SETTINGS = """\
# Settings of this collection; docs/settings.md of Readery lists them all.

[site]
title = "{title}"
language = "en"
# base_url = "https://example.org/"   # where the site will stand, if it goes online

[folders]
seeds = "seeds"
site = "site"
"""
_README = """\
# {title}

Put saved pages (.html, .txt, .md) into `seeds/`, then run `readery`: the reading site is in `site/`, open `site/index.html`.
`readery explain seeds/PAGE` tells what was kept of a page and why; a file `PAGE.toml` beside it overrules facts.
`readery.toml` holds the settings of this collection. Delete `.readery/` whenever you like: it only saves time.
"""


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "dir", type=Path, metavar="DIR", help="folder of the new collection; made where it does not exist"
    )


def _run(given: argparse.Namespace) -> int:
    root: Path = given.dir
    title = root.resolve().name.replace("-", " ").replace("_", " ").strip().capitalize() or "Reading"
    files = {
        root / CONFIG: _SETTINGS.format(title=title.replace("\\", "").replace('"', "")),
        root / "README.md": _README.format(title=title),
    }
    for path in files:
        if path.exists():
            raise CommandError(f"{path}: is there already. Choose a folder that holds no collection yet.")
    try:
        (root / "seeds").mkdir(parents=True, exist_ok=True)
        for path, text in files.items():
            path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CommandError(
            f"{error.filename}: cannot be made ({error.strerror}). Choose a folder that you may write."
        ) from error
    print(f"A fresh collection is in {root}. Put saved pages into {root / 'seeds'}, then run `readery` in {root}.")
    return 0


COMMAND = Command(
    name="new",
    summary="lay a fresh collection",
    description="Lay a fresh collection in DIR: readery.toml, seeds/ and a short README. Nothing that is there is touched.",
    examples=("readery new reading    then put saved pages into reading/seeds",),
    arguments=_arguments,
    run=_run,
)
