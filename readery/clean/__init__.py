"""A raw page becomes an article. Knows one page at a time, and what `learn` found to recur across pages.

The medium's own cleaner finds the article and drafts it (`html/`, `text/`, `markdown.py`); `finish.py` applies what
the owner says, sanitises, and makes the article's text, outline and summary.

A page is cleaned once by itself. What it kept (`Cleaned.site`, `Cleaned.passages`) goes into a `learn.Sample` with that of
all other pages; where some of its own passages turn out to recur, it is cleaned again with these as `recurring`.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from readery import findings, urls
from readery.characters import tidy_all
from readery.clean.draft import Draft, NoArticle, Will
from readery.clean.finish import finish
from readery.findings import Finding
from readery.model import Article, Media, RawPage
from readery.settings import Overrules

if TYPE_CHECKING:
    from readery.clean.text.glance import Look

_Drafting = Callable[[RawPage, Will, frozenset[int], "Look | None", bool], Draft]


def _drafting(media: Media) -> _Drafting:
    """What drafts pages of a medium. It is brought in with the first of them: parsers and models take longer than a page."""
    match media:
        case Media.HTML:
            from readery.clean import html

            return lambda page, will, recurring, _, explain: tidy_all(html.draft(page, will, recurring, explain))
        case Media.MARKDOWN:
            from readery.clean import markdown

            # Whoever wrote Markdown wrote no furniture.
            return lambda page, will, _, __, explain: tidy_all(markdown.draft(page, will, explain))
        case Media.TEXT:
            from readery.clean import text

            return text.draft


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What became of a raw page."""

    article: Article | None
    """The article; None where the page holds none."""
    findings: tuple[Finding, ...] = ()
    """What its owner should know."""
    site: str = ""
    """What its pages have in common, for `learn`: host of its address, else its publisher's name, else its folder."""
    passages: frozenset[int] = frozenset()
    """Fingerprints of the passages it kept by itself, for `learn`: at most `learn.PASSAGES`, with or without `recurring`."""


def look(pages: Sequence[tuple[RawPage, frozenset[int]]]) -> Sequence[Look | None]:
    """The first look at pages, given with their `recurring`, as `clean` takes it: several together take far less time. None where
    there is none.
    """
    texts = [each for each in pages if each[0].media is Media.TEXT]
    if not texts:
        return [None] * len(pages)
    from readery.clean.text import glance

    with _uncollected():
        looks = iter(glance.look_at_all(texts))
    return [next(looks) if page.media is Media.TEXT else None for page, _ in pages]


def clean(
    page: RawPage,
    overrules: Mapping[str, Overrules] | None = None,
    recurring: frozenset[int] = frozenset(),
    ahead: Look | None = None,
    explain: bool = True,
) -> Cleaned:
    """Clean one page.

    `overrules` are the owner's, by host or name of the publisher (`[clean]` in the settings). `recurring` are those of the
    page's own `Cleaned.passages` that stand on other pages too (`learn.Learned.recurring`): they are left out. `ahead` is the
    first look at it, where that was had together with other pages' (`look`). Without `explain` the article has no
    trail, which saves a thirtieth of the time.
    """
    try:
        with _uncollected():
            draft = _draft(page, overrules or {}, recurring, ahead, explain)
            article, said = finish(page, draft)
    except NoArticle as none:
        return Cleaned(None, (Finding(findings.NO_ARTICLE, page.origin.name, none.problem, none.remedy),))
    return Cleaned(article, said, _site(article), draft.passages)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let the collector of cyclic garbage rest meanwhile.

    What a page is taken apart into lives until the page is clean, so that looking for garbage before finds none, and takes
    a seventh of the time.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _site(article: Article) -> str:
    """What an article has in common with others of its site."""
    head = article.head
    host = urls.host(head.url or "")
    if host:
        return host.removeprefix("www.")
    return head.site.casefold() if head.site else f"{PurePosixPath(head.origin.path).parent}/"


def _draft(
    page: RawPage, overrules: Mapping[str, Overrules], recurring: frozenset[int], ahead: Look | None, explain: bool
) -> Draft:
    """The page's draft under all overrules that apply to it.

    Some name the publisher, which only a first draft knows; where one applies that the first draft did not have, the
    page is drafted again.
    """
    make = _drafting(page.media)
    known = _will(page, overrules, urls.host(page.url or ""), page.owner.site)
    draft = make(page, known, recurring, ahead, explain)
    url, site = draft.metadata.url, draft.metadata.site
    whole = _will(page, overrules, urls.host(url.value) if url else None, site.value if site else None, known)
    return draft if whole == known else make(page, whole, recurring, ahead, explain)


def _will(
    page: RawPage, overrules: Mapping[str, Overrules], host: str | None, site: str | None, known: Will | None = None
) -> Will:
    """The owner's will for a page: its own side file's, and that for its publisher."""
    keep = list(known.keep if known else page.owner.keep)
    drop = list(known.drop if known else page.owner.drop)
    names = {name.casefold().removeprefix("www.") for name in (host, site) if name}
    for publisher, texts in overrules.items():
        if publisher.casefold().removeprefix("www.") in names:
            keep += [text for text in texts.keep if text not in keep]
            drop += [text for text in texts.drop if text not in drop]
    return Will(tuple(keep), tuple(drop))
