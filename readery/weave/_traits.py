"""What weaving needs of one article: made once, kept in the store, small, independent of every other article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple


class Name(NamedTuple):
    """A name as an article writes it: a capitalised word or a run of such."""

    text: str
    """As it stands in the text, without titles and possessive endings."""
    key: str
    """Folded, see ``_fold.py``."""
    inside: int
    """How often it stands inside a sentence, where nothing but being a name explains its capital."""
    opening: int
    """How often it opens a sentence."""
    first: int
    """How many words and marks of the text stand before its first place."""


class Phrase(NamedTuple):
    """A word or a run of up to three that may say what an article is about."""

    key: str
    """Its stems, separated by spaces."""
    text: str
    """As it stands in the text the first time, lower case."""
    times: int
    """How often it stands there in any of its forms."""
    first: int
    """How many words and marks of the text stand before its first place."""
    nominal: int = 0
    """How often it stands where nouns do (``the rise``); its times where that is not known."""


class Subject(NamedTuple):
    """What a text is about, whether it says so or not, see ``_subjects.py``."""

    key: str
    """Its stems, separated by spaces."""
    text: str
    """Its name."""
    strength: float
    """How much of the text speaks of it: from about 0.5, rarely over 1.5."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What weaving needs of one article."""

    id: str
    """Of the article."""
    lang: str
    """Language of the words: a primary BCP 47 subtag (``en``); empty where unknown."""
    words: int
    """Words of the text."""
    stems: str = ""
    """The stems of text, title and dek, each once, separated by spaces; stop words left out."""
    times: bytes = b""
    """How often each of them stands there, one byte each, 255 at most."""
    title: tuple[str, ...] = ()
    """Stems of the title, in order, stop words left out."""
    dek: tuple[str, ...] = ()
    """Stems of the dek, likewise."""
    headings: tuple[str, ...] = ()
    """Stems of the headings in the text, likewise."""
    names: tuple[Name, ...] = ()
    """Names in the text, by first place."""
    phrases: tuple[Phrase, ...] = ()
    """Candidate phrases, most frequent first."""
    subjects: tuple[Subject, ...] = ()
    """What the text is about, strongest first."""
    address: str = ""
    """`urls.key` of the original's address; empty where unknown."""
    links: tuple[tuple[str, str], ...] = ()
    """Addresses that the text links to: as they stand, and their `urls.key`."""
    sketch: bytes = b""
    """Signature of the wording, see ``_sketch.py``."""


TraitsLoader = Callable[[Iterable[str]], Iterator[Traits]]
"""Ids → their traits, in the same order, one at a time."""
