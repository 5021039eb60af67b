"""`readery explain`: a page as a person would check it."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from readery.cli._command import Command, CommandError, add_config, load_settings

if TYPE_CHECKING:
    from readery.clean import Cleaned
    from readery.model import RawPage

_FACTS = ("title", "dek", "authors", "site", "url", "published", "updated", "lang", "section", "tags")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a raw page")
    add_config(parser)


def _run(given: argparse.Namespace) -> int:
    from readery import intake
    from readery.findings import Finding
    from readery.pipeline import cleaned

    if not given.file.is_file():
        raise CommandError(f"{given.file}: there is no such file. `explain` takes one raw page.")
    settings, _ = load_settings(given.config)
    scan = intake.scan(given.file)
    read = (page for source in scan.sources for page in intake.read(source))
    worst = 0
    for result in cleaned([*scan.findings, *read], settings.clean, 1):
        if isinstance(result, Finding):
            print(f"{result}\n")
            worst = 1
        else:
            _print(*result)
            worst = max(worst, 1 if result[1].article is None else 0)
    return worst


def _print(page: RawPage, result: Cleaned) -> None:
    paint = _Paint(sys.stdout.isatty() and "NO_COLOR" not in os.environ)
    width = min(shutil.get_terminal_size().columns, 100)
    print(paint.strong(page.origin.name))
    for finding in result.findings:
        print(f"  {finding.kind.code} {finding.problem} {finding.remedy}")
    article = result.article
    if article is None:
        return
    head = article.head
    values = {name: getattr(head, name) for name in _FACTS if name != "tags"} | {
        "tags": head.owner_tags + head.publisher_tags
    }
    for name in _FACTS:
        value = values[name]
        shown = "; ".join(value) if isinstance(value, tuple) else value
        source = article.sources.get(name)
        print(f"  {name:<10}{shown or '—'}" + (paint.quiet(f"   ← {source}") if shown and source else ""))
    for caption in article.captions:
        print(f"  {'caption':<10}{caption.text}" + (f" [{caption.credit}]" if caption.credit else ""))
    print(f"  {'words':<10}{head.words:,}\n")
    for verdict in article.trail:
        if verdict.kept:
            print(textwrap.fill(verdict.text, width, initial_indent="+ ", subsequent_indent="  "))
        else:
            print(paint.quiet(f"- {verdict.step}: {verdict.reason}"))
            print(paint.quiet(textwrap.fill(verdict.text, width, initial_indent="  ", subsequent_indent="  ")))
    print()


class _Paint:
    """Marks text on a terminal."""

    def __init__(self, on: bool) -> None:
        self._on = on

    def strong(self, text: str) -> str:
        return f"\x1b[1m{text}\x1b[0m" if self._on else text

    def quiet(self, text: str) -> str:
        return f"\x1b[2m{text}\x1b[0m" if self._on else text


COMMAND = Command(
    name="explain",
    summary="show what was kept and removed of a page, and why",
    description=(
        "Show a page as a person would check it: what was taken for title, dek, date and author, each with where it came\n"
        "from; then every passage, kept (+) or removed (-) with the step that decided and its reason.\n"
        "Exit code: 0 all well, 1 the page holds no article or cannot be read, 2 nothing could be done."
    ),
    examples=(
        "readery explain seeds/aleppo.txt          why is this line gone?",
        "readery explain seeds/saved.html | less   page by page",
    ),
    arguments=_arguments,
    run=_run,
)
