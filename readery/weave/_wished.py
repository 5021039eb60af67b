"""The tags that all articles would bear: asked of an article when it is new, or when what it looked up has changed."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray

from readery.weave import _asked, _memory
from readery.weave._asked import Asked
from readery.weave._columns import Lexicon, Table, stacked, starts_of
from readery.weave._fold import fold
from readery.weave._loom import Loom
from readery.weave._wishes import Wish, Wisher

ORIGINS = ("owner", "publisher", "text")
"""Who gives tags, in the order of how much they have to say."""
_ENTRIES = {"key": "<i4", "text": "<i4", "origin": "u1", "count": "<i4", "pinned": "?"}


@dataclass(frozen=True, slots=True)
class Wished:
    """What all articles would bear."""

    rows: Table
    """Of each article its wishes, encoded."""
    entries: Table
    """The same as numbers: ``key`` and ``text`` (of the lexicon), ``origin`` (a place in `ORIGINS`), ``count``, ``pinned``."""
    changed: NDArray[np.bool_]
    """Article → whether its wishes are others than before."""

    def of(self, article: int) -> list[Wish]:
        """The wishes of an article."""
        start, end = self.rows.starts[article], self.rows.starts[article + 1]
        return _decoder.decode(self.rows["byte"][start:end].tobytes())


_decoder = msgspec.msgpack.Decoder(list[Wish])


def wished(loom: Loom) -> Wished:
    """What all articles would bear."""
    heads = loom.collection.by_id
    sites = {entry.head.site for entry in loom.collection if entry.head.site}
    publishers = sorted({name for site in sites for name in (fold(site), fold(site).removeprefix("the "))})
    asked = Asked(loom.counts, publishers)
    wisher = Wisher(asked, loom.settings.tags)
    settings = msgspec.json.encode((loom.settings.tags, loom.counts.articles), order="sorted")
    stale = loom.change.fresh
    log, rows = _asked.log(loom.memory), _memory.rows(loom.memory, "wishes")
    entries = _memory.table(loom.memory, "wish entries", _ENTRIES)
    then = _asked.tallies(loom.memory)
    known = loom.memory.get("publishers")
    if log and rows and entries and then and known and loom.memory.get("tag settings") == settings:
        moved = _asked.moved(then, loom.tallies, loom.lexicon)
        gone_or_new = set(publishers).symmetric_difference(msgspec.msgpack.decode(known, type=list[str]))
        moved |= {_asked.number("is publishers", name) for name in gone_or_new}
        there = np.flatnonzero(loom.change.before >= 0)
        stale = stale.copy()
        stale[there] |= _asked.ask_again(log, moved)[loom.change.before[there]]
    else:
        log, rows, entries = None, None, None
        stale = np.ones(loom.change.articles, np.bool_)
    articles = np.flatnonzero(stale).tolist()
    questions: dict[int, list[int]] = {}
    new: dict[int, bytes] = {}
    numbers = _Numbers(loom.lexicon)
    for article, traits in zip(articles, loom.load(loom.order[at] for at in articles), strict=True):
        found, questions[article] = asked.asking(lambda: wisher.wishes(traits, heads[traits.id].head))  # noqa: B023 - called at once
        new[article] = _memory.encoded(found)
        numbers.add(found)
    now = _memory.renewed(rows, loom.change, new)
    changed = _memory.unlike(rows, now, loom.change)
    made = numbers.table()
    if entries:
        at = loom.change.before.copy()
        at[articles] = len(entries.starts) - 1 + np.arange(len(articles))
        made = stacked(entries, made).take(at)
    if articles or not loom.change.same:
        _memory.put_rows(loom.memory, "wishes", now)
        _memory.put_table(loom.memory, "wish entries", made, _ENTRIES)
        _asked.put_log(loom.memory, _asked.renewed(log, loom.change, questions, asked))
    _asked.put_tallies(loom.memory, loom.tallies)
    loom.memory.put("publishers", msgspec.msgpack.encode(publishers))
    loom.memory.put("tag settings", settings)
    return Wished(now, made, changed)


class _Numbers:
    """Wishes as numbers, article by article."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._keys, self._texts = lexicon.keys, lexicon.texts
        self._lengths: list[int] = []
        self._columns = {name: array("i") for name in _ENTRIES}

    def add(self, wishes: Sequence[Wish]) -> None:
        """Add the wishes of one more article."""
        self._lengths.append(len(wishes))
        columns, keys, texts = self._columns, self._keys, self._texts
        columns["key"].extend([keys[wish.key] for wish in wishes])
        columns["text"].extend([texts[wish.text] for wish in wishes])
        columns["origin"].extend([ORIGINS.index(wish.origin) for wish in wishes])
        columns["count"].extend([wish.count for wish in wishes])
        columns["pinned"].extend([wish.pinned for wish in wishes])

    def table(self) -> Table:
        """The wishes of all of them."""
        return Table(
            starts_of(np.array(self._lengths, np.int64)),
            {name: np.frombuffer(values, np.int32).astype(_ENTRIES[name]) for name, values in self._columns.items()},
        )
