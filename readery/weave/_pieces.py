"""What is known of the pieces of a text in one language: words, marks and line breaks, each a number.

Texts say the same words again and again, so what is to be known of a piece is worked out once, and of a whole text
looked up at once, in columns. No piece holds a space, so what stands between two spaces is cut once too (see `Spaced`).
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain

import numpy as np
from numpy.typing import NDArray

from readery import languages
from readery.rows import Numbers, Row, Texts
from readery.spaced import Spaced
from readery.stems import stemmer
from readery.weave._evoked import evoked
from readery.weave._lexicon import CALENDAR, GENERAL, HONORIFICS, NOUNS_FOLLOW
from readery.weave._sketch import mark

Flags = NDArray[np.bool_]

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3041-\u309f"
_PIECE = re.compile(r"\w++(?:[’'&-]\w++)*+|\S|\n++")
_UNSPACED_PIECE = re.compile(rf"[\u30a0-\u30ff]{{2,}}|[{_HAN}]|[^\W{_HAN}\u30a0-\u30ff]+|[^\w\s]|\n+")
_INITIALS = re.compile(r"(?<!\w)(?:[A-ZÀ-ÞА-Я]\.){2,}")
_DOTTED = re.compile(r"\.[A-ZÀ-ÞА-Я]\.")
"""What all initials hold; sought first, since looking for a dot is many times faster than looking for any capital."""
_CHARACTER = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_HAMZA = str.maketrans("أإآٱ", "اااا")
"""Arabic letters that lists of stop words write plainly."""
_ELIDED = frozenset("qu jusqu lorsqu puisqu quoiqu un all dall dell nell sull quell quest".split())
"""Words that French and Italian write before an apostrophe, no stop words as they stand: qu'on, dell'arte."""
_REMEMBERED = 200_000
"""Pieces that are known at most."""

_BITS = (1 << bit for bit in range(11))
CAPITAL, WORD, BEFORE_NOUN, NAMES_NONE, ENDS, QUOTES, BESIDE_NONE, DIGITS, LOUD, ABBREVIATED, SAYS_NOTHING = _BITS
"""What may be true of a piece. It is written as a name (``Aleppo``, ``iPhone``, ``al-Assad``). It is a word or a number, and no
mark. Nouns follow it, in a language whose articles and prepositions are known. Standing alone it is no name however it is
written: ``The``, ``Monday``, ``Mr``. It ends a sentence or a line. It may stand between such an end and the first word. After it a
capital may be part of an address, or abbreviate a state. It is a number. It is written in capitals throughout. A dot behind it
ends no sentence. Standing alone it says nothing of what a text is about.
"""
_ENDS = frozenset(".!?…:;•|")
_QUOTES = frozenset("\"'“”‘’«»„()[]–—-*")
_BESIDE_NONE = frozenset("@/,")
_ABBREVIATED = frozenset("Mr Mrs Ms Dr St Prof Gen Sen Rep Gov Lt Col Sgt Jr Sr Mt Ft".split())


class Pieces(dict[str, int]):
    """A piece of text → its number, given when it is asked for first. Numbers of another instance mean nothing here."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self.lang = lang
        """A primary subtag; empty where unknown."""
        self._stem = stemmer(lang)
        self._stops = languages.stop_words(lang)
        self._before_nouns = frozenset(NOUNS_FOLLOW.get(lang, "").split())
        self._no_names = self._stops | CALENDAR | HONORIFICS
        self._say_nothing = GENERAL.get(lang, frozenset()) | CALENDAR
        self._spaced = Spaced(self.of) if languages.has_spaces(lang) else None
        self.text: list[str] = []
        """Piece → as it stands in texts."""
        self.lower: list[str] = []
        """Piece → the word in lower case; empty for marks."""
        self.stems: list[str] = [""]
        """Stem → its text. The stem 0 is that of stop words, marks, numbers and single letters."""
        self._stem_numbers = {"": 0}
        self._stem_texts = Texts()
        self._stem_texts.append("")
        self._evoked = evoked(lang)
        self._evoking = array("B", [False])
        self._lowered = array("i")
        self._stem_of = array("i")
        self._mark = array("I")
        self._flags = array("H")

    def __missing__(self, piece: str) -> int:
        lower = piece.lower() if piece[0].isalnum() else ""
        known = self[lower] if lower not in ("", piece) else None
        number = len(self)
        self.text.append(piece)
        self.lower.append(lower)
        self._lowered.append(number if known is None else known)
        self._stem_of.append(self._stem_number(lower) if known is None else self._stem_of[known])
        self._mark.append((mark(lower) if lower else 0) if known is None else self._mark[known])
        self._flags.append(self._flags_of(piece, lower))
        self[piece] = number
        return number

    def _stem_number(self, lower: str) -> int:
        form = self._form(lower)
        if form not in self._stem_numbers:
            self._stem_numbers[form] = len(self.stems)
            self.stems.append(form)
            self._stem_texts.append(form)
            self._evoking.append(form in self._evoked)
        return self._stem_numbers[form]

    def cut(self, texts: Sequence[str]) -> Row:
        """The pieces of some texts. Dots in initials are left out: ``U.S.`` is the word ``US``."""
        if self._spaced is not None:
            return self._spaced.numbers(texts)
        numbers = [[*self.of(text)] for text in texts]
        return Row(np.fromiter(chain.from_iterable(numbers), np.int32), [*accumulate(map(len, numbers), initial=0)])

    def of(self, text: str) -> Iterator[int]:
        """The pieces of one text, a short one."""
        pieces = (_UNSPACED_PIECE if self._spaced is None else _PIECE).findall(_undotted(text))
        return map(self.__getitem__, pieces)

    def lowered(self, pieces: Numbers) -> Numbers:
        """Each of these words in lower case; marks as they are."""
        return np.frombuffer(self._lowered, np.int32)[pieces]

    def stem(self, pieces: Numbers) -> Numbers:
        """The stem of each of these pieces."""
        return np.frombuffer(self._stem_of, np.int32)[pieces]

    def forms(self, pieces: Numbers) -> tuple[str, ...]:
        """The stems of these pieces as texts, but for 0."""
        return tuple([self.stems[stem] for stem in self.stem(pieces).tolist() if stem])

    def joined(self, texts: Sequence[Numbers]) -> list[str]:
        """The stems of each text as one, a space apart, given their numbers."""
        return self._stem_texts.joined(texts)

    def is_evoking(self, stems: NDArray[np.integer]) -> Flags:
        """Whether each of these stems speaks of a subject, see `_evoked.py`."""
        evoking: Flags = np.frombuffer(self._evoking, np.bool_)[stems]
        return evoking

    def marks(self, pieces: Numbers) -> NDArray[np.uint32]:
        """What stands for the words among these pieces in sketches, see `_sketch.mark`."""
        marks = np.frombuffer(self._mark, np.uint32)[pieces]
        return marks[marks > 0]

    def flags(self, pieces: Numbers) -> NDArray[np.uint16]:
        """What is true of each of these pieces: `CAPITAL` and so on."""
        return np.frombuffer(self._flags, np.uint16)[pieces]

    def _flags_of(self, piece: str, lower: str) -> int:
        if not lower:
            return (
                NAMES_NONE * (len(piece) < 2)
                | ENDS * (piece in _ENDS or piece[0] == "\n")
                | QUOTES * (piece in _QUOTES)
                | BESIDE_NONE * (piece in _BESIDE_NONE)
            )
        word = (
            WORD
            | BEFORE_NOUN * (lower in self._before_nouns)
            | DIGITS * piece.isdigit()
            | SAYS_NOTHING * (lower in self._say_nothing)
        )
        if piece == lower:
            return word | NAMES_NONE * (len(piece) < 2 or lower in self._no_names)
        return (
            word
            | CAPITAL * _capital(piece)
            | NAMES_NONE * (len(piece) < 2 or (lower in self._no_names and not is_initials(piece)))
            | LOUD * piece.isupper()
            | ABBREVIATED * (piece in _ABBREVIATED)
        )

    def _form(self, lower: str) -> str:
        if len(lower) < 2:
            return lower if _CHARACTER.match(lower) else ""
        word = lower.replace("’", "'")
        if word in self._stops or word.isdigit() or (word > "\u0600" and word.translate(_HAMZA) in self._stops):
            return ""
        start, apostrophe, end = word.partition("'")
        if apostrophe and (start in self._stops or len(start) < 2 < len(end) or (start in _ELIDED and len(end) > 1)):
            word = "" if start in self._stops else end  # you'll; l'eau; qu'on, yet Dell's
        else:
            word = word.removesuffix("'s")
        return self._stem((word,))[0] if len(word) > 1 and word not in self._stops else ""


def _undotted(text: str) -> str:
    return _INITIALS.sub(lambda match: match[0].replace(".", ""), text) if _DOTTED.search(text) else text


def is_initials(word: str) -> bool:
    """Whether a word is written as initials (``US``): then it is no stop word, whatever its letters."""
    return 1 < len(word) <= 5 and word.isupper()


def _capital(piece: str) -> bool:
    if piece[0].isupper():
        return True
    return len(piece) > 2 and piece[0].isalpha() and (piece[1].isupper() or (piece[2] == "-" and piece[3:4].isupper()))


@lru_cache(maxsize=32)
def _known(lang: str) -> Pieces:
    return Pieces(lang)


def pieces(lang: str) -> Pieces:
    """The pieces of a language. Those of all are forgotten when one has too many."""
    if len(_known(lang)) > _REMEMBERED:
        _known.cache_clear()
    return _known(lang)
