from readery.weave._choice import _ranked
from readery.weave._wishes import Wish


def found(text: str, score: float, *, is_word: bool = False) -> Wish:
    key = f"en:{text}" if is_word else text
    return Wish(key, text, "text", score, f" {text} ", is_word, count=3)


FIRST = [found(name, 0.9 - at / 100) for at, name in enumerate(("aleppo", "damascus", "homs", "russia", "jordan"))]


def best(*further: Wish, limit: int = 6) -> list[str]:
    return [wish.text for wish in _ranked([*further, *FIRST], limit)[0]]


def test_the_first_tags_are_those_that_describe_an_article_best_whatever_they_are() -> None:
    assert best(found("camp", 0.895, is_word=True), limit=5) == ["aleppo", "camp", "damascus", "homs", "russia"]


def test_further_tags_are_names_rather_than_common_words() -> None:
    assert best(found("border", 0.6, is_word=True), found("turkey", 0.5))[5:] == ["turkey"]
    assert best(found("border", 0.8, is_word=True), found("turkey", 0.5))[5:] == ["border"]


def test_further_tags_say_something_else_than_those_before_them() -> None:
    assert best(found("old russia", 0.7), found("turkey", 0.5))[5:] == ["turkey"]
    assert best(found("old russia", 0.7), found("turkey", 0.5), limit=7)[5:] == ["turkey", "old russia"]
