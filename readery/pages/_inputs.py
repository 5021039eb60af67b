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


class _Use(msgspec.Struct, frozen=True, gc=False):
    """What pages tell of a tag of an article. How well it suits the article, which nearly every edit changes, is told nowhere."""

    name: str
    slug: str
    origin: str


class _Uses(msgspec.Struct, frozen=True, gc=False):
    """`Tags`, which take twice as long to read whole."""

    uses: tuple[_Use, ...] = ()


_encode = msgspec.msgpack.Encoder().encode
_uses = msgspec.msgpack.Decoder(_Uses | None).decode
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
    of = known(site)
    return b"".join([of[entry.head.id] for entry in entries])


def tagged(site: Site) -> Mapping[str, Mapping[str, str]]:
    """Article id → slug → name of its tags that have a page."""
    known(site)
    return site.tagged


def known(site: Site) -> Mapping[str, bytes]:
    """What there is to be known of each article, and of its tags, found at once, since an article stands in a dozen lists."""
    known = site.inputs
    if not known:
        packed = site.facts.packed(Tags)
        for entry in site.collection:
            its = entry.head.id
            found = _uses(packed(its)) or _Uses()
            site.tagged[its] = {use.slug: use.name for use in found.uses if use.slug}
            tags = site.tags[its] = _encode(found)
            values = _encode((entry.path, _of_head(entry.head), site.images.get(its)))
            known[its] = blake2b(values + tags, digest_size=_SIZE).digest()
    return known
