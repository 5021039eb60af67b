"""What weaving keeps for the next time."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping


class Woven:
    """What the weaving of one collection kept, by name. `Store.woven` gives it."""

    def __init__(self, connection: sqlite3.Connection, collection: str, program: bytes) -> None:
        self._db = connection
        self._collection = collection
        self._program = program

    def get(self, name: str) -> bytes | None:
        """What this program kept under that name last, if anything."""
        row: tuple[bytes] | None = self._db.execute(
            "SELECT data FROM woven WHERE collection = ? AND name = ? AND program = ?",
            (self._collection, name, self._program),
        ).fetchone()
        return row and row[0]

    def keep(self, values: Mapping[str, bytes]) -> None:
        """Keep these, all or none, and nothing that another program kept."""
        self._db.execute("DELETE FROM woven WHERE collection = ? AND program <> ?", (self._collection, self._program))
        self._db.executemany(
            "INSERT OR REPLACE INTO woven VALUES (?, ?, ?, ?)",
            ((self._collection, name, self._program, data) for name, data in values.items()),
        )
        self._db.commit()
