"""Hashes of what pages are made from. A page whose inputs are those that it was made from last need not be planned again.

They may tell pages apart that come out alike, never the other way: whatever a context looks at must be among its inputs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from hashlib import blake2b
from operator import attrgetter

import msgspec

from readery.model import Entry, Head, Tags
from readery.pages import Site

_encode = msgspec.msgpack.Encoder().encode
_SIZE = 16
"""Bytes of a hash."""
_of_head = attrgetter("origin.path", "origin.record", *(each.name for each in fields(Head) if each.name != "origin"))
"""All of a head but what tells of the file's content: an edit of the text alone changes nothing that lists show."""


def hashed(*parts: bytes) -> bytes:
    """The hash of these. Each must tell where it ends: a hash, a value that was encoded, or the last."""
    return blake2b(b"".join(parts), digest_size=_SIZE).digest()


def value(*values: object) -> bytes:
    """Values that are small, encoded."""
    return _encode(values)


def shown(site: Site, entries: Iterable[Entry]) -> bytes:
    """Hashes, one after another, of all that pages show of articles besides their own: head, address, pictures, names of tags."""
    known = _known(site)
    return b"".join([known[entry.head.id] for entry in entries])


def tagged(site: Site) -> Mapping[str, Mapping[str, str]]:
    """Article id → slug → name of its tags that have a page."""
    _known(site)
    return site.tagged


def _known(site: Site) -> Mapping[str, bytes]:
    """What there is to be known of each article, found at once, since an article stands in a dozen lists."""
    known = site.inputs
    if not known:
        tags = site.facts.all(Tags)
        for entry in site.collection:
            its = entry.head.id
            # How well a tag suits an article, which nearly every edit changes, is told nowhere else.
            uses = tags.get(its)
            named = [(use.name, use.slug) for use in uses.uses] if uses else ()
            site.tagged[its] = {slug: name for name, slug in named if slug}
            values = _encode((entry.path, _of_head(entry.head), site.images.get(its), named))
            known[its] = blake2b(values, digest_size=_SIZE).digest()
    return known
