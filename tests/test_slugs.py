"""Addresses that people can read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readery.slugs import slug, unique


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The last ferry", "the-last-ferry"),
        ("Russia says it's tired of US 'whining' over Aleppo", "russia-says-its-tired-of-us-whining-over-aleppo"),
        ("Алеппо", "aleppo"),
        ("Straße nach Köln", "strasse-nach-koln"),
        ("../../etc/passwd", "etc-passwd"),
        ("!!!", ""),
    ],
)
def test_a_slug_is_lower_case_ascii_words(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_a_long_title_is_cut_at_a_word() -> None:
    cut = slug("word " * 100)
    assert len(cut) <= 80
    assert cut.endswith("-word")
    assert len(slug("x" * 500)) == 80


@given(st.text())
def test_any_text_gives_a_safe_name_and_the_same_again(text: str) -> None:
    found = slug(text)
    assert len(found) <= 80
    assert set(found) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug(found) == found


def test_names_that_are_taken_get_numbers_in_order() -> None:
    taken: set[str] = set()
    for _ in range(40):
        taken.add(unique("a", taken))
    assert taken == {"a"} | {f"a-{number}" for number in range(2, 41)}


@given(st.sets(st.sampled_from(["a"] + [f"a-{number}" for number in range(2, 30)])))
def test_what_comes_back_is_always_free(taken: set[str]) -> None:
    assert unique("a", taken) not in taken
