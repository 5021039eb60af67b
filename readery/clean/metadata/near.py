"""Bylines and dates in the text around the article's heading, for pages that mark neither."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from readery import dates
from readery.clean.metadata import lines, names
from readery.clean.metadata.claims import Claim, Field, claim
from readery.clean.metadata.lines import Line

if TYPE_CHECKING:
    from readery.clean.html.tree import Node, Tree

_LINES_AFTER = 25
_LINES_BEFORE = 10
_TEXT_AFTER = 900
"""Characters of running text after which the article has begun and its head is over."""
_PARAGRAPH = 140

_AUTHOR = re.compile(
    r"author|byline|autor|by-line|writer|verfasser|auteur|redact|redakt|creator|contributor|reporter|firma|vcard|signature"
)
_DATE = re.compile(r"date|datum|time|publi|meta|posted|fecha|created|info|byline|stamp")
_BESIDE = re.compile(
    r"comment|related|teaser|sidebar|widget|foot|recommend|newsletter|share|social|popular|latest|breadcrumb|caption|credit|reading-?time|bio\b|copyright|menu|nav-"
)
_PIECE = re.compile(r"\s*[|•·‧∙►▪■◦–—/]+\s*|\s{2,}|\s-\s")


def read(heading: Node, lang: str | None) -> Iterator[Claim]:
    """Claims of the lines after and before the article's heading."""
    above: list[Line] = []
    for line in lines.before(heading):
        if len(above) >= _LINES_BEFORE:
            break
        if len(line.text) <= _PARAGRAPH:
            above.append(line)
    below: list[Line] = []
    running = 0
    for line in lines.after(heading):
        if len(below) >= _LINES_AFTER or running > _TEXT_AFTER:
            break
        running += len(line.text) if len(line.text) > _PARAGRAPH else 0
        below.append(line)
    yield from _from_lines((*below, *above), lang, "near the heading")


def read_marked(tree: Tree, lang: str | None) -> Iterator[Claim]:
    """Claims of elements whose class says date or author, wherever they stand outside comments and menus."""
    found: list[Line] = []
    for node in tree.css(
        '[class*="author" i], [class*="byline" i], [class*="autor" i], [class*="date" i], [class*="datum" i], [class*="publish" i], '
        '[class*="meta" i], [class*="posted" i], [href*="/author/"], [href*="/autor/"]'
    )[:60]:
        if not _is_beside(node):
            found.extend(line for line in list(lines.inside(node))[:6])
    yield from _from_lines(found[:80], lang, "marked by its class", marked=True)


def read_text(tree: Tree, lang: str | None) -> Iterator[Claim]:
    """Dates anywhere in the page that words beside them call its date: ``Stand: 13.12.2016`` at its foot."""
    body = tree.body
    if body is None:
        return
    for line in body.text(separator="\n").split("\n")[:20_000]:
        if 8 <= len(line) <= 200:
            for each in dates.find(line, lang):
                if each.role:
                    yield from claim(
                        Field.UPDATED if each.role == "updated" else Field.PUBLISHED,
                        each.date,
                        "labelled date in the text",
                    )


def _from_lines(found: Iterable[Line], lang: str | None, where: str, *, marked: bool = False) -> Iterator[Claim]:
    for line in found:
        if _BESIDE.search(line.names) or not line.text:
            continue
        text = line.text
        mentions = dates.find(text[:300], lang)
        long = len(text) > _PARAGRAPH
        for each in mentions:
            if long and each.start > 40:
                break
            if marked and not _DATE.search(line.names):
                break
            field = Field.UPDATED if each.role == "updated" else Field.PUBLISHED
            labelled = f"labelled date {where}" if each.role else f"date {where}"
            yield from claim(field, each.date, labelled)
        if long:
            continue
        for each in reversed(mentions):
            text = f"{text[: each.start]} | {text[each.end :]}"
        yield from _authors(text, line, where)


def _authors(text: str, line: Line, where: str) -> Iterator[Claim]:
    called = bool(_AUTHOR.search(line.names))
    for piece in _PIECE.split(text):
        introduced = names.introduced(piece)
        if introduced:
            yield from claim(Field.AUTHOR, introduced, f"byline {where}")
        elif called and names.looks_like_names(piece):
            yield from claim(Field.AUTHOR, piece, f"author {where}")


def _is_beside(node: Node) -> bool:
    parent: Node | None = node
    for _ in range(30):
        if parent is None or parent.tag in ("body", "html"):
            return False
        attributes = parent.attributes
        if parent.tag in ("nav", "footer", "aside", "form") or _BESIDE.search(
            f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
        ):
            return True
        parent = parent.parent
    return False
