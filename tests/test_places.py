"""Words and their places: each has one, however many there are and whatever stands beside it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from readery import places as _places
from readery.places import Places

WORD = st.text(st.characters(exclude_characters=" "), min_size=1, max_size=5)


@given(st.lists(st.lists(WORD, min_size=1, max_size=30), max_size=5))
def test_each_word_has_a_place_of_its_own(texts: list[list[str]]) -> None:
    places = Places()
    for words in texts:
        assert [places.words[place] for place in places.of(" ".join(words)).tolist()] == words
    assert len(set(places.words)) == len(places.words)


def test_places_stay_when_many_words_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_places, "_TOGETHER", 1000)
    places = Places()
    words = [f"word{number}" for number in range(30_000)]
    first = places.of(" ".join(words))
    assert np.array_equal(places.of(" ".join(words)), first)
    assert [places.words[place] for place in first.tolist()] == words


def test_a_text_without_words_has_no_places() -> None:
    assert not len(Places().of(""))
