"""What a target gives: a place that holds files, with a few operations. The runner does the rest for all of them."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

ASIDE = ".readery-aside"
"""Folder at a target for files that are being written; they are then renamed to their places."""
PASSWORD = "READERY_DEPLOY_PASSWORD"
"""In the environment: the password for targets that ask for one (sftp, ftp)."""


class DeployError(Exception):
    """The deploy cannot go on; the message says where, what is wrong and what to do. It never holds a secret."""


class PassingError(DeployError):
    """It went wrong now and may go well in a moment: a cut connection, a busy server."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One file that shall stand at the target."""

    path: str
    """In the site, with ``/`` between its parts."""
    size: int
    """Bytes of the file here, before any compression on the way."""
    mark: str
    """What tells its content, and its headers where the target keeps those; equal marks need no sending."""
    type: str
    """Content-Type."""
    cache: str
    """Cache-Control."""
    encoding: str
    """Content-Encoding: empty, ``gzip`` or ``br``."""
    load: Callable[[], bytes]
    """Brings the bytes to send. Raises DeployError."""


@dataclass(frozen=True, slots=True)
class Able:
    """What a place can do."""

    atomic: bool = False
    """All of a deploy appears at once, at `finish`: no lock and no journal are needed."""
    keeps: bool = False
    """It can keep what a deploy replaces or removes, for a rollback."""
    guards: bool = False
    """A manifest that changed since it was read is not overwritten: `put` raises DeployError."""
    headers: bool = False
    """Files have a Content-Type, Cache-Control and Content-Encoding of their own."""
    lanes: int = 1
    """Files that travel at the same time."""
    siblings: bool = True
    """Precompressed copies beside a file are of use there."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long passing errors are borne."""

    tries: int = 5
    """How often something is tried in all."""
    first: float = 0.5
    """Seconds before the second try; each further wait is twice as long."""

    def bear(self, action: Callable[[], T]) -> T:
        """What `action` returns, tried again on PassingError."""
        pause = self.first
        for _ in range(self.tries - 1):
            try:
                return action()
            except PassingError:
                time.sleep(pause)
                pause *= 2
        return action()


class Place(ABC):
    """A target that is open. Paths are those of the site; what lies outside of it is never touched.

    Every operation raises PassingError where another try may help, else DeployError.
    """

    able = Able()
    """What this place can do."""

    @abstractmethod
    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None where there is none."""

    @abstractmethod
    def paths(self) -> set[str]:
        """All files there, whoever put them."""

    @abstractmethod
    def put(self, file: Outgoing, keep: str | None) -> None:
        """Set one file in its place: whoever looks meets the old one or the new one, never half of one.

        With `keep`, a folder, what stood there is kept as ``{keep}/{path}`` first.
        """

    def claim(self, path: str, data: bytes) -> bool:
        """Set a file only where none of that name is; whether it was set. As indivisible as the place can.

        Not asked of places where all appears at once.
        """
        raise TypeError(f"{type(self).__name__} needs no lock for {path} ({len(data)} bytes)")

    @abstractmethod
    def remove(self, paths: Sequence[str], keep: str | None) -> None:
        """Remove files, in this order where they go one by one, and the folders that this leaves empty.

        What is not there is passed over. With `keep` they are kept as in `put`.
        """

    def put_all(
        self,
        files: Sequence[Outgoing],
        keep: str | None,
        kept: Collection[str],
        patience: Patience,
        sent: Callable[[Outgoing], None],
    ) -> None:
        """Set files in their places, several at a time, in any order; `sent` is told of each, in the caller's thread.

        `kept` are paths of which `keep` holds the copy already.
        """

        def one(file: Outgoing) -> Outgoing:
            patience.bear(lambda: self.put(file, None if file.path in kept else keep))
            return file

        if self.able.lanes == 1 or len(files) == 1:
            for file in files:
                sent(one(file))
            return
        with ThreadPoolExecutor(self.able.lanes) as pool:
            pending: set[Future[Outgoing]] = set()
            rest = iter(files)
            try:
                while True:
                    # A few wait in line, not thousands: so an error or Ctrl+C ends it at once.
                    for file in rest:
                        pending.add(pool.submit(one, file))
                        if len(pending) >= 2 * self.able.lanes:
                            break
                    if not pending:
                        return
                    done, pending = wait(pending, return_when=FIRST_COMPLETED)
                    for each in done:
                        sent(each.result())
            finally:
                for each in pending:
                    each.cancel()

    def finish(self, message: str) -> None:  # noqa: B027 - most places have nothing to do here
        """All is put: what appears at once appears now. `message` says what was done, for places with a history."""

    def back(self, message: str) -> int | None:
        """Return to the deploy before by means of the place's own; how many files changed. None: it has no such means."""
        del message
        return None

    def close(self) -> None:  # noqa: B027 - most places have nothing to close
        """Let go of connections and of what lies aside. Never raises."""


class Whole(Place):
    """A file that is made anew by each deploy: no manifest, no lock, nothing to remove."""

    able = Able(siblings=False)

    def __init__(self, path: Path) -> None:
        self._path = path

    def size(self) -> int:
        """Bytes of the file, when it is finished."""
        return self._path.stat().st_size

    def read(self, path: str) -> bytes | None:
        del path
        return None

    def paths(self) -> set[str]:
        return set()

    def remove(self, paths: Sequence[str], keep: str | None) -> None:
        del paths, keep
