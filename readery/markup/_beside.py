"""Footnotes beside the text: a copy of each note next to its mark, for windows with room in the margin."""

from __future__ import annotations

import html
import re

from readery.markup._read import ID, PIECES
from readery.model import SafeHtml

_MARK = re.compile(r'<a\b(?=[^>]*\bclass="footnote-ref")[^>]*\bhref="#([^"]+)"')
_BACK = re.compile(r'<a\b[^>]*\bclass="footnote-back"')
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_NO_ROOM = frozenset("table figure pre h2 h3 h4 h5 h6 summary".split())
"""A mark in one of these has no margin beside it, or a note there would be taken for a part of it."""
_LONGEST = 280
"""Characters; a longer note is cut and read where it stands."""


def beside(markup: SafeHtml) -> SafeHtml:
    """`markup` with the text of each note copied behind its first mark, hidden until the style shows it in the margin.

    The copy is for the eye alone: the notes themselves stay where they are, linked both ways, for readers of every kind, and
    in print. So the order of reading is that of the article, and nothing is read twice.
    """
    if 'class="footnote-ref"' not in markup.markup:
        return markup
    pieces = PIECES.split(markup.markup)
    marks = _marks(pieces)
    notes = _notes(pieces, {name for name, _ in marks.values()})
    for place, (name, mark) in marks.items():
        if notes.get(name):
            pieces[place] += f'<small class="beside-text" aria-hidden="true"><b>{mark}</b> {notes[name]}</small>'
    return SafeHtml("".join(pieces))


def _marks(pieces: list[str]) -> dict[int, tuple[str, str]]:
    """Where the first mark of each note ends, with the note's id and the mark."""
    found: dict[int, tuple[str, str]] = {}
    seen: set[str] = set()
    closed = 0
    waiting: tuple[str, str] | None = None
    for place, piece in enumerate(pieces):
        tag = _TAG.match(piece)
        if tag is None:
            continue
        if piece.startswith('<section class="footnotes"'):
            break
        if tag[2] in _NO_ROOM:
            closed += -1 if tag[1] else 1
        mark = _MARK.match(piece)
        if mark and not closed and mark[1] not in seen:
            waiting = mark[1], pieces[place + 1].strip()
        elif waiting and tag[2] in ("a", "sup") and tag[1]:
            # Behind the `sup` where the mark stands in one, else behind the link.
            inside_sup = tag[2] == "a" and place + 2 < len(pieces) and pieces[place + 2] == "</sup>"
            if not inside_sup:
                found[place] = waiting
                seen.add(waiting[0])
                waiting = None
    return found


def _notes(pieces: list[str], wanted: set[str]) -> dict[str, str]:
    """The text of the elements with these ids, as HTML text, cut to fit."""
    found: dict[str, str] = {}
    name, element, depth, back = "", "", 0, False
    held: list[str] = []
    for piece in pieces:
        tag = _TAG.match(piece)
        if tag is None:
            if name and not back:
                held.append(piece)
            continue
        if name:
            if tag[2] == "a":
                back = bool(_BACK.match(piece))
            elif tag[2] in ("p", "li", "br", "div"):
                held.append(" ")
            if tag[2] == element:
                depth += -1 if tag[1] else 1
            if depth == 0:
                found[name] = _cut(" ".join("".join(held).split()))
                name = ""
            continue
        own = ID.search(piece)
        if own and own[1] in wanted and not tag[1]:
            name, element, depth, held, back = own[1], tag[2], 1, [], False
    return found


def _cut(text: str) -> str:
    plain = html.unescape(text)
    if len(plain) <= _LONGEST:
        return text
    return html.escape(plain[:_LONGEST].rpartition(" ")[0] or plain[:_LONGEST], quote=False) + " …"
