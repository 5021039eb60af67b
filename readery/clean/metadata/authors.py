"""Which claim on the authors holds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from readery.clean.draft import Found
from readery.clean.metadata import names, titles
from readery.clean.metadata.claims import Claim, Field, of

# Bibliographic metadata puts the family name first (Dublin Core, Highwire Press).
_FAMILY_FIRST = frozenset(("meta citation_author", "meta dc.creator", "meta dcterms.creator", "meta dc.contributor"))
_DEGREE = re.compile(r"(?:ph\.?\s?d|m\.?d|jr|sr|msc|ma|ba|mba|esq)\.?", re.IGNORECASE)
_ORDER = (
    "byline near the heading",
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
    "author near the heading",
    "microformat vcard",
    "byline below the heading",
    "byline marked by its class",
    "author marked by its class",
    "name beside the date near the heading",
    "byline in the text",
)
"""Whose word on the authors is taken first. What readers see under the title is what the editors wanted to be seen; structured
data comes next, and often names the one who pressed the button; a class name alone is weak."""


def people(claims: Sequence[Claim], known: frozenset[str]) -> Found[tuple[str, ...]] | None:
    """The authors by the best source that names somebody other than the site; a byline under the title may name the site."""
    said = _by_source(claims)
    for source in sorted(said, key=_rank):
        values = said[source] if _is_data(source) else said[source][:1]
        everybody = names.clean(values)
        if len(everybody) > 1 or not source.startswith("byline near"):
            everybody = tuple(each for each in everybody if titles.squeezed(each) not in known)
        if everybody:
            return Found(everybody if _is_data(source) else _as_in_data(everybody, said), source)
    return None


def house(claims: Sequence[Claim]) -> Found[tuple[str, ...]] | None:
    """The site as its own author, where the page says so and names nobody else."""
    said = _by_source(claims)
    for source in sorted(said, key=_rank):
        if everybody := names.clean(said[source]):
            return Found(everybody[:1], source)
    return None


def _by_source(claims: Sequence[Claim]) -> dict[str, list[str]]:
    """What each source says of the authors; what stands beside the date may be the section or a tag instead."""
    subjects = {titles.squeezed(each.value) for field in (Field.SECTION, Field.TAG) for each in of(claims, field)}
    said: dict[str, list[str]] = {}
    for each in of(claims, Field.AUTHOR):
        if each.source.startswith("name beside") and titles.squeezed(each.value) in subjects:
            continue
        value = _turned(each.value) if each.source in _FAMILY_FIRST else each.value
        said.setdefault(each.source, []).append(value)
    return said


def _turned(name: str) -> str:
    """``Jong, Michiel de`` as people say it; several names after one another stay."""
    family, comma, given = name.partition(", ")
    if not comma or "," in given or len(given.split()) > 3 or _DEGREE.fullmatch(given):
        return name
    # "Ada Muster, Ben Beispiel" are two; a family name of several words begins with a little one.
    return f"{given} {family}" if " " not in family or family[0].islower() else name


def _rank(source: str) -> int:
    return _ORDER.index(source) if source in _ORDER else len(_ORDER)


def _is_data(source: str) -> bool:
    return source.startswith(("JSON-LD", "meta", "rel", "micro"))


def _as_in_data(people: tuple[str, ...], said: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Names of a byline without what stands behind them there, where structured data says how far each goes."""
    known = [name for source in said if _is_data(source) for name in names.clean(said[source]) if " " in name]
    return tuple(
        next((each for each in known if name.casefold().startswith(f"{each.casefold()} ")), name) for name in people
    )
