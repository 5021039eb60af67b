"""What each stage of a build costs: time, work and memory, of this process and its workers."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from readery.pipeline import Progress

_EVERY = 0.05
"""Seconds between two looks at the memory."""
_MEGABYTE = 1_000_000


@dataclass(slots=True)
class Stage:
    """What one stage cost."""

    name: str
    """As progress tells it."""
    wall: float
    """Seconds on the clock."""
    work: float
    """CPU seconds of all processes."""
    steps: int = 0
    """Steps that were told."""
    largest: int = 0
    """Bytes of memory that the largest process had at most."""
    together: int = 0
    """Bytes that all had together at most."""


class Profile:
    """A progress that passes everything on and notes what each stage cost. Use `profiled`."""

    def __init__(self, inner: Progress) -> None:
        self._inner = inner
        self.stages: list[Stage] = [Stage("Looking", time.monotonic(), _work())]
        """So far; the last one still holds when it began."""
        self._over = threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)
        self._watch.start()

    def stage(self, name: str, total: int | None) -> None:
        self._end()
        self.stages.append(Stage(name, time.monotonic(), _work()))
        self._inner.stage(name, total)

    def step(self) -> None:
        self.stages[-1].steps += 1
        self._inner.step()

    def say(self, message: str) -> None:
        self._inner.say(message)

    def close(self) -> None:
        """The build is over."""
        self._over.set()
        self._watch.join()
        self._end()

    def _end(self) -> None:
        last = self.stages[-1]
        last.wall = time.monotonic() - last.wall
        last.work = _work() - last.work

    def _look(self) -> None:
        while not self._over.is_set():
            stage = self.stages[-1]
            sizes = [_memory(pid) for pid in _processes()]
            stage.largest = max(stage.largest, *sizes)
            stage.together = max(stage.together, sum(sizes))
            self._over.wait(_EVERY)


@contextmanager
def profiled(inner: Progress, stream: TextIO) -> Iterator[Progress]:
    """A progress around `inner` that in the end writes to `stream` what each stage cost."""
    profile = Profile(inner)
    try:
        yield profile
    finally:
        profile.close()
        print(table(profile.stages), file=stream, flush=True)


def table(stages: list[Stage]) -> str:
    """The stages in lines, and all of them together."""
    whole = Stage(
        "in all",
        sum(stage.wall for stage in stages),
        sum(stage.work for stage in stages),
        0,
        max(stage.largest for stage in stages),
        max(stage.together for stage in stages),
    )
    lines = [f"{'stage':<14}{'seconds':>9}{'CPU s':>9}{'steps':>10}{'largest MB':>12}{'all MB':>9}"]
    for stage in (*stages, whole):
        steps = f"{stage.steps:,}" if stage.steps else ""
        largest, together = (f"{size / _MEGABYTE:.0f}" if size else "?" for size in (stage.largest, stage.together))
        lines.append(f"{stage.name:<14}{stage.wall:>9.2f}{stage.work:>9.2f}{steps:>10}{largest:>12}{together:>9}")
    return "\n".join(lines)


def _processes() -> list[int]:
    return [os.getpid(), *(child.pid for child in multiprocessing.active_children() if child.pid)]


def _work() -> float:
    """CPU seconds of this process, of its workers that ended, and where the system tells (Linux) of those that live."""
    times = os.times()
    return sum(times[:4]) + sum(_work_of(pid) for pid in _processes()[1:])


def _work_of(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return 0.0


def _memory(pid: int) -> int:
    """Bytes of memory that a process has; 0 where the system does not tell (other than Linux) or the process is gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0
