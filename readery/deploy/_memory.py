"""What this machine knows of its own deploys: which locks are its own, so that one that broke off is taken up again."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from readery.deploy._place import DeployError


class Memory:
    """The notes of one deploy target on this machine. Use `alone`."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def holders(self) -> frozenset[str]:
        """Names of the deploys from here that did not end well."""
        self._file.seek(0)
        return frozenset(self._file.read().split())

    def hold(self, holder: str) -> None:
        """Remember that `holder` begins here."""
        self._file.write(f"{holder}\n")
        self._file.flush()

    def forget(self) -> None:
        """All is well: nothing is left behind."""
        self._file.seek(0)
        self._file.truncate()


@contextmanager
def alone(folder: Path, where: str) -> Iterator[Memory]:
    """The notes on the target `where`, kept in `folder`, for one deploy at a time. Raises DeployError if one is under way."""
    path = folder / hashlib.sha256(where.encode()).hexdigest()[:16]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise DeployError(
            f"{path}: cannot be written ({error.strerror}). Check that the folder may be written."
        ) from error
    with file:
        if not _locked(file):
            raise DeployError(f"{where}: another deploy to it is under way on this machine. Wait for its end.")
        yield Memory(file)


def _locked(file: IO[str]) -> bool:
    """Whether the file could be locked; the system lets go of it when the process ends, however that happens."""
    try:
        if sys.platform == "win32":
            import msvcrt

            # Far behind the end, so that the notes themselves can be read and written.
            file.seek(1 << 20)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
