"""The counts of a collection as articles ask for them, noting who asked for what.

What tags an article would bear depends on itself and on counts of the collection that it looks up, for some tens of names and
phrases. Each look-up is noted, so that after a change only those articles are asked again that looked up a count which is
another now; of the others it is known that they would get the same answers.

A look-up is noted as a number of 32 bits. That two may share one costs an article that is asked again in vain, nothing else.
"""

from __future__ import annotations

import functools
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar, TypeVarTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from readery.weave import _memory
from readery.weave._columns import Lexicon, Table, among, stacked, starts_of
from readery.weave._counts import Counts, rounded
from readery.weave._memory import Change, Draft

V = TypeVar("V")
T = TypeVar("T")
Ts = TypeVarTuple("Ts")

_LENGTHENED = 5
"""A name longer than this may be written in one word or several."""
_WASTE = 2
"""How many times as many questions as articles ask may be kept."""
_PLAIN = {"names": "<i4", "alone": "<i4", "short": "<i4", "phrases": "<i4", "stems": "<i4", "langs": "<i4"}
_ASKED = {"question": "<i4"}
_NOTED = {"number": "<u4"}


class Traced(Mapping[str, V]):
    """A mapping whose look-ups are noted: of a value, or of whether there is one."""

    def __init__(self, note: Callable[[int], None], kind: str, values: Mapping[str, V]) -> None:
        self._note = note
        self._value = _begun(kind)
        self._there = _begun(f"is {kind}")
        self._values = values
        self._get = values.get

    def __getitem__(self, key: str) -> V:
        self._note(crc32(key.encode(), self._value))
        return self._values[key]

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a key, `default` where there is none."""
        self._note(crc32(key.encode(), self._value))
        return self._get(key, default)

    def __contains__(self, key: object) -> bool:
        self._note(crc32(key.encode(), self._there))  # type: ignore[attr-defined]
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        raise TypeError("whoever goes through all of it would have to be asked again whatever changed")

    def __len__(self) -> int:
        raise TypeError("whoever counts all of it would have to be asked again whatever changed")


class Asked:
    """The counts, and what was looked up in them."""

    def __init__(self, counts: Counts, publishers: Iterable[str]) -> None:
        self.answers: dict[tuple[object, ...], tuple[Any, int]] = {}
        """Question → its answer and its number."""
        self.rests: list[int] = []
        """Questions on which the answers rest that are being found, each followed by those that it needs."""
        self._looked_up: list[int] = []
        """Numbers of what was looked up for them, likewise."""
        self.noted, self.ends = array("I"), array("q", [0])
        """Numbers of what answers rest on, one question's after another's; question → where its own begin, and one more end."""
        traced = functools.partial(Traced, self._looked_up.append)
        self.counts = Counts(
            articles=counts.articles,
            langs=traced("langs", counts.langs),
            names=traced("names", counts.names),
            alone=traced("alone", counts.alone),
            phrases=traced("phrases", counts.phrases),
            spread=traced("spread", counts.spread),
        )
        """The counts. Those of stems and initials are asked for by `spread` and `long`."""
        ending: dict[str, list[str]] = {}
        together: dict[str, list[str]] = {}
        for name in counts.names:
            if " " in name:
                ending.setdefault(name.rpartition(" ")[2], []).append(name)
            if len(name) > _LENGTHENED:
                together.setdefault(name.replace(" ", ""), []).append(name)
        long: dict[str, list[tuple[str, int]]] = {}
        for pair, has in counts.short.items():
            letters, _, name = pair.partition(" ")
            long.setdefault(letters, []).append((name, has))
        self.ending: Mapping[str, list[str]] = traced("ending", ending)
        """Last word → the names of several words that end so."""
        self.together: Mapping[str, list[str]] = traced("together", together)
        """A longer name without its spaces → the names that are written so."""
        self.long: Mapping[str, list[tuple[str, int]]] = traced("long", long)
        """Initials → the names that have them, each with the articles that have both."""
        self.publishers: Mapping[str, bool] = traced("publishers", dict.fromkeys(publishers, True))
        """Folded names of publishers."""

    def find(self, question: tuple[object, ...], find: Callable[[], object]) -> tuple[Any, int]:
        """Find the answer to a question, and remember it with what it rests on."""
        looked_up, rests = len(self._looked_up), len(self.rests)
        try:
            self.answers[question] = known = (find(), self._closed(looked_up, rests))
        finally:
            del self._looked_up[looked_up:], self.rests[rests:]
        return known

    def asking(self, find: Callable[[], T]) -> tuple[T, list[int]]:
        """What an article finds out, and the questions that it rests on."""
        found = find()
        questions = [*dict.fromkeys(self.rests)]
        self.rests.clear()
        questions.append(self._closed(0, 0))
        self._looked_up.clear()
        return found, questions

    def _closed(self, looked_up: int, rests: int) -> int:
        """A number for all that was looked up, and asked, since there were as many."""
        numbers = set(self._looked_up[looked_up:])
        for each in self.rests[rests:]:
            numbers.update(self.noted[self.ends[each] : self.ends[each + 1]])
        self.noted.extend(numbers)
        self.ends.append(len(self.noted))
        return len(self.ends) - 2


class Asking(Protocol):
    """Whoever asks."""

    asked: Asked


A = TypeVar("A", bound=Asking)


def question(method: Callable[[A, *Ts], T]) -> Callable[[A, *Ts], T]:
    """A method that depends on its arguments and on what it looks up; answered once for the same arguments."""
    name = method.__qualname__

    @functools.wraps(method)
    def ask(self: A, *args: *Ts) -> T:
        asked, key = self.asked, (name, *args)
        known = asked.answers.get(key) or asked.find(key, functools.partial(method, self, *args))
        asked.rests.append(known[1])
        return known[0]  # type: ignore[no-any-return]

    return ask


def number(kind: str, key: str) -> int:
    """The number of a look-up."""
    return crc32(key.encode(), _begun(kind))


def _begun(kind: str) -> int:
    """What the number of a look-up of that kind is made from besides its key."""
    return crc32(f"{kind} ".encode())


@dataclass(frozen=True, slots=True)
class Log:
    """What all articles asked."""

    asked: Table
    """Of each article its questions, as ``question``."""
    noted: Table
    """Of each question what its answer rests on, as ``number``."""


def log(memory: Draft) -> Log | None:
    """The log that was kept."""
    asked, noted = _memory.table(memory, "asked", _ASKED), _memory.table(memory, "noted", _NOTED)
    return None if asked is None or noted is None else Log(asked, noted)


def renewed(had: Log | None, change: Change, questions: Mapping[int, list[int]], asked: Asked) -> Log:
    """The log of the articles of now: those in `questions` asked these of `asked`."""
    first = len(had.noted.starts) - 1 if had else 0
    articles = sorted(questions)
    new = Table(
        starts_of(np.array([len(questions[at]) for at in articles], np.int64)),
        {"question": np.array([first + each for at in articles for each in questions[at]], np.int64)},
    )
    told = Table(np.array(asked.ends), {"number": np.array(asked.noted, np.uint32)})
    at = change.before.copy()
    at[articles] = np.arange(len(articles))
    if had:
        at[articles] += len(had.asked.starts) - 1
        new, told = stacked(had.asked, new), stacked(had.noted, told)
    new = new.take(at)
    used = np.bincount(new["question"], minlength=len(told.starts) - 1) > 0
    if _WASTE * np.count_nonzero(used) < len(used):
        place = np.cumsum(used) - 1
        new, told = Table(new.starts, {"question": place[new["question"]]}), told.take(np.flatnonzero(used))
    return Log(new, told)


def put_log(memory: Draft, log: Log) -> None:
    """Keep a log."""
    _memory.put_table(memory, "asked", log.asked, _ASKED)
    _memory.put_table(memory, "noted", log.noted, _NOTED)


def ask_again(log: Log, moved: set[int]) -> NDArray[np.bool_]:
    """Which articles of a log looked up one of these."""
    is_moved = among(log.noted["number"], np.array(sorted(moved), np.uint32))
    stale = _any(log.noted, is_moved)
    return _any(log.asked, stale[log.asked["question"]])


def _any(table: Table, entries: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whose entries hold a true one."""
    return np.bincount(table.owners()[entries], minlength=len(table.starts) - 1) > 0


