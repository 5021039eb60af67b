"""An article knows its elements, whatever is done to it, and all its parts stay linked both ways."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from readery.clean.html import tree
from readery.clean.html.article import article_of, html_of
from readery.clean.html.element import Article, Element, Part, Text
from readery.clean.html.work import Work, all_tags, exact, first, preceding, tags

_PAGE = "<div><p>One <b>two <i>three</i></b></p><ul><li>Four</li><li><b>Five</b></li></ul><p>Six</p></div>"


def _article(markup: str = _PAGE) -> Article:
    body = tree.parse(markup).body
    assert body is not None
    return article_of(body)


def _of(article: Article, name: str) -> Element:
    found = first(article, name)
    assert found is not None
    return found


def _new(article: Article, name: str, text: str | None = None) -> Element:
    return Work(article, None, None).new(name, text)


def _fill_new(article: Article) -> None:
    """A new element is put in place first, and gets its content afterwards."""
    section = _new(article, "section")
    _of(article, "div").append(section)
    tags(article, "section")
    section.append(_new(article, "em", "Seven"))


def _unwrap_empty(article: Article) -> None:
    _of(article, "i").clear()
    _of(article, "i").unwrap()


def _fill_empty(article: Article) -> None:
    _of(article, "i").clear()
    _of(article, "i").prepend(_of(article, "ul"))


_EDITS: dict[str, tuple[Callable[[Article], object], str]] = {
    "taken out": (lambda article: _of(article, "b").extract(), "<p>One </p>"),
    "destroyed": (lambda article: _of(article, "ul").decompose(), "</b></p><p>Six"),
    "unwrapped": (lambda article: _of(article, "b").unwrap(), "<p>One two <i>three</i></p>"),
    "unwrapped, empty": (_unwrap_empty, "<b>two </b>"),
    "wrapped": (lambda article: _of(article, "i").wrap(_new(article, "em")), "two <em><i>three</i></em></b>"),
    "replaced": (lambda article: _of(article, "ul").replace_with(_new(article, "hr")), "</p><hr><p>Six"),
    "moved": (lambda article: _of(article, "div").prepend(_of(article, "li")), "<div><li>Four</li><p>One"),
    "moved to its own front": (lambda article: _of(article, "div").prepend(_of(article, "p")), "<div><p>One"),
    "moved to the end": (lambda article: _of(article, "ul").append(_of(article, "li")), "Five</b></li><li>Four</li></ul>"),
    "put into what is empty": (_fill_empty, "<i><ul><li>Four"),
    "put before": (lambda article: _of(article, "ul").insert_before(_of(article, "i")), "</p><i>three</i><ul>"),
    "emptied": (lambda article: _of(article, "p").clear(), "<div><p></p><ul>"),
    "renamed": (lambda article: _of(article, "b").rename("strong"), "<strong>two <i>three</i></strong>"),
    "new inside new": (_fill_new, "<p>Six</p><section><em>Seven</em></section></div>"),
}  # fmt: skip


@pytest.mark.parametrize(("edit", "written"), _EDITS.values(), ids=_EDITS.keys())
def test_an_edit_shows_and_leaves_all_parts_linked(edit: Callable[[Article], object], written: str) -> None:
    article = _article()
    assert len(all_tags(article)) == 10
    edit(article)
    found = _down(article)
    assert list(article.parts()) == found
    elements = [part for part in found if isinstance(part, Element)]
    assert all_tags(article) == elements
    for name in ("b", "li", "em", "strong"):
        assert tags(article, name) == [element for element in elements if element.name == name]
    assert written in html_of(article)


def _down(element: Element) -> list[Part]:
    """All that is in an element, while each link there is looked at."""
    found: list[Part] = []
    children = element.children()
    assert (element.first, element.last) == ((children[0], children[-1]) if children else (None, None))
    for before, child in zip([None, *children], children, strict=False):
        assert child.parent is element
        assert child.previous is before
        found += [child, *(_down(child) if isinstance(child, Element) else ())]
    return found


def test_what_is_gone_takes_all_that_is_in_it_along() -> None:
    article = _article()
    item = _of(article, "li")
    _of(article, "ul").decompose()
    assert item.gone
    assert item.parent is None


def test_nothing_is_put_before_what_stands_nowhere() -> None:
    with pytest.raises(ValueError, match="stands nowhere"):
        Text("One").insert_before(Text("Two"))


def test_the_nearest_element_before_may_lie_deep_in_another() -> None:
    article = _article('<p><b><img id="near"></b> One</p><p>Two <i>three</i></p><img>')
    found = preceding(_of(article, "i"), "img")
    assert found is not None
    assert found.attrs == {"id": "near"}
    assert preceding(found, "img") is None


def test_the_text_of_a_script_is_none_for_readers() -> None:
    assert exact(_article("<p>One <script>two()</script> three</p>")) == "One three"


def test_what_was_written_outlives_the_article() -> None:
    article = _article()
    written = html_of(article)
    article.part()
    assert "<b>two <i>three</i></b>" in written
