"""One process is as good as many."""

from collections.abc import Iterator

import pytest

from readery import engine


def total(block: tuple[int, ...]) -> tuple[int, int]:
    return len(block), sum(block)


@pytest.mark.parametrize("jobs", [1, 2])
def test_blocks_come_back_in_order(jobs: int) -> None:
    with engine.start(jobs) as workers:
        got = list(workers.map(total, range(10), 3))
    assert got == [(3, 3), (3, 12), (3, 21), (1, 9)]


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
        list(workers.map(fail, range(4), 1))
