"""Markdown, as clippers write it: front matter above, the text below."""

from __future__ import annotations

from collections.abc import Iterator

from readery.findings import Finding
from readery.intake import front
from readery.intake.file import File
from readery.intake.formats import Format
from readery.model import Media, RawPage


def _read(file: File) -> Iterator[RawPage | Finding]:
    data, decoded = file.text()
    parted = front.part(decoded.text)
    yield from file.judged(decoded, parted.problems)
    yield file.page(data, Media.MARKDOWN, parted.body, parted.said)


FORMAT = Format("markdown", (".md", ".markdown"), _read)
