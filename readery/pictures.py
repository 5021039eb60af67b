"""The one door to the imaging library: what an image file is, without trusting its name."""

from __future__ import annotations

import hashlib
import io
import warnings

from PIL import Image as Pillow
from PIL import UnidentifiedImageError

from readery.model import Image

_ENDINGS = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp", "AVIF": "avif"}
"""Raster formats that browsers show and that cannot carry script (SVG can)."""
_MANY_IN_ONE = "MPO"
"""What the library calls a JPEG with more pictures behind the first, as telephones save them; browsers show the first."""


def identify(data: bytes) -> Image | None:
    """Where an image of these bytes stands in the site, and its size; None if it is none of a safe kind, or broken."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
            with Pillow.open(io.BytesIO(data), formats=list(_ENDINGS)) as image:
                width, height = image.size
                ending = "jpg" if image.format == _MANY_IN_ONE else _ENDINGS.get(image.format or "")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Pillow.DecompressionBombError):
        return None
    if ending is None or width < 1 or height < 1:
        return None
    return Image(f"media/{hashlib.sha256(data).hexdigest()[:16]}.{ending}", width, height)


def is_drawing(data: bytes) -> bool:
    """Whether these bytes look like SVG, which is a document that can carry scripts."""
    return b"<svg" in data[:4096].lower()
