"""Tables: those that only place things on the page dissolve, those that hold data get header cells."""

from __future__ import annotations

from readery.clean.html.element import Element
from readery.clean.html.work import Work, attribute, each, exact, first, inside, own, tags

_LAYOUT_INSIDE = ("table", "h1", "h2", "h3", "h4", "figure", "iframe", "video", "form", "blockquote", "pre")
_LONG = 350
"""Characters in a cell above which it reads like a column of text, not a datum."""


def layout(work: Work) -> None:
    """Tables used for layout dissolve into their cells."""
    for table in reversed(tags(work.article, "table")):
        if _is_layout(table):
            for tag in each(table, "td", "th", "caption"):
                if inside(tag, "table") is table:
                    tag.rename("div")
            for tag in each(table, "tr", "tbody", "thead", "tfoot", "colgroup", "col"):
                if inside(tag, "table") is table:
                    if tag.name in ("col", "colgroup"):
                        tag.decompose()
                    else:
                        tag.unwrap()
            table.rename("div")


def _is_layout(table: Element) -> bool:
    """Whether a table places things instead of relating data.

    After what browsers tell screen readers (Firefox's ``IsProbablyLayoutTable``): what marks data decides first, then
    its shape and what is in the cells.
    """
    if attribute(table, "role") in ("presentation", "none") or attribute(table, "data-datatable") == "0":
        return True
    if first(table, "caption", "thead", "th", "tfoot", "colgroup") or attribute(table, "summary"):
        return bool(first(table, "table")) and not first(table, "caption", "thead", "th")
    if first(table, *_LAYOUT_INSIDE):
        return True
    rows = [row for row in tags(table, "tr") if inside(row, "table") is table]
    widths = [len(own(row, "td")) for row in rows]
    if len(rows) <= 1 or max(widths, default=0) <= 1:
        return True
    lengths = [len(exact(cell)) for cell in tags(table, "td")]
    return max(lengths, default=0) > _LONG and len(lengths) <= 8


def data(work: Work) -> None:
    """A first row of bold cells becomes a header row; header cells of the first column say their scope."""
    for table in each(work.article, "table"):
        rows = [row for row in tags(table, "tr") if inside(row, "table") is table]
        if not rows:
            continue
        if not first(table, "th"):
            _head(rows)
        for cell in each(table, "th"):
            row = cell.parent
            if row is not None and next(iter(own(row, "td")), None) and next(iter(own(row, "td", "th")), None) is cell:
                cell.attrs["scope"] = "row"
        top = rows[0]
        cells = own(top, "td", "th")
        if len(rows) > 1 and cells and all(cell.name == "th" for cell in cells) and not first(table, "thead"):
            head = work.new("thead")
            for cell in cells:
                cell.attrs["scope"] = "col"
            anchor = top.parent if top.parent is not None and top.parent.name == "tbody" else top
            anchor.insert_before(head)
            head.append(top.extract())


def _head(rows: list[Element]) -> None:
    cells = own(rows[0], "td")
    bold = [cell for cell in cells if _bold(cell)]
    others = [cell for row in rows[1:] for cell in own(row, "td")]
    if len(rows) > 1 and cells and len(bold) == len(cells) and sum(map(_bold, others)) < len(others) / 2:
        for cell in cells:
            cell.rename("th")
            for mark in each(cell, "b", "strong"):
                mark.unwrap()


def _bold(cell: Element) -> bool:
    text = exact(cell)
    return bool(text) and sum(len(exact(mark)) for mark in tags(cell, "b", "strong")) >= len(text)
