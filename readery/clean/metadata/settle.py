"""Which claim holds where a page contradicts itself. The rules, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from readery import dates, urls
from readery.clean.draft import Found, Metadata
from readery.clean.metadata import keywords, names, titles
from readery.clean.metadata.claims import Claim, Field, of

_LANG = re.compile(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8})*")
_RTL = frozenset(("ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb", "iw"))


def settle(claims: Sequence[Claim], url: str | None, dir_said: str | None) -> Metadata:
    """One value a field."""
    address = _address(claims, url)
    site = _site(claims)
    lang = _lang(claims)
    published = _date(of(claims, Field.PUBLISHED), lang)
    updated = _date(of(claims, Field.UPDATED), lang)
    return Metadata(
        title=_title(claims, address),
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


def _title(claims: Sequence[Claim], address: Found[str] | None) -> Found[str] | None:
    said = of(claims, Field.TITLE)
    host = urls.host(address.value) if address else None
    known = {titles.squeezed(each.value) for each in of(claims, Field.SITE)}
    if host:
        bare = host.removeprefix("www.")
        known |= {titles.squeezed(bare), titles.squeezed(host), titles.squeezed(bare.rpartition(".")[0])}
    headings = [each for each in said if each.source == "h1"]
    heads = [each for each in said if each.source != "h1" and titles.squeezed(each.value) not in known]
    heading, _ = titles.choose([each.value for each in heads], [each.value for each in headings])
    if heading:
        return Found(heading, "h1")
    if heads:
        return Found(titles.without_site(heads[0].value, known), heads[0].source)
    return _first(headings)


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
