"""Pages that mean harm: nothing unsafe gets into an article, whatever stands where."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readery import markup
from readery.clean import clean
from readery.model import Article, Media, Owner, RawPage
from readery.settings import Overrules
from tests.hostile.sound import sound
from tests.hostile.vectors import SENTENCES, VECTORS, WRITERS, owned_by, raw


@pytest.mark.parametrize("media", list(Media))
@pytest.mark.parametrize("vector", VECTORS, ids=range(len(VECTORS)))
def test_nothing_unsafe_gets_into_an_article(vector: str, media: Media) -> None:
    for owner, url in ((Owner(), None), (owned_by(vector), "https://e.example/lamps")):
        result = clean(raw(WRITERS[media](vector), media, owner, url), {"e.example": Overrules((vector,), ("boats",))})
        sound(result)


PIECES = (
    *VECTORS,
    *SENTENCES,
    *(
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<article>",
        "</article>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<ul>",
        "<li>",
        "<b>",
        "</i>",
    ),
    *(
        "<h1>",
        "</h1>",
        "<h2>",
        "<a href='",
        "'>",
        "<!--",
        "-->",
        "<",
        ">",
        "&",
        "&amp",
        "&#",
        ";",
        "\n",
        "\n\n",
        "\t",
        " ",
        "\x00",
        "\r",
    ),
    *(
        "<figure>",
        "<figcaption>",
        "<img alt=",
        "<pre>",
        "<code>",
        "<blockquote>",
        "<br>",
        "<hr>",
        "<dl><dt>",
        "<title>",
        "</title>",
    ),
    *(
        '<script type="application/ld+json">',
        '{"@type": "Article", "headline": [',
        "]}",
        "</script>",
        '{"@graph": null}',
        "1e999",
    ),
    *(
        '<meta property="og:title" content="',
        '<html lang="',
        '<time datetime="',
        "2016-13-45T99:99",
        "13/12/2016",
        "99999999999999",
    ),
    *(
        "# ",
        "> ",
        "- ",
        "1. ",
        "```",
        "[^1]",
        "[^1]: ",
        "| a | b |\n|---|",
        "    ",
        "***",
        "___",
        "![",
        "](",
        "<sup>",
        "$$",
        "\\(",
    ),
    *(
        "By ",
        "Comments",
        "Share this",
        "Read more:",
        "©",
        "Photo: EPA",
        "毎晩九時",
        "مساء",
        "\u200f",
        "e\u0301",
        "😀",
        "İ",
        "ß",
        "\u3000",
    ),
)
MAD = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), max_size=30).map("".join)


@given(
    text=MAD,
    media=st.sampled_from(list(Media)),
    url=st.one_of(st.none(), st.text(max_size=30).map("https://e.example/{}".format)),
)
def test_no_page_makes_cleaning_fail(text: str, media: Media, url: str | None) -> None:
    sound(clean(raw(text, media, url=url)))


WORDS = st.text(st.characters(codec="utf-8"), max_size=30)


@given(
    st.builds(
        Owner,
        title=st.one_of(st.none(), WORDS),
        dek=st.one_of(st.none(), WORDS),
        authors=st.lists(WORDS, max_size=2).map(tuple),
        site=st.one_of(st.none(), WORDS),
        published=st.sampled_from([None, "2016-12-13", "2016-12-13T12:12:00-05:00"]),
        lang=st.sampled_from([None, "en", "ar", "zh-Hant-TW", "qaa"]),
        slug=st.sampled_from([None, "lamps"]),
        tags=st.lists(WORDS, max_size=2).map(tuple),
        keep=st.lists(WORDS, max_size=2).map(tuple),
        drop=st.lists(WORDS, max_size=2).map(tuple),
    ),
    st.sampled_from(list(Media)),
)
def test_no_owner_makes_cleaning_fail(owner: Owner, media: Media) -> None:
    clean(raw(WRITERS[media]("and so on."), media, owner))


def again(article: Article) -> RawPage:
    """An article's own HTML as a raw page."""
    placed = [markup.PlacedImage(each.url or "lamp.png", each.alt or "", None, None) for each in article.pictures]
    body = markup.place(article.html, placed, {}).markup
    title = html.escape(article.head.title)
    lang = f' lang="{article.head.lang}"' if article.head.lang else ""
    return raw(
        f"<!doctype html><html{lang}><head><title>{title}</title></head><body><article><h1>{title}</h1>\n{body}</article></body></html>"
    )


@pytest.mark.parametrize("media", list(Media))
def test_sanitising_what_is_clean_changes_nothing(media: Media) -> None:
    for vector in VECTORS:
        article = clean(raw(WRITERS[media](vector), media)).article
        if article is not None:
            assert markup.sanitise(article.html.markup).markup == article.html.markup


EXTRAS = (
    "<blockquote><p>I do not ring then, said the keeper, because he is already awake, and he knows it too.</p></blockquote>",
    "<ul><li>Seven lamps: the boats may go out.</li><li>Three lamps: she rings the harbour master.</li></ul>",
    "<h2>What the books say</h2><p>The thinnest of them is that of the winter in which the harbour froze over.</p>",
    "<table><tr><th>Year</th><th>Lamps</th></tr><tr><td>1871</td><td>7</td></tr></table>",
    "<figure><img src='lamp.png' alt='A lamp'><figcaption>The lamp at the end of the pier</figcaption></figure>",
    "<div class='share'>Share this on Facebook</div>",
    "<div class='newsletter'><h3>Sign up to our newsletter</h3><p>Get the best stories in your inbox.</p></div>",
    "<p><a href='https://e.example/a'>Read more</a></p>",
    "<nav><ul><li><a href='/'>Home</a></li><li><a href='/news'>News</a></li></ul></nav>",
)
OPENING, *MIDDLE, ENDING = (f"<p>{sentence}</p>" for sentence in SENTENCES)
BLOCKS = (
    st.lists(st.sampled_from(EXTRAS), unique=True, max_size=4)
    .flatmap(lambda extras: st.permutations([*MIDDLE, *extras]))
    .map(lambda blocks: "".join((OPENING, *blocks, ENDING)))
)


@given(BLOCKS)
def test_cleaning_twice_changes_nothing_more(blocks: str) -> None:
    first = clean(
        raw(f"<title>The keeper of the lamps</title><body><article><h1>The keeper of the lamps</h1>{blocks}</article>")
    ).article
    if first is None:
        return
    second = clean(again(first)).article
    assert second is not None
    assert second.text.split() == first.text.split()
