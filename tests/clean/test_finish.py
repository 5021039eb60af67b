"""What every draft goes through at the end."""

import pytest

from readery.clean.draft import LINE_UNDER_HEADING, Draft, Found, Metadata
from readery.clean.finish import finish
from readery.model import Article, Media, Origin, Owner, RawPage

BODY = "<p>The lamp was lit in March.</p><p>Nobody said a word about it for the rest of the evening.</p><h2>After</h2><p>Then came fog.</p>"


def finished(body: str = BODY, owner: Owner | None = None, **facts: Found[str]) -> Article:
    page = RawPage(Origin("lamp.html", "html", "0"), Media.HTML, "", owner=owner or Owner())
    return finish(page, Draft(Metadata(**{"title": Found("The lamp", "h1"), **facts}), body))[0]


def test_a_line_under_the_heading_is_the_dek_and_stays_in_the_text() -> None:
    article = finished(dek=Found("The lamp was lit in March", LINE_UNDER_HEADING))
    assert article.head.dek == "The lamp was lit in March"
    assert article.text.startswith("The lamp was lit in March.")


@pytest.mark.parametrize(
    "copied", ["The lamp was lit in March.", "The lamp was lit in March. Nobody said a word about …"]
)
def test_a_description_that_copies_the_opening_is_no_dek(copied: str) -> None:
    article = finished(dek=Found(copied, "og:description"))
    assert article.head.dek is None
    assert article.text.startswith("The lamp was lit")


def test_a_description_of_its_own_is_the_dek() -> None:
    assert finished(dek=Found("How a town got its light.", "og:description")).head.dek == "How a town got its light."


def test_the_owner_overrules_and_the_source_says_so() -> None:
    article = finished(owner=Owner(title="Light", slug="light", lang="en"), lang=Found("fr", "html lang"))
    assert (article.head.title, article.head.slug, article.head.lang) == ("Light", "light", "en")
    assert "owner" in article.sources["title"]


def test_a_page_without_a_title_takes_its_first_heading_and_says_so() -> None:
    page = RawPage(Origin("notes/the-lamp_room.html", "html", "0"), Media.HTML, "")
    article, found = finish(page, Draft(Metadata(), BODY))
    assert article.head.title == "After"
    assert [finding.kind.code for finding in found] == ["R203"]
    article, _ = finish(page, Draft(Metadata(), "<p>Only words.</p>"))
    assert article.head.title == "the lamp room"


def test_a_summary_ends_with_a_sentence_or_a_word() -> None:
    article = finished("<p>" + "A sentence of seven words stands here. " * 20 + "</p>")
    assert len(article.head.summary) <= 300
    assert article.head.summary.endswith("stands here.")
    article = finished("<p>" + "word " * 200 + "</p>")
    assert article.head.summary.endswith("word …")


def test_words_of_scripts_without_spaces_are_counted_by_characters() -> None:
    assert finished("<p>光の塔は海の上に立っている</p>").head.words == 6
    assert finished("<p>Three plain words</p>").head.words == 3
