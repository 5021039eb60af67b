"""Which claim holds where a page contradicts itself. The rules, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from readery import languages, urls
from readery.clean.draft import Found
from readery.clean.metadata import headings as headers
from readery.clean.metadata import keywords, titles
from readery.clean.metadata.claims import Claim, Field, of
from readery.clean.metadata.headings import Heading

_LANG = re.compile(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8})*")
_LONGEST_SITE = 45
"""Characters; what is longer is the article's title in the wrong place."""
_IDENTIFIERS = ("meta dc.", "meta dcterms.", "meta citation_", "meta prism.")
_LATE = (*_IDENTIFIERS, "rel bookmark")
_RTL = frozenset(("ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb", "iw"))


def address(claims: Sequence[Claim], url: str | None) -> Found[str] | None:
    """The page's own address, resolved against the one it was saved from.

    A canonical address on another host or at the site's root is believed too: it says where the original stands. What
    libraries' metadata calls an identifier may be any number, so only a whole address counts there; permanent links in the
    text count only where all of them are one.
    """
    said = of(claims, Field.URL)
    first = [each for each in said if not each.source.startswith(_LATE)]
    identifiers = [each for each in said if each.source.startswith(_IDENTIFIERS) and urls.host(each.value)]
    permanent = [each for each in said if each.source == "rel bookmark"]
    one = permanent[:1] if len({urls.key(each.value) for each in permanent}) == 1 else []
    for each in (*first, *identifiers, *one):
        resolved = urls.resolve(url, each.value)
        if resolved and urls.host(resolved):
            return Found(urls.page(resolved), each.source)
    if url and urls.host(url):
        return Found(urls.page(url), "address it was saved from")
    return None


def site(claims: Sequence[Claim], url: str | None) -> Found[str] | None:
    """The publisher's name, as its readers know it; the host where the page says none, for a list of sources needs one.

    Open Graph goes first: JSON-LD often names the company (Guardian News & Media) and not the paper.
    """
    said = sorted(of(claims, Field.SITE), key=lambda each: each.source != "meta og:site_name")
    for each in said:
        name = titles.first_part(each.value)
        if 1 < len(name) <= _LONGEST_SITE and "://" not in name and not name.startswith("@"):
            return Found(name, each.source)
    host = urls.host(url) if url else None
    return Found(host.removeprefix("www."), "host of the address") if host else None


def title(
    claims: Sequence[Claim], headings: Sequence[Heading], known: frozenset[str]
) -> tuple[Found[str] | None, Heading | None]:
    """The title and the heading it stands in, if it does.

    The article's heading wins over what the head of the page says, for it is what readers see; search engines and social
    networks are often told something else, or the same with the site's name.
    """
    said = of(claims, Field.TITLE)
    stripped = [(titles.without_site(each.value, known), each.source) for each in said]
    heads = [(value, source) for value, source in stripped if titles.squeezed(value) not in known]
    found = headers.choose(headings, [value for value, _ in heads], known)
    if found is not None:
        heading, title = found
        where = heading.node.tag or "heading"
        return Found(title, "paragraph set as title" if where == "p" else where), heading
    if heads or stripped:
        value, source = _fullest(heads or stripped)
        return Found(titles.without_tail(value) if source == "title element" else value, source), None
    return None, None


def _fullest(heads: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """The first title, or one that goes on where it breaks off (cut at a quotation mark or for length)."""
    first = heads[0]
    start = titles.squeezed(first[0].rstrip(".… "))
    longer = [each for each in heads if titles.squeezed(each[0]).startswith(start) and len(titles.parts(each[0])) == 1]
    return max(longer, key=lambda each: len(each[0]), default=first)


def site_names(claims: Sequence[Claim], headings: Sequence[Heading], url: str | None) -> frozenset[str]:
    """All that names the site, squeezed: as it says itself, as its host does, and the heading that leads to its first page."""
    known = {titles.squeezed(each.value) for each in of(claims, Field.SITE) if len(each.value) <= _LONGEST_SITE}
    known |= {titles.squeezed(each.text) for each in headings if each.home}
    host = urls.host(url) if url else None
    if host:
        bare = host.removeprefix("www.")
        known |= {titles.squeezed(bare), titles.squeezed(host), titles.squeezed(bare.rpartition(".")[0])}
        known |= {titles.squeezed(label) for label in bare.split(".")[:-1] if len(label) > 3}
    return frozenset(known - {""})


_LANG_ORDER = (
    "html lang",
    "meta content-language",
    "JSON-LD inLanguage",
    "microdata inlanguage",
    "JSON-LD page inLanguage",
)


def language(claims: Sequence[Claim], text: Callable[[], str]) -> Found[str] | None:
    """The article's language; `text` gives a sample of its words.

    The words are asked where the page says nothing, and where it says English: that is what themes say by default.
    """
    said = [each for each in of(claims, Field.LANG) if _LANG.fullmatch(each.value)]
    said.sort(key=lambda each: _LANG_ORDER.index(each.source) if each.source in _LANG_ORDER else len(_LANG_ORDER))
    found = Found(_tag(said[0].value), said[0].source) if said else None
    if found is None or found.value.partition("-")[0] == "en":
        guessed = languages.guess(text())
        if guessed and (found is None or guessed != "en"):
            return Found(guessed, "words of the text")
    return found


def _tag(said: str) -> str:
    """A language tag in its usual case: ``de-AT``, ``zh-Hant``."""
    language, *others = re.split(r"[-_]", said)
    return "-".join([language.lower(), *(each.upper() if len(each) == 2 else each.title() for each in others)])


def direction(said: str | None, lang: Found[str] | None) -> Found[str] | None:
    if said in ("ltr", "rtl"):
        return Found(said, "dir attribute")
    if lang is not None:
        return Found("rtl" if lang.value.split("-")[0].lower() in _RTL else "ltr", "script of the language")
    return None


_TAG_ORDER = (
    "rel tag",
    "links to tags",
    "meta article:tag",
    "meta og:article:tag",
    "JSON-LD keywords",
    "meta parsely-tags",
    "list of tags",
)


def tags(claims: Sequence[Claim], known: frozenset[str]) -> Found[tuple[str, ...]] | None:
    """The publisher's tags by the first source that has any left when noise is taken out.

    What readers can follow goes first; ``meta keywords`` were written for search engines.
    """
    by_source: dict[str, list[str]] = {}
    for each in of(claims, Field.TAG):
        by_source.setdefault(each.source, []).append(each.value)
    for source in sorted(by_source, key=lambda each: _TAG_ORDER.index(each) if each in _TAG_ORDER else len(_TAG_ORDER)):
        values = by_source[source]
        if found := tuple(each for each in keywords.clean(values) if titles.squeezed(each) not in known):
            return Found(found, source)
    return None


def section(claims: Sequence[Claim]) -> Found[str] | None:
    """The publisher's section, where it is one and no system's word for all pages."""
    for each in of(claims, Field.SECTION):
        name = each.value.split(",")[0].strip()
        if 1 < len(name) <= _LONGEST_SITE and not keywords.is_noise(name):
            return Found(name, each.source)
    return None


def image(claims: Sequence[Claim], url: str | None) -> Found[str] | None:
    for each in of(claims, Field.IMAGE):
        resolved = urls.resolve(url, each.value)
        if resolved and urls.host(resolved):
            return Found(urls.page(resolved), each.source)
    return None
