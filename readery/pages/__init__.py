"""Which pages the site has, and what each shows. A page kind is one module here, with its template."""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from readery import registry
from readery.model import Article, ArticleLoader, Collection, Entry, Facts, Image, Page, Twins
from readery.settings import Settings

if TYPE_CHECKING:
    from readery.pages._items import Item
    from readery.pages._names import Name


class SamePathError(Exception):
    """Pages of two kinds, or of one kind twice, have one path; the message names all such pairs."""


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
    moved: Mapping[str, str] = field(default_factory=dict)
    """Earlier path of an article's page → the one it has now."""
    items: dict[str, Item] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Article id → what lists show of it, as far as that was asked for (`_items.item`)."""
    inputs: dict[str, bytes] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Article id → hash of all that other pages show of it, once it was asked for (`_inputs.shown`)."""
    tags: dict[str, bytes] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Article id → names and slugs of its tags, encoded, likewise."""
    tagged: dict[str, Mapping[str, str]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Article id → slug → name of its tags that have a page, likewise (`_inputs.tagged`)."""
    names: dict[str, tuple[Name, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """``tags``, ``sources``, ``authors`` → those that have a page, once one kind of page has asked for them (`_names.named`)."""

    def stories(self, entries: Iterable[Entry]) -> tuple[Entry, ...]:
        """These articles as lists show them, each story once: of its versions among them the one that stands, else the first."""
        entries = tuple(entries)
        several = self.facts.of_articles.get(Twins)
        if not several:
            return entries
        there = {entry.head.id for entry in entries if entry.head.id in several}
        told: set[str] = set()
        shown: list[Entry] = []
        for entry in entries:
            twins = self.facts.of(Twins, entry.head.id) if entry.head.id in there else None
            if twins is None:
                shown.append(entry)
            elif twins.stands == entry.head.id or not (twins.stands in there or twins.stands in told):
                told.add(twins.stands)
                shown.append(entry)
        return tuple(shown)


class Draft(NamedTuple):
    """A page whose context is made when it is asked for: in most builds, most pages come out as they stand."""

    path: str
    """In the site, with ``/``."""
    template: str
    """Name of its template."""
    inputs: bytes
    """Hash of all that its context is made from besides the settings (`_inputs`)."""
    make: Callable[[], object]
    """Makes the context."""
    article: str = ""
    """Id of the article whose body the context awaits; empty where it is whole."""
    also: tuple[tuple[str, str], ...] = ()
    """Path and template of each further file that shows the same context."""

    def page(self) -> Page:
        """The page with its context."""
        return Page(self.path, self.template, self.make(), self.article, self.also)


@dataclass(frozen=True, slots=True)
class PageKind:
    """A kind of page. Each module of this package defines one, as ``KIND``."""

    name: str
    """For messages and profiles."""
    plan: Callable[[Site], Iterable[Page | Draft]]
    """The pages of this kind: those that cost little to plan as they are, the others as drafts."""


class Awaiting(ABC):
    """A context that lacks what only an article's body tells."""

    __slots__ = ()

    @abstractmethod
    def complete(self, article: Article) -> object:
        """The whole context."""


def shown(site: Site) -> Mapping[str, bytes]:
    """Article id → hash of all that others show of it: head, address, pictures, names of tags."""
    from readery.pages import _inputs  # which needs this module

    return _inputs.known(site)


def tags_of(site: Site) -> Mapping[str, bytes]:
    """Article id → names of its tags, encoded."""
    shown(site)
    return site.tags


def plan(site: Site) -> Iterator[Page]:
    """All pages of the site, kind by kind, with their articles' bodies."""
    for each in draft(site):
        page = each.page() if isinstance(each, Draft) else each
        yield from files(complete(page, next(site.load([page.article]))) if page.article else page)


def files(page: Page) -> Iterator[Page]:
    """A page for each file that shows the context of `page`."""
    yield replace(page, also=()) if page.also else page
    for path, template in page.also:
        yield Page(path, template, page.context, page.article)


def complete(page: Page, article: Article) -> Page:
    """A page that awaited the body of `article`, whole."""
    assert isinstance(page.context, Awaiting)
    return replace(page, context=page.context.complete(article), article="")


def draft(site: Site) -> Iterator[Page | Draft]:
    """All pages of the site, kind by kind; some are drafts, some await the body of an article (`Page.article`, `complete`).

    A page whose path is taken is held back, and after the last page SamePathError names all of these.
    """
    first: dict[str, str] = {}
    again: dict[str, list[str]] = defaultdict(list)
    for kind in registry.members(sys.modules[__name__], "KIND", PageKind):
        for page in kind.plan(site):
            # Paths that differ in case only are one file on many disks.
            paths = [page.path.casefold()]
            if page.also:
                paths += [path.casefold() for path, _ in page.also]
            taken = [path for path in paths if path in first]
            for path in taken:
                again[path].append(kind.name)
            if not taken:
                for path in paths:
                    first[path] = kind.name
                yield page
    if again:
        clashes = "; ".join(f"{path} ({', '.join([first[path], *again[path]])})" for path in sorted(again))
        raise SamePathError(f"pages that ask for one path: {clashes}. Give one of each another slug.")
