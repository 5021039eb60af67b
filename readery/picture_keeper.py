"""Keeps the sizes that were made of pictures, one file a picture, so that each is made once.

A file is named by what it was made of, so it is never changed, only added or dropped, and several processes may keep at
once. One that cannot be read is made anew.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

import msgspec

from readery import pictures
from readery.pictures import Made


class Keeper:
    """Makes pictures or remembers them. Can be pickled."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def made(self, data: bytes) -> Made:
        """What becomes of the image file `data`, see `pictures.make`. Raises OSError where nothing can be kept."""
        path = self._path(data)
        try:
            return msgspec.msgpack.decode(path.read_bytes(), type=Made)
        except (FileNotFoundError, msgspec.DecodeError):
            made = pictures.make(data)
        self._folder.mkdir(parents=True, exist_ok=True)
        number, aside = tempfile.mkstemp(dir=self._folder)
        with os.fdopen(number, "wb") as file:
            file.write(msgspec.msgpack.encode(made))
        Path(aside).replace(path)
        return made

    def drop(self, used: set[str]) -> None:
        """Forget all pictures but those whose names (`name`) are `used`."""
        for path in self._folder.iterdir() if self._folder.is_dir() else ():
            if path.name not in used:
                path.unlink(missing_ok=True)

    @staticmethod
    def name(data: bytes) -> str:
        """The name under which a picture is kept."""
        return f"{hashlib.sha256(data).hexdigest()[:32]}-{pictures.RECIPE}"

    def _path(self, data: bytes) -> Path:
        return self._folder / self.name(data)
