"""What is already known, by content hash: an SQLite file in `.readery/` that can be deleted at any time.

One row a raw page: its key (what went in: the page, its side file, the overrules, this program) and what came out
(findings, and for an article its head, itself without the trail, and its traits for weaving).
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

import readery
from readery.findings import Finding
from readery.model import Article, Head
from readery.settings import Overrules

T = TypeVar("T")

_ROOMS = ("clean", "dates", "intake", "languages", "markup", "model.py", "slugs.py", "urls.py", "weave")
"""Parts of this package that can change what comes out."""
_LIBRARIES = ("beautifulsoup4", "ftfy", "lxml", "markdown", "msgspec", "nh3", "pystemmer", "selectolax")
"""Libraries whose version can change what comes out."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS page (
    collection TEXT NOT NULL, name TEXT NOT NULL, key BLOB NOT NULL, findings BLOB NOT NULL,
    id TEXT, head BLOB, article BLOB, traits BLOB,
    PRIMARY KEY (collection, name)
);
CREATE INDEX IF NOT EXISTS page_id ON page (collection, id);
"""


class DamagedError(Exception):
    """The store cannot be read; the message names the file. `discard` makes room for a new one."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What came out of one raw page, ready to be kept."""

    name: str
    """`Origin.name` of the page."""
    key: bytes
    """Hash of what went in."""
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


class Store:
    """The store of one collection. Use `opened`."""

    def __init__(self, connection: sqlite3.Connection, collection: str) -> None:
        self._db = connection
        self._collection = collection

    def keys(self) -> dict[str, bytes]:
        """Page name → the key it was kept under."""
        rows = self._db.execute("SELECT name, key FROM page WHERE collection = ?", (self._collection,))
        return dict(rows)

    def keep(self, pages: Iterable[Kept]) -> None:
        """Keep what came out of pages, in place of what was known of them."""
        self._db.executemany(
            "INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((self._collection, p.name, p.key, p.findings, p.id, p.head, p.article, p.traits) for p in pages),
        )
        self._db.commit()

    def forget(self, names: Iterable[str]) -> None:
        """Forget pages that are gone."""
        self._db.executemany(
            "DELETE FROM page WHERE collection = ? AND name = ?", ((self._collection, name) for name in names)
        )
        self._db.commit()

    def heads(self) -> Iterator[Head]:
        """The heads of all articles, by page name."""
        yield from (decode(row[0], Head) for row in self._rows("head IS NOT NULL", "head"))

    def findings(self) -> Iterator[Finding]:
        """The findings of all pages, by page name."""
        for row in self._rows("1", "findings"):
            yield from decode(row[0], tuple[Finding, ...])

    def articles(self, ids: Iterable[str]) -> Iterator[Article]:
        """The articles of these ids, in the same order, one at a time."""
        return self._each(ids, "article", Article)

    def traits(self, kind: type[T]) -> Callable[[Iterable[str]], Iterator[T]]:
        """A loader of traits by article id, in the same order, one at a time."""
        return lambda ids: self._each(ids, "traits", kind)

    def _each(self, ids: Iterable[str], column: str, kind: type[T]) -> Iterator[T]:
        query = f"SELECT {column} FROM page WHERE collection = ? AND id = ?"
        for article_id in ids:
            row = self._db.execute(query, (self._collection, article_id)).fetchone()
            if row is None:
                raise KeyError(article_id)
            yield decode(row[0], kind)

    def _rows(self, condition: str, column: str) -> Iterator[tuple[bytes]]:
        query = f"SELECT {column} FROM page WHERE collection = ? AND {condition} ORDER BY name"
        for row in self._db.execute(query, (self._collection,)):  # noqa: UP028 - `yield from` would close the cursor late
            yield row


@contextmanager
def opened(path: Path, collection: str) -> Iterator[Store]:
    """The store in the file `path`, for the collection of that name (its seeds folder). Raises DamagedError.

    Where the folder cannot be written the store is a temporary one: the build works, only the next is no faster.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE IF NOT EXISTS writable (yes INTEGER)")
    except (OSError, sqlite3.OperationalError):
        connection = sqlite3.connect("")
    except sqlite3.DatabaseError as error:
        raise _damaged(path) from error
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")
        connection.executescript(_SCHEMA)
        yield Store(connection, collection)
    except (sqlite3.DatabaseError, msgspec.DecodeError, msgspec.ValidationError) as error:
        raise _damaged(path) from error
    finally:
        connection.close()


@contextmanager
def borrowed(path: Path | None, collection: str) -> Iterator[Store]:
    """A store that begins with what the one in the file `path` knows, and is forgotten at the end."""
    copy = sqlite3.connect("")
    try:
        if path is not None and path.is_file():
            try:
                with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as lender:
                    lender.backup(copy)
            except sqlite3.DatabaseError:
                copy.close()
                copy = sqlite3.connect("")
        copy.executescript(_SCHEMA)
        yield Store(copy, collection)
    finally:
        copy.close()


def _damaged(path: Path) -> DamagedError:
    return DamagedError(f"{path}: the store is damaged")


def discard(path: Path) -> None:
    """Remove the store in the file `path`, with what SQLite keeps beside it."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)


def encode(value: object) -> bytes:
    """`value`, a frozen value of ours, as bytes."""
    return msgspec.msgpack.encode(value)


def decode(data: bytes, kind: type[T]) -> T:
    """The value of type `kind` that `encode` made."""
    return msgspec.msgpack.decode(data, type=kind)


def key_of(page_sha256: str, name: str, program: bytes) -> bytes:
    """The key of a page: what its cleaning depends on. `program` is `program_hash`'s."""
    return hashlib.sha256(f"{page_sha256}\0{name}\0".encode() + program).digest()


def program_hash(overrules: Mapping[str, Overrules]) -> bytes:
    """Hash of all else that cleaning and gathering depend on: this program's code and data, its libraries, the overrules."""
    root = Path(readery.__file__).parent
    whole = hashlib.sha256(msgspec.json.encode(overrules, order="sorted"))
    for room in _ROOMS:
        for path in sorted((root / room).rglob("*")) or [root / room]:
            if path.suffix in (".py", ".toml", ".json") and path.is_file():
                whole.update(path.relative_to(root).as_posix().encode())
                whole.update(path.read_bytes())
    for library in _LIBRARIES:
        whole.update(f"{library} {importlib.metadata.version(library)}".encode())
    return whole.digest()
