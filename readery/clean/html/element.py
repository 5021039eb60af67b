"""The article while it is rewritten: elements and texts, each linked to those around it.

Every edit touches the neighbours alone, so that it is quick however many children an element has. BeautifulSoup, whose
editing this follows, keeps two orders of all elements; the steps of rewriting take twice to three times as long with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self


class Part:
    """What an article is made of: an element or a text."""

    __slots__ = ("next", "parent", "previous")

    name: str | None = None
    """An element's name; None for text."""
    first: Part | None = None
    """An element's first child."""
    last: Part | None = None
    """An element's last child."""

    parent: Element | None
    """What it stands in; None where it stands nowhere."""
    previous: Part | None
    """What stands before it in its parent."""
    next: Part | None
    """What stands after it in its parent."""

    def extract(self) -> Self:
        """Take it out of where it stands, with all that is in it."""
        if self.parent is not None:
            if self.name is not None:
                self.parent.article.moved()
            self._unlink(self.parent)
        return self

    def _unlink(self, parent: Element) -> None:
        before, after = self.previous, self.next
        _tie(parent, before, after, before, after)
        self.parent = self.previous = self.next = None

    def replace_with(self, other: Part) -> None:
        """Put `other` in its place."""
        self.insert_before(other)
        self.extract()

    def insert_before(self, other: Part) -> None:
        """Put `other` before it."""
        parent = self.parent
        if parent is None:
            raise ValueError("what stands nowhere has nothing before it")
        other.extract()
        before = self.previous
        other.parent, other.previous, other.next = parent, before, self
        self.previous = other
        if before is None:
            parent.first = other
        else:
            before.next = other
        if other.name is not None:
            parent.article.moved()


def _tie(parent: Element, before: Part | None, first: Part | None, last: Part | None, after: Part | None) -> None:
    """Lead from `before`, or the beginning of `parent`, to `first`, and from `after`, or its end, back to `last`."""
    if before is None:
        parent.first = first
    else:
        before.next = first
    if after is None:
        parent.last = last
    else:
        after.previous = last


class Text(Part):
    """A run of text."""

    __slots__ = ("said", "unread")

    def __init__(self, said: str, unread: bool = False) -> None:
        self.parent = self.previous = self.next = None
        self.said = said
        """Its characters."""
        self.unread = unread
        """Whether it is none for readers, as in a script."""


class Element(Part):
    """An element of an article. `Article.new` makes one."""

    __slots__ = ("article", "attrs", "first", "gone", "last", "name")

    name: str

    def __init__(self, article: Article, name: str, attrs: dict[str, str]) -> None:
        self.parent = self.previous = self.next = None
        self.article = article
        """The article that it is made for."""
        self.name = name
        self.attrs = attrs
        """Its attributes, in the page's order."""
        self.first: Part | None = None
        self.last: Part | None = None
        self.gone = False
        """Whether it was taken out for good."""

    def rename(self, name: str) -> None:
        """Make it another element."""
        self.name = name
        self.article.names.add(name)

    def children(self) -> list[Part]:
        """Its children, in order."""
        found = []
        child = self.first
        while child is not None:
            found.append(child)
            child = child.next
        return found

    def parts(self) -> Iterator[Part]:
        """All that is in it, in the page's order. Not to be edited meanwhile."""
        part = self.first
        while part is not None:
            yield part
            following = part.first or part.next
            while following is None:
                part = part.parent
                if part is None or part is self:
                    return
                following = part.next
            part = following

    def append(self, part: Part) -> None:
        """Put `part` after its last child."""
        if part.parent is not None:
            part.extract()
        last = self.last
        part.parent, part.previous, part.next = self, last, None
        if last is None:
            self.first = part
        else:
            last.next = part
        self.last = part
        if part.name is not None:
            self.article.moved()

    def prepend(self, part: Part) -> None:
        """Put `part` before its first child."""
        part.extract()
        if self.first is None:
            self.append(part)
        else:
            self.first.insert_before(part)

    def unwrap(self) -> None:
        """Put its children in its place."""
        parent, first, last = self.parent, self.first, self.last
        if parent is None or first is None or last is None:
            self.extract()
            return
        child: Part | None = first
        while child is not None:
            child.parent = parent
            child = child.next
        before, after = first.previous, last.next = self.previous, self.next
        _tie(parent, before, first, last, after)
        self.parent = self.previous = self.next = self.first = self.last = None
        self.article.lost()

    def wrap(self, around: Element) -> None:
        """Put `around` in its place, and it into that."""
        self.replace_with(around)
        around.append(self)

    def clear(self) -> None:
        """Take out its children."""
        for child in self.children():
            child.extract()

    def decompose(self) -> None:
        """Take it out for good, with all that is in it."""
        if self.parent is not None:
            self._unlink(self.parent)
        _part([self, *self.parts()])
        self.article.lost()


class Article(Element):
    """The element that holds the whole article and knows all that are in it.

    Steps ask for elements of some name dozens of times, most of which it never had; the list of all is made anew only after
    one was moved or put in, and looked through for those that are left after some were taken out for good.
    """

    __slots__ = ("_elements", "_lost", "names")

    def __init__(self) -> None:
        super().__init__(self, "", {})
        self.names: set[str] = set()
        """Names of elements that it ever had."""
        self._elements: list[Element] | None = None
        self._lost = False

    def new(self, name: str, attrs: dict[str, str]) -> Element:
        """A fresh element, which stands nowhere yet."""
        self.names.add(name)
        return Element(self, name, attrs)

    def elements(self) -> list[Element]:
        """All elements, in the page's order. Not to be changed."""
        if self._elements is None:
            self._elements = [part for part in self.parts() if isinstance(part, Element)]
        elif self._lost:
            self._elements = [element for element in self._elements if element.parent is not None]
        self._lost = False
        return self._elements

    def moved(self) -> None:
        """Forget the elements, since one stands elsewhere now."""
        self._elements = None

    def lost(self) -> None:
        """Forget the elements that stand nowhere any more; the others stand as they did."""
        self._lost = True

    def part(self) -> None:
        """Let go of everything; nothing of the article can be used afterwards.

        What it is made of holds one another, so that only the collector of cyclic garbage could free it, which takes
        many times as long.
        """
        _part([self, *self.parts()])
        self._elements = None


def _part(parts: list[Part]) -> None:
    """Undo the links of `parts`."""
    for part in parts:
        part.parent = part.previous = part.next = None
        if isinstance(part, Element):
            part.first = part.last = None
            part.gone = True
