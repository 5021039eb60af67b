"""Which claim holds where a page contradicts itself. The rules, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from readery import dates, urls
from readery.clean.draft import Found
from readery.clean.metadata import headings as headers
from readery.clean.metadata import keywords, names, titles
from readery.clean.metadata.claims import Claim, Field, of
from readery.clean.metadata.headings import Heading

_LANG = re.compile(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8})*")
_LONGEST_SITE = 45
"""Characters; what is longer is the article's title in the wrong place."""
# Country domains that everybody uses.
_BORROWED = frozenset(("io", "co", "me", "tv", "ai", "ly", "fm", "eu", "gg", "cc", "to", "ws"))
_RTL = frozenset(("ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb", "iw"))


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of where a page was written, for reading its dates."""

    lang: str | None
    """BCP 47."""
    country: str | None
    """ISO 3166 (or a top-level domain), lower case."""
    day_first: bool | None
    """How its figures are ordered, where the country says more than the language."""


def place(lang: str | None, url: str | None) -> Place:
    """The country by the address's last part, else by the language's region.

    ``en`` alone is read the American way unless the site stands in another country's domain.
    """
    host = (urls.host(url) or "") if url else ""
    last = host.rpartition(".")[2]
    parts = re.split(r"[-_]", lang) if lang else []
    region = parts[-1].lower() if len(parts) > 1 and len(parts[-1]) == 2 else None
    country = last if len(last) == 2 and last not in _BORROWED else region
    english = not parts or parts[0].lower() == "en"
    day_first = True if english and region is None and country is not None and country != "us" else None
    return Place(lang, country, day_first)


def address(claims: Sequence[Claim], url: str | None) -> Found[str] | None:
    """The page's own address, resolved against the one it was saved from.

    A canonical address on another host or at the site's root is believed too: it says where the original stands.
    """
    for each in of(claims, Field.URL):
        resolved = urls.resolve(url, each.value)
        if resolved and urls.host(resolved):
            return Found(urls.page(resolved), each.source)
    if url and urls.host(url):
        return Found(urls.page(url), "address it was saved from")
    return None


def first(claims: Iterable[Claim]) -> Found[str] | None:
    for each in claims:
        return Found(each.value, each.source)
    return None


def site(claims: Sequence[Claim]) -> Found[str] | None:
    return first(
        each for each in of(claims, Field.SITE) if len(each.value) <= _LONGEST_SITE and "://" not in each.value
    )


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


def site_names(claims: Sequence[Claim], headings: Sequence[Heading], url: str | None) -> frozenset[str]:
    """All that names the site, squeezed: as it says itself, as its host does, and the heading that leads to its first page."""
    known = {titles.squeezed(each.value) for each in of(claims, Field.SITE) if len(each.value) <= _LONGEST_SITE}
    known |= {titles.squeezed(each.text) for each in headings if each.home}
    host = urls.host(url) if url else None
    if host:
        bare = host.removeprefix("www.")
        known |= {titles.squeezed(bare), titles.squeezed(host), titles.squeezed(bare.rpartition(".")[0])}
    return frozenset(known - {""})


_VISIBLE = "near the heading"
_BELOW = "below the heading"
_AUTHOR_ORDER = (
    f"byline {_VISIBLE}",
    "JSON-LD author",
    "JSON-LD creator",
    "microdata author",
    "microdata creator",
    "rel author",
    "meta parsely-author",
    "meta citation_author",
    "meta dc.creator",
    "meta dcterms.creator",
    "meta sailthru.author",
    "meta author",
    f"author {_VISIBLE}",
    "microformat vcard",
    f"byline {_BELOW}",
    "byline marked by its class",
    "author marked by its class",
    f"name beside the date {_VISIBLE}",
    "byline in the text",
)
"""Whose word on the authors is taken first. What readers see under the title is what the editors wanted to be seen; structured
data comes next, and often names the one who pressed the button; a class name alone is weak."""


def authors(claims: Sequence[Claim], known: frozenset[str]) -> Found[tuple[str, ...]] | None:
    """The authors by the best source that names somebody other than the site; a byline under the title may name the site."""
    said = _by_source(claims)
    structured = [
        name
        for source in said
        if source.startswith(("JSON-LD", "meta", "rel", "micro"))
        for name in names.clean(said[source])
    ]
    for source in sorted(said, key=_author_rank):
        values = said[source] if source.startswith(("JSON-LD", "meta", "rel", "micro")) else said[source][:1]
        everybody = names.clean(values)
        if not source.startswith("byline near"):
            everybody = tuple(each for each in everybody if titles.squeezed(each) not in known)
        if everybody:
            return Found(tuple(_shortest(each, structured) for each in everybody), source)
    return None


def house(claims: Sequence[Claim]) -> Found[tuple[str, ...]] | None:
    """The site as its own author, where the page says so and names nobody else."""
    said = _by_source(claims)
    for source in sorted(said, key=_author_rank):
        if everybody := names.clean(said[source]):
            return Found(everybody[:1], source)
    return None


def _by_source(claims: Sequence[Claim]) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    for each in of(claims, Field.AUTHOR):
        said.setdefault(each.source, []).append(each.value)
    return said


def _author_rank(source: str) -> int:
    return _AUTHOR_ORDER.index(source) if source in _AUTHOR_ORDER else len(_AUTHOR_ORDER)


def _shortest(name: str, structured: Iterable[str]) -> str:
    """`name` without what stands behind it in the byline, where structured data says how far the name goes."""
    for each in structured:
        if " " in each and name.casefold().startswith(f"{each.casefold()} "):
            return each
    return name


_STRONG = (
    *(
        "JSON-LD datePublished",
        "meta article:published_time",
        "meta og:article:published_time",
        "microdata datepublished",
    ),
    *("JSON-LD page datePublished", "meta parsely-pub-date", "meta cxenseparse:recs:publishtime", "meta datepublished"),
    *(
        "RDFa datepublished",
        "microformat dt-published",
        "meta dcterms.issued",
        "meta dc.date.issued",
        "meta citation_online_date",
    ),
    *(
        "meta citation_publication_date",
        "meta sailthru.date",
        "meta publishdate",
        "meta publish-date",
        "meta pubdate",
    ),
    *("JSON-LD dateCreated", "meta published_time", "meta publish_date", "meta og:published_time"),
)
_SEEN = (f"labelled date {_VISIBLE}", f"date {_VISIBLE}", "time element")
_WEAK = (
    f"labelled date {_BELOW}",
    "labelled date marked by its class",
    "date marked by its class",
    "labelled date in the text",
    f"bare date {_BELOW}",
    "bare date in the text",
    "date in the address",
)


def published(claims: Sequence[Claim], place: Place) -> Found[str] | None:
    """When the article appeared.

    The day that stands beside the heading wins: it is what readers see, in the publisher's own time zone, where data for machines
    is often in UTC, or of the day when the page was moved to a new system. That data adds time and offset where its day
    is the same. Without such a day the data holds, then what a class name, the address, or a label elsewhere says.
    """
    said = _dated(of(claims, Field.PUBLISHED), place)
    strong = _by_order(said, _STRONG)
    seen = _by_order(said, _SEEN)
    if seen is not None:
        same = [each for each in said if dates.day(each.value) == dates.day(seen.value)]
        return max(same, key=lambda each: len(each.value))
    if strong is not None:
        return strong
    changed = _by_order(_dated(of(claims, Field.UPDATED), place), _SEEN)
    if changed is not None:
        return changed  # "Stand: 28.04.2020" under the title, and nothing as clear beside it
    listed = frozenset((*_STRONG, *_SEEN, *_WEAK))
    return next((each for each in said if each.source not in listed), None) or _by_order(said, _WEAK)


def updated(claims: Sequence[Claim], place: Place, after: str | None) -> Found[str] | None:
    """When the article was last changed; not before it appeared, for then the date is about something else."""
    for each in _dated(of(claims, Field.UPDATED), place):
        if after is None or dates.sort_key(each.value) >= dates.sort_key(dates.day(after)):
            return each
    return None


def _dated(said: Sequence[Claim], place: Place) -> list[Found[str]]:
    """Those claims that are dates, read."""
    found = []
    for each in said:
        value = dates.parse(each.value, place.lang, day_first=place.day_first)
        if value is None:
            mentions = dates.find(each.value, place.lang, day_first=place.day_first)
            value = mentions[0].date if mentions else None
        if value:
            found.append(Found(dates.in_country(value, place.country), each.source))
    return found


def _by_order(said: Sequence[Found[str]], order: Sequence[str]) -> Found[str] | None:
    for source in order:
        for each in said:
            if each.source == source:
                return each
    return None


def language(claims: Sequence[Claim]) -> Found[str] | None:
    for each in of(claims, Field.LANG):
        if _LANG.fullmatch(each.value):
            return Found(each.value.replace("_", "-"), each.source)
    return None


def direction(said: str | None, lang: Found[str] | None) -> Found[str] | None:
    if said in ("ltr", "rtl"):
        return Found(said, "dir attribute")
    if lang is not None:
        return Found("rtl" if lang.value.split("-")[0].lower() in _RTL else "ltr", "script of the language")
    return None


def tags(claims: Sequence[Claim], known: frozenset[str]) -> Found[tuple[str, ...]] | None:
    """The publisher's tags by the first source that has any left when noise is taken out."""
    by_source: dict[str, list[str]] = {}
    for each in of(claims, Field.TAG):
        by_source.setdefault(each.source, []).append(each.value)
    for source, values in by_source.items():
        if found := tuple(each for each in keywords.clean(values) if titles.squeezed(each) not in known):
            return Found(found, source)
    return None


def image(claims: Sequence[Claim], url: str | None) -> Found[str] | None:
    for each in of(claims, Field.IMAGE):
        resolved = urls.resolve(url, each.value)
        if resolved and urls.host(resolved):
            return Found(resolved, each.source)
    return None
