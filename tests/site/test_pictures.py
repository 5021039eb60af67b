"""Pictures beside a page, inside it, and on other servers."""

import base64
import io
from pathlib import Path

import pytest
from PIL import Image

from .conftest import Build

PAGE = """<!doctype html><html lang="en"><head><title>The lamp</title></head><body><article><h1>The lamp</h1>
<p>The lamp at Skerrow Point was lit for the first time on a night in March, and nobody who saw it said a word about it
for the rest of the evening, which in that town was the highest praise there was.</p>
<figure><img src="lamp_files/lamp.png" alt="A lamp"><figcaption>The lamp in 1861. Photo: A. Quill</figcaption></figure>
<p>It had been built in Paris and had come by sea, in eleven crates, of which one was dropped in the harbour and
fished up again by a man who charged by the hour and took his time over it.</p>
<figure><img src="data:image/png;base64,{data}" alt="A plan"><figcaption>The plan of the lamp room.</figcaption></figure>
<p>The keeper's wife polished it every morning with rouge and spirits of wine, and the keeper lit it every evening, and
between them they missed, in forty years, two nights.</p>
<figure><img src="https://pictures.example/keeper.jpg" alt="The keeper"><figcaption>The keeper on his last day.</figcaption></figure>
<p>After that there was a switch, and then a timer, and then somebody in another town with a screen in front of them.</p>
<figure><img src="lamp_files/broken.png" alt="Nothing"><figcaption>A picture that was never saved whole.</figcaption></figure>
<p>The lamp is in the museum now. It is switched on for visitors, but not for long, because of the heat.</p>
</article></body></html>"""


def png(width: int, height: int) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(data, "PNG")
    return data.getvalue()


@pytest.fixture
def lamp(seeds: Path) -> Path:
    """A page with a picture beside it, one inside it, one elsewhere, and a broken one."""
    (seeds / "lamp_files").mkdir()
    (seeds / "lamp_files" / "lamp.png").write_bytes(png(64, 48))
    (seeds / "lamp_files" / "broken.png").write_bytes(b"\x89PNG but no more")
    page = PAGE.replace("{data}", base64.b64encode(png(300, 200)).decode())
    (seeds / "lamp.html").write_text(page, encoding="utf-8")
    return seeds


def shown(tmp_path: Path) -> str:
    return (tmp_path / "site/articles/the-lamp/index.html").read_text(encoding="utf-8")


def test_pictures_here_are_copied_and_named_by_content(build: Build, lamp: Path, tmp_path: Path) -> None:
    assert lamp.exists()
    assert build() == 1
    page = shown(tmp_path)
    files = sorted((tmp_path / "site/media").iterdir())
    assert {path.read_bytes() for path in files} == {png(64, 48), png(300, 200)}
    for path in files:
        assert f'src="../../media/{path.name}"' in page
    assert 'alt="A lamp" width="64" height="48"' in page
    assert 'alt="A plan" width="300" height="200"' in page


def test_a_picture_elsewhere_is_linked_and_not_loaded(build: Build, lamp: Path, tmp_path: Path) -> None:
    assert lamp.exists()
    build()
    page = shown(tmp_path)
    assert 'src="https://pictures.example' not in page
    assert 'href="https://pictures.example/keeper.jpg"' in page
    assert "The keeper on his last day." in page


@pytest.mark.parametrize(("remote", "count"), [("keep", 1), ("drop", 0)])
def test_the_owner_decides_about_pictures_elsewhere(
    build: Build, lamp: Path, tmp_path: Path, remote: str, count: int
) -> None:
    assert lamp.exists()
    (tmp_path / "readery.toml").write_text(f'[images]\nremote = "{remote}"\n')
    build()
    assert shown(tmp_path).count("https://pictures.example/keeper.jpg") == count
    assert "The keeper on his last day." in shown(tmp_path)


def test_a_broken_picture_is_reported_and_its_caption_stands(
    build: Build, lamp: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lamp.exists()
    build()
    assert "broken.png" in capsys.readouterr().out
    assert "A picture that was never saved whole." in shown(tmp_path)
    assert "broken.png" not in shown(tmp_path)


def test_sizes_of_pictures_that_are_gone_are_dropped(build: Build, lamp: Path, tmp_path: Path) -> None:
    def kept() -> set[str]:
        return {path.name for path in (tmp_path / ".readery/pictures").iterdir()}

    build()
    before = kept()
    (lamp / "lamp_files" / "lamp.png").write_bytes(png(96, 48))
    build()
    assert len(kept()) == len(before)
    assert len(kept() - before) == 1
    (lamp / "lamp.html").write_text(
        "<title>The lamp</title><h1>The lamp</h1><p>It is dark now, as it was once before.</p>" * 3
    )
    build()
    assert kept() == set()
