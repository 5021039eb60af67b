"""HTML pages, as browsers, their extensions and mirroring programs save them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from readery.findings import Finding
from readery.intake import archived, encodings
from readery.intake.file import File
from readery.intake.formats import Format
from readery.intake.said import NOTHING, Said
from readery.model import Media, RawPage

_HEAD = 16_384
"""Characters in which a program's mark is looked for; it stands before or soon after the ``html`` tag."""
_MARKS = ("saved from url", "page saved with singlefile", "savepage-", "data-scrapbook-", "mirrored from")
"""What stands, in lower case, where any of the patterns below may be found. They take as long as reading the page does."""
_ADDRESS = r"(https?://[^\s<>\"]+?)"
_URLS = (
    # Internet Explorer's mark of the web, which Chrome and its kin write too.
    re.compile(rf"<!--\s*saved from url=\(\d+\){_ADDRESS}\s*-->", re.IGNORECASE),
    # SingleFile: "Page saved with SingleFile" and lines of "url:" and "saved date:" in one comment.
    re.compile(rf"<!--\s*Page saved with SingleFile\s+url:\s*{_ADDRESS}\s", re.IGNORECASE),
    # Save Page WE.
    re.compile(rf"<meta\s+name=\"savepage-url\"\s+content=\"{_ADDRESS}\"", re.IGNORECASE),
    # WebScrapBook.
    re.compile(rf"<html\b[^>]*\sdata-scrapbook-source=\"{_ADDRESS}\"", re.IGNORECASE),
)
# HTTrack writes no scheme.
_MIRRORED = re.compile(r"<!-- Mirrored from ([\w.-]+\.\w+[^\s<>\"]*) by HTTrack", re.IGNORECASE)
_SAVED = re.compile(
    r"(?:saved date:\s*|name=\"savepage-date\"\s+content=\")"
    r"\w{3} (\w{3} \d{1,2} \d{4} \d\d:\d\d:\d\d) GMT([+-]\d{4})"
)
_SCRAPBOOK = re.compile(r"<html\b[^>]*\sdata-scrapbook-create=\"(\d{14})\d{3}\"", re.IGNORECASE)


def said_by_savers(text: str) -> Said:
    """What the program that saved a page wrote into it: the address, and the time with its offset."""
    head = text[:_HEAD]
    lower = head.lower()
    if not any(mark in lower for mark in _MARKS):
        return NOTHING
    url = next((found[1] for pattern in _URLS if (found := pattern.search(head))), None)
    if url is None and (mirrored := _MIRRORED.search(head)):
        url = f"http://{mirrored[1]}"
    return Said(url=url.replace("&amp;", "&") if url else None, saved=_saved(head))


def _saved(head: str) -> str | None:
    try:
        if found := _SAVED.search(head):
            return datetime.strptime(f"{found[1]} {found[2]}", "%b %d %Y %H:%M:%S %z").isoformat()
        if found := _SCRAPBOOK.search(head):
            return datetime.strptime(f"{found[1]}+0000", "%Y%m%d%H%M%S%z").isoformat()
    except ValueError:
        return None
    return None


def as_saved(text: str) -> tuple[str, Said]:
    """A page with the links that it had before an archive rewrote them, and what the program that saved it says of it."""
    said = said_by_savers(text)
    if not archived.is_archived(text):
        return text, said
    known = archived.said(text, said.url)
    return archived.restored(text), known if known.url else said


def _read(file: File) -> Iterator[RawPage | Finding]:
    data, decoded = file.text(encodings.declaration)
    yield from file.judged(decoded)
    yield file.page(data, Media.HTML, *as_saved(decoded.text))


FORMAT = Format("html", (".html", ".htm", ".xhtml"), _read)
