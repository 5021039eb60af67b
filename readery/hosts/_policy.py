"""The Content-Security-Policy (W3C, Level 3) of a site: everything from the site itself, and no code inside pages."""

from __future__ import annotations

import base64
import hashlib
import re

from readery.settings import Settings

_STYLE = re.compile(rb"<style[^>]*>(.*?)</style>", re.DOTALL | re.IGNORECASE)


def policy(settings: Settings, not_found: bytes) -> str:
    """The policy of the site. The style inside `not_found`, the page ``404.html``, is allowed by its hash."""
    hashes = [
        f"'sha256-{base64.b64encode(hashlib.sha256(style).digest()).decode()}'" for style in _STYLE.findall(not_found)
    ]
    pictures = ["'self'", "data:"]
    if settings.images.remote == "keep":
        pictures.append("https:")
    directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'", *hashes],
        "img-src": pictures,
        "font-src": ["'self'"],
        "media-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())
