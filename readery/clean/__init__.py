"""A raw page becomes an article. Knows one page at a time.

The medium's own cleaner finds the article and drafts it (`html/`, `text/`, `markdown.py`); `finish.py` applies what
the owner says, sanitises, and makes the article's text, outline and summary.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from readery import findings, urls
from readery.clean import html, markdown, text
from readery.clean.draft import Draft, NoArticle, Will
from readery.clean.finish import finish
from readery.findings import Finding
from readery.model import Article, Media, RawPage
from readery.settings import Overrules

_DRAFT: Mapping[Media, Callable[[RawPage, Will], Draft]] = {
    Media.HTML: html.draft,
    Media.MARKDOWN: markdown.draft,
    Media.TEXT: text.draft,
}


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What became of a raw page."""

    article: Article | None
    """The article; None where the page holds none."""
    findings: tuple[Finding, ...] = ()
    """What its owner should know."""


def clean(page: RawPage, overrules: Mapping[str, Overrules] | None = None) -> Cleaned:
    """Clean one page. `overrules` are the owner's, by host or name of the publisher (`[clean]` in the settings)."""
    try:
        return Cleaned(*finish(page, _draft(page, overrules or {})))
    except NoArticle as none:
        return Cleaned(None, (Finding(findings.NO_ARTICLE, page.origin.name, none.problem, none.remedy),))


def _draft(page: RawPage, overrules: Mapping[str, Overrules]) -> Draft:
    """The page's draft under all overrules that apply to it.

    Some name the publisher, which only a first draft knows; where one applies that the first draft did not have, the
    page is drafted again.
    """
    make = _DRAFT[page.media]
    known = _will(page, overrules, urls.host(page.url or ""), page.owner.site)
    draft = make(page, known)
    url, site = draft.metadata.url, draft.metadata.site
    whole = _will(page, overrules, urls.host(url.value) if url else None, site.value if site else None, known)
    return draft if whole == known else make(page, whole)


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
