"""What is known of the raw pages of a collection."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from readery.findings import Finding
from readery.model import Article, Head
from readery.store._made import Made
from readery.store._values import decode, encode
from readery.store._woven import Woven

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kept:
    """What came out of one raw page, ready to be kept."""

    name: str
    """`Origin.name` of the page."""
    key: bytes
    """Hash of what went in, what recurs left out."""
    findings: bytes
    """Encoded tuple of findings."""
    id: str | None = None
    """Of the article; None where the page holds none."""
    head: bytes | None = None
    """Encoded Head."""
    article: bytes | None = None
    """Encoded Article, without its trail."""
    traits: bytes | None = None
    """Encoded traits, as weaving gathered them."""
    terms: bytes | None = None
    """Encoded terms, as search gathered them."""
    file: str = ""
    """`Origin.path`: the file that holds the page."""
    site: str = ""
    """What its pages have in common, for learning."""
    passages: bytes = b""
    """Fingerprints of the passages that it kept by itself, see `packed`."""
    recurring: bytes = b""
    """Those of them that it was cleaned with as recurring."""


class Known(NamedTuple):
    """What is known of a raw page without looking at what came out."""

    key: bytes
    """`Kept.key`."""
    file: str
    """`Kept.file`."""
    recurring: bytes
    """`Kept.recurring`."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What became of an article's pictures."""

    key: bytes
    """Of the article."""
    looked_at: bytes
    """Encoded: each file that was looked at, with its stamp."""
    images: bytes
    """Encoded: the files in the site."""
    findings: bytes
    """Encoded tuple of findings."""
    kept: bytes
    """Encoded: the names under which the sizes that were made of them are kept."""


