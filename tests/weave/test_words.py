import pytest

from readery.weave._phrases import phrases

from .collection import words


def said(text: str, lang: str = "en") -> dict[str, int]:
    return {phrase.text: phrase.times for phrase in phrases(words(text, lang))[0]}


def stems(text: str, lang: str) -> set[str]:
    found = words(text, lang)
    return {found.known.stems[number] for number in found.places.numbers}


def test_runs_that_come_again_are_phrases_whatever_their_number() -> None:
    assert said("A night train left. The night trains are slow, and night trains are loved.")["night train"] == 3


def test_a_part_of_a_run_that_is_never_said_alone_is_left_out() -> None:
    found = said("The lunar landing site was cold. They chose a lunar landing site.")
    assert "lunar landing site" in found
    assert "lunar landing" not in found
    assert "landing site" not in found


def test_a_run_does_not_cut_a_name_in_two() -> None:
    found = said("A kidnapped Fort Worth girl. The kidnapped Fort Worth girl.")
    assert "kidnapped Fort Worth" in found
    assert "kidnapped Fort" not in found
    assert "Worth girl" not in found


def test_words_that_say_nothing_are_no_phrases() -> None:
    assert said("You'll know the time. You’ll say that the time has come, on Monday, each Monday.") == {}


def test_words_before_an_apostrophe_are_left_out() -> None:
    assert stems("Qu'on dise qu’il dure, dell'arte.", "fr") == {"dis", "dur", "arte"}
    assert stems("Dell's quest's end.", "en") == {"dell", "quest", "end"}


@pytest.mark.parametrize(
    ("text", "lang"), [("問題は地図です。問題の地図です。", "ja"), ("问题是地图。问题的地图。", "zh")]
)
def test_general_words_of_scripts_without_spaces_are_no_phrases(text: str, lang: str) -> None:
    found = said(text, lang)
    assert any(phrase in found for phrase in ("地図", "地图"))
    assert not any(phrase in found for phrase in ("問題", "问题"))


def test_japanese_is_cut_into_pairs_of_characters_without_endings() -> None:
    assert "和紙" in said("和紙は紙です。和紙の地図です。", "ja")
    assert "です" not in said("和紙は紙です。和紙の地図です。", "ja")


def test_arabic_stop_words_are_known_with_their_hamza() -> None:
    assert not stems("إلى أن", "ar")


def test_a_phrase_knows_how_often_a_noun_would_stand_in_its_place() -> None:
    found = phrases(words("The engine stalled. Her engine stalled; it stalled as every engine had.", "en"))[0]
    assert {(each.text, each.times, each.nominal) for each in found if " " not in each.text} == {
        ("engine", 3, 3),
        ("stalled", 3, 0),
    }


def test_a_word_that_says_how_much_is_part_of_no_phrase() -> None:
    found = said(
        "The kidnapped 8-year-old was found. The kidnapped 8-year-old is safe in the night train, a night train."
    )
    assert "night train" in found
    assert not any("8-year-old" in phrase for phrase in found if " " in phrase)
