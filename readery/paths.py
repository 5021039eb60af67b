"""Paths inside the built site, and the addresses that lead to them."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_PLAIN = re.compile(r"[a-z0-9/._-]*")
"""A path that needs no quoting: nearly every one, and asking is ten times faster than quoting."""

_USUAL = re.compile(r"https?://([a-z0-9.-]+)(?=[/?#]|\Z)")
"""An address whose host stands there as it is: nearly every one, and asking is five times faster than to split it."""


def ascent(path: str) -> str:
    """What leads from the page at `path` to the site's root: ``../../`` for ``articles/slug/index.html``."""
    return "../" * path.count("/")


def relative(page: str, path: str) -> str:
    """Address of the file at `path`, from the page at `page`; it names ``index.html``, so that it works from a disk."""
    return ascent(page) + quoted(path)


def absolute(base_url: str, path: str) -> str:
    """Address of the file at `path` on the web, without ``index.html``. `base_url` ends in ``/``."""
    folder, _, name = path.rpartition("/")
    if name == "index.html":
        path = f"{folder}/" if folder else ""
    return base_url + quoted(path)


def quoted(path: str) -> str:
    """A path of the site as an address writes it."""
    return path if _PLAIN.fullmatch(path) else quote(path)


def mount(base_url: str) -> str:
    """The path under which the site stands on its host, ending in ``/``; the host's root if no address is set."""
    return urlsplit(base_url).path or "/"


def host(url: str | None) -> str:
    """The host of an address without ``www.``, as people name it; empty where there is none."""
    usual = _USUAL.match(url or "")
    if usual:
        return usual[1].removeprefix("www.")
    try:
        name = urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
    return name.removeprefix("www.")


def web(url: str | None) -> str | None:
    """`url` if a reader can follow it to a web page; None for any other scheme, such as ``javascript:``."""
    return url if url and url.lower().startswith(("http://", "https://")) else None
