from collections import Counter

import numpy as np
import pytest

from readery.weave import _spaced
from readery.weave._spaced import Spaced


def test_each_word_has_its_number_wherever_it_stands_and_few_are_asked_for_twice() -> None:
    known: dict[str, int] = {}
    asked: Counter[str] = Counter()

    def number(word: str) -> int:
        asked[word] += 1
        return known.setdefault(word, len(known))

    spaced = Spaced(number)
    words = [f"{letter}{at}" for at in range(3000) for letter in ("a", "é", "東", "")]
    for part in (words, words[::-1], ["", "a1", "", "a1"]):
        assert spaced.numbers(" ".join(part)).tolist() == [known[word] for word in part]
    assert max(asked.values()) <= 2  # once more where two met in a slot


def test_words_that_meet_in_a_slot_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_spaced, "_SLOT_BITS", 2)
    known: dict[str, int] = {}
    spaced = Spaced(lambda word: known.setdefault(word, len(known)))
    words = [str(at) for at in range(100)]
    for _ in range(3):
        assert spaced.numbers(" ".join(words)).tolist() == [known[word] for word in words]


def test_numbers_of_a_long_text_are_those_of_its_parts() -> None:
    known: dict[str, int] = {}
    spaced = Spaced(lambda word: known.setdefault(word, len(known)))
    text = " ".join(str(at % 977) for at in range(60_000))
    whole = spaced.numbers(text)
    assert np.array_equal(whole[-1000:], spaced.numbers(text.split(" ", 59_000)[-1]))
