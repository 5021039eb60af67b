"""Netlify: `_headers` and `_redirects` in the folder that is published (docs.netlify.com, "Custom headers", "Redirects")."""

from __future__ import annotations

from readery.hosts import Host, _lines

HOST = Host("netlify", "Netlify", in_site=True, files=_lines.files)
