"""Where in the page an element stands: in the article, or beside it in a menu, a comment, a list of other stories."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readery.clean.html.tree import Node

_BESIDE = re.compile(
    r"comment|related|teaser|sidebar|widget|recommend|newslist|latest|popular|trending|breadcrumb|newsletter|mega-?menu|"
    r"(?:^|[\s_-])nav(?:$|[\s_-])|navigation|header-?logo|social|share",
    re.IGNORECASE,
)
_FOOT = re.compile(r"footer", re.IGNORECASE)
_DEEPEST = 40


def names(node: Node) -> str:
    """Class and id of an element."""
    attributes = node.attributes
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}"


def is_beside(node: Node, *, own_foot: bool = False) -> bool:
    """Whether an element or one around it says that it is no part of the article.

    `own_foot`: the article's own ``<footer>``, where its tags stand, is still the article. A name such as ``has-sidebar`` on an
    element that holds the page's ``<h1>`` speaks of the page's frame and says nothing.
    """
    around: Node | None = node
    in_foot = False
    for _ in range(_DEEPEST):
        if around is None or around.tag in ("body", "html"):
            break
        called = names(around)
        if around.tag in ("nav", "aside"):
            return True
        if own_foot and in_foot and around.tag in ("article", "main"):
            return False
        if _says_beside(called) and around.css_first('h1:not([class*="widget"])') is None:
            return True
        in_foot = in_foot or around.tag == "footer" or bool(_FOOT.search(called))
        around = around.parent
    return in_foot


@lru_cache(maxsize=2048)
def _says_beside(called: str) -> bool:
    return bool(_BESIDE.search(called))
