"""An article whose address changes is still found at the earlier one."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from readery import check
from readery.cli import main
from readery.settings import Settings
from tests.site.conftest import Build

FERRY = "site/articles/the-last-ferry/index.html"


def named(seeds: Path, slug: str, page: str = "ferry.html") -> None:
    (seeds / f"{page}.toml").write_text(f'slug = "{slug}"\n', encoding="utf-8")


def leads_to(path: str) -> str | None:
    """Where the page at `path` leads at once; None where there is none."""
    file = Path(path)
    if not file.exists():
        return None
    meta = LexborHTMLParser(file.read_text(encoding="utf-8")).css_first("meta[http-equiv=refresh]")
    return (meta.attributes["content"] or "") if meta else "an article"


def test_a_changed_address_leaves_a_page_that_leads_to_the_new_one(build: Build, seeds: Path) -> None:
    build()
    assert leads_to(FERRY) == "an article"
    named(seeds, "eleven-people")
    build()
    assert leads_to(FERRY) == "0; url=../../articles/eleven-people/index.html"
    tree = LexborHTMLParser(Path(FERRY).read_text(encoding="utf-8"))
    assert tree.css_first("link[rel=canonical]").attributes["href"] == "../../articles/eleven-people/index.html"
    assert tree.css_first("meta[name=robots]").attributes["content"] == "noindex"
    assert tree.css_first("main a").text() == "The last ferry"
    assert check.check(Path("site"), Settings()) == ()


def test_addresses_that_changed_twice_lead_to_the_last_one_at_once(build: Build, seeds: Path) -> None:
    for slug in ("one", "two", "three"):
        named(seeds, slug)
        build()
    for slug in ("one", "two"):
        assert leads_to(f"site/articles/{slug}/index.html") == "0; url=../../articles/three/index.html"
    named(seeds, "one")
    build()
    assert leads_to("site/articles/one/index.html") == "an article"
    assert leads_to("site/articles/two/index.html") == "0; url=../../articles/one/index.html"


def test_an_address_that_another_article_takes_is_its_own(build: Build, seeds: Path) -> None:
    named(seeds, "bridge-or-ferry")
    build()
    named(seeds, "ferry")
    named(seeds, "bridge-or-ferry", "fog.txt")
    build()
    assert leads_to("site/articles/bridge-or-ferry/index.html") == "an article"
    named(seeds, "fog", "fog.txt")
    build()
    # It was the fog's last; the ferry's claim on it is gone.
    assert leads_to("site/articles/bridge-or-ferry/index.html") == "0; url=../../articles/fog/index.html"


def test_nothing_leads_to_an_article_that_is_gone(build: Build, seeds: Path) -> None:
    build()
    named(seeds, "eleven-people")
    build()
    (seeds / "ferry.html").unlink()
    (seeds / "ferry.html.toml").unlink()
    build()
    assert leads_to(FERRY) is None


def test_a_page_whose_file_moves_keeps_its_past(build: Build, seeds: Path) -> None:
    build()
    named(seeds, "eleven-people")
    build()
    (seeds / "sea").mkdir()
    for name in ("ferry.html", "ferry.html.toml"):
        (seeds / name).rename(seeds / "sea" / name)
    build()
    assert leads_to("site/articles/eleven-people/index.html") == "an article"
    assert leads_to(FERRY) == "0; url=../../articles/eleven-people/index.html"


def test_another_folder_has_its_own_past(build: Build, seeds: Path) -> None:
    build()
    named(seeds, "eleven-people")
    build(site="elsewhere")
    assert leads_to("elsewhere/articles/the-last-ferry/index.html") is None


def test_what_moved_stands_in_no_list_and_the_build_after_changes_nothing(build: Build, seeds: Path) -> None:
    Path("readery.toml").write_text('site.base_url = "https://example.org/"\n', encoding="utf-8")
    build()
    named(seeds, "eleven-people")
    build()
    assert "the-last-ferry" not in Path("site/sitemap.xml").read_text(encoding="utf-8")
    before = {path: path.stat().st_mtime_ns for path in Path("site").rglob("[!.]*") if path.is_file()}
    build()
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_hosts_are_told_of_redirects(build: Build, seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("readery.toml").write_text('hosts.write = ["netlify", "vercel", "apache"]\n', encoding="utf-8")
    build()
    assert Path("site/_redirects").read_text(encoding="utf-8") == ""
    named(seeds, "eleven-people")
    build()
    moved = "/articles/the-last-ferry/ /articles/eleven-people/ 301!\n"
    assert Path("site/_redirects").read_text(encoding="utf-8") == moved
    assert (
        Path("site/_headers")
        .read_text(encoding="utf-8")
        .startswith("/*\n  Content-Security-Policy: default-src 'none'")
    )
    assert json.loads(Path("site/vercel.json").read_text(encoding="utf-8"))["redirects"][0]["permanent"] is True
    assert "RedirectMatch 301" in Path("site/.htaccess").read_text(encoding="utf-8")
    assert check.check(Path("site"), Settings()) == ()
    capsys.readouterr()
    assert main(["host-config", "netlify"]) == 0
    assert capsys.readouterr().out.endswith(moved)
    Path("readery.toml").write_text("", encoding="utf-8")
    build()
    assert not Path("site/_headers").exists()


def test_a_host_that_is_not_known_is_named(build: Build, capsys: pytest.CaptureFixture[str]) -> None:
    build()
    assert main(["host-config", "lighttpd"]) == 2
    assert "nginx" in capsys.readouterr().err
    assert main(["host-config", "nginx", "--site", "nowhere"]) == 2
    assert "Build the site first" in capsys.readouterr().err


def test_addresses_outlive_what_can_be_found_anew(build: Build, seeds: Path) -> None:
    build()
    named(seeds, "eleven-people")
    build()
    with closing(sqlite3.connect(".readery/store.sqlite3")) as store:
        store.execute("PRAGMA user_version = 1")
    build()
    assert leads_to(FERRY) == "0; url=../../articles/eleven-people/index.html"
    for path in Path(".readery").glob("store.sqlite3*"):
        path.unlink()
    build()
    assert leads_to(FERRY) is None
