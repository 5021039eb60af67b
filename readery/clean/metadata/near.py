"""Bylines and dates in the text around the article's heading, for pages that mark neither."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from readery import dates
from readery.clean.metadata import lines, names
from readery.clean.metadata.claims import Claim, Field, claim
from readery.clean.metadata.days import Place
from readery.clean.metadata.lines import Line
from readery.clean.metadata.place import Places
from readery.dates import labels

if TYPE_CHECKING:
    from readery.clean.html.tree import Node, Tree

_NEAR, _BELOW, _MARKED, _TEXT = "near the heading", "below the heading", "marked by its class", "in the text"
_LINES_AFTER = 25
_LINES_BEFORE = 10
_TEXT_AFTER = 900
"""Characters of running text after which the article has begun and its head is over."""
_PARAGRAPH = 140
"""Characters; a longer line is running text."""
_DATELINE = 30
"""Characters within which a press release's text says place and day: ``Hamburg, 13. Dezember 2016 - The ferry …``."""

_PIECE = re.compile(r"\s*[|•·‧∙►▪■◦–—/]+\s*|\s{2,}|\s-\s")
_TIME_ALONE = re.compile(
    r"\W*(?:at |um |à )?(?:[01]?\d|2[0-3])(?::[0-5]\d|\.[0-5]\d\s?(?:Uhr|[A-Z]{3,4}\b|[ap]\.?m)|\s?[ap]\.?m)",
    re.IGNORECASE,
)
_TIME = 24
"""Characters of a line that is nothing but a time of day."""
_ENDS_IN_FIGURES = re.compile(r"\d\W{0,3}$")
_DIGIT = re.compile(r"\d")
_MARKED_ELEMENTS = (
    '[class*="author" i], [class*="byline" i], [class*="autor" i], [class*="date" i], [class*="datum" i], [class*="publish" i], '
    '[class*="meta" i], [class*="posted" i], [href*="/author/"], [href*="/autor/"]'
)


def around(heading: Node) -> tuple[list[Line], list[Line]]:
    """Lines after the article's heading, up to where its text runs, and before it."""
    below: list[Line] = []
    running = 0
    for line in lines.after(heading):
        if line.says & lines.BESIDE:
            continue
        running += len(line.text) if len(line.text) > _PARAGRAPH else 0
        below.append(line)
        if len(below) >= _LINES_AFTER or running > _TEXT_AFTER:
            break
    above: list[Line] = []
    for line in lines.before(heading):
        if len(line.text) <= _PARAGRAPH and not line.says & lines.BESIDE:
            above.append(line)
        if len(above) >= _LINES_BEFORE:
            break
    return below, above


def read(below: Iterable[Line], above: Iterable[Line], place: Place) -> Iterator[Claim]:
    """Claims of the lines around the heading."""
    yield from _all(below, place, _NEAR)
    yield from _all(above, place, _NEAR)


def read_below(heading: Node, place: Place) -> Iterator[Claim]:
    """Claims of lines in and under the article that say outright what they are: ``Autor: Ada Muster``, ``Datum: 13.12.2016``."""
    return _outright(lines.after(heading, most=1_000), place, _BELOW)


def read_text(tree: Tree, place: Place) -> Iterator[Claim]:
    """Lines anywhere in the page that say outright what they are: ``Stand: 13.12.2016`` at its foot."""
    body = tree.body
    return iter(()) if body is None else _outright(lines.inside(body, most=4_000), place, _TEXT)


def read_marked(tree: Tree, place: Place, places: Places) -> Iterator[Claim]:
    """Claims of elements whose class says date or author, wherever they stand outside comments and menus."""
    for node in tree.css(_MARKED_ELEMENTS)[:60]:
        if places.is_beside(node, own_foot=True):
            continue
        for line in itertools.islice(lines.inside(node, most=40), 6):
            if not line.says & lines.BESIDE:
                said = _claims(line, place, _MARKED)
                # Who wrote it may stand at the article's own foot; days there are mostly others'.
                yield from (each for each in said if each.field is Field.AUTHOR or not places.is_beside(node))


def _outright(found: Iterable[Line], place: Place, where: str) -> Iterator[Claim]:
    # The page's own footer often bears its date.
    shunned = lines.OTHER if where == _TEXT else lines.BESIDE
    short = (
        line
        for line in found
        if not line.says & shunned and (len(line.text) <= _PARAGRAPH or _DIGIT.search(line.text[:_DATELINE]))
    )
    for each in _all(short, place, where):
        if each.source.startswith(("labelled", "byline", "bare", "dateline")):
            yield each


def _all(found: Iterable[Line], place: Place, where: str) -> Iterator[Claim]:
    """Claims of several lines; a byline's word may stand alone in the line before its names (``Autor:``), a time in the one
    below its date.
    """
    introduced = False
    dated: Line | None = None
    for line in found:
        if dated is not None and len(line.text) <= _TIME and _TIME_ALONE.match(line.text):
            yield from _claims(Line(f"{dated.text}, {line.text}", dated.says | line.says), place, where)
        dated = line if len(line.text) <= _PARAGRAPH and _ENDS_IN_FIGURES.search(line.text) else None
        if introduced and names.looks_like_names(line.text):
            yield from claim(Field.AUTHOR, line.text, f"byline {where}")
        else:
            yield from _claims(line, place, where)
        introduced = names.is_introduction(line.text)


def _claims(line: Line, place: Place, where: str) -> Iterator[Claim]:
    """Dates and bylines of one line."""
    text = line.text
    long = len(text) > _PARAGRAPH
    head = text[:_PARAGRAPH]  # a day further on in running text is one that the text tells of
    mentions = dates.find(head, place.lang, day_first=place.day_first) if _DIGIT.search(head) else []
    for each in mentions:
        if where == _MARKED and not line.says & lines.DATE:
            break
        strange = labels.unlabelled(text[: each.start])
        if len(strange) > 2 and (long or (len(text) > 60 and not each.role and not line.says & lines.DATE)):
            break  # a day that the text tells of
        field = Field.UPDATED if each.role == "updated" else Field.PUBLISHED
        bare = where in (_BELOW, _TEXT) and len(strange) <= 2 and len(labels.unlabelled(text[each.end :])) <= 2
        dateline = where in (_BELOW, _TEXT) and long and each.end <= 2 * _DATELINE
        kind = "labelled date" if each.role else "bare date" if bare else "dateline" if dateline else "date"
        yield from claim(field, each.date, f"{kind} {where}")
    if not long and not (where == _TEXT and line.says & lines.FOOT):  # a foot names who published the whole site
        for each in reversed(mentions):
            text = f"{dates.without_weekday(text[: each.start], place.lang)} | {text[each.end :]}"
        yield from _authors(text, line.says, where, dated=bool(mentions))


def _authors(text: str, says: int, where: str, *, dated: bool) -> Iterator[Claim]:
    for piece in _PIECE.split(text):
        if introduced := names.introduced(piece):
            yield from claim(Field.AUTHOR, introduced, f"byline {where}")
        elif (says & lines.AUTHOR and names.looks_like_names(piece)) or (
            says & lines.AUTHOR_OUTRIGHT and names.could_be_a_name(piece)
        ):
            yield from claim(Field.AUTHOR, piece, f"author {where}")
        elif dated and names.looks_like_names(piece) and any(map(str.isupper, piece)):
            # In a script without capitals a weekday or a place beside the date looks like a name too.
            yield from claim(Field.AUTHOR, piece, f"name beside the date {where}")
