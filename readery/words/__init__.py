"""What the pages around the articles say, in the site's language. One language is one file here: ``en.toml``.

An entry is a text, or for things that are counted a table of the plural forms that the language has (CLDR's names:
``one``, ``few``, ``other`` …). ``{n}`` and other names in braces are filled in.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources

from babel import Locale, UnknownLocaleError
from babel.dates import format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

_FALLBACK = "en"


@dataclass(frozen=True)
class Words:
    """The words of one language."""

    lang: str
    """Language of the words, a BCP 47 tag."""
    dir: str
    """``ltr`` or ``rtl``."""
    locale: Locale
    """For dates and numbers."""
    texts: Mapping[str, str]
    """Name → text."""
    plurals: Mapping[str, Mapping[str, str]]
    """Name → plural form → text."""

    def say(self, name: str, /, **values: object) -> str:
        """The text called `name`, its gaps filled."""
        return self.texts[name].format(**values)

    def count(self, name: str, n: int) -> str:
        """`n` of the things called `name`: ``12 articles``."""
        forms = self.plurals[name]
        form = forms.get(_plural(n, self.locale)) or forms["other"]
        return form.format(n=self.number(n))

    def listed(self, names: Sequence[str]) -> str:
        """Several names as the language joins them: ``fog, maps, and bees``."""
        return _listed(tuple(names), self.locale)

    def number(self, n: int) -> str:
        """`n` as the language writes numbers."""
        return _decimal(n, self.locale)

    def month(self, year: int, number: int) -> str:
        """A month of a year, `number` from 1 to 12: ``May 2021``."""
        return str(format_skeleton("yMMMM", date(max(1, year), number, 1), locale=self.locale))


@functools.lru_cache(maxsize=1 << 12)
def _listed(names: tuple[str, ...], locale: Locale) -> str:
    return str(format_list(list(names), locale=locale))


@functools.lru_cache(maxsize=1 << 12)
def _plural(n: int, locale: Locale) -> str:
    return str(locale.plural_form(n))


@functools.lru_cache(maxsize=1 << 12)
def _decimal(n: int, locale: Locale) -> str:
    return str(format_decimal(n, locale=locale))


def languages() -> tuple[str, ...]:
    """The languages that there are words for."""
    return tuple(
        sorted(f.name.removesuffix(".toml") for f in resources.files(__name__).iterdir() if f.name[-5:] == ".toml")
    )


@functools.cache
def of(language: str) -> Words:
    """The words of `language`, a BCP 47 tag; English where there are none."""
    known = languages()
    locale = _locale(language)
    if locale is None or locale.language not in known:
        locale, language = Locale(_FALLBACK), _FALLBACK
    raw = tomllib.loads((resources.files(__name__) / f"{locale.language}.toml").read_text(encoding="utf-8"))
    return Words(
        lang=language,
        dir="rtl" if locale.text_direction == "rtl" else "ltr",
        locale=locale,
        texts={name: value for name, value in raw.items() if isinstance(value, str)},
        plurals={name: value for name, value in raw.items() if isinstance(value, dict)},
    )


def _locale(language: str) -> Locale | None:
    """What Babel knows of a language; a region or script that it does not know is left aside."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        pass
    try:
        return Locale.parse(language.split("-")[0])
    except (UnknownLocaleError, ValueError):
        return None
