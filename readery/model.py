"""The values that flow through the house.

    seeds/ → intake → clean → weave → pages → render → site/
             RawPage  Article Facts   Page    Output

Everything here is frozen, typed and free of behaviour beyond look-ups. This module imports nothing of ours.

Dates are ISO 8601 strings: a day (``2016-12-13``), a local time (``2016-12-13T12:12:00``) or a time with its
offset (``2016-12-13T12:12:00-05:00``): as exact as the page said it, never more.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TypeVar, cast

import msgspec

T = TypeVar("T")


class Media(StrEnum):
    """What kind of text a raw page is, whatever file format it came in."""

    HTML = "html"
    TEXT = "text"
    MARKDOWN = "markdown"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a raw page came from."""

    path: str
    """The file, relative to the folder it was found in, with ``/`` between its parts."""
    format: str
    """Name of the format that read it, as ``readery/intake/formats`` has it."""
    sha256: str
    """Hash of everything that went in: the page's bytes and its side file's."""
    record: str = ""
    """Name of the record where one file holds many pages, else empty."""

    @property
    def name(self) -> str:
        """How people are told of this page: the path, and the record in it if there are several."""
        return f"{self.path}#{self.record}" if self.record else self.path


@dataclass(frozen=True, slots=True)
class Owner:
    """What the collection's owner says of a page, in its front matter or side file. It overrules whatever is found."""

    title: str | None = None
    """The title to use."""
    dek: str | None = None
    """The line under the title."""
    authors: tuple[str, ...] = ()
    """Names of the authors, one each."""
    site: str | None = None
    """Name of the publisher."""
    url: str | None = None
    """Where the page came from, in its side file: then the page's own word on its address does not count."""
    published: str | None = None
    """ISO 8601."""
    updated: str | None = None
    """ISO 8601."""
    lang: str | None = None
    """BCP 47 language tag."""
    slug: str | None = None
    """The last part of the article's address."""
    tags: tuple[str, ...] = ()
    """Tags as the owner wrote them."""
    notes: str | None = None
    """The owner's own remark on the page, plain text."""
    keep: tuple[str, ...] = ()
    """Passages holding one of these texts are kept, whatever the cleaner thinks."""
    drop: tuple[str, ...] = ()
    """Passages holding one of these texts are left out."""


@dataclass(frozen=True, slots=True)
class RawPage:
    """One saved page as intake found it: decoded, otherwise untouched."""

    origin: Origin
    """Where it came from."""
    media: Media
    """What its text is."""
    text: str
    """The page itself, without byte order mark and front matter."""
    url: str | None = None
    """Address it was saved from, where the file or its owner says so."""
    saved: str | None = None
    """When it was saved, ISO 8601, where the file says so (never the file system's clock)."""
    owner: Owner = Owner()
    """What the owner says of it."""


@dataclass(frozen=True, slots=True)
class SafeHtml:
    """HTML that went through the sanitiser. Only ``readery/markup`` makes one; templates print nothing else raw."""

    markup: str
    """The HTML, well-formed."""

    def __html__(self) -> str:
        return self.markup


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one passage of a raw page."""

    text: str
    """The passage, white space folded."""
    kept: bool
    """Whether it stands in the article."""
    step: str
    """Name of the cleaning step that decided."""
    reason: str
    """Why, in words for the page's owner."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside an article."""

    level: int
    """2 to 6."""
    text: str
    """Its words."""
    anchor: str
    """The ``id`` it bears in the article's HTML."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image that an article shows. In the article's HTML it stands as ``<img src="picture:N">``, N its place here."""

    source: str
    """As the page names it: a path relative to the page's file, an absolute URL, or ``embedded`` for a ``data:`` one."""
    url: str | None
    """Absolute address at the publisher, where known."""
    data: bytes
    """The image itself where the page carried it inside (``data:``), else empty."""
    alt: str | None
    """Text alternative as the page gives it; None where the page has none (``""`` says: decorative)."""
    width: int | None = None
    """In CSS pixels as the page says."""
    height: int | None = None
    """In CSS pixels as the page says."""


@dataclass(frozen=True, slots=True)
class Caption:
    """What a page says under a picture."""

    text: str
    """The caption, without the credit."""
    credit: str | None = None
    """Photographer or agency."""


