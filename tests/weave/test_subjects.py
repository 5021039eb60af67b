import pytest

from readery import languages
from readery.weave._subjects import subjects

from .collection import article, words, woven
from .test_tags import tags

ORBIT = (
    "The spacecraft left its orbit on Tuesday. Two astronauts watched the rocket burn, and the telescope beside them turned "
    "to the moon. Another satellite will follow."
)


def test_a_text_has_the_subject_that_its_words_speak_of() -> None:
    assert [subject.text for subject in subjects(words(ORBIT, "en"))[0]] == ["space"]


def test_one_word_said_often_is_no_subject() -> None:
    assert subjects(words("The moon rose. A moon it was, the moon of May. " * 5, "en")) == [()]


def test_the_subject_is_a_tag_of_its_article() -> None:
    assert "space" in tags(woven([article("a", ORBIT)]), "a")


def test_a_subject_takes_no_names_place() -> None:
    people = ("Adam", "Bert", "Carl", "Dirk", "Emil", "Fred")
    text = " ".join(f"Then {name} {name}son saw {name} {name}son." for name in people) + ORBIT
    assert set(tags(woven([article("a", text)], tags={"limit": 6}), "a")) == {f"{name} {name}son" for name in people}


@pytest.mark.parametrize("lang", ["de", "en", "es", "fr"])
def test_every_subject_has_words_enough(lang: str) -> None:
    """A subject needs three different words of a text, so a shorter list would hardly ever be found."""
    for subject, evoking in languages.subjects(lang).items():
        assert len(set(evoking)) == len(evoking), f"{subject}: a word stands twice"
        assert len(evoking) >= 6, f"{subject}: add words that speak of it"
