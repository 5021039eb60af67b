"""`readery facts`: what weaving finds, one JSON line an article."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from readery.cli._command import Command, CommandError, add_config, add_jobs, json_line, load_settings
from readery.cli._progress import shown

if TYPE_CHECKING:
    from readery.intake import Source
    from readery.model import Collection, Entry, Facts


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="pages, folders of pages, .jsonl or .jsonl.gz files; - reads standard input",
    )
    add_config(parser)
    add_jobs(parser)


def _run(given: argparse.Namespace) -> int:
    from readery.findings import Severity
    from readery.pipeline import woven

    settings, _ = load_settings(given.config)
    roots = [Path(path) for path in dict.fromkeys(given.paths) if path != "-"]
    for path in roots:
        if not path.exists():
            raise CommandError(f"{path}: there is no such file or folder. Check the path.")
    with tempfile.TemporaryDirectory() as folder, shown(sys.stderr) as progress:
        streams = [_kept(sys.stdin.buffer, Path(folder) / "pages")] if "-" in given.paths else []
        collection, facts, findings = woven(settings, roots, None, given.jobs, progress, streams)
    for entry in sorted(collection, key=lambda entry: entry.head.origin.name):
        print(json_line(record(entry, collection, facts)))
    problems = [finding for finding in findings if finding.kind.severity is not Severity.NOTE]
    for finding in problems:
        print(f"readery: {finding}", file=sys.stderr)
    return 1 if problems else 0


def _kept(stream: BinaryIO, path: Path) -> Source:
    """What `stream` holds as a raw file, since pages are read again once it is known what recurs among them."""
    from readery.intake import Source

    with path.open("wb") as file:
        shutil.copyfileobj(stream, file)
    return Source(str(path), "-", "")


def record(entry: Entry, collection: Collection, facts: Facts) -> dict[str, Any]:
    """What is printed of one article."""
    from readery.model import Links, Related, Tags, Twins

    def source(article_id: str) -> str:
        return collection.by_id[article_id].head.origin.name

    own = entry.head.id
    tags, related = facts.of(Tags, own), facts.of(Related, own)
    links, twins = facts.of(Links, own), facts.of(Twins, own)
    same = {twins.stands, *twins.others} - {own} if twins else set()
    return {
        "source": entry.head.origin.name,
        "id": own,
        "tags": [{"name": use.name, "origin": use.origin, "score": use.score} for use in tags.uses] if tags else [],
        "related": [
            {"source": source(each.id), "score": each.score, "reason": each.reason}
            for each in (related.neighbours if related else ())
        ],
        "twins": sorted(map(source, same)),
        "mentions": [source(each) for each in links.mentioned_in] if links else [],
        "links": sorted({source(each) for each in links.to.values()}) if links else [],
    }


COMMAND = Command(
    name="facts",
    summary="print tags, related articles and links, one JSON line an article",
    description=(
        "Weave these pages and print one JSON line an article; nothing is rendered or written: `source`, `id`, `tags`\n"
        "(`name`, `origin`, `score`), `related` (`source`, `score`, `reason`), `twins` (sources of pages with the same story),\n"
        "`mentions` (sources of articles that link to it), `links` (sources of articles it links to).\n"
        "Exit code: 0 all well, 1 some page had a problem, 2 nothing could be done."
    ),
    examples=(
        "readery facts seeds/                               of a folder",
        "zcat saved.jsonl.gz | readery facts -              of pages that come in",
        "readery facts seeds/ | jq -r '.related[].reason'   why is that related?",
    ),
    arguments=_arguments,
    run=_run,
)
