"""What weaving keeps from one build to the next, and which articles are new to it.

Facts must come out the same with and without it: whatever is kept is either a sum over articles, or was worked out from
values that are compared with those of now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from readery.weave import _columns
from readery.weave._columns import Columns, Ints, Lexicon, Table, starts_of
from readery.weave._traits import TraitsLoader

T = TypeVar("T")

_WASTE = 2
"""How many times as many words as it began with the lexicon may hold before all is read anew."""
_FEW = 10_000
"""Words of which no waste is made."""


class Memory(Protocol):
    """Keeps bytes by name until the program changes."""

    def get(self, name: str) -> bytes | None:
        """What was kept under that name last, if anything."""

    def keep(self, values: Mapping[str, bytes]) -> None:
        """Keep these, each in place of what was kept under its name: all or none."""


class Draft:
    """What one weaving knows of the last one, and will keep for the next: all of it together, at the end."""

    def __init__(self, memory: Memory | None) -> None:
        self._memory = memory
        self._forgotten = memory is None
        self._new: dict[str, bytes] = {}

    def get(self, name: str) -> bytes | None:
        """What the last weaving kept under that name, if anything."""
        return None if self._forgotten or self._memory is None else self._memory.get(name)

    def put(self, name: str, data: bytes) -> None:
        """To be kept under that name."""
        self._new[name] = data

    def forget(self) -> None:
        """From here on nothing is known of the last weaving."""
        self._forgotten = True

    def keep(self) -> None:
        """Keep what was put."""
        if self._memory is not None and self._new:
            self._memory.keep(self._new)


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


def everything(articles: int) -> Change:
    """The change from nothing."""
    return Change(articles, np.ones(articles, np.bool_), np.full(articles, -1, np.int64), np.zeros(0, np.int64))


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
        columns = had if change.same else _columns.joined([had, columns]).take(at)
    if not change.same:
        changed = {order[at][:1] for at in np.flatnonzero(fresh).tolist()}
        changed |= {had.ids[at][:1] for at in np.flatnonzero(now < 0).tolist()} if had else set()
        names = []
        for name, block in _columns.blocks(columns):
            names.append(name)
            if name in changed:
                memory.put(f"columns {name}", _columns.encode(block))
        memory.put("blocks", msgspec.msgpack.encode(names))
    return columns, lexicon, change


def _remembered(memory: Draft) -> tuple[Columns | None, Lexicon]:
    """The columns and the lexicon of the last build."""
    names, words = memory.get("blocks"), memory.get("lexicon")
    if names is None or words is None:
        return None, Lexicon()
    blocks = [memory.get(f"columns {name}") for name in msgspec.msgpack.decode(names, type=list[str])]
    if not blocks or None in blocks:
        return None, Lexicon()
    began, size = _sizes(memory)
    if size > _WASTE * began:
        return None, Lexicon()
    lexicon = Lexicon(msgspec.msgpack.decode(words, type=dict[str, list[str]]))
    return _columns.joined([_columns.decode(block) for block in blocks if block]), lexicon


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
    data = memory.get(name)
    if data is None:
        return None
    stored = msgspec.msgpack.decode(data, type=dict[str, bytes])
    return {each: np.frombuffer(stored[each], kind) for each, kind in kinds.items()}


def put_arrays(memory: Draft, name: str, values: Mapping[str, NDArray[Any]], kinds: Mapping[str, str]) -> None:
    """Keep arrays under one name, each as its kind."""
    memory.put(
        name, msgspec.msgpack.encode({each: values[each].astype(kind).tobytes() for each, kind in kinds.items()})
    )


class Rows(Mapping[str, T], Generic[T]):
    """A value of each article, encoded: decoded when it is asked for. Articles with none have no key."""

    def __init__(self, kind: type[T], ids: Sequence[str], table: Table) -> None:
        self._decoder = msgspec.msgpack.Decoder(kind)
        self._at = {each: at for at, each in enumerate(ids)}
        self._starts = table.starts
        self._bytes = table["byte"].tobytes()
        self.table = table
        """The encoded values, one after another; of no bytes where there is none."""

    def __getitem__(self, article_id: str) -> T:
        at = self._at[article_id]
        start, end = int(self._starts[at]), int(self._starts[at + 1])
        if start == end:
            raise KeyError(article_id)
        return self._decoder.decode(self._bytes[start:end])

    def __iter__(self) -> Iterator[str]:
        has = self._starts[1:] > self._starts[:-1]
        return (each for each, one in zip(self._at, has.tolist(), strict=True) if one)

    def __len__(self) -> int:
        return int(np.count_nonzero(np.diff(self._starts)))


def encoded(values: Sequence[object | None]) -> Table:
    """Values of articles, each as `Rows` reads it; None where an article has none."""
    parts = [b"" if value is None else msgspec.msgpack.encode(value) for value in values]
    lengths = np.array([len(part) for part in parts], np.int64)
    return Table(starts_of(lengths), {"byte": np.frombuffer(b"".join(parts), np.uint8)})


def rows(memory: Draft, name: str) -> Table | None:
    """Encoded values that `put_rows` kept; None where it did not."""
    had = arrays(memory, name, {"length": "<i4", "byte": "u1"})
    return None if had is None else Table(starts_of(had["length"]), {"byte": had["byte"]})


def put_rows(memory: Draft, name: str, table: Table) -> None:
    """Keep encoded values of articles."""
    put_arrays(memory, name, {"length": table.lengths, "byte": table["byte"]}, {"length": "<i4", "byte": "u1"})


def renewed(had: Table | None, change: Change, new: Mapping[int, object | None]) -> Table:
    """Encoded values of the articles of now: those in `new` (article → value), and of all others as they were."""
    made = encoded([new[at] for at in sorted(new)])
    if had is None:
        had = encoded([])
    at = change.before.copy()
    at[sorted(new)] = len(had.starts) - 1 + np.arange(len(new))
    return stacked(had, made).take(at)


def stacked(one: Table, other: Table) -> Table:
    """The entries of all articles of one table, then of those of another with the same columns."""
    return Table(
        starts_of(np.concatenate((one.lengths, other.lengths))),
        {name: np.concatenate((column, other[name])) for name, column in one.columns.items()},
    )


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
    found[there[np.unique(np.searchsorted(one.starts, at, side="right") - 1)]] = True
    return found
