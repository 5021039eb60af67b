"""A folder on this machine: a mounted share, a stick, the folder that a server here serves."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from readery.deploy._address import Address
from readery.deploy._place import ASIDE, Able, DeployError, Outgoing, Place
from readery.deploy._target import Target
from readery.settings import DeploySettings


class Folder(Place):
    """A folder; made where it does not exist."""

    able = Able(keeps=True)

    def __init__(self, root: Path) -> None:
        self._root = root

    def read(self, path: str) -> bytes | None:
        try:
            with _explained(self._root / path):
                return (self._root / path).read_bytes()
        except _Missing:
            return None

    def paths(self) -> set[str]:
        with _explained(self._root):
            return {path.relative_to(self._root).as_posix() for path in self._root.rglob("*") if not path.is_dir()}

    def put(self, file: Outgoing, keep: str | None) -> None:
        target = self._root / file.path
        data = file.load()
        with _explained(target):
            if keep:
                self._keep(target, self._root / keep / file.path)
            with self._aside(data) as aside:
                target.parent.mkdir(parents=True, exist_ok=True)
                aside.replace(target)

    def claim(self, path: str, data: bytes) -> bool:
        target = self._root / path
        with _explained(target), self._aside(data) as aside:
            try:
                os.link(aside, target)
            except FileExistsError:
                return False
            except OSError:
                # A disk without hard links (FAT): a reader in between may meet half of it, and asks again.
                try:
                    with target.open("xb") as file:
                        file.write(data)
                except FileExistsError:
                    return False
            finally:
                aside.unlink()
        return True

    def remove(self, paths: Sequence[str], keep: str | None) -> None:
        for path in paths:
            target = self._root / path
            with _explained(target):
                if keep:
                    self._keep(target, self._root / keep / path)
                target.unlink(missing_ok=True)
                _remove_empty(target.parent, self._root)

    @contextmanager
    def _aside(self, data: bytes) -> Iterator[Path]:
        """A file with these bytes, on the same disk, to be renamed; gone if that fails."""
        folder = self._root / ASIDE
        if not folder.is_dir():
            folder.mkdir(parents=True)
        aside = folder / secrets.token_hex(8)
        try:
            aside.write_bytes(data)
            yield aside
        except BaseException:
            aside.unlink(missing_ok=True)
            raise

    def _keep(self, target: Path, kept: Path) -> None:
        if not target.is_file() or kept.exists():
            return
        kept.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(target, kept)
        except OSError:
            with self._aside(target.read_bytes()) as aside:
                aside.replace(kept)

    def close(self) -> None:
        folder = self._root / ASIDE
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


class _Missing(DeployError):
    """There is no such file."""


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turns an error of the disk into a DeployError that says what to do."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError) as error:
        raise _Missing(f"{path}: is not there ({error.strerror}).") from error
    except OSError as error:
        place = error.filename or path
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            remedy = "Make room there, then deploy again: it goes on from here."
        elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            remedy = "Deploy as a user who may write there, or name another folder."
        elif error.errno in (errno.EISDIR, errno.EEXIST, errno.ENOTEMPTY):
            remedy = "Something of others stands in the way: move it, then deploy again."
        else:
            remedy = "Check the disk, then deploy again: it goes on from here."
        raise DeployError(f"{place}: cannot be written ({error.strerror or error}). {remedy}") from error


def _remove_empty(folder: Path, root: Path) -> None:
    """Remove `folder` and the folders it leaves empty, up to but without `root`."""
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _open(address: Address, _options: DeploySettings) -> Place:
    return Folder(Path(address.path).expanduser())


TARGET = Target(
    name="folder",
    example="/var/www/reading",
    claims=lambda address: (
        address.scheme == "file" and not address.path.lower().endswith((".zip", ".tar.zst", ".html"))
    ),
    open=_open,
)
