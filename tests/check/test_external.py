"""Links to other sites, asked of real servers on loopback that answer well, badly, late or not at all."""

from __future__ import annotations

import itertools
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from readery import check, findings
from readery.check import external
from readery.check.ask import Asker, State
from readery.check.external import Manners, archived, ask_all
from readery.cli import main
from readery.findings import Finding
from readery.settings import CheckSettings, Settings
from tests.check.test_rules import SOUND, page

TODAY = date(2026, 11, 22)
HASTY = Manners(pause=0.0, timeout=1.0, private=True)


class Handler(BaseHTTPRequestHandler):
    """Answers by path."""

    server: Web

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def _answer(self) -> None:
        self.server.asked.append((self.command, self.path, time.monotonic(), self.headers["User-Agent"]))
        answers: dict[str, Callable[[], None]] = {
            "/robots.txt": lambda: self._say(200, body=b"User-agent: *\nDisallow: /private\n"),
            "/ok": lambda: self._say(200),
            "/caf%C3%A9": lambda: self._say(200),
            "/gone": lambda: self._say(404),
            "/given-up": lambda: self._say(410),
            "/no-head": lambda: self._say(405 if self.command == "HEAD" else 200),
            "/bad-head": lambda: self._say(404 if self.command == "HEAD" else 200),
            "/refused": lambda: self._say(403),
            "/broken": lambda: self._say(500),
            "/moved": lambda: self._say(301, Location="/moved-on"),
            "/moved-on": lambda: self._say(308, Location="/ok"),
            "/moved-away": lambda: self._say(301, Location="/gone"),
            "/elsewhere": lambda: self._say(302, Location="/ok"),
            "/loop": lambda: self._say(302, Location="/pool"),
            "/pool": lambda: self._say(302, Location="/loop"),
            "/to-mail": lambda: self._say(302, Location="mailto:a@b.example"),
            "/patience": self._patience,
            "/tired": lambda: self._say(429, **{"Retry-After": "3600"}),
            "/drip": self._drip,
            "/hang": lambda: self.server.ended.wait(30) and None,
            "/nonsense": lambda: self.wfile.write(b"\x00\x01nonsense\r\n\r\n"),
            "/break": lambda: self.connection.shutdown(socket.SHUT_RDWR),
        }
        answers[self.path]()

    def _patience(self) -> None:
        before = [path for _, path, *_ in self.server.asked].count("/patience") > 1
        self._say(200) if before else self._say(429, **{"Retry-After": "1"})

    def _drip(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        for _ in range(300):
            if self.server.ended.wait(0.1):
                return
            self.wfile.write(b"x")

    def _say(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


class Web(ThreadingHTTPServer):
    """A server on loopback."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, str, float, str]] = []
        self.ended = threading.Event()
        self.origin = f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, *_: object) -> None:
        pass

    def paths(self) -> list[str]:
        return [path for _, path, *_ in self.asked]


@pytest.fixture
def web() -> Iterator[Web]:
    server = Web()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.ended.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def asker() -> Asker:
    return Asker(1.0, lambda _host: None, private=True)


@pytest.mark.parametrize(
    ("path", "state", "said"),
    [
        ("/ok", State.ALIVE, "200"),
        ("/café", State.ALIVE, "200"),
        ("/gone", State.DEAD, "404"),
        ("/given-up", State.DEAD, "410"),
        ("/no-head", State.ALIVE, "200"),
        ("/bad-head", State.ALIVE, "200"),
        ("/refused", State.UNCLEAR, "403"),
        ("/broken", State.UNCLEAR, "500"),
        ("/moved", State.MOVED, "200"),
        ("/moved-away", State.DEAD, "404"),
        ("/elsewhere", State.ALIVE, "200"),
        ("/loop", State.DEAD, "circle"),
        ("/to-mail", State.UNCLEAR, "mailto"),
        ("/hang", State.UNCLEAR, "in time"),
        ("/drip", State.UNCLEAR, "in time"),
        ("/nonsense", State.UNCLEAR, "broke off"),
        ("/break", State.UNCLEAR, "broke off"),
    ],
)
def test_what_an_answer_tells(web: Web, asker: Asker, path: str, state: State, said: str) -> None:
    answer = asker.ask(web.origin + path)
    assert answer.state is state
    assert said in answer.said
    assert answer.target == (f"{web.origin}/ok" if state is State.MOVED else "")


def test_a_server_that_takes_no_connection_is_dead(asker: Asker) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert asker.ask(f"http://127.0.0.1:{port}/").state is State.DEAD


@pytest.mark.parametrize("url", ["http://", "http://[", "ftp://a.example/", "http://a..b/", "http://127.0.0.1:99999/"])
def test_an_address_that_is_none_is_no_fault(asker: Asker, url: str) -> None:
    assert asker.ask(url).state is State.UNCLEAR


def test_a_certificate_that_is_not_valid_is_told(web: Web, asker: Asker, tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certificate(tmp_path))
    web.socket = context.wrap_socket(web.socket, server_side=True)
    answer = asker.ask(web.origin.replace("http:", "https:") + "/ok")
    assert (answer.state, "certificate" in answer.said) == (State.UNCLEAR, True)
    assert web.paths() == []


def _certificate(folder: Path) -> Path:
    """A certificate that nobody vouches for, with its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


def test_a_private_network_is_not_asked(web: Web) -> None:
    answer = Asker(1.0, lambda _host: None).ask(f"{web.origin}/ok")
    assert (answer.state, "private" in answer.said, web.paths()) == (State.UNCLEAR, True, [])


def asked(web: Web, kept: Path, paths: list[str], manners: Manners = HASTY, day: date = TODAY) -> list[State]:
    heard = ask_all([web.origin + path for path in paths], kept, manners, day, lambda: None)
    return [each.answer.state for each in heard.values()]


def test_robots_txt_is_heeded_and_says_who_asks(web: Web, tmp_path: Path) -> None:
    assert asked(web, tmp_path / "links.json", ["/private/x", "/ok"]) == [State.UNCLEAR, State.ALIVE]
    assert web.paths() == ["/robots.txt", "/ok"]
    assert all(agent.startswith("Readery/") for *_, agent in web.asked)


def test_a_host_is_asked_slowly(web: Web, tmp_path: Path) -> None:
    asked(web, tmp_path / "links.json", ["/ok", "/gone", "/elsewhere"], Manners(pause=0.2, timeout=5, private=True))
    moments = [moment for _, _, moment, _ in web.asked]
    # robots.txt, HEAD, HEAD and GET, HEAD and what it leads to
    assert len(moments) == 6
    assert all(later - sooner > 0.15 for sooner, later in itertools.pairwise(moments))


def test_a_host_that_asks_for_patience_gets_it(web: Web, tmp_path: Path) -> None:
    assert asked(web, tmp_path / "links.json", ["/patience"]) == [State.ALIVE]
    first, second = [moment for _, path, moment, _ in web.asked if path == "/patience"]
    assert second - first > 0.9


def test_a_host_that_asks_for_much_patience_is_left_alone(web: Web, tmp_path: Path) -> None:
    assert asked(web, tmp_path / "links.json", ["/tired", "/ok"]) == [State.UNCLEAR, State.UNCLEAR]
    assert web.paths() == ["/robots.txt", "/tired"]


def test_what_was_heard_is_asked_again_only_when_it_is_old(web: Web, tmp_path: Path) -> None:
    kept, paths = tmp_path / "state" / "links.json", ["/ok", "/gone", "/refused"]
    first = asked(web, kept, paths)
    web.asked.clear()
    assert asked(web, kept, paths) == first
    assert web.asked == []
    asked(web, kept, paths, day=TODAY + timedelta(days=2))
    assert set(web.paths()) == {"/robots.txt", "/refused"}
    web.asked.clear()
    asked(web, kept, paths, day=TODAY + timedelta(days=10))
    assert set(web.paths()) == {"/robots.txt", "/refused", "/gone"}
    web.asked.clear()
    asked(web, kept, paths, day=TODAY + timedelta(days=31))
    assert {"/ok"} < set(web.paths())


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"http://x/": 1}', '{"http://x/": {"state": "lost"}}'])
def test_a_damaged_memory_is_asked_anew(web: Web, tmp_path: Path, damage: str) -> None:
    kept = tmp_path / "links.json"
    kept.write_text(damage, encoding="utf-8")
    assert asked(web, kept, ["/ok"]) == [State.ALIVE]
    assert json.loads(kept.read_text(encoding="utf-8"))[f"{web.origin}/ok"]["day"] == "2026-11-22"


def test_where_no_host_is_found_the_network_is_doubted(web: Web, tmp_path: Path) -> None:
    lost = [f"http://{name}.invalid/" for name in ("a", "b", "c")]
    kept = tmp_path / "links.json"
    alone = ask_all(lost, kept, HASTY, TODAY, lambda: None)
    assert {each.answer.state for each in alone.values()} == {State.UNCLEAR}
    kept.unlink()
    among = ask_all([*lost, f"{web.origin}/ok"], kept, HASTY, TODAY, lambda: None)
    # Without a network a name is "not found" for another reason, and that is no sign of death either.
    assert among[f"{web.origin}/ok"].answer.state is State.ALIVE
    assert all("host" in among[url].answer.said and "network" not in among[url].answer.said for url in lost)


def test_a_broken_off_check_keeps_what_it_heard(web: Web, tmp_path: Path) -> None:
    kept = tmp_path / "links.json"
    steps = 0

    def step() -> None:
        nonlocal steps
        steps += 1
        if steps == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ask_all([web.origin + path for path in ("/ok", "/gone", "/refused")], kept, HASTY, TODAY, step)
    assert len(external.load(kept)) == 2


def test_dead_links_are_told_with_their_archive_address(web: Web, tmp_path: Path) -> None:
    links = "".join(f'<a href="{web.origin}{path}#part">x</a>' for path in ("/ok", "/gone", "/moved", "/refused"))
    files = {**SOUND, "a.html": page(f'<time datetime="2016-12-13T12:00">then</time>{links}'), "b.html": page(links)}
    for name, text in files.items():
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text(text, encoding="utf-8")
    site = check.surveyed(tmp_path / "site", Settings(), outgoing=True)
    found = tuple(external.external(site, tmp_path / "links.json", HASTY, TODAY, lambda: None))
    told = {finding.kind: finding for finding in found}
    assert set(told) == {findings.DEAD_LINK, findings.MOVED_LINK, findings.UNANSWERED_LINK}
    dead = told[findings.DEAD_LINK]
    assert dead.where == "a.html"
    assert dead.remedy.endswith(f"https://web.archive.org/web/20161213/{web.origin}/gone")
    assert "1 other file" in dead.problem
    assert told[findings.MOVED_LINK].remedy.endswith(f"{web.origin}/ok")
    quiet = Settings(check=CheckSettings(ignore=("R661", "R662")))
    assert [each.kind for each in check.judged(site, quiet, found)] == [findings.UNANSWERED_LINK]


def test_an_archive_address_without_a_day_is_of_the_newest_copy() -> None:
    assert archived("https://a.example/x", "") == "https://web.archive.org/web/https://a.example/x"


def test_nothing_is_asked_without_the_word(web: Web, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(page(f'<a href="{web.origin}/gone">x</a>'), encoding="utf-8")
    found: tuple[Finding, ...] = check.check(tmp_path, Settings())
    assert [each.kind for each in found] == [findings.NO_NOT_FOUND]
    assert web.asked == []


def test_the_command_asks_and_keeps_what_it_heard(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in {**SOUND, "a.html": page(f'<a href="{web.origin}/ok">x</a>')}.items():
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text(text, encoding="utf-8")
    assert main(["check", "--external", "--jobs", "1"]) == 0
    assert "inside a private network" in capsys.readouterr().out
    assert list(external.load(tmp_path / ".readery" / "links.json")) == [f"{web.origin}/ok"]
    assert web.asked == []
    (tmp_path / ".readery" / "links.json.aside").mkdir()
    (tmp_path / ".readery" / "links.json").unlink()
    assert main(["check", "--external", "--jobs", "1"]) == 2
    assert "cannot be kept" in capsys.readouterr().err
