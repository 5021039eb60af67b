"""What the owner says of a page, from whatever mapping it stands in: front matter, side file, record of a crawl.

Each kind of file has its own way to be read and its own strictness; what the keys mean is decided here once.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from itertools import islice
from typing import Any

from readery import dates
from readery.characters import tidy
from readery.model import Owner


@dataclass(frozen=True, slots=True)
class Said:
    """What the owner says of a page."""

    owner: Owner = field(default_factory=Owner)
    """What overrules whatever is found."""
    url: str | None = None
    """Where the page came from."""
    saved: str | None = None
    """When it was saved, ISO 8601."""


KEYS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "dek": ("dek", "description", "excerpt", "summary", "subtitle", "standfirst"),
    "authors": ("authors", "author", "byline", "creator"),
    "site": ("site", "site_name", "sitename", "publisher", "publication"),
    "url": ("url", "source", "link", "source_url", "original_url", "url_source", "canonical", "canonical_url"),
    "published": (
        *("published", "date_published", "published_at", "published_time", "publish_date", "pubdate", "date"),
    ),
    "updated": ("updated", "date_modified", "modified", "updated_at", "last_modified", "lastmod"),
    "saved": (
        *("saved", "date_saved", "saved_at", "created", "created_at", "clipped", "date_added", "added"),
        *("archived_at", "captured", "accessed", "retrieved"),
    ),
    "lang": ("lang", "language"),
    "slug": ("slug",),
    "tags": ("tags", "tag", "labels", "keywords", "categories"),
    "notes": ("notes", "note"),
    "keep": ("keep",),
    "drop": ("drop",),
}
"""What can be said → the keys under which clippers and exports say it, the first one being ours."""

_LISTS = ("authors", "tags", "keep", "drop")
_DATES = ("published", "updated", "saved")
_DEEPEST = 4
_MOST = 200
"""Items of a list at most; more is a mistake of the file, or malice."""
_SPACE = re.compile(r"\s+")
_NOTHING = frozenset(("", "null", "~", "none", "undefined", "n/a"))
_URL = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_LINK = re.compile(r"\[([^\[\]]*)\]\((https?://[^\s()]+)\)|<(https?://[^\s<>]+)>", re.IGNORECASE)
_WIKI = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_BY = re.compile(r"^(?:by|von|par|por|di|door)[: ]\s*(?=\S)", re.IGNORECASE)
_AND = re.compile(r"\s*;\s*|\s+(?:and|&)\s+")
_LANG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ZONE = re.compile(r"\s*\(UTC\s*([+-]\d\d:?\d\d)\)$")


NOTHING = Said()
"""Not a word."""


def read(given: Mapping[Any, Any]) -> tuple[Said, tuple[str, ...]]:
    """What `given` says, and what of it cannot be used, a sentence each. Unknown keys say nothing."""
    flat = {_key(key): value for key, value in islice(given.items(), _MOST)}
    found: dict[str, Any] = {}
    problems: list[str] = []
    notebook = any(key in flat for key in ("created", "created_at")) and not any(
        key in flat for key in KEYS["published"]
    )
    for name, keys in KEYS.items():
        if name == "updated" and notebook:
            continue  # a note-taking program's own clock: when the note was made, and when it was last touched
        for key in keys:
            texts = list(_texts(flat.get(key)))
            if not texts:
                continue
            try:
                found[name] = _value(name, texts, isinstance(flat[key], list | tuple))
            except ValueError as error:
                if key == "source" and name == "url":
                    found.setdefault("site", texts[0])
                else:
                    problems.append(f'"{key}" {error}')
                continue
            break
    return said(found), tuple(problems)


def said(found: Mapping[str, Any]) -> Said:
    """`found`, ready values by the names of `KEYS`, as one value."""
    return Said(
        Owner(**{name: value for name, value in found.items() if name not in ("url", "saved")}),
        found.get("url"),
        found.get("saved"),
    )


def over(base: Said, above: Said) -> Said:
    """Both together: `above` overrules, and its tags, keep and drop join those of `base`."""
    owner = base.owner
    for each in fields(Owner):
        value = getattr(above.owner, each.name)
        if value and each.name in ("tags", "keep", "drop"):
            value = tuple(dict.fromkeys((*getattr(owner, each.name), *value)))
        if value:
            owner = replace(owner, **{each.name: value})
    return Said(owner, above.url or base.url, above.saved or base.saved)


def _value(name: str, texts: list[str], listed: bool) -> Any:
    """The value of one fact. Raises ValueError with what is wrong, where nothing can be made of it."""
    if name == "authors":
        names = texts if listed else [each for text in texts for each in _names(text)]
        return tuple(dict.fromkeys(filter(None, map(_plain_name, names))))
    if name == "tags":
        return tuple(dict.fromkeys(filter(None, (_tag(tag) for text in texts for tag in _tags(text, listed)))))
    if name in _LISTS:
        return tuple(dict.fromkeys(texts))
    text = texts[0]
    if name in _DATES:
        return when(text)
    if name == "url":
        return address(text)
    if name == "lang":
        if not _LANG.fullmatch(text):
            raise ValueError(f'is no language tag such as "en" or "pt-BR": "{short(text)}".')
        return text.replace("_", "-")
    if name == "slug":
        if not _SLUG.fullmatch(text) or len(text) > 80:
            raise ValueError(f'may hold lower-case letters a–z, digits and single hyphens, not "{short(text)}".')
        return text
    if name == "notes":
        return text
    return _SPACE.sub(" ", text)


def when(text: str) -> str:
    """A date as ISO 8601. Raises ValueError."""
    text = _ZONE.sub(r"\1", text)
    found = dates.parse(text)
    if found is None:
        raise ValueError(f'is no date that can be read: "{short(text)}". Write it as 2016-12-13.')
    return found


def address(text: str) -> str:
    """The web address in `text`, which may be a Markdown link. Raises ValueError."""
    link = _LINK.fullmatch(text)
    url = (link[2] or link[3]) if link else text.replace(" ", "%20")
    if not _URL.fullmatch(url):
        raise ValueError(f'is no address that begins with http:// or https://: "{short(text)}".')
    return url


def _key(key: object) -> str:
    return re.sub(r"[\s-]+", "_", str(key).strip().casefold()) if isinstance(key, str) else ""


def _texts(value: object, depth: int = 0) -> Iterator[str]:
    """The texts in a value, lists inside it flattened (``[[Name]]`` unquoted is a list in a list to YAML)."""
    if isinstance(value, str):
        text = tidy(value).strip()
        if text.casefold() not in _NOTHING:
            yield text
    elif isinstance(value, datetime.date | datetime.time):
        yield value.isoformat()
    elif isinstance(value, list | tuple) and depth < _DEEPEST:
        for item in islice(value, _MOST):
            yield from islice(_texts(item, depth + 1), _MOST)
    elif isinstance(value, dict) and depth < _DEEPEST:
        yield from _texts(value.get("name"), depth + 1)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)


def _names(text: str) -> list[str]:
    """Authors in one string; a comma parts them only where each part is a whole name (not ``Doe, Jane``)."""
    parts = [part for part in _AND.split(_BY.sub("", text)) if part]
    return [
        name
        for part in parts
        for name in (part.split(",") if all(len(each.split()) > 1 for each in part.split(",")) else [part])
    ]


def _plain_name(name: str) -> str:
    link = _LINK.fullmatch(name.strip())
    return _SPACE.sub(" ", _WIKI.sub(r"\1", link[1] if link and link[1] else name)).strip(" ,;")


def _tags(text: str, listed: bool) -> list[str]:
    if listed:
        return [text]
    if "," in text or ";" in text:
        return re.split(r"[,;]", text)
    words = text.split()
    return words if len(words) > 1 and all(word.startswith("#") for word in words) else [text]


def _tag(tag: str) -> str:
    return _SPACE.sub(" ", _WIKI.sub(r"\1", tag)).strip().lstrip("#").strip()


def short(text: str) -> str:
    """The beginning of `text`, for a message."""
    return text if len(text) <= 60 else text[:59] + "…"


def is_address(text: str) -> bool:
    """Whether `text` is a web address."""
    return _URL.fullmatch(text) is not None
