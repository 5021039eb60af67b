"""Blocks of an article: paragraphs, quotes, headings; what only grouped them dissolves."""

from __future__ import annotations

import re

from readery.clean.html.element import Element, Part, Text
from readery.clean.html.passages import HEADINGS
from readery.clean.html.work import (
    BLOCKS,
    DISSOLVE,
    MEDIA,
    Work,
    all_tags,
    classes,
    each,
    exact,
    first,
    inside,
    is_blank,
    is_block,
    tags,
)

_HOLDERS = frozenset({"blockquote", "li", "dd", "td", "th", "figcaption", "details", "dt", "caption"})
"""Elements that may hold either one run of inline content or several paragraphs."""
_STANDS_EMPTY = frozenset({"br", "hr", "td", "th", "col", "colgroup", "wbr", "html", "body"})
_TRIMMED = HEADINGS | {"p", "li", "td", "dd"}
_GROUPS = ("div", "section", "article", "td", "blockquote")
"""Elements that may hold lines."""
_LONGEST_LINE = 90
"""Characters of a line of verse at most."""
_VERSE = re.compile(r"poem|verse|stanza|strophe|lyrics|gedicht", re.IGNORECASE)
_CITE = re.compile(r"^\s*[—–―-]\s*\S")


def lines(work: Work) -> None:
    """Lines that are a ``<div>`` each become one paragraph with line breaks where empty ones part them into stanzas.

    That is how editors on the web write verse and addresses; where each stands alone between empty ones they are paragraphs.
    """
    for tag in (work.article, *each(work.article, *_GROUPS)):
        stanzas: list[list[Element]] = [[]]
        for child in tag.children():
            if is_blank(child):
                continue
            if not isinstance(child, Element) or child.name != "div" or any(map(is_block, child.parts())):
                break
            if exact(child) or first(child, *MEDIA):
                stanzas[-1].append(child)
            else:
                stanzas.append([])
        else:
            if len(stanzas) > 1 or _VERSE.search(classes(tag)):
                for stanza in stanzas:
                    if len(stanza) > 1 and all(len(exact(line)) <= _LONGEST_LINE for line in stanza):
                        _join(work, stanza)


def _join(work: Work, stanza: list[Element]) -> None:
    paragraph = work.new("p")
    stanza[0].insert_before(paragraph)
    for number, line in enumerate(stanza):
        if number:
            paragraph.append(work.new("br"))
        for part in line.children():
            paragraph.append(part)
        line.decompose()


def paragraphs(work: Work) -> None:
    """Bare text becomes paragraphs, parted where blocks or two line breaks stand; grouping elements dissolve."""
    # Inside out: when a group dissolves into its parent, the parent's turn is still to come.
    for tag in reversed(all_tags(work.article)):
        if tag.name in DISSOLVE:
            _part(work, tag)
            # The sanitiser lets go of every `div` and keeps what is in it; doing so here would take long on long pages.
            tag.rename("div")
        elif tag.name in _HOLDERS:
            _hold(work, tag)
        elif tag.name == "p":
            _paragraph(work, tag)
        elif tag.name in BLOCKS or tag.name in ("br", *MEDIA):
            continue
        elif any(is_block(child) for child in tag.children()):
            _part(work, tag)  # an inline element around blocks: a link around a card, a <b> around a page
            tag.rename("div")
            tag.attrs = {}
    _part(work, work.article)


def _runs(tag: Element) -> list[list[Part]]:
    """The children of `tag` in runs: each block alone, inline ones together, parted at two line breaks or more."""
    runs: list[list[Part]] = []
    run: list[Part] = []
    breaks: list[Part] = []
    for child in tag.children():
        if is_block(child):
            runs += [run, [child]]
            run, breaks = [], []
        elif child.name == "br" or (breaks and is_blank(child)):
            breaks.append(child)
        else:
            if sum(each.name == "br" for each in breaks) > 1:
                runs.append(run)
                run = []
            elif run:
                run += breaks
            breaks = []
            run.append(child)
    runs.append(run)
    return [run for run in runs if not all(is_blank(each) for each in run)]


