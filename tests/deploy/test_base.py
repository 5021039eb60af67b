"""A target's own base URL is put into the places that say it, and nowhere else."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from readery.cli import main
from readery.deploy import DeployError, deploy
from tests.deploy.shelf import ONE, Heard, job, lay, public, tree
from tests.site.conftest import PAGES

HERE = "https://shelf.example/reading/"


def built(root: Path, base: str) -> Path:
    """The tiny collection, built with a base URL, or without."""
    for name, text in PAGES.items():
        path = root / "seeds" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    line = f'base_url = "{base}"' if base else ""
    (root / "readery.toml").write_text(f'[site]\ntitle = "Shelf"\n{line}\n')
    assert main(["build", "--config", str(root / "readery.toml"), "--jobs", "1"]) == 0
    return root / "site"


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    bases = {"none": "", "here": HERE, "there": "https://other.example/"}
    return {name: built(tmp_path_factory.mktemp(name), base) for name, base in bases.items()}


def deployed(tmp_path: Path, site: Path, base: str, was: str) -> dict[str, bytes]:
    work = job(site, str(tmp_path / "out"), tmp_path / "state", base_url=base)
    work = type(work)(work.site, was, work.options, work.state, work.message, work.consent, work.patience)
    deploy(work, Heard())
    return public(tree(tmp_path / "out"))


def local(site: Path) -> dict[str, bytes]:
    return {path: data for path, data in tree(site).items() if not path.startswith(".")}


def canonical(page: bytes) -> list[str]:
    return re.findall(r'<link rel="canonical" href="([^"]*)"', page.decode())


def test_a_site_built_for_another_address_comes_out_as_if_built_for_this_one(
    tmp_path: Path, sites: dict[str, Path]
) -> None:
    out = deployed(tmp_path, sites["there"], HERE, "https://other.example/")
    expected = local(sites["here"])
    assert out.keys() == expected.keys()
    # The ids of feeds are made from the first address on purpose: an entry keeps its own when the site moves.
    different = {path for path in out if out[path] != expected[path]}
    assert {path for path in different if not re.search(r"feed\.(xml|json)$", path)} == set()
    assert b"other.example" not in b"".join(out.values())


def test_a_site_built_without_an_address_gets_one_everywhere(tmp_path: Path, sites: dict[str, Path]) -> None:
    out = deployed(tmp_path, sites["none"], HERE, "")
    expected = local(sites["here"])
    assert out.keys() == expected.keys()
    for path, page in out.items():
        if path.endswith(".html"):
            assert canonical(page) == canonical(expected[path]), path
            assert page.count(b'property="og:url"') == expected[path].count(b'property="og:url"'), path
    assert out["404.html"] == expected["404.html"]
    assert out["robots.txt"] == expected["robots.txt"]
    locations = re.compile(rb"<loc>([^<]*)</loc>")
    assert set(locations.findall(out["sitemap.xml"])) >= set(locations.findall(expected["sitemap.xml"]))
    links = re.compile(rb'<link rel="[a-z]*"[^>]*>')
    assert links.findall(out["feed.xml"]) == links.findall(expected["feed.xml"])
    feed, wanted = json.loads(out["feed.json"]), json.loads(expected["feed.json"])
    assert {key: feed[key] for key in ("home_page_url", "feed_url")} == {
        key: wanted[key] for key in ("home_page_url", "feed_url")
    }
    assert [item["url"] for item in feed["items"]] == [item["url"] for item in wanted["items"]]


def test_only_what_says_the_address_travels_when_it_changes(tmp_path: Path, sites: dict[str, Path]) -> None:
    deployed(tmp_path, sites["none"], HERE, "")
    heard = Heard()
    deploy(job(sites["none"], str(tmp_path / "out"), tmp_path / "state", base_url="https://new.example/"), heard)
    assert all(re.search(r"\.html$|feed\.(xml|json)$|^sitemap\.xml$|^robots\.txt$", path) for path in heard.files)
    assert b"shelf.example" not in b"".join(public(tree(tmp_path / "out")).values())


def test_a_target_without_an_address_gets_the_site_as_it_is(tmp_path: Path, sites: dict[str, Path]) -> None:
    assert deployed(tmp_path, sites["here"], "", HERE) == local(sites["here"])
    assert deployed(tmp_path / "same", sites["here"], HERE, HERE) == local(sites["here"])


def test_files_for_hosts_that_name_another_path_are_refused(tmp_path: Path) -> None:
    site = lay(tmp_path / "site", ONE | {"_redirects": b"/old/ /new/ 301"})
    with pytest.raises(DeployError, match=r"_redirects: made for a site at /, .*build again"):
        deploy(job(site, str(tmp_path / "out"), tmp_path / "state", base_url=HERE), Heard())
    deploy(job(site, str(tmp_path / "out"), tmp_path / "state", base_url="https://shelf.example/"), Heard())


def test_a_redirect_keeps_the_address_it_leads_to() -> None:
    from readery.deploy._base import Rebase

    page = b'<head><meta http-equiv="refresh" content="0; url=../new/"><link rel="canonical" href="../new/"></head>'
    assert Rebase(HERE, "").apply("articles/old/index.html", page, lambda _path: b"") == page
