"""What a short passage says: whether it is one of the lines that pages say beside an article, in any language.

The lines come from `readery/languages`; all languages are looked up together, since a page may speak several. But a single word
of another language marks no line that only begins with it or holds it: a page in English may speak of JavaScript or cookies.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from readery import languages
from readery.clean.html import letters

KINDS: Mapping[str, tuple[str, ...]] = {
    "share": ("share", "follow", "printing"),
    "appeal": ("newsletter", "account", "donation", "notification"),
    "consent": ("consent", "error"),
    "comments": ("comments",),
    "related": ("related", "read_more"),
    "advert": ("advert", "shop"),
    "legal": ("legal",),
    "credit": ("credit", "media"),
    "menu": ("menu",),
    "author": ("author_note",),
    "head": ("by", "published", "updated", "reading_time"),
    "end": ("end",),
}
"""Kind of line → keys of the language files."""
BITS = {kind: 1 << number for number, kind in enumerate(KINDS)}

_LABELS = frozenset(("credit", "media", "menu", "shop", "related", "read_more", "legal", "error", "author_note"))
"""Keys of whose entries one of a single word opens no sentence ("Photo" opens credits, and sentences as well)."""
_SIGNED = re.compile(r"\W*[^\W\d_]+(?:['’-][^\W\d_]+)*\s?(?:[\d:：|/=–—»>©(…]|[.-]\s)")
"""A line behind whose first word a sign or a number stands."""
_SENTENCE = 7
"""Words from which a line that ends like a sentence is one."""
_LONGEST = 240
"""Characters above which a passage is no such line."""
_MOST_WORDS = 8
"""Words of an open entry that are compared."""


@dataclass(frozen=True, slots=True)
class _Book:
    whole: Mapping[str, int]
    """Folded line → its kinds."""
    opening: Mapping[str, int]
    """Folded opening of a line → its kinds."""
    ending: Mapping[str, int]
    """Folded ending of a line → its kinds."""
    first: frozenset[str]
    """First words of openings."""
    single: Mapping[str, int]
    """First word of a line that is no sentence → the line's kinds."""
    signed: Mapping[str, int]
    """First word of a line, with a sign behind it → the line's kinds."""
    last: frozenset[str]
    """Last words of endings."""
    anywhere: Mapping[str, tuple[tuple[str, int], ...]]
    """Longest word → folded words that may stand anywhere in a line, between spaces, with their kinds."""


def kinds(texts: Sequence[str], language: str | None) -> list[int]:
    """The kinds of line that each text of a page in `language` may be, as bits of `BITS`; 0 for running text. None may hold a
    line break.
    """
    own = tuple(each.tag for each in languages.spoken(language))
    book = _book(own)
    lines = letters.spaced([text if len(text) <= _LONGEST else "" for text in texts])
    found = [_kinds(line, own) for line in lines]
    for at, line in enumerate(lines):
        first = line.split(" ", 1)[0]
        if first in book.single or first in book.signed:
            found[at] |= _opened(book, first, texts[at])
    return found


def _opened(book: _Book, first: str, text: str) -> int:
    """The kinds of line of a text that begins with a word that may open one."""
    single = book.single.get(first, 0)
    has_sign = _SIGNED.match(text) is not None
    if _is_sentence(text):
        single &= BITS["related"] if has_sign else 0  # "Lire : Que sont les …?"
    return single | (book.signed.get(first, 0) if has_sign else 0)


def _is_sentence(text: str) -> bool:
    return text.endswith((".", "!", "?")) and text.count(" ") >= _SENTENCE - 1


@functools.lru_cache(maxsize=4096)
def _kinds(folded: str, own: tuple[str, ...]) -> int:
    book = _book(own)
    found = book.whole.get(folded, 0)
    words = folded.split()
    if words and words[0] in book.first:
        for count in range(1, min(len(words), _MOST_WORDS + 1)):
            found |= book.opening.get(" ".join(words[:count]), 0)
    if words and words[-1] in book.last:
        for count in range(1, min(len(words), _MOST_WORDS + 1)):
            found |= book.ending.get(" ".join(words[-count:]), 0)
    padded = ""
    for word in book.anywhere.keys() & words:
        for part, bits in book.anywhere[word]:
            padded = padded or f" {folded} "
            if part in padded:
                found |= bits
    return found


@functools.cache
def _book(own: tuple[str, ...]) -> _Book:
    """The lines of all languages; `own` are those of the page."""
    whole: dict[str, int] = {}
    opening: dict[str, int] = {}
    ending: dict[str, int] = {}
    anywhere: dict[str, int] = {}
    single: dict[str, int] = {}
    signed: dict[str, int] = {}
    said = [
        (kind, kind == "head" and key == "by", each.tag in own, each.spaces and key in _LABELS, entry)
        for each in map(languages.load, (*languages.known(), languages.NEUTRAL))
        for kind, keys in KINDS.items()
        for key in keys
        for entry in each.entries.get(key, ())
    ]
    lines = letters.spaced([entry.replace("#", "0").replace("%", "0") for *_, entry in said])
    for (kind, is_by, is_own, is_label, entry), line in zip(said, lines, strict=True):
        starts, ends = (False, True) if is_by else (entry.startswith("…"), entry.endswith("…"))
        if not any(map(str.isalpha, line)):
            continue  # nothing but a number or a sign: that stands in any text
        if " " not in line and (not is_own or (is_label and ends and not starts)):
            if ends:
                table = single if is_own else signed
                table[line] = table.get(line, 0) | BITS[kind]
            starts = ends = False
        if starts and ends:
            anywhere[f" {line} "] = anywhere.get(f" {line} ", 0) | BITS[kind]
            continue
        table = ending if starts else opening if ends else whole
        table[line] = table.get(line, 0) | BITS[kind]
        if table is not whole:
            whole[line] = whole.get(line, 0) | BITS[kind]
    by_word: dict[str, tuple[tuple[str, int], ...]] = {}
    for line, bits in anywhere.items():
        word = max(line.split(), key=len)
        by_word[word] = (*by_word.get(word, ()), (line, bits))
    first_words = frozenset(line.split()[0] for line in opening)
    last_words = frozenset(line.split()[-1] for line in ending)
    return _Book(whole, opening, ending, first_words, single, signed, last_words, by_word)
