"""The whole site in one file: ``site.zip`` or ``site.tar.zst``. The same site makes the same bytes."""

from __future__ import annotations

import io
import secrets
import tarfile
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import IO, Any

from readery.deploy._address import Address
from readery.deploy._place import DeployError, Outgoing, Whole
from readery.deploy._target import Target
from readery.settings import DeploySettings

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip file knows; a clock would make each archive another."""


class Archive(Whole):
    """A file that is written aside and renamed when it is whole."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._aside = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
        self._stack = ExitStack()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            stream = self._stack.enter_context(self._aside.open("xb"))
            self._add = _zip(self._stack, stream) if path.suffix.lower() == ".zip" else _tar(self._stack, stream)
        except OSError as error:
            raise self._refusal(error) from error
        except DeployError:
            self.close()
            raise

    def put(self, file: Outgoing, keep: str | None) -> None:
        del keep
        data = file.load()
        try:
            self._add(file.path, data)
        except OSError as error:
            raise self._refusal(error) from error

    def finish(self, message: str) -> None:
        del message
        try:
            self._stack.close()
            self._aside.replace(self._path)
        except OSError as error:
            raise self._refusal(error) from error

    def close(self) -> None:
        try:
            self._stack.close()
            self._aside.unlink(missing_ok=True)
        except OSError:
            # The disk is full or gone, and has been reported; half an archive has a name that says so.
            return

    def _refusal(self, error: OSError) -> DeployError:
        return DeployError(
            f"{self._path}: cannot be written ({error.strerror or error}). Check the folder and that the disk has room; "
            "an archive that stood there before still stands."
        )


def _zip(stack: ExitStack, stream: IO[bytes]) -> Callable[[str, bytes], None]:
    archive = stack.enter_context(zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9))

    def add(path: str, data: bytes) -> None:
        entry = zipfile.ZipInfo(path, _EPOCH)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        archive.writestr(entry, data)

    return add


def _tar(stack: ExitStack, stream: IO[bytes]) -> Callable[[str, bytes], None]:
    try:
        import zstandard
    except ImportError:
        raise DeployError(
            ".tar.zst needs a library that is not here. Run: pip install 'readery[compress]', or write a .zip"
        ) from None
    packed: AbstractContextManager[Any] = zstandard.ZstdCompressor(level=10).stream_writer(stream, closefd=False)
    archive = tarfile.open(fileobj=stack.enter_context(packed), mode="w|")  # noqa: SIM115 - the stack closes it
    stack.callback(archive.close)

    def add(path: str, data: bytes) -> None:
        entry = tarfile.TarInfo(path)
        entry.size = len(data)
        archive.addfile(entry, io.BytesIO(data))

    return add


def _open(address: Address, _options: DeploySettings) -> Archive:
    return Archive(Path(address.path).expanduser())


TARGET = Target(
    "archive",
    "site.zip",
    lambda address: address.scheme == "file" and address.path.lower().endswith((".zip", ".tar.zst")),
    _open,
)
