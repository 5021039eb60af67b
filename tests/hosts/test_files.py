"""What hosts are told, as text."""

from __future__ import annotations

import base64
import hashlib
import json

import pytest

from readery import hosts
from readery.settings import HostSettings, ImageSettings, Settings, SettingsError, SiteSettings, read

NOT_FOUND = b"<style>\nbody{}\n</style><style media=print>p{}</style>"
MOVES = (("articles/a.b/index.html", "articles/c/index.html"),)
SHELF = Settings(site=SiteSettings(base_url="https://example.org/shelf/"))


def policy(settings: Settings) -> dict[str, list[str]]:
    (value,) = [value for name, value in hosts.serving(settings, NOT_FOUND, ()).headers if name.startswith("Content-S")]
    return {name: sources for name, *sources in (directive.split() for directive in value.split("; "))}


def test_the_policy_allows_the_site_itself_and_no_code_inside_pages() -> None:
    directives = policy(Settings())
    assert directives["default-src"] == ["'none'"]
    assert directives["script-src"] == ["'self'"]
    assert not any("unsafe" in source for sources in directives.values() for source in sources)
    assert not any("*" in source or "http" in source for sources in directives.values() for source in sources)


def test_the_style_of_the_page_for_what_is_not_found_is_allowed_by_its_hash() -> None:
    hashes = [
        f"'sha256-{base64.b64encode(hashlib.sha256(style).digest()).decode()}'" for style in (b"\nbody{}\n", b"p{}")
    ]
    assert policy(Settings())["style-src"] == ["'self'", *hashes]


def test_pictures_of_other_servers_are_allowed_where_the_owner_keeps_them() -> None:
    assert policy(Settings(images=ImageSettings(remote="keep")))["img-src"] == ["'self'", "data:", "https:"]


@pytest.mark.parametrize("name", list(hosts.all_hosts()))
def test_every_host_is_told_the_policy_the_caching_and_what_moved(name: str) -> None:
    host = hosts.all_hosts()[name]
    whole = "".join(host.files(hosts.serving(SHELF, NOT_FOUND, MOVES)).values())
    for said in ("default-src 'none'", "nosniff", hosts.KEEP, "articles/c/"):
        assert said in whole
    assert "unsafe" not in whole
    if not host.in_site or name == "apache":
        assert "/shelf/404.html" in whole


def test_a_redirect_wins_over_the_page_that_stands_at_the_earlier_address() -> None:
    def lines(name: str) -> str:
        return hosts.all_hosts()[name].files(hosts.serving(Settings(), b"", MOVES))["_redirects"]

    assert lines("netlify") == "/articles/a.b/ /articles/c/ 301!\n"
    assert lines("cloudflare") == "/articles/a.b/ /articles/c/ 301\n"
    with pytest.raises(SettingsError, match="Name one"):
        read({"hosts": {"write": ["netlify", "cloudflare"]}}, "readery.toml")


def test_a_dot_in_an_address_is_a_dot() -> None:
    whole = "".join(hosts.all_hosts()["apache"].files(hosts.serving(SHELF, NOT_FOUND, MOVES)).values())
    assert r"^/shelf/articles/a\.b/(index\.html)?$" in whole


def test_caddy_takes_its_name_from_the_address() -> None:
    caddy = hosts.all_hosts()["caddy"]

    def first(base_url: str) -> str:
        told = hosts.serving(Settings(site=SiteSettings(base_url=base_url)), b"", ())
        return caddy.files(told)["Caddyfile"].splitlines()[1]

    assert first("https://example.org/x/") == "example.org {"
    assert first("http://example.org:8080/") == "http://example.org:8080 {"
    assert first("") == ":80 {"


def test_a_build_writes_what_the_settings_name() -> None:
    def written(*names: str) -> list[str]:
        chosen = Settings(hosts=HostSettings(write=names))  # type: ignore[arg-type]
        return [output.path for output in hosts.files(chosen, NOT_FOUND, MOVES)]

    assert written() == []
    assert written("cloudflare") == written("netlify") == ["_headers", "_redirects"]
    assert written("vercel", "apache") == [".htaccess", "vercel.json"]


def test_every_host_that_reads_its_files_in_the_site_can_be_named_in_the_settings() -> None:
    hint = HostSettings.__annotations__["write"]
    for host in hosts.all_hosts().values():
        assert (f"'{host.name}'" in hint.replace('"', "'")) == host.in_site


def test_vercel_reads_json_of_its_shape() -> None:
    told = json.loads(hosts.all_hosts()["vercel"].files(hosts.serving(Settings(), b"", MOVES))["vercel.json"])
    assert told["redirects"] == [{"source": "/articles/a.b/", "destination": "/articles/c/", "permanent": True}]
    assert all(set(rule) == {"source", "headers"} for rule in told["headers"])
