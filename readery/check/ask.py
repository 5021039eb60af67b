"""One polite question about one address on the web: is it there? HEAD, and GET where a server does not answer that well.

No body is read. A question ends after a fixed time whatever the server does. Addresses inside private networks are not asked:
a saved page must not make this machine talk to the router beside it.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import readery

AGENT = f"Readery/{readery.__version__} (link check)"
"""How servers are told who asks; robots.txt is read for ``Readery``."""
_HOPS = 10
"""Redirects that are followed, as many as most browsers' libraries follow at least."""
_GONE = (404, 410)
_WAIT = 30
"""Seconds to wait for a server that is asked too much and does not say how long."""
NO_HOST = "there is no such host"
"""What is said of a host whose name leads nowhere."""
_SAFE = "!#$%&'()*+,/:;=?@[]~"


class State(StrEnum):
    """What became of a question."""

    ALIVE = "alive"
    """It is there."""
    MOVED = "moved"
    """It is there, at another address for good."""
    DEAD = "dead"
    """It is not there any more."""
    UNCLEAR = "unclear"
    """The server did not say, or not to programs."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of an address."""

    state: State
    """What became of it."""
    said: str
    """Why, in a few words: ``404 Not Found``."""
    target: str = ""
    """Where it has moved."""
    wait: int = 0
    """Seconds after which the server wants to be asked again (Retry-After), where it said so."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What one request brought."""

    status: int
    """HTTP status."""
    reason: str
    """Its words."""
    location: str
    """Where it leads, for redirects."""
    wait: int
    """Retry-After in seconds, 0 where it is not said."""
    body: bytes = b""
    """Its beginning, where it was asked for."""


Pace = Callable[[str], None]
"""Waits until a host may be asked again."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks."""

    timeout: float
    """Seconds that one request may take."""
    pace: Pace
    """Called with the host before each request."""
    private: bool = False
    """Whether addresses inside private networks are asked."""
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    """Whose certificates count; made once, since that takes longer than a request."""

    def ask(self, url: str) -> Answer:
        """What became of the page at `url`."""
        seen = [url]
        for_good = True
        while True:
            try:
                reply = self._either(seen[-1])
            except Exception as error:  # noqa: BLE001 - whatever a server does wrong is an answer, not a fault
                return _failed(error)
            if not 300 <= reply.status < 400 or not reply.location:
                return _judged(reply, seen, for_good)
            target = urljoin(seen[-1], reply.location)
            for_good = for_good and reply.status in (301, 308)
            if target in seen or len(seen) > _HOPS:
                return Answer(State.DEAD, "redirects in a circle")
            if urlsplit(target).scheme not in ("http", "https"):
                return Answer(State.UNCLEAR, f"redirects to {target[:80]}")
            seen.append(target)

    def robots(self, origin: str) -> Reply | None:
        """The robots.txt of an origin, redirects followed; None where the server does not answer."""
        url = f"{origin}/robots.txt"
        try:
            for _ in range(5):
                reply = self.request("GET", url, 500_000)
                if not 300 <= reply.status < 400 or not reply.location:
                    return reply
                url = urljoin(url, reply.location)
        except (OSError, http.client.HTTPException, ValueError):
            return None
        return None

    def _either(self, url: str) -> Reply:
        reply = self.request("HEAD", url)
        # Many servers answer HEAD wrongly, few of those a redirect.
        if reply.status >= 400 and reply.status != 429 and not reply.wait:
            return self.request("GET", url)
        return reply

    def request(self, method: str, url: str, most: int = 0) -> Reply:
        """One request; at most `most` bytes of its body are read. Raises OSError, HTTPException or ValueError."""
        parts = urlsplit(quote(url, safe=_SAFE))
        host = (urlsplit(url).hostname or "").encode("idna").decode("ascii")
        if parts.scheme not in ("http", "https") or not host:
            raise ValueError("is no address of the web")
        self.pace(host)
        if not self.private:
            _refuse_private(host, parts.port or 0)
        connection = (
            http.client.HTTPSConnection(host, parts.port, timeout=self.timeout, context=self.trust)
            if parts.scheme == "https"
            else http.client.HTTPConnection(host, parts.port, timeout=self.timeout)
        )
        late = threading.Event()
        clock = threading.Timer(self.timeout, _break_off, (connection, late))
        clock.daemon = True
        clock.start()
        try:
            path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
            connection.request(method, path, headers={"User-Agent": AGENT, "Accept": "text/html,*/*;q=0.5"})
            answer = connection.getresponse()
            if late.is_set():
                raise TimeoutError
            return Reply(
                answer.status,
                answer.reason,
                answer.headers.get("Location") or "",
                _seconds(answer.headers.get("Retry-After")),
                answer.read(most) if most else b"",
            )
        except (OSError, http.client.HTTPException) as error:
            if late.is_set():
                raise TimeoutError from error
            raise
        finally:
            clock.cancel()
            connection.close()


def _break_off(connection: http.client.HTTPConnection, late: threading.Event) -> None:
    """End a request that takes too long, also one that sends a byte now and then."""
    late.set()
    sock: socket.socket | None = connection.sock
    if sock is not None:
        try:
            sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # It has ended by itself.


def _judged(reply: Reply, seen: list[str], for_good: bool) -> Answer:
    said = f"{reply.status} {reply.reason}".strip()
    if 200 <= reply.status < 300:
        if len(seen) > 1 and for_good:
            return Answer(State.MOVED, said, seen[-1])
        return Answer(State.ALIVE, said)
    if reply.status in _GONE:
        return Answer(State.DEAD, said)
    return Answer(State.UNCLEAR, said, wait=reply.wait or (_WAIT if reply.status == 429 else 0))


def _failed(error: Exception) -> Answer:
    """What a request that brought nothing tells of its address."""
    match error:
        case ssl.SSLCertVerificationError():
            return Answer(State.UNCLEAR, f"its certificate is not valid ({error.verify_message})")
        case ssl.SSLError():
            return Answer(State.UNCLEAR, "no secure connection comes about")
        case TimeoutError():
            return Answer(State.UNCLEAR, "no answer in time")
        case socket.gaierror():
            known = error.errno == socket.EAI_NONAME
            return Answer(State.DEAD if known else State.UNCLEAR, NO_HOST if known else "its host is not found")
        case ConnectionRefusedError():
            return Answer(State.DEAD, "its server takes no connection")
        case http.client.HTTPException() | ConnectionError():
            return Answer(State.UNCLEAR, "the server broke off")
        case OSError():
            return Answer(State.UNCLEAR, error.strerror or "the network failed")
    return Answer(State.UNCLEAR, str(error) or type(error).__name__)


def _refuse_private(host: str, port: int) -> None:
    """Raises ValueError for a host inside a private network."""
    for *_, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if not ipaddress.ip_address(str(address[0]).partition("%")[0]).is_global:
            raise ValueError("is inside a private network")


def _seconds(said: str | None) -> int:
    """Retry-After where it is given in seconds; its other form, a date, counts as a minute."""
    if not said:
        return 0
    return int(said) if said.strip().isdecimal() else 60
