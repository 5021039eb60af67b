"""A title as readers see it above the article: without the site's name, in the heading's case and punctuation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

_SEPARATOR = re.compile(
    r"\s+(?:[|–—·•»›«‹<>]|::?|-{1,2}|/|→|\\)\s+|\s*[|•»]\s*|(?<=\S):\s+(?=[^:]{1,40}$)|\s*_(?=[^_\s]+$)"
)
_WORDS = re.compile(r"\w+")


def fold(text: str) -> str:
    """A title as it is compared: case, punctuation and white space folded."""
    return " ".join(_WORDS.findall(text.casefold()))


def squeezed(text: str) -> str:
    """`fold` without any space."""
    return "".join(_WORDS.findall(text.casefold()))


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
    cut = parts(title)
    while len(cut) > 1 and squeezed(title[slice(*cut[-1])]) in known:
        cut.pop()
    while len(cut) > 1 and squeezed(title[slice(*cut[0])]) in known:
        cut.pop(0)
    return title[cut[0][0] : cut[-1][1]].strip()


def runs(title: str) -> list[str]:
    """Every run of whole parts of `title`, longest first."""
    cut = parts(title)[:8]
    found = [title[cut[i][0] : cut[j][1]].strip() for i in range(len(cut)) for j in range(i, len(cut))]
    return sorted(found, key=len, reverse=True)


def choose(heads: Sequence[str], headings: Sequence[str]) -> tuple[str | None, bool]:
    """The heading of the page that one of its head's titles holds as a whole run of parts."""
    wanted = Counter(squeezed(run) for head in heads for run in runs(head))
    for heading in headings:
        if squeezed(heading) in wanted:
            return heading, True
    return None, False
