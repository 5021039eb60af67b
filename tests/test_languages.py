"""The language files have one shape, and what is read from them is right."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import readery
from readery import languages
from readery.languages.phrases import Place, phrases

TAGS = (*languages.known(), languages.NEUTRAL)

TEXTS = {
    "en": "The council said on Monday that it would not close the library, which has been open for more than a century.",
    "de": "Der Rat hat am Montag gesagt, dass die Bibliothek nicht geschlossen wird, die seit über hundert Jahren für alle da ist.",
    "fr": "Le conseil a dit lundi que la bibliothèque ne sera pas fermée, car elle est ouverte depuis plus de cent ans et elle est aimée.",
    "es": "El consejo dijo el lunes que la biblioteca no se cerrará, porque está abierta desde hace más de cien años y es muy querida.",
    "it": "Il consiglio ha detto che la biblioteca non sarà chiusa, perché è aperta da più di cento anni ed è molto amata da tutti.",
    "pt": "O conselho disse que a biblioteca não será fechada, porque está aberta há mais de cem anos e é muito querida por todos.",
    "nl": "De raad zei maandag dat de bibliotheek niet wordt gesloten, omdat ze al meer dan honderd jaar open is voor iedereen.",
    "pl": "Rada powiedziała w poniedziałek, że biblioteka nie zostanie zamknięta, ponieważ jest otwarta od ponad stu lat.",
    "ru": "Совет сообщил в понедельник, что библиотека не будет закрыта, так как она открыта уже более ста лет и её все любят.",
    "uk": "Рада повідомила в понеділок, що бібліотеку не закриють, бо вона відкрита вже понад сто років і її всі люблять.",
    "tr": "Meclis pazartesi günü kütüphanenin kapatılmayacağını söyledi, çünkü yüz yıldan daha çok zamandır herkes için açık.",
    "el": "Το συμβούλιο είπε ότι η βιβλιοθήκη δεν θα κλείσει.",
    "ar": "قال المجلس إن المكتبة لن تغلق.",
    "he": "המועצה אמרה שהספרייה לא תיסגר.",
    "zh": "市议会星期一表示，图书馆不会关闭。",
    "ja": "市議会は月曜日に図書館を閉鎖しないと発表した。",
    "ko": "시의회는 월요일에 도서관을 닫지 않겠다고 밝혔다.",
    "th": "สภาเมืองกล่าวเมื่อวันจันทร์ว่าห้องสมุดจะไม่ปิด",
}


@pytest.mark.parametrize("tag", TAGS)
def test_every_file_loads_and_has_the_same_keys(tag: str) -> None:
    language = languages.load(tag)
    assert set(language.entries) == {key for keys in languages.TABLES.values() for key in keys} - {"stop"}
    assert language.name
    assert language.direction == languages.direction(tag)
    assert language.spaces == languages.has_spaces(tag)


@pytest.mark.parametrize("tag", languages.known())
def test_a_language_says_what_its_pages_say(tag: str) -> None:
    language = languages.load(tag)
    assert len(language.stop) > 30
    for key in ("share", "comments", "related", "consent", "legal", "by", "published", "menu", "error"):
        assert language.entries[key], f"{tag}.toml: {key} is empty"


@pytest.mark.parametrize("key", [key for keys in languages.TABLES.values() for key in keys])
def test_every_key_is_documented(key: str) -> None:
    readme = (Path(readery.__file__).parent / "languages" / "README.md").read_text(encoding="utf-8")
    assert f"`{key}`" in readme or f".{key}`" in readme


@pytest.mark.parametrize("tag", TEXTS)
def test_a_language_is_guessed(tag: str) -> None:
    assert languages.guess(TEXTS[tag]) == tag


@pytest.mark.parametrize("text", ["", "12 34", "Xyzzy plugh", "Aleppo", "\n\n"])
def test_no_language_is_guessed_from_too_little(text: str) -> None:
    assert languages.guess(text) is None


def test_direction_follows_language_and_script() -> None:
    assert [languages.direction(tag) for tag in ("ar", "he-IL", "fa", "ur-Latn", "az-Arab", "en", None)] == [
        "rtl",
        "rtl",
        "rtl",
        "ltr",
        "rtl",
        "ltr",
        "ltr",
    ]


def test_tags_are_reduced_to_their_language() -> None:
    assert [languages.primary(tag) for tag in ("pt-BR", "EN_us", "no", "nn-NO", None, "", "x1")] == [
        "pt",
        "en",
        "nb",
        "nb",
        None,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("tag", "line", "key", "place"),
    [
        ("en", "Share", "share", Place.WHOLE),
        ("en", "SHARE!", "share", Place.WHOLE),
        ("en", "23 comments", "comments", Place.WHOLE),
        ("en", "1,204 Comments", "comments", Place.WHOLE),
        ("en", "5 min read", "reading_time", Place.WHOLE),
        ("en", "Copyright 2016 Example Press", "legal", Place.START),
        ("en", "Example Press. All rights reserved, 2016", "legal", Place.INSIDE),
        ("de", "Das könnte Sie auch freuen", "related", Place.START),
        ("de", "Share", "share", Place.WHOLE),
        ("ja", "【関連記事】", "related", Place.WHOLE),
        ("ja", "これは会員限定です", "account", Place.INSIDE),
        ("zh", "版权所有 某某报社", "legal", Place.START),
        ("th", "อ่านข่าวที่เกี่ยวข้องเรื่องน้ำท่วม", "related", Place.START),
        ("xx", "Share", "share", Place.WHOLE),
    ],
)
def test_phrases_are_found_in_their_place(tag: str, line: str, key: str, place: Place) -> None:
    assert dict(phrases(tag).find(line)).get(key) is place


def test_a_label_inside_a_sentence_is_no_label() -> None:
    found = dict(phrases("en").find("Their share of the vote fell, and the comments of the minister did not help."))
    assert "share" not in found
    assert "comments" not in found


@given(st.text(max_size=200), st.sampled_from((*languages.known(), None)))
def test_any_line_can_be_looked_at(line: str, tag: str | None) -> None:
    keys = {key for key, _ in phrases(tag).find(line)}
    assert keys <= {key for keys in languages.TABLES.values() for key in keys}
    assert languages.guess(line) in (*languages.known(), None)


def test_a_glance_that_leaves_doubt_is_followed_by_a_longer_look() -> None:
    names = "Ada Quill, Ben Marrow, Carla Finch. "
    text = (
        names * 40
        + "Und der Turm ist nicht mehr zu sehen, wenn es am Abend noch regnet und die See steigt. " * 12
        + names * 40
    )
    assert languages.guess(text) == "de"
