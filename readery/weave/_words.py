"""A text cut into words, each with its stem."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from readery import languages
from readery.stems import Stem, stemmer
from readery.weave._lexicon import NOUNS_FOLLOW
from readery.weave._sketch import mark

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3041-\u309f"
_PIECE = re.compile(r"\w+(?:[’'&-]\w+)*|[^\w\s]|\n+")
_UNSPACED_PIECE = re.compile(rf"[\u30a0-\u30ff]{{2,}}|[{_HAN}]|[^\W{_HAN}\u30a0-\u30ff]+|[^\w\s]|\n+")
_CHARACTER = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_INITIALS = re.compile(r"(?<!\w)(?:[A-ZÀ-ÞА-Я]\.){2,}")
_DOTTED = re.compile(r"\.[A-ZÀ-ÞА-Я]\.")
"""What all initials hold; sought first, since looking for a dot is many times faster than looking for any capital."""
_HAMZA = str.maketrans("أإآٱ", "اااا")
"""Arabic letters that lists of stop words write plainly."""
_REMEMBERED = 200_000


class Seen(NamedTuple):
    """What is known of a piece of text."""

    stem: str
    """Empty for stop words, marks, numbers and single letters."""
    lower: str
    """The word in lower case; empty for marks."""
    capital: bool
    """Whether it is written as a name: ``Aleppo``, ``iPhone``, ``al-Assad``."""
    mark: int
    """Stands for the word in sketches; 0 for marks."""
    before_noun: bool
    """Whether nouns follow it, in a language whose articles and prepositions are known."""


class _Pieces(dict[str, Seen]):
    """A piece of text → what is known of it: worked out once and remembered; emptied when it grows too large."""

    def __init__(self, stem: Stem, stops: frozenset[str], before_nouns: frozenset[str]) -> None:
        super().__init__()
        self._stem = stem
        self._stops = stops
        self._before_nouns = before_nouns

    def __missing__(self, piece: str) -> Seen:
        if len(self) > _REMEMBERED:
            self.clear()
        lower = piece.lower() if piece[0].isalnum() else ""
        self[piece] = seen = Seen(
            self._form(lower), lower, _capital(piece), mark(lower) if lower else 0, lower in self._before_nouns
        )
        return seen

    def _form(self, lower: str) -> str:
        if len(lower) < 2:
            return lower if _CHARACTER.match(lower) else ""
        word = lower.replace("’", "'")
        if word in self._stops or word.isdigit() or (word > "\u0600" and word.translate(_HAMZA) in self._stops):
            return ""
        start, apostrophe, end = word.partition("'")
        if apostrophe and (start in self._stops or len(start) < 2 < len(end)):
            word = "" if start in self._stops else end  # you'll; l'eau
        else:
            word = word.removesuffix("'s")
        return self._stem((word,))[0] if len(word) > 1 and word not in self._stops else ""


def _capital(piece: str) -> bool:
    if piece[0].isupper():
        return True
    return len(piece) > 2 and piece[0].isalpha() and (piece[1].isupper() or (piece[2] == "-" and piece[3:4].isupper()))


@lru_cache(maxsize=32)
def _pieces(lang: str) -> _Pieces:
    return _Pieces(stemmer(lang), languages.stop_words(lang), frozenset(NOUNS_FOLLOW.get(lang, "").split()))


@dataclass(frozen=True, slots=True)
class Words:
    """A text cut into words."""

    lang: str
    """Its language, a primary subtag; empty where unknown."""
    pieces: Sequence[str]
    """Words, marks and line breaks, in order; in scripts without spaces, characters."""
    seen: Sequence[Seen]
    """What is known of each piece."""
    row: Sequence[str]
    """The stem of each piece; empty for stop words, marks and numbers."""
    capitals: Sequence[int]
    """Places of the pieces that are written as names."""
    stems: Mapping[str, int]
    """Stem → how often it stands there; in scripts without spaces, pairs of characters."""


def words(text: str, lang: str) -> Words:
    """`text`, of the language `lang`, cut into words. Dots in initials are left out: ``U.S.`` is the word ``US``."""
    spaced = languages.has_spaces(lang)
    if _DOTTED.search(text):
        text = _INITIALS.sub(_undotted, text)
    pieces = (_PIECE if spaced else _UNSPACED_PIECE).findall(text)
    if not pieces:
        return Words(lang, (), (), (), (), {})
    seen = list(map(_pieces(lang).__getitem__, pieces))
    row = [each[0] for each in seen]
    capitals = [at for at, each in enumerate(seen) if each[2]]
    stems = Counter(row if spaced else (one + other for one, other in pairwise(row) if one and other))
    del stems[""]
    return Words(lang, pieces, seen, row, capitals, stems)


def _undotted(match: re.Match[str]) -> str:
    return match[0].replace(".", "")


def stems(text: str, lang: str) -> tuple[str, ...]:
    """The stems of a title or another short text, in order."""
    return tuple(filter(None, words(text, lang).row))
