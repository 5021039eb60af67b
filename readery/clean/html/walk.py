"""A page's tree is walked once, from its first node to its last, and falls into boxes and passages.

Nothing here recurses, so a page may nest as deep as it likes. Every node of every page comes through one loop: what it does
is written out in it, since a call for each node would take as long as all the rest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from readery.clean.html import hints, phrases
from readery.clean.html.parse import Node, Tree
from readery.clean.html.passages import HEADINGS, Box, Passage, Passages

INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb rp rt rtc ruby s samp "
    "small span strike strong sub sup time tt u var wbr picture source".split()
)
_LEAVES = frozenset("img iframe video audio object embed math amp-img amp-youtube twitter-widget".split())
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
_TEXT, _NOTHING, _WORDS, _LEAF, _BREAK, _RULE, _FIELD, _BLOCK = range(8)
_KINDS: Mapping[str | None, int] = {
    **dict.fromkeys((None, *_SILENT), _NOTHING),
    **dict.fromkeys(INLINE, _WORDS),
    **dict.fromkeys(_LEAVES, _LEAF),
    "-text": _TEXT, "br": _BREAK, "hr": _RULE, "input": _FIELD,
}  # fmt: skip
"""Element → what it is to the walk; a block where it is not named."""
_LEAST_JOINTS = 3
"""Hyphens in an id from which it may be made of a heading's words."""
_NO_LETTER = re.compile(r"[\W_]+")
_RUNNING = 400
"""Characters from which the content of a `noscript` is looked at like the rest of the page."""
_MOST_NODES = 80_000
_MOST_PASSAGES = 12_000
"""Nodes and passages that are looked at: three times and nine times as many as the largest page of 800 has, and as many
as can be cleaned in some two seconds."""
_LONGEST = 20_000
"""Characters of one passage that are looked at; the rest of a longer one shares its fate."""


def read(tree: Tree, language: str | None) -> Passages:
    """The boxes and passages of the body of a page in `language`, in page order."""
    body = tree.body
    if body is None:
        return Passages((), ())
    found = _Walk(body, scriptless=False).run()
    if found.boxes[0].chars < _RUNNING:
        # What is meant for browsers without scripts is often all the text that there is.
        again = _Walk(body, scriptless=True).run()
        found = replace(again, beyond=found.beyond + again.beyond)
    # In a program, a line that begins with `print` is no control of the page.
    lines = [each for each in found.passages if each.box.tag != "pre"]
    for passage, says in zip(lines, phrases.kinds([each.text for each in lines], language), strict=True):
        passage.says = says
    return found


