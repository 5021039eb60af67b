"""Apache 2.4: `.htaccess` in the site's folder, or the same lines inside the `<Directory>` of the site.

It needs `AllowOverride FileInfo` and the modules headers, deflate and alias; without one of these the rest still holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from readery.hosts import FRESH, KEEP, KEPT_FOLDERS, Host, Serving

_SQUEEZED = (
    "text/html text/css text/plain text/xml text/javascript application/javascript application/json application/xml "
    "application/atom+xml application/feed+json application/manifest+json image/svg+xml"
)


def _files(told: Serving) -> Mapping[str, str]:
    kept = "|".join(KEPT_FOLDERS)
    lines = [
        f"ErrorDocument 404 {told.mount}404.html",
        "AddDefaultCharset utf-8",
        "AddCharset utf-8 .css .js .json .txt .xml",
        "AddType text/javascript .js",
        "AddType font/woff2 .woff2",
        "AddType image/webp .webp",
        "AddType image/avif .avif",
        "AddType application/manifest+json .webmanifest",
        '<Files "feed.xml">',
        "  ForceType application/atom+xml",
        "</Files>",
        '<Files "feed.json">',
        "  ForceType application/feed+json",
        "</Files>",
        "<IfModule mod_headers.c>",
        *(f'  Header always set {name} "{value}"' for name, value in told.headers),
        f'  Header set Cache-Control "{FRESH}"',
        f'  <If "%{{REQUEST_URI}} =~ m#^{re.escape(told.mount)}({kept})/#">',
        f'    Header set Cache-Control "{KEEP}"',
        "  </If>",
        "</IfModule>",
        "<IfModule mod_deflate.c>",
        f"  AddOutputFilterByType DEFLATE {_SQUEEZED}",
        "</IfModule>",
    ]
    moves = [
        f'  RedirectMatch 301 "^{re.escape(told.mount + before)}(index\\.html)?$" "{told.mount}{now}"'
        for before, now in told.moves
    ]
    lines += ["<IfModule mod_alias.c>", '  RedirectMatch 404 "/\\.readery"', *moves, "</IfModule>"]
    return {".htaccess": "".join(f"{line}\n" for line in lines)}


HOST = Host("apache", "Apache", in_site=True, files=_files)
