"""The address under which a target stands, put into the few places of a built site that say it.

Links are relative, so one build serves anywhere. Only these name the site's own address: a page's canonical link and
its Open Graph address and picture, feeds, the sitemap, the line in robots.txt that names it, and the 404 page, which
hosts serve at any depth and whose links begin at the site's root. They are set anew as each file is sent; what else
the page says does not change. Works on a site that was built with another base URL and on one built without.
"""

from __future__ import annotations

import html
import json
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import unquote, urlsplit
from xml.sax.saxutils import escape

from readery import paths

_MOST = 50_000
"""Addresses that the sitemap protocol allows in one file."""
_HEAD_END = b"</head>"
_REDIRECT = re.compile(rb'<meta\s[^>]*http-equiv="?refresh', re.IGNORECASE)
_CANONICAL = re.compile(r'(<link rel="canonical" href=")[^"]*(")')
_OG_URL = re.compile(r'(<meta property="og:url" content=")[^"]*(")')
_OG_IMAGE = re.compile(r'(<meta property="og:image" content=")([^"]*)(")')
_LINKED_DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
_ROOTED = re.compile(r'((?:href|src|data-legible)=")(/(?!/)[^"]*)(")')
_FEED_LINK = re.compile(r'(<link rel="(?:self|alternate)"[^>]*? href=")([^"]*)("/?>)')
_FEED_ENTRY = re.compile(r'<id>([^<]*)</id>.*?<link rel="alternate"[^>]*? href="([^"]*)"', re.DOTALL)
_LOC = re.compile(r"(<loc>)([^<]*)(</loc>)")
_LIST_PAGE = re.compile(r"(^|/)page/\d+/index\.html$")

Read = Callable[[str], bytes]
"""The bytes of a file of the site, by path."""


