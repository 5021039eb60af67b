"""Which passages of a page are kept: rules that hold whatever the model says, and the bar from the page itself."""

from __future__ import annotations

import re

import numpy as np
import pytest
from numpy.typing import NDArray

from readery.clean import clean, html
from readery.clean.draft import Will
from readery.clean.html.features import NAMES
from readery.clean.html.model import Model, shipped
from tests.clean.test_html_draft import PARAGRAPHS, STORY, page


def body(before: str = "", after: str = "", title: str = "Counting lamps", story: str = STORY) -> str:
    return (
        f"<!doctype html><html lang='en'><head><title>{title} - Harbour Post</title>"
        "<meta property='og:site_name' content='Harbour Post'></head>"
        f"<body><div class='page'>{before}<h1>{title}</h1><div class='text'>{story}</div>{after}</div></body></html>"
    )


def text_of(markup: str) -> str:
    article = clean(page(markup)).article
    assert article is not None
    return article.text


@pytest.mark.parametrize(
    ("line", "markup"),
    [
        ("Harbour Post", "<p>Harbour Post</p>"),
        ("the paper of the pier", "<p>Harbour Post, the paper of the pier since 1871</p>"),
        ("Home", "<p><a href='/'>Home</a> &gt; <a href='/pier/'>Pier</a> &gt; Counting lamps</p>"),
    ],
)
def test_what_stands_before_the_headline_goes(line: str, markup: str) -> None:
    assert line not in text_of(body(before=markup))


def test_a_line_that_only_says_who_and_when_goes_and_one_that_says_more_stays() -> None:
    dated = "<p>12 March 2002</p>"
    told = "<p>It was the winter of 2002, and the sea froze.</p>"
    text = text_of(body(story=dated + told + STORY))
    assert "12 March 2002" not in text
    assert "the sea froze" in text


def test_a_box_with_a_field_for_mail_goes_whatever_it_is_named() -> None:
    box = (
        "<div class='xq'><p>The pier in your letter box, each first Sunday of the month.</p><input type='email'></div>"
    )
    opening, rest = STORY.split("</p>", 1)
    text = text_of(body(story=f"{opening}</p>{box}{rest}"))
    assert "letter box" not in text
    assert text.split("\n\n")[-1] == PARAGRAPHS[-1]


def test_comments_after_the_text_go_however_they_read() -> None:
    replies = "".join(
        f"<div class='comment-body'><p>{text.replace('keeper', 'reader')}</p></div>" for text in PARAGRAPHS
    )
    assert text_of(body(after=f"<div class='comments'>{replies}</div>")).split("\n\n") == PARAGRAPHS


def test_values_of_the_pages_description_go() -> None:
    value = "<div itemprop='datePublished'>2019-11-19T08:57:40+01:00</div><div itemprop='keywords'>lamps, pier</div>"
    text = text_of(body(after=value))
    assert "2019" not in text
    assert "lamps, pier" not in text


def test_a_line_that_links_to_another_article_goes_amid_the_text() -> None:
    line = "<p>Read more: <a href='/bell'>A bell is stolen from the chapel of the island</a></p>"
    opening, rest = STORY.split("</p>", 1)
    assert "bell is stolen" not in text_of(body(story=f"{opening}</p>{line}{rest}"))


def test_code_amid_the_text_stays() -> None:
    code = "<pre>for lamp in lamps:\n    count += 1</pre>"
    opening, rest = STORY.split("</p>", 1)
    assert "for lamp in lamps:" in text_of(body(story=f"{opening}</p>{code}{rest}"))


def test_a_table_of_contents_stays_where_its_headings_do() -> None:
    names = ["The pier", "The lamps", "The fog", "The books"]
    contents = "".join(f"<li><a href='#s{number}'>{name}</a></li>" for number, name in enumerate(names))
    sections = "".join(
        f"<h2 id='s{number}'>{name}</h2><p>{text}</p>"
        for number, (name, text) in enumerate(zip(names, PARAGRAPHS, strict=False))
    )
    story = f"<p>{PARAGRAPHS[-1]}</p><div class='toc menu'><b>Contents</b><ul>{contents}</ul></div>{sections}"
    article = clean(page(body(story=story))).article
    assert article is not None
    assert [heading.text for heading in article.outline] == names
    assert re.findall(r'<a href="#[^>]*>([^<]+)</a>', article.html.markup) == names


