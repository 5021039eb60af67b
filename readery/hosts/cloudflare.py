"""Cloudflare Pages: `_headers` and `_redirects` in the folder that is published (developers.cloudflare.com, "Headers").

It takes 2,000 redirects and lines of 2,000 characters; addresses that moved earlier than the last 2,000 keep their page.
"""

from __future__ import annotations

from readery.hosts import Host, _lines

HOST = Host("cloudflare", "Cloudflare Pages", in_site=True, files=_lines.files)
