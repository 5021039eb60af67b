from __future__ import annotations

import re
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readery import dates
from readery.dates import names

WHOLE = [
    # as machines write them
    ("2016-12-13", None, "2016-12-13"),
    ("2016/12/13", None, "2016-12-13"),
    ("20161213", None, "2016-12-13"),
    ("20161213121205", None, "2016-12-13T12:12:05"),
    ("20161213T121200Z", None, "2016-12-13T12:12:00+00:00"),
    ("2016-12-13T12:12", None, "2016-12-13T12:12:00"),
    ("2016-12-13T12:12:00.000Z", None, "2016-12-13T12:12:00+00:00"),
    ("2016-12-13T12:12-0500", None, "2016-12-13T12:12:00-05:00"),
    ("2016-12-13T12:12:00+01", None, "2016-12-13T12:12:00+01:00"),
    ("2016-12-13 12:12:00 +0100", None, "2016-12-13T12:12:00+01:00"),
    ("2016-12-13T12:12:00+01:00[Europe/Berlin]", None, "2016-12-13T12:12:00+01:00"),
    ("Tue, 13 Dec 2016 12:12:00 +0000", None, "2016-12-13T12:12:00+00:00"),
    ("Tue Dec 13 2016 12:12:00 GMT+0100 (CET)", None, "2016-12-13T12:12:00+01:00"),
    ("Tue Dec 13 12:12:00 UTC 2016", None, "2016-12-13T12:12:00+00:00"),
    ("1481631120", None, "2016-12-13T12:12:00+00:00"),
    ("1481631120000", None, "2016-12-13T12:12:00+00:00"),
    # as people read them
    ("Tuesday 13 December 2016 12:12 EST", "en", "2016-12-13T12:12:00-05:00"),
    ("Dec 13, 2016", None, "2016-12-13"),
    ("December 13th, 2016 at 5pm", "en", "2016-12-13T17:00:00"),
    ("December 13, 2016 12:05 a.m.", "en", "2016-12-13T00:05:00"),
    ("Published 10:20 PM EDT, Mon October 5, 2020", "en", "2020-10-05T22:20:00-04:00"),
    ("3 July 2016 12:12 ET", "en", "2016-07-03T12:12:00-04:00"),
    ("3 December 2016 12:12 ET", "en", "2016-12-03T12:12:00-05:00"),
    ("Tue 13 Dec 2016 07.12 GMT", "en", "2016-12-13T07:12:00+00:00"),
    ("13-Dec-2016", None, "2016-12-13"),
    ("(13 Dec 16)", "en", "2016-12-13"),
    ("13.12.2016, 12:12 Uhr", "de", "2016-12-13T12:12:00"),
    ("Veröffentlicht am 13. Dezember 2016 um 12.12 Uhr", "de", "2016-12-13T12:12:00"),
    ("Stand:13.12.2016", "de", "2016-12-13"),
    ("Di, 13.12.16", "de", "2016-12-13"),
    ("13. Jänner 2016", "de", "2016-01-13"),
    ("Publié le 1er août 2016 à 12 h 05", "fr", "2016-08-01T12:05:00"),
    ("13 de dezembro de 2016 às 12h12", "pt", "2016-12-13T12:12:00"),
    ("13 d'abril de 2016", "ca", "2016-04-13"),
    ("3 mars 2016 kl. 12.12", "sv", "2016-03-03T12:12:00"),
    ("2016. december 13. 12:12", "hu", "2016-12-13T12:12:00"),
    ("2016 m. gruodžio 13 d.", "lt", "2016-12-13"),
    ("13. joulukuuta 2016", "fi", "2016-12-13"),
    ("13 Aralık 2016 Salı, 12:12", "tr", "2016-12-13T12:12:00"),
    ("13 декабря 2016 г., 12:12 МСК", "ru", "2016-12-13T12:12:00+03:00"),
    ("13 Δεκεμβρίου 2016", "el", "2016-12-13"),
    ("13 ديسمبر/كانون الأول 2016", "ar", "2016-12-13"),
    ("١٣ ديسمبر ٢٠١٦", "ar", "2016-12-13"),
    ("13 בדצמבר 2016", "he", "2016-12-13"),
    ("१३ दिसंबर २०१६", "hi", "2016-12-13"),
    ("13 ธันวาคม 2559", "th", "2016-12-13"),
    ("13 tháng 12, 2016", "vi", "2016-12-13"),
    ("2016年12月13日（火）午後3時05分", "ja", "2016-12-13T15:05:00"),
    ("令和元年5月1日", "ja", "2019-05-01"),
    ("2016년 12월 13일", "ko", "2016-12-13"),
    # a page that claims the wrong language
    ("13. Dezember 2016", "en", "2016-12-13"),
    ("13 décembre 2016", None, "2016-12-13"),
]


@pytest.mark.parametrize(("text", "lang", "expected"), WHOLE)
def test_a_whole_string_that_is_a_date(text: str, lang: str | None, expected: str) -> None:
    assert dates.parse(text, lang) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2 hours ago",
        "yesterday",
        "31 June 2016",
        "2016-13-01",
        "1066-10-14",
        "December 2016",
        "13 December",
        "12.1.10",
        "192.168.20.16",
        "Aleppo, a city since 13 December 2016",
        "13 December 2016 and 14 December 2016",
        "0123456789",
        "9999999999999",
        "13/14/2016",
        "12 people in 2016",
        "on 13 December 16 people met",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert dates.parse(text, "en") is None


