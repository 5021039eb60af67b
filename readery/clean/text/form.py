"""Kept passages become semantic HTML: paragraphs, headings, lists, quotations, interview turns, tables, captions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from html import escape

from readery.clean.text.lines import Passage
from readery.languages import Language
from readery.model import Caption

Part = Passage | Caption
"""What stands in a body: a passage, or a picture's caption in its place."""

_TURN = re.compile(r"(?P<speaker>[^\W\d_][^:：.!?,;\n]{0,38}?)\s?[:：]\s?(?=\S)")
_COLON = re.compile("[:：]")
_SENTENCE = (".", "!", "?", "…", "。", "！", "？", "؟", ",", ";", ":", "：", "،")
_SENTENCE_END = (".", "!", "?", "…", "。", "！", "？", "؟", ":", "”", '"', "»", "“")
_HEADING_WORDS = 14
_PARAGRAPH_WORDS = 15
_CELLS = re.compile(r"\t|\s\|\s")
_BORDERS = re.compile(r"\s*\|\s*")
_VERSE = 60
"""Characters of a line of verse at most."""
_NUMBER = re.compile(r"\d+")


def body(parts: Sequence[Part], languages: Sequence[Language]) -> str:
    """The parts of an article as HTML. `languages` says how questions and answers are marked."""
    speakers = _speakers(parts, languages)
    parts = [_numbered(parts, at) if isinstance(part, Passage) and part.mark else part for at, part in enumerate(parts)]
    spaced = any(isinstance(part, Passage) and part.gap for part in parts[1:])
    html: list[str] = []
    at = 0
    while at < len(parts):
        part = parts[at]
        if isinstance(part, Caption):
            html.append(figure(part))
            at += 1
            continue
        for make in _makers(part):
            made, used = make(parts, at)
            if used:
                html.append(made)
                at += used
                break
        else:
            turn = _TURN.match(part.text) if speakers else None
            if turn and turn["speaker"] in speakers:
                html.append(
                    f'<p><strong class="speaker">{_safe(turn["speaker"])}:</strong> {_safe(part.text[turn.end() :])}</p>'
                )
            elif _is_heading(parts, at, spaced):
                html.append(f"<h2>{_safe(part.text)}</h2>")
            else:
                html.append(f"<p>{_safe(part.text)}</p>")
            at += 1
    return "\n".join(html)


def _makers(part: Passage) -> Iterator[Callable[[Sequence[Part], int], tuple[str, int]]]:
    """What may make a passage part of something larger; nothing of a plain paragraph."""
    if part.mark:
        yield _list
    elif _may_part(part.text):
        yield _table
    if part.quoted:
        yield _quotation
    elif len(part.text) <= _VERSE and not part.mark:
        yield _verse


def _may_part(text: str) -> bool:
    """Whether a passage may be a row of a table."""
    return "\t" in text or "|" in text


def _numbered(parts: Sequence[Part], at: int) -> Part:
    """The part at a place; one with a number that stands in no list has the number in its text."""
    part = parts[at]
    if not isinstance(part, Passage) or part.mark == "•":
        return part
    for other in (*parts[max(0, at - 1) : at], *parts[at + 1 : at + 2]):
        if isinstance(other, Passage) and other.mark:
            return part
    return replace(part, text=f"{part.mark} {part.text}", mark="")


def _from(parts: Sequence[Part], at: int) -> Iterator[Part]:
    """The parts from a place on, in time that does not depend on how many stand before or behind those that are looked at."""
    return map(parts.__getitem__, range(at, len(parts)))


def figure(caption: Caption) -> str:
    """A figure whose picture the scrape has lost."""
    credit = f'<small class="credit">{_safe(caption.credit)}</small>' if caption.credit else ""
    space = " " if caption.text and credit else ""
    return f"<figure><figcaption>{_safe(caption.text)}{space}{credit}</figcaption></figure>"


def _safe(text: str) -> str:
    return escape(text.replace("\t", " "), quote=False)


def _speakers(parts: Sequence[Part], languages: Sequence[Language]) -> frozenset[str]:
    """Who takes turns: two or more that open three or more passages, or marks of question and answer."""
    opened = Counter(
        turn["speaker"]
        for part in parts
        if isinstance(part, Passage)
        and _COLON.search(part.text, 0, 44)
        and (turn := _TURN.match(part.text)) is not None
    )
    marks = {entry for language in languages for key in ("question", "answer") for entry in language.entries[key]}
    marked = {speaker for speaker in opened if speaker.casefold() in marks}
    if len(marked) > 1:
        return frozenset(marked)
    often = {speaker for speaker, times in opened.items() if times > 1 and len(speaker.split()) < 4}
    return frozenset(often) if len(often) > 1 and sum(opened[speaker] for speaker in often) > 3 else frozenset()


