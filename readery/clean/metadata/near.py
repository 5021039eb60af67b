"""Bylines and dates in the text around the article's heading, for pages that mark neither."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from readery import dates
from readery.clean.metadata import lines, names
from readery.clean.metadata.claims import Claim, Field, claim
from readery.clean.metadata.lines import Line
from readery.clean.metadata.place import is_beside
from readery.dates import labels

if TYPE_CHECKING:
    from readery.clean.html.tree import Node, Tree

_BELOW = "below the heading"
_LINES_AFTER = 25
_LINES_BEFORE = 10
_TEXT_AFTER = 900
"""Characters of running text after which the article has begun and its head is over."""
_PARAGRAPH = 140

_AUTHOR = re.compile(
    r"author|byline|autor|by-line|writer|verfasser|auteur|redact|redakt|creator|contributor|reporter|firma|vcard|signature"
)
_AUTHOR_OUTRIGHT = re.compile(
    r"(?:^|[\s_-])(?:authors?|autor|byline|vcard|fn|username)(?:[_-]?(?:names?|links?|title))?(?:$|\s)"
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
    yield from _all(below, lang, "near the heading")
    yield from _all(above, lang, "near the heading")


def read_below(heading: Node, lang: str | None) -> Iterator[Claim]:
    """Claims of lines in and under the article that say outright what they are: ``Autor: Ada Muster``, ``Datum: 13.12.2016``."""
    found = (line for line in lines.after(heading, most=6_000) if not _BESIDE.search(line.around))
    for each in _all(found, lang, _BELOW):
        if each.source.startswith(("labelled", "byline", "bare")):
            yield each


def read_marked(tree: Tree, lang: str | None) -> Iterator[Claim]:
    """Claims of elements whose class says date or author, wherever they stand outside comments and menus."""
    for node in tree.css(
        '[class*="author" i], [class*="byline" i], [class*="autor" i], [class*="date" i], [class*="datum" i], [class*="publish" i], '
        '[class*="meta" i], [class*="posted" i], [href*="/author/"], [href*="/autor/"]'
    )[:60]:
        if not is_beside(node):
            for line in itertools.islice(lines.inside(node), 6):
                yield from _claims(line, lang, "marked by its class", marked=True)


def read_text(tree: Tree, lang: str | None) -> Iterator[Claim]:
    """Lines anywhere in the page that say outright what they are: ``Stand: 13.12.2016`` at its foot."""
    body = tree.body
    if body is None:
        return
    found = (line for line in lines.inside(body, most=20_000) if not _COMMENTS.search(line.around))
    for each in _all(found, lang, "in the text"):
        if each.source.startswith(("labelled", "byline")):
            yield each


def _all(found: Iterable[Line], lang: str | None, where: str) -> Iterator[Claim]:
    """Claims of several lines; a byline's word may stand alone in the line before its names (``Autor:``)."""
    introduced = False
    for line in found:
        if introduced and names.looks_like_names(line.text):
            yield from claim(Field.AUTHOR, line.text, f"byline {where}")
        else:
            yield from _claims(line, lang, where)
        introduced = names.is_introduction(line.text)


def _claims(line: Line, lang: str | None, where: str, *, marked: bool = False) -> Iterator[Claim]:
    """Dates and bylines of one line; `marked`: its class alone vouches for them."""
    text = line.text
    mentions = dates.find(text[:300], lang)
    long = len(text) > _PARAGRAPH
    names_it_a_date = bool(_DATE.search(f"{line.names} {line.around}"))
    for each in mentions:
        if marked and not names_it_a_date:
            break
        strange = labels.unlabelled(text[: each.start])
        bare = len(strange) <= 2 and len(labels.unlabelled(text[each.end :])) <= 2
        if len(strange) > 2 and (long or (len(text) > 60 and not each.role and not names_it_a_date)):
            break  # a day that the text tells of
        field = Field.UPDATED if each.role == "updated" else Field.PUBLISHED
        kind = "labelled date" if each.role else "bare date" if bare and where == _BELOW else "date"
        yield from claim(field, each.date, f"{kind} {where}")
    if not long:
        for each in reversed(mentions):
            text = f"{text[: each.start]} | {text[each.end :]}"
        yield from _authors(text, line, where, dated=bool(mentions))


def _authors(text: str, line: Line, where: str, *, dated: bool) -> Iterator[Claim]:
    called = f"{line.names} {line.around}"
    hinted, outright = (
        bool(_AUTHOR.search(called)),
        bool(_AUTHOR_OUTRIGHT.search(line.names or line.around.partition("  ")[0])),
    )
    for piece in _PIECE.split(text):
        introduced = names.introduced(piece)
        if introduced:
            yield from claim(Field.AUTHOR, introduced, f"byline {where}")
        elif (hinted and names.looks_like_names(piece)) or (outright and names.could_be_a_name(piece)):
            yield from claim(Field.AUTHOR, piece, f"author {where}")
        elif dated and names.looks_like_names(piece):
            yield from claim(Field.AUTHOR, piece, f"name beside the date {where}")
