"""The heading that stands above the article: the title as readers see it.

A page's ``<h1>`` is often the site's name, a section's, or a widget's, and the article's heading an ``<h2>``; so every heading is
weighed: its level, where it stands, and how much of it the titles in the page's head say too. The weights were set by hand
on one half of a corpus and hold on the other (see benchmarks/metadata.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from readery.clean.metadata import place, titles
from readery.clean.metadata.claims import tidy

if TYPE_CHECKING:
    from readery.clean.html.tree import Node, Tree

_LEVEL = {"h1": 2.0, "h2": 1.0, "h3": 0.5, "p": 2.5}
_HEADINGS = "h1, h2, h3, p.MsoTitle, body > p.title"
"""Headings; word processors write a document's title as a paragraph, and each of its sections as an ``<h1>``."""
_TITLE = re.compile(
    r"headline|(?:entry|post|article|page|story|single|node|news|content)[-_]*title|p-name|artikel-?titel",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"comment|related|teaser|sidebar|widget|footer|recommend|breadcrumb|site-?(?:title|name|branding|header)|logo|brand|menu|(?:^|\W)nav|"
    r"newsletter|cookie|consent|modal|popup|carousel|slider|swiper|screen-reader|banner",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"sr-only|visually-?hidden|screen-reader|(?:^|\s)hidden(?:\s|$)", re.IGNORECASE)
_KICKER = re.compile(
    r"kicker|over-?line|dach-?zeile|top-?line|eyebrow|rubri|categor|pre-?title|super-?title|spitzmarke|roofline|sub-?line|sub-?title|"
    r"sub-?head|flag|label|badge|byline|date|section|antetitulo|volanta|occhiello|surtitre|topic|ober-?titel|sr-only|visually-?hidden",
    re.IGNORECASE,
)
_MOST = 100
_DEEPEST = 40
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the page."""

    text: str
    """Its words, without a kicker marked as one."""
    pieces: tuple[str, ...]
    """Its words as its children divide them."""
    node: Node
    """Where it stands."""
    weight: float
    """What level and place say for it."""
    home: bool
    """Whether it links to the site's first page: then it is the site's name."""


def read(tree: Tree) -> list[Heading]:
    """The page's headings down to ``<h3>`` and a document's title, where they hold words, in order."""
    known: dict[int, tuple[bool, bool]] = {}
    return [heading for node in tree.css(_HEADINGS)[:_MOST] if (heading := _heading(node, known))]


def _heading(node: Node, known: dict[int, tuple[bool, bool]]) -> Heading | None:
    pieces = tuple(text for text, kicker in _pieces(node) if not kicker)
    text = tidy(" ".join(pieces))
    if not 1 < len(text) <= _LONGEST:
        return None
    weight = _LEVEL[node.tag or "h3"]
    own = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
    marked = bool(_TITLE.search(own)) or "headline" in (node.attributes.get("itemprop") or "")
    weight += 1.5 * marked - 2.0 * bool(_HIDDEN.search(own)) - 3.0 * (not marked and bool(_BESIDE.search(own)))
    inside, beside = _standing(node.parent, known)
    weight += 1.0 * inside - 3.0 * beside
    return Heading(text, pieces, node, weight, _links_home(node))


def _standing(node: Node | None, known: dict[int, tuple[bool, bool]]) -> tuple[bool, bool]:
    """Whether an element is in an article, and whether it is beside one; `known` holds what was found out before."""
    path: list[Node] = []
    inside, beside = False, False
    while node is not None and node.tag not in ("body", "html") and len(path) < _DEEPEST:
        if node.mem_id in known:
            inside, beside = known[node.mem_id]
            break
        path.append(node)
        node = node.parent
    for each in reversed(path):
        inside = inside or each.tag in ("article", "main")
        beside = beside or each.tag in ("nav", "aside", "footer", "form") or _names_beside(place.names(each))
        known[each.mem_id] = inside, beside
    return inside, beside


@lru_cache(maxsize=2048)
def _names_beside(names: str) -> bool:
    return bool(_BESIDE.search(names))


def _pieces(node: Node) -> Iterator[tuple[str, bool]]:
    """Text of each child, and whether its class says that it is no part of the title."""
    children = list(node.iter(include_text=True))
    while len(children) == 1 and children[0].tag not in ("-text", "img"):
        children = list(children[0].iter(include_text=True))
    for child in children[:30]:
        text = tidy(child.text(separator=" ") if child.tag != "-text" else child.text())
        if not text:
            continue
        if child.tag == "a" and len(children) > 1 and not any(map(str.isalnum, text)):
            continue  # the sign that leads to the heading itself: ¶, #
        attributes = child.attributes if child.tag != "-text" else {}
        yield text, bool(_KICKER.search(attributes.get("class") or "")) and len(children) > 1


def _links_home(node: Node) -> bool:
    link = node.parent if node.parent is not None and node.parent.tag == "a" else None
    child, steps = node.first_child, 0
    while link is None and child is not None and steps < 6:
        link = child if child.tag == "a" else None
        child, steps = child.next or child.first_child, steps + 1
    href = (link.attributes.get("href") or "") if link is not None else ""
    return bool(re.fullmatch(r"(?:https?://[^/]+)?/?(?:index\.\w+)?", href)) and bool(href)


def choose(headings: Sequence[Heading], heads: Sequence[str], site: frozenset[str]) -> tuple[Heading, str] | None:
    """The heading of the article and the title in it; None where no heading is likely enough.

    `heads` are the titles that the page's head gives, `site` the names of the site, squeezed.
    """
    runs = {titles.squeezed(run): run for head in heads for run in titles.runs(head)}
    bags = [titles.bag(head) for head in heads]
    firsts = sum(each.weight >= 2 for each in headings)
    best: tuple[float, Heading, str] | None = None
    for heading in headings:
        squeezed = titles.squeezed(heading.text)
        if heading.home or squeezed in site or not squeezed:
            continue
        agreed = 1.0
        if squeezed not in runs:
            own = titles.bag(heading.text)
            agreed = max((titles.likeness(own, bag) for bag in bags), default=0.0)
        title = heading.text
        if len(heading.pieces) > 1:
            named = [each for each in heading.pieces if titles.squeezed(each) in runs and len(each) > 8]
            if named:
                title, agreed = max(named, key=len), 1.0
        weight = heading.weight + (4.0 * agreed if agreed >= 0.35 else 0.0)
        if agreed < 0.35 and heads and (firsts != 1 or " " not in heading.text):
            weight -= 1.5
        if weight >= 2.0 and (best is None or weight > best[0]):
            best = (weight, heading, title)
    return None if best is None else best[1:]


_LARGE = "b, strong, big, font, center, h4, h5, h6"
_HOLDERS = f"{_LARGE}, p, div, td, span, i, em"
ANY = f"{_HOLDERS}, a, h1, h2, h3"
"""Elements that may hold a title."""
_SET_LARGE = frozenset(_LARGE.split(", "))
_MOST_HOLDERS = 3_000
_SHORTEST_RUN = 8
"""Characters of a part of the title that is known again by them alone."""


def set_large(tree: Tree, title: str) -> str | None:
    """The part of a title element that such a page sets large, where it is one alone: the rest is the site's name."""
    found = standing_alone(tree, _LARGE, titles.runs(title)[1:])
    return found[0] if len(found) == 1 else None


