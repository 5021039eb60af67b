"""Words are cut by the page's script exactly as by the build."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from readery import languages, search, stems
from readery.search import _stemmers
from readery.search._terms import terms, tokens

FOLDER = resources.files(search).joinpath("stemmers")
LANGS = sorted(file.name[:-3] for file in FOLDER.iterdir() if file.name[2:] == ".js")
SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def page(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder = tmp_path_factory.mktemp("scripts")
    for output in _stemmers.scripts(LANGS):
        path = folder / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(output.data)
    script = Path(__file__).parents[2] / "templates/assets/search-index.js"
    (folder / "search-index.js").write_bytes(script.read_bytes())
    (folder / "readery.js").write_text("window.readery = {};")
    (folder / "index.html").write_text(
        '<!doctype html><meta charset="utf-8"><script src="readery.js"></script>'
        '<script src="search-index.js" data-index="search/"></script>'
    )
    opened = chromium.new_page()
    opened.goto((folder / "index.html").as_uri())
    yield opened
    opened.close()


def cut(page: Page, text: str, lang: str) -> list[list[str]]:
    found: list[list[str]] = page.evaluate("([text, lang]) => readery.cut(text, lang)", [text, lang])
    return found


def here(text: str, lang: str) -> list[list[str]]:
    return [sorted(terms(lang)[word]) for word in tokens(text)]


def same(page: Page, text: str, lang: str) -> None:
    assert [sorted(each) for each in cut(page, text, lang)] == here(text, lang)


def sample() -> str:
    """Every raw page of the sample collection: words of several languages, and much that is none."""
    pages = sorted(path for path in SEEDS.rglob("*") if path.suffix in (".txt", ".md", ".html"))
    return "\n".join(path.read_bytes().decode("utf-8", "replace") for path in pages)


@pytest.mark.parametrize("lang", LANGS)
def test_stems_are_the_same(page: Page, lang: str) -> None:
    known = languages.find(lang)
    own = " ".join(known.stop) + json.dumps(known.entries, ensure_ascii=False) if known else ""
    words = " ".join(sorted(set(tokens(sample() + " " + own))))
    same(page, words, lang)


def test_every_language_has_its_stemmer_in_the_build(page: Page) -> None:
    words = ("international", "überfahrten", "élèves", "running", "skis")
    for lang in LANGS:
        assert stems.stemmer(lang) is not list, lang
    assert stems.stemmer("en")(words)[0] == cut(page, words[0], "en")[0][0]


@given(st.text(max_size=200))
def test_any_text_is_cut_alike(page: Page, text: str) -> None:
    clean = text.encode("utf-8", "ignore").decode()
    same(page, clean, "en")


@pytest.mark.parametrize(
    "text",
    [
        "Don’t stop — the U.S. snake_case 10,000 x²",
        "ＦＵＬＬ ｗｉｄｔｈ ﬁne ﬂow Ⅷ",
        "Straße GROẞ İstanbul ılık ΟΔΟΣ όδος",
        "東京の夜 カタカナ ひらがな 人々 𠮷野家",
        "ภาษาไทย ຂອງລາວ မြန်မာ ខ្មែរ བོད་",
        "नमस्ते दुनिया தமிழ்한국어 문장",
        "الحُرّاس مـكـتـبـة إلى مدرسة שָׁלוֹם",
        "a\u0301e\u0301 e\u0301le\u0300ve",
        "x" * 100,
    ],
)
def test_texts_of_many_scripts_are_cut_alike(page: Page, text: str) -> None:
    same(page, text, "")
    same(page, text, "en")
