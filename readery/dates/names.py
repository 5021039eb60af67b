"""Names of months and weekdays and the order of a day's parts, from CLDR.

Where a page's language is unknown, or its words are not of the language it claims (a German paper on a theme that says
``lang="en"``), all languages of `LANGUAGES` are looked up together, without the names that mean two months (``listopad`` is
October in Zagreb and November in Warsaw). The names stand in ``names.json`` beside this, which `benchmarks.cldr` writes: Babel
takes 0.15 s in each process to bring them.
"""

from __future__ import annotations

import functools
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import resources
from typing import TypedDict

LANGUAGES = (
    *(
        "en",
        "de",
        "fr",
        "es",
        "it",
        "pt",
        "nl",
        "pl",
        "ru",
        "uk",
        "cs",
        "sk",
        "sv",
        "da",
        "nb",
        "fi",
        "tr",
        "hu",
        "ro",
        "el",
    ),
    *("ar", "he", "fa", "hi", "bn", "id", "vi", "th", "ca", "hr", "sr", "sl", "bg", "lt", "lv", "et", "is", "eu", "gl"),
)
REGIONS: Mapping[str, tuple[str, ...]] = {
    "ar": ("ar_SY", "ar_DZ", "ar_MA"),
    "de": ("de_AT",),
    "en": ("en_GB",),
    "sr": ("sr_Latn",),
    "pt": ("pt_PT",),
    "no": ("nb",),
    "nn": ("nn",),
}
"""Regional forms that use other names for the months than their language at large."""
# Usual short forms that CLDR does not have.
_MORE = {
    "en": {"sept": 9, "sep": 9, "febr": 2},
    "de": {"mrz": 3, "feber": 2, "sep": 9, "aug": 8},
    "fr": {"fev": 2, "janv": 1, "juill": 7, "sep": 9},
    "es": {"setiembre": 9, "sep": 9, "set": 9},
    "it": {"sett": 9},
    "pl": {"maj": 5},
    "sv": {"sept": 9},
    "ru": {"сен": 9, "ноя": 11, "фев": 2, "мая": 5},
}
# What stands between words; not ``\W``, for the vowel signs of Hindi and Thai are no word characters to Python.
_NOT_LETTERS = re.compile(r"[\s\d.,:;/|()'’·•–—-]+")


class Names(TypedDict):
    """What a locale calls them, wide and abbreviated, in a sentence and alone."""

    months: Mapping[str, int]
    """Name → 1 to 12."""
    days: list[str]
    """Of the week, in no order that means anything."""


def fold(word: str) -> str:
    """A name as it is compared: without case, accents, dots and apostrophes."""
    if word.isascii():
        return word.casefold()
    word = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in word if not unicodedata.combining(c) and c not in "׳॰\u0640").replace("ı", "i")


def split(text: str) -> list[str]:
    """The words of `text`, folded."""
    return [fold(word) for word in _NOT_LETTERS.split(text) if word]


def month(words: Iterable[str], lang: str | None) -> int | None:
    """The month, 1 to 12, that folded words name, as one name or as several that mean the same (``ديسمبر/كانون الأول``)."""
    words = tuple(words)
    if not 0 < len(words) <= 6:
        return None
    found = _month(words, _months_of(_language(lang)))
    if found is None and any(each in _months_of(None) or each[1:] in _months_of(None) for each in words):
        found = _month(words, _months_of(None))
    return found


def _month(words: tuple[str, ...], names: Mapping[str, int]) -> int | None:
    if not words:
        return None
    for size in (1, 2):  # كانون الأول is two words
        number = names.get(" ".join(words[:size]))
        if number is None and size == 1 and words[0].startswith("ב"):  # Hebrew "in" is written together
            number = names.get(words[0][1:])
        if number is not None and len(words) >= size:
            rest = words[size:]
            if not rest or _month(rest, names) == number:
                return number
    return None


def is_weekday(word: str, lang: str | None) -> bool:
    """Whether a folded word names a day of the week."""
    return word in _weekdays_of(_language(lang)) or word in _weekdays_of(None)


@lru_cache(maxsize=512)
def order(lang: str | None) -> str | None:
    """How the language (and region) orders a day in figures: ``dmy``, ``mdy`` or ``ymd``; None where it is not known."""
    from babel import Locale, UnknownLocaleError

    if not lang:
        return None
    try:
        pattern = str(Locale.parse(lang.replace("-", "_")).date_formats["short"].pattern)
    except (ValueError, TypeError, UnknownLocaleError, KeyError):
        pattern = ""
    places = {part: pattern.lower().find(part) for part in "dmy"}
    return "".join(sorted(places, key=places.__getitem__)) if min(places.values()) >= 0 else None


def _language(lang: str | None) -> str:
    return re.split(r"[-_]", lang, maxsplit=1)[0].lower() if lang else "en"


@lru_cache(maxsize=64)
def _months_of(language: str | None) -> Mapping[str, int]:
    """Folded name → month, in one language and English, or (None) in all of them as far as they agree."""
    names: dict[str, int] = {}
    if language is None:
        doubtful: set[str] = set()
        for each in LANGUAGES:
            for name, number in _months_of(each).items():
                if names.setdefault(name, number) != number and name not in _months_of("en"):
                    doubtful.add(name)
        return {name: number for name, number in names.items() if name not in doubtful}
    for locale in (language, *REGIONS.get(language, ())):
        for name, number in _names(locale)["months"].items():
            if words := [each for each in split(name) if each not in ("de", "d")]:
                names.setdefault(" ".join(words), number)
    for name, number in _MORE.get(language, {}).items():
        names.setdefault(name, number)
    if language != "en":
        for name, number in _months_of("en").items():
            names.setdefault(name, number)
    names.pop("", None)
    return names


@lru_cache(maxsize=64)
def _weekdays_of(language: str | None) -> frozenset[str]:
    if language is None:
        return frozenset().union(*map(_weekdays_of, LANGUAGES))
    found = {part for name in _names(language)["days"] for part in split(name)}
    if language != "en":
        found |= _weekdays_of("en")
    return frozenset(found)


def _names(locale: str) -> Names:
    return written().get(locale, {"months": {}, "days": []})


@functools.cache
def written() -> Mapping[str, Names]:
    """Locale → its names, as the file has them."""
    text = resources.files(__package__).joinpath("names.json").read_text(encoding="utf-8")
    found: Mapping[str, Names] = json.loads(text)
    return found
