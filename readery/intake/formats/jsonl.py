"""JSON Lines: many pages in one file, one object a line, as crawlers and data sets write them."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Mapping
from typing import Any

from readery import findings
from readery.characters import tidy
from readery.findings import Finding
from readery.intake import files, front, said
from readery.intake.file import File
from readery.intake.files import Stream
from readery.intake.formats import Format
from readery.intake.formats.html import as_saved
from readery.model import Media, RawPage

_MEDIA = {"html": Media.HTML, "markdown": Media.MARKDOWN, "text": Media.TEXT}
"""Key that holds the page → what it is; the first that is there counts."""
_NAMES = ("name", "id")
_LONGEST_NAME = 200
_HOPELESS = 2**30
"""Bytes of one line after which the file is given up: no crawl writes such records, a packed bomb does."""


_TOLD = 20
"""Records of a file that are reported one by one; how many more cannot be read is said once."""


class _RecordError(Exception):
    """What is wrong with a record, one sentence."""


class _NoPageError(_RecordError):
    """A record of something else: data that lies beside the pages, if a file holds nothing but these."""


def _read(file: File) -> Iterator[RawPage | Finding]:
    taken: set[str] = set()
    pageless: list[Finding] = []
    records = bad = 0
    for number, line in enumerate(_lines(file.stream), 1):
        if line is not None and (not line.strip() or line == codecs.BOM_UTF8):
            continue
        records += 1
        try:
            for each in _record(file, line, number, taken):
                yield from pageless
                pageless.clear()
                yield each
        except _RecordError as error:
            bad += 1
            if bad > _TOLD:
                continue
            finding = _wrong(file, f"line {number}", str(error))
            if isinstance(error, _NoPageError) and not taken:
                pageless.append(finding)
            else:
                yield finding
    if records == 0:
        raise files.blank()
    if not taken and len(pageless) == min(bad, _TOLD):
        yield Finding(
            findings.UNKNOWN_FORMAT,
            file.name,
            f"holds records, but no page: none has one of {', '.join(_MEDIA)}.",
            "If these are pages, name the key that holds them so; else leave the file.",
        )
        return
    yield from pageless
    if bad > _TOLD:
        yield _wrong(file, "further down", f"{bad - _TOLD:,} more records cannot be read.")


def _wrong(file: File, where: str, problem: str) -> Finding:
    remedy = "Mend or remove it; the other records are read."
    return Finding(findings.BAD_RECORD, f"{file.name}, {where}", problem, remedy)


def _record(file: File, line: bytes | None, number: int, taken: set[str]) -> Iterator[RawPage | Finding]:
    if line is None:
        raise _RecordError(f"is longer than {files.LIMIT // 2**20} MB.")
    given = _parsed(line, number)
    key = next((key for key in _MEDIA if given.get(key)), None) or next((key for key in _MEDIA if key in given), None)
    if key is None:
        raise _NoPageError(f"holds no page: it needs one of {', '.join(_MEDIA)}.")
    if not isinstance(given[key], str):
        raise _RecordError(f'"{key}" must be a text.')
    text = tidy(given[key]).removeprefix("\ufeff")
    inside, problems = said.read({name: value for name, value in given.items() if name not in _MEDIA})
    match _MEDIA[key]:
        case Media.HTML:
            text, saved = as_saved(text)
            inside = said.over(saved, inside)
        case Media.MARKDOWN:
            parted = front.part(text)
            text, inside, problems = parted.body, said.over(parted.said, inside), parted.problems + problems
        case Media.TEXT:
            pass
    record = _name(given, number, taken)
    if not text.strip():
        raise _RecordError("holds nothing but white space.")
    try:
        files.refuse_endless(text)
    except files.Unusable as error:
        raise _RecordError(error.problem) from error
    for problem in problems:
        yield Finding(
            findings.BAD_FRONT_MATTER,
            f"{file.name}#{record}",
            f"In the record, {problem[:1].lower()}{problem[1:]}",
            "Mend it there; what can be read of the page is used.",
        )
    yield file.page(line, _MEDIA[key], text, inside, record)


def _parsed(line: bytes, number: int) -> Mapping[str, Any]:
    try:
        given = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError as error:
        raise _RecordError(f"is not UTF-8 (byte {error.start}).") from error
    except json.JSONDecodeError as error:
        raise _RecordError(f"is not valid JSON: {error.msg} (character {error.pos + 1}).") from error
    except (ValueError, RecursionError) as error:
        raise _RecordError("is not JSON that can be read: its values lie too deep or are too large.") from error
    if not isinstance(given, dict):
        raise _RecordError("is not a JSON object.")
    return given


def _name(given: Mapping[str, Any], number: int, taken: set[str]) -> str:
    """A name for the record that no other in the file has: its own, or its line's number."""
    said_name = next((given[key] for key in _NAMES if isinstance(given.get(key), str | int)), None)
    name = " ".join(tidy(str(said_name)).split())[:_LONGEST_NAME] if said_name is not None else ""
    name = name or str(number)
    if name in taken:
        name = f"{name} (line {number})"
    taken.add(name)
    return name


def _lines(stream: Stream) -> Iterator[bytes | None]:
    """Each line; None for one that is too long. Raises Unusable for one without end."""
    while line := stream.readline(files.LIMIT + 1):
        if len(line) <= files.LIMIT or line.endswith(b"\n"):
            yield line
            continue
        skipped = len(line)
        while (more := stream.readline(2**20)) and not more.endswith(b"\n"):
            skipped += len(more)
            if skipped > _HOPELESS:
                raise files.Unusable(
                    findings.TOO_LARGE,
                    f"has a line of more than {_HOPELESS // 2**30} GB.",
                    "Write one record a line; what stood before that line was read.",
                )
        yield None


FORMAT = Format("jsonl", (".jsonl", ".ndjson"), _read)
