"""Pages of any size and any content become pages that can be read, hold to the rules, and do nothing on their own."""

from __future__ import annotations

import html
import io
import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page
from selectolax.lexbor import LexborHTMLParser

from readery import check
from readery.cli import main
from readery.findings import Severity
from readery.settings import Settings

HOSTILE = "<script>alert('x')</script>\"'&<b onmouseover=alert(1)>]]>{{ 7*7 }}<img src=x onerror=alert(2)>"
"""What every field of the hostile page holds."""
FILE = "<img src=x onerror=alert(1)>\"'& {{7*7}}"
"""Its name."""
TITLE = ("A title that goes on and on about lamps and the sea, " * 12)[:500]
LINE = "The lamp was lit at {} and burned until the morning, and whoever kept it wrote down the hour, the wind and the sky."
WORDS = "lamp fog harbour keeper oil night wind sky book tide ferry bridge rope bell horn gull salt iron paper letter".split()
SYLLABLES = "ba de fi go lu mer nat os pil quer rum sim tal".split()


def prose(paragraphs: int, of: str) -> str:
    """Paragraphs that no two pages share."""
    return "".join(f"<p>{LINE.format(f'{of} {n}')}</p>" for n in range(paragraphs))


def document(title: str, body: str, head: str = "") -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><main><article>{body}</article></main></body></html>"
    )


def hostile() -> str:
    """A page that holds HOSTILE wherever a page says anything."""
    said = html.escape(HOSTILE)
    names = ("author", "keywords", "description")
    properties = ("og:site_name", "article:section", "article:published_time", "article:tag", "og:image")
    head = f'<link rel="canonical" href="javascript:alert(1)//{said}">'
    head += "".join(f'<meta name="{name}" content="{said}">' for name in names)
    head += "".join(f'<meta property="{name}" content="{said}">' for name in properties)
    body = f"""<h1>{said}</h1><p class="byline">By <a rel="author" href="javascript:alert(1)">{said}</a></p>{prose(4, "dusk")}
<figure><img src="only_files/0.png" alt="{said}"><figcaption>{said}</figcaption></figure>
<figure><img src="javascript:alert(1)" alt="{said}"><figcaption>{said}</figcaption></figure>{prose(3, "night")}
<p>A sentence with <a href="javascript:alert(1)">one</a>, <a href="data:text/html,{said}">two</a> and
<a href="https://x.example/{said}">three</a> addresses, long enough to be part of the text.</p>
<table><caption>{said}</caption><tr><th>{said}</th></tr><tr><td>{said}</td></tr></table>
<pre><code class="language-{said}">{said}</code></pre>{prose(3, "dawn")}"""
    return document(said, body, head)


def book(words: int) -> str:
    """A text scrape of that many words."""
    random_ = random.Random(1)
    paragraphs = []
    while words > 0:
        length = random_.randint(40, 120)
        paragraphs.append(" ".join(random_.choices(WORDS, k=length)).capitalize() + ".")
        words -= length
    return "The longest book of lamps\n\n" + "\n\n".join(paragraphs) + "\n"


