"""The one door to the imaging library: what an image file is, without trusting its name, and the sizes that a page offers of it.

A picture is offered as AVIF and WebP in widths that fit a column of text on small and large, plain and dense screens; the
browser takes one. The original stays as it is, for browsers that know neither and for whoever saves it. Whatever a file
claims to be, work on it is bounded: by pixels, by the library's own guards against bombs, and by catching whatever a
decoder makes of damaged data.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from PIL import Image as Pillow
from PIL import ImageCms, ImageOps

from readery import findings
from readery.findings import Finding
from readery.model import Image, Output, Sizes

RECIPE = "1"
"""Changes when the same file would be made into other sizes; part of the key under which these are kept."""
_ENDINGS = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp", "AVIF": "avif"}
"""Raster formats that browsers show and that cannot carry script (SVG can)."""
_MANY_IN_ONE = "MPO"
"""What the library calls a JPEG with more pictures behind the first, as telephones save them; browsers show the first."""
_WIDTHS = (480, 800, 1200, 1600)
"""Pixels: a column of text is about 600 CSS pixels wide, on a telephone about 350; screens have one to three each."""
_STEP = 1.2
"""A width is left out where the next larger one has less than so many times as many pixels."""
_SMALL = 2048
"""Bytes of a file that smaller ones would not save anything of."""
_MOST_PIXELS = 64_000_000
"""More are not decoded: 256 MB of memory. Cameras of telephones stay below; larger JPEGs are read at a fraction of their size."""
_MOST_ENCODED = 8_000_000
"""Pixels of a picture that is encoded anew; only very long ones have more at the widths above."""
_FEW_COLOURS = 1024
"""A picture of at most so many colours is a drawing: edges must stay sharp, and it is small without loss."""
_LONGEST_PROFILE = 1 << 20
"""Bytes of a colour profile that is looked at."""
_EXIF_ORIENTATION = 0x0112
_TURNED = range(5, 9)
"""Values of EXIF's orientation that exchange width and height."""


class Trouble(StrEnum):
    """Why a picture is not shown, or not as it was meant."""

    BROKEN = "broken"
    """It is none of the kinds that are shown, or not readable at all."""
    DRAWING = "drawing"
    """It is SVG, a document that can carry scripts."""
    TOO_LARGE = "too large"
    """It claims more pixels than are decoded."""
    DAMAGED = "damaged"
    """It ends early or has faults; it is shown as far as it goes."""


@dataclass(frozen=True, slots=True)
class Made:
    """What becomes of an image file."""

    image: Image | None
    """What pages show; None where nothing is shown."""
    sizes: tuple[Output, ...]
    """Files made of it, without the original."""
    trouble: Trouble | None
    """What its owner should know."""


def identify(data: bytes) -> Image | None:
    """Where an image of these bytes stands in the site, and its size; None if it is none of a safe kind, or broken."""
    image = _look(data)
    return image if isinstance(image, Image) else None


def make(data: bytes) -> Made:
    """The sizes that pages offer of an image file."""
    found = _look(data)
    if isinstance(found, Trouble):
        return Made(None, (), found)
    if len(data) < _SMALL:
        return Made(found, (), None)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _made(found, data)
    except MemoryError:
        return Made(found, (), Trouble.TOO_LARGE)
    except Exception:  # noqa: BLE001 - decoders raise whatever they stumble over in damaged data
        return Made(found, (), Trouble.DAMAGED)


def tell(trouble: Trouble, where: str, source: str) -> Finding:
    """What the owner is told of a picture that the page `where` names as `source`."""
    name = f'"{source[:80]}"'
    match trouble:
        case Trouble.DRAWING:
            return Finding(
                findings.UNSAFE_IMAGE,
                where,
                f"the drawing {name} (SVG) could carry scripts; its caption stands without it.",
                "Save it as PNG beside the page if you want to see it.",
            )
        case Trouble.TOO_LARGE:
            return Finding(
                findings.HUGE_IMAGE,
                where,
                f"the image {name} has more pixels than are read, {_MOST_PIXELS // 1_000_000} million.",
                "Save it smaller beside the page.",
            )
        case Trouble.DAMAGED:
            return Finding(
                findings.DAMAGED_IMAGE,
                where,
                f"the image {name} is damaged; browsers show it as far as it goes.",
                "Save it anew beside the page if you can.",
            )
        case Trouble.BROKEN:
            return Finding(
                findings.MISSING_IMAGE,
                where,
                f"the image {name} is broken or of a kind that is not shown (PNG, JPEG, GIF, WebP and AVIF are).",
                "Save it anew in one of these kinds beside the page, or leave it: its caption stands.",
            )


