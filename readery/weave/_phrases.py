"""Words and runs of words that may say what an article is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise

from readery import languages
from readery.weave._lexicon import CALENDAR, GENERAL, NOUNS_FOLLOW, NOUNS_HAVE_CAPITALS, QUALIFIERS, VERBS_PRECEDE
from readery.weave._traits import Phrase
from readery.weave._words import Words

_SINGLE = 25
"""Single words kept of an article."""
_RUNS = 25
"""Runs of words kept of an article."""
_PAST = re.compile(r"\w{4,}ed")
_SAY_NOTHING = {lang: words | CALENDAR for lang, words in GENERAL.items()}


def phrases(words: Words) -> tuple[Phrase, ...]:
    """The candidate phrases of a text: runs of two or three words, then single words, each the most frequent first.

    Runs of capitalised words are names and left out, as are words that never stand without a capital (unless all
    nouns of the language do), parts of names, and parts of runs that are never said alone.
    """
    known = set(words.pieces)
    return (*_runs(words, known), *_singles(words, known))


def _runs(words: Words, known: Collection[str]) -> list[Phrase]:
    row = words.row
    size = len(row)
    spaced = languages.has_spaces(words.lang)
    singles = words.stems if spaced else Counter(row)
    again = {stem for stem, times in singles.items() if times > 1 and stem}
    repeated = [stem if stem in again else "" for stem in row]
    places: dict[tuple[str, str], list[int]] = {}
    for at, pair in enumerate(pairwise(repeated)):
        if pair[0] and pair[1]:
            if pair in places:
                places[pair].append(at)
            else:
                places[pair] = [at]
    runs: dict[str, list[int]] = {}  # stems → where they stand
    # Where nouns cannot be told by what stands before them, twice may be chance.
    least = 2 if words.lang in NOUNS_FOLLOW or not spaced else 3
    for (one, two), found in places.items():
        if len(found) < least:
            continue
        longer: dict[str, list[int]] = {}
        for at in found:
            if at + 2 < size and repeated[at + 2]:
                longer.setdefault(repeated[at + 2], []).append(at)
        longest = 0
        for three, where in longer.items():
            if len(where) >= least and _whole(words, where[0], 3):
                runs[f"{one} {two} {three}"] = where
                longest = max(longest, len(where))
        if len(found) > longest and _whole(words, found[0], 2):
            runs[f"{one} {two}"] = found
    after_verbs = frozenset(VERBS_PRECEDE.get(words.lang, "").split())
    for key, where in [*runs.items()]:
        if 2 * _followed(words, [at + key.count(" ") + 1 for at in where], after_verbs) >= len(where):
            runs.pop(key, None)  # the video shows how
            continue
        rest = key.partition(" ")[2]
        if " " in rest and len(runs.get(rest, ())) <= len(where):
            runs.pop(rest, None)
    best = sorted(runs.items(), key=lambda run: (-len(run[1]), -run[0].count(" "), run[1][0], run[0]))[:_RUNS]
    return [
        Phrase(key, _spelled(words, at[0], key.count(" ") + 1, known), len(at), at[0], _nominal(words, at))
        for key, at in best
    ]


def _singles(words: Words, known: Collection[str]) -> list[Phrase]:
    seen = words.seen
    general = _SAY_NOTHING.get(words.lang, CALENDAR)
    capitals = words.lang in NOUNS_HAVE_CAPITALS
    found: list[Phrase] = []
    often = sorted([(-times, stem) for stem, times in words.stems.items() if times > 1])[: 2 * _SINGLE]
    places: dict[str, list[int]] = {stem: [] for _, stem in often}
    for at, stem in enumerate(words.row):
        if stem in places:
            places[stem].append(at)
    named = frozenset(words.capitals)
    for times, stem in often:
        where = places[stem]
        if where and (capitals or not named.issuperset(where)):
            first = where[0]
            lower = seen[first].lower
            if lower in general:
                continue
            text = _form(words, where, known)
            lower = text.lower()
            if "'" in lower or "’" in lower:
                text = text.replace("’", "'").removesuffix("'s")
            if (len(text) > 3 or not text.isascii()) and text.lower() not in general and text[0].isupper() >= capitals:
                found.append(Phrase(stem, text, -times, first, _nominal(words, where)))
                if len(found) == _SINGLE:
                    break
    return found


def _form(words: Words, places: Sequence[int], known: Collection[str]) -> str:
    """How readers see a word whose forms stand at these places: as it stands most often, but for an English past tense."""
    forms: dict[str, list[int]] = {}
    for at in places:
        lower = words.seen[at].lower
        noun = at > 0 and words.seen[at - 1].before_noun
        form = forms.setdefault(lower if lower in known else words.pieces[at], [0, 0])
        form[0] += 1
        form[1] += noun
    verbs = words.lang == "en"
    return max(forms, key=lambda form: (not (verbs and _PAST.fullmatch(form)), *forms[form], form))


def _nominal(words: Words, places: Sequence[int]) -> int:
    """At how many of these places a noun would stand; at all of them where that is not known."""
    if words.lang not in NOUNS_FOLLOW:
        return len(places)
    seen = words.seen
    return sum([at > 0 and seen[at - 1].before_noun for at in places])


def _followed(words: Words, ends: Sequence[int], by: Collection[str]) -> int:
    """At how many of these places one of some words stands."""
    seen = words.seen
    return sum([at < len(seen) and seen[at].lower in by for at in ends])


def _is_inflected(words: Words, first: int, length: int) -> bool:
    """Whether no reader would name a thing so: German with a case's ending (``beiden Enden``), English with a past tense."""
    if words.lang in NOUNS_HAVE_CAPITALS:
        return words.pieces[first][0].islower() and not words.pieces[first].endswith("e")
    return words.lang == "en" and bool(_PAST.fullmatch(words.pieces[first + length - 1]))


def _whole(words: Words, first: int, length: int) -> bool:
    """Whether a run neither is a name, all of it capitalised, nor cuts one in two, nor is one that nothing is called by."""
    pieces = words.pieces
    run = [piece[0].isupper() for piece in pieces[first : first + length]]
    if all(run) or pieces[first].lower() in QUALIFIERS or _is_inflected(words, first, length):
        return False
    before = pieces[first - 1] if first else ""
    after = pieces[first + length] if first + length < len(pieces) else ""
    return not (run[0] and before[:1].isupper()) and not (run[-1] and after[:1].isupper())


def _spelled(words: Words, first: int, length: int, known: Collection[str]) -> str:
    """A phrase as readers see it: in lower case, but for words that the text (`known`) always writes with a capital."""
    last = first + length
    written = zip(words.pieces[first:last], words.seen[first:last], strict=True)
    run = [seen.lower if seen.lower in known else piece for piece, seen in written]
    return ("" if all(len(piece) == 1 for piece in run) else " ").join(run).replace("’", "'").removesuffix("'s")
