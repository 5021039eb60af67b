"""Scrapes are cut into passages without a word changed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readery.clean.text.lines import passages

WRAPPED = """The keeper walks to the end of the pier every evening and
counts the lamps that she can still see over the water. If
there are seven it is a clear night, and the boats may well
go out; if there are three, she rings the bell for the men.

Her mother began with it in the year of the great storm, and
she wrote every number down in a book that lies to this day
in the kitchen of the house, between the flour and the salt.
"""


def texts(text: str) -> list[str]:
    return [passage.text for passage in passages(text)]


def test_wrapped_lines_are_joined() -> None:
    first, second = texts(WRAPPED)
    assert first.startswith("The keeper walks to the end of the pier every evening and counts")
    assert second.endswith("between the flour and the salt.")


def test_lines_that_fill_no_column_stay_apart() -> None:
    assert texts("Home\nWorld news\nSport\nCulture and arts\nWeather\n") == [
        "Home",
        "World news",
        "Sport",
        "Culture and arts",
        "Weather",
    ]


def test_a_hyphen_goes_only_where_the_page_knows_the_word() -> None:
    known = WRAPPED.replace("still see over the water", "still see from the har-\nbour, as the harbour is dark")
    assert "from the harbour, as" in " ".join(texts(known))
    unknown = WRAPPED.replace("still see over the water", "still see from the well-\nknown bench beside the mole")
    assert "well-known" in " ".join(texts(unknown))


@pytest.mark.parametrize(
    ("line", "mark", "text"),
    [
        ("  • a jar", "•", "a jar"),
        ("- a jar", "•", "a jar"),
        ("1. Stir it", "1.", "Stir it"),
        ("2) Stir it", "2)", "Stir it"),
        ("26. Januar 2022", "", "26. Januar 2022"),
        ("1. Februar 2022 Luis Holm", "", "1. Februar 2022 Luis Holm"),
        ("-5 degrees", "", "-5 degrees"),
        ("A plain line", "", "A plain line"),
    ],
)
def test_list_marks_are_set_apart(line: str, mark: str, text: str) -> None:
    (passage,) = passages(line)
    assert (passage.mark, passage.text) == (mark, text)


def test_mojibake_is_undone_and_good_text_left_alone() -> None:
    assert texts("The cafÃ© on RÃ¶sler Square â€“ open") == ["The café on Rösler Square – open"]
    assert texts("Das Café, „schön“ wie immer – für alle. São Paulo, À la carte") == [
        "Das Café, „schön“ wie immer – für alle. São Paulo, À la carte"
    ]


def test_control_characters_and_soft_hyphens_go() -> None:
    assert texts("In\u00adhalt\x07 und\u200b mehr\ufeff") == ["Inhalt und mehr"]


def test_gaps_and_quotations_are_seen() -> None:
    first, second, third = passages("One\n\n\n\nTwo\n> Three")
    assert (first.gap, second.gap, third.gap) == (2, 2, 0)
    assert third.quoted
    assert third.text == "Three"


def test_paragraphs_that_ran_together_are_split() -> None:
    run = "The keeper walks to the end of the pier and counts the lamps.Her mother began with it in the year of the storm."
    assert texts(run) == [
        "The keeper walks to the end of the pier and counts the lamps.",
        "Her mother began with it in the year of the storm.",
    ]
    assert texts("It was written in Node.Js by some people who never wrote in anything else at all.") == [
        "It was written in Node.Js by some people who never wrote in anything else at all."
    ]


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs")), max_size=400))
def test_every_word_stays(text: str) -> None:
    def words(of: str) -> list[str]:
        return re.findall(r"[a-z]{3,}", of)

    assert words(" ".join(texts(text))) == words(text)