class Store:
    """The store of one collection. Use `opened`."""

    def __init__(self, connection: sqlite3.Connection, collection: str, path: Path | None = None) -> None:
        self._db = connection
        self.collection = collection
        """Its name."""
        self.path = path
        """The file that other processes can read too; None where there is none."""

    def made(self, site: str) -> Made:
        """What is known of the built site in the folder `site`."""
        return Made(self._db, site)

    def woven(self, program: bytes) -> Woven:
        """What the weaving of a program, told by its hash, kept for the next time."""
        return Woven(self._db, self.collection, program)

    def files(self) -> dict[str, bytes]:
        """File name → the stamp that it bore when it was read; empty where that cannot be relied on."""
        return dict(self._db.execute("SELECT name, stamp FROM file WHERE collection = ?", (self.collection,)))

    def keep_files(self, files: Iterable[tuple[str, bytes, bytes]]) -> None:
        """Keep name, stamp and encoded findings of files that were read."""
        rows = ((self.collection, *file) for file in files)
        self._db.executemany("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?)", rows)
        self._db.commit()

    def forget_files(self, names: Iterable[str]) -> None:
        """Forget files that are gone."""
        rows = ((self.collection, name) for name in names)
        self._db.executemany("DELETE FROM file WHERE collection = ? AND name = ?", rows)
        self._db.commit()

    def known(self) -> dict[str, Known]:
        """Page name → what it was kept under."""
        query = "SELECT name, key, file, recurring FROM page WHERE collection = ?"
        return {
            name: Known(key, file, recurring)
            for name, key, file, recurring in self._db.execute(query, (self.collection,))
        }

    def keep(self, pages: Iterable[Kept]) -> None:
        """Keep what came out of pages, in place of what was known of them."""
        for p in pages:
            self._db.execute(
                "INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (self.collection, p.name, p.file, p.key, p.recurring, p.findings, p.id, p.head, p.site, p.passages),
            )
            if p.id is None:
                self._db.execute("DELETE FROM body WHERE collection = ? AND name = ?", (self.collection, p.name))
            else:
                self._db.execute(
                    "INSERT OR REPLACE INTO body VALUES (?, ?, ?, ?, ?, ?)",
                    (self.collection, p.name, p.id, p.traits, p.terms, p.article),
                )
        self._db.commit()

    def forget(self, names: Iterable[str]) -> None:
        """Forget pages that are gone."""
        rows = [(self.collection, name) for name in names]
        for table in ("page", "body"):
            self._db.executemany(f"DELETE FROM {table} WHERE collection = ? AND name = ?", rows)
        self._db.commit()

    def begin(self, names: Iterable[str]) -> None:
        """Mark pages at which this process could end."""
        self._db.executemany("INSERT INTO trying VALUES (?, ?)", ((self.collection, name) for name in names))
        self._db.commit()

    def end(self, names: Iterable[str]) -> None:
        """Take the marks away: it did not."""
        rows = ((self.collection, name) for name in names)
        self._db.executemany("DELETE FROM trying WHERE collection = ? AND name = ?", rows)
        self._db.commit()

    def begun(self) -> frozenset[str]:
        """Pages that are marked: an earlier build ended at one of them."""
        rows = self._db.execute("SELECT name FROM trying WHERE collection = ?", (self.collection,))
        return frozenset(row[0] for row in rows)

    def heads(self) -> Iterator[Head]:
        """The heads of all articles, by page name."""
        for row in self._rows("head", "head IS NOT NULL"):
            yield decode(row[0], Head)

    def article_keys(self) -> dict[str, bytes]:
        """Article id → what it came from: the key of its page, and what recurs in that."""
        return {row[0]: row[1] + row[2] for row in self._rows("id, key, recurring", "head IS NOT NULL")}

    def findings(self) -> Iterator[Finding]:
        """The findings of all files and pages, by name."""
        query = "SELECT findings FROM file WHERE collection = ? AND findings <> ? ORDER BY name"
        files = self._db.execute(query, (self.collection, encode(())))
        for row in (*files, *self._rows("findings", f"findings <> x'{encode(()).hex()}'")):
            yield from decode(row[0], tuple[Finding, ...])

    def passages(self) -> Iterator[tuple[str, str, array[int], bytes]]:
        """Site, name and passages of every page that holds an article by itself, for learning; and, packed, with which of these
        as recurring it was cleaned.
        """
        for site, name, passages, recurring in self._rows("site, name, passages, recurring", "site <> ''"):
            yield site, name, array("Q", passages), recurring

    def names(self) -> set[str]:
        """The names of all pages."""
        rows = self._db.execute("SELECT name FROM page WHERE collection = ?", (self.collection,))
        return {row[0] for row in rows}

    def articles(self, ids: Iterable[str]) -> Iterator[Article]:
        """The articles of these ids, in the same order, one at a time."""
        return self._each(ids, "article", Article)

    def traits(self, kind: type[T]) -> Callable[[Iterable[str]], Iterator[T]]:
        """A loader of traits by article id, in the same order, one at a time."""
        return lambda ids: self._each(ids, "traits", kind)

    def terms(self, kind: type[T]) -> Callable[[Iterable[str]], Iterator[T]]:
        """A loader of terms by article id, in the same order, one at a time."""
        return lambda ids: self._each(ids, "terms", kind)

    def pictures(self) -> dict[str, Shown]:
        """Article id → what became of its pictures."""
        query = "SELECT id, key, looked_at, images, findings, kept FROM picture WHERE collection = ?"
        return {row[0]: Shown(*row[1:]) for row in self._db.execute(query, (self.collection,))}

    def keep_pictures(self, shown: Iterable[tuple[str, Shown]]) -> None:
        """Keep what became of articles' pictures, by article id."""
        rows = ((self.collection, each, s.key, s.looked_at, s.images, s.findings, s.kept) for each, s in shown)
        self._db.executemany("INSERT OR REPLACE INTO picture VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        self._db.commit()

    def forget_pictures(self, ids: Iterable[str]) -> None:
        """Forget the pictures of articles that are gone."""
        rows = ((self.collection, each) for each in ids)
        self._db.executemany("DELETE FROM picture WHERE collection = ? AND id = ?", rows)
        self._db.commit()

    def kept_pictures(self) -> set[str]:
        """The names under which sizes of pictures are kept, those of other collections too."""
        rows = self._db.execute("SELECT DISTINCT kept FROM picture")
        return {name for row in rows for name in decode(row[0], tuple[str, ...])}

    def close(self) -> None:
        """Close it."""
        self._db.close()

    def _each(self, ids: Iterable[str], column: str, kind: type[T]) -> Iterator[T]:
        query = f"SELECT {column} FROM body WHERE collection = ? AND id = ?"
        for article_id in ids:
            row = self._db.execute(query, (self.collection, article_id)).fetchone()
            if row is None:
                raise KeyError(article_id)
            yield decode(row[0], kind)

    def _rows(self, columns: str, condition: str) -> Iterator[tuple[Any, ...]]:
        query = f"SELECT {columns} FROM page WHERE collection = ? AND {condition} ORDER BY name"
        for row in self._db.execute(query, (self.collection,)):  # noqa: UP028 - `yield from` would close the cursor late
            yield row


def packed(passages: Iterable[int]) -> bytes:
    """Fingerprints as bytes, the same for the same set."""
    return array("Q", sorted(passages)).tobytes()


def unpacked(passages: bytes) -> frozenset[int]:
    """The fingerprints that `packed` packed."""
    return frozenset(array("Q", passages))