def test_a_page_with_hardly_a_word_is_all_article() -> None:
    assert text_of("<body><p>abc</p><p>def</p>ghi</body>").split() == ["abc", "def", "ghi"]


def test_each_rule_tells_its_reason() -> None:
    trail = html.draft(page(body(story=f"<p>12 March 2002</p>{STORY}")), Will()).trail
    assert all(verdict.reason for verdict in trail)
    assert "12 March 2002" in [verdict.text for verdict in trail if not verdict.kept]


class LongIsText(Model):
    """A model to which long passages are the article and short ones are not: what is kept of these, a rule keeps."""

    def belong(self, measures: NDArray[np.float32]) -> NDArray[np.float64]:
        return np.where(measures[NAMES.index("chars")] > np.log2(60), 0.95, 0.05)


def kept_of(story: str) -> list[str]:
    draft = html.draft(page(body(story=story)), Will(), judging=LongIsText(shipped().trees))
    return [verdict.text for verdict in draft.trail if verdict.kept and verdict.text not in PARAGRAPHS]


def with_amid(amid: str) -> str:
    opening, rest = STORY.split("</p>", 1)
    return f"{opening}</p>{amid}{rest}"


def test_what_stands_amid_the_text_stays() -> None:
    assert kept_of(with_amid("<p>Fog: 3</p><ul><li>a bell</li></ul><h4>Oil</h4>")) == ["Fog: 3", "a bell", "Oil"]


@pytest.mark.parametrize(
    "beside",
    [
        "<p class='promo-lamp'>Lamps: 9</p>",
        "<p>Subscribe to our newsletter</p>",
        "<p><a href='/x'>A lamp is lit</a></p>",
        "<div>Nine lamps</div>",
        "<img src='/lamp.jpg' alt='A lamp'><p>Foto: Ada Lindqvist/Harbour Post</p>",
    ],
)
def test_what_is_or_says_something_else_goes_amid_the_text(beside: str) -> None:
    assert kept_of(with_amid(beside)) == []


def test_what_stands_after_the_text_goes() -> None:
    assert kept_of(STORY + "<p>Fog: 3</p>") == []


def test_headings_of_the_first_rank_head_sections_too() -> None:
    sections = f"<div><h1>The lamps</h1><p>{PARAGRAPHS[1]}</p></div><div><h1>The fog</h1><p>{PARAGRAPHS[2]}</p></div>"
    assert kept_of(f"<p>{PARAGRAPHS[0]}</p>{sections}") == ["The lamps", "The fog"]


def test_a_heading_stays_where_a_list_before_it_goes() -> None:
    sections = f"<div><p>{PARAGRAPHS[0]}</p><ul><li><a href='/x'>Oars</a></li></ul></div><div><h3>Fog</h3><p>{PARAGRAPHS[1]}</p></div>"
    assert kept_of(sections) == ["Fog"]


def test_a_list_of_notes_stays_whole_with_its_heading() -> None:
    marked = STORY.replace("</p>", "<sup><a href='#n1'>1</a></sup></p>", 1)
    marked = marked.replace("</p><p>If", "<sup><a href='#n2'>2</a></sup></p><p>If")
    notes = "".join(f"<li id='n{number}'>Book {number}, 1901</li>" for number in (1, 2, 3))
    kept = kept_of(f"{marked}<div><h2>Books</h2><ol>{notes}</ol></div>")
    assert kept[-4:] == ["Books", "Book 1, 1901", "Book 2, 1901", "Book 3, 1901"]


def test_a_number_of_base_16_names_no_advertisement() -> None:
    assert kept_of(with_amid("<p id='e1ad' class='x7ad6f'>One bell</p>")) == ["One bell"]


def test_an_element_that_xhtml_closes_holds_nothing() -> None:
    doctype = (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">'
    )
    story = f"<p><a id='lamps'/>{PARAGRAPHS[0]}</p><div class='ad'/><textarea /><script src='count.js'/>{STORY}"
    article = clean(page(doctype + body(story=story).replace("<!doctype html>", ""))).article
    assert article is not None
    assert article.text.split("\n\n")[-len(PARAGRAPHS) :] == PARAGRAPHS
