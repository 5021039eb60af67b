"""What is already known: an SQLite file in `.readery/` that can be deleted at any time.

Of each raw page: its key (what went in: the page, its side file, the overrules, this program) and what came out (findings,
and for an article its head, itself without the trail, its traits for weaving and its terms for search). Of each raw file: the
stamp by which it is known again without being read. Of the collection: what weaving worked out. Of each built site: from what
its files were made, and the addresses that its articles had (the one thing that is lost with the store: redirects from
addresses of earlier builds).
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import msgspec

from readery import locks
from readery.store._keys import key_of, program_hash, whole_program
from readery.store._made import Made, MadeUnit
from readery.store._pages import Kept, Known, Shown, Store, packed, unpacked
from readery.store._schema import prepare
from readery.store._values import decode, encode

__all__ = [
    "DamagedError",
    "Kept",
    "Known",
    "Made",
    "MadeUnit",
    "Shown",
    "Store",
    "StoreError",
    "borrowed",
    "decode",
    "discard",
    "encode",
    "key_of",
    "locked",
    "opened",
    "packed",
    "program_hash",
    "reader",
    "unpacked",
    "whole_program",
]


class DamagedError(Exception):
    """The store cannot be read; the message names the file. `discard` makes room for a new one."""


class StoreError(Exception):
    """The store is sound as far as is known, but cannot be used now; the message says why and what to do."""


_NOW = {
    sqlite3.SQLITE_BUSY: "another program holds it; let that end",
    sqlite3.SQLITE_LOCKED: "another program holds it; let that end",
    sqlite3.SQLITE_FULL: "its disk is full; make room there",
    sqlite3.SQLITE_IOERR: "its disk cannot be read or written, or is full; see to it",
    sqlite3.SQLITE_READONLY: "it may not be written; give leave to",
}
"""What is wrong where SQLite says so, and what to do, before the build is started again."""
_PAGE = 16_384
"""Bytes that SQLite reads and writes at once: articles and what weaving keeps are long, and are read faster so than by its 4,096."""
_PRIMARY = 0xFF
"""Of the codes of SQLite's errors: the part that `_NOW` knows."""


@contextmanager
def locked(path: Path, wait: Callable[[], None]) -> Iterator[bool]:
    """Keeps other builds from the store in the file `path`, as `locks.held` does: two sites may be built with one store.

    Where there can be no such file nothing is kept, and nobody is in the way (`opened`).
    """
    with ExitStack() as held:
        try:
            waited = held.enter_context(locks.held(path.parent, wait))
        except OSError:
            waited = False
        yield waited


@contextmanager
def opened(path: Path, collection: str) -> Iterator[Store]:
    """The store in the file `path`, for the collection of that name (its seeds folder). Raises DamagedError, StoreError.

    Where the folder cannot be written the store is a temporary one: the build works, only the next is no faster.
    """
    aside: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path)
        connection.execute(f"PRAGMA page_size = {_PAGE}")
        connection.execute("CREATE TABLE IF NOT EXISTS writable (yes INTEGER)")
    except (OSError, sqlite3.OperationalError):
        aside = Path(tempfile.mkdtemp(prefix="readery-"))
        path = aside / path.name
        connection = sqlite3.connect(path)
    except sqlite3.DatabaseError as error:
        raise _damaged(path) from error
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")
        prepare(connection)
        yield Store(connection, collection, path.resolve())
    except sqlite3.DatabaseError as error:
        said = _NOW.get(getattr(error, "sqlite_errorcode", 0) & _PRIMARY)
        if said:
            raise StoreError(f"{path}: the store cannot be used ({error}): {said}, and build again.") from error
        raise _damaged(path) from error
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise _damaged(path) from error
    finally:
        connection.close()
        if aside:
            shutil.rmtree(aside, ignore_errors=True)


def reader(path: Path, collection: str) -> Store:
    """The store in the file `path` to read from, for another process than the one that writes it; to be closed after use."""
    return Store(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True), collection, path)


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
        prepare(copy)
        yield Store(copy, collection)
    finally:
        copy.close()


def _damaged(path: Path) -> DamagedError:
    return DamagedError(f"{path}: the store is damaged")


def discard(path: Path) -> None:
    """Remove the store in the file `path`, with what SQLite keeps beside it."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)
