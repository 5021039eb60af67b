"""The tables of the store."""

from __future__ import annotations

import sqlite3

_VERSION = 9
"""Of the tables that hold what can be found anew; another version's are dropped."""
# The addresses that pages had cannot be found anew; their table stays whatever the version.
_KNOWN = ("file", "page", "body", "picture", "unit", "build", "words", "trying", "woven")
_SCHEMA = """
CREATE TABLE IF NOT EXISTS file (
    collection TEXT NOT NULL, name TEXT NOT NULL, stamp BLOB NOT NULL, findings BLOB NOT NULL,
    PRIMARY KEY (collection, name)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS page (
    collection TEXT NOT NULL, name TEXT NOT NULL, file TEXT NOT NULL, key BLOB NOT NULL, recurring BLOB NOT NULL,
    findings BLOB NOT NULL, id TEXT, head BLOB, site TEXT NOT NULL, passages BLOB NOT NULL,
    PRIMARY KEY (collection, name)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS body (
    collection TEXT NOT NULL, name TEXT NOT NULL, id TEXT NOT NULL, traits BLOB, terms BLOB, article BLOB,
    PRIMARY KEY (collection, name)
);
CREATE INDEX IF NOT EXISTS body_id ON body (collection, id);
CREATE TABLE IF NOT EXISTS picture (
    collection TEXT NOT NULL, id TEXT NOT NULL, key BLOB NOT NULL, looked_at BLOB NOT NULL, images BLOB NOT NULL,
    findings BLOB NOT NULL, kept BLOB NOT NULL,
    PRIMARY KEY (collection, id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS unit (
    site TEXT NOT NULL, name TEXT NOT NULL, key BLOB NOT NULL, inputs BLOB NOT NULL, files BLOB NOT NULL,
    PRIMARY KEY (site, name)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS trying (collection TEXT NOT NULL, name TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS address (
    site TEXT NOT NULL, path TEXT NOT NULL, article TEXT NOT NULL, now INTEGER NOT NULL,
    PRIMARY KEY (site, path)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS address_article ON address (site, article);
CREATE TABLE IF NOT EXISTS woven (
    collection TEXT NOT NULL, name TEXT NOT NULL, program BLOB NOT NULL, data BLOB NOT NULL,
    PRIMARY KEY (collection, name)
);
CREATE TABLE IF NOT EXISTS build (site TEXT PRIMARY KEY, key BLOB NOT NULL, report BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS words (site TEXT PRIMARY KEY, packed BLOB NOT NULL);
"""


def prepare(connection: sqlite3.Connection) -> None:
    """Lay the tables where they are not there yet, in place of those that an earlier version of the program laid."""
    if connection.execute("PRAGMA user_version").fetchone() != (_VERSION,):
        for table in (*_KNOWN, "output"):  # of version 4
            connection.execute(f"DROP TABLE IF EXISTS {table}")
        connection.execute(f"PRAGMA user_version = {_VERSION}")
    connection.executescript(_SCHEMA)
