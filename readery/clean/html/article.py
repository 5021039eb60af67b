"""From one tree to the other: the article that was found is copied from the page's tree, to be edited; edited, it becomes HTML."""

from __future__ import annotations

import html

from readery.clean.html.element import Article, Element, Text
from readery.clean.html.tree import Node

_UNREAD = frozenset({"script", "style", "template"})
"""Elements whose text is none for readers."""
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_DEEPEST = 150
"""Elements in one another; of those further in only the content stays, since some steps climb and descend again and again."""
_PART = 10_000
"""Characters of text between which the written HTML bears an empty comment, which the sanitiser takes out."""
_SPACES = " \t\n\f\r"
"""White space as HTML has it; a no-break space is none."""


def article_of(top: Node) -> Article:
    """The element `top` and all that is in it, without comments."""
    article = Article()
    parent: Element = article
    # Elements that the walk is in, with what it came from: where they stand, whether text there is unread and white space exact.
    around: list[tuple[Node, Element, bool, bool]] = []
    unread = exact = False
    node = top
    while True:
        name = node.tag
        child = None
        if name == "-text":
            text = node.text_content or ""
            if not exact and not text.strip(_SPACES):
                text = "\n" if "\n" in text else " "
            parent.append(Text(text, unread))
        elif name is not None and not name.startswith("-"):
            attrs = {key: value or "" for key, value in node.attributes.items()}
            if "class" in attrs:
                attrs["class"] = " ".join(attrs["class"].split())
            element = article.new(name, attrs)
            parent.append(element)
            child = node.first_child
            if child is not None:
                around.append((node, parent, unread, exact))
                if len(around) <= _DEEPEST:
                    parent = element
                unread, exact = name in _UNREAD, exact or name == "pre"
        following = child if child is not None or not around else node.next
        while following is None:
            if not around:
                return article
            node, parent, unread, exact = around.pop()
            following = node.next if around else None
        node = following


def html_of(root: Element) -> str:
    """The HTML of what is in `root`. The time it takes grows with its size alone, and not at all with its depth."""
    pieces: list[str] = []
    part = root.first
    while part is not None:
        if isinstance(part, Element):
            name = part.name
            pieces.append(f"<{name}{_attributes(part)}>" if part.attrs else f"<{name}>")
            if part.first is None and name not in _VOID:
                pieces.append(f"</{name}>")
        elif isinstance(part, Text) and not part.unread:
            pieces.append(_escaped(part.said))
        following = part.first or part.next
        while following is None:
            part = part.parent
            if part is None or part is root:
                return "".join(pieces)
            pieces.append(f"</{part.name}>")
            following = part.next
        part = following
    return "".join(pieces)


def _escaped(text: str) -> str:
    """`text` as HTML; a long one in parts, since the sanitiser's time grows with the square of the entities in one text."""
    if len(text) <= _PART:
        return html.escape(text, quote=False)
    return "<!---->".join(html.escape(text[at : at + _PART], quote=False) for at in range(0, len(text), _PART))


def _attributes(element: Element) -> str:
    return "".join([f' {name}="{html.escape(value)}"' for name, value in sorted(element.attrs.items())])
