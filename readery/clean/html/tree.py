"""The whole page as a tree, and its passages: the only door to selectolax (Lexbor).

A page is parsed once. `read` walks that tree once and gives its boxes (elements that stand as blocks) and its passages
(runs of inline content inside one box, the smallest thing that is kept or left out). `cut` takes out of the tree what
was left out and gives the HTML of what remains. Nothing here recurses, so a page may nest as deep as it likes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborDocumentOptions
from selectolax.lexbor import LexborHTMLParser as Tree
from selectolax.lexbor import LexborNode as Node

from readery.clean.html import hints

__all__ = ["Box", "Node", "Passage", "Passages", "Tree", "cut", "parse", "read"]

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb rp rt rtc ruby s samp "
    "small span strike strong sub sup time tt u var wbr picture source".split()
)
_LEAF = frozenset("img iframe video audio object embed math input amp-img amp-youtube twitter-widget".split())
_SILENT = frozenset(
    "script style template head link meta base title noframes param track area map col -comment".split()
)
_CLOSED = {
    "nav": "menu",
    "button": "button",
    "select": "form field",
    "textarea": "form field",
    "dialog": "dialog over the page",
    "noscript": "notice for browsers without scripts",
    "canvas": "drawing surface",
    "datalist": "form field",
    "menu": "menu",
    "svg": "drawing",
}
"""Elements that never hold an article's text: passed over whole, with the reason."""
_CLOSED_ROLES = {
    "navigation": "menu",
    "menu": "menu",
    "menubar": "menu",
    "dialog": "dialog over the page",
    "alertdialog": "dialog over the page",
    "search": "search field",
    "banner": "",
    "contentinfo": "",
}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MARK = re.compile(
    r"[\[(]?\s*(?:\d{1,3}|[*†‡§¶]{1,3}|[a-z]|[ivxl]{1,5}|(?:note|fn|nb|n|a)\s?\d{1,3})\s*[\])]?", re.IGNORECASE
)
"""What the mark of a footnote looks like: ``1``, ``[2]``, ``*``, ``iv``, ``[note 1]``."""
_HANDLES = frozenset(("¶", "#", "§", "🔗", "⚓", "⚓︎", "∞", "\uf0c1"))
"""Texts of links that only show where a passage's own address is to be had."""
_EDITING = ".mw-editsection, .editsection"
"""A wiki's links to change a section, inside its heading."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LEAST_JOINTS = 3
"""Hyphens in an id from which it may be made of a heading's words."""
_NO_LETTER = re.compile(r"[\W_]+")
_MANY = 20_000
"""Tags or attributes of a page from which it is looked at with suspicion."""
_DEEPEST = 400
"""Elements that may be nested in one another on such a page."""
_MOST_ATTRIBUTES = 1_000
"""Attributes of one element."""
_RUNNING = 400
"""Characters from which the content of a `noscript` or a template is looked at like the rest of the page."""
_TEMPLATE = re.compile(r"(?<=>)\s*<script[^<>]*text/template[^<>]*>(.*?)</script>", re.IGNORECASE | re.DOTALL)
"""Markup that a page stores in a script."""
_SAYS_BODY = re.compile(r"<[a-z]+\s[^<>]*itemprop=[\"']?articleBody[^<>]*>$", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{\{|<%|\$\{")
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
_LONG_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)[^<>]{5000,}>")
_ENDS_ITSELF = frozenset(
    "p li dt dd tr td th tbody thead tfoot option optgroup colgroup rb rt rp br hr img input meta link area base col embed "
    "source track wbr param html head body script style".split()
)
_MOST_NODES = 80_000
_MOST_PASSAGES = 12_000
"""Nodes and passages that are looked at: three times and nine times as many as the largest page of 800 has, and as many
as can be cleaned in some two seconds."""
_LONGEST = 20_000
"""Characters of one passage that are looked at; the rest of a longer one shares its fate."""


class Box:
    """An element that stands as a block, with sums over all that is in it."""

    __slots__ = (
        "attributes", "chars", "classes", "depth", "first", "good", "hints", "inside", "last", "link_chars", "links", "node",
        "parent", "passages", "place", "tag", "units", "unseen",
    )  # fmt: skip

    def __init__(self, node: Node, tag: str, parent: Box | None, first: int, attributes: dict[str, str | None]) -> None:
        self.node = node
        self.tag = tag
        self.parent = parent
        self.attributes = attributes
        self.classes: str = attributes.get("class") or ""
        self.depth: int = parent.depth + 1 if parent else 0
        self.hints = 0
        """What its own names hint at (see `hints`)."""
        self.inside: int = parent.inside if parent else 0
        """What it and all boxes around it hint at."""
        self.unseen: bool = parent.unseen if parent else False
        """Whether it or a box around it is hidden by its own style."""
        self.first = first
        """Number of its first passage."""
        self.last = first
        """Number after its last passage."""
        self.chars = 0
        """Characters of text in it, at any depth."""
        self.link_chars = 0
        """Those of them that are links."""
        self.links = 0
        """Links in it."""
        self.good = 0
        """Characters in it that read like running text."""
        self.place = 0
        """Its number among the boxes, in page order."""
        self.passages = 0
        """Passages that stand directly in it."""
        self.units = 0
        """Passages in it, at any depth."""


class Passage:
    """A run of inline content: the smallest thing that is kept or left out."""

    __slots__ = ("box", "closed", "emphasis", "link_chars", "links", "marks", "media", "nodes", "number", "text")

    def __init__(self, box: Box, nodes: list[Node], text: str) -> None:
        self.box = box
        self.nodes = nodes
        """Its leaves: text nodes, images, embeds."""
        self.text = text
        """Its words, white space folded."""
        self.link_chars = 0
        self.links = 0
        self.media = 0
        """Images and embeds in it."""
        self.emphasis = 0
        """Characters of it set bold."""
        self.marks: tuple[str, ...] = ()
        """Ids in the page that its links lead to."""
        self.closed = ""
        """Why it is left out whatever it says; empty for a passage to be judged."""
        self.number = 0


@dataclass(frozen=True, slots=True)
class Passages:
    """A page's passages and boxes, both in page order."""

    passages: Sequence[Passage]
    boxes: Sequence[Box]
    beyond: int = 0
    """Characters at the end of a page too large to be looked at whole; they are no longer in the tree."""


def parse(markup: str) -> Tree:
    """The tree of a page. Never fails: HTML has a tree for every text."""
    markup = markup.replace("\0", "")
    if "text/template" in markup:
        markup = _TEMPLATE.sub(_stored, markup)
    if markup.count("=") > _MANY:
        markup = _LONG_TAG.sub(_few_attributes, markup)
    if markup.count("<") > _MANY:
        markup = _shallow(markup)
    # Without events, since scripts do not run here; with them, a long <select> takes seconds.
    tree = Tree(markup, options=LexborDocumentOptions.WO_EVENTS)
    if "editsection" in markup:
        for node in tree.css(_EDITING):
            node.decompose()
    return tree


def _stored(script: re.Match[str]) -> str:
    """The article where a page stores it in a script for itself to show; a form to be filled in (``{{name}}``) is none."""
    inner = script[1]
    before = script.string[max(0, script.start() - 500) : script.start()]
    is_body = len(inner) > _RUNNING and _SAYS_BODY.search(before) and not _PLACEHOLDER.search(inner)
    return f"<div>{inner}</div>" if is_body else script[0]


def _few_attributes(tag: re.Match[str]) -> str:
    """A tag without its attributes where it has thousands: comparing each with each takes the parser seconds."""
    return f"<{tag[1]}>" if tag[0].count("=") > _MOST_ATTRIBUTES else tag[0]


def _shallow(markup: str) -> str:
    """`markup` without the elements that are nested deeper than `_DEEPEST`; their content stays.

    The parser's time grows with the square of the depth. Elements that end by themselves (a paragraph before a
    paragraph) do not count.
    """
    depth = dropped = at = 0
    pieces: list[str] = []
    for tag in _ANY_TAG.finditer(markup):
        if tag[2].lower() in _ENDS_ITSELF:
            continue
        if not tag[1]:
            if depth < _DEEPEST:
                depth += 1
                continue
            dropped += 1
        elif dropped:
            dropped -= 1
        else:
            depth = max(0, depth - 1)
            continue
        pieces.append(markup[at : tag.start()])
        at = tag.end()
    return "".join((*pieces, markup[at:]))


def read(tree: Tree) -> Passages:
    """The boxes and passages of a page's body, in page order."""
    body = tree.body
    if body is None:
        return Passages((), ())
    found = _Walk(body, scriptless=False).run()
    if found.boxes[0].chars < _RUNNING:
        # What is meant for browsers without scripts is often all the text that there is.
        again = _Walk(body, scriptless=True).run()
        found = replace(again, beyond=found.beyond + again.beyond)
    return found


class _Walk:
    """One walk over the tree. The stack holds what is still to do, so that depth costs no recursion."""

    def __init__(self, body: Node, scriptless: bool) -> None:
        self.scriptless = scriptless
        self.passages: list[Passage] = []
        self.root = Box(body, "body", None, 0, body.attributes)
        self.boxes = [self.root]
        self.begin()

    def begin(self) -> None:
        """Start an empty run."""
        self.nodes: list[Node] = []
        self.pieces: list[str] = []
        self.linked: list[str] = []
        self.bold = 0
        self.links = 0
        self.media = 0
        self.breaks = 0
        self.marks: list[str] = []

    def end(self, box: Box) -> None:
        """Make a passage of the run, if there is anything in it."""
        if not self.nodes:
            self.breaks = 0
            return
        text = " ".join("".join(self.pieces)[:_LONGEST].split())
        if text or self.media:
            passage = Passage(box, self.nodes, text)
            passage.link_chars = min(len(text), len(" ".join("".join(self.linked)[:_LONGEST].split())))
            passage.links = self.links
            passage.media = self.media
            passage.marks = tuple(self.marks)
            passage.emphasis = min(self.bold, len(text))
            self.add(passage)
        self.begin()

    def add(self, passage: Passage) -> None:
        passage.number = len(self.passages)
        passage.box.passages += 1
        self.passages.append(passage)

    def run(self) -> Passages:
        box = self.root
        # (node, whether inside a link, whether inside bold); a Box says: this box ends here.
        todo: list[tuple[Node, bool, bool] | Box] = []
        first = box.node.first_child
        if first is not None:
            todo.append((first, False, False))
        left = _MOST_NODES
        while todo and left and len(self.passages) < _MOST_PASSAGES:
            left -= 1
            step = todo.pop()
            if isinstance(step, Box):
                self.end(box)
                step.last = len(self.passages)
                box = step.parent or self.root
                continue
            node, link, bold = step
            following = node.next
            if following is not None:
                todo.append((following, link, bold))
            tag = node.tag
            if tag == "-text":
                self.text(node, link, bold)
            elif tag is None or tag in _SILENT:
                continue
            elif tag in _INLINE:
                child = node.first_child
                if tag == "a" and not link:
                    self.links += 1
                    link = True
                    href = node.attributes.get("href") or ""
                    if "#" in href and self.mark(node, href):
                        continue
                elif tag in ("b", "strong"):
                    bold = True
                if child is not None:
                    todo.append((child, link, bold))
            elif tag == "br":
                self.pieces.append(" ")
                self.breaks += 1
                if self.breaks > 1:
                    self.end(box)
            elif tag in _LEAF:
                self.leaf(node, tag)
            elif tag in ("hr", "wbr"):
                self.end(box)
            else:
                self.end(box)
                if self.closes(node, tag, box):
                    continue
                box = self.open(node, tag, box)
                todo.append(box)
                child = node.first_child
                if child is not None:
                    todo.append((child, link, bold))
        self.end(box)
        beyond = 0
        for step in todo:
            if isinstance(step, Box):
                step.last = len(self.passages)
            else:
                beyond += _drop_from(step[0])
        self.root.last = len(self.passages)
        self.sum()
        return Passages(self.passages, self.boxes, beyond)

    def text(self, node: Node, link: bool, bold: bool) -> None:
        words = node.text_content or ""
        if words.isspace() or not words:
            self.pieces.append(" ")
            return
        self.breaks = 0
        self.nodes.append(node)
        self.pieces.append(words)
        if link:
            self.linked.append(words)
        if bold:
            self.bold += len(words)

    def mark(self, node: Node, href: str) -> bool:
        """Remember where a link leads in the page, if its text looks like the mark of a note.

        One that is only a heading's handle (``¶``, ``#``) goes, and whether it was one is what comes back; an id that it
        bears passes on to what it is the handle of.
        """
        text = (node.text(deep=True) or "").strip()
        if text in _HANDLES:
            parent, name = node.parent, node.attributes.get("id") or node.attributes.get("name")
            if parent is not None and name and not parent.attributes.get("id"):
                parent.attrs["id"] = name
            node.decompose()
            return True
        if _MARK.fullmatch(text):
            self.marks.append(href.partition("#")[2])
        return False

    def leaf(self, node: Node, tag: str) -> None:
        if tag == "input":
            return
        self.breaks = 0
        self.nodes.append(node)
        if tag == "math":
            self.pieces.append(node.text(deep=True) or "")
        else:
            self.media += 1

    def closes(self, node: Node, tag: str, box: Box) -> bool:
        """Pass over an element that never holds an article's text; it is one passage, closed."""
        reason = _CLOSED.get(tag, "")
        if not reason:
            role = node.attributes.get("role") if tag != "body" else None
            reason = _CLOSED_ROLES.get(role or "", "")
            if not reason:
                return False
        text = " ".join((node.text(deep=True, separator=" ") or "")[:_LONGEST].split())
        if tag == "noscript":
            if self.scriptless and len(text) > _RUNNING:
                return False
            text = ""
        passage = Passage(box, [node], text)
        passage.closed = reason
        if text:
            self.add(passage)
        return True

    def open(self, node: Node, tag: str, parent: Box) -> Box:
        attributes = node.attributes
        box = Box(node, tag, parent, len(self.passages), attributes)
        own = hints.of_tag(tag)
        if attributes:
            identity = attributes.get("id") or ""
            if identity.count("-") >= _LEAST_JOINTS and _is_of_heading(identity, node):
                identity = ""
            own |= hints.of_names(
                attributes.get("class") or "", identity, attributes.get("role") or "",
                attributes.get("itemprop") or "",
            )  # fmt: skip
            if "hidden" in attributes or _HIDDEN.search(attributes.get("style") or ""):
                own |= hints.HIDDEN
                box.unseen = True
        box.hints = own
        box.inside = parent.inside | own
        box.place = len(self.boxes)
        self.boxes.append(box)
        return box

    def sum(self) -> None:
        """Add up each box's numbers, children before parents."""
        for passage in self.passages:
            if passage.closed:
                continue
            box, chars = passage.box, len(passage.text)
            box.chars += chars
            box.link_chars += passage.link_chars
            box.links += passage.links
            box.units += 1
            if chars >= 80 and passage.link_chars < chars * 0.4 and not box.inside & hints.BESIDE:
                box.good += chars
        for box in reversed(self.boxes):
            parent = box.parent
            if parent is not None:
                parent.chars += box.chars
                parent.link_chars += box.link_chars
                parent.links += box.links
                parent.good += box.good
                parent.units += box.units


def _is_of_heading(identity: str, node: Node) -> bool:
    """Whether an id is made of the words of the heading that an element is or opens with.

    Such an id tells what a section is about (``sharing-your-work-with-others``), not what its place on the page is for.
    """
    opening: Node | None = node
    if node.tag not in _HEADINGS:
        opening = node.first_child
        while opening is not None and opening.tag not in _HEADINGS:
            opening = opening.next if opening.tag in ("-text", "-comment", "a", "span") else None
    return opening is not None and _letters(opening.text(deep=True) or "") == _letters(identity)


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text).lower()


def _drop_from(node: Node) -> int:
    """Take `node` and all that follows it in its parent out of the tree; how many characters of text that were."""
    dropped = 0
    each: Node | None = node
    while each is not None:
        following = each.next
        dropped += len(each.text(deep=True) or "")
        each.decompose()
        each = following
    return dropped


def cut(found: Passages, kept: Sequence[bool]) -> Node | None:
    """The smallest box that holds every kept passage, without those that were left out; the tree is changed.

    A box of which nothing is kept goes whole. None where nothing is kept.
    """
    numbers = [number for number, keep in enumerate(kept) if keep]
    if not numbers:
        return None
    first, last = numbers[0], numbers[-1]
    counts = [0]
    for keep in kept:
        counts.append(counts[-1] + keep)
    top = found.passages[first].box
    while top.parent is not None and not (top.first <= first and last < top.last):
        top = top.parent
    gone = set()
    for box in found.boxes[top.place + 1 :]:
        if box.first >= top.last and box.first > last:
            break
        if box.parent is not None and box.parent.place in gone:
            gone.add(box.place)
        elif box.last > box.first and counts[box.last] == counts[box.first]:
            gone.add(box.place)
            box.node.decompose()
    drop(passage for passage in found.passages[top.first : top.last]
         if not kept[passage.number] and passage.box.place not in gone)  # fmt: skip
    return top.node


def drop(passages: Iterable[Passage]) -> None:
    """Take the leaves of `passages` out of the tree, and the inline elements that are empty without them."""
    for passage in passages:
        for node in passage.nodes:
            holder = node.parent
            node.decompose()
            while holder is not None and holder.first_child is None and holder.tag in _INLINE:
                empty, holder = holder, holder.parent
                empty.decompose()