def _part(work: Work, tag: Element) -> None:
    """Wrap each run of inline content in a paragraph; line breaks between them go."""
    runs = _runs(tag)
    if all(is_block(run[0]) for run in runs):
        return
    # Emptied from the front and filled at the end, since both are quick however many children there are.
    for child in tag.children():
        child.extract()
    for run in runs:
        if is_block(run[0]):
            tag.append(run[0])
            continue
        paragraph = work.new("p")
        for node in run:
            paragraph.append(node)
        tag.append(paragraph)


def _hold(work: Work, tag: Element) -> None:
    """A list item, cell or the like holds its text bare if it is one run alone, else as paragraphs."""
    runs = _runs(tag)
    inline = [run for run in runs if not is_block(run[0])]
    if tag.name == "blockquote" or len(inline) > 1 or (inline and any(run[0].name == "p" for run in runs)):
        _part(work, tag)
    only = [child for child in tag.children() if not is_blank(child)]
    if tag.name != "blockquote" and len(only) == 1 and isinstance(only[0], Element) and only[0].name == "p":
        only[0].unwrap()


def _paragraph(work: Work, tag: Element) -> None:
    """A paragraph that holds blocks or several runs becomes several paragraphs."""
    runs = _runs(tag)
    if len(runs) > 1 or (runs and is_block(runs[0][0])):
        _part(work, tag)
        tag.rename("div")
        tag.attrs = {}


def quotes(work: Work) -> None:
    """A quote's last line that names its source (``— Name``, ``<cite>``, ``<footer>``) is marked as such."""
    for quote in each(work.article, "blockquote"):
        last = next((child for child in reversed(quote.children()) if not is_blank(child)), None)
        if not isinstance(last, Element) or last.name != "p" or first(last, "cite"):
            continue
        line = exact(last)
        if _CITE.match(line) and len(line) < 160 and exact(quote) != line:
            cite = work.new("cite")
            for node in last.children():
                cite.append(node)
            last.append(cite)


def headings(work: Work) -> None:
    """Headings start at `h2` and never skip a level on the way down; one that repeats the title goes."""
    title = _folded(work.title or "")
    found = tags(work.article, *HEADINGS)
    for heading in found[:3]:
        if title and _folded(exact(heading)) == title:
            heading.decompose()
    found = [heading for heading in found if not heading.gone]  # one inside another went with it
    path: list[int] = []
    for heading in found:
        if inside(heading, "td", "th", "dt", "figcaption", "caption", "summary", *HEADINGS):
            heading.rename("strong")
            continue
        level = int(heading.name[1])
        while path and path[-1] >= level:
            path.pop()
        path.append(level)
        heading.rename(f"h{min(len(path) + 1, 6)}")
        for bold in each(heading, "b", "strong"):
            bold.unwrap()


def _folded(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def empties(work: Work) -> None:
    """What holds neither text nor media goes; so do breaks at the edges of blocks and rules at the edges of the article."""
    every = all_tags(work.article)
    exact = {id(part) for holder in every if holder.name in ("math", "pre") for part in all_tags(holder)}
    full: set[int] = set()
    for tag in reversed(every):
        if tag.name in MEDIA or any(
            id(child) in full if isinstance(child, Element) else not is_blank(child) for child in tag.children()
        ):
            full.add(id(tag))
    for tag in every:
        if tag.gone:
            continue
        if id(tag) not in full and tag.name not in _STANDS_EMPTY and not (tag.name == "a" and tag.attrs.get("id")):
            if id(tag) not in exact:
                tag.decompose()
        elif tag.name in _TRIMMED:
            _trim(tag)
    for end in (1, -1):
        for tag in [tag for tag in every if not tag.gone and tag.name not in ("html", "body", "div")][::end]:
            if tag.name != "hr":
                break
            tag.decompose()


def _trim(tag: Element) -> None:
    for end in (1, -1):
        while (edge := tag.first if end == 1 else tag.last) is not None:
            if isinstance(edge, Element) and edge.name == "br":
                edge.decompose()
            elif isinstance(edge, Text):
                shorter = edge.said.lstrip() if end == 1 else edge.said.rstrip()
                if shorter:
                    edge.said = shorter
                    break
                edge.extract()
            else:
                break