def _is_heading(parts: Sequence[Part], at: int, spaced: bool) -> bool:
    """A short line that opens nothing else, with a paragraph under it and something above it.

    Where the scrape is `spaced`, blank lines stand above and below a heading.
    """
    part = parts[at]
    follows = parts[at + 1] if at + 1 < len(parts) else None
    if not isinstance(part, Passage) or not isinstance(follows, Passage):
        return False
    text = part.text
    if (
        part.mark
        or part.quoted
        or (spaced and (part.gap == 0 or follows.gap == 0))
        or (text.endswith(_SENTENCE) and not text.endswith("?"))
        or text[:1] in "\"“„«'("
    ):
        return False
    words = len(text.split())
    return (
        words <= _HEADING_WORDS
        and len(text) <= 110
        and not text[:1].islower()
        and any(map(str.isalpha, text))
        and (bool(follows.mark) or len(follows.text.split()) >= _PARAGRAPH_WORDS or len(follows.text) > 110)
    )


def _list(parts: Sequence[Part], at: int) -> tuple[str, int]:
    """A list from place `at`, with one deeper level, and how many parts it took; none of one item."""
    items: list[Passage] = []
    for part in _from(parts, at):
        if (
            not isinstance(part, Passage)
            or not part.mark
            or (items and (part.mark == "•") != (items[0].mark == "•") and part.indent <= items[0].indent)
        ):
            break
        items.append(part)
    if len(items) < 2:
        return "", 0
    shallow = min(item.indent for item in items)
    number = _NUMBER.search(items[0].mark)
    tag = "ul" if items[0].mark == "•" else "ol"
    start = f' start="{int(number[0])}"' if tag == "ol" and number and int(number[0]) != 1 else ""
    html = [f"<{tag}{start}>"]
    inner: list[str] = []
    for item in items:
        if item.indent > shallow + 1 and len(html) > 1:
            inner.append(f"<li>{_safe(item.text)}</li>")
            continue
        _close(html, inner)
        html.append(f"<li>{_safe(item.text)}</li>")
    _close(html, inner)
    return "\n".join([*html, f"</{tag}>"]), len(items)


def _close(html: list[str], inner: list[str]) -> None:
    """Puts the deeper items, if any, into the last item."""
    if inner:
        html[-1] = html[-1].removesuffix("</li>") + "<ul>" + "".join(inner) + "</ul></li>"
        inner.clear()


def _quotation(parts: Sequence[Part], at: int) -> tuple[str, int]:
    """Passages behind ``>`` from place `at`, and how many."""
    quoted: list[str] = []
    used = 0
    for part in _from(parts, at):
        if not isinstance(part, Passage) or not part.quoted:
            break
        if quoted and part.gap == 0 and not quoted[-1].endswith(_SENTENCE_END):
            quoted[-1] += f" {part.text}"
        else:
            quoted.append(part.text)
        used += 1
    if not quoted:
        return "", 0
    return f"<blockquote>{''.join(f'<p>{_safe(text)}</p>' for text in quoted)}</blockquote>", used


def _verse(parts: Sequence[Part], at: int) -> tuple[str, int]:
    """Lines of verse, or of an address, from place `at`, and how many: a few short ones with blank lines around them."""
    lines: list[str] = []
    for part in _from(parts, at):
        if lines and (not isinstance(part, Passage) or part.gap):
            break
        if not isinstance(part, Passage) or part.mark or part.quoted or len(part.text) > _VERSE:
            return "", 0
        if _COLON.search(part.text, 0, 44) or _may_part(part.text):
            return "", 0
        lines.append(part.text)
    whole = sum(line.endswith(_SENTENCE_END) for line in lines)
    first = parts[at]
    if len(lines) < 3 or 2 * whole > len(lines) or not isinstance(first, Passage) or not first.gap:
        return "", 0
    return f"<p>{'<br>'.join(map(_safe, lines))}</p>", len(lines)


def _table(parts: Sequence[Part], at: int) -> tuple[str, int]:
    """Rows of as many cells each from place `at`, and how many; three rows, or two of three cells, make a table."""
    rows: list[list[str]] = []
    for part in _from(parts, at):
        if not isinstance(part, Passage) or part.mark or not _may_part(part.text):
            break
        bordered = part.text.startswith("|")
        cells = [cell.strip() for cell in (_BORDERS if bordered else _CELLS).split(part.text.strip("| "))]
        if len(cells) < 2 or (rows and len(cells) != len(rows[0])) or (rows and part.gap > 1):
            break
        rows.append(cells)
    if len(rows) < 2 or len(rows) * (len(rows[0]) - 1) < 3:
        return "", 0
    used = len(rows)
    rows = [row for row in rows if any(cell.strip("-:=") for cell in row)]
    head = "".join(f"<th>{_safe(cell)}</th>" for cell in rows[0])
    lines = "".join("<tr>" + "".join(f"<td>{_safe(cell)}</td>" for cell in row) + "</tr>" for row in rows[1:])
    return f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>", used
