"""The publisher's tags, without what publishers' systems put among them."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SPLIT = re.compile(r"\s*[,;|、，；]\s*")
_NOISE = re.compile(
    r"^(?:news|nachrichten|noticias|aktuell|home|startseite|article|artikel|blog|post|page|uncategorized|allgemein|general|online|"
    r"magazin|magazine|zeitung|newspaper|presse|press|keywords?|tags?|articles|nil|null|none|undefined|default|rss|standard|index|top|main|alle|all|story|stories|video|photo|sonstiges|divers|section-\w+)$|[:=_/\\{}<>@]|https?|^\W*\d*\W*$|^[a-z]+-[a-z]+-[a-z0-9-]+$",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\s*\(\d[^)]*\)\s*$")  # how many stories bear it
_LONGEST = 40
_MOST = 20


def clean(texts: Iterable[str]) -> tuple[str, ...]:
    """Tags in order, each once (case folded): no codes, addresses, or sentences; at most twenty."""
    tags: dict[str, str] = {}
    for text in texts:
        for part in _SPLIT.split(text):
            tag = _COUNT.sub("", part).strip(" \t.#\"'“”„")
            if 1 < len(tag) <= _LONGEST and len(tag.split()) <= 5 and not _NOISE.search(tag):
                tags.setdefault(tag.casefold(), tag)
    return tuple(tags.values())[:_MOST]


def is_noise(name: str) -> bool:
    """Whether `name` says nothing of an article."""
    return bool(_NOISE.search(name))
