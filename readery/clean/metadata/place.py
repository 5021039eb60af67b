"""Where in the page an element stands: in the article, or beside it in a menu, a comment, a list of other stories."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readery.clean.html.tree import Node, Tree

_BESIDE = re.compile(
    r"comment|related|teaser|sidebar|widget|recommend|newslist|latest|popular|trending|breadcrumb|newsletter|mega-?menu|"
    r"(?:^|[\s_-])nav(?:$|[\s_-])|navigation|header-?logo|social|share",
    re.IGNORECASE,
)
_FOOT = re.compile(r"footer", re.IGNORECASE)


def names(node: Node) -> str:
    """Class and id of an element."""
    attributes = node.attributes
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}"


class Places:
    """Tells for the elements of one page where they stand; what was found out of one holds for all that is in it."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._frame: frozenset[int] | None = None
        self._known: dict[int, tuple[bool, bool, bool]] = {}

    def is_beside(self, node: Node, *, own_foot: bool = False) -> bool:
        """Whether an element or one around it says that it is no part of the article.

        `own_foot`: the article's own ``<footer>``, where its tags stand, is still the article. A name such as ``has-sidebar``
        on an element that holds the page's ``<h1>`` or its only article speaks of the page's frame and says nothing.
        """
        path: list[Node] = []
        around: Node | None = node
        beside, beside_own, beside_foot = False, False, True
        while around is not None and around.tag not in ("body", "html"):
            if around.mem_id in self._known:
                beside, beside_own, beside_foot = self._known[around.mem_id]
                break
            path.append(around)
            around = around.parent
        for each in reversed(path):
            # `beside_own` and `beside_foot`: where the article's own footer counts as the article, seen from outside
            # and from inside a footer.
            tag, called = each.tag, names(each)
            if tag in ("nav", "aside") or (_says_beside(called) and each.mem_id not in self._frames()):
                beside, beside_own = True, True
                beside_foot = not _is_article(tag, called)
            else:
                if tag == "footer" or _says_foot(called):
                    beside, beside_own = True, beside_foot
                if _is_article(tag, called):
                    beside_foot = False
            self._known[each.mem_id] = beside, beside_own, beside_foot
        return beside_own if own_foot else beside

    def _frames(self) -> frozenset[int]:
        """The elements around an ``<h1>``, or around the only article that is marked as one."""
        if self._frame is None:
            found: set[int] = set()
            articles = self._tree.css(".hentry")
            for held in (*self._tree.css('h1:not([class*="widget"])'), *(articles if len(articles) == 1 else ())):
                around: Node | None = held
                while around is not None and around.mem_id not in found:
                    found.add(around.mem_id)
                    around = around.parent
            self._frame = frozenset(found)
        return self._frame


def _is_article(tag: str | None, called: str) -> bool:
    return tag in ("article", "main") or "hentry" in called.split()


@lru_cache(maxsize=2048)
def _says_beside(called: str) -> bool:
    return bool(_BESIDE.search(called))


@lru_cache(maxsize=2048)
def _says_foot(called: str) -> bool:
    return bool(_FOOT.search(called))
