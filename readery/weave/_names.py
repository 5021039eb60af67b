"""Names in a text, by how they are written: runs of capitalised words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from readery.weave._lexicon import CALENDAR, HONORIFICS, JOINERS
from readery.weave._traits import Name

_MOST = 60
"""Names kept of an article."""
NOUNS_HAVE_CAPITALS = frozenset({"de", "lb"})
"""Languages whose nouns are all capitalised: a single capitalised word says nothing there."""


def _capitals() -> str:
    """All capital letters of the scripts that have them, as the inside of a character class."""
    last = 0x2D00  # Latin, Greek, Cyrillic, Armenian, Georgian, Cherokee's neighbours: everything cased lies below
    runs: list[tuple[int, int]] = []
    for point in range(last):
        if chr(point).isupper():
            if runs and runs[-1][1] == point - 1:
                runs[-1] = (runs[-1][0], point)
            else:
                runs.append((point, point))
    return "".join(chr(a) if a == b else f"{chr(a)}-{chr(b)}" for a, b in runs)


_UP = f"[{_capitals()}]"
_WORD = (
    rf"(?:(?:{_UP}\.){{1,4}}(?:{_UP}\b)?"  # U.S., J.K., J.
    r"|(?:Mr|Mrs|Ms|Dr|St|Prof|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Jr|Sr|Mt|Ft)\."
    rf"|(?:[a-z]|Mc|Mac|[OdDlL][’'])?{_UP}\w*(?:[-’'&]{_UP}?\w+)*)"  # iPhone, O'Neill, AT&T, Jean-Paul, al-Assad
)
_NAME = re.compile(
    rf"(?P<before>(?:[.!?…:;\n•|][\"'“”‘’«»()\[\]\s–—-]*)?)(?<![\w@#/.])(?P<name>{_WORD}"
    rf"(?:[ \u00a0](?:(?:{'|'.join(map(re.escape, JOINERS))})[ \u00a0])?(?:al-|el-)?{_WORD}(?<!\n))*(?:[ \u00a0]\d{{1,3}}\b(?![,.]\d|%))?)"
)
_POSSESSIVE = re.compile(r"['’]s?$")


def names(text: str, lang: str, lower: Mapping[str, int], stops: frozenset[str]) -> tuple[Name, ...]:
    """The names in `text`, by first place.

    `lower` counts the text's words by their exact spelling; a single word that stands there in lower case more often
    than as a name is none. `stops` are the language's stop words.
    """
    found: dict[str, list[int]] = {}
    size = max(1, len(text))
    bare = _bare(stops)
    for match in _NAME.finditer(text):
        name, cut = bare(match["name"])
        if not name:
            continue
        opens = not cut and (match["before"] != "" or match.start() == 0)
        entry = found.get(name)
        if entry is None:
            found[name] = entry = [0, 0, match.start("name") * 1000 // size]
        entry[opens] += 1
    nouns = lang in NOUNS_HAVE_CAPITALS
    kept = [
        Name(name, inside, opening, first)
        for name, (inside, opening, first) in found.items()
        if " " in name or name.isupper() or not (nouns or lower.get(name.lower(), 0) >= inside + opening)
    ]
    if len(kept) > _MOST:
        kept = sorted(kept, key=lambda name: (-name.inside - name.opening, name.first, name.text))[:_MOST]
        kept.sort(key=lambda name: (name.first, name.text))
    return tuple(kept)


@lru_cache(maxsize=16)
def _bare(stops: frozenset[str]) -> Callable[[str], tuple[str, bool]]:
    """A function from a run of capitalised words to the name in it (empty if none), and whether words before it went.

    Stop words, titles and dates at its ends are no part of it.
    """
    outside = stops | CALENDAR
    before = outside | HONORIFICS

    @lru_cache(maxsize=20_000)
    def bare(run: str) -> tuple[str, bool]:
        words = _POSSESSIVE.sub("", run.replace("\u00a0", " ")).replace("’", "'").split(" ")
        start = 0
        while start < len(words) and (_plain(words[start]) in before) and not _initials(words[start]):
            start += 1
        while start < len(words) and words[start][:1].islower() and not words[start][1:2].isupper():
            start += 1  # a joiner whose first part went
        end = len(words)
        while end > start and (
            (_plain(words[end - 1]) in outside and not _initials(words[end - 1]))
            or words[end - 1] in JOINERS
            or (end - 1 == start and words[start][:1].isdigit())
        ):
            end -= 1
        name = " ".join(words[start:end])
        if len(name) < 2 or (len(name) == 2 and name[1] == ".") or len(name) > 60:
            return "", False
        return (name[:-1] if name.endswith(".") and not _initials(words[end - 1]) else name), start > 0

    return bare


def _plain(word: str) -> str:
    return word.lower().rstrip(".")


def _initials(word: str) -> bool:
    """Whether a word is written as initials (``US``, ``U.S.``): then it is no stop word, whatever its letters."""
    letters = word.replace(".", "")
    return 1 < len(letters) <= 5 and letters.isupper()
