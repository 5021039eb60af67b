"""Many texts looked at together say what a pattern says of each alone."""

from __future__ import annotations

import re

import pytest

from readery.clean.html import letters

_TEXTS = [
    "", "The lamp_keeper, 12.5 years old — and 3!", " — ", "_", "12", "1,234,567", "a", "Ärger im Öl: ÀÉ?", "Дом 7 и ТРИ.",
    "東京は2016年。", "𠀀 and 𰀀", "x\0y", "İ ß", "٣٤ ½ ²", "| Home › News · 9 •",
]  # fmt: skip


@pytest.fixture(params=[1, 40, 10_000], ids=lambda size: f"{size} at a time")
def texts(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(letters, "_BLOCK", request.param)
    return _TEXTS


def test_squeezed_is_what_is_left_without_signs(texts: list[str]) -> None:
    assert letters.squeezed(texts) == [re.sub(r"\W+", "", text.lower()) for text in texts]
    assert letters.squeezed([]) == []


def test_spaced_is_words_with_numbers_alike(texts: list[str]) -> None:
    def alone(text: str) -> str:
        return re.sub(r"[\W_]+", " ", re.sub(r"\d+", "0", text.lower())).strip()

    assert letters.spaced(texts) == [alone(text) for text in texts]


def test_counts_are_those_of_each_text(texts: list[str]) -> None:
    made = letters.counts(texts)
    assert made.words.tolist() == [len(re.findall(r"\w+", text)) for text in texts]
    assert made.in_words.tolist() == [len(re.findall(r"\w", text)) for text in texts]
    assert made.digits.tolist() == [len(re.findall(r"\d", text)) for text in texts]
    assert made.ends.tolist() == [len(re.findall("[.!?…。！？؟]", text)) for text in texts]
    assert [len(each) for each in letters.counts([])] == [0] * 7
