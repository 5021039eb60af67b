"""The counts of a collection as articles ask for them, noting who asked for what.

What tags an article would bear depends on itself and on counts of the collection that it looks up, for some tens of names and
phrases. Each look-up is noted, so that after a change only those articles are asked again that looked up a count which is
another now; of the others it is known that they would get the same answers.

A look-up is noted as a number of 32 bits. That two may share one costs an article that is asked again in vain, nothing else.
"""

from __future__ import annotations

import functools
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from readery.weave import _memory
from readery.weave._columns import Lexicon, Table, among, stacked, starts_of
from readery.weave._counts import Counts, rounded
from readery.weave._memory import Change, Draft

V = TypeVar("V")
T = TypeVar("T")
P = ParamSpec("P")

_LENGTHENED = 5
"""A name longer than this may be written in one word or several."""
_WASTE = 2
"""How many times as many questions as articles ask may be kept."""
_PLAIN = {"names": "<i4", "alone": "<i4", "short": "<i4", "phrases": "<i4", "stems": "<i4", "langs": "<i4"}
_ASKED = {"question": "<i4"}
_NOTED = {"number": "<u4"}


@dataclass(slots=True)
class _Notes:
    """What one answer rests on."""

    numbers: set[int] = field(default_factory=set)
    """Of what was looked up."""
    questions: list[int] = field(default_factory=list)
    """What was asked besides."""


class _LookUps(dict[str, int]):
    """Key → number of its look-up, of one kind."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind

    def __missing__(self, key: str) -> int:
        self[key] = found = number(self._kind, key)
        return found


class Traced(Mapping[str, V]):
    """A mapping whose look-ups are noted: of a value, or of whether there is one."""

    def __init__(self, asked: Asked, kind: str, values: Mapping[str, V]) -> None:
        self._asked = asked
        self._value = _LookUps(kind)
        self._there = _LookUps(f"is {kind}")
        self._values = values

    def __getitem__(self, key: str) -> V:
        self._asked.notes.numbers.add(self._value[key])
        return self._values[key]

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a key, `default` where there is none."""
        self._asked.notes.numbers.add(self._value[key])
        return self._values.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._asked.notes.numbers.add(self._there[key])  # type: ignore[index]
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
        self.notes = _Notes()
        """What the answer that is being found rests on so far."""
        self.noted: list[array[int]] = []
        """Question → numbers of what its answer rests on."""
        self.counts = Counts(
            articles=counts.articles,
            langs=Traced(self, "langs", counts.langs),
            names=Traced(self, "names", counts.names),
            alone=Traced(self, "alone", counts.alone),
            phrases=Traced(self, "phrases", counts.phrases),
            spread=Traced(self, "spread", counts.spread),
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
        self.ending: Mapping[str, list[str]] = Traced(self, "ending", ending)
        """Last word → the names of several words that end so."""
        self.together: Mapping[str, list[str]] = Traced(self, "together", together)
        """A longer name without its spaces → the names that are written so."""
        self.long: Mapping[str, list[tuple[str, int]]] = Traced(self, "long", long)
        """Initials → the names that have them, each with the articles that have both."""
        self.publishers: Mapping[str, bool] = Traced(self, "publishers", dict.fromkeys(publishers, True))
        """Folded names of publishers."""

    def find(self, question: tuple[object, ...], find: Callable[[], object]) -> tuple[Any, int]:
        """Find the answer to a question, and remember it with what it rests on."""
        before, self.notes = self.notes, _Notes()
        try:
            self.answers[question] = known = (find(), self._closed())
        finally:
            self.notes = before
        return known

    def asking(self, find: Callable[[], T]) -> tuple[T, list[int]]:
        """What an article finds out, and the questions that it rests on."""
        self.notes = _Notes()
        found = find()
        questions = self.notes.questions
        self.notes.questions = []
        return found, [*dict.fromkeys(questions), self._closed()]

    def _closed(self) -> int:
        """A number for all that was noted since notes were begun."""
        numbers = self.notes.numbers
        for each in self.notes.questions:
            numbers.update(self.noted[each])
        self.noted.append(array("I", numbers))
        return len(self.noted) - 1


class Asking(Protocol):
    """Whoever asks."""

    asked: Asked


A = TypeVar("A", bound=Asking)


def question(method: Callable[Concatenate[A, P], T]) -> Callable[Concatenate[A, P], T]:
    """A method that depends on its arguments and on what it looks up; answered once for the same arguments."""
    name = method.__qualname__

    @functools.wraps(method)
    def ask(self: A, *args: P.args, **kwargs: P.kwargs) -> T:
        asked, key = self.asked, (name, *args, *kwargs.items())
        known = asked.answers.get(key) or asked.find(key, functools.partial(method, self, *args, **kwargs))
        asked.notes.questions.append(known[1])
        return known[0]  # type: ignore[no-any-return]

    return cast(Callable[Concatenate[A, P], T], ask)


def number(kind: str, key: str) -> int:
    """The number of a look-up."""
    return crc32(f"{kind} {key}".encode())


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


def renewed(had: Log | None, change: Change, asked: Mapping[int, list[int]], noted: Sequence[array[int]]) -> Log:
    """The log of the articles of now: those in `asked` asked these questions, whose answers rest on `noted`."""
    first = len(had.noted.starts) - 1 if had else 0
    articles = sorted(asked)
    new = Table(
        starts_of(np.array([len(asked[at]) for at in articles], np.int64)),
        {"question": np.array([first + each for at in articles for each in asked[at]], np.int64)},
    )
    told = Table(
        starts_of(np.array([len(each) for each in noted], np.int64)),
        {"number": np.frombuffer(b"".join(noted), np.uint32)},
    )
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
