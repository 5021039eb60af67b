"""`_headers` and `_redirects`, which Netlify and Cloudflare Pages read nearly alike. The site is the host's whole root there."""

from __future__ import annotations

from collections.abc import Mapping

from readery.hosts import KEEP, KEPT_FOLDERS, Serving


def files(told: Serving, status: str) -> Mapping[str, str]:
    """Both files; `status` is what makes a redirect permanent, also where a page stands at the earlier address.

    No Cache-Control is said for all paths: where two rules meet, both hosts join the values of one field, and what they
    send by themselves is right for pages (ask again each time).
    """
    headers = ["/*", *(f"  {name}: {value}" for name, value in told.headers)]
    for folder in KEPT_FOLDERS:
        headers += [f"/{folder}/*", f"  Cache-Control: {KEEP}"]
    redirects = [f"/{before} /{now} {status}" for before, now in told.moves]
    return {"_headers": _text(headers), "_redirects": _text(redirects)}


def _text(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
