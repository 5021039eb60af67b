from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readery import spaced as module
from readery.spaced import Spaced


def numbered(word: str, known: dict[str, int]) -> tuple[int, ...]:
    """A number for each of the word's characters."""
    return tuple(known.setdefault(character, len(known)) for character in word)


def test_each_word_has_its_numbers_wherever_it_stands_and_few_are_asked_for_twice() -> None:
    known: dict[str, int] = {}
    asked: Counter[str] = Counter()

    def number(word: str) -> tuple[int, ...]:
        asked[word] += 1
        return numbered(word, known)

    spaced = Spaced(number)
    words = [f"{letter}{at}" for at in range(3000) for letter in ("a", "é", "東", "")]
    for part in (words, words[::-1], ["", "a1", "", "a1"]):
        found = spaced.numbers([" ".join(part)]).numbers.tolist()
        assert found == [each for word in part for each in numbered(word, known)]
    assert max(asked.values()) <= 2  # once more where two met in a slot


def test_words_that_meet_in_a_slot_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_BITS", 2)
    known: dict[str, int] = {}
    spaced = Spaced(lambda word: (known.setdefault(word, len(known)),))
    words = [str(at) for at in range(100)]
    for _ in range(3):
        assert spaced.numbers([" ".join(words)]).numbers.tolist() == [known[word] for word in words]


def test_numbers_are_the_same_when_they_grew_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_REMEMBERED", 20)
    known: dict[str, int] = {}
    spaced = Spaced(lambda word: (known.setdefault(word, len(known)),))
    words = [str(at % 50) for at in range(200)]
    for at in range(0, 200, 10):
        assert spaced.numbers([" ".join(words[at : at + 10])]).numbers.tolist() == [
            known[word] for word in words[at : at + 10]
        ]


@given(st.lists(st.text("ab \né", max_size=12), min_size=1, max_size=6))
def test_texts_are_cut_together_as_each_alone(texts: list[str]) -> None:
    known: dict[str, int] = {}
    spaced = Spaced(lambda word: numbered(word, known))
    row = spaced.numbers(texts)
    assert [row.part(at, at + 1).tolist() for at in range(len(texts))] == [
        spaced.numbers([text]).numbers.tolist() for text in texts
    ]
