"""Lists that word processors write as paragraphs, with their bullets and numbers in the text, become lists."""

from __future__ import annotations

import re
from dataclasses import dataclass

from readery.clean.html.element import Element, Text
from readery.clean.html.work import Work, attribute, before, classes, each, own, verbatim

_LEVEL = re.compile(r"mso-list\s*:[^;]*?level(\d)", re.IGNORECASE)
_INDENT = re.compile(r"margin-left\s*:\s*([\d.]+)(pt|cm|in)", re.IGNORECASE)
_POINTS = {"pt": 1.0, "cm": 28.35, "in": 72.0}
_STEP = 36.0
"""Points by which Word indents each level."""
_MARKER = re.compile(
    r"[\s\xa0]*(?:(?P<bullet>[·•o§▪–*\uf0b7\uf0a7\uf0d8-])|\(?(?P<number>\d{1,3}|[a-z]|[ivxl]{1,5})[.)])[\s\xa0]{2,}",
    re.IGNORECASE,
)
"""What Word sets before an item's text: a sign in a symbol font, or its number, and spaces up to where the text begins."""


@dataclass(frozen=True, slots=True)
class _Marker:
    level: int
    """How deep the item stands, from 1."""
    name: str
    """``ul`` or ``ol``."""
    start: str
    """Its number, empty where it has none or a letter."""
    length: int
    """Characters of the marker and what follows it."""


def paragraphs(work: Work) -> None:
    """Runs of such paragraphs become lists, each level in the last item of the one above."""
    lists: list[tuple[int, Element]] = []
    for paragraph in each(work.article, "p"):
        marker = _marker(paragraph)
        if marker is None:
            continue
        if not lists or before(paragraph) is not lists[0][1]:
            lists = []
        while lists and lists[-1][0] > marker.level and len(lists) > 1:
            lists.pop()
        if lists and lists[-1][0] >= marker.level and lists[-1][1].name != marker.name:
            lists.pop()
        if not lists or lists[-1][0] < marker.level:
            fresh = work.new(marker.name)
            if marker.start not in ("", "1"):
                fresh.attrs["start"] = marker.start
            if lists:
                own(lists[-1][1], "li")[-1].append(fresh)
            else:
                paragraph.insert_before(fresh)
            lists.append((marker.level, fresh))
        item = work.new("li")
        lists[-1][1].append(item)
        _cut(paragraph, marker.length)
        for child in paragraph.children():
            item.append(child)
        paragraph.decompose()


def _marker(paragraph: Element) -> _Marker | None:
    style = attribute(paragraph, "style")
    level = _LEVEL.search(style)
    if level is None and not classes(paragraph).startswith("MsoList"):
        return None
    found = _MARKER.match(verbatim(paragraph))
    if found is None:
        return None
    indent = _INDENT.search(style)
    deep = int(level[1]) if level else round(float(indent[1]) * _POINTS[indent[2].lower()] / _STEP) if indent else 1
    number = found["number"] or ""
    return _Marker(max(1, deep), "ol" if number else "ul", number if number.isdecimal() else "", len(found[0]))


def _cut(paragraph: Element, length: int) -> None:
    """Take the first `length` characters out of a paragraph."""
    for part in list(paragraph.parts()):
        if isinstance(part, Text) and not part.unread and length:
            taken = min(length, len(part.said))
            part.said, length = part.said[taken:], length - taken
