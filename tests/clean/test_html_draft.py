"""How whole pages of HTML become drafts: what is left out and why, the owner's will, and odd input."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readery.clean import clean, html
from readery.clean.draft import NoArticle, Will
from readery.model import Media, Origin, RawPage

PARAGRAPHS = [
    "Every evening at nine the keeper walks to the end of the pier and counts the lamps that she can still see, one by one.",
    "If there are seven, it is a clear night, and the boats may go out; if there are three, she rings the bell and waits.",
    "The counting has been done since 1871, and the books in which it is written down fill a shelf in the old library.",
    "Last year a student from the mainland read them all, and found that the fog has become rarer by about a third.",
    "Nobody on the island believed her at first, but the numbers are plain, and the keeper has checked them twice over.",
]
STORY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
PAGE = f"""<!doctype html><html lang="en"><head><title>Counting lamps | Harbour Post</title></head><body>
<header><a href="/">Harbour Post</a><nav><ul><li><a href="/a">News</a></li><li><a href="/b">Sport</a></li></ul></nav></header>
<main><article class="story"><h1>Counting lamps</h1><div class="share"><a href="#">Share</a><a href="#">Tweet</a></div>
<div class="article-body">{STORY}</div></article>
<aside class="related"><h2>Related stories</h2><ul><li><a href="/x">A bell is stolen</a></li><li><a href="/y">The
ferry is late</a></li></ul></aside></main>
<div id="comments"><h3>2 comments</h3><div class="comment"><p>Nice one!</p></div></div>
<footer><p>© 2021 Harbour Post. All rights reserved.</p></footer></body></html>"""


def page(text: str) -> RawPage:
    return RawPage(Origin("page.html", "html", "0" * 64), Media.HTML, text, "https://harbour.example/lamps")


def test_the_article_comes_out_whole_and_alone() -> None:
    article = clean(page(PAGE)).article
    assert article is not None
    assert article.text.split("\n\n") == PARAGRAPHS


def test_without_its_trail_all_else_is_the_same() -> None:
    told, untold = clean(page(PAGE)), clean(page(PAGE), explain=False)
    assert told.article is not None
    assert told.article.trail
    assert untold == replace(told, article=replace(told.article, trail=()))


def test_every_passage_is_in_the_trail_in_order_and_a_menu_is_one_verdict() -> None:
    trail = html.draft(page(PAGE), Will()).trail
    kept = [verdict.text for verdict in trail if verdict.kept]
    assert kept == PARAGRAPHS
    removed = [verdict.text for verdict in trail if not verdict.kept]
    assert "News Sport" in removed
    assert any("All rights reserved" in text for text in removed)
    assert all(verdict.step and verdict.reason for verdict in trail)


def test_the_owner_overrules_by_passage() -> None:
    article = clean(page(PAGE)).article
    assert article is not None
    draft = html.draft(page(PAGE), Will(keep=("A bell is stolen",), drop=("nobody on the ISLAND",)))
    assert "A bell is stolen" in draft.body
    assert PARAGRAPHS[4] not in draft.body
    owner = [verdict for verdict in draft.trail if verdict.step == "owner"]
    assert [verdict.kept for verdict in owner] == [False, True]


@pytest.mark.parametrize("text", ["", "<html></html>", "<nav><a href='/'>Home</a></nav>", "<script>var a = 1</script>"])
def test_a_page_without_text_says_so(text: str) -> None:
    with pytest.raises(NoArticle):
        html.draft(page(text), Will())


@pytest.mark.parametrize(
    "text",
    [
        PAGE[: PAGE.index("The counting")],
        PAGE.replace("</p>", "").replace("</div>", ""),
        PAGE.replace("counts", "cou\0nts"),
        "<div>" * 3000 + STORY,
        "<b><i>" * 2000 + STORY,
        "<ul><li>" * 1000 + STORY,
        "<blockquote>" * 2000 + STORY,
        "<table><tr><td>" * 300 + STORY,
        STORY + "".join(f'<a href="/{number}">{number}</a>' for number in range(3000)),
        "<p " + " ".join(f"a{number}=1" for number in range(25_000)) + ">" + STORY,
        "<select>" + "<option>a" * 3000 + "</select>" + STORY,
    ],
    ids=[
        "truncated",
        "unclosed",
        "null",
        "divs",
        "inline",
        "lists",
        "quotes",
        "tables",
        "links",
        "attributes",
        "options",
    ],
)
def test_odd_pages_keep_their_article(text: str) -> None:
    found = html.draft(page(text), Will())
    assert "walks to the end of the pier" in found.body


def test_nesting_beyond_measure_is_flattened_and_keeps_the_text() -> None:
    found = html.draft(page("<div>" * 30_000 + STORY + "</div>" * 30_000), Will())
    assert all(text in found.body for text in PARAGRAPHS)


MARKUP = st.lists(
    st.sampled_from(
        "<p> </p> <div> </div> <ul><li> </li></ul> <table><tr><td> </td></tr></table> <figure><img src=a.jpg> <figcaption> </figure> "
        "<blockquote> </blockquote> <pre> </pre> <h1> </h1> <h4> </h4> <a href=#x> </a> <br> <hr> <sup> <math> <svg> "
        "<iframe src=//v.example/v> <noscript> </noscript> <b> </b> <li id=x> <!-- --> <details> <dl><dt>".split()
    )
    | st.text(max_size=30)
    | st.sampled_from(PARAGRAPHS),
    max_size=40,
).map("".join)


@given(MARKUP)
def test_no_page_makes_it_crash_and_no_article_is_empty(markup: str) -> None:
    cleaned = clean(page(markup))
    assert cleaned.findings or cleaned.article
    if cleaned.article:
        assert cleaned.article.text or cleaned.article.pictures or cleaned.article.captions


def test_handles_and_editing_links_go_from_headings_and_links_still_arrive() -> None:
    handles = [
        '<h2 id="one">One thing<a class="headerlink" href="#one" title="Permalink">¶</a></h2>',
        '<h2><a href="#two" id="two">#</a> Two things</h2>',
        '<h2><span id="three">Three things</span><span class="mw-editsection">[<a href="/w?action=edit">edit</a>]</span></h2>',
    ]
    text = "".join(f"{heading}<p>{paragraph}</p>" for heading, paragraph in zip(handles, PARAGRAPHS, strict=False))
    body = html.draft(page(f'<h1>Things</h1>{text}<p><a href="#two">Again</a>, {PARAGRAPHS[3]}</p>'), Will()).body
    assert [part.split(">")[-1] for part in body.split("</h2>")[:-1]] == ["One thing", "Two things", "Three things"]
    assert '<h2 id="two">' in body
    assert '<a href="#two">' in body
