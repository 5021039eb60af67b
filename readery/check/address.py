"""Where an address in a page leads, read as a host under a sub-path would read it, and as a browser on a disk would."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urljoin

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HOST = re.compile(r"(?:(?:https?|wss?|ftp):)?//(?:[^/?#]*@)?(\[[^\]]*\]|[^/?#:]*)", re.IGNORECASE)
_DROPPED = str.maketrans("\\", "/", "\t\n\r")
"""What browsers do to an address first (URL Standard, section 4.4): no line ends, and slashes the right way."""


@dataclass(frozen=True, slots=True)
class Inside:
    """An address of this site."""

    path: str
    """In the site, decoded; ends in ``/`` or is empty for a folder."""
    fragment: str = ""
    """What follows ``#``, as it is written: a page may bear it as it is or decoded."""
    rooted: bool = False
    """Whether it begins at the host's root, so that it breaks where the site is moved."""
    leads_out: bool = False
    """Whether it climbs above the site's folder; a path it then does not have."""


@dataclass(frozen=True, slots=True)
class Outside:
    """An address of another host."""

    url: str
    """As it stands in the page."""
    origin: str
    """Its host."""


def resolve(url: str, page: str, base_url: str, base: str = "") -> Inside | Outside | None:
    """Where `url` leads from the page at the path `page`; None for what is no file or host (``mailto:``, ``data:``).

    `base_url` is the site's own address, empty where it has none. `base` is what the page's ``base`` element says.
    """
    url = url.strip().translate(_DROPPED)
    if base:
        origin = resolve(base, page, base_url)
        if isinstance(origin, Outside):
            url = urljoin(origin.url, url)
        elif origin is not None:
            page = origin.path
    if _SCHEME.match(url) or url.startswith("//"):
        # The one test of a whole address: almost every one in a page is another host's.
        if base_url and url.startswith(base_url):
            return _inside(url[len(base_url) :], "", False)
        host = _HOST.match(url)
        return Outside(url, host[1].lower()) if host and host[1] else None
    if url.startswith("/"):
        mount = _mount(base_url)
        # A page of the host that is not the site's is none of ours to judge: it leads out.
        return (
            _inside(url[len(mount) :], "", True) if url.startswith(mount) else Inside(url, rooted=True, leads_out=True)
        )
    return _inside(url, page, False)


def _inside(url: str, page: str, rooted: bool) -> Inside:
    path, _, fragment = url.partition("#")
    path = path.partition("?")[0]
    fragment = fragment.partition(":~:")[0]
    if not path:
        return Inside(page, fragment, rooted)
    parts = page.split("/")[:-1]
    steps = _decoded(path).split("/")
    for step in steps[:-1]:
        if step == "..":
            if not parts:
                return Inside(path, fragment, rooted, leads_out=True)
            parts.pop()
        elif step not in ("", "."):
            parts.append(step)
    last = steps[-1]
    if last == "..":
        if not parts:
            return Inside(path, fragment, rooted, leads_out=True)
        parts.pop()
        last = ""
    elif last == ".":
        last = ""
    folder = "".join(f"{part}/" for part in parts)
    return Inside(folder + last, fragment, rooted)


def _decoded(text: str) -> str:
    return unquote(text) if "%" in text else text


def _mount(base_url: str) -> str:
    """The path of the site's own address, ending in ``/``."""
    host = _HOST.match(base_url)
    return (base_url[host.end() :] or "/") if host else "/"
