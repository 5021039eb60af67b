"""Feeds that readers take: Atom (RFC 4287), RSS 2.0, JSON Feed 1.1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from xml.etree.ElementTree import Element

from readery import findings
from readery.check import xml
from readery.check.data import Data
from readery.check.rules import Rules
from readery.check.xml import ATOM
from readery.findings import Finding
from readery.settings import Settings


def atom(data: Data, _settings: Settings) -> Iterator[Finding]:
    """Atom: what RFC 4287, sections 4.1.1 and 4.1.2, demands of a feed and its entries."""
    if data.root is None or data.tag != f"{ATOM}feed":
        return
    entries = data.root.findall(f"{ATOM}entry")
    authored = data.root.find(f"{ATOM}author") is not None
    for place, element in [("the feed", data.root), *((f"entry {n}", each) for n, each in enumerate(entries, 1))]:
        yield from _lacks(
            data, place, [name for name in ("id", "title", "updated") if not xml.text(element, ATOM + name)]
        )
        for name in ("updated", "published"):
            when = xml.text(element, ATOM + name)
            if when and not _is_rfc3339(when):
                yield _bad(data, f'{place} has "{when[:40]}" for `{name}`, which is no date of RFC 3339')
        if element is not data.root and not authored and element.find(f"{ATOM}author") is None:
            yield _bad(data, f"{place} has no `author`, and neither has the feed")
        if element is not data.root and not _has_body(element):
            yield _bad(data, f"{place} has neither `content` nor a `link` to its page")
    yield from _repeated(data, [xml.text(entry, f"{ATOM}id") for entry in entries])


def rss(data: Data, _settings: Settings) -> Iterator[Finding]:
    """RSS 2.0: what its specification demands of a channel and its items."""
    if data.root is None or data.tag != "rss":
        return
    channel = data.root.find("channel")
    if channel is None:
        yield _bad(data, "it has no `channel`")
        return
    yield from _lacks(
        data, "the channel", [name for name in ("title", "link", "description") if channel.find(name) is None]
    )
    items = channel.findall("item")
    for number, item in enumerate(items, 1):
        if not xml.text(item, "title") and not xml.text(item, "description"):
            yield _bad(data, f"item {number} has neither `title` nor `description`")
        when = xml.text(item, "pubDate")
        if when and not _is_rfc822(when):
            yield _bad(data, f'item {number} has "{when[:40]}" for `pubDate`, which is no date of RFC 822')
    yield from _repeated(data, [xml.text(item, "guid") for item in items])


def json_feed(data: Data, _settings: Settings) -> Iterator[Finding]:
    """JSON Feed 1.1: what its specification demands of a feed and its items."""
    if not data.is_feed or not isinstance(data.value, dict):
        return
    yield from _lacks(data, "the feed", [name for name in ("version", "title", "items") if name not in data.value])
    items = data.value.get("items")
    if not isinstance(items, list):
        yield _bad(data, "`items` is no list")
        return
    ids = []
    for number, item in enumerate(items, 1):
        if not isinstance(item, dict) or not isinstance(item.get("id"), str) or not item["id"]:
            yield _bad(data, f"item {number} has no `id` that is a text")
            continue
        ids.append(item["id"])
        if "content_html" not in item and "content_text" not in item:
            yield _bad(data, f"item {number} has neither `content_html` nor `content_text`")
        for name in ("date_published", "date_modified"):
            if name in item and not _is_rfc3339(str(item[name])):
                yield _bad(
                    data, f'item {number} has "{str(item[name])[:40]}" for `{name}`, which is no date of RFC 3339'
                )
    yield from _repeated(data, ids)


def _has_body(entry: Element) -> bool:
    links = (link.get("rel", "alternate") for link in entry.findall(f"{ATOM}link"))
    return entry.find(f"{ATOM}content") is not None or "alternate" in links


def _lacks(data: Data, place: str, names: list[str]) -> Iterator[Finding]:
    if names:
        yield _bad(data, f"{place} lacks {', '.join(f'`{name}`' for name in names)}")


def _repeated(data: Data, ids: list[str]) -> Iterator[Finding]:
    twice = [name for name, times in Counter(filter(None, ids)).items() if times > 1]
    if twice:
        yield _bad(data, f'{len(twice)} of its entries share an id with another, such as "{twice[0][:80]}"')


def _bad(data: Data, problem: str) -> Finding:
    return Finding(
        findings.BAD_FEED,
        data.path,
        f"{problem}.",
        "Mend the template or the program that made it: readers refuse such feeds.",
    )


def _is_rfc3339(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None and "T" in text.upper()
    except ValueError:
        return False


def _is_rfc822(text: str) -> bool:
    try:
        parsedate_to_datetime(text)
    except ValueError:
        return False
    return True


RULES = Rules(data=(atom, rss, json_feed))
