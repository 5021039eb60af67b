"""Bylines and dates in the text around the article's heading, for pages that mark neither."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
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
    r"comment|related|sidebar|widget|footer|recommend|newsletter|share|social|popular|latest|breadcrumb|caption|credit|copyright|menu"
)
_COMMENTS = re.compile(r"comment|related|teaser")
_PIECE = re.compile(r"\s*[|•·‧∙►▪■◦–—/]+\s*|\s{2,}|\s-\s")


def read(heading: Node, lang: str | None) -> Iterator[Claim]:
    """Claims of the lines after and before the article's heading, up to where its text runs."""
    below: list[Line] = []
    running = 0
    for line in lines.after(heading):
        if _BESIDE.search(line.around):
            continue
        running += len(line.text) if len(line.text) > _PARAGRAPH else 0
        below.append(line)
        if len(below) >= _LINES_AFTER or running > _TEXT_AFTER:
            break
    above: list[Line] = []
    for line in lines.before(heading):
        if len(line.text) <= _PARAGRAPH and not _BESIDE.search(line.around):
            above.append(line)
        if len(above) >= _LINES_BEFORE:
            break
    for line in (*below, *above):
        yield from _claims(line, lang, "near the heading")


def read_below(heading: Node, lang: str | None) -> Iterator[Claim]:
    """Claims of lines in and under the article that say outright what they are: ``Autor: Ada Muster``, ``Datum: 13.12.2016``."""
    for line in lines.after(heading, most=6_000):
        if len(line.text) <= _PARAGRAPH and not _BESIDE.search(line.around):
            for each in _claims(line, lang, "below the heading"):
                if each.source.startswith(("labelled", "byline")):
                    yield each


def read_marked(tree: Tree, lang: str | None) -> Iterator[Claim]:
    """Claims of elements whose class says date or author, wherever they stand outside comments and menus."""
    for node in tree.css(
        '[class*="author" i], [class*="byline" i], [class*="autor" i], [class*="date" i], [class*="datum" i], [class*="publish" i], '
        '[class*="meta" i], [class*="posted" i], [href*="/author/"], [href*="/autor/"]'
    )[:60]:
        if not _is_beside(node):
            for line in itertools.islice(lines.inside(node), 6):
                yield from _claims(line, lang, "marked by its class", marked=True)


def read_text(tree: Tree, lang: str | None) -> Iterator[Claim]:
    """Dates anywhere in the page that words beside them call its date: ``Stand: 13.12.2016`` at its foot."""
    body = tree.body
    if body is None:
        return
    for line in lines.inside(body, most=20_000):
        if 8 <= len(line.text) <= 200 and not _COMMENTS.search(line.around):
            for each in dates.find(line.text, lang):
                if each.role:
                    field = Field.UPDATED if each.role == "updated" else Field.PUBLISHED
                    yield from claim(field, each.date, "labelled date in the text")


def _claims(line: Line, lang: str | None, where: str, *, marked: bool = False) -> Iterator[Claim]:
    """Dates and bylines of one line; `marked`: its class alone vouches for them."""
    text = line.text
    mentions = dates.find(text[:300], lang)
    long = len(text) > _PARAGRAPH
    names_it_a_date = bool(_DATE.search(f"{line.names} {line.around}"))
    for each in mentions:
        if (long and each.start > 40) or (marked and not names_it_a_date):
            break
        field = Field.UPDATED if each.role == "updated" else Field.PUBLISHED
        yield from claim(field, each.date, f"labelled date {where}" if each.role else f"date {where}")
    if not long:
        for each in reversed(mentions):
            text = f"{text[: each.start]} | {text[each.end :]}"
        yield from _authors(text, line, where)


def _authors(text: str, line: Line, where: str) -> Iterator[Claim]:
    called = bool(_AUTHOR.search(f"{line.names} {line.around}"))
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
