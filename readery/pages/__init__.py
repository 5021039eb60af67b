"""Which pages the site has, and what each shows. A page kind is one module here, with its template."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from readery.model import ArticleLoader, Collection, Facts, Image, Page
from readery.settings import Settings


@dataclass(frozen=True, slots=True)
class Site:
    """All that pages are planned from."""

    settings: Settings
    """Of the collection."""
    collection: Collection
    """Every article's head and address, newest first."""
    facts: Facts
    """What weaving found."""
    images: Mapping[str, tuple[Image | None, ...]]
    """Article id → the files of its pictures, picture by picture; None where there is no file here."""
    load: ArticleLoader
    """Brings articles with their bodies; ask for them one page at a time, never for all at once in a list."""


@dataclass(frozen=True, slots=True)
class PageKind:
    """A kind of page. Each module of this package defines one, as ``KIND``."""

    name: str
    """For messages and profiles."""
    plan: Callable[[Site], Iterable[Page]]
    """The pages of this kind."""
