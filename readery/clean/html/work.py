"""What the rewriting steps share: the article being edited, and what they find in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from readery.clean.html.element import Article, Element, Part, Text
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
    """An article on its way to clean HTML. Each step edits `article`; nothing of this outlives the rewriting of one page."""

    article: Article
    """The article."""
    base: str | None
    """Address against which relative links are resolved."""
    title: str | None
    """The article's title, where known."""
    pictures: list[Picture] = field(default_factory=list)
    """Found so far; ``picture:N`` is its number here."""
    captions: list[Caption] = field(default_factory=list)
    """Found so far."""

    def new(self, name: str, text: str | None = None, **attributes: str) -> Element:
        """A fresh element; `class_` stands for ``class``."""
        element = self.article.new(name, {key.rstrip("_"): value for key, value in attributes.items()})
        if text:
            element.append(Text(text))
        return element


def classes(element: Element) -> str:
    """The class attribute, white space folded."""
    return element.attrs.get("class", "")


def attribute(element: Element, name: str) -> str:
    """An attribute, empty where it is not there."""
    return element.attrs.get(name, "").strip()


def verbatim(element: Element) -> str:
    """The text in `element` as it is."""
    return "".join([part.said for part in element.parts() if isinstance(part, Text) and not part.unread])


def exact(element: Element) -> str:
    """The text in `element` with no space put in, white space folded."""
    return " ".join(verbatim(element).split())


def says(element: Element) -> bool:
    """Whether there is text in `element`."""
    return any(isinstance(part, Text) and not part.unread and not is_blank(part) for part in element.parts())


def is_blank(part: Part) -> bool:
    """Whether a part is nothing but white space."""
    return isinstance(part, Text) and not part.said.strip()


def is_block(part: Part) -> bool:
    """Whether a part is an element that stands as a block."""
    return part.name in BLOCKS


def tags(root: Element, *names: str) -> list[Element]:
    """The elements in `root` of these names, in order; a list, so that they can be edited."""
    wanted = root.article.names.intersection(names)
    return [element for element in all_tags(root) if element.name in wanted] if wanted else []


def all_tags(root: Element) -> list[Element]:
    """The elements in `root`, in order. Not to be changed."""
    if isinstance(root, Article):
        return root.elements()
    return [part for part in root.parts() if isinstance(part, Element)]


def first(root: Element, *names: str) -> Element | None:
    """The first element in `root` of these names."""
    wanted = root.article.names.intersection(names)
    if not wanted:
        return None
    return next((part for part in root.parts() if isinstance(part, Element) and part.name in wanted), None)


def single(root: Element, name: str) -> bool:
    """Whether just one element of this name is in `root`."""
    found = (part for part in root.parts() if part.name == name)
    return next(found, None) is not None and next(found, None) is None


def inside(element: Element, *names: str) -> Element | None:
    """The nearest element around `element` of these names."""
    around = element.parent
    while around is not None and around.name not in names:
        around = around.parent
    return around


def before(part: Part) -> Part | None:
    """What stands right before a part in its element, white space passed over."""
    other = part.previous
    while other is not None and is_blank(other):
        other = other.previous
    return other


def after(part: Part) -> Part | None:
    """What stands right after a part in its element, white space passed over."""
    other = part.next
    while other is not None and is_blank(other):
        other = other.next
    return other


def preceding(element: Element, name: str) -> Element | None:
    """The nearest element of this name that begins before `element` does."""
    part: Part | None = element
    while part is not None:
        if part.previous is not None:
            part = part.previous
            while part.last is not None:
                part = part.last
        else:
            part = part.parent
        if isinstance(part, Element) and part.name == name:
            return part
    return None


def own(element: Element, *names: str) -> list[Element]:
    """The children of `element` of these names."""
    return [child for child in element.children() if isinstance(child, Element) and child.name in names]


def each(root: Element, *names: str) -> Iterator[Element]:
    """As `tags`, for a loop that edits: those that the loop itself took away are passed over."""
    return (element for element in tags(root, *names) if not element.gone and element.parent is not None)
