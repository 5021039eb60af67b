"""The publisher's tags, without what publishers' systems put among them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

_SPLIT = re.compile(r"\s*[,;|、，；]\s*")
_NOISE = re.compile(
    r"^(?:news|nachrichten|noticias|aktuell|home|startseite|article|artikel|blog|post|page|uncategorized|allgemein|general|online|"
    r"front page|(?:latest|general|top|major|breaking) news|a wire|"
    r"magazin|magazine|zeitung|newspaper|presse|press|keywords?|tags?|articles|nil|null|none|undefined|default|rss|standard|index|top|main|alle|all|story|stories|video|videoarticle|photo|sonstiges|divers|section-\w+)$|[:=_/\\{}<>@]|https?|^\W*\d*\W*$|^[a-z]+-[a-z]+-[a-z0-9-]+$",
    re.IGNORECASE,
)
_INVERTED = re.compile(
    r"(?P<last>[^\W\d_][^,;()\d]{1,30}), (?P<first>[^\W\d_]{2}[^,;()\d]{0,24}?)(?: ?\(\d{4}-[^()]*\)|(?<= [^\W\d_])\.?)"
)
"""A person as libraries and some newspapers file them, told by an initial or the year of birth: ``Quill, Ada B``."""
_COUNT = re.compile(r"\s*\(\d[^)]*\)\s*$")  # how many stories bear it
_LONGEST = 40
_MOST = 20


def clean(texts: Iterable[str]) -> tuple[str, ...]:
    """Tags in order, each once (case folded): no codes, addresses, or sentences; at most twenty."""
    tags: dict[str, str] = {}
    for text in texts:
        plain = html.unescape(html.unescape(text))  # some systems escape what is escaped already
        person = _INVERTED.fullmatch(plain.strip())
        for part in (f"{person['first']} {person['last']}",) if person else _SPLIT.split(plain):
            tag = _COUNT.sub("", part).strip(" \t.#\"'“”„")
            if 1 < len(tag) <= _LONGEST and len(tag.split()) <= 5 and not _NOISE.search(tag):
                tags.setdefault(tag.casefold(), tag)
    return tuple(tags.values())[:_MOST]


def is_noise(name: str) -> bool:
    """Whether `name` says nothing of an article."""
    return bool(_NOISE.search(name))
