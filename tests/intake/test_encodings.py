"""Bytes become text as a browser would read them."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readery.characters import tidy
from readery.intake.encodings import declaration, decode

JAPANESE = "毎晩九時になると、灯台守は桟橋の先まで歩き、水の向こうにまだ見える灯りを数える。①番。"
RUSSIAN = "Каждый вечер в девять смотрительница идёт на край пирса и считает фонари, которые ещё видны."
GERMAN = "Jeden Abend um neun geht die Wärterin auf die Mole und zählt die „Lampen“, die größer sind."
POLISH = (
    "Mgła przychodzi później niż dawniej, mówią rybacy. "
    "Każdego wieczoru o dziewiątej latarniczka idzie na koniec mola i liczy światła, które jeszcze są widoczne. Książka, źródło, łódź."
)
KOREAN = "매일 저녁 아홉 시에 등대지기는 부두 끝까지 걸어가 아직 보이는 등불을 센다. 똠방각하."
CHINESE = "每天晚上九点,看灯人走到码头的尽头,数一数水面上还能看见的灯。"
GREEK = "Κάθε βράδυ στις εννέα η φαροφύλακας πηγαίνει στην άκρη του μόλου και μετράει τα φανάρια."
HEBREW = "בכל ערב בתשע הולכת שומרת המגדלור אל קצה המזח וסופרת את הפנסים."
ARABIC = "كل مساء في التاسعة تمشي الحارسة إلى طرف الرصيف وتعد المصابيح التي ما زالت تراها."
TURKISH = "Her akşam dokuzda bekçi iskelenin ucuna yürür ve hâlâ görebildiği ışıkları sayar, çünkü ağır sis çöker."


def html(text: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}<title>x</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_goes(mark: bytes, encoding: str) -> None:
    page = html(JAPANESE, '<meta charset="windows-1252">')
    assert decode(mark + page.encode(encoding), declaration).text == page


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_known_without_its_mark(encoding: str) -> None:
    assert decode(html(RUSSIAN).encode(encoding), declaration).text == html(RUSSIAN)
    assert decode("Two lines.\nOf text.\n".encode(encoding)).text == "Two lines.\nOf text.\n"


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("Shift_JIS", "cp932", JAPANESE),
        ("x-sjis", "cp932", JAPANESE),
        ("EUC-JP", "euc_jp", JAPANESE.replace("①", "")),
        ("ISO-2022-JP", "iso2022_jp", JAPANESE.replace("①", "")),
        ("windows-1251", "cp1251", RUSSIAN),
        ("KOI8-R", "koi8_r", RUSSIAN),
        ("ISO-8859-1", "cp1252", GERMAN),
        ("latin1", "cp1252", GERMAN),
        ("ISO-8859-2", "iso8859_2", POLISH),
        ("euc-kr", "cp949", KOREAN),
        ("GB2312", "gb18030", CHINESE),
        ("Big5", "big5hkscs", "每天晚上九點,看燈人走到碼頭的盡頭。"),
        ("windows-1255", "cp1255", HEBREW),
        ("ISO-8859-9", "cp1254", TURKISH),
    ],
)
@pytest.mark.parametrize(
    "form",
    [
        '<meta charset="{}">',
        "<meta charset={}>",
        '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset={}">',
        "<meta content='text/html; charset={}' http-equiv=Content-Type />",
    ],
)
def test_a_page_is_read_as_it_declares(label: str, codec: str, text: str, form: str) -> None:
    page = html(text, form.format(label))
    decoded = decode(page.encode(codec), declaration)
    assert decoded.text == page
    assert decoded.lost == 0


def test_an_xml_declaration_counts() -> None:
    page = f'<?xml version="1.0" encoding="ISO-8859-1"?>\n{html(GERMAN)}'
    assert decode(page.encode("cp1252"), declaration).text == page


def test_a_declaration_in_a_comment_or_far_below_is_none() -> None:
    assert declaration(b'<!-- <meta charset="koi8-r"> --><meta charset="big5">') == "big5"
    assert declaration(b" " * 20_000 + b'<meta charset="koi8-r">') is None
    assert declaration(b" " * 3000 + b'<meta charset="koi8-r">') == "koi8-r"


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1251", "shift_jis", "gbk", "utf-16", "utf-7", "nonsense-9"])
def test_valid_utf_8_is_read_as_such_whatever_is_declared(label: str) -> None:
    page = html(GERMAN + RUSSIAN, f'<meta charset="{label}">')
    decoded = decode(page.encode(), declaration)
    assert decoded.text == page


def test_declared_as_utf_8_but_windows_1252() -> None:
    page = html(GERMAN, '<meta charset="utf-8">')
    assert decode(page.encode("cp1252"), declaration).text == page


def test_western_bytes_pasted_into_utf_8_are_mended() -> None:
    text = GERMAN.encode() * 5 + " It’s £5. Déjà vu.".encode("cp1252")
    assert decode(text).text == GERMAN * 5 + " It’s £5. Déjà vu."


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp1252", GERMAN),
        ("cp1252", "It cost £5m – “a lot of money”, he said. It’s the club’s record."),
        ("cp1252", "El señor Muñoz dijo que mañana será otro día en España, según fuentes. ¿Qué pasará en A Coruña?"),
        ("cp1251", RUSSIAN),
        ("cp1250", POLISH),
        ("koi8_r", RUSSIAN),
        ("cp932", JAPANESE),
        ("euc_jp", JAPANESE.replace("①", "") * 4),
        ("cp949", KOREAN),
        ("gb18030", CHINESE),
        ("cp1253", GREEK),
        ("cp1255", HEBREW),
        ("cp1256", ARABIC),
    ],
)
def test_text_that_declares_nothing_is_judged_by_its_letters(codec: str, text: str) -> None:
    assert decode(text.encode(codec)).text == text
    page = html(f"{text} " * 3)
    assert decode(page.encode(codec), declaration).text == page


def test_few_letters_are_taken_for_western() -> None:
    assert decode("Café – £3".encode("cp1252")).text == "Café – £3"


def test_a_few_broken_characters_are_counted_and_shown() -> None:
    page = (
        html(JAPANESE * 10, '<meta charset="shift_jis">').encode("cp932").replace("灯".encode("cp932"), b"\x85\x20", 1)
    )
    decoded = decode(page, declaration)
    assert decoded.encoding == "cp932"
    assert decoded.lost == decoded.text.count("\ufffd") == 1


def test_a_wrong_declaration_does_not_win_over_the_letters() -> None:
    page = html(RUSSIAN * 3, '<meta charset="big5">')
    assert RUSSIAN in decode(page.encode("cp1251"), declaration).text


def test_line_ends_are_one_and_unprintable_characters_go() -> None:
    assert decode(b"a\r\nb\rc\n\x00d\x07e\x0cf\tg\x7f").text == "a\nb\nc\nde\nf\tg"
    assert tidy("a\ud800b\ufffec") == "abc"


UNPRINTABLE = {*map(chr, range(9)), *map(chr, range(11, 32)), "\x7f", "\ufffe", "\uffff"}


@given(
    st.binary(max_size=400),
    st.sampled_from(["", "utf-8", "shift_jis", "utf-16", "x-user-defined", "hz-gb-2312", "\x00"]),
)
def test_any_bytes_become_text_without_anything_unprintable(data: bytes, label: str) -> None:
    for whole in (data, f'<meta charset="{label}">'.encode() + data, codecs.BOM_UTF16_LE + data):
        text = decode(whole, declaration).text
        assert not UNPRINTABLE & set(text)
        text.encode("utf-8")


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=200),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_unicode_text_comes_back_as_it_was(text: str, codec: str) -> None:
    assert decode(text.encode(codec)).text == tidy(text.removeprefix("\ufeff") if codec == "utf-8" else text)
