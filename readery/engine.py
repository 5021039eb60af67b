"""Where the work runs: in this process or over several, behind the standard `concurrent.futures.Executor`.

A stage is a plain function over a block of values. Blocks come back in order, so that one process is as good as many.
"""

from __future__ import annotations

import faulthandler
import functools
import itertools
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")
Stage = Callable[[tuple[T, ...]], R]
"""Makes one result of a block of values. Can be pickled."""

_AHEAD = 3
"""Blocks under way for each worker: enough that none waits, few enough that memory stays flat."""


@dataclass(frozen=True, slots=True)
class Guard(Generic[T, R]):
    """What to do about a value that takes down its worker, or its time."""

    seconds: float
    """That a block may take in a worker."""
    lost: Callable[[T, bool], R]
    """What comes out for a value that was given up; the second argument says that its time ran out."""
    begin: Callable[[tuple[T, ...]], None]
    """Called before a block runs in this process, which it could take down."""
    end: Callable[[tuple[T, ...]], None]
    """Called after."""


class Engine:
    """Maps stages over blocks. Workers are started when there are several blocks, so small work never pays for them."""

    def __init__(self, jobs: int, start: Callable[[int], Executor]) -> None:
        self._jobs = jobs
        self._start = start
        self._executor: Executor | None = None

    def map(
        self, stage: Stage[T, R], values: Iterable[T], size: int, guard: Guard[T, R] | None = None, fewest: int = 2
    ) -> Iterator[R]:
        """`stage` over `values` in blocks of `size`, results in order, read ahead by a bounded number of blocks.

        Fewer blocks than `fewest` are done in this process, where no workers run yet: these take a second to start.

        With a `guard`, values of a block that took down its worker or ran over its time are tried one by one, each as a
        block of its own, and one that does it again is given up. Without one, BrokenExecutor is raised.
        """
        blocks = _blocks(values, size)
        enough = fewest if self._executor is None else 2
        first = list(itertools.islice(blocks, enough))
        if self._jobs < 2 or len(first) < enough:
            for block in itertools.chain(first, blocks):
                yield _here(stage, block, guard)
            return
        timed = functools.partial(_timed, stage, guard.seconds) if guard else stage
        waiting: deque[tuple[tuple[T, ...], Future[R]]] = deque()
        try:
            for block in itertools.chain(first, blocks):
                waiting.append((block, self._submit(timed, block)))
                if len(waiting) >= _AHEAD * self._jobs:
                    yield from self._next(stage, waiting, guard)
            while waiting:
                yield from self._next(stage, waiting, guard)
        finally:
            for _, future in waiting:
                future.cancel()

    def alone(self, stage: Stage[T, R], values: Iterable[T], guard: Guard[T, R]) -> Iterator[R]:
        """`stage` over `values` one by one, each a block of its own, in one worker, however many jobs there are."""
        worker = Engine(1, self._start)
        try:
            for value in values:
                yield worker._tried(stage, value, guard)
        finally:
            worker.close()

    def close(self) -> None:
        """Let the workers go."""
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None

    def _submit(self, stage: Stage[T, R], block: tuple[T, ...]) -> Future[R]:
        """Submit a block, to new workers where the ones there were are gone."""
        if self._executor is None:
            self._executor = self._start(self._jobs)
        try:
            return self._executor.submit(stage, block)
        except BrokenExecutor:
            self.close()
            return self._submit(stage, block)

    def _next(
        self, stage: Stage[T, R], waiting: deque[tuple[tuple[T, ...], Future[R]]], guard: Guard[T, R] | None
    ) -> Iterator[R]:
        """The result of the first block that waits."""
        block, future = waiting.popleft()
        try:
            yield future.result()
        except BrokenExecutor:
            if guard is None:
                raise
            yield from self.alone(stage, block, guard)

    def _tried(self, stage: Stage[T, R], value: T, guard: Guard[T, R]) -> R:
        began = time.monotonic()
        try:
            return self._submit(functools.partial(_timed, stage, guard.seconds), (value,)).result()
        except BrokenExecutor:
            return guard.lost(value, time.monotonic() - began >= guard.seconds)


@contextmanager
def start(jobs: int | None) -> Iterator[Engine]:
    """An engine with `jobs` worker processes; None: one for each core that this process may use."""
    engine = Engine(jobs if jobs is not None else _cores(), _processes)
    try:
        yield engine
    finally:
        engine.close()


def _processes(number: int) -> Executor:
    import multiprocessing  # a build of one changed page needs none
    from concurrent.futures import ProcessPoolExecutor

    # Workers are started afresh rather than forked: a fork inherits the threads' locks of its parent.
    return ProcessPoolExecutor(number, multiprocessing.get_context("spawn"), _end_with_parent)


def _end_with_parent() -> None:
    """Ends this worker when the build that started it is gone: one that is killed cannot tell its workers, and they would wait
    for ever.
    """
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    import multiprocessing.connection

    multiprocessing.connection.wait([sentinel])
    os._exit(1)


def _here(stage: Stage[T, R], block: tuple[T, ...], guard: Guard[T, R] | None) -> R:
    if guard is None:
        return stage(block)
    guard.begin(block)
    result = stage(block)
    guard.end(block)
    return result


def _timed(stage: Stage[T, R], seconds: float, block: tuple[T, ...]) -> R:
    """`stage` over a block in a worker, which ends itself when the time has run out: no code, stuck as it may be, can
    keep it from that.
    """
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - not a file of ours
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            return stage(block)
        finally:
            faulthandler.cancel_dump_traceback_later()


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _blocks(values: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    rest = iter(values)
    while block := tuple(itertools.islice(rest, size)):
        yield block
