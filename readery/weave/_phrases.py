"""Words and runs of words that may say what an article is about."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from readery import languages
from readery.rows import behind, edges
from readery.weave._lexicon import CALENDAR, GENERAL, NOUNS_FOLLOW, NOUNS_HAVE_CAPITALS, QUALIFIERS, VERBS_PRECEDE
from readery.weave._pieces import CAPITAL, SAYS_NOTHING, Flags
from readery.weave._traits import Phrase
from readery.weave._words import Words

_SINGLE = 25
"""Single words kept of an article."""
_RUNS = 25
"""Runs of words kept of an article."""
_MEASURE = re.compile(r"\d+-\w")
"""How a word begins that says how much or how old: ``8-year-old``."""
_PAST = re.compile(r"\w{4,}ed")


def phrases(words: Words) -> list[tuple[Phrase, ...]]:
    """The candidate phrases of each text: runs of two or three words, then single words, each the most frequent first.

    Runs of capitalised words are names and left out, as are words that never stand without a capital (unless all
    nouns of the language do), parts of names, and parts of runs that are never said alone.
    """
    return [(*runs, *singles) for runs, singles in zip(_runs(words), _singles(words), strict=True)]


def _runs(words: Words) -> list[list[Phrase]]:
    """The runs of two or three words of each text."""
    places, lang = words.places, words.known.lang
    often = places.times > 1
    again = np.zeros(len(words.row), np.bool_)
    again[places.all[behind(places.starts[often], places.times[often])]] = True
    # Where nouns cannot be told by what stands before them, twice may be chance.
    least = 2 if lang in NOUNS_FOLLOW or not languages.has_spaces(lang) else 3
    return [
        _runs_of_text(words, begin, pairs, again, least)
        for begin, pairs in zip(words.bounds, _repeated(words, again, least), strict=False)
    ]


def _repeated(words: Words, again: Flags, least: int) -> list[list[list[int]]]:
    """Of each text the places of each pair of stems that stands there so often, of those that are said again."""
    row, bounds = words.row, words.bounds
    at = np.flatnonzero(again[:-1] & again[1:])
    step = int(row.max(initial=0)) + 1
    texts = np.searchsorted(bounds, at, side="right") - 1
    pairs = (texts * step + row[at]) * step + row[at + 1]
    order = np.argsort(pairs, kind="stable")
    at, pairs = at[order], pairs[order]
    starts = edges(pairs)
    lengths = np.append(starts[1:], len(at)) - starts
    often = np.flatnonzero(lengths >= least)
    found = [
        at[start:end].tolist()
        for start, end in zip(starts[often].tolist(), (starts + lengths)[often].tolist(), strict=True)
    ]
    parts = np.searchsorted(pairs[starts[often]], np.arange(len(bounds)) * step * step).tolist()
    return [found[begin:end] for begin, end in pairwise(parts)]


def _runs_of_text(words: Words, begin: int, pairs: Sequence[list[int]], again: Flags, least: int) -> list[Phrase]:
    """Those of the text that begins there, given the places of the pairs of stems that it says so often."""
    row, text, lang = words.row, words.known.stems, words.known.lang
    runs: dict[str, list[int]] = {}  # stems → where they stand
    for found in pairs:
        one, two = row[found[0] : found[0] + 2].tolist()
        longer: dict[int, list[int]] = {}
        for at in found:
            if again[at + 2]:
                longer.setdefault(int(row[at + 2]), []).append(at)
        longest = 0
        for three, where in longer.items():
            if len(where) >= least and _whole(words, where[0], 3):
                runs[f"{text[one]} {text[two]} {text[three]}"] = where
                longest = max(longest, len(where))
        if len(found) > longest and _whole(words, found[0], 2):
            runs[f"{text[one]} {text[two]}"] = found
    after_verbs = frozenset(VERBS_PRECEDE.get(lang, "").split())
    for key, where in [*runs.items()]:
        if 2 * _followed(words, [at + key.count(" ") + 1 for at in where], after_verbs) >= len(where):
            runs.pop(key, None)  # the video shows how
            continue
        rest = key.partition(" ")[2]
        if " " in rest and len(runs.get(rest, ())) <= len(where):
            runs.pop(rest, None)
    best = sorted(runs.items(), key=lambda run: (-len(run[1]), -run[0].count(" "), run[1][0], run[0]))[:_RUNS]
    kept = [
        Phrase(key, _spelled(words, at[0], key.count(" ") + 1), len(at), at[0] - begin - 1, _nominal(words, at))
        for key, at in best
    ]
    general = GENERAL.get(lang, frozenset())
    return [phrase for phrase in kept if phrase.text not in general]


def _singles(words: Words) -> list[list[Phrase]]:
    """The single words of each text: those that come again, the most frequent first."""
    places, known, lang = words.places, words.known, words.known.lang
    if not languages.has_spaces(lang):
        return [[] for _ in words.bounds[1:]]  # a character alone says nothing
    general = GENERAL.get(lang, frozenset()) | CALENDAR
    capitals = lang in NOUNS_HAVE_CAPITALS
    again = np.flatnonzero(places.times > 1)
    times, starts = places.times[again], places.starts[again]
    ends, firsts = starts + times, places.all[starts]
    noun, shown = words.noun[places.all], words.shown[places.all]
    is_none = words.flags[firsts] & SAYS_NOTHING > 0
    if not capitals:
        is_none |= _between(words.flags[places.all] & CAPITAL > 0, starts, ends) == times
    nominal = _between(noun, starts, ends)
    several = _between(shown[1:] != shown[:-1], starts, ends - 1) > 0
    stems = map(known.stems.__getitem__, places.numbers[again].tolist())
    repeated = [*zip((-times).tolist(), stems, range(len(again)), strict=True)]
    columns = is_none, several, words.shown[firsts], times, firsts, nominal
    facts = [*zip(*(column.tolist() for column in columns), strict=True)]

    def of_text(begin: int, end: int, text_begin: int) -> list[Phrase]:
        found: list[Phrase] = []
        for _, key, at in sorted(repeated[begin:end])[: 2 * _SINGLE]:
            none, forms, number, said, first, as_noun = facts[at]
            if none:
                continue
            text = known.text[number]
            if forms:
                part = slice(starts[at], ends[at])
                text = _form(words, shown[part].tolist(), noun[part].tolist())
            if "'" in text or "’" in text:
                text = text.replace("’", "'").removesuffix("'s")
            if (len(text) > 3 or not text.isascii()) and text.lower() not in general and text[0].isupper() >= capitals:
                found.append(Phrase(key, text, said, first - text_begin - 1, as_noun))
                if len(found) == _SINGLE:
                    break
        return found

    parts = pairwise(np.searchsorted(again, places.bounds).tolist())
    return [of_text(*part, begin) for part, begin in zip(parts, words.bounds, strict=False)]


def _between(flags: Flags, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many flags are set from each of `starts` to before its end."""
    before = np.zeros(len(flags) + 1, np.int64)
    np.cumsum(flags, out=before[1:])
    found: NDArray[np.int64] = before[ends] - before[starts]
    return found


