"""How a build shows what it is doing: a bar on a terminal, plain lines in a log."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Never, TextIO

if TYPE_CHECKING:
    from tqdm import tqdm

    from readery.pipeline import Progress

_EVERY = 10.0
"""Seconds between two lines of one stage in a log."""


@contextmanager
def shown(stream: TextIO) -> Iterator[Progress]:
    """A progress that writes to `stream`."""
    progress = _Bar(stream) if stream.isatty() else _Lines(stream)
    try:
        yield progress
    finally:
        progress.close()


class _Bar:
    """A bar with stage, count, rate and time left."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._bar: tqdm[Never] | None = None

    def stage(self, name: str, total: int | None) -> None:
        from tqdm import tqdm

        self.close()
        self._bar = tqdm(
            total=total, desc=f"{name:<9}", unit=" pages", file=self._stream, leave=False, dynamic_ncols=True
        )

    def step(self) -> None:
        if self._bar is not None:
            self._bar.update()

    def say(self, message: str) -> None:
        self.close()
        print(f"readery: {message}", file=self._stream, flush=True)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None


class _Lines:
    """A line a stage, and one now and then while it lasts."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._name = ""
        self._total: int | None = None
        self._done = 0
        self._said = 0.0

    def stage(self, name: str, total: int | None) -> None:
        self._name, self._total, self._done, self._said = name, total, 0, time.monotonic()
        print(f"{name}{f' {total:,} files' if total is not None else ''} …", file=self._stream, flush=True)

    def step(self) -> None:
        self._done += 1
        if time.monotonic() - self._said >= _EVERY:
            self._said = time.monotonic()
            of = f" of {self._total:,}" if self._total is not None else ""
            print(f"{self._name}: {self._done:,}{of}", file=self._stream, flush=True)

    def say(self, message: str) -> None:
        print(f"readery: {message}", file=self._stream, flush=True)

    def close(self) -> None:
        """Nothing stays open."""
