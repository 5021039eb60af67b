"""Cloudflare Pages: `_headers` and `_redirects` in the folder that is published (developers.cloudflare.com, "Headers").

Of `_redirects` it takes 2,000 lines and 100 KB; what it leaves out is still led on by the page that stands there.
"""

from __future__ import annotations

from functools import partial

from readery.hosts import Host, _lines

# Here redirects come before pages by themselves.
HOST = Host("cloudflare", "Cloudflare Pages", in_site=True, files=partial(_lines.files, status="301"))
