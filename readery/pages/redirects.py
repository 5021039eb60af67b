"""A page at each earlier address of an article, which leads to the one it has now.

It works on any host and from a disk (an immediate refresh, HTML Standard, and technique H76 of the WCAG); hosts that read a
list of redirects are given one besides. An address that an article bears today is never a redirect.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from readery.model import Page
from readery.pages import PageKind, Site
from readery.pages._items import Title, title


@dataclass(frozen=True, slots=True)
class RedirectPage:
    """What stands at an earlier address."""

    article: Title
    """The article that has moved, and its page."""


def moves(site: Site) -> Iterator[tuple[str, str]]:
    """Earlier path of an article's page, and the one it has now; by the earlier one."""
    taken = {entry.path.casefold() for entry in site.collection}
    for before, now in sorted(site.moved.items()):
        if before.casefold() not in taken and now.casefold() in taken:
            yield before, now


def _plan(site: Site) -> Iterator[Page]:
    moved = dict(moves(site))
    if moved:
        titles = {entry.path: title(entry) for entry in site.collection}
        for before, now in moved.items():
            yield Page(before, "redirect.html", RedirectPage(titles[now]))


KIND = PageKind("redirects", _plan)
