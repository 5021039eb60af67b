"""What weaving keeps comes back as it was put, and an edit rewrites only what it touched."""

from __future__ import annotations

import numpy as np

from readery.weave import _memory
from readery.weave._columns import Table, starts_of


class Shelf:
    """Keeps bytes by name, and tells which were put."""

    def __init__(self) -> None:
        self.data: dict[str, bytes] = {}
        self.put_now: list[str] = []

    def get(self, name: str) -> bytes | None:
        return self.data.get(name)

    def put(self, name: str, data: bytes) -> None:
        self.data[name] = data
        self.put_now.append(name)

    def keep(self) -> None:
        self.put_now.clear()

    def drop(self) -> None:
        raise AssertionError("nothing failed")


def rows(values: list[bytes]) -> Table:
    lengths = np.array([len(value) for value in values], np.int64)
    return Table(starts_of(lengths), {"byte": np.frombuffer(b"".join(values), np.uint8)})


def test_a_longer_value_of_one_article_leaves_the_pieces_of_others() -> None:
    values = [b"%d" % number for number in range(1700)]
    shelf = Shelf()
    with _memory.drafting(shelf) as draft:
        _memory.put_rows(draft, "tags", rows(values))
    values[600] = b"something longer"
    with _memory.drafting(shelf) as draft:
        _memory.put_rows(draft, "tags", rows(values))
        assert sorted(shelf.put_now) == ["tags byte 1", "tags length 0"]
        again = _memory.rows(draft, "tags")
    assert again is not None
    assert [again["byte"][again.starts[at] : again.starts[at + 1]].tobytes() for at in range(1700)] == values


def test_a_table_without_articles_comes_back() -> None:
    shelf = Shelf()
    with _memory.drafting(shelf) as draft:
        _memory.put_rows(draft, "tags", rows([]))
        again = _memory.rows(draft, "tags")
    assert again is not None
    assert again.starts.tolist() == [0]