def _look(data: bytes) -> Image | Trouble:
    """What the file says of itself, without decoding it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
            with Pillow.open(io.BytesIO(data), formats=list(_ENDINGS)) as image:
                width, height = image.size
                ending = "jpg" if image.format == _MANY_IN_ONE else _ENDINGS.get(image.format or "")
                if _orientation(image) in _TURNED:
                    width, height = height, width
    except Pillow.DecompressionBombError:
        return Trouble.TOO_LARGE
    except Exception:  # noqa: BLE001 - decoders raise whatever they stumble over in damaged data
        return Trouble.DRAWING if is_drawing(data) else Trouble.BROKEN
    if ending is None or width < 1 or height < 1:
        return Trouble.BROKEN
    if width * height > _MOST_PIXELS and ending != "jpg":
        return Trouble.TOO_LARGE
    return Image(_path(data, ending), width, height)


def _orientation(image: Pillow.Image) -> int:
    try:
        return int(image.getexif().get(_EXIF_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - a broken note on the side is no reason to lose the picture
        return 1


def _made(found: Image, data: bytes) -> Made:
    with Pillow.open(io.BytesIO(data), formats=list(_ENDINGS)) as image:
        if image.format == "JPEG":
            # Read at a half, quarter or eighth where that is enough: ten times faster for a camera's picture.
            image.draft("RGB", (2 * _WIDTHS[-1], 2 * _WIDTHS[-1]))
        if image.width * image.height > _MOST_PIXELS:
            return Made(found, (), Trouble.TOO_LARGE)
        moving = image.format != _MANY_IN_ONE and bool(getattr(image, "is_animated", False))
        image.load()
        plain = _plain(image)
    if moving:
        # It stays as it is. Who asked for less motion sees its first picture.
        still = _encoded(_fitted(plain, min(plain.width, _WIDTHS[-1])), "WEBP", sharp=False)
        path = _path(still, "webp")
        return Made(replace(found, still=path), (Output(path, still),), None)
    drawing = plain.getcolors(_FEW_COLOURS) is not None
    scaled = [_fitted(plain, width) for width in _widths(plain.width)]
    if scaled[-1].width * scaled[-1].height > _MOST_ENCODED:
        return Made(found, (), None)
    files: dict[str, Output] = {}
    offers: list[Sizes] = []
    for kind, ending in (("AVIF", "avif"), ("WEBP", "webp")):
        encoded = [_encoded(each, kind, sharp=drawing and each.width == plain.width) for each in scaled]
        # A format whose largest size saves nothing is not offered at all: browsers would take a smaller one and blur it.
        if len(encoded[-1]) >= len(data):
            continue
        made = [Output(_path(each, ending), each) for each in encoded]
        files |= {each.path: each for each in made}
        offers.append(
            Sizes(f"image/{ending}", tuple(zip((m.path for m in made), (s.width for s in scaled), strict=True)))
        )
    return Made(replace(found, offers=tuple(offers)), tuple(files.values()), None)


def _plain(image: Pillow.Image) -> Pillow.Image:
    """The picture the right way up, in sRGB, with eight bits a channel, and nothing said on the side."""
    turned = ImageOps.exif_transpose(image)
    profile = turned.info.get("icc_profile")
    if turned.mode.startswith("I") or turned.mode == "F":
        # 16 bits of grey; converting alone would cut them off at 255.
        turned = turned.point(lambda value: value / 256).convert("L")
        profile = None
    clear = "A" in turned.getbands() or "transparency" in turned.info
    rgba = turned.convert("RGBA") if clear else None
    colours = turned if turned.mode in ("RGB", "CMYK", "L") else turned.convert("RGB")
    if isinstance(profile, bytes) and len(profile) <= _LONGEST_PROFILE:
        colours = _in_srgb(colours, profile)
    plain = colours.convert("RGB")
    if rgba is not None:
        plain.putalpha(rgba.getchannel("A"))
    # Else profile and EXIF, with the place where it was taken, would go along.
    plain.info.clear()
    return plain


def _in_srgb(image: Pillow.Image, profile: bytes) -> Pillow.Image:
    """The same colours as sRGB has them; as they are where the profile is of no use."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        done = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image
    return done or image


def _widths(native: int) -> Iterator[int]:
    """The widths to offer of a picture, in pixels."""
    last = min(native, _WIDTHS[-1])
    yield from (width for width in _WIDTHS if width * _STEP <= last)
    yield last


def _fitted(image: Pillow.Image, width: int) -> Pillow.Image:
    if width == image.width:
        return image
    return image.resize((width, max(1, round(image.height * width / image.width))), Pillow.Resampling.LANCZOS)


def _encoded(image: Pillow.Image, kind: str, sharp: bool) -> bytes:
    """The file of a picture. Qualities were judged by eye on photographs and charts: no difference at reading distance."""
    out = io.BytesIO()
    if kind == "WEBP":
        image.save(out, kind, lossless=sharp, quality=80, method=4)
    elif sharp:
        image.save(out, kind, quality=70, subsampling="4:4:4", speed=8, max_threads=1)
    else:
        image.save(out, kind, quality=58, speed=8, max_threads=1)
    return out.getvalue()


def _path(data: bytes, ending: str) -> str:
    return f"media/{hashlib.sha256(data).hexdigest()[:16]}.{ending}"


def is_drawing(data: bytes) -> bool:
    """Whether these bytes look like SVG, which is a document that can carry scripts."""
    return b"<svg" in data[:4096].lower()
