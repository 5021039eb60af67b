"""The preview's server, and what a browser sees of it while pages are saved."""

from __future__ import annotations

import http.client
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from readery.findings import NO_ARTICLE, Finding
from readery.serve import AddressError, Built, Preview, Watched, changes, follow
from tests.site.conftest import PAGES

HARBOUR = "The lamps were counted again at midnight, and there were eight of them, which nobody could remember having seen before."


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with two pages."""
    root = tmp_path / "site"
    (root / "fog").mkdir(parents=True)
    (root / "index.html").write_text("<!doctype html><title>Home</title><body><h1>Home</h1></body>", encoding="utf-8")
    (root / "fog" / "index.html").write_text(
        "<!doctype html><title>Fog</title><body><h1>Fog</h1></body>", encoding="utf-8"
    )
    (root / "reading.css").write_text("body { color: teal }", encoding="utf-8")
    (root / ".readery-manifest").write_text("index.html\n", encoding="utf-8")
    return root


@pytest.fixture
def preview(site: Path) -> Iterator[Preview]:
    with Preview(site, "127.0.0.1", 0) as running:
        yield running


def asked(preview: Preview, path: str, host: str | None = None) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of the answer to a path, sent as it is written here."""
    port = int(re.findall(r":(\d+)/", preview.address)[0])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest("GET", path, skip_host=True)
    connection.putheader("Host", host or f"localhost:{port}")
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, dict(answer.getheaders()), body


def test_files_come_with_their_type_and_pages_with_the_listener(preview: Preview) -> None:
    status, headers, body = asked(preview, "/fog/")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert b'<script src="/.readery-preview/live.js"' in body
    assert asked(preview, "/reading.css")[1]["Content-Type"] == "text/css; charset=utf-8"
    assert asked(preview, "/fog")[0] == 301
    assert asked(preview, "/nothing/")[0] == 404


@pytest.mark.parametrize(
    "path",
    ["/../secret.txt", "/%2e%2e/secret.txt", "/fog/../../secret.txt", "/.readery-manifest", "/..%5csecret.txt", "/%00"],
)
def test_nothing_outside_the_site_is_shown(preview: Preview, site: Path, path: str) -> None:
    (site.parent / "secret.txt").write_text("not for you", encoding="utf-8")
    status, _, body = asked(preview, path)
    assert status == 404
    assert b"not for you" not in body


def test_a_foreign_name_that_points_here_is_refused(preview: Preview) -> None:
    assert asked(preview, "/", host="evil.example")[0] == 403
    assert asked(preview, "/", host="localhost:1")[0] == 200


def test_only_this_machine_is_listened_to(preview: Preview) -> None:
    port = int(re.findall(r":(\d+)/", preview.address)[0])
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.2", port), timeout=2).close()


def test_a_taken_port_is_told(site: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(AddressError, match="--port"):
            Preview(site, "127.0.0.1", taken.getsockname()[1])


def test_an_answer_without_a_site_says_that_it_comes(tmp_path: Path) -> None:
    with Preview(tmp_path / "none", "127.0.0.1", 0) as running, pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(running.address, timeout=10)
    assert "Nothing is built yet" in error.value.read().decode()


def test_the_browser_shows_each_build_and_what_is_wrong(chromium: Browser, preview: Preview, site: Path) -> None:
    page = chromium.new_page()
    page.goto(f"{preview.address}fog/")
    (site / "fog" / "index.html").write_text(
        "<!doctype html><title>Fog</title><body><h1>Mist</h1></body>", encoding="utf-8"
    )
    preview.tell(True, (), "")
    expect(page.locator("h1")).to_have_text("Mist")

    hostile = Finding(NO_ARTICLE, "<img src=x onerror=alert(1)>.html", "it is a menu.", "Save the page again.")
    preview.tell(False, (hostile,), "")
    box = page.get_by_role("status")
    expect(box).to_contain_text("<img src=x onerror=alert(1)>.html")
    expect(box).to_contain_text("Save the page again.")
    box.get_by_role("button", name="Hide").click()
    expect(box).to_have_count(0)

    preview.tell(False, (), "base.html, line 3: unexpected end of template")
    expect(box).to_contain_text("The site could not be built")
    preview.tell(True, (), "")
    expect(box).to_have_count(0)
    page.close()


def test_what_changes_is_seen_also_what_comes_later(tmp_path: Path) -> None:
    seeds, templates, settings = tmp_path / "seeds", tmp_path / "templates", tmp_path / "readery.toml"
    (seeds / "deep").mkdir(parents=True)
    stop, ready, seen = threading.Event(), threading.Event(), []

    def build() -> Built:
        ready.set()
        return Built(0, ())

    def told() -> Iterator[frozenset[Path]]:
        for paths in changes(Watched((seeds, templates), (settings,)), stop, seen.append):
            met.append(paths)
            yield paths

    met: list[frozenset[Path]] = []
    with Preview(tmp_path, "127.0.0.1", 0) as running:
        thread = threading.Thread(target=follow, args=(running, build, told()))
        thread.start()
        ready.wait(10)
        for path in (seeds / "deep" / "a.txt", settings, templates / "own.css", seeds / "b.txt"):
            path.parent.mkdir(exist_ok=True)
            _until(
                lambda path=path: (
                    path.write_text(str(len(met))) and any(path in paths or path.parent in paths for paths in met)
                )
            )
        stop.set()
        thread.join(10)
    assert not thread.is_alive()
    assert seen == []


def _until(done: Callable[[], object]) -> None:
    """Wait until `done()`; ask it anew ten times a second, for twenty seconds."""
    for _ in range(200):
        if done():
            return
        time.sleep(0.1)
    pytest.fail("was not seen in twenty seconds")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A collection that `readery serve` follows, and the address that it says; ended as Ctrl+C ends it."""
    for name, text in PAGES.items():
        path = tmp_path / "seeds" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "readery", "serve", "--port", "0", "--jobs", "1"]
    with (tmp_path / "said").open("w") as said:
        process = subprocess.Popen(command, cwd=tmp_path, stdout=said, stderr=said)
    try:
        _until(lambda: "files written" in (tmp_path / "said").read_text())
        yield tmp_path, re.findall(r"http://\S+", (tmp_path / "said").read_text())[0]
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0, (tmp_path / "said").read_text()
    finally:
        process.kill()
        process.wait()


def test_saving_a_page_shows_it(chromium: Browser, served: tuple[Path, str]) -> None:
    root, address = served
    page = chromium.new_page()
    page.goto(address)
    page.get_by_role("link", name="Measuring the fog").first.click()
    fog = PAGES["fog.txt"].replace("The counting has been", f"{HARBOUR}\n\nThe counting has been")
    (root / "seeds" / "fog.txt").write_text(fog, encoding="utf-8")
    expect(page.locator("main")).to_contain_text("there were eight of them", timeout=20_000)
    (root / "readery.toml").write_text("[site]\ntitle = 3\n", encoding="utf-8")
    expect(page.get_by_role("status").last).to_contain_text("readery.toml", timeout=20_000)
    (root / "readery.toml").write_text('[site]\ntitle = "Lamps"\n', encoding="utf-8")
    expect(page.locator(".masthead")).to_contain_text("Lamps", timeout=20_000)
    page.close()