class Rebase:
    """Sets a base URL. `base` and `built`, the one that the site was built with or empty, end in ``/``."""

    def __init__(self, base: str, built: str) -> None:
        self._base = base
        self._built = built

    def apply(self, path: str, data: bytes, read: Read) -> bytes:
        """The file at `path` as it stands under the base URL; `read` brings files of the site as they were built."""
        name = posixpath.basename(path)
        if path == "404.html":
            return self._rooted(data)
        if name.endswith(".html"):
            return self._page(path, data)
        if name == "feed.xml":
            return self._feed(path, data)
        if name == "feed.json":
            return self._json_feed(path, data, read)
        if path == "robots.txt":
            return self._robots(data)
        if self._built and re.fullmatch(r"sitemap(-\d+)?\.xml", path):
            return _LOC.sub(lambda m: m[1] + self._moved(m[2]) + m[3], data.decode()).encode()
        return data

    def added(self, files: Mapping[str, object], read: Read) -> Iterator[tuple[str, bytes]]:
        """Files that the site lacks because it was built without a base URL: the sitemap."""
        if self._built or "sitemap.xml" in files:
            return
        lines = [
            f"<url><loc>{escape(paths.absolute(self._base, path))}</loc>{_lastmod(page)}</url>\n"
            for path in sorted(files)
            if _listed(path) and not _REDIRECT.search(page := read(path))
        ]
        parts = [lines[start : start + _MOST] for start in range(0, len(lines), _MOST)]
        if len(parts) == 1:
            yield "sitemap.xml", _sitemap("urlset", parts[0])
            return
        names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
        yield (
            "sitemap.xml",
            _sitemap(
                "sitemapindex", [f"<sitemap><loc>{escape(self._base + name)}</loc></sitemap>\n" for name in names]
            ),
        )
        for name, part in zip(names, parts, strict=True):
            yield name, _sitemap("urlset", part)

    def _page(self, path: str, data: bytes) -> bytes:
        if _REDIRECT.search(data):
            return data  # its canonical link names the page that it leads to, and that one says its own address
        before, end, after = data.partition(_HEAD_END)
        if not end:
            return data
        head = before.decode()
        address = html.escape(paths.absolute(self._base, path))
        head, found = _CANONICAL.subn(lambda m: m[1] + address + m[2], head)
        if not found:
            head += f'<link rel="canonical" href="{address}">\n'
        head, found = _OG_URL.subn(lambda m: m[1] + address + m[2], head)
        if not found:
            head += f'<meta property="og:url" content="{address}">\n'
        head = _OG_IMAGE.sub(lambda m: m[1] + html.escape(self._absolute(path, html.unescape(m[2]))) + m[3], head)
        return head.encode() + end + after

    def _rooted(self, data: bytes) -> bytes:
        old, new = paths.mount(self._built), paths.mount(self._base)

        def moved(match: re.Match[str]) -> str:
            address = match[2]
            return match[1] + (new + address.removeprefix(old) if address.startswith(old) else address) + match[3]

        return _ROOTED.sub(moved, data.decode()).encode()

    def _feed(self, path: str, data: bytes) -> bytes:
        return _FEED_LINK.sub(
            lambda m: m[1] + html.escape(self._absolute(path, html.unescape(m[2]))) + m[3], data.decode()
        ).encode()

    def _json_feed(self, path: str, data: bytes, read: Read) -> bytes:
        """The JSON feed, with the addresses that the Atom feed beside it names for the same ids."""
        folder = path.removesuffix("feed.json")
        atom = read(f"{folder}feed.xml").decode()
        pages = {
            html.unescape(id_): html.unescape(href) for id_, href in _FEED_ENTRY.findall(atom.partition("<entry")[2])
        }
        feed = json.loads(data)
        home = {
            "version": feed.pop("version", None),
            "title": feed.pop("title", None),
            "home_page_url": paths.absolute(self._base, f"{folder}index.html"),
            "feed_url": paths.absolute(self._base, path),
        }
        items = []
        for item in feed.get("items", []):
            page = pages.get(item.get("id"))
            if page is None:
                items.append(item)
            else:
                items.append({"id": item["id"], "url": self._absolute(path, page)} | {
                    key: value for key, value in item.items() if key not in ("id", "url")
                })  # fmt: skip
        whole = home | {key: value for key, value in feed.items() if key not in home} | {"items": items}
        return (json.dumps(whole, ensure_ascii=False, indent=0) + "\n").encode()

    def _robots(self, data: bytes) -> bytes:
        lines = [line for line in data.decode().splitlines() if not line.lower().startswith("sitemap:")]
        return "".join(f"{line}\n" for line in [*lines, f"Sitemap: {self._base}sitemap.xml"]).encode()

    def _absolute(self, path: str, address: str) -> str:
        """`address`, as the file at `path` names it, under the base URL; one of another site stays as it is."""
        if urlsplit(address).scheme:
            return self._moved(address)
        whole = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(address)))
        return paths.absolute(self._base, "index.html" if whole == "." else whole)

    def _moved(self, address: str) -> str:
        if self._built and address.startswith(self._built):
            return self._base + address.removeprefix(self._built)
        return address


def _listed(path: str) -> bool:
    """Whether a search engine should be told of the file: pages, without the further ones of lists, search and 404."""
    return path.endswith("index.html") and not path.startswith("search/") and not _LIST_PAGE.search(path)


def _lastmod(page: bytes) -> str:
    """When the page last changed, as its linked data says."""
    found = _LINKED_DATA.search(page.partition(_HEAD_END)[0].decode())
    try:
        said = json.loads(found[1]) if found else {}
    except ValueError:
        said = {}
    day = (said.get("dateModified") or said.get("datePublished")) if isinstance(said, dict) else None
    # A sitemap takes a day alone, or a time with an offset.
    known = isinstance(day, str) and re.fullmatch(r"\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?", day)
    return f"<lastmod>{day}</lastmod>" if known else ""


def _sitemap(kind: str, lines: list[str]) -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{"".join(lines)}</{kind}>\n'
    ).encode()
