"""Which claims on the dates hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from readery import dates, urls
from readery.clean.draft import Found
from readery.clean.metadata.claims import Claim, Field, of

# Country domains that everybody uses.
_BORROWED = frozenset(("io", "co", "me", "tv", "ai", "ly", "fm", "eu", "gg", "cc", "to", "ws"))
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
    "time element",
    *("JSON-LD dateCreated", "meta published_time", "meta publish_date", "meta og:published_time"),
)
_SEEN = ("labelled date near the heading", "date near the heading")
_WEAK = (
    "labelled date below the heading",
    "dateline below the heading",
    "labelled date marked by its class",
    "date marked by its class",
    "labelled date in the text",
    "bare date below the heading",
    "dateline in the text",
    "bare date in the text",
    "date in the address",
)


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


_WEB = "1991"
"""A day before there were web pages that stands in the text without a word is of what the page tells: a birth, a foundation."""
_WORDLESS = ("date near", "date marked", "bare date", "dateline")


def published(claims: Sequence[Claim], place: Place) -> Found[str] | None:
    """When the article appeared.

    The day that stands beside the heading wins: it is what readers see, in the publisher's own time zone, where data for machines
    is often in UTC, or of the day when the page was moved to a new system. That data adds time and offset where its day
    is the same. Without such a day the data holds, then what a class name, the address, or a label elsewhere says.
    """
    said = [
        each
        for each in _dated(of(claims, Field.PUBLISHED), place)
        if each.value >= _WEB or not each.source.startswith(_WORDLESS)
    ]
    strong = _by_order(said, _STRONG)
    seen = _by_order(said, _SEEN)
    if seen is not None:
        seen = _turned(seen, said)
        same = [seen, *(each for each in said if dates.day(each.value) == dates.day(seen.value))]
        return max(same, key=lambda each: len(each.value))
    if strong is not None:
        return strong
    changed = _by_order(_dated(of(claims, Field.UPDATED), place), _SEEN)
    if changed is not None:
        return changed  # "Stand: 28.04.2020" under the title, and nothing as clear beside it
    listed = frozenset((*_STRONG, *_SEEN, *_WEAK))
    return next((each for each in said if each.source not in listed), None) or _by_order(said, _WEAK)


def _turned(seen: Found[str], said: Sequence[Found[str]]) -> Found[str]:
    """`seen` with day and month changed round where they can be, and where that and only that agrees with another claim."""
    year, month, day = dates.day(seen.value).split("-")
    days = {dates.day(each.value) for each in said if each.source != seen.source}
    other = f"{year}-{day}-{month}"
    if int(day) > 12 or dates.day(seen.value) in days or other not in days:
        return seen
    return Found(other + seen.value[10:], seen.source)


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
