"""What a medium's cleaner hands on: the article it found, not yet sanitised, and what it learned of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from readery.model import Caption, Picture, Verdict

T = TypeVar("T")

LINE_UNDER_HEADING = "line under the heading"
"""Source of a dek that the page shows as one; its own place in the text is not the article's opening."""

_SPACE = re.compile(r"\s+")


class NoArticle(Exception):
    """The page holds no article. `problem` says what it holds instead, `remedy` what the owner can do."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value with where it came from."""

    value: T
    """The value."""
    source: str
    """Where from, in words for the page's owner: ``JSON-LD headline``, ``first line``, ``side file``."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of its article; None where it says nothing."""

    title: Found[str] | None = None
    """Without the publisher's name."""
    dek: Found[str] | None = None
    """The line under the title, as readers see it there."""
    authors: Found[tuple[str, ...]] | None = None
    """Names, one each, without ``By``."""
    site: Found[str] | None = None
    """Name of the publisher."""
    url: Found[str] | None = None
    """Canonical absolute address."""
    published: Found[str] | None = None
    """ISO 8601."""
    updated: Found[str] | None = None
    """ISO 8601."""
    lang: Found[str] | None = None
    """BCP 47 language tag."""
    dir: Found[str] | None = None
    """``ltr`` or ``rtl``."""
    section: Found[str] | None = None
    """The publisher's section."""
    tags: Found[tuple[str, ...]] | None = None
    """The publisher's tags."""
    image: Found[str] | None = None
    """Address of the lead image."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as its medium's cleaner found it."""

    metadata: Metadata
    """What the page says of it."""
    body: str
    """Semantic HTML, unsanitised: headings from ``h2``, pictures as ``<img src="picture:N">``, links absolute."""
    pictures: tuple[Picture, ...] = ()
    """Its images, N by N."""
    captions: tuple[Caption, ...] = ()
    """What stands under them; each stands in `body` too."""
    trail: tuple[Verdict, ...] = ()
    """Every passage of the page in order, kept or removed; empty where it was not asked for (`explain`)."""
    passages: frozenset[int] = frozenset()
    """Fingerprints of the passages that were kept before those went that recur on other pages (see `learn`)."""
    beyond: int = 0
    """Characters at the end of a page too large to be looked at whole; none of them is in `body`."""


@dataclass(frozen=True, slots=True)
class Will:
    """The owner's will about passages: what to keep and what to drop whatever the cleaner thinks."""

    keep: tuple[str, ...] = ()
    """A passage holding one of these, white space and case folded, is kept."""
    drop: tuple[str, ...] = ()
    """A passage holding one of these is left out; `drop` wins over `keep`."""
    _keep: tuple[str, ...] = field(init=False, repr=False, compare=False)
    _drop: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_keep", tuple(map(_fold, self.keep)))
        object.__setattr__(self, "_drop", tuple(map(_fold, self.drop)))

    def __bool__(self) -> bool:
        return bool(self.keep or self.drop)

    def says(self, passage: str) -> bool | None:
        """True: keep the passage; False: leave it out; None: the owner says nothing of it."""
        if not self:
            return None
        folded = _fold(passage)
        if any(text in folded for text in self._drop):
            return False
        if any(text in folded for text in self._keep):
            return True
        return None


def _fold(text: str) -> str:
    return _SPACE.sub(" ", text).strip().casefold()