@dataclass(frozen=True, slots=True)
class Head:
    """All that is known of an article but its body: what lists, feeds and weaving need."""

    id: str
    """12 hexadecimal digits, from where the page lies; unique in a collection."""
    origin: Origin
    """Where it came from."""
    title: str
    """Without the publisher's name."""
    slug: str
    """The address it asks for (lower case, ASCII, hyphens); two articles may ask for the same."""
    dek: str | None = None
    """The line under the title."""
    authors: tuple[str, ...] = ()
    """Names, one each."""
    site: str | None = None
    """Name of the publisher."""
    url: str | None = None
    """Canonical address of the original."""
    published: str | None = None
    """ISO 8601."""
    updated: str | None = None
    """ISO 8601."""
    saved: str | None = None
    """ISO 8601."""
    lang: str | None = None
    """BCP 47 language tag."""
    dir: str = "ltr"
    """``ltr`` or ``rtl``."""
    section: str | None = None
    """The publisher's section."""
    owner_tags: tuple[str, ...] = ()
    """Tags that the collection's owner gave."""
    publisher_tags: tuple[str, ...] = ()
    """Tags that the publisher gave."""
    summary: str = ""
    """The dek, or the opening of the text, at most 300 characters."""
    words: int = 0
    """Words of the body (for scripts without spaces: characters divided by two)."""
    lead: int | None = None
    """Which of the article's pictures stands for it in lists."""
    notes: str | None = None
    """The owner's remark."""


@dataclass(frozen=True, slots=True)
class Article:
    """A raw page cleaned to its article."""

    head: Head
    """What is known of it."""
    html: SafeHtml
    """The body: semantic HTML, headings from ``h2``, pictures as ``picture:N``, links absolute."""
    text: str
    """The body's words, paragraphs separated by a blank line."""
    outline: tuple[Heading, ...] = ()
    """Its headings, in order."""
    links: tuple[str, ...] = ()
    """Canonical addresses it links to, in order, each once."""
    pictures: tuple[Picture, ...] = ()
    """Its images, in order."""
    captions: tuple[Caption, ...] = ()
    """What stands under its pictures."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """Field of the head → where its value came from, in words (``JSON-LD headline``)."""
    trail: tuple[Verdict, ...] = ()
    """Every passage of the raw page in order, kept or removed; empty where it was not asked for. The store does not keep it."""

    @property
    def removed(self) -> tuple[Verdict, ...]:
        """The passages that were left out, in the page's order."""
        return tuple(verdict for verdict in self.trail if not verdict.kept)


@dataclass(frozen=True, slots=True)
class Entry:
    """An article's place in the collection."""

    head: Head
    """What is known of the article."""
    path: str
    """Its page in the site, such as ``articles/slug/index.html``."""


@dataclass(frozen=True)
class Collection:
    """All articles, newest first; those without a date last, by title."""

    entries: tuple[Entry, ...]
    """In order."""

    @cached_property
    def by_id(self) -> Mapping[str, Entry]:
        """Entry of each article."""
        return {entry.head.id: entry for entry in self.entries}

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag of the collection's vocabulary."""

    name: str
    """As readers see it."""
    slug: str
    """Last part of its page's address, unique among tags."""
    origin: str
    """Who gave it first: ``owner``, ``publisher`` or ``text``."""
    articles: tuple[str, ...]
    """Ids of the articles that bear it or a tag nested in it, in the collection's order."""
    parent: str = ""
    """Slug of the tag it is nested in; empty where it stands for itself."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two tags that may be one. Nothing was merged; the owner can (`merge` in `[tags]`)."""

    name: str
    """The less frequent one."""
    other: str
    """The more frequent one."""
    reason: str
    """Why they may be one, in words for the owner."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The tags that have a page, by name (case folded)."""

    tags: tuple[Tag, ...]
    """Each once."""
    merged: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Slug → other spellings that were merged into the tag, sorted; only tags that have some."""
    doubts: tuple[Doubt, ...] = ()
    """Merges that were not made, by name."""
    orphans: tuple[str, ...] = ()
    """Tags of a publisher or from the text that articles of one story alone bear, by name; they have no page."""


@dataclass(frozen=True, slots=True)
class TagUse:
    """A tag on one article."""

    name: str
    """As readers see it."""
    slug: str
    """Of its page; empty where it has none."""
    origin: str
    """``owner``, ``publisher`` or ``text``."""
    score: float
    """How well it describes the article, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Tags:
    """Fact: the tags of an article, best first."""

    uses: tuple[TagUse, ...]
    """At most about eight."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An article near another."""

    id: str
    """Of the near one."""
    score: float
    """0 to 1."""
    reason: str
    """Why, in words for readers."""
    shared: tuple[str, ...] = ()
    """Names of what both are about, best first; the reason says the same in English."""
    said: bool = False
    """Whether these are words that both texts use, and not tags that both bear."""


@dataclass(frozen=True, slots=True)
class Related:
    """Fact: the articles nearest to one, nearest first."""

    neighbours: tuple[Neighbour, ...]
    """At most five."""


@dataclass(frozen=True, slots=True)
class Links:
    """Fact: how an article is tied to others by hyperlinks."""

    to: Mapping[str, str]
    """Canonical address in its text → id of the article saved from there."""
    mentioned_in: tuple[str, ...]
    """Ids of the articles that link to it, in the collection's order."""


@dataclass(frozen=True, slots=True)
class Twins:
    """Fact: pages that hold the same story."""

    stands: str
    """Id of the fullest; the others point to it."""
    others: tuple[str, ...]
    """Ids of the rest, in the collection's order."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A tag's name in an article's text."""

    slug: str
    """Of the tag's page."""
    texts: tuple[str, ...]
    """How the text may write it; the first place where one of these stands as whole words and may be a link gets it."""


