"""`robots.txt`: every robot is welcome, and told where the sitemap is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from readery.model import Page
from readery.pages import PageKind, Site


@dataclass(frozen=True, slots=True)
class RobotsPage:
    """What robots are told."""

    sitemap: str | None
    """Path of the sitemap, where there is one."""


def _plan(site: Site) -> Iterator[Page]:
    yield Page("robots.txt", "robots.txt", RobotsPage("sitemap.xml" if site.settings.site.base_url else None))


KIND = PageKind("robots", _plan)
