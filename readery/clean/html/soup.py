"""From one tree to the other: the article that was found becomes a soup, which the steps of rewriting edit; the soup
becomes HTML.

Parsing the article's HTML a second time would take longer than all else that is done with it, so the soup's elements
are made from the nodes of the page's own tree and linked as BeautifulSoup's builders link them.
"""

from __future__ import annotations

import html
from typing import Any, Self

from bs4 import BeautifulSoup
from bs4.element import AttributeValueList, NavigableString, PageElement, Script, Stylesheet, Tag, TemplateString

from readery.clean.html.tree import Node

_UNREAD: dict[str, type[NavigableString]] = {"script": Script, "style": Stylesheet, "template": TemplateString}
"""Elements whose text is none for readers, with the kind of string that BeautifulSoup keeps it as."""
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_DEEPEST = 150
"""Elements in one another; of those further in only the content stays, since some steps climb and descend again and again."""
_PART = 10_000
"""Characters of text between which the written HTML bears an empty comment, which the sanitiser takes out."""
_SPACES = " \t\n\f\r"
"""White space as HTML has it; a no-break space is none."""


class Article(BeautifulSoup):
    """An article as a soup that knows its elements.

    Steps ask for elements of some name dozens of times; the list of all of them is made anew only after one was moved,
    put in or taken out.
    """

    _elements: list[Tag] | None = None

    def __init__(self) -> None:
        super().__init__("", "html.parser", element_classes={Tag: _Element})

    def elements(self) -> list[Tag]:
        """All elements, in the page's order. Not to be changed."""
        if self._elements is None:
            self._elements = found = []
            element = self.next_element
            while element is not None:
                if isinstance(element, Tag):
                    found.append(element)
                element = element.next_element
        return self._elements

    def moved(self) -> None:
        """Forget the elements, since one stands elsewhere now."""
        self._elements = None

    def new_tag(self, *args: Any, **kwargs: Any) -> Tag:
        """As in every soup; the element tells this one when it moves."""
        tag = super().new_tag(*args, **kwargs)
        if isinstance(tag, _Element):
            tag.article = self
        return tag

    def insert(self, position: int, *new_children: Any) -> list[PageElement]:
        """As in every soup."""
        self.moved()
        return super().insert(position, *new_children)

    def part(self) -> None:
        """Let go of everything; nothing of the soup can be used afterwards.

        Its elements hold one another, so that only the collector of cyclic garbage could free them, which takes many
        times as long.
        """
        element: PageElement | None = self
        while element is not None:
            following = element.next_element
            element.__dict__.clear()
            element = following


class _Element(Tag):
    """An element that tells its article when it moves, and finds a child near the one that it was asked for last.

    Steps go through children in order and take many of them away; to look for each from the first one on would
    make their time grow with the square of the children.
    """

    article: Article
    _near = 0

    def index(self, element: PageElement) -> int:
        contents = self.contents
        for at in range(max(0, self._near - 2), min(len(contents), self._near + 6)):
            if contents[at] is element:
                self._near = at
                return at
        self._near = at = super().index(element)
        return at

    def insert(self, position: int, *new_children: Any) -> list[PageElement]:
        self.article.moved()
        return super().insert(position, *new_children)

    def extract(self, _self_index: int | None = None) -> Self:
        self.article.moved()
        return super().extract(_self_index)


def soup_of(top: Node) -> Article:
    """The element `top` and all that is in it as a soup, without comments."""
    soup = Article()
    previous: PageElement = soup
    # (node, where it belongs, how deep that is, the kind of its strings, whether its white space is exact)
    todo: list[tuple[Node, Tag, int, type[NavigableString], bool]] = [(top, soup, 0, NavigableString, False)]
    while todo:
        node, parent, depth, kind, exact = todo.pop()
        following = node.next
        if following is not None and node is not top:
            todo.append((following, parent, depth, kind, exact))
        name = node.tag
        if name == "-text":
            text = node.text_content or ""
            if not exact and not text.strip(_SPACES):
                text = "\n" if "\n" in text else " "
            previous = _add(kind(text), parent, previous)
            continue
        if name is None or name.startswith("-"):
            continue
        kind = _UNREAD.get(name, NavigableString)
        tag = _Element(
            soup,
            name=name,
            can_be_empty_element=name in _VOID,
            interesting_string_types={kind},
        )
        tag.article = soup
        attributes = node.attributes
        if attributes:
            tag.attrs = {key: value or "" for key, value in attributes.items()}
            if "class" in attributes:
                tag.attrs["class"] = AttributeValueList((attributes["class"] or "").split())
        previous = _add(tag, parent, previous)
        child = node.first_child
        if child is not None:
            inner = tag if depth < _DEEPEST else parent
            todo.append((child, inner, depth + 1, kind, exact or name == "pre"))
    return soup


def _add(element: PageElement, parent: Tag, previous: PageElement) -> PageElement:
    """`element` as the last of `parent` and next after `previous`."""
    element.setup(parent, previous)
    parent.contents.append(element)
    return element


def html_of(root: Tag) -> str:
    """The HTML of what is in `root`. The time it takes grows with its size alone, and not at all with its depth."""
    pieces: list[str] = []
    todo: list[PageElement | str] = list(reversed(root.contents))
    while todo:
        element = todo.pop()
        if isinstance(element, Tag):
            name = element.name
            pieces.append(f"<{name}{_attributes(element)}>" if element.attrs else f"<{name}>")
            if name not in _VOID:
                todo.append(f"</{name}>")
            todo += reversed(element.contents)
        elif type(element) is NavigableString:
            # Longer ones in parts: the sanitiser's time grows with the square of the entities in one text.
            for at in range(0, len(element), _PART):
                pieces.append("<!---->" if at else "")
                pieces.append(html.escape(element[at : at + _PART], quote=False))
        elif type(element) is str:
            pieces.append(element)
    return "".join(pieces)


def _attributes(tag: Tag) -> str:
    return "".join(
        f' {name}="{html.escape(value if isinstance(value, str) else " ".join(value))}"'
        for name, value in sorted(tag.attrs.items())
    )