def _form(words: Words, numbers: Sequence[int], nouns: Sequence[bool]) -> str:
    """How readers see a word that they see in these forms, each as a noun or not: as it stands most often, but for an English
    past tense.
    """
    forms = [words.known.text[number] for number in numbers]
    verbs = words.known.lang == "en"

    def rank(form: str) -> tuple[bool, int, int, str]:
        nominal = sum([noun for each, noun in zip(forms, nouns, strict=True) if each == form])
        return not (verbs and _PAST.fullmatch(form)), forms.count(form), nominal, form

    return max(dict.fromkeys(forms), key=rank)


def _nominal(words: Words, places: Sequence[int]) -> int:
    """At how many of these places a noun would stand; at all of them where that is not known."""
    return int(np.count_nonzero(words.noun[places]))


def _followed(words: Words, ends: Sequence[int], by: Collection[str]) -> int:
    """At how many of these places one of some words stands."""
    return sum([words.lower(at) in by for at in ends])


def _is_inflected(words: Words, first: int, length: int) -> bool:
    """Whether no reader would name a thing so: German with a case's ending (``beiden Enden``), English with a past tense."""
    if words.known.lang in NOUNS_HAVE_CAPITALS:
        return words.piece(first)[0].islower() and not words.piece(first).endswith("e")
    return words.known.lang == "en" and bool(_PAST.fullmatch(words.piece(first + length - 1)))


def _whole(words: Words, first: int, length: int) -> bool:
    """Whether a run neither is a name, all of it capitalised, nor cuts one in two, nor is one that nothing is called by."""
    run = [words.piece(at)[0].isupper() for at in range(first, first + length)]
    measured = any(_MEASURE.match(words.piece(at)) for at in range(first, first + length))
    if all(run) or measured or words.lower(first) in QUALIFIERS or _is_inflected(words, first, length):
        return False
    before, after = words.piece(first - 1), words.piece(first + length)
    return not (run[0] and before[0].isupper()) and not (run[-1] and after[0].isupper())


def _spelled(words: Words, first: int, length: int) -> str:
    """A phrase as readers see it: in lower case, but for words that the text always writes with a capital."""
    run = [words.known.text[number] for number in words.shown[first : first + length].tolist()]
    return ("" if all(len(piece) == 1 for piece in run) else " ").join(run).replace("’", "'").removesuffix("'s")
