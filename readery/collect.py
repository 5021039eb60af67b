"""Articles become a collection: their order, an address for each that no other has, one name for each publisher."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from readery import dates, findings, urls
from readery.findings import Finding
from readery.model import Collection, Entry, Head

_MOST = 50_000
"""Articles that stand in one folder: some disks take no more, and listing a folder of more takes others long."""


def collect(heads: Iterable[Head], most: int = _MOST) -> tuple[Collection, tuple[Finding, ...]]:
    """The collection of all articles, and a finding for each address that two of them asked for.

    Where there are more than `most` articles, each stands in a folder named by the first two letters of its address.
    Of several that ask for one address the oldest gets it; the others get it with the beginning of their id, so that
    an article which comes later never moves one that stood before it.
    """
    heads = _named(list(heads))
    shared = len(heads) > most
    asking: dict[str, list[Head]] = defaultdict(list)
    for head in heads:
        asking[head.slug].append(head)
    taken = set(asking)
    entries: list[Entry] = []
    found: list[Finding] = []
    for slug in sorted(asking):
        first, *others = sorted(asking[slug], key=lambda head: (head.published or "9999", head.id))
        entries.append(_entry(first, slug, shared))
        for head in others:
            length = 4
            while (address := f"{slug}-{head.id[:length]}") in taken and length < len(head.id):
                length += 1
            taken.add(address)
            entries.append(_entry(head, address, shared))
            found.append(_same(head, first, address))
    entries.sort(key=lambda entry: (entry.head.title, entry.head.id))
    entries.sort(key=_moment, reverse=True)
    return Collection(tuple(entries)), tuple(found)


def _named(heads: list[Head]) -> list[Head]:
    """`heads`, each page that knows its publisher by address only named as most other pages of that address are."""
    hosts = list(map(_host, heads))
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for head, host in zip(heads, hosts, strict=True):
        if host and head.site and head.site != host:
            names[host][head.site] += 1

    def named(head: Head, host: str) -> Head:
        if host not in names or head.site not in (None, host):
            return head
        return replace(head, site=min(names[host], key=lambda each: (-names[host][each], each)))

    return list(map(named, heads, hosts))


def _host(head: Head) -> str:
    return (urls.host(head.url) or "").removeprefix("www.") if head.url else ""


def _entry(head: Head, slug: str, shared: bool) -> Entry:
    return Entry(head, f"articles/{slug[:2]}/{slug}/index.html" if shared else f"articles/{slug}/index.html")


def _moment(entry: Entry) -> tuple[bool, object]:
    when = entry.head.published or entry.head.saved
    return (when is not None, dates.sort_key(when) if when else "")


def _same(head: Head, first: Head, address: str) -> Finding:
    return Finding(
        findings.SAME_ADDRESS,
        head.origin.name,
        f'its address "{head.slug}" is also that of {first.origin.name}; it stands at "{address}".',
        "Give one of them a `slug` of its own in a side file if you want another address.",
    )
