"""Which claim holds where a page contradicts itself. The rules, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from readery import dates, urls
from readery.clean.draft import Found, Metadata
from readery.clean.metadata import headings as headers
from readery.clean.metadata import keywords, names, titles
from readery.clean.metadata.claims import Claim, Field, of
from readery.clean.metadata.headings import Heading

_LANG = re.compile(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8})*")
_RTL = frozenset(("ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb", "iw"))


def settle(claims: Sequence[Claim], headings: Sequence[Heading], url: str | None, dir_said: str | None) -> Metadata:
    """One value a field."""
    address = _address(claims, url)
    site = _site(claims)
    lang = _lang(claims)
    title, _ = _title(claims, headings, address)
    published = _date(of(claims, Field.PUBLISHED), lang)
    updated = _date(of(claims, Field.UPDATED), lang)
    return Metadata(
        title=title,
        dek=_first(of(claims, Field.DEK)),
        authors=_authors(claims),
        site=site,
        url=address,
        published=published,
        updated=updated,
        lang=lang,
        dir=_dir(dir_said, lang),
        section=_first(of(claims, Field.SECTION)),
        tags=_tags(claims, site),
        image=_image(claims, address),
    )


def _first(claims: Iterable[Claim]) -> Found[str] | None:
    for each in claims:
        return Found(each.value, each.source)
    return None


def _address(claims: Sequence[Claim], url: str | None) -> Found[str] | None:
    for each in of(claims, Field.URL):
        resolved = urls.resolve(url, each.value)
        if resolved and urls.host(resolved):
            return Found(urls.page(resolved), each.source)
    if url and urls.host(url):
        return Found(urls.page(url), "address it was saved from")
    return None


def _site(claims: Sequence[Claim]) -> Found[str] | None:
    return _first(each for each in of(claims, Field.SITE) if len(each.value) <= 60 and "://" not in each.value)


def _title(
    claims: Sequence[Claim], headings: Sequence[Heading], address: Found[str] | None
) -> tuple[Found[str] | None, Heading | None]:
    """The title and the heading it stands in, if it does.

    The article's heading wins over what the head of the page says, for it is what readers see; search engines and social
    networks are often told something else, or the same with the site's name.
    """
    said = of(claims, Field.TITLE)
    known = _site_names(claims, headings, address)
    stripped = [(titles.without_site(each.value, known), each.source) for each in said]
    heads = [(value, source) for value, source in stripped if titles.squeezed(value) not in known]
    found = headers.choose(headings, [value for value, _ in heads], frozenset(known))
    if found is not None:
        heading, title = found
        return Found(title, heading.node.tag or "heading"), heading
    if heads or stripped:
        return Found(*_fullest(heads or stripped)), None
    return None, None


def _fullest(heads: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """The first title, or one that goes on where it breaks off (cut at a quotation mark or for length)."""
    first = heads[0]
    start = titles.squeezed(first[0].rstrip(".… "))
    longer = [each for each in heads if titles.squeezed(each[0]).startswith(start) and len(titles.parts(each[0])) == 1]
    return max(longer, key=lambda each: len(each[0]), default=first)


def _site_names(claims: Sequence[Claim], headings: Sequence[Heading], address: Found[str] | None) -> set[str]:
    """All that names the site, squeezed: as it says itself, as its host does, and the heading that leads to its first page."""
    known = {titles.squeezed(each.value) for each in of(claims, Field.SITE)}
    known |= {titles.squeezed(each.text) for each in headings if each.home}
    host = urls.host(address.value) if address else None
    if host:
        bare = host.removeprefix("www.")
        known |= {titles.squeezed(bare), titles.squeezed(host), titles.squeezed(bare.rpartition(".")[0])}
    return known - {""}


def _authors(claims: Sequence[Claim]) -> Found[tuple[str, ...]] | None:
    by_source: dict[str, list[str]] = {}
    for each in of(claims, Field.AUTHOR):
        by_source.setdefault(each.source, []).append(each.value)
    for source, values in by_source.items():
        if found := names.clean(values):
            return Found(found, source)
    return None


def _date(said: Sequence[Claim], lang: Found[str] | None) -> Found[str] | None:
    for each in said:
        value = dates.parse(each.value, lang.value if lang else None)
        if value is None:
            mentions = dates.find(each.value, lang.value if lang else None)
            value = mentions[0].date if mentions else None
        if value:
            return Found(value, each.source)
    return None


def _lang(claims: Sequence[Claim]) -> Found[str] | None:
    for each in of(claims, Field.LANG):
        if _LANG.fullmatch(each.value):
            return Found(each.value.replace("_", "-"), each.source)
    return None


def _dir(said: str | None, lang: Found[str] | None) -> Found[str] | None:
    if said in ("ltr", "rtl"):
        return Found(said, "dir attribute")
    if lang is not None:
        return Found("rtl" if lang.value.split("-")[0].lower() in _RTL else "ltr", "script of the language")
    return None


def _tags(claims: Sequence[Claim], site: Found[str] | None) -> Found[tuple[str, ...]] | None:
    by_source: dict[str, list[str]] = {}
    for each in of(claims, Field.TAG):
        by_source.setdefault(each.source, []).append(each.value)
    for source, values in by_source.items():
        if found := keywords.clean(values, site.value if site else None):
            return Found(found, source)
    return None


def _image(claims: Sequence[Claim], address: Found[str] | None) -> Found[str] | None:
    for each in of(claims, Field.IMAGE):
        resolved = urls.resolve(address.value if address else None, each.value)
        if resolved and urls.host(resolved):
            return Found(resolved, each.source)
    return None