def fuller(tree: Tree, title: str, heading: str) -> str | None:
    """The first part of a title element whose last part is a shorter heading, where it stands on the page, too: then that heading
    is the site's or a section's name.
    """
    parts = [title[begin:end].strip() for begin, end in titles.parts(title)]
    if len(parts) < 2 or len(parts[0]) <= len(heading) or titles.fold(parts[-1]) != titles.fold(heading):
        return None
    return next(iter(standing_alone(tree, ANY, parts[:1])), None)


def standing_alone(tree: Tree, elements: str, texts: Sequence[str]) -> list[str]:
    """Those of some texts that are all that an element says."""
    wanted = {folded: text for text in texts if len(folded := titles.fold(text)) >= _SHORTEST_RUN}
    if not wanted:
        return []
    alone = {titles.fold(text) for node in tree.css(elements)[:_MOST_HOLDERS] if (text := _alone(node))}
    return [text for folded, text in wanted.items() if folded in alone]


def _alone(node: Node) -> str | None:
    """The text of an element that holds nothing else."""
    child = node.first_child
    return child.text() if child is not None and child.tag == "-text" and child.next is None else None


def without_heading(tree: Tree, title: str) -> Node | None:
    """The element that holds the title alone, on a page that sets it in ``<font>`` and ``<b>`` and not as a heading.

    One that is set large goes before one that is not: the trail of links above an article often ends in its title, too.
    """
    wanted = titles.fold(title)
    first: Node | None = None
    for node in tree.css(_HOLDERS)[:_MOST_HOLDERS]:
        text = _alone(node)
        if text is None or titles.fold(text) != wanted:
            continue
        if node.tag in _SET_LARGE:
            return node
        first = first or node
    return first
