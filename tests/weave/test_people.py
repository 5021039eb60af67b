"""Authors, publishers, series."""

import pytest

from readery.model import Byline, Facts, People, Sources, Succession
from readery.weave.people import is_agency, names
from readery.weave.succession import part

from .collection import article, id_of, woven


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (("By Ada Lovelace",), ("Ada Lovelace",)),
        (("By Ada Lovelace and Dr. Karl von Frisch",), ("Ada Lovelace", "Karl von Frisch")),
        (("Ada Lovelace (ada@example.org)", "ADA LOVELACE"), ("Ada Lovelace",)),
        (("Von Anna Berg, Bo Ek und Mia Roth",), ("Anna Berg", "Bo Ek", "Mia Roth")),
        (("Ada Lovelace, science editor",), ("Ada Lovelace",)),
        (("Ada Lovelace in London",), ("Ada Lovelace",)),
        (("Par Amélie Durand; photos: @amelie",), ("Amélie Durand",)),
        (("Text: Anna Berg, Fotos: Bo Ek",), ("Anna Berg", "Bo Ek")),
        (("Lovelace, Ada",), ("Lovelace, Ada",)),
        (("https://example.org/author/1", " - "), ()),
    ],
)
def test_names_of_authors(said: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert names(said) == expected


@pytest.mark.parametrize("name", ["Reuters", "The Associated Press", "dpa", "Post staff", "News desk", "Redaktion"])
def test_agencies_and_staff_are_no_persons(name: str) -> None:
    assert is_agency(name)
    assert not is_agency("Ada Lovelace")


def test_one_author_and_one_source_however_pages_write_them() -> None:
    facts = woven(
        [
            article("a", authors=("By Ada Lovelace", "Reuters"), site="The Example Post"),
            article("b", authors=("ADA LOVELACE",), site="Example Post"),
            article("c", authors=("Example Post",), site="Example Post"),
        ]
    )
    people, sources = facts.whole(People), facts.whole(Sources)
    assert people is not None
    assert sources is not None
    assert [(each.name, each.slug, each.agency, len(each.articles)) for each in people.authors] == [
        ("Ada Lovelace", "ada-lovelace", False, 2),
        ("Reuters", "reuters", True, 1),
    ]
    assert [(each.name, len(each.articles)) for each in sources.sources] == [("Example Post", 3)]
    assert facts.of(Byline, id_of("a")) == Byline(("ada-lovelace", "reuters"))
    assert facts.of(Byline, id_of("c")) is None


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("The long river, part 2", ("The long river", 2)),
        ("The Long River (Part IV)", ("The Long River", 4)),
        ("Der lange Fluss – Teil 3: Das Meer", ("Der lange Fluss", 3)),
        ("Episode 12: Rain", ("Rain", 12)),
        ("The long river 2/5", ("The long river", 2)),
        ("Part of the plan", None),
        ("The long river", None),
    ],
)
def test_a_title_names_its_series_and_part(title: str, expected: tuple[str, int] | None) -> None:
    assert part(title) == expected


def order(facts: Facts, name: str) -> tuple[str, bool, str | None, str | None]:
    fact = facts.of(Succession, id_of(name))
    assert fact is not None
    return fact.within, fact.series, fact.previous, fact.next


def test_a_series_goes_before_the_publishers_order() -> None:
    facts = woven(
        [
            article("r2", title="River, part 2", site="Post", published="2020-01-01"),
            article("r1", title="River, part 1", site="Post", published="2020-03-01"),
            article("x", title="Other", site="Post", published="2020-02-01"),
        ]
    )
    assert order(facts, "r1") == ("River", True, None, id_of("r2"))
    assert order(facts, "r2") == ("River", True, id_of("r1"), None)
    assert order(facts, "x") == ("Post", False, id_of("r2"), id_of("r1"))


def test_what_was_saved_twice_is_passed_over_and_another_publishers_printing_is_not() -> None:
    text = "The river rose in the night, and by the morning the lower town stood in water up to the sills. " * 2
    facts = woven(
        [
            article("early", title="Early", site="Post", published="2020-01-01"),
            article("full", f"{text} So it went on.", title="Flood", site="Post", published="2020-02-01"),
            article("again", text, title="Flood", site="Post", published="2020-02-02"),
            article("other", text, title="Flood", site="Times", published="2020-02-03"),
            article("late", title="Late", site="Times", published="2020-03-01"),
        ]
    )
    assert order(facts, "early") == ("Post", False, None, id_of("full"))
    assert order(facts, "full") == ("Post", False, id_of("early"), None)
    assert facts.of(Succession, id_of("again")) is None
    assert order(facts, "other") == ("Times", False, None, id_of("late"))
