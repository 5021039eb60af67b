"""Netlify: `_headers` and `_redirects` in the folder that is published (docs.netlify.com, "Custom headers", "Redirects")."""

from __future__ import annotations

from functools import partial

from readery.hosts import Host, _lines

# Without the mark a page that stands at the earlier address, and one does, would win over the redirect.
HOST = Host("netlify", "Netlify", in_site=True, files=partial(_lines.files, status="301!"))
