"""What is known of a built site: from what each of its files was made, how it looked when it was written, and where its articles
stood before.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from readery.store._values import decoder, encode

Files = tuple[tuple[str, bytes], ...]
"""Path and stamp of each of some files."""


class MadeUnit(NamedTuple):
    """A part of the site that is made by itself: a page, or files that come from one thing."""

    name: str
    """Names it among all of the site."""
    key: bytes
    """Hash of all that it is made from."""
    inputs: bytes
    """Hash of all that this was planned from, last."""
    files: Files
    """Path and stamp of each of its files."""


class Made:
    """What is known of one built site. `Store.made` gives it."""

    def __init__(self, connection: sqlite3.Connection, site: str) -> None:
        self._db = connection
        self._site = site

    def units(self) -> dict[str, MadeUnit]:
        """The parts of the site, by name."""
        rows = self._db.execute("SELECT name, key, inputs, files FROM unit WHERE site = ?", (self._site,))
        decode = decoder(Files).decode
        return {name: MadeUnit(name, key, inputs, decode(files)) for name, key, inputs, files in rows}

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Path and stamp of every file."""
        decode = decoder(Files).decode
        for row in self._db.execute("SELECT files FROM unit WHERE site = ?", (self._site,)):
            yield from decode(row[0])

    def keep(self, units: Iterable[MadeUnit]) -> None:
        """Keep how parts were made, in place of what was known of them."""
        rows = ((self._site, unit.name, unit.key, unit.inputs, encode(unit.files)) for unit in units)
        self._db.executemany("INSERT OR REPLACE INTO unit VALUES (?, ?, ?, ?, ?)", rows)
        self._db.commit()

    def forget(self, names: Iterable[str]) -> None:
        """Forget parts that are no more."""
        rows = ((self._site, name) for name in names)
        self._db.executemany("DELETE FROM unit WHERE site = ? AND name = ?", rows)
        self._db.commit()

    def words(self) -> bytes:
        """The words of the search index as they were kept last; empty where none were."""
        row = self._db.execute("SELECT rowid FROM words WHERE site = ?", (self._site,)).fetchone()
        if row is None:
            return b""
        with self._db.blobopen("words", "packed", row[0], readonly=True) as blob:
            return blob.read()

    def keep_words(self, packed: bytes) -> None:
        """Keep the words of the search index."""
        # Written where it lies: as a value it would be in memory three times. Of the same length it is written once, not twice.
        query = "SELECT rowid FROM words WHERE site = ? AND length(packed) = ?"
        row = self._db.execute(query, (self._site, len(packed))).fetchone()
        if row is None:
            query = "INSERT OR REPLACE INTO words VALUES (?, zeroblob(?)) RETURNING rowid"
            row = self._db.execute(query, (self._site, len(packed))).fetchone()
        with self._db.blobopen("words", "packed", row[0]) as blob:
            blob.write(packed)
        self._db.commit()

    def move(self, addresses: Mapping[str, str]) -> dict[str, str]:
        """The articles' pages stand at these paths now (path → article id); gives earlier path → path now, as `moved`.

        An address that is taken again belongs to the article that took it; where the one before is gone altogether (its file
        has another name now), so do all the addresses that it had.
        """
        rows = self._db.execute("SELECT path, article, now FROM address WHERE site = ?", (self._site,))
        had = {path: (article, now) for path, article, now in rows}
        there = set(addresses.values())
        self._db.executemany(
            "UPDATE address SET article = ? WHERE site = ? AND article = ?",
            (
                (article, self._site, had[path][0])
                for path, article in addresses.items()
                if path in had and had[path][0] not in there
            ),
        )
        self._db.executemany(
            "UPDATE address SET now = 0 WHERE site = ? AND path = ?",
            ((self._site, path) for path, (_, now) in had.items() if now and path not in addresses),
        )
        self._db.executemany(
            "INSERT OR REPLACE INTO address VALUES (?, ?, ?, 1)",
            ((self._site, path, article) for path, article in addresses.items() if had.get(path) != (article, 1)),
        )
        self._db.commit()
        return self.moved()

    def moved(self) -> dict[str, str]:
        """Earlier path of an article's page → the path it has now, by the earlier one; of articles that there are."""
        query = (
            "SELECT old.path, new.path FROM address old JOIN address new ON new.site = old.site AND new.article = old.article "
            "WHERE old.site = ? AND NOT old.now AND new.now ORDER BY old.path"
        )
        return dict(self._db.execute(query, (self._site,)))

    def whole(self) -> tuple[bytes, bytes] | None:
        """What the last build that was finished was made from, and its encoded report."""
        row: tuple[bytes, bytes] | None = self._db.execute(
            "SELECT key, report FROM build WHERE site = ?", (self._site,)
        ).fetchone()
        return row

    def keep_whole(self, key: bytes, report: bytes) -> None:
        """Keep what a build that is finished was made from."""
        self._db.execute("INSERT OR REPLACE INTO build VALUES (?, ?, ?)", (self._site, key, report))
        self._db.commit()

    def forget_whole(self) -> None:
        """A build begins, and the site is not what the last one left."""
        self._db.execute("DELETE FROM build WHERE site = ?", (self._site,))
        self._db.commit()
