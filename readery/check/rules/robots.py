"""What robots and hosts look for: sitemap, robots.txt, a home page, a page for what is not found, redirects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from readery import findings
from readery.check import xml
from readery.check.address import Inside, resolve
from readery.check.data import Data
from readery.check.rules import Rules
from readery.check.survey import Survey
from readery.check.xml import SITEMAP
from readery.findings import Finding
from readery.settings import Settings

_MOST = 50_000
_LARGEST = 50 * 1024 * 1024
"""Addresses and bytes of one sitemap (sitemaps.org, "Using Sitemap index files")."""
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_FIELDS = ("user-agent", "allow", "disallow", "sitemap", "crawl-delay", "host", "clean-param")
"""Fields of robots.txt: RFC 9309, and the four that large search engines add."""


def sitemap(data: Data, settings: Settings) -> Iterator[Finding]:
    """A sitemap of the protocol 0.9, or an index of sitemaps."""
    if data.root is None or not data.tag.startswith(SITEMAP):
        return
    item = {"urlset": "url", "sitemapindex": "sitemap"}.get(data.tag.removeprefix(SITEMAP))
    if item is None:
        yield _bad(data.path, f"its root is `{data.tag.removeprefix(SITEMAP)}`, neither `urlset` nor `sitemapindex`")
        return
    entries = data.root.findall(SITEMAP + item)
    if len(entries) > _MOST:
        yield _bad(data.path, f"it names {len(entries):,} addresses; one file may name {_MOST:,}")
    if data.size > _LARGEST:
        yield _bad(data.path, f"it has {data.size:,} bytes; one file may have {_LARGEST:,}")
    base = settings.site.base_url
    for number, entry in enumerate(entries, 1):
        address = xml.text(entry, f"{SITEMAP}loc")
        if not address.startswith(("http://", "https://")):
            yield _bad(data.path, f'entry {number} names "{address[:120]}", which is no whole address')
        elif base and not address.startswith(base):
            yield _bad(data.path, f'entry {number} names "{address[:120]}", which is not of this site ({base})')
        when = xml.text(entry, f"{SITEMAP}lastmod")
        if when and not _is_w3c_date(when):
            yield _bad(data.path, f'entry {number} has "{when[:40]}" for `lastmod`, which is no date of the W3C format')


def robots(site: Survey, settings: Settings) -> Iterator[Finding]:
    """robots.txt as RFC 9309 has it, with a sitemap that is there."""
    if "robots.txt" not in site.sizes:
        return
    text = (site.root / "robots.txt").read_bytes().decode("utf-8", "replace")
    group = False
    for number, whole in enumerate(text.splitlines(), 1):
        line = whole.partition("#")[0].strip()
        if not line:
            continue
        name, colon, value = (part.strip() for part in line.partition(":"))
        name = name.lower()
        group = group or name == "user-agent"
        if not colon or name not in _FIELDS:
            yield _robots(number, f'"{line[:60]}" is no line that robots know')
        elif name in ("allow", "disallow") and not group:
            yield _robots(number, f"`{name}` stands before any `User-agent`, so no robot heeds it")
        elif name == "sitemap":
            target = resolve(value, "robots.txt", settings.site.base_url)
            if not value.startswith(("http://", "https://")):
                yield _robots(number, f'the sitemap "{value[:80]}" is no whole address')
            elif isinstance(target, Inside) and site.file_at(target.path) is None:
                yield _robots(number, f'the sitemap "{value[:80]}" is not in the site')


def home(site: Survey, _settings: Settings) -> Iterator[Finding]:
    """A home page, without which a host shows a list of files or nothing."""
    if "index.html" not in site.sizes:
        yield Finding(
            findings.NO_HOME,
            "index.html",
            "there is no home page in the site's folder.",
            "Build the site, or check that this is its folder.",
        )


def not_found(site: Survey, _settings: Settings) -> Iterator[Finding]:
    """A page for what is not found, which hosts serve in place of their own."""
    if "404.html" not in site.sizes:
        yield Finding(
            findings.NO_NOT_FOUND,
            "404.html",
            "there is no page for addresses that lead nowhere; hosts show their own.",
            "Put a `404.html` there that leads back to the home page.",
        )


def redirects(site: Survey, settings: Settings) -> Iterator[Finding]:
    """Lines of `_redirects` that lead to a page of the site or to another host, and not in a circle."""
    if "_redirects" not in site.sizes:
        return
    text = (site.root / "_redirects").read_text(encoding="utf-8", errors="replace")
    lines = [(number, line.split()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    moved = {parts[0]: parts[1] for _, parts in lines if len(parts) > 1 and not parts[0].startswith("#")}
    for number, parts in lines:
        if parts[0].startswith("#"):
            continue
        if len(parts) < 2:
            yield _redirect(number, "names no address to lead to")
        elif parts[1] in moved:
            yield _redirect(number, f'leads to "{parts[1][:80]}", which is moved itself')
        elif ":" not in parts[1] and "*" not in parts[1]:
            target = resolve(parts[1].lstrip("/"), "_redirects", settings.site.base_url)
            if not isinstance(target, Inside) or target.leads_out or site.file_at(target.path) is None:
                yield _redirect(number, f'leads to "{parts[1][:80]}", which is not in the site')


def _bad(path: str, problem: str) -> Finding:
    return Finding(
        findings.BAD_SITEMAP, path, f"{problem}.", "Mend what made it: search engines leave such addresses out."
    )


def _robots(line: int, problem: str) -> Finding:
    return Finding(
        findings.BAD_ROBOTS, "robots.txt", f"line {line}: {problem}.", "Correct the line; RFC 9309 says how they read."
    )


def _redirect(line: int, problem: str) -> Finding:
    return Finding(findings.BAD_REDIRECT, "_redirects", f"line {line} {problem}.", "Correct the line, or take it out.")


def _is_w3c_date(text: str) -> bool:
    if _DAY.fullmatch(text):
        return True
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


RULES = Rules(data=(sitemap,), site=(robots, home, not_found, redirects))
