"""What a result shows of an article, and its text: files of their own, loaded for the results on the screen alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from readery.model import Article, Output
from readery.search import _codes
from readery.search._documents import Document

_FOLDERS = 64
"""Folders that articles' files are dealt into, so that none holds more than many hosts and disks take (`cardFile` in the script)."""
_PART = 24_000
"""Characters of text in one file, about; what is longer goes on in further files."""


@dataclass(frozen=True, slots=True)
class Card:
    """An article's files, its text still to come."""

    number: int
    """Of the article in the index."""
    document: Document
    """What search knows of it."""

    def files(self, article: Article) -> Iterator[Output]:
        """The files: the first holds what a result shows and where the article's text begins."""
        document, parts = self.document, _cut(article.text)
        name = f"articles/{self.number % _FOLDERS}/{self.number}"
        card: dict[str, object] = {
            "path": document.path,
            "title": document.title,
            "lang": document.language,
            "dir": document.dir,
            "source": document.source,
            "date": document.date,
            "dek": document.dek,
            "parts": len(parts),
            "text": parts[0],
        }
        yield _codes.script(name, {what: value for what, value in card.items() if value})
        for place, part in enumerate(parts[1:], 2):
            yield _codes.script(f"{name}-{place}", part)


class CardDraft(NamedTuple):
    """A card that is made when it is asked for: in most builds, most stand as they are."""

    number: int
    """As the card has it."""
    article: str
    """Id of its article."""
    lang: str
    """`Document.lang`."""
    inputs: bytes
    """All that the card is made from; two cards with the same are the same."""
    listed: bytes
    """All that `filters` and `dates` tell of the article."""
    document: Callable[[], Document]
    """Makes what search knows of it."""

    def make(self) -> Card:
        """The card."""
        return Card(self.number, self.document())


def _cut(text: str) -> list[str]:
    """A text in parts that end with a paragraph, or else with a word."""
    parts: list[str] = []
    start = 0
    while len(text) - start > _PART:
        end = text.rfind("\n\n", start + _PART // 2, start + _PART)
        if end < 0:
            end = text.rfind(" ", start + _PART // 2, start + _PART)
        if end < 0:
            end = start + _PART
        parts.append(text[start:end])
        start = end
    return [*parts, text[start:]]
