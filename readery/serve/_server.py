"""The preview's web server: the site's files, with a small script in each page that listens for the next build."""

from __future__ import annotations

import http.server
import json
import secrets
import socket
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from importlib import resources
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

from readery.findings import Finding

PREFIX = "/.readery-preview/"
"""Where the preview's own files are; no file of a site begins with a dot."""
_BEAT = 15.0
"""Seconds between two signs of life to a listening browser, which also show who has gone."""
_LOCAL = ("127.0.0.1", "::1", "localhost")
_SHOWN = 50
"""Findings that are sent to a browser at most."""
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}
_WAITING = (
    b'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Building</title></head>'
    b"<body><main><h1>Nothing is built yet</h1><p>This page shows the site as soon as it is.</p></main></body></html>"
)


class AddressError(Exception):
    """The server cannot listen there; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What browsers know of the last build."""

    number: int
    """Grows with whatever is told."""
    build: str
    """Name of the build that stands; a page of another one is loaded anew."""
    failed: str
    """Why the last one came to nothing."""
    findings: tuple[Finding, ...]
    """Of the last one."""
    more: int
    """Findings beyond these."""


class Preview:
    """Serves the site at `site` on `host` and `port` (0: any that is free). Use as a context manager. Raises AddressError."""

    def __init__(self, site: Path, host: str, port: int) -> None:
        self._changed = threading.Condition()
        self._open = True
        self._run = secrets.token_hex(4)
        self._builds = 0
        self._told = _Told(0, f"{self._run}-0", "", (), 0)
        self._server = _server(self, site, host, port)
        self.address = _address(host, self._server.server_address[1])
        """Where the site is to be seen."""

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._changed:
            self._open = False
            self._changed.notify_all()
        self._server.shutdown()
        self._server.server_close()

    def tell(self, changed: bool, findings: Sequence[Finding], failed: str) -> None:
        """Tell the browsers of a build: they load their page anew where something `changed`, and show what is wrong."""
        with self._changed:
            self._builds += changed
            self._told = _Told(
                self._told.number + 1,
                f"{self._run}-{self._builds}",
                failed,
                tuple(findings[:_SHOWN]),
                max(0, len(findings) - _SHOWN),
            )
            self._changed.notify_all()

    def build(self) -> str:
        """Name of the build that stands."""
        return self._told.build

    def next(self, after: int) -> _Told | None:
        """What was told after message `after`; None when nothing was for a while. Raises ConnectionAbortedError at the end."""
        with self._changed:
            if self._open and self._told.number <= after:
                self._changed.wait(_BEAT)
            if not self._open:
                raise ConnectionAbortedError
            return self._told if self._told.number > after else None


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the middle is no error; anything else is a fault to see."""
        import sys

        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def _server(preview: Preview, site: Path, host: str, port: int) -> _Server:
    local = host in _LOCAL

    class Handler(_Handler):
        pass

    Handler.preview, Handler.site, Handler.only_local = preview, site, local
    kind = _Server
    if ":" in host:

        class Six(_Server):
            address_family = socket.AF_INET6

        kind = Six
    try:
        return kind((host, port), Handler)
    except (OSError, OverflowError) as error:
        raise AddressError(
            f"{host}:{port}: cannot listen there ({getattr(error, 'strerror', None) or error}). "
            "Another program may use it: name another with --port, or 0 for any that is free."
        ) from error


def _address(host: str, port: int) -> str:
    name = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::", "::1") else host
    return f"http://{f'[{name}]' if ':' in name else name}:{port}/"


class _Handler(http.server.BaseHTTPRequestHandler):
    """One request."""

    preview: Preview
    site: Path
    only_local: bool
    protocol_version = "HTTP/1.1"
    server_version = "readery-preview"
    sys_version = ""

    def do_GET(self) -> None:
        """Answer with a file of the site, or the preview's own."""
        if self.only_local and not _local(self.headers.get("Host", "")):
            # A page of another site that lets its name point here must not read what is being written.
            self._send(HTTPStatus.FORBIDDEN, "text/plain; charset=utf-8", b"This preview answers to localhost only.\n")
            return
        path = unquote(urlsplit(self.path).path, errors="replace")
        if path == f"{PREFIX}events":
            self._events()
        elif path == f"{PREFIX}live.js":
            script = resources.files(__package__).joinpath("live.js").read_bytes()
            self._send(HTTPStatus.OK, _TYPES[".js"], script)
        else:
            self._file(path)

    do_HEAD = do_GET  # noqa: N815 - the name that http.server calls

    def _file(self, path: str) -> None:
        parts = [part for part in path.split("/") if part]
        if any(part.startswith(".") or "\\" in part or "\0" in part for part in parts):
            self._missing()
            return
        target = self.site.joinpath(*parts)
        if target.is_dir():
            if not path.endswith("/"):
                self.send_response(HTTPStatus.MOVED_PERMANENTLY)
                self.send_header("Location", f"/{'/'.join(urlsplit(self.path).path.strip('/').split('/'))}/")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            target /= "index.html"
        try:
            data = target.read_bytes()
        except OSError:
            self._missing()
            return
        self._page(HTTPStatus.OK, target.suffix.lower(), data)

    def _missing(self) -> None:
        try:
            data = (self.site / "404.html").read_bytes()
        except OSError:
            data = _WAITING
        self._page(HTTPStatus.NOT_FOUND, ".html", data)

    def _page(self, status: HTTPStatus, suffix: str, data: bytes) -> None:
        kind = _TYPES.get(suffix) or http.server.SimpleHTTPRequestHandler.extensions_map.get(suffix)
        if kind is None:
            import mimetypes

            kind = mimetypes.guess_type(f"x{suffix}")[0] or "application/octet-stream"
        if suffix == ".html":
            data = _listening(data, self.preview.build())
        self._send(status, kind, data)

    def _send(self, status: HTTPStatus, kind: str, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _events(self) -> None:
        """Tell this browser of every build, as server-sent events, until it goes away."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        after = -1
        while True:
            told = self.preview.next(after)
            if told is None:
                self.wfile.write(b": still here\n\n")
            else:
                after = told.number
                self.wfile.write(f"data: {_said(told)}\n\n".encode())
            self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server gives it
        """Requests are not listed: the terminal is for what its owner should know."""


def _local(host: str) -> bool:
    """Whether the header `Host` names this machine."""
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    return name.strip("[]") in _LOCAL or name.endswith(".localhost")


def _listening(page: bytes, build: str) -> bytes:
    """The page with the script that listens, told of which build the page is."""
    script = f'<script src="{PREFIX}live.js" data-build="{build}" defer></script>'.encode()
    before, end, after = page.rpartition(b"</body>")
    return before + script + end + after if end else page + script


def _said(told: _Told) -> str:
    return json.dumps(
        {
            "build": told.build,
            "failed": told.failed,
            "more": told.more,
            "findings": [
                {
                    "code": finding.kind.code,
                    "title": finding.kind.title,
                    "where": finding.where,
                    "problem": finding.problem,
                    "remedy": finding.remedy,
                }
                for finding in told.findings
            ],
        }
    )
