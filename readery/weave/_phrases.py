"""Words and runs of words that may say what an article is about, and the counts of its stems."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from readery.weave._traits import Phrase

_WORDS = 25
"""Single words kept of an article."""
_RUNS = 25
"""Runs of words kept of an article."""
_PIECE = re.compile(r"\w+(?:[’'-]\w+)*|[^\w\s]|\n\n")


@dataclass(frozen=True, slots=True)
class Wording:
    """A text cut into words."""

    pieces: Sequence[str]
    """Words, marks and paragraph breaks, in order."""
    spelled: Mapping[str, int]
    """Each piece, exactly as spelled → how often it stands there."""
    forms: Mapping[str, str]
    """Each piece → its stem; empty for stop words, marks, and numbers."""
    stems: Mapping[str, int]
    """Stem → how often it stands there."""
    plain: Collection[str]
    """Stems that stand there without a capital."""


def wording(text: str, stem: Callable[[Sequence[str]], Sequence[str]], stops: Collection[str]) -> Wording:
    """`text` cut into words; `stem` gives the stems of words in lower case."""
    pieces = _PIECE.findall(text)
    spelled = Counter(pieces)
    forms = stemmed(spelled, stem, stops)
    stems: dict[str, int] = {}
    plain: set[str] = set()
    for piece, times in spelled.items():
        form = forms[piece]
        if form:
            stems[form] = stems.get(form, 0) + times
            if not piece[0].isupper():
                plain.add(form)
    return Wording(pieces, spelled, forms, stems, plain)


def stemmed(
    pieces: Iterable[str], stem: Callable[[Sequence[str]], Sequence[str]], stops: Collection[str]
) -> dict[str, str]:
    """Each piece → its stem; empty for stop words, marks, single letters and numbers."""
    forms: dict[str, str] = {}
    content: list[str] = []
    words: list[str] = []
    for piece in pieces:
        lower = piece.lower()
        if len(piece) < 2 or lower in stops or piece.isdigit() or not piece[0].isalnum():
            forms[piece] = lower if len(piece) == 1 and piece > "\u2e7f" and piece.isalpha() else ""
        else:
            if lower[-2:] in ("'s", "’s"):
                lower = lower[:-2]
                if lower in stops:
                    forms[piece] = ""
                    continue
            content.append(piece)
            words.append(lower)
    forms.update(zip(content, stem(words), strict=True))
    return forms


def phrases(wording: Wording, capitals: bool) -> tuple[Phrase, ...]:
    """The candidate phrases of a text, most frequent first; runs of capitalised words are names, and left out,
    as are words that never stand without a capital, unless the language's nouns all have `capitals`.
    """
    pieces, forms = wording.pieces, wording.forms
    row = [forms[piece] for piece in pieces]
    size = max(1, len(row))
    places: dict[tuple[str, str], list[int]] = {}
    for at, pair in enumerate(itertools.pairwise(row)):
        if pair[0] and pair[1]:
            places.setdefault(pair, []).append(at)
    runs: dict[str, tuple[int, int, int]] = {}  # stems → count, first place, words
    for pair, found in places.items():
        if len(found) < 2:
            continue
        runs[f"{pair[0]} {pair[1]}"] = (len(found), found[0], 2)
        triples: dict[str, list[int]] = {}
        for at in found:
            if at + 2 < len(row) and row[at + 2]:
                triples.setdefault(row[at + 2], []).append(at)
        for third, where in triples.items():
            if len(where) > 1:
                runs[f"{pair[0]} {pair[1]} {third}"] = (len(where), where[0], 3)
    best = sorted(runs.items(), key=lambda run: (-run[1][0], -run[1][2], run[1][1], run[0]))[:_RUNS]
    kept = [
        Phrase(key, _spelled(pieces[first : first + words]), count, first * 1000 // size)
        for key, (count, first, words) in best
        if not all(piece[0].isupper() for piece in pieces[first : first + words])
    ]
    singles = sorted(wording.stems.items(), key=lambda item: (-item[1], item[0]))[: _WORDS * 2]
    single: list[Phrase] = []
    for key, count in singles:
        if count < 2 or len(single) == _WORDS:
            break
        if key not in wording.plain and not capitals:
            continue
        first = row.index(key)
        piece = pieces[first]
        if len(piece) > 2:
            single.append(Phrase(key, _spelled([piece]), count, first * 1000 // size))
    return (*kept, *single)


def _spelled(pieces: Sequence[str]) -> str:
    words = " ".join(pieces).replace("’", "'")
    return words.removesuffix("'s").lower()
