"""Caddy 2: a `Caddyfile`, or one site of it."""

from __future__ import annotations

from collections.abc import Mapping

from readery.hosts import FRESH, KEEP, KEPT_FOLDERS, Host, Serving


def _files(told: Serving) -> Mapping[str, str]:
    mount = told.mount
    # Caddy gets certificates by itself for a name without a scheme.
    address = told.address.removeprefix("https://") or ":80"
    kept = " ".join(f"{mount}{folder}/*" for folder in KEPT_FOLDERS)
    headers = "\n".join(f'\t\t{name} "{value}"' for name, value in told.headers)
    moves = "".join(
        f"\tredir {mount}{before}{file} {mount}{now} permanent\n"
        for before, now in told.moves
        for file in ("", "index.html")
    )
    return {
        "Caddyfile": f"""\
# The files of the site lie in {told.root.rstrip("/")}{mount}. Then: caddy reload
{address} {{
	root * {told.root}
	encode zstd gzip
	header {mount}* {{
{headers}
		Cache-Control "{FRESH}"
	}}
	@kept path {kept}
	header @kept Cache-Control "{KEEP}"
	@atom path */feed.xml
	header @atom Content-Type application/atom+xml
	@feed path */feed.json
	header @feed Content-Type application/feed+json
{moves}	file_server {{
		hide .readery*
		precompressed zstd br gzip
	}}
	handle_errors {{
		@missing expression {{http.error.status_code}} == 404
		handle @missing {{
			rewrite * {mount}404.html
			header Cache-Control "{FRESH}"
			header Content-Type "text/html; charset=utf-8"
			file_server
		}}
	}}
}}
"""
    }


HOST = Host("caddy", "Caddy", in_site=False, files=_files)
