"""Text scrapes become drafts of articles."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readery.clean import clean, look
from readery.clean.draft import NoArticle, Will
from readery.clean.learn import Kept, fingerprints
from readery.clean.text import draft, glance, lines
from readery.model import Caption, Media, Origin, Owner, RawPage

TEXT = """Home
Search

The keeper of the lamps

By Ann Lee
3 May 2017

Every evening at nine the keeper walks to the end of the pier and counts the lamps that she can still see over the water.

If there are seven it is a clear night, she says, and the boats may go out; if there are three, she rings the bell for them.

Her mother began with it in the year of the great storm, and she wrote every number down in a book that lies in the kitchen.

Share
Related articles
"""


def page(text: str, **more: object) -> RawPage:
    return RawPage(Origin("page.txt", "text", "0"), Media.TEXT, text, **more)  # type: ignore[arg-type]


def test_head_and_text_are_told_apart() -> None:
    made = draft(page(TEXT), Will())
    facts = made.metadata
    assert facts.title is not None
    assert facts.title.value == "The keeper of the lamps"
    assert facts.authors is not None
    assert facts.authors.value == ("Ann Lee",)
    assert facts.published is not None
    assert facts.published.value == "2017-05-03"
    assert facts.lang is not None
    assert facts.lang.value == "en"
    assert made.body.count("<p>") == 3
    assert "Share" not in made.body


def test_the_trail_holds_every_passage_in_order() -> None:
    made = draft(page(TEXT), Will())
    assert [verdict.text for verdict in made.trail] == [line for line in TEXT.splitlines() if line]
    assert all(verdict.step and verdict.reason for verdict in made.trail)


def test_the_owner_overrules() -> None:
    made = draft(page(TEXT), Will(keep=("related articles",), drop=("Her mother",)))
    assert "Related articles" in made.body
    assert "Her mother" not in made.body
    assert {verdict.text: verdict.step for verdict in made.trail}["Related articles"] == "owner"


def test_the_owners_language_is_used() -> None:
    made = draft(page(TEXT, owner=Owner(lang="en-GB")), Will())
    assert made.metadata.lang is not None
    assert made.metadata.lang.value == "en-GB"


@pytest.mark.parametrize("text", ["", " ", "\n" * 5000, "\t\n \n"])
def test_nothing_is_no_article(text: str) -> None:
    with pytest.raises(NoArticle, match="blank"):
        draft(page(text), Will())


def test_a_menu_is_no_article() -> None:
    with pytest.raises(NoArticle):
        draft(page("Home\nSearch\nLog in\nContact us\nPrivacy policy\n© 2020 Example Press"), Will())


def test_a_text_beyond_all_measure_is_refused_with_a_remedy() -> None:
    with pytest.raises(NoArticle) as raised:
        draft(page("x" * (lines.LONGEST + 1)), Will())
    assert "million" in raised.value.problem
    assert raised.value.remedy


def test_one_long_line_and_many_short_ones_are_read() -> None:
    draft(page("The keeper walks to the end of the pier and counts the lamps. " * 3000), Will())
    with pytest.raises(NoArticle):
        draft(page("Home\n" * 20000), Will())


@given(st.text(max_size=600))
def test_any_text_is_cleaned_or_refused(text: str) -> None:
    try:
        made = draft(page(text), Will())
    except NoArticle:
        return
    assert [verdict.text for verdict in made.trail] == [passage.text for passage in lines.passages(text)]


THREAD = "Log in\n\nAnn: What do you count?\nBo: Lamps.\nAnn: Why?\nBo: The night.\n\n12:30\nShare\n3 comments\nMo\n2 May 2017\nYes."
GERMAN = (
    "Die Lampen\n\nJeden Abend um neun geht sie bis ans Ende der Mole und zählt die Lampen, die sie noch sehen kann."
)
TOGETHER = (TEXT, "One line.", THREAD, "\n \n", GERMAN, "x", THREAD + TEXT, TEXT[::-1], GERMAN + "\n" + THREAD)


@given(st.sampled_from(TOGETHER))
def test_without_its_trail_all_else_is_the_same(text: str) -> None:
    told, untold = clean(page(text)), clean(page(text), explain=False)
    assert untold == replace(told, article=told.article and replace(told.article, trail=()))


@given(st.lists(st.sampled_from(TOGETHER), min_size=1, max_size=8))
def test_what_is_seen_of_a_page_does_not_depend_on_those_it_is_looked_at_with(texts: list[str]) -> None:
    pages = list(map(page, texts))
    for each, ahead in zip(pages, look([(each, frozenset()) for each in pages]), strict=True):
        assert clean(each, ahead=ahead) == clean(each)
        assert ahead is None or ahead == glance.look(each)


@given(st.lists(st.sampled_from(TEXT.splitlines()), max_size=30))
def test_no_order_of_passages_breaks_it(chosen: list[str]) -> None:
    try:
        made = draft(page("\n".join(chosen)), Will())
    except NoArticle:
        return
    assert all(isinstance(caption, Caption) for caption in made.captions)


def test_a_line_that_recurs_is_left_out_but_not_a_page_saved_twice() -> None:
    slogan = "Sandholm Weekly tells you every Friday what the sea has brought to the island and what it took."
    text = TEXT.replace("Her mother", f"{slogan}\n\nHer mother")
    made = draft(page(text), Will(), fingerprints([Kept(slogan, 19)]))
    assert slogan not in made.body
    assert {verdict.text: verdict.step for verdict in made.trail}[slogan] == "learn"
    assert "Her mother" in draft(page(text), Will(), fingerprints(Kept(line, 9) for line in text.splitlines())).body


def test_markup_in_a_scrape_is_text() -> None:
    article = clean(page(TEXT.replace("seven", "<script>alert(7)</script> & seven"))).article
    assert article is not None
    assert "&lt;script&gt;alert(7)&lt;/script&gt; &amp; seven" in article.html.markup


def test_comments_under_the_article_go_with_their_label() -> None:
    thread = "3 comments\n\nMarge\n\nMy grandfather was there, and he always said that the dogs would not stop barking for a week.\n"
    made = draft(page(TEXT.replace("Share\n", thread)), Will())
    assert "grandfather" not in made.body
    assert "3 comments" not in made.body
    assert "Her mother" in made.body


def test_a_label_of_comments_in_the_head_ends_nothing() -> None:
    made = draft(page(TEXT.replace("3 May 2017\n", "3 May 2017\nComments\n")), Will())
    assert made.body.count("<p>") == 3
