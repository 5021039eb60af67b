"""What tags an article would bear: the owner's, the publisher's, and those found in its text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from readery.model import Head
from readery.settings import TagSettings
from readery.weave._asked import Asked, question
from readery.weave._candidates import Candidate, candidates
from readery.weave._fold import fold
from readery.weave._senses import apart, together
from readery.weave._traits import Traits
from readery.weave._variants import Variants
from readery.weave._words import labelled

_RANKED = 20
"""Candidates of a text that are looked at, best first."""
_LEAST = 0.2
"""Score that a tag from the text needs."""
_LEAST_WORD = 0.36
"""Score that a single common word needs."""
_NOT_A_TAG = re.compile(
    r"^(?:\W*|.*[@{}<>=].*|[\d\s.,:/-]+|.*\d{5,}.*|.*(?:post-?id|https?:|www\.).*|.{61,}|[^\u2e80-\uffff])$",
    re.IGNORECASE | re.DOTALL,
)
"""What publishers write among their tags for machines: numbers, addresses, identifiers, single letters."""


@lru_cache(maxsize=100_000)
def _is_for_machines(text: str) -> bool:
    return _NOT_A_TAG.match(text) is not None


class Wish(Struct, frozen=True, array_like=True, gc=False):
    """A tag that an article would bear."""

    key: str
    """What stands for all its variants, see ``_variants.py``."""
    text: str
    """As it is written there."""
    origin: str
    """``owner``, ``publisher`` or ``text``."""
    score: float
    """How well it describes the article, 0 to 1."""
    folded: str
    """Its folded text between spaces."""
    is_word: bool = False
    """Whether it is a single common word of the text."""
    pinned: bool = False
    """Whether the owner wants it wherever it is named."""
    count: int = 0
    """How often the article says it."""
    texts: tuple[str, ...] = ()
    """How the text writes it, where it is a name."""
    is_subject: bool = False
    """Whether it is what most of the text speaks of."""


@dataclass(frozen=True, slots=True)
class _Orders:
    """The owner's settings for articles of one language, by key."""

    merge: Mapping[str, str]
    hide: frozenset[str]
    pin: Mapping[str, str]


class Wisher:
    """Finds the tags that articles would bear. Depends on the settings and on what it looks up of the collection alone."""

    def __init__(self, asked: Asked, settings: TagSettings) -> None:
        self.asked = asked
        self._counts = asked.counts
        self._settings = settings
        self._variants = Variants(asked)

    def wishes(self, traits: Traits, head: Head) -> list[Wish]:
        """The tags that an article would bear, each once: its owner's, its publisher's, then the text's, best first."""
        orders = self._orders_in(traits.lang)
        found: dict[str, Wish] = {}
        for origin, names in (("owner", head.owner_tags), ("publisher", head.publisher_tags)):
            for given in names:
                wish = self._given(" ".join(given.split()), origin, traits.lang, orders)
                if wish:
                    found.setdefault(wish.key, wish)
        for place, candidate in enumerate(candidates(traits, self._counts, self._variants)):
            wish = self._found(candidate, place, traits.lang, orders)
            if wish is None:
                continue
            given_too = found.get(wish.key)
            if given_too is None:
                found[wish.key] = wish
            elif not given_too.count:
                found[wish.key] = replace(given_too, count=wish.count, texts=wish.texts)
        if orders.pin:
            said = frozenset(f"{traits.lang}:{stem}" for stem in traits.stems.split())
            for key, name in orders.pin.items():
                if together(key) in said and key not in found:
                    found[key] = Wish(key, name, "text", _LEAST, f" {fold(name)} ", pinned=True)
        return list(found.values())

    @question
    def key(self, name: str, lang: str) -> str:
        """What a tag that somebody gave stands for."""
        folded = fold(name)
        if folded in self._counts.names:
            return self._variants.of_name(folded, lang)
        key = f"{lang}:{' '.join(labelled(name, lang)) or folded}"
        if key in self._counts.phrases:
            return self._variants.of_phrase(key, folded)
        resolved = self._variants.of_name(folded, lang)
        return resolved if resolved != folded else apart(key, folded)

    def _may_be(self, key: str, text: str, folded: str) -> bool:
        """Whether something found in a text can be a tag: no publisher, nothing meant for machines."""
        publishers, bare = self.asked.publishers, folded.removeprefix("the ")
        return bare not in publishers and (key == bare or key not in publishers) and not _is_for_machines(text)

    @question
    def _orders_in(self, lang: str) -> _Orders:
        settings = self._settings
        return _Orders(
            {self.key(old, lang): new for old, new in settings.merge.items()},
            frozenset(self.key(name, lang) for name in settings.hide),
            {self.key(name, lang): name for name in settings.pin},
        )

    def _merged(self, key: str, text: str, lang: str, orders: _Orders) -> tuple[str, str]:
        """A tag's key and text after the owner's merges, however many follow one another."""
        seen: set[str] = set()
        while key in orders.merge and key not in seen:
            seen.add(key)
            text = orders.merge[key]
            key = self.key(text, lang)
        return key, text

    def _given(self, name: str, origin: str, lang: str, orders: _Orders) -> Wish | None:
        key, text = self._merged(self.key(name, lang), name, lang, orders)
        folded = fold(text)
        if key in orders.hide or not folded:
            return None
        if origin == "publisher" and (folded.removeprefix("the ") in self.asked.publishers or _is_for_machines(text)):
            return None
        return Wish(key, text, origin, 1.0, f" {folded} ", pinned=key in orders.pin)

    def _found(self, candidate: Candidate, place: int, lang: str, orders: _Orders) -> Wish | None:
        key, text = candidate.key, candidate.text
        if key in orders.merge:
            key, text = self._merged(key, text, lang, orders)
        pinned = key in orders.pin
        least = _LEAST_WORD if candidate.is_word else _LEAST
        if not (pinned or candidate.is_subject) and (place >= _RANKED or candidate.score < least):
            return None
        folded = fold(text)
        if key in orders.hide or not self._may_be(key, text, folded):
            return None
        texts = tuple(dict.fromkeys(candidate.texts))
        return Wish(
            key,
            text,
            "text",
            candidate.score,
            f" {folded} ",
            candidate.is_word,
            pinned,
            candidate.count,
            texts,
            candidate.is_subject,
        )
