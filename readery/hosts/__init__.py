"""What hosts are told about the site: its security policy, how long files keep, its page for what is not found, redirects.

A host is one module here, with its `HOST`. Some read small files in the site's folder, which a build writes where `[hosts]`
asks for it; others take a part of their own configuration, which `readery host-config NAME` prints.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from readery import paths, registry
from readery.hosts._policy import policy
from readery.model import Output
from readery.settings import Settings

KEPT_FOLDERS = ("assets", "media")
"""Folders in which every file's name tells its content, so that it never changes."""
KEEP = "public, max-age=31536000, immutable"
"""Cache-Control of these: a year, the longest that RFC 9111 has a use for."""
FRESH = "public, max-age=0, must-revalidate"
"""Cache-Control of all else: a browser asks whether it changed, and is mostly told in a few bytes that it did not."""


@dataclass(frozen=True, slots=True)
class Serving:
    """All that a host is told."""

    mount: str
    """Path under which the site stands on its host, ending in ``/``."""
    address: str
    """Scheme and host of the site, such as ``https://example.org``; empty where it has no address yet."""
    root: str
    """Folder that the host's root shows: the site's own where it stands at the root, else the one above."""
    headers: tuple[tuple[str, str], ...]
    """Header fields of every answer."""
    moves: tuple[tuple[str, str], ...]
    """Earlier path of a page and the path it has now, both below `mount`, without ``index.html``."""


@dataclass(frozen=True, slots=True)
class Host:
    """A host. Each module of this package defines one, as ``HOST``."""

    name: str
    """As it is named on the command line and in the settings."""
    title: str
    """As people name it."""
    in_site: bool
    """Whether it reads its files in the site's folder."""
    files: Callable[[Serving], Mapping[str, str]]
    """Name of each file → its content."""


def all_hosts() -> dict[str, Host]:
    """Every host, by name."""
    return {host.name: host for host in registry.members(sys.modules[__name__], "HOST", Host)}


def serving(settings: Settings, not_found: bytes, moves: Iterable[tuple[str, str]], root: str = "/srv/www") -> Serving:
    """What a host is told of the site.

    `not_found` is the page ``404.html``, whose own style the policy allows by its hash. `moves` are paths of pages in
    the site: an earlier one, and the one now.
    """
    base = settings.site.base_url
    return Serving(
        mount=paths.mount(base),
        address="/".join(base.split("/")[:3]),
        root=root.rstrip("/") or "/",
        headers=(
            ("Content-Security-Policy", policy(settings, not_found)),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
        ),
        moves=tuple((paths.absolute("", before), paths.absolute("", now)) for before, now in moves),
    )


def files(settings: Settings, not_found: bytes, moves: Iterable[tuple[str, str]]) -> Iterator[Output]:
    """The files of the hosts that `[hosts] write` names, by path."""
    told = serving(settings, not_found, moves)
    known = all_hosts()
    found = {
        name: content for each in sorted(set(settings.hosts.write)) for name, content in known[each].files(told).items()
    }
    for name in sorted(found):
        yield Output(name, found[name].encode())
