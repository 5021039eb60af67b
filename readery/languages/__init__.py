"""What is particular to a language, as data: one TOML file each, all with the same keys; README.md here tells how to add to one.

Everything is read once and never changed. Languages are BCP 47 tags; only the primary part (``pt`` of ``pt-BR``) is
looked up, and Norwegian's ``no`` and ``nn`` read ``nb``.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from readery.characters import runs

NEUTRAL = "und"
"""The file of what is the same in every language: names of networks and agencies, signs."""

TABLES: Mapping[str, tuple[str, ...]] = {
    "words": ("stop", "joiner"),
    "head": ("by", "published", "updated", "subject", "sender", "reading_time"),
    "body": ("question", "answer", "heading", "end"),
    "phrases": (
        "share",
        "follow",
        "newsletter",
        "account",
        "donation",
        "consent",
        "notification",
        "comments",
        "related",
        "advert",
        "legal",
        "credit",
        "read_more",
        "printing",
        "menu",
        "author_note",
        "shop",
        "error",
        "media",
    ),
}
"""Table of a file → its keys. Every file has each."""

_ALIASES = {"no": "nb", "nn": "nb", "iw": "he", "in": "id"}
_RIGHT_TO_LEFT = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"))
_UNSPACED = frozenset(("zh", "ja", "th", "lo", "km", "my", "bo", "yue", "wuu"))


@dataclass(frozen=True, slots=True)
class Language:
    """One language's file."""

    tag: str
    """BCP 47."""
    name: str
    """In English."""
    direction: str
    """``ltr`` or ``rtl``."""
    spaces: bool
    """Whether words are separated by spaces."""
    stop: frozenset[str]
    """The commonest words, lower case."""
    entries: Mapping[str, tuple[str, ...]]
    """Key of `TABLES` other than ``stop`` → its entries, as they stand in the file."""


@functools.cache
def known() -> tuple[str, ...]:
    """Tags of the languages that have a file, sorted, without `NEUTRAL`."""
    names = (item.name for item in resources.files(__name__).iterdir())
    return tuple(sorted(name[:-5] for name in names if name.endswith(".toml") and name[:-5] != NEUTRAL))


