"""Words and runs of words that may say what an article is about."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from readery import languages
from readery.rows import Numbers, edges
from readery.weave._lexicon import CALENDAR, GENERAL, NOUNS_FOLLOW, NOUNS_HAVE_CAPITALS, QUALIFIERS, VERBS_PRECEDE
from readery.weave._pieces import CAPITAL, Flags
from readery.weave._traits import Phrase
from readery.weave._words import Words

_SINGLE = 25
"""Single words kept of an article."""
_RUNS = 25
"""Runs of words kept of an article."""
_MEASURE = re.compile(r"\d+-\w")
"""How a word begins that says how much or how old: ``8-year-old``."""
_PAST = re.compile(r"\w{4,}ed")
_SAY_NOTHING = {lang: words | CALENDAR for lang, words in GENERAL.items()}


def phrases(words: Words) -> tuple[Phrase, ...]:
    """The candidate phrases of a text: runs of two or three words, then single words, each the most frequent first.

    Runs of capitalised words are names and left out, as are words that never stand without a capital (unless all
    nouns of the language do), parts of names, and parts of runs that are never said alone.
    """
    return (*_runs(words), *_singles(words))


def _runs(words: Words) -> list[Phrase]:
    row, text = words.row, words.known.stems
    places = words.places.all
    twice = row[places[1:]] == row[places[:-1]]
    again = np.zeros(len(row), np.bool_)
    again[places[1:][twice]] = again[places[:-1][twice]] = True
    # Where nouns cannot be told by what stands before them, twice may be chance.
    least = 2 if words.lang in NOUNS_FOLLOW or not languages.has_spaces(words.lang) else 3
    runs: dict[str, list[int]] = {}  # stems → where they stand
    for found in _repeated(row, again, least):
        one, two = row[found[0] : found[0] + 2].tolist()
        longer: dict[int, list[int]] = {}
        for at in found:
            if at + 2 < len(row) and again[at + 2]:
                longer.setdefault(int(row[at + 2]), []).append(at)
        longest = 0
        for three, where in longer.items():
            if len(where) >= least and _whole(words, where[0], 3):
                runs[f"{text[one]} {text[two]} {text[three]}"] = where
                longest = max(longest, len(where))
        if len(found) > longest and _whole(words, found[0], 2):
            runs[f"{text[one]} {text[two]}"] = found
    after_verbs = frozenset(VERBS_PRECEDE.get(words.lang, "").split())
    for key, where in [*runs.items()]:
        if 2 * _followed(words, [at + key.count(" ") + 1 for at in where], after_verbs) >= len(where):
            runs.pop(key, None)  # the video shows how
            continue
        rest = key.partition(" ")[2]
        if " " in rest and len(runs.get(rest, ())) <= len(where):
            runs.pop(rest, None)
    best = sorted(runs.items(), key=lambda run: (-len(run[1]), -run[0].count(" "), run[1][0], run[0]))[:_RUNS]
    kept = [
        Phrase(key, _spelled(words, at[0], key.count(" ") + 1), len(at), at[0], _nominal(words, at)) for key, at in best
    ]
    general = GENERAL.get(words.lang, frozenset())
    return [phrase for phrase in kept if phrase.text not in general]


def _repeated(row: Numbers, again: Flags, least: int) -> list[list[int]]:
    """The places of each pair of stems that stands there so often, of those that are said again."""
    at = np.flatnonzero(again[:-1] & again[1:])
    pairs = row[at].astype(np.int64) << 32 | row[at + 1]
    order = np.argsort(pairs, kind="stable")
    starts = edges(pairs[order])
    ends = np.append(starts[1:], len(at))
    often = np.flatnonzero(ends - starts >= least)
    found = at[order].tolist()
    return [found[start:end] for start, end in zip(starts[often].tolist(), ends[often].tolist(), strict=True)]


def _singles(words: Words) -> list[Phrase]:
    if not languages.has_spaces(words.lang):
        return []  # a character alone says nothing
    general = _SAY_NOTHING.get(words.lang, CALENDAR)
    capitals = words.lang in NOUNS_HAVE_CAPITALS
    found: list[Phrase] = []
    places, lowers, stems = words.places, words.known.lower, words.known.stems
    again = np.flatnonzero(places.times > 1)
    columns = (-places.times[again], places.numbers[again], again)
    repeated = [
        (times, stems[number], stem) for times, number, stem in zip(*(each.tolist() for each in columns), strict=True)
    ]
    repeated = sorted(repeated)[: 2 * _SINGLE]
    often = [stem for _, _, stem in repeated]
    starts = places.starts[often]
    ends = starts + places.times[often]
    numbers, nouns = words.numbers[places.all], words.noun[places.all]
    named = _between(words.flags[places.all] & CAPITAL > 0, starts, ends)
    nominal = _between(nouns, starts, ends)
    forms = _between(numbers[1:] != numbers[:-1], starts, ends - 1)
    firsts = places.all[starts].tolist()
    written, as_noun = numbers.tolist(), nouns.tolist()
    for at, ((_, key, _), start, end) in enumerate(zip(repeated, starts.tolist(), ends.tolist(), strict=True)):
        if (named[at] == end - start and not capitals) or lowers[written[start]] in general:
            continue
        if forms[at]:
            text = _form(words, written[start:end], as_noun[start:end])
        else:
            text = _written(words, written[start])
        lower = text.lower()
        if "'" in lower or "’" in lower:
            text = text.replace("’", "'").removesuffix("'s")
        if (len(text) > 3 or not text.isascii()) and text.lower() not in general and text[0].isupper() >= capitals:
            found.append(Phrase(key, text, end - start, firsts[at], nominal[at]))
            if len(found) == _SINGLE:
                break
    return found


def _between(flags: Flags, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> list[int]:
    """How many flags are set from each of `starts` to before its end."""
    before = np.zeros(len(flags) + 1, np.int64)
    np.cumsum(flags, out=before[1:])
    found: list[int] = (before[ends] - before[starts]).tolist()
    return found


def _written(words: Words, number: int) -> str:
    """A piece as readers see it: in lower case where the text has it so too."""
    text, lower = words.known.text[number], words.known.lower[number]
    return lower if lower == text or words.spelled(lower) else text


def _form(words: Words, numbers: Sequence[int], nouns: Sequence[bool]) -> str:
    """How readers see a word that is written in these forms, each as a noun or not: as it stands most often, but for an
    English past tense.
    """
    written = {number: _written(words, number) for number in dict.fromkeys(numbers)}
    forms = [written[number] for number in numbers]
    different = dict.fromkeys(forms)
    if len(different) == 1:
        return forms[0]
    verbs = words.lang == "en"

    def rank(form: str) -> tuple[bool, int, int, str]:
        nominal = sum([noun for each, noun in zip(forms, nouns, strict=True) if each == form])
        return not (verbs and _PAST.fullmatch(form)), forms.count(form), nominal, form

    return max(different, key=rank)


def _nominal(words: Words, places: Sequence[int]) -> int:
    """At how many of these places a noun would stand; at all of them where that is not known."""
    return int(np.count_nonzero(words.noun[places]))


def _followed(words: Words, ends: Sequence[int], by: Collection[str]) -> int:
    """At how many of these places one of some words stands."""
    return sum([at < len(words.listed) and words.lower(at) in by for at in ends])


def _is_inflected(words: Words, first: int, length: int) -> bool:
    """Whether no reader would name a thing so: German with a case's ending (``beiden Enden``), English with a past tense."""
    if words.lang in NOUNS_HAVE_CAPITALS:
        return words.piece(first)[0].islower() and not words.piece(first).endswith("e")
    return words.lang == "en" and bool(_PAST.fullmatch(words.piece(first + length - 1)))


def _whole(words: Words, first: int, length: int) -> bool:
    """Whether a run neither is a name, all of it capitalised, nor cuts one in two, nor is one that nothing is called by."""
    run = [words.piece(at)[0].isupper() for at in range(first, first + length)]
    measured = any(_MEASURE.match(words.piece(at)) for at in range(first, first + length))
    if all(run) or measured or words.lower(first) in QUALIFIERS or _is_inflected(words, first, length):
        return False
    before = words.piece(first - 1) if first else ""
    after = words.piece(first + length) if first + length < len(words.listed) else ""
    return not (run[0] and before[:1].isupper()) and not (run[-1] and after[:1].isupper())


def _spelled(words: Words, first: int, length: int) -> str:
    """A phrase as readers see it: in lower case, but for words that the text always writes with a capital."""
    run = [_written(words, number) for number in words.listed[first : first + length]]
    return ("" if all(len(piece) == 1 for piece in run) else " ").join(run).replace("’", "'").removesuffix("'s")
