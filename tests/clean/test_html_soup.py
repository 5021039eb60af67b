"""An article's soup knows its elements, whatever is done to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4.element import Tag

from readery.clean.html import tree
from readery.clean.html.soup import Article, html_of, soup_of
from readery.clean.html.work import Work, all_tags, first, tags

_PAGE = "<div><p>One <b>two <i>three</i></b></p><ul><li>Four</li><li><b>Five</b></li></ul><p>Six</p></div>"


def _soup() -> Article:
    body = tree.parse(_PAGE).body
    assert body is not None
    return soup_of(body)


def _of(soup: Article, name: str) -> Tag:
    found = first(soup, name)
    assert found is not None
    return found


def _fill_new(soup: Article) -> None:
    """A new element is put in place first, and gets its content afterwards."""
    work = Work(soup, None, None)
    section = work.new("section")
    _of(soup, "div").append(section)
    tags(soup, "section")
    section.append(work.new("em", "Seven"))


_EDITS: dict[str, Callable[[Article], object]] = {
    "taken out": lambda soup: _of(soup, "b").extract(),
    "destroyed": lambda soup: _of(soup, "ul").decompose(),
    "unwrapped": lambda soup: _of(soup, "b").unwrap(),
    "wrapped": lambda soup: _of(soup, "i").wrap(Work(soup, None, None).new("em")),
    "replaced": lambda soup: _of(soup, "ul").replace_with(Work(soup, None, None).new("hr")),
    "moved": lambda soup: _of(soup, "div").insert(0, _of(soup, "li")),
    "put before": lambda soup: _of(soup, "ul").insert_before(_of(soup, "i")),
    "emptied": lambda soup: _of(soup, "p").clear(),
    "said anew": lambda soup: setattr(_of(soup, "p"), "string", "Nothing"),
    "renamed": lambda soup: setattr(_of(soup, "b"), "name", "strong"),
    "new inside new": _fill_new,
}


@pytest.mark.parametrize("edit", _EDITS.values(), ids=_EDITS.keys())
def test_elements_are_those_that_stand_in_the_article(edit: Callable[[Article], object]) -> None:
    soup = _soup()
    assert len(all_tags(soup)) == len(soup.find_all(True))
    edit(soup)
    assert [id(tag) for tag in all_tags(soup)] == [id(tag) for tag in soup.find_all(True)]
    for name in ("b", "li", "em", "strong"):
        assert [id(tag) for tag in tags(soup, name)] == [id(tag) for tag in soup.find_all(name)]


def test_what_was_written_outlives_the_soup() -> None:
    soup = _soup()
    written = html_of(soup)
    soup.part()
    assert "<b>two <i>three</i></b>" in written
