"""One process is as good as many."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from pathlib import Path

import pytest

from readery import engine
from readery.engine import Guard


def total(block: tuple[int, ...]) -> tuple[int, int]:
    return len(block), sum(block)


@pytest.mark.parametrize("jobs", [1, 2])
def test_blocks_come_back_in_order(jobs: int) -> None:
    with engine.start(jobs) as workers:
        got = list(workers.map(total, range(30), 3))
    assert got == [(3, 9 * n + 3) for n in range(10)]


def test_nothing_gives_nothing() -> None:
    with engine.start(2) as workers:
        assert list(workers.map(total, [], 3)) == []


def test_values_are_read_as_they_are_needed() -> None:
    taken: list[int] = []

    def values() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    with engine.start(2) as workers:
        results = workers.map(total, values(), 1)
        next(results)
        assert len(taken) < 20


def fail(block: tuple[int, ...]) -> None:
    raise ValueError(f"no {block[0]}")


def test_a_fault_in_a_stage_reaches_the_caller() -> None:
    with engine.start(2) as workers, pytest.raises(ValueError, match="no 0"):
        list(workers.map(fail, range(12), 1))


def double(block: tuple[int, ...]) -> tuple[int, ...]:
    """Twice each; 13 takes down the process, 14 never ends."""
    if 13 in block:
        os._exit(9)
    while 14 in block:
        time.sleep(1)
    return tuple(2 * value for value in block)


def guard(seconds: float = 60) -> Guard[int, tuple[str | int, ...]]:
    return Guard(
        seconds, lambda value, late: (f"{value} {'late' if late else 'gone'}",), lambda _: None, lambda _: None
    )


def test_a_value_that_takes_down_its_worker_is_given_up_and_the_others_come_back_in_order() -> None:
    with engine.start(2) as workers:
        blocks = list(workers.map(double, range(6, 14), 3, guard()))
        assert list(workers.map(double, [1, 2], 1, guard())) == [(2,), (4,)]
    assert [value for block in blocks for value in block] == [12, 14, 16, 18, 20, 22, 24, "13 gone"]


def test_a_value_that_runs_over_its_time_is_given_up() -> None:
    with engine.start(2) as workers:
        blocks = list(workers.map(double, [12, 14, 15], 1, guard(seconds=2)))
    assert blocks == [(24,), ("14 late",), (30,)]


def test_without_a_guard_a_dead_worker_is_told() -> None:
    with engine.start(2) as workers, pytest.raises(BrokenExecutor):
        list(workers.map(double, [*range(12), 13, 15], 1))


def test_a_block_that_runs_here_is_marked_before_and_after() -> None:
    marks: list[str] = []
    marking: Guard[int, tuple[int, int]] = Guard(
        60, lambda *_: (0, 0), lambda block: marks.append(f"begin {block}"), lambda block: marks.append(f"end {block}")
    )
    with engine.start(1) as workers:
        list(workers.map(total, [1, 2, 3], 2, marking))
    assert marks == ["begin (1, 2)", "end (1, 2)", "begin (3,)", "end (3,)"]


_KILLED = """
import os, signal
from readery import engine

def work(block):
    print(block, flush=True)
    return block

if __name__ == "__main__":
    with engine.start(2) as workers:
        for _ in workers.map(work, range(8), 1):
            pass
        os.kill(os.getpid(), signal.SIGKILL)
"""


def test_workers_end_with_a_build_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "killed.py"
    script.write_text(_KILLED)
    # It comes back when nobody holds its output any more, its workers included.
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=30, check=False)
    assert done.stdout.split()