def moved(had: Mapping[str, NDArray[Any]], tallies: Mapping[str, NDArray[Any]], lexicon: Lexicon) -> set[int]:
    """The look-ups that may give something else than before, given the counts by kind and number of word, then and now."""
    found: set[int] = set()
    words = {
        "names": lexicon.names,
        "alone": lexicon.alone,
        "short": lexicon.short,
        "phrases": lexicon.terms,
        "stems": lexicon.terms,
        "langs": lexicon.langs,
    }
    for kind in _PLAIN:
        now = tallies[kind]
        then = np.zeros(len(now), np.int64)
        then[: len(had[kind])] = had[kind]
        text = list(words[kind])
        spread = rounded(then) != rounded(now)
        for at in np.flatnonzero(then != now).tolist():
            found |= _looked_up(kind, text[at], (then[at] > 0) != (now[at] > 0), bool(spread[at]))
    return found


def _looked_up(kind: str, word: str, came_or_went: bool, spread: bool) -> set[int]:
    """Look-ups that a count of this kind answers, when it changes."""
    if kind == "short":
        return {number("long", word.partition(" ")[0])}
    if kind in ("stems", "langs"):
        return {number("spread" if kind == "stems" else "langs", word)} if spread else set()
    found = {number(kind, word)}
    if spread and kind == "names":
        found.add(number("spread", word))
    if came_or_went:
        found.add(number(f"is {kind}", word))
        if kind == "names":
            found |= {number("ending", word.rpartition(" ")[2]), number("together", word.replace(" ", ""))}
    return found


def tallies(memory: Draft) -> dict[str, NDArray[Any]] | None:
    """The counts by kind that were kept."""
    return _memory.arrays(memory, "tallies", _PLAIN)


def put_tallies(memory: Draft, tallies: Mapping[str, NDArray[Any]]) -> None:
    """Keep the counts by kind."""
    _memory.put_arrays(memory, "tallies", tallies, _PLAIN)
