"""Plain text: scrapes, and pages copied whole into a file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readery.findings import Finding
from readery.intake import encodings, front
from readery.intake.file import File
from readery.intake.formats import Format
from readery.intake.formats.html import as_saved
from readery.model import Media, RawPage

_MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype html\b|<html\b)", re.IGNORECASE | re.DOTALL
)


def _declared(data: bytes) -> str | None:
    """What a page's source that was saved under a text's name declares."""
    return encodings.declaration(data) if data.lstrip().startswith(b"<") else None


def _read(file: File) -> Iterator[RawPage | Finding]:
    data, decoded = file.text(_declared)
    if _MARKUP.match(decoded.text[:4096]):
        yield from file.judged(decoded)
        yield file.page(data, Media.HTML, *as_saved(decoded.text))
        return
    parted = front.headed(decoded.text)
    yield from file.judged(decoded, parted.problems)
    yield file.page(data, parted.media or Media.TEXT, parted.body, parted.said)


FORMAT = Format("text", (".txt", ".text"), _read)
