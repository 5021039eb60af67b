"""The publisher's name, where the text alone says it: notices and appeals name who speaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from readery import urls
from readery.clean.draft import Found
from readery.clean.text.signs import Seen
from readery.languages.phrases import Place, tokens

_NAME = re.compile(
    r"(?:[A-ZÀ-ÖØ-ÞА-ЯΑ-Ω][\w'’&.-]*)(?:\s(?:(?:of|the|der|die|das|de|la|le|and|und|&|for)\s)?[A-ZÀ-ÖØ-ÞА-ЯΑ-Ω0-9][\w'’&-]*){0,4}"
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:(?:19|20)\d\d\s*[-–,]?\s*)*(?:by\s)?(?P<name>[^\d|.,;:©]{3,50})",
    re.IGNORECASE,
)
_SPEAKING = frozenset(
    ("notification", "newsletter", "donation", "account", "consent", "comments", "follow", "legal", "share")
)

_SOFTWARE = re.compile(r"powered by|forum software", re.IGNORECASE)
"""What a notice says that names who made the site's program."""
_PARTS = re.compile(r"\s*[/|,;:]\s*")
_LONGEST = 1500
"""Characters of a notice at most."""


def speaks(said: Seen) -> bool:
    """Whether a passage is a notice in which the publisher speaks, and not only what all publishers say."""
    return any(key in _SPEAKING and place is not Place.WHOLE for key, place in said.hits)


def name(notices: Sequence[str], given: Sequence[str], address: str | None) -> Found[str] | None:
    """The publisher's name from the notices on a page; `given` are the credits of pictures, `address` confirms it where it is known.

    A name counts once for each notice that says it, and once for the credits of pictures; two notices, a notice and a
    credit, a copyright line, or one notice and the address, make it the publisher's.
    """
    said: Counter[str] = Counter()
    marked: set[str] = set()
    credited = {part.strip() for credit in given for part in _PARTS.split(credit)}
    opening: set[str] = set()
    host = "".join(tokens((urls.host(address) or "") if address else ""))
    for text in notices:
        if len(text) > _LONGEST or _SOFTWARE.search(text):
            continue
        names = set()
        for match in _NAME.finditer(text):
            # The first word of a sentence has its capital from there; it may be a name all the same.
            if match.start() == 0 and " " not in match[0]:
                opening.add(match[0])
                continue
            names.add(match[0].rstrip(".'’-"))
        right = _COPYRIGHT.search(text)
        if right:
            owner = right["name"].strip(" -–")
            names.add(owner)
            marked.add(owner)
        said.update(names)
    for each in (said.keys() | opening) & credited:
        said[each] += 2 if each in opening and each not in said else 1
    best = max(
        said, key=lambda each: (_squashed_in(each, host), said[each], each in marked, len(each), each), default=None
    )
    if best is None:
        return None
    if said[best] > 1 or best in marked or _squashed_in(best, host):
        return Found(best, "notices on the page name it")
    return None


def _squashed_in(name: str, host: str) -> bool:
    """Whether an address holds a name's letters, an article before it aside."""
    squashed = "".join(word for word in tokens(name) if word not in ("the", "der", "die", "das", "le", "la", "el"))
    return len(squashed) > 2 and squashed in host