class _Walk:
    """One walk over the tree, with the run of inline content that it is in."""

    def __init__(self, body: Node, scriptless: bool) -> None:
        self.scriptless = scriptless
        self.passages: list[Passage] = []
        self.root = Box(body, "body", None, 0, 0, body.attributes)
        self.boxes = [self.root]
        self.folding: Box | None = None
        self.folds = ""
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
        self.anchors: list[str] = []

    def end(self, box: Box) -> None:
        """Make a passage of the run, which holds something."""
        text = " ".join("".join(self.pieces)[:_LONGEST].split())
        if text or self.media:
            passage = Passage(box, self.nodes, text, len(self.passages))
            chars = len(text)
            if self.linked:
                passage.link_chars = min(chars, len(" ".join("".join(self.linked)[:_LONGEST].split())))
            passage.links = self.links
            passage.media = self.media
            passage.emphasis = min(self.bold, chars)
            passage.marks = tuple(self.marks)
            passage.anchors = tuple(self.anchors)
            self.passages.append(passage)
            box.units += 1
            box.chars += chars
            box.link_chars += passage.link_chars
            if chars >= 80 and passage.link_chars < chars * 0.4 and not box.inside & hints.BESIDE:
                box.good += chars
        self.begin()

    def run(self) -> Passages:
        box = self.root
        # Elements that the walk is in, with the box that ends with each, and whether it stands in a link and in bold.
        around: list[tuple[Node, Box | None, bool, bool]] = []
        node = box.node.first_child
        link = bold = False
        left = _MOST_NODES
        kinds = _KINDS
        while left and len(self.passages) < _MOST_PASSAGES:
            if node is None:
                if not around:
                    break
                holder, ended, link, bold = around.pop()
                if ended is not None:
                    left -= 1
                    if self.nodes:
                        self.end(box)
                    self.breaks = 0
                    ended.last = len(self.passages)
                    box = ended.parent or self.root
                node = holder.next
                continue
            left -= 1
            tag = node.tag
            kind = kinds.get(tag, _BLOCK)
            if kind == _TEXT:
                words = node.text_content
                if words and not words.isspace():
                    self.breaks = 0
                    self.nodes.append(node)
                    self.pieces.append(words)
                    if link:
                        self.linked.append(words)
                    if bold:
                        self.bold += len(words)
                elif self.nodes:
                    self.pieces.append(" ")
            elif kind == _BLOCK:
                if tag == "button" and box.tag in HEADINGS and not self.nodes:
                    node = self.unfold(node, box)
                    continue
                if self.nodes:
                    self.end(box)
                self.breaks = 0
                attributes = node.attributes
                may_close = tag in _CLOSED or "role" in attributes
                if not (may_close and self.closes(node, tag or "", attributes, box)):
                    box = self.open(node, tag or "", attributes, box)
                    around.append((node, box, link, bold))
                    node = node.first_child
                    continue
            elif kind == _WORDS:
                inner_link, inner_bold = link, bold
                if tag == "a" and not link:
                    self.links += 1
                    inner_link = True
                    href = node.attributes.get("href") or ""
                    if "#" in href:
                        following = node.next
                        if self.mark(node, href):
                            node = following
                            continue
                elif tag in ("b", "strong"):
                    inner_bold = True
                child = node.first_child
                if child is not None:
                    around.append((node, None, link, bold))
                    node, link, bold = child, inner_link, inner_bold
                    continue
            elif kind == _LEAF:
                self.breaks = 0
                self.nodes.append(node)
                if tag == "math":
                    self.pieces.append(node.text(deep=True) or "")
                else:
                    self.media += 1
            elif kind == _BREAK:
                self.pieces.append(" ")
                self.breaks += 1
                if self.breaks > 1:
                    if self.nodes:
                        self.end(box)
                    self.breaks = 0
            elif kind == _RULE:
                if self.nodes:
                    self.end(box)
                self.breaks = 0
            elif kind == _FIELD and (node.attributes.get("type") or "").lower() == "email":
                _asks(box)
            node = node.next
        if self.nodes:
            self.end(box)
        beyond = 0
        for holder, ended, _, _ in reversed(around):
            beyond += _drop_from(node)
            node = holder.next
            if ended is not None:
                ended.last = len(self.passages)
        beyond += _drop_from(node)
        self.root.last = len(self.passages)
        _add_up(self.boxes)
        return Passages(self.passages, self.boxes, beyond)

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
            if name := node.attributes.get("id") or node.attributes.get("name"):
                self.anchors.append(name)
        return False

    def unfold(self, button: Node, heading: Box) -> Node | None:
        """Take a button away that is a heading's text, and leave what it says: it only shows and hides what the heading heads.

        Gives the node to go on with.
        """
        self.folding, self.folds = heading, button.attributes.get("aria-controls") or ""
        inside = button.first_child or button.next
        button.unwrap()
        return inside

    def closes(self, node: Node, tag: str, attributes: Mapping[str, str | None], box: Box) -> bool:
        """Pass over an element that never holds an article's text; it is one passage, closed."""
        reason = _CLOSED.get(tag)
        if reason is None:
            role = attributes.get("role")
            reason = _CLOSED_ROLES.get(role) if role and tag != "body" else None
            if not reason:
                return False
        text = " ".join((node.text(deep=True, separator=" ") or "")[:_LONGEST].split())
        if tag == "noscript":
            if self.scriptless and len(text) > _RUNNING:
                return False
            text = ""
        if text:
            self.passages.append(Passage(box, [node], text, len(self.passages), reason))
        if node.css_first('input[type="email" i]') is not None:
            _asks(box)
        return True

    def open(self, node: Node, tag: str, attributes: dict[str, str | None], parent: Box) -> Box:
        box = Box(node, tag, parent, len(self.boxes), len(self.passages), attributes)
        own = hints.of_tag(tag)
        if attributes:
            get = attributes.get
            identity = get("id") or ""
            if identity.count("-") >= _LEAST_JOINTS and _is_of_heading(identity, node):
                identity = ""
            own |= hints.of_names(box.classes, identity, get("role") or "", get("itemprop") or "")
            is_folded = self.boxes[-1] is self.folding or (self.folds and get("id") == self.folds)
            hides = "hidden" in attributes or ("style" in attributes and _HIDDEN.search(get("style") or ""))
            if hides and not is_folded:
                own |= hints.HIDDEN
                box.unseen = True
        box.hints = own
        box.inside = parent.inside | own
        self.boxes.append(box)
        return box


def _asks(box: Box | None) -> None:
    """Note of a box and those around it that there is a field for an address of mail in them."""
    while box is not None and not box.asks:
        box.asks = True
        box = box.parent


def _add_up(boxes: Sequence[Box]) -> None:
    """Add each box's numbers to those of the box around it, children before parents."""
    for box in reversed(boxes):
        parent = box.parent
        if parent is not None and box.units:
            parent.chars += box.chars
            parent.link_chars += box.link_chars
            parent.good += box.good
            parent.units += box.units


def _is_of_heading(identity: str, node: Node) -> bool:
    """Whether an id is made of the words of the heading that an element is or opens with.

    Such an id tells what a section is about (``sharing-your-work-with-others``), not what its place on the page is for.
    """
    opening: Node | None = node
    if node.tag not in HEADINGS:
        opening = node.first_child
        while opening is not None and opening.tag not in HEADINGS:
            opening = opening.next if opening.tag in ("-text", "-comment", "a", "span") else None
    return opening is not None and _letters(opening.text(deep=True) or "") == _letters(identity)


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text).lower()


def _drop_from(node: Node | None) -> int:
    """Take `node` and all that follows it in its parent out of the tree; how many characters of text that were."""
    dropped = 0
    while node is not None:
        following = node.next
        dropped += len(node.text(deep=True) or "")
        node.decompose()
        node = following
    return dropped
