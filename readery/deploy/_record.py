"""What a deploy leaves at the target: its manifest, and while it runs its lock with the plan, and how far it is.

All three are JSON beside the site and can be read by anyone who can read the site, so they name paths and hashes only.
"""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from readery.deploy._place import DeployError

MANIFEST = ".readery-deploy.json"
"""What stands at the target, written when all of it does."""
LOCK = ".readery-deploy-lock.json"
"""Stands there while a deploy runs or lies broken off: who, and everything it means to do."""
BEAT = ".readery-deploy-progress.json"
"""How far the deploy under way is; written now and then."""
KEPT = ".readery-kept"
"""Folder of what the last deploy replaced or removed."""
VERSION = 1
"""Of these files. One with a higher version was written by a newer Readery."""


class Before(msgspec.Struct, frozen=True):
    """What the last deploy changed: enough to go back."""

    at: str
    """When the deploy before it ended, ISO 8601."""
    files: dict[str, str | None]
    """Path → mark of the file that stood there before; None for one that was new."""


class Manifest(msgspec.Struct, frozen=True):
    """What stands at the target, as the last whole deploy left it."""

    version: int
    """`VERSION` of the program that wrote it."""
    deploy: str
    """Name of that deploy: the folder in `KEPT` that holds what it replaced."""
    at: str
    """When it ended, ISO 8601."""
    files: dict[str, str]
    """Path → mark."""
    before: Before | None = None
    """How to go back; None where nothing was kept."""


class Lock(msgspec.Struct, frozen=True):
    """A deploy under way, with all that it means to do written down before it begins."""

    version: int
    """`VERSION` of the program that wrote it."""
    deploy: str
    """Name of the deploy; one that is taken up keeps its name."""
    holder: str
    """Name of the run that holds the lock."""
    at: str
    """When that run began, ISO 8601."""
    puts: list[tuple[str, str]]
    """Path and mark of each file that it sends, in this order."""
    removals: list[str]
    """What it removes in the end."""
    adopted: list[str]
    """Files of others that it replaces, as its owner allowed."""
    back: bool = False
    """Whether it is a rollback."""


class Beat(msgspec.Struct, frozen=True):
    """A sign of life."""

    holder: str
    """Name of the run."""
    at: str
    """When, ISO 8601."""
    done: int
    """How many of the lock's first `puts` are in their places."""
    stopped: bool = False
    """It has ended without being whole, and anyone may go on with it."""


NOTHING = Manifest(VERSION, "", "", {})
"""Where no deploy was yet."""


def encode(record: Manifest | Lock | Beat) -> bytes:
    """The file of a record."""
    return msgspec.json.encode(record, order="sorted")


def manifest(data: bytes | None, where: str) -> Manifest:
    """The manifest in a file's bytes; `NOTHING` for None. Raises DeployError where it cannot be used."""
    if data is None:
        return NOTHING
    _refuse_newer(data, f"{where}/{MANIFEST}")
    try:
        return msgspec.json.decode(data, type=Manifest)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise DeployError(
            f"{where}/{MANIFEST}: is damaged ({error}). Remove that file and deploy again with --adopt: "
            "the files of this site are then taken over and sent anew, others stay."
        ) from error


def lock(data: bytes, where: str) -> Lock | None:
    """The lock in a file's bytes; None where it is damaged, which a deploy that broke off while writing it may leave."""
    _refuse_newer(data, f"{where}/{LOCK}")
    try:
        return msgspec.json.decode(data, type=Lock)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None


def beat(data: bytes | None) -> Beat | None:
    """The sign of life in a file's bytes, if it is one."""
    try:
        return msgspec.json.decode(data, type=Beat) if data else None
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None


def now() -> str:
    """The moment, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def age(at: str) -> float:
    """Seconds since `at`; infinite where it is no moment."""
    try:
        return (datetime.now(UTC) - datetime.fromisoformat(at)).total_seconds()
    except (ValueError, TypeError):
        return float("inf")


class _Version(msgspec.Struct):
    version: int = 0


def _refuse_newer(data: bytes, name: str) -> None:
    try:
        version = msgspec.json.decode(data, type=_Version).version
    except (msgspec.DecodeError, msgspec.ValidationError):
        return
    if version > VERSION:
        raise DeployError(
            f"{name}: was written by a newer Readery (version {version} of that file; this one knows {VERSION}). "
            "Update Readery here, then deploy again; nothing was changed."
        )
