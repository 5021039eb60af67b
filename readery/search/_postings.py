"""Which articles have a word, and how much it says of each; and how the words are laid into files.

A word's weight in an article is that of BM25F (Robertson, Zaragoza, Taylor 2004, doi:10.1145/1031171.1031181) without the
rarity of the word, which the page's script knows: counts by field, each divided by the field's length and weighed, are
added and then saturate. Lengths are compared with fixed ones, not with means, so that an article that is added changes
no other's weights. Five bits hold the weight; the sixth says that the word stands in the title.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from readery.model import Output
from readery.search import _codes
from readery.search._counted import Counted
from readery.search._documents import Document
from readery.search._terms import counted as counts_of
from readery.search._terms import key

IN_TITLE = 32
"""Bit of a weight."""
_TITLE, _TAGS, _NAMES, _DEK = 6.0, 4.0, 3.0, 2.0
"""What a word counts in these fields, where it counts 1 in a text of usual length."""
_USUAL_TITLE, _USUAL_TEXT = 8, 600
"""Usual lengths, in words."""
_SLOPE = 0.6
"""How much the length of text and title matters, 0 to 1."""
_SATURATION = 1.2
"""BM25's k1."""
_NAME_WORDS = 6
"""Words of a name by which it is found, besides the whole."""
_COMMON = 0.4
_COMMON_FEWEST = 1000
"""A word that stands in more of the articles than these, a share and a number, is kept for titles only."""
_LARGEST = 9_000
"""Characters of a file of words, about: a query of three words loads three files before its first results."""


class Postings:
    """The words of a collection. Articles must be added by ascending number."""

    def __init__(self, articles: int, numbers: int) -> None:
        self._of: dict[str, array[int]] = {}
        self._common = max(_COMMON_FEWEST, int(_COMMON * articles))
        self._step = len(_codes.number(max(1, numbers // max(1, articles)))) + 1

    def add(self, number: int, document: Document, counted: Counted) -> None:
        """Add one article, given what search knows of it and the terms of its text."""
        bare = number << 6
        of = self._of
        special, title = _fields(document)
        counts = dict(zip(counted.terms.split(" "), counted.times, strict=True)) if counted.terms else {}
        fair = _fair(counted.length, _USUAL_TEXT)
        usual = [bare | _quantised(times / fair) for times in range(1, 33)]
        for term, times in counts.items():
            if term in special:
                continue
            posting = usual[times - 1] if times <= 32 else usual[-1]
            found = of.get(term)
            if found is None:
                of[term] = array("I", (posting,))
            else:
                found.append(posting)
        for term, weight in special.items():
            said = _quantised(weight + counts.get(term, 0) / fair)
            of.setdefault(term, array("I")).append(bare | said | (IN_TITLE if term in title else 0))
        for name in _names(document):
            of.setdefault(name, array("I")).append(bare | 31)

    def shelves(self) -> Iterator[Shelf]:
        """All words, laid into files. Those of a shelf that was given are not held any more."""
        for prefix, inside in _parts("", sorted(self._of), self._size):
            yield Shelf(prefix, tuple((word, self._of.pop(word).tobytes()) for word in inside), self._common)

    def _size(self, word: str) -> int:
        """Characters that a word takes, about."""
        count = len(self._of[word])
        return len(word) + 2 + (count * 2 if count > self._common else count * (self._step if count > 8 else 4))


@dataclass(frozen=True, slots=True)
class Shelf:
    """The words of one file."""

    prefix: str
    """How all of them begin."""
    words: tuple[tuple[str, bytes], ...]
    """Each with its postings, as an array of unsigned integers."""
    common: int
    """A word with more postings than these is kept for titles only."""

    def file(self) -> Output:
        """The file. A line is the rest of a word, a space, its postings; after a dot the number of articles that have a
        common word, and after another its postings in titles.
        """
        lines = "".join(f"\n{word[len(self.prefix) :]} {self._line(word, said)}" for word, said in self.words)
        return _codes.script(f"words/{_file_name(self.prefix)}", f"{lines}\n")

    def _line(self, word: str, said: bytes) -> str:
        found = array("I", said)
        if len(found) <= self.common or word.startswith(":"):
            return _codes.postings(found)
        return f".{len(found)}.{_codes.postings(posting for posting in found if posting & IN_TITLE)}"


def _fields(document: Document) -> tuple[Mapping[str, float], Collection[str]]:
    """Term → its weight from all fields but the text; and the terms of the title."""
    found: dict[str, float] = {}
    title = counts_of(document.title, document.lang)
    fair = _fair(sum(title.values()), _USUAL_TITLE)
    for counts, weight in (
        (title, _TITLE / fair),
        (counts_of("\n".join(document.tags), document.lang), _TAGS),
        (counts_of("\n".join((document.source, *document.authors)), document.lang), _NAMES),
        (counts_of(document.dek, document.lang), _DEK),
    ):
        for term, times in counts.items():
            found[term] = found.get(term, 0.0) + weight * times
    return found, title


def _fair(length: int, usual: int) -> float:
    """What the counts of a field of this length are divided by."""
    return 1 - _SLOPE + _SLOPE * length / usual


def _quantised(weight: float) -> int:
    return min(31, int(32 * weight / (weight + _SATURATION)))


def _names(document: Document) -> set[str]:
    """The names by which an article can be asked for with ``tag:``, ``site:`` and ``author:``: whole, by one of the first
    words, and without the first (``jane-o-brien``, ``jane``, ``o-brien``).
    """
    found: set[str] = set()
    for kind, names in (
        ("tag", document.tags),
        ("site", (document.source, document.host)),
        ("author", document.authors),
    ):
        for whole in filter(None, map(key, names)):
            first = whole.split("-")[:_NAME_WORDS]
            rests = ("-".join(first[at:]) for at in range(1, len(first)))
            found.update(f":{kind}:{part}" for part in (whole, *first, *rests))
    return found


def _parts(prefix: str, words: list[str], size: Callable[[str], int]) -> Iterator[tuple[str, list[str]]]:
    """Words that begin with `prefix`, sorted, laid into files: as long as they are too many for one, those that go on
    with the letter that takes most room get files of their own.
    """
    at = len(prefix)
    groups = {letter: list(inside) for letter, inside in groupby(words, key=lambda word: word[at : at + 1])}
    sizes = {letter: sum(map(size, inside)) for letter, inside in groups.items()}
    left = sum(sizes.values())
    for letter in sorted(filter(None, groups), key=lambda letter: (-sizes[letter], letter)):
        if left <= _LARGEST:
            break
        left -= sizes[letter]
        yield from _parts(prefix + letter, groups.pop(letter), size)
    if groups or not prefix:
        yield prefix, [word for inside in groups.values() for word in inside]


def _file_name(prefix: str) -> str:
    """A file's name that every disk can bear: letters of ASCII and digits stand for themselves."""
    return "".join(one if one.isascii() and one.isalnum() else f"_{ord(one):x}_" for one in prefix) + "_"