@pytest.mark.parametrize(
    ("lang", "day_first", "expected"),
    [
        ("en", None, "2016-03-04"),
        ("en-US", None, "2016-03-04"),
        ("en-GB", None, "2016-04-03"),
        ("fr", None, "2016-04-03"),
        ("en", True, "2016-04-03"),
        (None, False, "2016-03-04"),
        (None, None, None),
    ],
)
def test_figures_alone_are_read_in_the_order_of_the_place(
    lang: str | None, day_first: bool | None, expected: str | None
) -> None:
    assert dates.parse("3/4/2016", lang, day_first=day_first) == expected


def test_figures_that_can_be_read_one_way_are() -> None:
    assert dates.parse("12/13/2016") == "2016-12-13"
    assert dates.parse("13/12/2016", "en-US") == "2016-12-13"
    assert dates.parse("3.4.2016") == "2016-04-03"


def test_a_name_of_two_months_is_read_in_the_pages_language_alone() -> None:
    assert dates.parse("13 listopada 2016", "pl") == "2016-11-13"
    assert dates.parse("13 listopada 2016", "hr") == "2016-10-13"
    assert dates.parse("13 listopada 2016") is None


def test_a_language_has_its_own_months_whatever_was_asked_before() -> None:
    # Babel gave those of Hebrew for Hungarian ones that stand alone, where it was asked for Hebrew first.
    assert dates.parse("1 בפברואר 2020", "he") == "2020-02-01"
    assert names.month(["februar"], "hu") == 2
    assert all(name.isascii() for name in map(names.fold, names.written()["hu"]["months"]))


def test_dates_in_a_line_have_places_and_roles() -> None:
    line = "Von Ada Muster | Veröffentlicht am 13.12.2016 um 12:12 Uhr, aktualisiert: 14.12.2016 | 20 Kommentare"
    first, second = dates.find(line, "de")
    assert (first.date, first.role) == ("2016-12-13T12:12:00", "published")
    assert line[first.start : first.end] == "13.12.2016 um 12:12 Uhr"
    assert (second.date, second.role) == ("2016-12-14", "updated")
    assert line[second.start : second.end] == "14.12.2016"


def test_a_role_may_stand_behind_the_date() -> None:
    assert [each.role for each in dates.find("2016年12月13日 更新", "ja")] == ["updated"]


def test_a_time_of_day_belongs_to_the_date_it_is_printed_with() -> None:
    assert [each.date for each in dates.find("13.12.2016 - Aktualisiert 14:20", "de")] == ["2016-12-13"]
    assert [each.date for each in dates.find("On 13 December 2016, 12 people met", "en")] == ["2016-12-13"]
    assert [each.date for each in dates.find("13 Dec 2016 3.50 euros", "en")] == ["2016-12-13"]


def test_day_and_order() -> None:
    assert dates.day("2016-12-13T12:12:00-05:00") == "2016-12-13"
    moments = ["2016-12-13T23:00:00-05:00", "2016-12-14T03:00:00+00:00", "2016-12-13", None, "2016-12-14T04:30:00"]
    assert sorted(moments, key=dates.sort_key) == [
        None,
        "2016-12-13",
        "2016-12-14T03:00:00+00:00",
        "2016-12-13T23:00:00-05:00",
        "2016-12-14T04:30:00",
    ]
    assert dates.sort_key("1900-01-01T00:00:00+14:00") < dates.sort_key("2099-12-31T23:59:59-12:00")


_ISO = re.compile(r"(?:19|20)\d\d-[01]\d-[0-3]\d(?:T[0-2]\d:[0-5]\d:[0-5]\d(?:[+-][01]\d:[0-5]\d)?)?")
_PIECES = st.sampled_from(
    [
        "13",
        "12",
        "2016",
        "31",
        "6",
        ".",
        "/",
        "-",
        ":",
        " ",
        ", ",
        "T",
        "Z",
        "+01:00",
        "pm",
        "Dec",
        "mai",
        "年",
        "月",
        "日",
        "１",
        "²",
    ]
)
LINES = st.one_of(
    st.text(), st.lists(_PIECES, max_size=14).map("".join), st.from_regex(r"\d{1,4}[./ -]\w{1,5}[./ -]\d{1,4}.*")
)
LANGS = st.sampled_from([None, "en", "de", "ar", "zh", "xx", "", "not a language", "en-GB"])


@given(LINES, LANGS)
def test_any_line_gives_dates_that_are_dates(line: str, lang: str | None) -> None:
    end = 0
    for each in dates.find(line, lang):
        assert _ISO.fullmatch(each.date)
        assert end <= each.start < each.end <= len(line)
        end = each.end
    whole = dates.parse(line, lang)
    assert whole is None or _ISO.fullmatch(whole)


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2099, 12, 31)))
def test_iso_dates_come_back_as_they_are(moment: datetime) -> None:
    iso = moment.replace(microsecond=0).isoformat()
    assert dates.parse(iso) == iso
    assert dates.parse(iso[:10]) == iso[:10]
