"""What the rewriting steps share: the article being edited, and what they find in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bs4.element import NavigableString, PageElement, Tag

from readery.clean.html.soup import Article
from readery.model import Caption, Picture

BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hgroup hr html iframe legend li main nav ol p pre section summary table tbody td tfoot th "
    "thead tr ul caption".split()
)
"""Elements that stand as blocks."""
DISSOLVE = frozenset(
    "address article aside body center dialog dir div fieldset font footer form header hgroup html legend main nav "
    "noscript section span-block".split()
)
"""Elements of which only the content stays."""
MEDIA = ("img", "math", "iframe", "video", "audio", "object", "embed")
"""Elements that say something without holding text."""


@dataclass(slots=True)
class Work:
    """An article on its way to clean HTML. Each step edits `soup`; nothing of this outlives the rewriting of one page."""

    soup: Article
    """The article."""
    base: str | None
    """Address against which relative links are resolved."""
    title: str | None
    """The article's title, where known."""
    pictures: list[Picture] = field(default_factory=list)
    """Found so far; ``picture:N`` is its number here."""
    captions: list[Caption] = field(default_factory=list)
    """Found so far."""
    languages: tuple[str, ...] = ()
    """Languages the page may be in, most likely first."""

    def new(self, name: str, text: str | None = None, **attributes: str) -> Tag:
        """A fresh element; `class_` stands for ``class``."""
        tag = self.soup.new_tag(name, attrs={key.rstrip("_"): value for key, value in attributes.items()})
        if text:
            tag.string = text
        return tag


def classes(tag: Tag) -> str:
    """The class attribute as one string."""
    value = tag.get("class")
    return " ".join(value) if isinstance(value, list) else value or ""


def attribute(tag: Tag, name: str) -> str:
    """An attribute as one string, empty where it is not there."""
    value = tag.get(name)
    return " ".join(value) if isinstance(value, list) else (value or "").strip()


def words(tag: PageElement) -> str:
    """The text in `tag`, white space folded."""
    return " ".join(tag.get_text(" ").split()) if isinstance(tag, Tag) else " ".join(str(tag).split())


def exact(tag: Tag) -> str:
    """The text in `tag` with no space put in, white space folded."""
    if not tag.contents:
        return ""
    texts: list[str] = []
    last = _last(tag)
    element: PageElement | None = tag.contents[0]
    while element is not None:
        if type(element) is NavigableString:
            texts.append(element)
        element = element.next_element if element is not last else None
    return " ".join("".join(texts).split())


def is_blank(element: PageElement) -> bool:
    """Whether a node is nothing but white space."""
    return isinstance(element, NavigableString) and not element.strip()


def is_block(element: PageElement) -> bool:
    """Whether a node is an element that stands as a block."""
    return isinstance(element, Tag) and element.name in BLOCKS


def says_nothing(tag: Tag) -> bool:
    """Whether neither text nor media is in `tag`."""
    return not exact(tag) and (tag.name not in MEDIA) and first(tag, *MEDIA) is None


def tags(root: Tag, *names: str) -> list[Tag]:
    """The elements in `root` of these names, in order; a list, so that they can be edited."""
    if isinstance(root, Article):
        wanted = frozenset(names)  # some ask for dozens
        return [element for element in root.elements() if element.name in wanted]
    if not root.contents:
        return []
    found: list[Tag] = []
    last = _last(root)
    # Any, since this is where the time goes: text has a name, too, which is None.
    element: Any = root.contents[0]
    while True:
        if element.name in names:
            found.append(element)
        if element is last:
            return found
        element = element.next_element


def all_tags(root: Tag) -> list[Tag]:
    """The elements in `root`, in order; many times faster than `find_all`, which is asked for on every page."""
    if isinstance(root, Article):
        return list(root.elements())
    if not root.contents:
        return []
    found: list[Tag] = []
    last = _last(root)
    element: PageElement | None = root.contents[0]
    while element is not last and element is not None:
        if isinstance(element, Tag):
            found.append(element)
        element = element.next_element
    if isinstance(element, Tag):
        found.append(element)
    return found


def first(root: Tag, *names: str) -> Tag | None:
    """The first element in `root` of these names."""
    return next((element for element in _within(root) if isinstance(element, Tag) and element.name in names), None)


def single(root: Tag, name: str) -> bool:
    """Whether just one element of this name is in `root`."""
    found = (element for element in _within(root) if isinstance(element, Tag) and element.name == name)
    return next(found, None) is not None and next(found, None) is None


def _within(root: Tag) -> Iterator[PageElement]:
    """Everything in `root`, in order. Not to be edited meanwhile."""
    if not root.contents:
        return
    last = _last(root)
    element: PageElement | None = root.contents[0]
    while element is not last and element is not None:
        yield element
        element = element.next_element
    yield last


def _last(root: Tag) -> PageElement:
    last: PageElement = root
    while isinstance(last, Tag) and last.contents:
        last = last.contents[-1]
    return last


def inside(tag: Tag, *names: str) -> Tag | None:
    """The nearest element around `tag` of these names."""
    around = tag.parent
    while around is not None and around.name not in names:
        around = around.parent
    return around


def own(tag: Tag, *names: str) -> list[Tag]:
    """The children of `tag` of these names."""
    return [child for child in tag.contents if isinstance(child, Tag) and child.name in names]


def gone(tag: Tag) -> bool:
    """Whether `tag` was decomposed. The element's own property is slow: it looks for a child of that name first."""
    return "_decomposed" in tag.__dict__


def each(root: Tag, *names: str) -> Iterator[Tag]:
    """As `tags`, for a loop that edits: those that the loop itself took away are passed over."""
    return (tag for tag in tags(root, *names) if not gone(tag) and tag.parent is not None)


def children(tag: Tag) -> Iterator[Tag]:
    """The elements that are children of `tag`."""
    return (child for child in list(tag.children) if isinstance(child, Tag))
