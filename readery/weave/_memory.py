"""What weaving keeps from one build to the next, and which articles are new to it.

Facts must come out the same with and without it: whatever is kept is either a sum over articles, or was worked out from
values that are compared with those of now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from readery.model import Packed
from readery.weave import _columns
from readery.weave._columns import Columns, Ints, Lexicon, Table, distinct, stacked, starts_of
from readery.weave._traits import TraitsLoader

T = TypeVar("T")

_PIECE = 1 << 18
_ROWS = 512
"""Articles whose values are kept in one piece: where one of them has another, the pieces of the others stay as they are."""
_LENGTH = 4
"""Bytes of a piece, and of the number of pieces that stands before the first."""
_WASTE = 2
"""How many times as many words as it began with the lexicon may hold before all is read anew."""
_FEW = 10_000
"""Words of which no waste is made."""
_LENGTHS = {"length": "<i4"}
_BYTES = {"byte": "u1"}
_NIL = msgspec.msgpack.encode(None)


class Memory(Protocol):
    """Keeps bytes by name until the program changes."""

    def get(self, name: str) -> bytes | None:
        """What was put under that name last, if anything."""

    def put(self, name: str, data: bytes) -> None:
        """Put this in place of what was put under its name."""

    def keep(self) -> None:
        """What was put stays, all of it together."""

    def drop(self) -> None:
        """What was put since the last `keep` never was."""


class Draft:
    """What one weaving knows of the last one, and keeps for the next. Use `drafting`."""

    def __init__(self, memory: Memory | None) -> None:
        self._memory = memory
        self._forgotten = memory is None

    def get(self, name: str) -> bytes | None:
        """What the last weaving kept under that name, if anything. To be asked before this one puts its own there."""
        first = None if self._forgotten else self._piece(f"{name} 0")
        if first is None:
            return None
        size = int.from_bytes(first[:_LENGTH], "big")
        pieces = [first[_LENGTH:], *(self._piece(f"{name} {number}") or b"" for number in range(1, size))]
        return b"".join(pieces) if len(pieces) > 1 else pieces[0]

    def _piece(self, name: str) -> bytes | None:
        return None if self._memory is None else self._memory.get(name)

    def put(self, name: str, data: bytes, cuts: Sequence[int] = ()) -> None:
        """To be kept under that name. What is long is kept in pieces, so that those that are as they were stay: cut at `cuts`,
        ascending, or where none are told after so many bytes.
        """
        if self._memory is None:
            return
        ends = [*(cuts or range(_PIECE, len(data), _PIECE)), len(data)]
        pieces = [data[start:end] for start, end in pairwise((0, *ends))]
        pieces[0] = len(pieces).to_bytes(_LENGTH, "big") + pieces[0]
        for number, piece in enumerate(pieces):
            if self._memory.get(f"{name} {number}") != piece:
                self._memory.put(f"{name} {number}", piece)

    def forget(self) -> None:
        """From here on nothing is known of the last weaving."""
        self._forgotten = True


@contextmanager
def drafting(memory: Memory | None) -> Iterator[Draft]:
    """The draft of one weaving: what it puts is kept where the weaving ends well, all of it together."""
    try:
        yield Draft(memory)
    except BaseException:
        if memory is not None:
            memory.drop()
        raise
    if memory is not None:
        memory.keep()


@dataclass(frozen=True, slots=True)
class Change:
    """How the articles of now are among those of the last build. An article is its place by id, now and then."""

    articles: int
    """How many there are now."""
    fresh: NDArray[np.bool_]
    """Of the articles of now: those that the last build did not know as they are."""
    before: Ints
    """Article of now → of then, -1 where it was not there."""
    now: Ints
    """Article of then → of now, -1 where it is gone."""

    @property
    def same(self) -> bool:
        """Whether no article is new, other than it was, or gone."""
        return not self.fresh.any() and len(self.now) == self.articles


def bring(
    order: Sequence[str], keys: Mapping[str, bytes], load: TraitsLoader, memory: Draft
) -> tuple[Columns, Lexicon, Change]:
    """The columns of these articles, ids ascending: of those whose key is kept from `memory`, of the others from their traits.

    What has no key is read always.
    """
    had, lexicon = _remembered(memory)
    if had is None:
        memory.forget()
    known = {each: at for at, each in enumerate(had.ids)} if had else {}
    old_keys = had.keys if had else ()
    before = np.array([known.get(each, -1) for each in order], np.int64)
    fresh = np.array(
        [
            at < 0 or not keys.get(each) or old_keys[at] != keys[each]
            for each, at in zip(order, before.tolist(), strict=True)
        ],
        np.bool_,
    )
    new = [order[at] for at in np.flatnonzero(fresh).tolist()]
    columns = _columns.read(load(new), keys, lexicon)
    now = np.full(len(known), -1, np.int64)
    now[before[before >= 0]] = np.flatnonzero(before >= 0)
    change = Change(len(order), fresh, before, now)
    if had:
        at = before.copy()
        at[fresh] = len(had) + np.arange(len(new))
        columns = had if change.same else _columns.chosen(had, columns, at)
    if not change.same:
        changed = {order[at][:1] for at in np.flatnonzero(fresh).tolist()}
        changed |= {had.ids[at][:1] for at in np.flatnonzero(now < 0).tolist()} if had else set()
        names = []
        for name, block in _columns.blocks(columns.ids):
            names.append(name)
            if name in changed:
                memory.put(f"columns {name}", _columns.encode(columns.take(block)))
        memory.put("blocks", msgspec.msgpack.encode(names))
    return columns, lexicon, change


def _remembered(memory: Draft) -> tuple[Columns | None, Lexicon]:
    """The columns and the lexicon of the last build."""
    names, words = memory.get("blocks"), memory.get("lexicon")
    if names is None or words is None:
        return None, Lexicon()
    began, size = _sizes(memory)
    if size > _WASTE * began:
        return None, Lexicon()
    blocks = []
    for name in msgspec.msgpack.decode(names, type=list[str]):
        block = memory.get(f"columns {name}")
        if block is None:
            return None, Lexicon()
        blocks.append(_columns.decode(block))
    if not blocks:
        return None, Lexicon()
    return _columns.joined(blocks), Lexicon(msgspec.msgpack.decode(words, type=dict[str, list[str]]))


def remember(memory: Draft, lexicon: Lexicon) -> None:
    """Keep the lexicon, where it has grown."""
    began, size = _sizes(memory)
    if lexicon.size() != size:
        memory.put("lexicon", msgspec.msgpack.encode(lexicon.words()))
        memory.put("lexicon sizes", msgspec.msgpack.encode((began or lexicon.size() + _FEW, lexicon.size())))


def _sizes(memory: Draft) -> tuple[int, int]:
    """How many words the lexicon had when all articles were read, and when it was kept."""
    sizes = memory.get("lexicon sizes")
    return msgspec.msgpack.decode(sizes, type=tuple[int, int]) if sizes else (0, 0)


def arrays(memory: Draft, name: str, kinds: Mapping[str, str]) -> dict[str, NDArray[Any]] | None:
    """Arrays that `put_arrays` kept; None where it did not."""
    found: dict[str, NDArray[Any]] = {}
    for each, kind in kinds.items():
        data = memory.get(f"{name} {each}")
        if data is None:
            return None
        found[each] = np.frombuffer(data, kind)
    return found


def put_arrays(
    memory: Draft,
    name: str,
    values: Mapping[str, NDArray[Any]],
    kinds: Mapping[str, str],
    starts: Ints | None = None,
) -> None:
    """Keep arrays under one name, each as its kind. Where they are columns of a table, `starts` tells where rows begin in them."""
    for each, kind in kinds.items():
        data = values[each].astype(kind)
        cuts = () if starts is None else (starts[_ROWS:-1:_ROWS] * data.itemsize).tolist()
        memory.put(f"{name} {each}", data.tobytes(), cuts)


def table(memory: Draft, name: str, kinds: Mapping[str, str]) -> Table | None:
    """A table that `put_table` kept; None where it did not."""
    lengths, columns = arrays(memory, name, _LENGTHS), arrays(memory, name, kinds)
    return None if lengths is None or columns is None else Table(starts_of(lengths["length"]), columns)


def put_table(memory: Draft, name: str, values: Table, kinds: Mapping[str, str]) -> None:
    """Keep the columns of a table under one name, each as its kind."""
    put_arrays(memory, name, {"length": values.lengths}, _LENGTHS)
    put_arrays(memory, name, values.columns, kinds, values.starts)


class Rows(Packed[T]):
    """A value of each article, encoded, and decoded whenever it is asked for: decoded they take ten times as much memory, and
    two microseconds to decode again. Articles with none have no key.
    """

    def __init__(self, kind: type[T], numbers: Mapping[str, int], table: Table, changed: NDArray[np.bool_]) -> None:
        self._decoder = msgspec.msgpack.Decoder(kind)
        self._numbers = numbers
        self._starts = table.starts.tolist()
        self._bytes = table["byte"].tobytes()
        self.changed = changed
        """Article → whether its value is another than it was before."""

    def __getitem__(self, article_id: str) -> T:
        at = self._numbers[article_id]
        start, end = self._starts[at], self._starts[at + 1]
        if start == end:
            raise KeyError(article_id)
        return self._decoder.decode(self._bytes[start:end])

    def get(self, article_id: str, default: Any = None) -> Any:
        """As a mapping gives it; its own way would raise an error and catch it for most articles."""
        at = self._numbers.get(article_id)
        if at is None or self._starts[at] == self._starts[at + 1]:
            return default
        return self._decoder.decode(self._bytes[self._starts[at] : self._starts[at + 1]])

    def packed(self, article_id: str) -> bytes:
        """The value of an article as MessagePack; nil if it has none."""
        at = self._numbers[article_id]
        return self._bytes[self._starts[at] : self._starts[at + 1]] or _NIL

    def __iter__(self) -> Iterator[str]:
        return (each for each, at in self._numbers.items() if self._starts[at] < self._starts[at + 1])

    def __len__(self) -> int:
        return sum(start < end for start, end in pairwise(self._starts))


def encoded(value: object | None) -> bytes:
    """The value of an article as `Rows` reads it; None where the article has none. Of many values, bytes are the smallest form."""
    return b"" if value is None else msgspec.msgpack.encode(value)


def _laid_out(values: Sequence[bytes]) -> Table:
    lengths = np.array([len(value) for value in values], np.int64)
    return Table(starts_of(lengths), {"byte": np.frombuffer(b"".join(values), np.uint8)})


def rows(memory: Draft, name: str) -> Table | None:
    """Encoded values that `put_rows` kept; None where it did not."""
    return table(memory, name, _BYTES)


def put_rows(memory: Draft, name: str, values: Table) -> None:
    """Keep encoded values of articles."""
    put_table(memory, name, values, _BYTES)


def renewed(had: Table | None, change: Change, new: Mapping[int, bytes]) -> Table:
    """Encoded values of the articles of now: those in `new` (article → value), and of all others as they were."""
    made = _laid_out([new[at] for at in sorted(new)])
    if had is None:
        had = _laid_out([])
    at = change.before.copy()
    at[sorted(new)] = len(had.starts) - 1 + np.arange(len(new))
    return stacked(had, made).take(at)


def unlike(had: Table | None, now: Table, change: Change) -> NDArray[np.bool_]:
    """Of each article of now, whether its entries are others than they were, or it was not there."""
    found = change.before < 0
    if had is None:
        found[:] = True
        return found
    there = np.flatnonzero(~found)
    other_length = had.lengths[change.before[there]] != now.lengths[there]
    found[there[other_length]] = True
    there = there[~other_length]
    one, other = had.take(change.before[there]), now.take(there)
    at = np.flatnonzero(np.any([one[name] != column for name, column in other.columns.items()], axis=0))
    found[there[distinct(np.searchsorted(one.starts, at, side="right") - 1)]] = True
    return found
