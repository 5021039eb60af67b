"""Where the work runs: in this process or over several, behind the standard `concurrent.futures.Executor`.

A stage is a plain function over a block of values. Blocks come back in order, so that one process is as good as many.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 3
"""Blocks under way for each worker: enough that none waits, few enough that memory stays flat."""


class Engine:
    """Maps stages over blocks. Workers are started with the second block, so small work never pays for them."""

    def __init__(self, jobs: int, executor: Executor | None) -> None:
        self._jobs = jobs
        self._executor = executor

    def map(self, stage: Callable[[tuple[T, ...]], R], values: Iterable[T], size: int) -> Iterator[R]:
        """`stage` over `values` in blocks of `size`, results in order, read ahead by a bounded number of blocks."""
        blocks = _blocks(values, size)
        first = list(itertools.islice(blocks, 2))
        if self._executor is None or len(first) < 2:
            yield from map(stage, itertools.chain(first, blocks))
            return
        waiting: deque[Future[R]] = deque()
        try:
            for block in itertools.chain(first, blocks):
                waiting.append(self._executor.submit(stage, block))
                if len(waiting) >= _AHEAD * self._jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


@contextmanager
def start(jobs: int | None) -> Iterator[Engine]:
    """An engine with `jobs` worker processes; None: one for each core that this process may use."""
    wanted = jobs if jobs is not None else _cores()
    if wanted <= 1:
        yield Engine(1, None)
        return
    # Workers are started afresh rather than forked: a fork inherits the threads' locks of its parent.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(wanted, mp_context=context) as executor:
        yield Engine(wanted, executor)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _blocks(values: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    rest = iter(values)
    while block := tuple(itertools.islice(rest, size)):
        yield block