def pages() -> dict[str, str]:
    tags = [a + b + c for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES][:2000]
    pictures = "".join(f'<figure><img src="only_files/{n}.png" alt=""></figure>' for n in range(3))
    return {
        "long-title.html": document(TITLE, f"<h1>{TITLE}</h1>{prose(6, 'eight')}"),
        "unbroken-title.html": document("Unbreakable" * 45, f"<h1>{'Unbreakable' * 45}</h1>{prose(6, 'nine')}"),
        "none.html": f"<html><body><article>{prose(6, 'ten')}</article></body></html>",
        "many-tags.md": f"---\ntitle: Two thousand tags\ntags: {json.dumps(tags)}\n---\n\n{LINE.format('noon')}\n",
        "three.md": "# Three words\n\nLamps burn oil.\n",
        "book.txt": book(200_000),
        "only.html": document("Only pictures", f"<h1>Only pictures</h1>{pictures}"),
        f"{FILE}.html": hostile(),
        f"{FILE}.html.toml": "".join(f"{name} = '''{HOSTILE}'''\n" for name in ("title", "notes"))
        + "".join(f"{name} = ['''{HOSTILE}''']\n" for name in ("tags", "authors")),
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("bad")
    (root / "seeds" / "only_files").mkdir(parents=True)
    for name, text in pages().items():
        (root / "seeds" / name).write_text(text, encoding="utf-8")
    for n, size in enumerate([(900, 600), (300, 1800), (1600, 200)]):
        data = io.BytesIO()
        Image.new("RGB", size, (90, 120, 40 * n)).save(data, "PNG")
        (root / "seeds" / "only_files" / f"{n}.png").write_bytes(data.getvalue())
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        (root / "readery.toml").write_text(
            "[site]\ntitle = 'Bad <b>input</b> & \"co\"'\ndescription = '<script>alert(1)</script>'\n", encoding="utf-8"
        )
        assert main(["build", "--jobs", "1"]) == 0
    return root / "site"


def trees(site: Path) -> Iterator[tuple[str, LexborHTMLParser]]:
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), LexborHTMLParser(path.read_text(encoding="utf-8"))


def article(site: Path, title: str) -> LexborHTMLParser:
    return next(tree for _, tree in trees(site) if (found := tree.css_first("article h1")) and found.text() == title)


def test_a_check_finds_no_error(site: Path) -> None:
    found = check.check(site, Settings())
    assert [str(finding) for finding in found if finding.kind.severity is Severity.ERROR] == []


def test_nothing_hostile_is_more_than_text(site: Path) -> None:
    for path, tree in trees(site):
        for node in tree.css("*"):
            attributes = node.attributes
            assert not [name for name in attributes if name.startswith("on")], path
            addresses = [attributes.get(name) or "" for name in ("href", "src", "action", "srcset")]
            assert not [each for each in addresses if each.lower().startswith(("javascript:", "data:text"))], path
        for node in tree.css("script"):
            assert node.attributes.get("src") or node.attributes.get("type") == "application/ld+json", path
    shown = article(site, HOSTILE)
    assert shown.css_first(".note p").text() == HOSTILE
    assert HOSTILE in [node.text() for node in shown.css(".tags bdi")]
    assert HOSTILE in shown.css_first("figcaption").text()
    assert FILE in shown.css_first(".original").text()


def test_a_title_is_whole_on_its_own_page_and_cut_on_others(site: Path) -> None:
    whole = article(site, TITLE.strip())
    assert TITLE.strip() in whole.css_first("title").text()
    named = [
        node.text()
        for path, tree in trees(site)
        if not path.startswith("articles/")
        for node in tree.css("main a")
        if node.text().startswith(TITLE[:20])
    ]
    assert named
    assert {name[-1] for name in named} == {"…"}
    assert max(map(len, named)) <= 161


def test_many_tags_stand_behind_a_few(site: Path) -> None:
    opening = article(site, "Two thousand tags").css_first(".opening")
    assert len(opening.css(".about > .tags li")) == 12
    assert len(opening.css("details .tags li")) > 100


def test_nothing_is_left_out(site: Path) -> None:
    assert len(article(site, "The longest book of lamps").css_first(".prose").text().split()) >= 200_000
    assert article(site, "Three words").css_first(".prose").text().split() == ["Lamps", "burn", "oil."]
    assert len(article(site, "Only pictures").css(".prose img")) == 3
    assert [path for path, _ in trees(site) if path == "articles/none/index.html"]


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    opened = context.new_page()
    said: list[str] = []
    opened.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    context.close()
    assert said == []


@pytest.mark.parametrize("width", [320, 1440])
def test_every_page_fits_and_begins_with_its_text(page: Page, site: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    wrong = {}
    for path, tree in trees(site):
        if path.startswith(("tags/", "glance/together/")) and path != "tags/index.html":
            continue
        page.goto((site / path).as_uri())
        wide = page.evaluate("document.documentElement.scrollWidth")
        text = tree.css_first(".prose")
        below = page.evaluate("document.querySelector('.prose').getBoundingClientRect().top") if text else 0
        if wide > width or below > 2 * 800:
            wrong[path] = (wide, below)
    assert wrong == {}
