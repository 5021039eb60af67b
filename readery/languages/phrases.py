"""Which of a language's phrases a line of a page holds: "Share this article" is a share button, "All rights reserved" legal."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import count

from readery.languages import NEUTRAL, TABLES, Language, find, load

_TOKEN = re.compile(r"[^\W\d_]+|[0-9][0-9.,'’]*|[©#+&%€$£]")
_TOKEN_OR_BREAK = re.compile(rf"([a-zß-öø-ÿ]+(?![^\W\d_])|{_TOKEN.pattern}|\n) ?")
"""The same, and line breaks; in an order that is faster on whole pages."""
_NUMBER = re.compile(rb"[0-9][0-9.,'\x92]*")
_SIGNS = tuple(sign.encode("cp1252") for sign in "©#+&%€$£")
_SHELTERED = b".,'\x92"
"""What may stand inside numbers, in Windows-1252."""
_SHELTER = bytes.maketrans(_SHELTERED, b"\x81\x8d\x8f\x90")
"""Each of these → an octet that is no character there."""
_NOT_WESTERN = "μ"
"""What ``µ`` is folded to."""
_DIGITS = frozenset("0123456789")
_BLANK = re.compile(r"\s+")
_ENDS = "・:：-–—、。.,!！?？()（）[]【】「」<>＜＞▼▲■●◆→»|"  # punctuation around labels in scripts without spaces


class Place(StrEnum):
    """How much of a line a phrase makes up."""

    WHOLE = "whole"
    """All of it."""
    START = "start"
    """Its beginning."""
    INSIDE = "inside"
    """Some of it, anywhere."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """An entry, cut into words."""

    key: str
    words: tuple[str, ...]
    open_end: bool
    mark: int = 0
    """Place of its longest word, by which it is looked for inside lines."""


_Unspaced = tuple[str, str, bool, bool]
"""Key, text without spaces, may begin otherwise, may go on."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one language, together with English and with what is the same everywhere."""

    whole: Mapping[tuple[str, ...], tuple[str, ...]]
    """Words of a whole line → keys."""
    starts: Mapping[str, tuple[_Phrase, ...]]
    """First word → phrases that a line may begin with."""
    inside: Mapping[str, tuple[_Phrase, ...]]
    """Longest word → phrases that may stand anywhere; the first words of phrases are too common to look for."""
    unspaced: Mapping[str, tuple[tuple[int, _Unspaced], ...]]
    """First two signs → entries of scripts without spaces, numbered."""
    longest: int
    """Words of the longest phrase."""
    firsts: frozenset[str]
    """First words of all phrases; ``#`` for a figure."""

    def find(self, line: str) -> tuple[tuple[str, Place], ...]:
        """The keys whose phrases stand in `line`, each with the largest place it has there; in no special order."""
        words = tokens(line)
        return self.look(words, line, [at for at, word in enumerate(words) if word in self.inside])

    def look(self, words: tuple[str, ...], line: str, marks: Iterable[int]) -> tuple[tuple[str, Place], ...]:
        """`find` in a line whose `tokens` are known, and the places of those that are keys of `inside`."""
        found: dict[str, Place] = {}
        if not words:
            return ()
        first = words[0]
        is_figure = first[0] in _DIGITS
        if len(words) <= self.longest:
            for key in self.whole.get(words, ()):
                found[key] = Place.WHOLE
            if is_figure or first in self.firsts:
                numbered = tuple(["#" if word[0] in _DIGITS else word for word in words])
                for key in self.whole.get(numbered, ()):
                    found[key] = Place.WHOLE
        for opening in (first, "#") if is_figure else (first,):
            for phrase in self.starts.get(opening, ()):
                if (words[: len(phrase.words)] == phrase.words or "#" in phrase.words) and (
                    phrase.key not in found and _stands(phrase, words, 0)
                ):
                    found[phrase.key] = Place.START
        for at in marks:
            for phrase in self.inside[words[at]]:
                if phrase.key not in found and at >= phrase.mark and _stands(phrase, words, at - phrase.mark):
                    found[phrase.key] = Place.INSIDE
        if self.unspaced:
            self._find_unspaced(line, found)
        return tuple(found.items())

    def _find_unspaced(self, line: str, found: dict[str, Place]) -> None:
        bare = _bare(line)
        begins = {bare[at : at + size] for at in range(len(bare)) for size in (1, 2)}
        for _, (key, text, open_start, open_end) in sorted(
            each for begin in self.unspaced.keys() & begins for each in self.unspaced[begin]
        ):
            if text not in bare or found.get(key) is Place.WHOLE:
                continue
            if text == bare:
                found[key] = Place.WHOLE
            elif open_end and bare.startswith(text):
                found[key] = Place.START
            elif key not in found and open_start and (open_end or bare.endswith(text)):
                found[key] = Place.INSIDE


