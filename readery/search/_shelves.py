"""How words are laid into files, and how a file is written."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from readery.model import Output
from readery.search import _codes
from readery.search._postings import IN_TITLE, Words

_COMMON = 0.4
_COMMON_FEWEST = 1000
"""A word that stands in more of the articles than these, a share and a number, is kept for titles only."""
_LARGEST = 9_000
"""Characters of a file of words, about: a query of three words loads three files before its first results."""
_Runs = Sequence[tuple[int, int]]
"""Places of words that stand side by side: from the first of them up to the second."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The words of one file."""

    prefix: str
    """How all of them begin."""
    words: tuple[str, ...]
    """In order."""
    counts: bytes
    """How many articles have each: an array of 64-bit integers."""
    postings: bytes
    """The postings of all, one after another: an array of unsigned 32-bit integers."""
    common: int
    """A word with more postings than these is kept for titles only."""

    def file(self) -> Output:
        """The file. A line is the rest of a word, a space, its postings; after a dot the number of articles that have a
        common word, and after another its postings in titles.
        """
        counts, postings = np.frombuffer(self.counts, np.int64), np.frombuffer(self.postings, np.uint32)
        common = np.array([not word.startswith(":") for word in self.words], np.bool_) & (counts > self.common)
        shown = counts
        if common.any():
            word = np.repeat(np.arange(len(counts)), counts)
            stays = ~common[word] | (postings & IN_TITLE > 0)
            postings, shown = postings[stays], np.bincount(word[stays], minlength=len(counts))
        at = len(self.prefix)
        lines = "".join(
            f"\n{word[at:]} .{count}.{said}" if is_common else f"\n{word[at:]} {said}"
            for word, count, is_common, said in zip(
                self.words, counts.tolist(), common.tolist(), _codes.postings(postings, shown), strict=True
            )
        )
        return _codes.script(f"words/{_file_name(self.prefix)}", f"{lines}\n")


class ShelfDraft(NamedTuple):
    """A shelf that is made when it is asked for: in most builds, most stand as they are."""

    prefix: str
    """As the shelf has it."""
    inputs: bytes
    """Hash of all that the shelf is made from."""
    make: Callable[[], Shelf]
    """Makes it."""


def shelves(words: Words) -> Iterator[ShelfDraft]:
    """All words, laid into files."""
    articles = len(words.rows)
    common = max(_COMMON_FEWEST, int(_COMMON * articles))
    numbers = max((row.number for row in words.rows), default=0) + 1
    step = len(_codes.number(max(1, numbers // max(1, articles)))) + 1
    counts = words.counts
    lengths = np.fromiter(map(len, words.words), np.int64, len(words.words))
    sizes = lengths + 2 + np.where(counts > common, 2 * counts, counts * np.where(counts > 8, step, 4))
    before, start = _sums(sizes), _sums(counts)
    for prefix, runs in _parts("", 0, len(words.words), words.words, before):
        yield ShelfDraft(
            prefix, _inputs(words, runs, start, common), partial(_shelf, words, prefix, runs, start, common)
        )


def _shelf(words: Words, prefix: str, runs: _Runs, start: Sequence[int], common: int) -> Shelf:
    return Shelf(
        prefix,
        tuple(word for low, high in runs for word in words.words[low:high]),
        b"".join(words.counts[low:high].tobytes() for low, high in runs),
        b"".join(words.postings[start[low] : start[high]].tobytes() for low, high in runs),
        common,
    )


def _inputs(words: Words, runs: _Runs, start: Sequence[int], common: int) -> bytes:
    """Hash of all that a shelf is made from but its prefix. Nothing is copied: all postings are 2 KB an article."""
    whole = hashlib.sha256(b"%d" % common)
    for low, high in runs:
        # The words tell how many counts there are, and these how many postings.
        whole.update(f"\0{' '.join(words.words[low:high])}\0".encode())
        whole.update(words.counts[low:high].data)
        whole.update(words.postings[start[low] : start[high]].data)
    return whole.digest()


def _sums(values: NDArray[np.int64]) -> Sequence[int]:
    """For each place the sum of the values before it."""
    sums: list[int] = np.concatenate(([0], np.cumsum(values))).tolist()
    return sums


def _parts(
    prefix: str, low: int, high: int, words: Sequence[str], before: Sequence[int]
) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """The words from `low` to `high`, which begin with `prefix`, laid into files, as runs of them: as long as they are too many
    for one, those that go on with the letter that takes most room get files of their own. `before` sums up their sizes.
    """
    at = len(prefix)
    groups: dict[str, tuple[int, int]] = {}
    place = low
    while place < high:
        letter = words[place][at : at + 1]
        end = bisect_left(words, prefix + chr(ord(letter) + 1), place, high) if letter else place + 1
        groups[letter] = place, end
        place = end
    left = before[high] - before[low]
    for letter in sorted(filter(None, groups), key=lambda x: (before[groups[x][0]] - before[groups[x][1]], x)):
        if left <= _LARGEST:
            break
        first, last = groups.pop(letter)
        left -= before[last] - before[first]
        yield from _parts(prefix + letter, first, last, words, before)
    if groups or not prefix:
        yield prefix, list(groups.values())


def _file_name(prefix: str) -> str:
    """A file's name that every disk can bear: letters of ASCII and digits stand for themselves."""
    return "".join(one if one.isascii() and one.isalnum() else f"_{ord(one):x}_" for one in prefix) + "_"
