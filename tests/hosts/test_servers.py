"""The sample site on real servers, at a host's root and under a sub-path, read with a real browser under the strict policy."""

from __future__ import annotations

import gzip
import http.client
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from readery import check, hosts
from readery.cli import main
from readery.settings import Settings, SiteSettings
from tests.hosts.servers import SERVERS, free_port, running

PROJECT = Path(__file__).parent.parent.parent
MOVES = (("articles/an-earlier-name/index.html", "index.html"),)


@dataclass(frozen=True)
class Stand:
    """A site that a server serves."""

    port: int
    mount: str
    site: Path

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{self.mount}{path}"

    def ask(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, header fields (names in small letters) and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", self.mount + path, headers=headers)
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


MOUNTS = ("/", "/my/shelf/")


@pytest.fixture(scope="session")
def roots() -> Iterator[dict[str, Path]]:
    """Path under which the site stands → the folder that a host's root then shows, with the sample site in its place."""
    with tempfile.TemporaryDirectory() as name:
        # Servers that are started by root read as another user.
        folder = Path(name)
        folder.chmod(0o755)
        config = folder / "readery.toml"
        found = {}
        for number, mount in enumerate(MOUNTS):
            config.write_text(
                f'site.title = "The shelf"\nsite.base_url = "http://127.0.0.1{mount}"\nfolders.site = "{folder / "site"}"\n'
                f'folders.seeds = "{PROJECT / "seeds"}"\nfolders.templates = "{PROJECT / "templates"}"\n'
            )
            # The same folder each time: pictures, the most of the work, are made once.
            assert main(["build", "--config", str(config), "--jobs", "1"]) == 0
            found[mount] = folder / f"www{number}"
            shutil.copytree(folder / "site", found[mount] / mount.strip("/"), dirs_exist_ok=True)
        yield found


@pytest.fixture(scope="session", params=MOUNTS)
def built(request: pytest.FixtureRequest, roots: dict[str, Path]) -> tuple[Path, str]:
    """The folder that a host's root shows, and the path under which the site stands."""
    return roots[request.param], request.param


@pytest.fixture(scope="session", params=sorted(SERVERS))
def stand(request: pytest.FixtureRequest, built: tuple[Path, str]) -> Iterator[Stand]:
    """The sample site, served."""
    name: str = request.param
    if not SERVERS[name].installed:
        pytest.skip(f"{SERVERS[name].program} is not installed")
    root, mount = built
    port = free_port()
    settings = Settings(site=SiteSettings(base_url=f"http://127.0.0.1:{port}{mount}"))
    site = root / mount.strip("/")
    told = hosts.serving(settings, (site / "404.html").read_bytes(), MOVES, str(root))
    with tempfile.TemporaryDirectory() as own:
        Path(own).chmod(0o755)
        with running(name, Path(own), told, port):
            yield Stand(port, mount, site)
        (site / ".htaccess").unlink(missing_ok=True)


def test_the_sample_site_has_nothing_to_mend(built: tuple[Path, str]) -> None:
    root, mount = built
    assert check.check(root / mount.strip("/"), Settings()) == ()


def test_pages_are_asked_for_again_and_fingerprinted_files_kept(stand: Stand) -> None:
    asset = next(stand.site.glob("assets/reading.*.css")).name
    picture = next(stand.site.glob("media/*")).name
    for path in ("", "index.html", "search/index.html", "feed.xml"):
        status, headers, _ = stand.ask(path)
        assert (status, headers["cache-control"]) == (200, hosts.FRESH)
    for path in (f"assets/{asset}", f"media/{picture}"):
        status, headers, _ = stand.ask(path)
        assert (status, headers["cache-control"]) == (200, hosts.KEEP)


def test_every_answer_bears_the_policy(stand: Stand) -> None:
    for path in ("", "feed.json", "articles/", "nowhere/at/all"):
        _, headers, _ = stand.ask(path)
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("pattern", "type_"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("feed.xml", "application/atom+xml"),
        ("tags/*/feed.xml", "application/atom+xml"),
        ("feed.json", "application/feed+json"),
        ("assets/reading.*.js", "javascript"),
        ("assets/reading.*.css", "text/css"),
        ("assets/legible/*.woff2", "font/woff2"),
        ("robots.txt", "text/plain"),
        ("media/*.png", "image/png"),
        ("media/*.webp", "image/webp"),
    ],
)
def test_files_have_their_type(stand: Stand, pattern: str, type_: str) -> None:
    path = next(stand.site.glob(pattern)).relative_to(stand.site).as_posix()
    status, headers, body = stand.ask(path)
    assert status == 200
    assert type_ in headers["content-type"]
    assert body == (stand.site / path).read_bytes()


