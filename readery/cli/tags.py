"""`readery tags`: the vocabulary as its owner would check it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from readery.cli._command import Command, CommandError, add_config, add_jobs, load_settings
from readery.cli._progress import shown

if TYPE_CHECKING:
    from readery.model import Vocabulary

_ORIGINS = {"owner": "yours", "publisher": "publisher's", "text": "found in the text"}


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seeds", type=Path, metavar="DIR", help="folder of raw pages (default: as the settings say)")
    add_config(parser)
    add_jobs(parser)


def _run(given: argparse.Namespace) -> int:
    from readery.model import Vocabulary
    from readery.pipeline import woven

    settings, base = load_settings(given.config)
    seeds = given.seeds or base / settings.folders.seeds
    if not seeds.exists():
        raise CommandError(f"{seeds}: there is no such folder. Name the folder of raw pages with --seeds.")
    with shown(sys.stderr) as progress:
        _, facts, _ = woven(settings, [seeds], base / ".readery" / "store.sqlite3", given.jobs, progress)
    _print(facts.whole(Vocabulary) or Vocabulary(()))
    return 0


def _print(vocabulary: Vocabulary) -> None:
    print(f"{len(vocabulary.tags):,} tags with a page\n")
    names = {tag.slug: tag.name for tag in vocabulary.tags}
    for tag in sorted(vocabulary.tags, key=lambda tag: (-len(tag.articles), tag.name.casefold(), tag.slug)):
        merged = vocabulary.merged.get(tag.slug, ())
        under = f", under {names[tag.parent]}" if tag.parent else ""
        also = f"; also {', '.join(merged)}" if merged else ""
        print(f"{len(tag.articles):>6}  {tag.name}  ({_ORIGINS[tag.origin]}{under}{also})")
    if vocabulary.doubts:
        print("\nPerhaps one and the same (nothing was merged; [tags.merge] in readery.toml does it)\n")
        for doubt in vocabulary.doubts:
            print(f'  "{doubt.name}" = "{doubt.other}"   # {doubt.reason}')
    if vocabulary.orphans:
        print("\nOn one article only, so without a page\n")
        for name in vocabulary.orphans:
            print(f"  {name}")


COMMAND = Command(
    name="tags",
    summary="print the collection's tags, with counts, doubtful merges and orphans",
    description=(
        "Print the vocabulary of the collection: each tag with how many articles bear it, who gave it and which spellings\n"
        "were merged into it; pairs of tags that may be one; tags of one article only. Nothing is written.\n"
        "What to merge, rename, hide, pin or nest is said in [tags] of readery.toml."
    ),
    examples=(
        "readery tags                          of the collection here",
        "readery tags --seeds ~/saved | less   of another folder",
    ),
    arguments=_arguments,
    run=_run,
)
