"""A title as readers see it above the article: without the site's name, in the heading's case and punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterable

from readery import characters, slugs

_SEPARATOR = re.compile(
    r"\s+(?:[|–—·•»›«‹<>]|::?|-{1,2}|/|→|\\)\s+|\s*[|｜•»]\s*|(?<=\S):\s+(?=[^:]{1,40}$)|\s*_(?=[^_\s]+$)"
)
_TAIL = re.compile(r"(.*\S)\s+([|｜»·•–—-])\s+(\S.*)", re.DOTALL)
_TAIL_UNSPACED = re.compile(
    r"([\u3040-\u9fff\uac00-\ud7af].{6,}[\u3040-\u9fff\uac00-\ud7af」》”）])[-–—]([\u3040-\u9fff\uac00-\ud7af]{2,8})"
)
_words = characters.runs(re.compile(r"\w+"))
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_SHORTEST_NAME = 4
"""Letters of a host's name that can be told from chance."""
_NAME_SHARE = 0.7
"""How much of a site's name its host must hold, or of the host's its name."""


def fold(text: str) -> str:
    """A title as it is compared: case, punctuation and white space folded."""
    return " ".join(_words(text.casefold()))


def squeezed(text: str) -> str:
    """`fold` without any space."""
    return "".join(_words(text.casefold()))


def parts(title: str) -> list[tuple[int, int]]:
    """Begin and end of the parts that separators cut a title into."""
    places, begin = [], 0
    for match in _SEPARATOR.finditer(title):
        if match.start() > begin:
            places.append((begin, match.start()))
        begin = match.end()
    places.append((begin, len(title)))
    return places


def without_site(title: str, names: Iterable[str]) -> str:
    """`title` without leading and trailing parts that are one of the site's `names` (already squeezed)."""
    known = {name for name in names if name}
    if "_" in title and title[0] > "\u2e80":  # Chinese portals: headline_section_site
        title = title.partition("_")[0]
    cut = parts(title)
    while len(cut) > 1 and squeezed(title[slice(*cut[-1])]) in known:
        cut.pop()
    while len(cut) > 1 and squeezed(title[slice(*cut[0])]) in known:
        cut.pop(0)
    return title[cut[0][0] : cut[-1][1]].strip()


def without_tail(title: str) -> str:
    """`title` without a short last part behind a bar or dash, which is the site's name where nothing says so."""
    if match := _TAIL_UNSPACED.fullmatch(title):  # Chinese portals: headline-site
        return match[1]
    match = _TAIL.fullmatch(title)
    if match is None:
        return title
    head, mark, tail = match.groups()
    short = len(tail.split()) <= (5 if mark in "|｜»·•" else 3) and len(tail) < len(head)
    return head if short and len(head.split()) >= 3 else title


def first_part(name: str) -> str:
    """A site's name without the slogan behind it."""
    return name[slice(*parts(name)[0])].strip() or name


def spells(host: str, name: str) -> bool:
    """Whether a host is called like a site: the letters of one are those of the other, but for a short word or two
    (``slowline.example`` spells ``The Slow Line``).
    """
    letters = slugs.slug(name.translate(_UMLAUTS)).replace("-", ""), slugs.slug(name).replace("-", "")
    bare = host.removeprefix("www.")
    labels = [label.replace("-", "") for label in bare.split(".")[:-1]]
    for label in (*labels, "".join(labels), bare.replace("-", "").replace(".", "")):
        for said in letters:
            shorter, longer = sorted((label, said), key=len)
            if len(shorter) >= _SHORTEST_NAME and shorter in longer and len(shorter) >= _NAME_SHARE * len(longer):
                return True
    return False


def runs(title: str) -> list[str]:
    """Every run of whole parts of `title`, longest first."""
    cut = parts(title)[:8]
    found = [title[cut[i][0] : cut[j][1]].strip() for i in range(len(cut)) for j in range(i, len(cut))]
    return sorted(found, key=len, reverse=True)


def bag(title: str) -> frozenset[str]:
    """What of a title is compared: its words, or its pairs of letters in scripts without spaces."""
    words = fold(title).split()
    if len(words) < 3 and any(char > "\u2e80" for char in title):
        joined = "".join(words)
        return frozenset(joined[i : i + 2] for i in range(len(joined) - 1)) or frozenset((joined,))
    return frozenset(words)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How much two bags share, 0 to 1: Dice's coefficient, or three quarters of the share of the smaller that is in the other."""
    if not one or not other:
        return 0.0
    common = len(one & other)
    return max(2 * common / (len(one) + len(other)), 0.75 * common / min(len(one), len(other)))