def test_pages_travel_compressed(stand: Stand) -> None:
    style = next(stand.site.glob("assets/reading.*.css")).relative_to(stand.site).as_posix()
    for path in ("index.html", style):
        _, headers, body = stand.ask(path, **{"Accept-Encoding": "gzip"})
        assert headers["content-encoding"] == "gzip"
        assert gzip.decompress(body) == (stand.site / path).read_bytes()


def test_what_was_compressed_before_is_sent_as_it_is(stand: Stand) -> None:
    if (stand.site / ".htaccess").exists():
        pytest.skip("Apache compresses as it sends")
    # Some bytes of its own in the header tell this copy from one that the server makes.
    copy = stand.site / "robots.txt.gz"
    data = gzip.compress((stand.site / "robots.txt").read_bytes() * 50, mtime=1234567)
    copy.write_bytes(data)
    try:
        _, headers, body = stand.ask("robots.txt", **{"Accept-Encoding": "gzip"})
    finally:
        copy.unlink()
    assert (headers["content-encoding"], body) == ("gzip", data)


def test_what_is_not_found_gets_the_sites_own_page(stand: Stand) -> None:
    for path in ("nowhere", "deep/down/nowhere.html", "assets/gone.0123456789.css"):
        status, headers, body = stand.ask(path)
        assert status == 404
        assert body == (stand.site / "404.html").read_bytes()
        assert "immutable" not in headers.get("cache-control", "")
        assert headers["content-type"].lower() == "text/html; charset=utf-8"


def test_what_builds_and_deploys_note_is_not_served(stand: Stand) -> None:
    assert (stand.site / ".readery-manifest").exists()
    assert stand.ask(".readery-manifest")[0] == 404


def test_a_page_that_moved_is_led_to_for_good(stand: Stand) -> None:
    for path in ("articles/an-earlier-name/", "articles/an-earlier-name/index.html"):
        status, headers, _ = stand.ask(path)
        assert status == 301
        assert headers["location"] in (stand.mount, stand.url(""))


def test_a_reader_walks_through_the_site_and_the_console_stays_empty(stand: Stand, chromium: Browser) -> None:
    page = chromium.new_page()
    heard: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        heard.append(f"{page.url}: {message.text}")

    page.on("console", hear)
    page.on("pageerror", lambda error: heard.append(f"{page.url}: {error}"))
    # A request that the next page breaks off is no failure.
    page.on(
        "requestfailed",
        lambda request: (
            None if "ERR_ABORTED" in str(request.failure) else heard.append(f"{request.url}: {request.failure}")
        ),
    )
    pages = sorted(path.relative_to(stand.site).as_posix() for path in stand.site.rglob("*.html"))
    entrances = [path for path in pages if path.count("/") < 2 and path != "404.html"]
    for path in [*entrances, *pages[::9]]:
        if path != "404.html":
            page.goto(stand.url(path.removesuffix("index.html")))
    _search(page, stand)
    _prefer(page, stand)
    assert heard == []
    _lose_the_way(page, stand)
    # The one line there: Chromium's own, that the page was not found.
    assert [line for line in heard if "404" not in line] == []
    page.close()


def _search(page: Page, stand: Stand) -> None:
    page.goto(stand.url("search/"))
    page.get_by_role("searchbox").fill("tide")
    page.wait_for_selector("#results h2 a")
    page.locator("#results h2 a").first.click()
    page.wait_for_selector("body.reading")


def _prefer(page: Page, stand: Stand) -> None:
    page.goto(stand.url(""))
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("button.preferences")
    page.check("dialog input[name=scheme][value=dark]")
    page.click("dialog button[type=submit]")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    page.goto(stand.url("timeline/"))
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before


def _lose_the_way(page: Page, stand: Stand) -> None:
    page.goto(stand.url("deep/down/nowhere"))
    styled = page.evaluate("getComputedStyle(document.body).maxWidth + getComputedStyle(document.body).fontFamily")
    page.goto(stand.url(""))
    assert (
        page.evaluate("getComputedStyle(document.body).maxWidth + getComputedStyle(document.body).fontFamily") == styled
    )
    page.goto(stand.url("deep/down/nowhere"))
    page.locator("main a").first.click()
    assert page.url in (stand.url(""), stand.url("index.html"))
