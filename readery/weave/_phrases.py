"""Words and runs of words that may say what an article is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from itertools import pairwise

from readery.weave._lexicon import CALENDAR, GENERAL, NOUNS_FOLLOW, NOUNS_HAVE_CAPITALS
from readery.weave._traits import Phrase
from readery.weave._words import Words

_SINGLE = 25
"""Single words kept of an article."""
_RUNS = 25
"""Runs of words kept of an article."""
_BEFORE_NOUNS = {lang: frozenset(words.split()) for lang, words in NOUNS_FOLLOW.items()}


def phrases(words: Words) -> tuple[Phrase, ...]:
    """The candidate phrases of a text: runs of two or three words, then single words, each the most frequent first.

    Runs of capitalised words are names and left out, as are words that never stand without a capital (unless all
    nouns of the language do), parts of names, and parts of runs that are never said alone.
    """
    lower = words.lower
    before = _BEFORE_NOUNS.get(words.lang)

    def nominal(places: Sequence[int]) -> int:
        """At how many of these places a noun would stand."""
        return len(places) if before is None else sum([at > 0 and lower[at - 1] in before for at in places])

    return (*_runs(words, nominal), *_singles(words, nominal))


def _runs(words: Words, nominal: Callable[[Sequence[int]], int]) -> list[Phrase]:
    pieces, row = words.pieces, words.row
    size = len(row)
    again = {stem: stem for stem, times in Counter(row).items() if times > 1}
    repeated = [again.get(stem, "") for stem in row]
    places: dict[tuple[str, str], list[int]] = {}
    for at, pair in enumerate(pairwise(repeated)):
        if pair[0] and pair[1]:
            places.setdefault(pair, []).append(at)
    runs: dict[str, list[int]] = {}  # stems → where they stand
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
                runs[f"{one} {two} {three}"] = where
                longest = max(longest, len(where))
        if len(found) > longest and _whole(pieces, found[0], 2):
            runs[f"{one} {two}"] = found
    for key, where in [*runs.items()]:
        rest = key.partition(" ")[2]
        if " " in rest and len(runs.get(rest, ())) <= len(where):
            runs.pop(rest, None)
    known = set(pieces)
    best = sorted(runs.items(), key=lambda run: (-len(run[1]), -run[0].count(" "), run[1][0], run[0]))[:_RUNS]
    return [
        Phrase(key, _spelled(pieces[at[0] : at[0] + key.count(" ") + 1], known), len(at), at[0], nominal(at))
        for key, at in best
    ]


def _singles(words: Words, nominal: Callable[[Sequence[int]], int]) -> list[Phrase]:
    pieces, row = words.pieces, words.row
    general = GENERAL.get(words.lang, frozenset()) | CALENDAR
    capitals = words.lang in NOUNS_HAVE_CAPITALS
    known = set(pieces)
    plain = {stem for stem, capital in zip(row, words.capitals, strict=True) if not capital}
    found: list[Phrase] = []
    often = [(-times, stem) for stem, times in words.stems.items() if times > 1]
    for times, stem in sorted(often)[: 2 * _SINGLE]:
        if len(found) == _SINGLE:
            break
        if stem not in plain and not (capitals and stem in row):
            continue
        first = row.index(stem)
        text = _spelled(pieces[first : first + 1], known)
        if (len(text) > 3 or not text.isascii()) and text.lower() not in general:
            places = [at for at, each in enumerate(row) if each == stem]
            found.append(Phrase(stem, text, -times, first, nominal(places)))
    return found


def _whole(pieces: Sequence[str], first: int, length: int) -> bool:
    """Whether a run neither is a name, all of it capitalised, nor cuts one in two."""
    run = [piece[0].isupper() for piece in pieces[first : first + length]]
    if all(run):
        return False
    before = pieces[first - 1] if first else ""
    after = pieces[first + length] if first + length < len(pieces) else ""
    return not (run[0] and before[:1].isupper()) and not (run[-1] and after[:1].isupper())


def _spelled(pieces: Sequence[str], known: Collection[str]) -> str:
    """A phrase as readers see it: in lower case, but for words that the text (`known`) always writes with a capital."""
    words = [lower if (lower := piece.lower()) in known else piece for piece in pieces]
    between = "" if all(len(piece) == 1 for piece in pieces) else " "
    return between.join(words).replace("’", "'").removesuffix("'s")
