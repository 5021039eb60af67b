"""Footnotes: the mark in the text leads to the note, the note back to its mark."""

from __future__ import annotations

import re

from readery.clean.html.element import Element, Text
from readery.clean.html.work import Work, all_tags, attribute, each, exact, inside, says, tags

_MARK = re.compile(r"^[\[(]?\s*(\d{1,3}|[*†‡§¶]{1,3}|[a-z]|[ivxl]{1,5})\s*[\])]?$", re.IGNORECASE)
_BACK = re.compile(r"^[↩↑^⤴⏎←\s\ufe0e\ufe0f]+$|^(?:jump up|back|return|zurück|zum text|retour|volver)\b", re.IGNORECASE)


def link(work: Work) -> None:
    """Marks and notes that belong together get matching ids (``fnref-N``, ``fn-N``) and links both ways."""
    anchors = [
        anchor for anchor in tags(work.article, "a") if "#" in attribute(anchor, "href") and _MARK.match(exact(anchor))
    ]
    if not anchors:
        return
    every = all_tags(work.article)
    by_id = {attribute(tag, "id"): tag for tag in every if tag.attrs.get("id")}
    for anchor in each(work.article, "a"):
        if attribute(anchor, "name"):
            by_id.setdefault(attribute(anchor, "name"), anchor)
    order = {id(tag): number for number, tag in enumerate(every)}
    numbers: dict[int, int] = {}
    marks: dict[int, int] = {}
    for anchor in anchors:
        if anchor.gone:
            continue  # a note's own way back
        href = attribute(anchor, "href")
        target = by_id.get(href.partition("#")[2])
        if target is None or target is anchor or not _local(work, href):
            continue
        note = _note(target)
        # A link to a passage above is no footnote, nor is one from inside the passage.
        if note is None or order[id(note)] < order[id(anchor)] or not says(note):
            continue
        number = numbers.setdefault(id(note), len(numbers) + 1)
        times = marks[id(note)] = marks.get(id(note), 0) + 1
        name = f"fnref-{number}" if times == 1 else f"fnref-{number}-{times}"
        mark = exact(anchor).strip("[]() ")
        anchor.attrs = {"href": f"#fn-{number}", "class": "footnote-ref", "role": "doc-noteref", "id": name}
        anchor.clear()
        anchor.append(Text(mark))
        if inside(anchor, "sup") is None:
            anchor.wrap(work.new("sup"))
        if times == 1:
            _return(work, note, number)


def _local(work: Work, href: str) -> bool:
    page = href.partition("#")[0]
    return not page or bool(work.base and work.base.partition("#")[0].endswith(page.lstrip("./")))


def _note(target: Element) -> Element | None:
    """The block that is the note an id leads to."""
    if target.name in ("li", "p", "div", "dd", "aside", "td"):
        return target
    block = inside(target, "li", "p", "dd", "div", "aside")
    return block if block is not None and len(exact(block)) < 3000 else None


def _return(work: Work, note: Element, number: int) -> None:
    """Give `note` its id and one way back."""
    for anchor in each(note, "a"):
        said = exact(anchor)
        if _BACK.match(said) or (attribute(anchor, "href").startswith("#") and (_MARK.match(said) or not said)):
            holder = anchor.parent
            anchor.decompose()
            if (
                isinstance(holder, Element)
                and holder.name in ("sup", "span", "b")
                and not says(holder)
                and holder is not note
            ):
                holder.decompose()
    note.attrs["id"] = f"fn-{number}"
    back = work.new("a", "↩", href=f"#fnref-{number}", class_="footnote-back", role="doc-backlink")
    last = tags(note, "p")
    place = last[-1] if last else note
    place.append(Text(" "))
    place.append(back)
