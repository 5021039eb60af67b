"""A small collection made by hand for tests of search, and readers of its index."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from readery import assets, pages, search
from readery.model import Article, Collection, Entry, Facts, Head, Origin, Output, SafeHtml, Tags, TagUse
from readery.pages import Site
from readery.render import Renderer
from readery.settings import Settings
from readery.slugs import slug

HOSTILE = "</script><img src=x onerror=alert(1)>\"'&{{7*7}}\u2028\\"


def article(title: str, text: str, **fields: object) -> Article:
    """An article of this title and text."""
    article_id = hashlib.sha256(title.encode()).hexdigest()[:12]
    head = Head(article_id, Origin(f"{article_id}.txt", "text", ""), title, slug(title) or article_id, **fields)  # type: ignore[arg-type]
    return Article(head, SafeHtml(""), text)


ARTICLES = (
    article(
        "The keeper of the lamp",
        "Every harbour had a keeper.\n\nThe keepers were running up the stairs at night, and nobody ran faster than Maud.",
        lang="en",
        site="The Harbour Review",
        url="https://www.harbour.example/keeper",
        authors=("Jane O’Brien",),
        published="2016-12-13T12:12:00-05:00",
    ),
    article(
        "Stairs",
        "A flight of stairs; a lamp on each. The night is long.",
        lang="en",
        site="Slow Line",
        published="2019-05-01",
    ),
    article("Night boats", "The lamp was lit at night. " * 3 + "Fog, then nothing.", lang="en", published="2021-01-09"),
    article(
        "Große Überfahrten",
        "Die Häuser am Hafen sahen viele Überfahrten und große Schiffe.",
        lang="de-AT",
        site="Salzblatt",
    ),
    article("Les élèves", "Les élèves étudient l’économie de la forêt près du cœur de l’île.", lang="fr"),
    article("東京の夜", "東京の夜は静かだ。港には灯台がある。", lang="ja"),
    article("الفنارات القديمة", "كان الحرّاس يكتبون في الدفاتر كل ليلة.", lang="ar", dir="rtl"),
    article("Без языка", "Слово о маяке"),
    article(HOSTILE, f"Hostile words here. {HOSTILE}", authors=(HOSTILE,), site=HOSTILE, lang="en", published="never"),
    article(
        "A long book", "Opening chapter. " * 3000 + "\n\nThe very last passage names a quixotic zeppelin.", lang="en"
    ),
)
_TAGGED = {
    "The keeper of the lamp": ("Lighthouses", "Climate Change"),
    "Night boats": ("Lighthouses",),
    HOSTILE: (HOSTILE,),
}


def collection(articles: Iterable[Article] = ARTICLES) -> Collection:
    """These articles."""
    return Collection(tuple(Entry(each.head, f"articles/{each.head.slug}/index.html") for each in articles))


def facts() -> Facts:
    """The tags of `ARTICLES`."""
    tags = {
        each.head.id: Tags(tuple(TagUse(name, slug(name), "owner", 1.0) for name in _TAGGED[each.head.title]))
        for each in ARTICLES
        if each.head.title in _TAGGED
    }
    return Facts({Tags: tags}, {})


def index(articles: Iterable[Article] = ARTICLES) -> dict[str, bytes]:
    """The files of their index."""
    known = {each.head.id: each for each in articles}

    def load(ids: Iterable[str]) -> Iterator[Article]:
        return (known[article_id] for article_id in ids)

    outputs = list(search.index(collection(known.values()), facts(), load))
    assert len({output.path for output in outputs}) == len(outputs)
    return {output.path: output.data for output in outputs}


def value(data: bytes) -> object:
    """What a file of the index hands over."""
    text = data.decode()
    assert text.startswith("readery.put(")
    assert text.endswith(");\n")
    return json.loads(f"[{text[12:-3]}]")[1]


def write(folder: Path, articles: tuple[Article, ...] = ARTICLES) -> None:
    """The index, the search page and the theme, as files."""
    known = {each.head.id: each for each in articles}
    site = Site(Settings(), collection(articles), facts(), {}, lambda ids: (known[each] for each in ids))
    theme = assets.theme()
    renderer = Renderer(site.settings, theme)
    made: Mapping[str, bytes] = index(articles)
    rendered = (renderer.render(page) for page in pages.plan(site))
    for output in (*rendered, *theme.files, *(Output(path, data) for path, data in made.items())):
        path = folder / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(output.data)
