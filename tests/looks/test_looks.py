"""How pages look: each is compared with a picture that somebody has looked at and accepted.

Pictures of one page differ from machine to machine: other typefaces, another smoothing of their edges. So all text stands in
the one typeface that the theme ships, the articles are those whose letters it has, and pictures are compared at a quarter of
their size, where smoothing is gone and a line that moved is not. `pytest --accept tests/looks` replaces the pictures that
differ; look at them before you commit them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser

from readery import assets, pages
from readery.model import (
    Collection,
    Facts,
    Links,
    Neighbour,
    People,
    Person,
    Related,
    Source,
    Sources,
    Tag,
    Vocabulary,
)
from readery.pages import Site
from readery.render import Renderer
from tests.pages import shelf

Bearer = TypeVar("Bearer", Tag, Person, Source)

ACCEPTED = Path(__file__).with_name("accepted")
KINDS = {
    "home": "index.html",
    "article": "articles/lamp/index.html",
    "ending": "articles/lamp/index.html",
    "tags": "tags/index.html",
    "authors": "authors/index.html",
    "name": "tags/trains/index.html",
    "timeline": "timeline/index.html",
    "year": "timeline/2021/index.html",
    "glance": "glance/index.html",
    "search": "search/index.html",
}
LOOKS = (
    *((kind, width, "light") for kind in KINDS for width in (320, 1280)),
    *(("article", 1280, scheme) for scheme in ("dark", "sepia", "contrast")),
    ("home", 1280, "dark"),
    ("article", 800, "print"),
)
ONE_FACE = """@import url("legible.css");
:root { --serif: "Atkinson Hyperlegible"; --sans: "Atkinson Hyperlegible"; --mono: "Atkinson Hyperlegible"; }
"""
TALLEST = 1600
"""Pixels of a page that are compared."""
SMALLER = 4
"""Pictures are kept and compared at this fraction of their size."""
COLOURS = 64
"""So many are kept of a picture: it is of letters on paper."""
NEAR = 40
"""Levels of 256 by which a pixel may differ."""
ELSEWHERE = 0.002
"""Share of pixels that may differ more. A line of text that moved makes several times as many."""


def site() -> Site:
    """The small site without the articles whose letters the typeface lacks."""
    whole = shelf.site(more=60)
    entries = tuple(e for e in whole.collection.entries if e.head.slug not in ("maps", "fog", "hostile", "long-title"))
    ids = {entry.head.slug: entry.head.id for entry in entries}
    of_articles = {
        kind: {article: fact for article, fact in facts.items() if article in ids.values()}
        for kind, facts in whole.facts.of_articles.items()
        if kind is not Links
    }
    near = tuple(Neighbour(ids[slug], 0.5, "", ("fog", "lighthouses")) for slug in ("trains", "brot", "pictures"))
    of_articles[Related] = {ids["lamp"]: Related(near)}
    vocabulary, people, sources = (whole.facts.whole(kind) for kind in (Vocabulary, People, Sources))
    assert vocabulary
    assert people
    assert sources
    of_collection = {
        Vocabulary: Vocabulary(_borne(vocabulary.tags, ids.values())),
        People: People(_borne(people.authors, ids.values())),
        Sources: Sources(_borne(sources.sources, ids.values())),
    }
    return replace(whole, collection=Collection(entries), facts=Facts(of_articles, of_collection))


def _borne(names: Iterable[Bearer], articles: Iterable[str]) -> tuple[Bearer, ...]:
    """`names` with those of their articles that are among `articles`."""
    known = frozenset(articles)
    kept = (replace(name, articles=tuple(each for each in name.articles if each in known)) for name in names)
    return tuple(name for name in kept if name.articles)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as files, all of it in one typeface."""
    root = tmp_path_factory.mktemp("looks")
    (root / "own" / "assets").mkdir(parents=True)
    (root / "own" / "assets" / "own.css").write_text(ONE_FACE, encoding="utf-8")
    shown, theme = site(), assets.theme(root / "own")
    renderer = Renderer(shown.settings, theme)
    for output in (*(renderer.render(page) for page in pages.plan(shown)), *theme.files, shelf.PICTURE):
        path = root / "site" / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(output.data)
    return root / "site"


@pytest.mark.parametrize(("kind", "width", "scheme"), LOOKS)
def test_a_page_looks_as_it_was_accepted(
    chromium: Browser, folder: Path, tmp_path: Path, request: pytest.FixtureRequest, kind: str, width: int, scheme: str
) -> None:
    shown = picture(chromium, folder / KINDS[kind], width, scheme, ending=kind == "ending")
    file = ACCEPTED / f"{kind}-{width}-{scheme}.png"
    difference = "there is no accepted picture yet" if not file.exists() else differs(Image.open(file), shown)
    if difference and request.config.getoption("--accept"):
        file.parent.mkdir(exist_ok=True)
        shown.quantize(COLOURS, Image.Quantize.MAXCOVERAGE).save(file, optimize=True)
    elif difference:
        shown.save(tmp_path / file.name)
        pytest.fail(
            f"{file.name}: {difference}. What it looks like now: {tmp_path / file.name}. "
            f"If that is meant: pytest --accept tests/looks"
        )


def picture(chromium: Browser, path: Path, width: int, scheme: str, ending: bool) -> Image.Image:
    """The top of a page, small, or what stands at its end."""
    context = chromium.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(path.as_uri())
    if scheme == "print":
        page.emulate_media(media="print")
    elif scheme not in ("light", "dark"):
        page.evaluate("scheme => document.documentElement.setAttribute('data-scheme', scheme)", scheme)
    page.evaluate("document.fonts.ready")
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": height if ending else min(TALLEST, height)})
    page.evaluate("Promise.all([...document.images].map((image) => image.decode()))")
    data = page.locator(".more").screenshot() if ending else page.screenshot()
    context.close()
    whole = Image.open(BytesIO(data)).convert("RGB")
    return whole.resize((whole.width // SMALLER, whole.height // SMALLER), Image.Resampling.BOX)


def differs(accepted: Image.Image, shown: Image.Image) -> str:
    """What is different, or nothing."""
    if accepted.size != shown.size:
        return f"it was {accepted.size} and is {shown.size} (at a quarter of its size)"
    bands = ImageChops.difference(accepted.convert("RGB"), shown).split()
    furthest = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    elsewhere = sum(furthest.histogram()[NEAR + 1 :]) / (shown.width * shown.height)
    return f"{elsewhere:.1%} of it differ" if elsewhere > ELSEWHERE else ""
