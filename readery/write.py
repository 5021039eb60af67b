"""The one writer: the only code that touches the built site.

Each file is written aside and renamed, so a reader meets the old one or the new one, never half of one. What an
earlier build wrote stands in a manifest in the site's folder; only such files are ever replaced or removed. A journal
names the files of a build that was interrupted, so that the next one knows them too.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from readery import findings, locks, stamps
from readery.findings import Finding
from readery.model import Output

MANIFEST = ".readery-manifest"
"""In the site's folder: the files of the last whole build, one path a line."""
_JOURNAL = ".readery-journal"
_ASIDE = ".readery-aside"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
"""How a file is opened to be written; the last two are Unix's and Windows' own."""


class SiteError(Exception):
    """The site's folder cannot be written; the message names the path, what is wrong and what to do."""


class Writer:
    """Writes one build. Use `writing`."""

    def __init__(self, root: Path) -> None:
        self._root = root
        # Every file of a site passes here: paths are joined as text, which takes a tenth of the time that Path does.
        self._place = f"{root}/"
        self._aside = f"{root}/{_ASIDE}/file"
        self._known = _lines(root / MANIFEST) | _lines(root / _JOURNAL)
        self._seen: set[str] = set()
        self._folders = {""}
        self._journal = (root / _JOURNAL).open("a", encoding="utf-8")
        self.changed = 0
        """Files written anew so far."""
        self.findings: list[Finding] = []
        """Files of the owner's that stand in the way."""

    @property
    def files(self) -> int:
        """Files of this build so far."""
        return len(self._seen)

    def has(self, path: str) -> bool:
        """Whether this build wrote a file of that path already."""
        return path in self._seen

    def keep(self, path: str) -> None:
        """The file of that path stands as this build would write it."""
        self._seen.add(path)
        if path not in self._known:
            self._note(path)

    def write(self, output: Output) -> bytes:
        """Put one file in its place, unless the same bytes stand there already. Returns its stamp, by which it can be known
        again; `stamps.GONE` where a file of the owner's stands in the way.
        """
        path = output.path
        if path.startswith("/") or ".." in path.split("/") or path in self._seen:
            raise ValueError(f"{path!r} is no path for a file of the site, or was written twice")
        self._seen.add(path)
        target = self._place + path
        with _explained(target):
            size = _size(target)
            known = path in self._known
            if size == len(output.data) and _holds(target, output.data):
                if not known:
                    self._note(path)
                return stamps.of(target)
            if size is not None and not known:
                self._in_the_way(path)
                return stamps.GONE
            self._note(path)
            self._enter(path.rpartition("/")[0])
            lay(self._aside, output.data)
            os.replace(self._aside, target)  # noqa: PTH105
            self.changed += 1
            return stamps.of(target)

    def finish(self) -> None:
        """Remove what only an earlier build wrote, and keep the new manifest. Not called for a build that failed."""
        ours = self._seen - {finding.where for finding in self.findings}
        with _explained(self._root):
            for path in sorted(self._known - self._seen, reverse=True):
                target = self._root / path
                target.unlink(missing_ok=True)
                _remove_empty(target.parent, self._root)
            aside = self._root / _ASIDE / "manifest"
            aside.write_text("".join(f"{path}\n" for path in sorted(ours)), encoding="utf-8")
            aside.replace(self._root / MANIFEST)
            self.close()
            (self._root / _JOURNAL).unlink()

    def close(self) -> None:
        """Close the journal."""
        self._journal.close()

    def _enter(self, folder: str) -> None:
        """Make a folder of the site where it is not there yet."""
        if folder not in self._folders:
            try:
                os.mkdir(self._place + folder)  # noqa: PTH102
            except FileExistsError:
                pass
            except FileNotFoundError:
                os.makedirs(self._place + folder, exist_ok=True)  # noqa: PTH103
            self._folders.add(folder)

    def _note(self, path: str) -> None:
        self._journal.write(path + "\n")
        self._journal.flush()

    def _in_the_way(self, path: str) -> None:
        self.findings.append(
            Finding(
                findings.IN_THE_WAY,
                path,
                "a file of another program stands in the site's folder where this one belongs.",
                "Move it away, or build into another folder with --site.",
            )
        )


@contextmanager
def locked(root: Path, wait: Callable[[], None]) -> Iterator[bool]:
    """Keeps other builds out of the site at `root`, as `locks.held` does. Raises SiteError."""
    with ExitStack() as held:
        with _explained(root):
            waited = held.enter_context(locks.held(root, wait))
        yield waited


@contextmanager
def writing(root: Path) -> Iterator[Writer]:
    """A writer for the site at `root`; call its `finish` when all is written. Raises SiteError."""
    with _explained(root):
        root.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(root / _ASIDE, ignore_errors=True)
        (root / _ASIDE).mkdir()
        writer = Writer(root)
    try:
        yield writer
    finally:
        writer.close()
        shutil.rmtree(root / _ASIDE, ignore_errors=True)


@contextmanager
def _explained(path: Path | str) -> Iterator[None]:
    """Turns an error of the disk into a SiteError that says what to do."""
    try:
        yield
    except OSError as error:
        place = error.filename or path
        raise SiteError(
            f"{place}: cannot be written ({error.strerror or error}). Check that the folder may be written and the disk has "
            "room, then build again; what stood in the site before still stands."
        ) from error


def lay(path: str, data: bytes) -> None:
    """Write a file, whatever stood at `path`. Raises OSError."""
    descriptor = os.open(path, _NEW, 0o666)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(descriptor, left) :]
    finally:
        os.close(descriptor)


def _size(path: str) -> int | None:
    """Bytes of the file at `path`; None where nothing is there, -1 where it is no file."""
    try:
        status = os.stat(path)  # noqa: PTH116
    except (FileNotFoundError, NotADirectoryError):
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else -1


def _holds(path: str, data: bytes) -> bool:
    try:
        return Path(path).read_bytes() == data
    except FileNotFoundError:
        return False


def _lines(path: Path) -> set[str]:
    """The lines of a list of files, without what would lead out of the site's folder."""
    if not path.exists():
        return set()
    text = path.read_text(encoding="utf-8", errors="replace")
    lines = set(text.splitlines()) - {""}
    if ".." in text or "\n/" in text or text.startswith("/"):
        return {line for line in lines if not line.startswith("/") and ".." not in line.split("/")}
    return lines


def _remove_empty(folder: Path, root: Path) -> None:
    """Remove `folder` and the folders it leaves empty, up to but without `root`."""
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