def cut(page: str) -> list[str]:
    """The `tokens` of all lines of a text, a line break after those of each.

    A text that Windows-1252 can write is cut by its octets, in half the time that the pattern takes.
    """
    try:
        octets = page.replace("ß", "ss").replace("µ", _NOT_WESTERN).encode("cp1252")
    except UnicodeEncodeError:
        return [*_TOKEN_OR_BREAK.findall(page.casefold()), "\n"]
    octets = _NUMBER.sub(lambda number: b" %b " % number[0].translate(_SHELTER), octets)
    for sign in _SIGNS:
        octets = octets.replace(sign, b" %b " % sign)
    words: list[str] = []
    for line in octets.translate(_folded()).decode("cp1252").split("\n"):
        words += line.split()
        words.append("\n")
    return words


@functools.cache
def _folded() -> bytes:
    """What each octet is as part of a token: itself, folded; a blank where it is none; what it shelters."""
    signs = (bytes((octet,)).decode("cp1252", "replace") for octet in range(256))
    table = bytearray(
        sign.casefold().encode("cp1252", "replace")[0] if _TOKEN.fullmatch(sign) else 32 for sign in signs
    )
    for sheltered in _SHELTERED:
        table[_SHELTER[sheltered]] = sheltered
    table[ord("\n")] = ord("\n")
    return bytes(table)


def tokens(line: str) -> tuple[str, ...]:
    """The words and numbers of a line, case folded."""
    return tuple(_TOKEN.findall(line.casefold()))


@functools.lru_cache(maxsize=64)
def phrases(tag: str | None) -> Phrases:
    """The phrases to look for in pages of a language; English ones stand in pages of every language."""
    languages: dict[str, Language] = {NEUTRAL: load(NEUTRAL), "en": load("en")}
    language = find(tag)
    if language:
        languages[language.tag] = language
    whole: dict[tuple[str, ...], dict[str, None]] = {}
    starts: dict[str, list[_Phrase]] = {}
    inside: dict[str, list[_Phrase]] = {}
    unspaced: dict[str, list[tuple[int, _Unspaced]]] = {}
    numbers = count()
    for each in languages.values():
        for key in (*TABLES["phrases"], "reading_time", "heading", "end"):
            for entry in each.entries[key]:
                text = entry.strip("…")
                open_start, open_end = entry.startswith("…"), entry.endswith("…")
                if not each.spaces and "#" not in text:
                    bare = _bare(text) or text
                    unspaced.setdefault(bare[:2], []).append((next(numbers), (key, bare, open_start, open_end)))
                    continue
                words = tokens(text)
                if not words:
                    continue
                whole.setdefault(words, {})[key] = None
                mark = max(range(len(words)), key=lambda place: (len(words[place]), -place))
                phrase = _Phrase(key, words, open_end, mark)
                if open_end:
                    starts.setdefault(words[0], []).append(phrase)
                if open_start:
                    inside.setdefault(words[mark], []).append(phrase)
    return Phrases(
        whole={words: tuple(keys) for words, keys in whole.items()},
        starts={word: tuple(found) for word, found in starts.items()},
        inside={word: tuple(found) for word, found in inside.items()},
        unspaced={begin: tuple(entries) for begin, entries in unspaced.items()},
        longest=max(map(len, whole)),
        firsts=frozenset(words[0] for words in whole),
    )


def _stands(phrase: _Phrase, words: tuple[str, ...], at: int) -> bool:
    """Whether the phrase stands in `words` from place `at`."""
    end = at + len(phrase.words)
    if end > len(words) or (end < len(words) and not phrase.open_end):
        return False
    if words[at:end] == phrase.words:
        return True
    return "#" in phrase.words and all(
        wanted == word or (wanted == "#" and word[0] in _DIGITS)
        for wanted, word in zip(phrase.words, words[at:end], strict=True)
    )


def _bare(line: str) -> str:
    """The line without white space and without punctuation at its ends."""
    return _BLANK.sub("", line.casefold()).strip(_ENDS)
