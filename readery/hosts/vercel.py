"""Vercel: `vercel.json` in the folder that is deployed (vercel.com/docs, "Project configuration")."""

from __future__ import annotations

import json
from collections.abc import Mapping

from readery.hosts import FRESH, KEEP, KEPT_FOLDERS, Host, Serving


def _files(told: Serving) -> Mapping[str, str]:
    kept = f"/({'|'.join(KEPT_FOLDERS)})/(.*)"
    headers = [
        {"source": "/(.*)", "headers": _fields((*told.headers, ("Cache-Control", FRESH)))},
        # Of two rules for one field the later one counts.
        {"source": kept, "headers": _fields((("Cache-Control", KEEP),))},
    ]
    redirects = [{"source": f"/{before}", "destination": f"/{now}", "permanent": True} for before, now in told.moves]
    whole = {"$schema": "https://openapi.vercel.sh/vercel.json", "headers": headers, "redirects": redirects}
    return {"vercel.json": json.dumps(whole, indent=2) + "\n"}


def _fields(fields: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
    return [{"key": name, "value": value} for name, value in fields]


HOST = Host("vercel", "Vercel", in_site=True, files=_files)
