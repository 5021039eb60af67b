"""Words and runs of words that may say what an article is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from readery.weave._lexicon import GENERAL, NOUNS_HAVE_CAPITALS, VERBS_FOLLOW
from readery.weave._traits import Phrase
from readery.weave._words import Words

_SINGLE = 25
"""Single words kept of an article."""
_RUNS = 25
"""Runs of words kept of an article."""


def phrases(words: Words) -> tuple[Phrase, ...]:
    """The candidate phrases of a text: runs of two or three words, then single words, each the most frequent first.

    Runs of capitalised words are names and left out, as are words that never stand without a capital (unless all
    nouns of the language do), parts of names, and parts of runs that are never said alone.
    """
    return (*_runs(words), *_singles(words))


def _runs(words: Words) -> list[Phrase]:
    pieces, row = words.pieces, words.row
    size = len(row)
    again = {stem: stem for stem, times in Counter(row).items() if times > 1}
    repeated = [again.get(stem, "") for stem in row]
    places: dict[tuple[str, str], list[int]] = {}
    for at, pair in enumerate(pairwise(repeated)):
        if pair[0] and pair[1]:
            places.setdefault(pair, []).append(at)
    runs: dict[str, tuple[int, int, int]] = {}  # stems → times, first place, words
    for (one, two), found in places.items():
        if len(found) < 2:
            continue
        longer: dict[str, list[int]] = {}
        for at in found:
            if at + 2 < size and repeated[at + 2]:
                longer.setdefault(repeated[at + 2], []).append(at)
        longest = 0
        for three, where in longer.items():
            if len(where) > 1 and _whole(pieces, where[0], 3):
                runs[f"{one} {two} {three}"] = (len(where), where[0], 3)
                longest = max(longest, len(where))
        if len(found) > longest and _whole(pieces, found[0], 2):
            runs[f"{one} {two}"] = (len(found), found[0], 2)
    for key, (times, _, length) in [*runs.items()]:
        tail = key.partition(" ")[2]
        if length == 3 and tail in runs and runs[tail][0] <= times:
            del runs[tail]
    best = sorted(runs.items(), key=lambda run: (-run[1][0], -run[1][2], run[1][1], run[0]))[:_RUNS]
    return [
        Phrase(key, _spelled(pieces[first : first + length]), times, first * 1000 // size)
        for key, (times, first, length) in best
    ]


def _singles(words: Words) -> list[Phrase]:
    pieces, row = words.pieces, words.row
    general = GENERAL.get(words.lang, frozenset())
    capitals = words.lang in NOUNS_HAVE_CAPITALS
    verbal = Counter([row[at] for at, word in enumerate(words.lower, 1) if word in VERBS_FOLLOW and at < len(row)])
    plain = {stem for stem, capital in zip(row, words.capitals, strict=True) if not capital}
    found: list[Phrase] = []
    often = [(-times, stem) for stem, times in words.stems.items() if times > 1]
    for times, stem in sorted(often)[: 2 * _SINGLE]:
        if len(found) == _SINGLE:
            break
        if stem not in plain and not (capitals and stem in row):
            continue
        first = row.index(stem)
        text = _spelled([pieces[first]])
        if len(text) > 2 and text not in general:
            found.append(Phrase(stem, text, -times, first * 1000 // len(row), verbal[stem]))
    return found


def _whole(pieces: Sequence[str], first: int, length: int) -> bool:
    """Whether a run neither is a name, all of it capitalised, nor cuts one in two."""
    run = [piece[0].isupper() for piece in pieces[first : first + length]]
    if all(run):
        return False
    before = pieces[first - 1] if first else ""
    after = pieces[first + length] if first + length < len(pieces) else ""
    return not (run[0] and before[:1].isupper()) and not (run[-1] and after[:1].isupper())


def _spelled(pieces: Sequence[str]) -> str:
    between = "" if all(len(piece) == 1 for piece in pieces) else " "
    return between.join(pieces).replace("’", "'").removesuffix("'s").lower()