@dataclass(frozen=True, slots=True)
class Mentions:
    """Fact: the names in an article's text that can lead to the pages of its tags."""

    of: tuple[Mention, ...]
    """Each tag once, best first."""


@dataclass(frozen=True, slots=True)
class Succession:
    """Fact: what stands before and after an article in its series, or else at its publisher."""

    within: str
    """Name of the series or of the publisher."""
    series: bool
    """Whether it is a series (parts in order) and not just a publisher (by date)."""
    previous: str | None
    """Id of the one before (the part before, or the next older)."""
    next: str | None
    """Id of the one after."""


@dataclass(frozen=True, slots=True)
class Person:
    """An author, under one name however pages write it."""

    name: str
    """As readers see it."""
    slug: str
    """Last part of the page's address, unique among authors."""
    agency: bool
    """Whether it is an agency, a desk or the staff and no person."""
    articles: tuple[str, ...]
    """Ids of the articles, in the collection's order."""


@dataclass(frozen=True, slots=True)
class People:
    """Fact of the collection: its authors, by name (case folded), agencies last."""

    authors: tuple[Person, ...]
    """Each once."""


@dataclass(frozen=True, slots=True)
class Byline:
    """Fact: who wrote an article, as `People` names them."""

    authors: tuple[str, ...]
    """Slugs, in the page's order."""


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher, under one name however pages write it."""

    name: str
    """As readers see it."""
    slug: str
    """Last part of the page's address, unique among sources."""
    articles: tuple[str, ...]
    """Ids of the articles, in the collection's order."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Fact of the collection: its publishers, by name (case folded)."""

    sources: tuple[Source, ...]
    """Each once."""


class Packed(Mapping[str, T]):
    """Facts of one kind by article id, unpacked when they are looked at."""

    @abstractmethod
    def packed(self, article_id: str) -> bytes:
        """The fact of one article as MessagePack; nil if it has none."""


@dataclass(frozen=True)
class Facts:
    """What only the whole collection knows. Each kind of fact is a dataclass; look-up is by that class."""

    of_articles: Mapping[type, Mapping[str, object]]
    """Kind → article id → fact."""
    of_collection: Mapping[type, object]
    """Kind → the collection's one fact of that kind."""

    def of(self, kind: type[T], article_id: str) -> T | None:
        """The fact of a kind for one article, if it has one."""
        fact = self.of_articles.get(kind, {}).get(article_id)
        if fact is None:
            return None
        if not isinstance(fact, kind):
            raise TypeError(f"a fact filed under {kind.__name__} is a {type(fact).__name__}")
        return fact

    def all(self, kind: type[T]) -> Mapping[str, T]:
        """The facts of a kind by article id, for who asks of every article; `of` also sees that they are of that kind."""
        return cast(Mapping[str, T], self.of_articles.get(kind, {}))

    def packed(self, kind: type) -> Callable[[str], bytes]:
        """What gives the fact of a kind for one article as MessagePack, nil if it has none: to tell whether it is another."""
        facts = self.of_articles.get(kind, {})
        if isinstance(facts, Packed):
            return facts.packed
        return lambda article_id: msgspec.msgpack.encode(facts.get(article_id))

    def whole(self, kind: type[T]) -> T | None:
        """The collection's one fact of a kind, if it was woven."""
        fact = self.of_collection.get(kind)
        return fact if isinstance(fact, kind) else None


@dataclass(frozen=True, slots=True)
class Sizes:
    """A picture in one format and several sizes, for browsers to choose from."""

    type: str
    """Media type, such as ``image/avif``."""
    files: tuple[tuple[str, int], ...]
    """Path in the site and width in pixels of each, smallest first."""


@dataclass(frozen=True, slots=True)
class Image:
    """An image file of the built site."""

    path: str
    """In the site, named by content: ``media/0123456789abcdef.png``."""
    width: int
    """In pixels, as it is seen."""
    height: int
    """In pixels, as it is seen."""
    offers: tuple[Sizes, ...] = ()
    """The same picture in newer formats and other sizes, best format first."""
    still: str | None = None
    """Path of a picture to show in place of a moving one."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page to render."""

    path: str
    """In the site, with ``/``."""
    template: str
    """Name of its template."""
    context: object
    """A dataclass that holds exactly what the template shows, as ``page``."""
    article: str = ""
    """Id of the article whose body the context awaits; empty where it is whole."""
    also: tuple[tuple[str, str], ...] = ()
    """Path and template of each further file that shows the same context."""


@dataclass(frozen=True, slots=True)
class Output:
    """A file of the built site."""

    path: str
    """In the site, with ``/``."""
    data: bytes
    """Its content."""


ArticleLoader = Callable[[Iterable[str]], Iterator[Article]]
"""Ids → their articles, in the same order, one at a time."""
