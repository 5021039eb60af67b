"""nginx: lines for the `server { }` of the site."""

from __future__ import annotations

import re
from collections.abc import Mapping

from readery.hosts import FRESH, KEEP, KEPT_FOLDERS, Host, Serving

_SQUEEZED = (
    "text/css text/plain text/xml text/javascript application/javascript application/json application/xml "
    "application/atom+xml application/feed+json application/manifest+json image/svg+xml"
)


def _files(told: Serving) -> Mapping[str, str]:
    kept = "|".join(KEPT_FOLDERS)
    place = f"{told.root.rstrip('/')}{told.mount}"
    headers = "\n".join(f'    add_header {name} "{value}" always;' for name, value in told.headers)
    moves = "".join(
        f"location = {told.mount}{before}{file} {{ return 301 {told.mount}{now}; }}\n"
        for before, now in told.moves
        for file in ("", "index.html")
    )
    return {
        "nginx.conf": f"""\
# For the `server {{ }}` of the site, whose files lie in {place}. Then: nginx -t && nginx -s reload
root {told.root};
index index.html;
absolute_redirect off;
set $readery_keep "{FRESH}";
if ($uri ~ "^{re.escape(told.mount)}({kept})/") {{ set $readery_keep "{KEEP}"; }}
location {told.mount} {{
{headers}
    add_header Cache-Control $readery_keep;
    error_page 404 {told.mount}404.html;
    charset utf-8;
    charset_types text/css text/plain text/xml text/javascript application/javascript application/atom+xml;
    gzip on;
    gzip_static on;
    gzip_vary on;
    gzip_min_length 1024;
    gzip_types {_SQUEEZED};
    location ~ /\\.readery {{ return 404; }}
    location ~ /feed\\.xml$ {{ types {{ application/atom+xml xml; }} }}
    location ~ /feed\\.json$ {{ types {{ application/feed+json json; }} }}
    location ~ \\.webmanifest$ {{ types {{ application/manifest+json webmanifest; }} }}
    location ~ \\.avif$ {{ types {{ image/avif avif; }} }}
    location ~ \\.woff2$ {{ types {{ font/woff2 woff2; }} }}
}}
{moves}"""
    }


HOST = Host("nginx", "nginx", in_site=False, files=_files)
