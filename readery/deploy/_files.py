"""The files of a built site as they will stand at a target: their bytes, headers and marks."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import posixpath
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from readery import paths
from readery.deploy._base import Rebase
from readery.deploy._place import Able, DeployError, Outgoing
from readery.settings import DeploySettings

_TYPES = {
    "feed.xml": "application/atom+xml",
    "feed.json": "application/feed+json",
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}
"""By name or ending. Python's own table differs from machine to machine, so it is asked last."""
_SQUEEZED = re.compile(r"\.(html|css|js|json|xml|txt|svg|webmanifest)$")
"""What compresses well; pictures and fonts are compressed already."""
_SMALLEST = 1024
"""Bytes below which compressing gains nothing: it all travels in one packet."""
_FINGERPRINTED = re.compile(r"(^|/)([^/]*\.)?[0-9a-f]{10,}\.[a-z0-9]+$")
"""A name that tells its content: it can be cached for ever."""
_HIDDEN_BUT_PUBLIC = frozenset({".well-known", ".htaccess"})
"""Hidden names that are of a site; all others stay here."""
_FOR_HOSTS = frozenset({".htaccess", "_headers", "_redirects", "vercel.json"})
"""Files that hosts read, which name the path that the site stands under."""
_INTERRUPTED = ".readery-journal"
"""Stands in a site whose build was not finished."""


def outgoing(site: Path, built: str, options: DeploySettings, able: Able) -> tuple[Outgoing, ...]:
    """All files of the site in the folder `site`, by path; `built` is the base URL that it was built with.

    Hidden files stay here, but for those that servers read. Raises DeployError.
    """
    try:
        found = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    except OSError as error:
        raise DeployError(
            f"{error.filename}: cannot be read ({error.strerror}). Check that you may read the site."
        ) from error
    if _INTERRUPTED in found:
        raise DeployError(f"{site}: its last build was broken off. Run `readery build` to its end, then deploy again.")
    sources = {path: found[path] for path in sorted(found) if _public(path)}
    if "index.html" not in sources:
        raise DeployError(
            f"{site}: holds no site (no index.html). Run `readery build` first, or name its folder with --site."
        )
    _refuse_other_mount(sources, built, options)
    reader = _Reader(sources, Rebase(options.base_url, built) if options.base_url not in ("", built) else None)
    files = [_outgoing(path, data, reader, options, able) for path, data in reader.all()]
    if able.siblings:
        files += [
            _sibling(file, ending, able)
            for file in files
            for ending in options.precompressed
            if _SQUEEZED.search(file.path) and file.size >= _SMALLEST and not file.encoding
        ]
    return tuple(sorted(files, key=lambda file: file.path))


def content_type(path: str) -> str:
    """Content-Type of the file at `path`."""
    name = posixpath.basename(path)
    known = _TYPES.get(name) or _TYPES.get(posixpath.splitext(name)[1].lower())
    return known or mimetypes.guess_type(name)[0] or "application/octet-stream"


def cache_control(path: str, options: DeploySettings) -> str:
    """Cache-Control of the file at `path`."""
    return options.cache_assets if _FINGERPRINTED.search(path) else options.cache_pages


def mark(data: bytes, headers: str = "", encoding: str = "") -> str:
    """What tells these bytes (and headers) from others: half of a SHA-256, in hexadecimal, with the encoding behind it."""
    whole = hashlib.sha256(headers.encode())
    whole.update(data)
    return whole.hexdigest()[:32] + (f".{encoding}" if encoding else "")


def encoding_of(mark: str) -> str:
    """The Content-Encoding that a mark tells of."""
    return mark.partition(".")[2]


class _Reader:
    """Reads files of the site, as they will stand under the target's base URL."""

    def __init__(self, sources: dict[str, Path], rebase: Rebase | None) -> None:
        self._sources = sources
        self._rebase = rebase
        self._added: dict[str, bytes] = dict(rebase.added(sources, self._raw)) if rebase else {}

    def all(self) -> Iterator[tuple[str, bytes]]:
        """Each file with its bytes."""
        for path in (*self._sources, *self._added):
            yield path, self.read(path)

    def read(self, path: str) -> bytes:
        """The bytes of one."""
        if path in self._added:
            return self._added[path]
        data = self._raw(path)
        return self._rebase.apply(path, data, self._raw) if self._rebase else data

    def same(self, path: str, expected: str) -> bytes:
        """The bytes of one, which must be what they were when the plan was made."""
        data = self.read(path)
        if mark(data) != expected:
            raise DeployError(
                f"{path}: changed while the site was sent. Let the build end, then deploy again: it goes on from here."
            )
        return data

    def _raw(self, path: str) -> bytes:
        try:
            return self._sources[path].read_bytes()
        except (OSError, KeyError) as error:
            raise DeployError(f"{path}: cannot be read in the site ({error}). Build it again, then deploy.") from error


def _outgoing(path: str, data: bytes, reader: _Reader, options: DeploySettings, able: Able) -> Outgoing:
    encoding = options.encoding if able.headers and _SQUEEZED.search(path) and len(data) >= _SMALLEST else ""
    type_, cache = content_type(path), cache_control(path, options)
    plain = mark(data)
    load = partial(reader.same, path, plain)
    return Outgoing(
        path=path,
        size=len(data),
        mark=mark(data, f"{type_}\n{cache}\n", encoding) if able.headers else plain,
        type=type_,
        cache=cache,
        encoding=encoding,
        load=partial(_squeezed, load, encoding) if encoding else load,
    )


def _sibling(file: Outgoing, ending: str, able: Able) -> Outgoing:
    """The compressed copy beside a file. It is marked by what it is made of, so that it is made only when it is sent."""
    encoding = "gzip" if ending == "gz" else ending
    return Outgoing(
        path=f"{file.path}.{ending}",
        size=file.size,
        mark=mark(file.mark.encode(), encoding, encoding if able.headers else ""),
        type=file.type,
        cache=file.cache,
        encoding=encoding if able.headers else "",
        load=partial(_squeezed, file.load, encoding),
    )


def _squeezed(load: Callable[[], bytes], encoding: str) -> bytes:
    data = load()
    if encoding == "gzip":
        return gzip.compress(data, 9, mtime=0)
    try:
        import brotli
    except ImportError:
        raise DeployError(
            "Brotli is asked for (br), but its library is not here. Run: pip install 'readery[compress]'"
        ) from None
    return bytes(brotli.compress(data, quality=9))


def _refuse_other_mount(sources: dict[str, Path], built: str, options: DeploySettings) -> None:
    """Raises DeployError where files for hosts name another path than that of the target's base URL."""
    told = sorted(_FOR_HOSTS & sources.keys())
    if told and options.base_url and paths.mount(options.base_url) != paths.mount(built):
        raise DeployError(
            f"{', '.join(told)}: made for a site at {paths.mount(built)}, but this target's base_url is {options.base_url}. "
            "Set [site] base_url to that address and build again."
        )


def _public(path: str) -> bool:
    return all(part in _HIDDEN_BUT_PUBLIC or not part.startswith(".") for part in path.split("/"))
