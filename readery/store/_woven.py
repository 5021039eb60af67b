"""What weaving keeps for the next time."""

from __future__ import annotations

import sqlite3


class Woven:
    """What the weaving of one collection kept, by name. `Store.woven` gives it."""

    def __init__(self, connection: sqlite3.Connection, collection: str, program: bytes) -> None:
        self._db = connection
        self._collection = collection
        self._program = program

    def get(self, name: str) -> bytes | None:
        """What this program put under that name last, if anything."""
        row: tuple[bytes] | None = self._db.execute(
            "SELECT data FROM woven WHERE collection = ? AND name = ? AND program = ?",
            (self._collection, name, self._program),
        ).fetchone()
        return row and row[0]

    def put(self, name: str, data: bytes) -> None:
        """Put this in place of what was put under its name: at once into the store's file, where it stays with `keep`."""
        row = (self._collection, name, self._program, data)
        self._db.execute("INSERT OR REPLACE INTO woven VALUES (?, ?, ?, ?)", row)

    def keep(self) -> None:
        """What was put stays, all of it together, and nothing that another program put."""
        self._db.execute("DELETE FROM woven WHERE collection = ? AND program <> ?", (self._collection, self._program))
        self._db.commit()

    def drop(self) -> None:
        """What was put since the last `keep` never was."""
        self._db.rollback()
