"""Image files and the sizes made of them, hostile and broken ones included."""

from __future__ import annotations

import io
import random
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from readery import pictures
from readery.picture_keeper import Keeper
from readery.pictures import Trouble, identify, make


def photograph(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Something with as many colours as a photograph."""
    small = Image.frombytes("RGB", (24, 16), random.Random(4).randbytes(24 * 16 * 3))
    return small.resize((width, height), Image.Resampling.BICUBIC).convert(mode)


def file(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)  # type: ignore[arg-type]
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_a_photograph_is_offered_in_two_formats_and_fitting_widths() -> None:
    made = make(file(photograph(2000, 1000), "JPEG", quality=95))
    assert made.trouble is None
    assert made.image is not None
    assert (made.image.width, made.image.height) == (2000, 1000)
    assert [sizes.type for sizes in made.image.offers] == ["image/avif", "image/webp"]
    data = {output.path: output.data for output in made.sizes}
    for sizes in made.image.offers:
        assert [width for _, width in sizes.files] == [480, 800, 1200, 1600]
        for path, width in sizes.files:
            shown = opened(data[path])
            assert (shown.size, f"image/{shown.format}".lower()) == ((width, width // 2), sizes.type)


@pytest.mark.parametrize(
    ("native", "widths"), [(300, [300]), (560, [560]), (900, [480, 900]), (1300, [480, 800, 1300])]
)
def test_no_size_is_larger_than_the_picture_or_much_like_the_next(native: int, widths: list[int]) -> None:
    made = make(file(photograph(native, 400), "JPEG", quality=95))
    assert made.image is not None
    assert [width for _, width in made.image.offers[0].files] == widths


def test_what_saves_nothing_is_not_offered() -> None:
    made = make(file(photograph(900, 600), "AVIF", quality=10))
    assert made.image is not None
    assert made.image.offers == ()
    assert made.sizes == ()


def test_the_same_picture_gives_the_same_files() -> None:
    data = file(photograph(700, 500), "PNG")
    assert make(data) == make(data)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_picture_stands_upright(orientation: int) -> None:
    red_left = Image.new("RGB", (500, 250), "white")
    red_left.paste("red", (0, 0, 250, 250))
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = file(red_left, "JPEG", exif=exif, quality=95) + b"\0" * 3000
    made = make(data)
    assert made.image is not None
    assert (made.image.width, made.image.height) == ((500, 250) if orientation < 5 else (250, 500))
    assert identify(data) is not None
    assert made.sizes
    for output in made.sizes:
        shown = opened(output.data).convert("RGB")
        assert shown.size == (made.image.width, made.image.height)
        red_at = {
            1: (10, 125),
            2: (490, 125),
            3: (490, 125),
            4: (10, 125),
            5: (125, 10),
            6: (125, 10),
            7: (125, 490),
            8: (125, 490),
        }
        r, g, b = shown.getpixel(red_at[orientation])  # type: ignore[misc]
        assert (r > 200, g < 90, b < 90) == (True, True, True)
        assert not shown.getexif()


def test_colours_of_another_profile_become_those_of_the_screen() -> None:
    lab_free = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    for profile in (lab_free, b"no profile at all"):
        made = make(file(photograph(500, 400), "PNG", icc_profile=profile))
        assert made.trouble is None
        assert all("icc_profile" not in opened(output.data).info for output in made.sizes)


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_modes_of_print_and_grey_are_shown(mode: str) -> None:
    made = make(file(photograph(600, 400, mode), "JPEG", quality=97))
    assert made.trouble is None
    assert made.sizes


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "1", "I;16"])
def test_every_kind_of_png_is_shown(mode: str) -> None:
    if mode == "I;16":
        image = Image.frombytes("I;16", (500, 400), random.Random(1).randbytes(500 * 400 * 2))
    else:
        image = photograph(500, 400, "LA" if mode == "LA" else "RGB").convert(mode)
    made = make(file(image, "PNG"))
    assert made.trouble is None
    assert made.image is not None


def test_sixteen_bits_of_grey_are_not_cut_off() -> None:
    ramp = Image.frombytes(
        "I;16", (256, 256), b"".join(struct.pack("<H", x * 256) for _ in range(256) for x in range(256))
    )
    data = file(ramp, "PNG", compress_level=0)
    shown = opened(make(data).sizes[0].data).convert("L")
    assert abs(int(shown.getpixel((64, 128))) - 64) < 12  # type: ignore[arg-type]


def test_what_is_clear_stays_clear() -> None:
    image = photograph(600, 400).convert("RGBA")
    image.putalpha(Image.linear_gradient("L").resize((600, 400)))
    for output in make(file(image, "PNG")).sizes:
        assert opened(output.data).convert("RGBA").getpixel((300, 0))[3] < 8  # type: ignore[index]


def test_a_moving_picture_stays_and_has_a_still_one() -> None:
    frames = [photograph(300, 200).rotate(turn) for turn in (0, 30, 60)]
    data = file(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=80, loop=0)
    made = make(data)
    assert made.image is not None
    assert made.image.offers == ()
    assert made.image.still == made.sizes[0].path
    assert not getattr(opened(made.sizes[0].data), "is_animated", False)


def test_a_picture_that_ends_early_is_told_and_shown_as_far_as_it_goes() -> None:
    whole = file(photograph(900, 600), "JPEG", quality=95)
    made = make(whole[: len(whole) // 2])
    assert made.trouble is Trouble.DAMAGED
    assert made.image is not None
    assert made.sizes == ()


def bomb(width: int, height: int) -> bytes:
    """A small PNG that claims to be a large one."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(99_999)))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [8001, 13_000, 60_000, 2**31 - 1])
def test_a_bomb_is_not_decoded(side: int) -> None:
    made = make(bomb(side, side))
    assert made.trouble in (Trouble.TOO_LARGE, Trouble.BROKEN)
    assert made.image is None


def test_a_very_long_picture_is_not_made_anew() -> None:
    made = make(file(photograph(500, 24_000), "JPEG", quality=95))
    assert made.image is not None
    assert (made.image.offers, made.trouble) == ((), None)


@pytest.mark.parametrize(
    ("data", "trouble"),
    [
        (b"", Trouble.BROKEN),
        (b"\x89PNG but no more", Trouble.BROKEN),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', Trouble.DRAWING),
        (b"%PDF-1.7", Trouble.BROKEN),
    ],
)
def test_what_is_no_picture_is_told(data: bytes, trouble: Trouble) -> None:
    assert make(data) == pictures.Made(None, (), trouble)
    assert identify(data) is None


@pytest.mark.parametrize("trouble", Trouble)
def test_each_trouble_names_the_page_and_the_picture(trouble: Trouble) -> None:
    finding = pictures.tell(trouble, "lamp.html", "lamp_files/lamp.png")
    assert finding.where == "lamp.html"
    assert "lamp_files/lamp.png" in finding.problem
    assert finding.remedy


_SEEDS = [
    file(photograph(90, 60), "JPEG"),
    file(photograph(90, 60), "PNG"),
    file(photograph(90, 60), "GIF"),
    file(photograph(90, 60), "WEBP"),
    file(photograph(90, 60), "AVIF"),
]


@given(st.sampled_from(_SEEDS), st.data())
def test_no_damage_stops_a_build(seed: bytes, data: st.DataObject) -> None:
    broken = bytearray(seed)
    for _ in range(data.draw(st.integers(1, 8))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    made = make(bytes(broken) + bytes(3000))
    assert made.image is not None or made.trouble is not None


def test_a_picture_is_made_once_and_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = file(photograph(600, 400), "JPEG", quality=95)
    first = Keeper(tmp_path / "kept").made(data)
    times: list[bytes] = []
    monkeypatch.setattr(pictures, "make", lambda given: times.append(given) or first)
    assert Keeper(tmp_path / "kept").made(data) == first
    assert times == []


def test_what_was_kept_badly_is_made_anew(tmp_path: Path) -> None:
    data = file(photograph(600, 400), "JPEG", quality=95)
    keeper = Keeper(tmp_path)
    first = keeper.made(data)
    (tmp_path / keeper.name(data)).write_bytes(b"half of it")
    assert keeper.made(data) == first
    assert Keeper(tmp_path).made(data) == first


def test_pictures_that_are_gone_are_dropped(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path)
    one, other = (file(photograph(200, side), "JPEG") for side in (100, 150))
    keeper.made(one)
    keeper.made(other)
    keeper.drop({keeper.name(one)})
    assert [path.name for path in tmp_path.iterdir()] == [keeper.name(one)]
