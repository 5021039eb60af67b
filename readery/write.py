"""The one writer: the only code that touches the built site.

Each file is written aside and renamed, so a reader meets the old one or the new one, never half of one. What an
earlier build wrote stands in a manifest in the site's folder; only such files are ever replaced or removed. A journal
names the files of a build that was interrupted, before the first of them is in its place, so that the next one knows them too.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

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


class Laid(NamedTuple):
    """A file of the site that was written aside."""

    path: str
    """In the site."""
    aside: str
    """Where it lies until it is put in its place; empty where the same bytes stand there already."""
    taken: bool
    """Whether something stood in its place."""


class Aside:
    """Where one process writes files until `Writer.place` puts them in their places: workers have one each, so that files need not
    travel. It is made inside the site's folder while somebody is `writing`, who clears it away. Raises SiteError.
    """

    def __init__(self, root: Path) -> None:
        # Every file of a site passes here: paths are joined as text, which takes a tenth of the time that Path does.
        self._place = f"{root}/"
        with _explained(root):
            self._folder = tempfile.mkdtemp(dir=root / _ASIDE)
        self._laid = 0

    def lay(self, output: Output) -> Laid:
        """Write a file aside, unless the same bytes stand in its place already. Raises SiteError."""
        path = output.path
        if path.startswith("/") or ".." in path.split("/"):
            raise ValueError(f"{path!r} is no path for a file of the site")
        target = self._place + path
        try:
            size = _size(target)
            if size == len(output.data) and _holds(target, output.data):
                return Laid(path, "", True)
            self._laid += 1
            aside = f"{self._folder}/{self._laid}"
            lay(aside, output.data)
        except OSError as error:
            raise _told(error, target) from error
        return Laid(path, aside, size is not None)


class Writer:
    """Writes one build. Use `writing`."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._place = f"{root}/"
        self._aside = Aside(root)
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

    def keep(self, paths: Iterable[str]) -> None:
        """The files of these paths stand as this build would write them."""
        self._seen.update(paths)
        self._note(paths)

    def write(self, output: Output) -> bytes:
        """Put one file in its place, as `place` does."""
        return self.place((self._aside.lay(output),))[0]

    def place(self, files: Sequence[Laid]) -> list[bytes]:
        """Put files in their places. Returns for each the stamp by which it can be known again; `stamps.GONE` where a file of the
        owner's stands in the way. Raises SiteError.
        """
        for each in files:
            if each.path in self._seen:
                raise ValueError(f"{each.path!r} was written twice")
            self._seen.add(each.path)
        theirs = {each.path for each in files if each.aside and each.taken and each.path not in self._known}
        for path in theirs:
            self._in_the_way(path)
        self._note(each.path for each in files if each.path not in theirs)
        return [stamps.GONE if each.path in theirs else self._put(each) for each in files]

    def _put(self, file: Laid) -> bytes:
        target = self._place + file.path
        if file.aside:
            try:
                self._enter(file.path.rpartition("/")[0])
                os.replace(file.aside, target)  # noqa: PTH105
            except OSError as error:
                raise _told(error, target) from error
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

    def _note(self, paths: Iterable[str]) -> None:
        """The journal knows files before the first of them is in its place."""
        new = "".join([f"{path}\n" for path in paths if path not in self._known])
        if new:
            self._journal.write(new)
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
        raise _told(error, path) from error


def _told(error: OSError, path: Path | str) -> SiteError:
    return SiteError(
        f"{error.filename or path}: cannot be written ({error.strerror or error}). Check that the folder may be written and the "
        "disk has room, then build again; what stood in the site before still stands."
    )


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
