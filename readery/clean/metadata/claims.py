"""What every source hands to the settling of conflicts: claims, one a value, each with where it stands in the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from html import unescape

_NO_WIDTH = re.compile("[\u200b\ufeff\u00ad]")
_LONGEST = 2_000
"""Characters of one value that are looked at; what is longer is no title, name or date."""


class Field(StrEnum):
    """What a claim is about; a field of readery.clean.draft.Metadata, or one value of a list there."""

    TITLE = "title"
    DEK = "dek"
    AUTHOR = "author"
    SITE = "site"
    URL = "url"
    PUBLISHED = "published"
    UPDATED = "updated"
    LANG = "lang"
    SECTION = "section"
    TAG = "tag"
    IMAGE = "image"


@dataclass(frozen=True, slots=True)
class Claim:
    """One value that the page gives for one field."""

    field: Field
    """What it is about."""
    value: str
    """As it stands there, white space folded."""
    source: str
    """Where from, in words for the page's owner; the rules of settling go by it."""


def claim(field: Field, value: object, source: str) -> Iterator[Claim]:
    """The claim, if `value` is a text that says something."""
    if isinstance(value, str) and (text := tidy(value)):
        yield Claim(field, text, source)


def tidy(text: str) -> str:
    """`text` with white space folded, and without the entities that a publisher's system escaped twice."""
    text = text[:_LONGEST]
    if "&" in text and ";" in text:
        text = unescape(unescape(text))
    if not text.isascii():
        text = _NO_WIDTH.sub("", text)
    return " ".join(text.split())


def of(claims: Iterable[Claim], field: Field) -> list[Claim]:
    """The claims on one field, in order."""
    return [each for each in claims if each.field is field]
