"""The page that a host serves in place of one that is not there.

A host serves it at any depth, so its links cannot be relative: they begin at the path of `base_url`, or at the host's
root where that is not set. Its style stands inside it, so that it is whole wherever it is served.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from readery.model import Page
from readery.pages import PageKind, Site


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    """It shows nothing of the collection."""


def _plan(_site: Site) -> Iterator[Page]:
    yield Page("404.html", "404.html", NotFoundPage())


KIND = PageKind("not_found", _plan)
