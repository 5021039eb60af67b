"""What no page can hold is taken out, wherever it stands."""

import re
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readery.characters import runs, tidy, tidy_all

_EVERY_SIGN = "".join(map(chr, range(0x250)))
_WESTERN = " x ".join(bytes(range(256)).decode("cp1252", "ignore"))


@dataclass(frozen=True)
class Box:
    label: str
    inside: tuple[object, ...] = ()
    size: int = 0


def test_line_ends_are_one_and_unprintable_characters_go() -> None:
    assert tidy("a\r\nb\rc\x0cd\x00e\x1ff\ud800g\uffffh\ti\u00e9") == "a\nb\nc\ndefgh\ti\u00e9"


@given(st.text(st.characters()))
def test_tidying_twice_changes_nothing_and_what_is_left_can_be_written(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    once.encode("utf-8")


def test_texts_are_tidied_inside_values_and_clean_values_are_left_alone() -> None:
    clean = Box("a", (Box("b"), "c", 1, None))
    assert tidy_all(clean) is clean
    assert tidy_all(Box("a\x00", (Box("b\ud800", size=3), {"k\x01": ("v\x02",)}))) == Box(
        "a", (Box("b", size=3), {"k": ("v",)})
    )


def test_no_character_turns_a_text_round() -> None:
    assert tidy("report \u202egpj.exe\u202d and on") == "report gpj.exe and on"


@pytest.mark.parametrize("pattern", [r"[^\W\d_]+", r"[^\W_]+", r"[#\w]+"])
@pytest.mark.parametrize(
    "text",
    ["", "a", "One two_three, 4²½ªº", "naïve «Œuvre» – 5 €\t№ 3", "ein ſ, 中文 ąę", " x".join(_EVERY_SIGN), _WESTERN],
)
def test_runs_are_what_the_pattern_finds(pattern: str, text: str) -> None:
    assert runs(re.compile(pattern))(text) == re.findall(pattern, text)


def test_what_windows_1252_cannot_write_may_be_cut_otherwise() -> None:
    find = runs(re.compile("[a-z]+"), list)
    assert (find("ab c"), find("ab中")) == (["ab", "c"], ["a", "b", "中"])
