"""Budgets: files that load in a moment on a slow line, and sites that hosts take."""

from __future__ import annotations

from collections.abc import Iterator

from readery import findings
from readery.check.rules import Rules
from readery.check.survey import Survey
from readery.findings import Finding
from readery.settings import CheckSettings, Settings

_MIB = 1024 * 1024
_FILE_LIMITS = ((25 * _MIB, "Cloudflare Pages takes 25 MiB a file"), (100 * _MIB, "GitHub takes 100 MiB a file"))
_FILES = 20_000
"""Files of one site on Cloudflare Pages' free plan."""
_SITE = 1024 * _MIB
"""Bytes of one site on GitHub Pages and GitLab.com's free plan."""
_KINDS = {
    ".html": "page",
    ".htm": "page",
    ".css": "style",
    ".js": "script",
    ".mjs": "script",
    ".woff2": "font",
    ".woff": "font",
    ".ttf": "font",
    ".otf": "font",
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"), "image"),
}


def budgets(site: Survey, settings: Settings) -> Iterator[Finding]:
    """No file larger than the budget of its kind."""
    for path, size in site.sizes.items():
        kind = _KINDS.get(path[path.rfind(".") :].lower())
        budget = _budget(settings.check, kind) if kind else None
        if budget is not None and size > budget:
            yield Finding(
                findings.LARGE_FILE,
                path,
                f"it has {size:,} bytes; the budget for a {kind} is {budget:,}.",
                f"Make it smaller or split it, or raise `{kind}_bytes` under `[check]` in readery.toml.",
            )


def limits(site: Survey, _settings: Settings) -> Iterator[Finding]:
    """What hosts take at most."""
    for path, size in site.sizes.items():
        over = [said for limit, said in _FILE_LIMITS if size > limit]
        if over:
            yield _limit(path, f"it has {size:,} bytes; {', '.join(over)}.")
    if len(site.sizes) > _FILES:
        yield _limit(".", f"the site has {len(site.sizes):,} files; Cloudflare Pages takes {_FILES:,} without a plan.")
    whole = sum(site.sizes.values())
    if whole > _SITE:
        yield _limit(".", f"the site has {whole:,} bytes; GitHub Pages takes {_SITE:,}.")


def _limit(where: str, problem: str) -> Finding:
    return Finding(findings.HOST_LIMIT, where, problem, "Nothing is wrong where you use another host.")


def _budget(check: CheckSettings, kind: str) -> int:
    return {
        "page": check.page_bytes,
        "style": check.style_bytes,
        "script": check.script_bytes,
        "font": check.font_bytes,
        "image": check.image_bytes,
    }[kind]


RULES = Rules(site=(budgets, limits))
