import pytest

from readery.weave._names import names

from .collection import words


def found(text: str, lang: str = "en") -> list[str]:
    return [name.text for name in names(words(text, lang))[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She met Sergei Lavrov in Moscow.", ["Sergei Lavrov", "Moscow"]),
        ("He told Mr. Lavrov and Dr Anna Berg so.", ["Lavrov", "Anna Berg"]),
        (
            "They left the Bank of England and the Institute for Fiscal Studies.",
            ["Bank of England", "Institute for Fiscal Studies"],
        ),
        ("It fell to the Department of Trade and Industry.", ["Department of Trade and Industry"]),
        (
            "It told the Securities and Exchange Commission and the Department of Health and Human Services.",
            ["Securities and Exchange Commission", "Department of Health and Human Services"],
        ),
        (
            "They read the People's Daily before the Women’s World Cup.",
            ["People's Daily", "Women's World Cup"],
        ),
        ("It bought UK Online's 8 offices and Shrek 2 reels.", ["UK Online", "Shrek 2"]),
        ("They saw the people's faces and Syria's United Nations envoy.", ["Syria", "United Nations"]),
        ("The talks between Russia and China went on.", ["Russia", "China"]),
        ("The U.S. and the U.N. agreed.", ["US", "UN"]),
        ("Syria's neighbours fear Syria’s war.", ["Syria"]),
        ("We saw it in January on a Monday.", []),
        ("A UK-based firm sold an iPhone 11 to AT&T.", ["UK", "iPhone 11", "AT&T"]),
        ("He was shot by Bashar al-Assad's men.", ["Bashar al-Assad"]),
        ("It was made by ANGELA MERKEL.", ["Angela Merkel"]),
        ("by Ignatius Pell 17.2.2002", ["Ignatius Pell"]),
        ("Then Despite Mr. Trump it went on.", ["Trump"]),
        ("It was said by @MattBevin at pic.example.com/XPxUJuy too.", []),
        (
            "The new ones are:\n\nCeres Robotics, Palo Alto, California\nTyvak Labs, Irvine",
            ["Ceres Robotics", "Palo Alto", "California", "Tyvak Labs", "Irvine"],
        ),
        ("She lives in Wilmington, NC, in the US.", ["Wilmington", "US"]),
        ("It was D-Minn who said it, of London-based Xstrata.", ["Xstrata"]),
        ("It fell to the Department for Work and Pensions.", ["Department for Work and Pensions"]),
        ("They asked the Home Office and Treasury.", ["Home Office", "Treasury"]),
        ("It rose on the S&P 500 in SAN FRANCISCO.", ["S&P 500", "San Francisco"]),
        ("They saw Suprnova. Despite Suprnova it went on.", ["Suprnova"]),
        ("At least thousands of people, Millions of South Koreans among them.", ["South Koreans"]),
    ],
)
def test_names_are_told_from_other_capitals(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_a_capital_at_the_start_of_a_sentence_is_told_apart() -> None:
    (gaming, apple) = names(words("Gaming was simple. It was Apple that changed it.", "en"))[0]
    assert (gaming.text, gaming.inside, gaming.opening) == ("Gaming", 0, 1)
    assert (apple.text, apple.inside, apple.opening) == ("Apple", 1, 0)


def test_a_word_also_written_without_a_capital_is_no_name() -> None:
    assert found("Police came. The police left, as police do.") == []


def test_a_word_also_written_without_a_capital_is_a_name_where_it_is_one_more_often() -> None:
    (mark,) = names(words("It was Mark's idea. Mark left a mark.", "en"))[0]
    assert (mark.text, mark.inside, mark.opening, mark.first) == ("Mark", 1, 1, 2)


def test_german_nouns_are_no_names_of_several_words_at_the_start_of_a_sentence() -> None:
    assert "Zwölf Boote" not in found("Zwölf Boote lagen dort. Dann sprach Jonas Weidenkamp.", "de")
    assert "Jonas Weidenkamp" in found("Zwölf Boote lagen dort. Dann sprach Jonas Weidenkamp.", "de")


def test_german_nouns_with_an_article_are_no_names_however_they_are_joined() -> None:
    text = "Man sah, dass das Dach des Bahnhofs brannte. Dort trafen sich Ursula von der Leyen und das Bundesamt für Naturschutz."
    assert found(text, "de") == ["Ursula von der Leyen", "Bundesamt für Naturschutz"]


def test_the_place_that_a_story_was_sent_from_is_written_as_elsewhere() -> None:
    assert found("BUFFALO, N.Y. (AP) — The snow fell.")[0] == "Buffalo"
    assert found("SANTA FE — The cat is back.")[0] == "Santa Fe"
    assert found("UNESCO said that the walls are safe.")[0] == "UNESCO"
