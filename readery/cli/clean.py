"""`readery clean`: the cleaner alone, one JSON line a page."""

from __future__ import annotations

import argparse
import base64
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from readery.cli._command import Command, CommandError, add_config, add_jobs, json_line, load_settings

if TYPE_CHECKING:
    from readery.clean import Cleaned
    from readery.findings import Finding
    from readery.model import Article, RawPage


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
    from readery.findings import Finding, Severity
    from readery.pipeline import cleaned

    settings, _ = load_settings(given.config)
    problems = False
    for result in cleaned(_read(given.paths), settings.clean, given.jobs):
        said = (result,) if isinstance(result, Finding) else result[1].findings
        for finding in said:
            if finding.kind.severity is not Severity.NOTE:
                problems = True
                print(f"readery: {finding}", file=sys.stderr)
        if not isinstance(result, Finding):
            print(json_line(record(*result)), flush=True)
    return 1 if problems else 0


def _read(paths: list[str]) -> Iterator[RawPage | Finding]:
    """Every page of these files and folders, in the order given."""
    from readery import intake

    for path in paths:
        if path == "-":
            yield from intake.read_stream(sys.stdin.buffer, "-")
            continue
        if not Path(path).exists():
            raise CommandError(f"{path}: there is no such file or folder. Check the path.")
        scan = intake.scan(Path(path))
        yield from scan.findings
        for source in scan.sources:
            yield from intake.read(source)


def record(page: RawPage, result: Cleaned) -> dict[str, Any]:
    """What is printed of one page: the article's facts and text, or the problem where there is no article."""
    article = result.article
    if article is None:
        return {"source": page.origin.name, "problem": " ".join(finding.problem for finding in result.findings)}
    head = article.head
    lead = article.pictures[head.lead] if head.lead is not None else None
    return {
        "source": page.origin.name,
        "title": head.title,
        "dek": head.dek,
        "authors": list(head.authors),
        "published": head.published,
        "updated": head.updated,
        "site": head.site,
        "url": head.url,
        "lang": head.lang,
        "dir": head.dir,
        "tags": [*head.owner_tags, *(tag for tag in head.publisher_tags if tag not in head.owner_tags)],
        "image": (lead.url or lead.source) if lead else None,
        "captions": [{"text": caption.text, "credit": caption.credit} for caption in article.captions],
        "text": article.text,
        "html": _html(article),
        "words": head.words,
        "removed": [{"step": each.step, "reason": each.reason, "text": each.text} for each in article.removed],
    }


def _html(article: Article) -> str:
    """The article's HTML with its pictures named as the page names them."""
    from readery import markup
    from readery.pictures import identify

    def source(number: int) -> str:
        picture = article.pictures[number]
        if picture.data:
            image = identify(picture.data)
            kind = image.path.rpartition(".")[2].replace("jpg", "jpeg") if image else "png"
            return f"data:image/{kind};base64,{base64.b64encode(picture.data).decode()}"
        return picture.url or picture.source

    placed = [
        markup.PlacedImage(source(number), picture.alt or "", picture.width, picture.height)
        for number, picture in enumerate(article.pictures)
    ]
    return markup.place(article.html, placed, {}).markup


COMMAND = Command(
    name="clean",
    summary="clean pages and print one JSON line each",
    description=(
        "Clean pages to their articles and print one JSON line a page; nothing is rendered or written.\n"
        "Reads files, folders, `-` (standard input), and .jsonl or .jsonl.gz files whose records hold `html` or `text`\n"
        "(and `url`, `name`). A page without an article gives a line with `source` and `problem`.\n"
        "Exit code: 0 all well, 1 some page had a problem, 2 nothing could be done."
    ),
    examples=(
        "readery clean seeds/                   every page of a folder",
        "readery clean page.html | jq .title    one page",
        "curl -s URL | readery clean -          a page from elsewhere",
        "readery clean crawl.jsonl.gz --jobs 4  a crawl's records, streaming, in order",
    ),
    arguments=_arguments,
    run=_run,
)