@functools.cache
def load(tag: str) -> Language:
    """The language `tag` (one of `known`, or `NEUTRAL`). Raises ValueError where its file has another shape."""
    text = resources.files(__name__).joinpath(f"{tag}.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    entries: dict[str, tuple[str, ...]] = {}
    for table, keys in TABLES.items():
        found: Mapping[str, Any] = data.get(table, {})
        if set(found) != set(keys):
            odd = ", ".join(sorted(set(found) ^ set(keys)))
            raise ValueError(f"languages/{tag}.toml: table [{table}] lacks these keys or should not have them: {odd}")
        for key in keys:
            value = found[key]
            if not isinstance(value, str):
                raise ValueError(f"languages/{tag}.toml: {table}.{key} must be text between ''' marks")  # noqa: TRY004
            entries[key] = tuple(value.split() if table == "words" else filter(None, map(str.strip, value.split("\n"))))
    return Language(
        tag=tag,
        name=data["name"],
        direction=data["direction"],
        spaces=data["spaces"],
        stop=frozenset(entries.pop("stop")),
        entries=entries,
    )


@functools.lru_cache(maxsize=1024)
def primary(tag: str | None) -> str | None:
    """The primary language of a tag, lower case: ``pt`` for ``pt-BR``; None for None and for what is no tag."""
    if not tag:
        return None
    first = re.split(r"[-_]", tag.strip().lower(), maxsplit=1)[0]
    return _ALIASES.get(first, first) if first.isalpha() and 2 <= len(first) <= 3 else None


def find(tag: str | None) -> Language | None:
    """The data for a language, None where there is none."""
    first = primary(tag)
    return load(first) if first in known() else None


@functools.lru_cache(maxsize=64)
def spoken(tag: str | None) -> tuple[Language, ...]:
    """The languages whose words stand on pages of a language: its own, English, and what is the same everywhere."""
    return tuple({each.tag: each for each in (find(tag), load("en"), load(NEUTRAL)) if each}.values())


@functools.lru_cache(maxsize=1024)
def entries(tag: str | None, *keys: str) -> tuple[str, ...]:
    """What those languages have under some keys, key by key, the longest first."""
    return tuple(
        entry
        for key in keys
        for entry in sorted(
            {each: len(each) for one in spoken(tag) for each in one.entries[key]}, key=len, reverse=True
        )
    )


def direction(tag: str | None) -> str:
    """``rtl`` for languages whose script runs from right to left, else ``ltr``; a script in the tag decides first."""
    parts = re.split(r"[-_]", tag.lower()) if tag else []
    if any(part in ("arab", "hebr", "thaa", "syrc", "nkoo", "adlm") for part in parts[1:]):
        return "rtl"
    if "latn" in parts[1:] or "cyrl" in parts[1:]:
        return "ltr"
    return "rtl" if primary(tag) in _RIGHT_TO_LEFT else "ltr"


def has_spaces(tag: str | None) -> bool:
    """Whether the language separates its words by spaces."""
    return primary(tag) not in _UNSPACED


def stop_words(tag: str | None) -> frozenset[str]:
    """The commonest words of a language, lower case; empty where it is not known."""
    language = find(tag)
    return language.stop if language else frozenset()


@functools.cache
def subjects(tag: str) -> Mapping[str, tuple[str, ...]]:
    """What texts in a language (a primary subtag) are about → words that speak of it; empty where none are known."""
    file = resources.files(__name__).joinpath("subjects", f"{tag}.toml")
    if not tag.isalpha() or not file.is_file():
        return {}
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    return {subject: tuple(words.split()) for subject, words in data.items()}


_LATIN = re.compile(r"[\x00-\u024f\u1e00-\u1eff\u2000-\u2bff\ufeff\ufffd]+")
"""Latin letters, and signs that stand in texts of every script."""
_SCRIPTS: Mapping[str, re.Pattern[str]] = {
    "kana": re.compile("[\u3040-\u30ff]"),
    "ko": re.compile("[\uac00-\ud7af]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "ar": re.compile("[\u0600-\u06ff]"),
    "el": re.compile("[\u0370-\u03ff]"),
    "cyrillic": re.compile("[\u0400-\u04ff]"),
}
_words = runs(re.compile(r"[^\W\d_]+"))
_SAMPLE = 3000
"""Characters from the start, the middle and the end that `guess` looks at each."""
_GLANCE = 500
"""The same where these are enough."""
_CLEARLY = 2
"""Times the runner-up's words that are enough then, and times the fewest."""
_FEWEST = 4
"""Stop words that a text must hold before its language is named."""


@functools.cache
def _speakers() -> tuple[Mapping[str, int], tuple[tuple[str, ...], ...]]:
    """Stop word → its group; group → the languages that have its words, of those whose script does not tell the language."""
    found: dict[str, list[str]] = {}
    for tag in known():
        if tag not in ("ar", "el", "he", "ja", "ko", "th", "zh"):
            for word in load(tag).stop:
                found.setdefault(word, []).append(tag)
    groups = {tags: number for number, tags in enumerate(dict.fromkeys(map(tuple, found.values())))}
    return {word: groups[tuple(tags)] for word, tags in found.items()}, tuple(groups)


def guess(text: str) -> str | None:
    """The language of a text, by its script and its stop words; None when unsure. Looks at 9,000 characters at most.

    A language is named when its stop words outnumber the runner-up's by a fifth, the words of both counted for both; a sixth
    of those characters is enough where they outnumber them by far.
    """
    if not text.strip():
        return None
    text = _sample(text, _SAMPLE)
    script = _script(text)
    if script == "ar":
        return None if re.search("[پچژگ]", text) else "ar"
    if script not in ("latin", "cyrillic"):
        return script
    best, most, second = _ranked(_sample(text, _GLANCE), script)
    if most < _CLEARLY * max(second, _FEWEST):
        best, most, second = _ranked(text, script)
    return best if most >= _FEWEST and most >= 1.2 * second else None


def _sample(text: str, size: int) -> str:
    """The first, the middle and the last `size` characters of a text; all of it where it is hardly longer."""
    if len(text) <= 3 * size:
        return text
    middle = len(text) // 2
    return f"{text[:size]} {text[middle : middle + size]} {text[-size:]}"


def _ranked(text: str, script: str) -> tuple[str, int, int]:
    """The language with the most stop words in a text, how many those are, and how many the runner-up's."""
    counts: dict[str, int] = {}
    group_of, groups = _speakers()
    for group, times in Counter(map(group_of.get, _words(text.lower()))).items():
        if group is not None:
            for tag in groups[group]:
                counts[tag] = counts.get(tag, 0) + times
    if script == "cyrillic":
        # Letters that one of the two has and the other lacks.
        counts["uk"] = counts.get("uk", 0) + 3 * len(re.findall("[іїєґ]", text))
        counts["ru"] = counts.get("ru", 0) + 3 * len(re.findall("[ыэъё]", text))
    best = max(counts, key=counts.__getitem__, default="")
    most = counts.pop(best, 0)
    return best, most, max(counts.values(), default=0)


def _script(text: str) -> str:
    """``latin``, ``cyrillic``, or the language whose script most of the text is in."""
    least = len(text.encode("latin-1", "ignore"))  # many times faster than to look for each letter, and mostly enough
    if (len(text) - least) * 8 < least:
        return "latin"
    others = "".join(_LATIN.split(text))
    latin = len(text) - len(others)
    if len(others) * 8 < latin:
        return "latin"
    counts = {name: len(pattern.findall(others)) for name, pattern in _SCRIPTS.items()}
    if counts["kana"] > 3 and counts["kana"] * 10 > counts["zh"] and 3 * (counts["kana"] + counts["zh"]) > latin:
        return "ja"
    # A sign of these scripts says more than a letter does.
    counts["zh"] *= 3
    counts["ko"] *= 3
    best = max(counts, key=lambda name: (counts[name], name))
    if counts[best] < latin // 2:
        return "latin"
    return "ja" if best == "kana" else best
