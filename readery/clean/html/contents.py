"""Lists of links: a table of contents belongs to the article, a box that leads to other pages does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from readery.clean.html.judgement import Judgement
from readery.clean.html.passages import HEADINGS
from readery.clean.html.tree import Node, Passage, Passages

_LEAST_CONTENTS = 3
"""Entries of a table of contents at least."""
_LONGEST_CONTENTS_HEADING = 60
"""Characters of what stands with it, such as its heading."""
_ALL_LINKS = 0.9
"""Share of a box's characters in links, its heading aside, from which it leads elsewhere."""
_MUCH = 0.3
"""Share of the kept text from which such a box is what the article is about: it lists something."""


def contents(found: Passages, judgements: list[Judgement]) -> None:
    """A table of contents, a list of links to headings of this page, stands if they stand; so does its own heading."""
    anchors: frozenset[str] | None = None
    for box in found.boxes:
        if box.tag not in ("ul", "ol") or box.link_chars < 0.8 * box.chars:
            continue
        inside = [each for each in found.passages[box.first : box.last] if each.text and not each.closed]
        if len(inside) < _LEAST_CONTENTS or judgements[inside[0].number].keep:
            continue
        targets = [_target(passage) for passage in inside]
        if targets.count("") * 5 > len(targets):
            continue
        if anchors is None:
            anchors = _anchors(found, judgements)
        if sum(target in anchors for target in targets) * 2 < len(targets):
            continue
        whole = box
        while whole.parent is not None and whole.parent.chars < box.chars + _LONGEST_CONTENTS_HEADING:
            whole = whole.parent
        for passage in found.passages[whole.first : whole.last]:
            if passage.text and not passage.closed and not judgements[passage.number].keep:
                judgements[passage.number] = Judgement(True, "contents", "leads to headings of the article")


def headed_links(found: Passages, judgements: list[Judgement]) -> None:
    """A box of its own that is a heading and links to other pages goes; one that is built like the article's sections stands, and
    so does one that holds much of the article.
    """
    kept = sum(len(each.text) for each in found.passages if judgements[each.number].keep)
    opens: dict[tuple[str, str, str], int] = {}
    headed: list[tuple[tuple[str, str, str], list[Passage]]] = []
    for heading in found.passages:
        box = heading.box.parent
        if not judgements[heading.number].keep or heading.box.tag not in HEADINGS or box is None:
            continue
        if box.first != heading.number or box.last == heading.number + 1:
            continue
        kind = (box.tag, box.classes, heading.box.tag)
        opens[kind] = opens.get(kind, 0) + 1
        inside = [each for each in found.passages[heading.number : box.last] if each.text and not each.closed]
        links = box.link_chars > _ALL_LINKS * (box.chars - len(heading.text)) > 0 and not any(map(_target, inside))
        if links and box.chars < _MUCH * kept:
            headed.append((kind, inside))
    for kind, inside in headed:
        if opens[kind] == 1:
            for passage in inside:
                judgements[passage.number] = Judgement(False, "links", "holds little but links")


def _target(passage: Passage) -> str:
    """Where in this page a passage leads, empty where it holds no such link."""
    for node in _up(passage):
        href = node.attributes.get("href") or ""
        if node.tag == "a" and href.startswith("#"):
            return href[1:]
    return ""


def _anchors(found: Passages, judgements: Sequence[Judgement]) -> frozenset[str]:
    """The ids by which kept headings can be linked to: their own, of what they hold, of the sections they open."""
    names: set[str] = set()
    for passage, judgement in zip(found.passages, judgements, strict=True):
        if judgement.keep and passage.box.tag in HEADINGS:
            names.update(node.attributes.get("id") or node.attributes.get("name") or "" for node in _up(passage))
            box = passage.box
            names.add(box.attributes.get("id") or "")
            while box.parent is not None and box.parent.first == passage.number:
                box = box.parent
                names.add(box.attributes.get("id") or "")
    return frozenset(names - {""})


def _up(passage: Passage) -> Iterator[Node]:
    """The inline elements around the leaves of a passage."""
    for leaf in passage.nodes:
        node = leaf.parent
        while node is not None and node.mem_id != passage.box.node.mem_id:
            yield node
            node = node.parent
