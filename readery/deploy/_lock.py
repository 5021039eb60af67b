"""The lock at a place: one deploy at a time, and one that broke off is taken up by the next."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass

from readery.deploy import _record as record
from readery.deploy._memory import Memory
from readery.deploy._place import DeployError, Outgoing, Patience, Place
from readery.deploy._record import BEAT, KEPT, LOCK, Beat, Lock, Manifest

_BEAT_EVERY = 3.0
"""Seconds between two signs of life."""
_DOUBT = 120.0
"""Seconds without one after which a deploy asks whether the lock is still its own: the machine may have slept."""
_SILENCE = 15 * 60.0
"""Seconds without one after which a deploy counts as dead: far above any time-out, and a clock that is a little off."""


@dataclass(frozen=True, slots=True)
class Left:
    """What a deploy that broke off has left."""

    lock: Lock
    """Its plan."""
    done: int
    """How many of the plan's first files are in their places."""

    def known(self, stood: Manifest) -> dict[str, str]:
        """What is known to stand there: path → mark, an empty one for unknown content."""
        known = dict(stood.files)
        known |= {path: mark if number < self.done else "" for number, (path, mark) in enumerate(self.lock.puts)}
        # A removal may have happened or not, and what it shall remove may be of an earlier run that broke off.
        return known | dict.fromkeys((path for path in self.lock.removals if not path.startswith(f"{KEPT}/")), "")


def left_behind(place: Place, where: str, patience: Patience) -> Left | None:
    """What stands behind the lock that is there now, if there is one."""
    data = patience.bear(lambda: place.read(LOCK))
    lock = record.lock(data, where) if data else None
    if lock is None:
        return None
    beat = _beat(place, lock, patience)
    return Left(lock, beat.done if beat else 0)


def claim(
    place: Place,
    lock: Lock,
    where: str,
    memory: Memory,
    take_over: bool,
    patience: Patience,
    say: Callable[[str], None],
) -> Left | None:
    """Take the lock; what a dead deploy left behind, if the lock was its. Raises DeployError while another one lives."""
    own = memory.holders()
    memory.hold(lock.holder)
    if patience.bear(lambda: place.claim(LOCK, record.encode(lock))):
        return None
    data = patience.bear(lambda: place.read(LOCK))
    if data is None:
        raise DeployError(f"{where}: another deploy to it has just ended. Deploy again.")
    other = record.lock(data, where)
    if other is None:
        # Half a lock: its deploy broke off while writing it, before it changed anything.
        say("an earlier deploy broke off as it began; it had changed nothing.")
        return Left(Lock(lock.version, lock.deploy, "", lock.at, [], [], []), 0)
    if other.holder == lock.holder:
        return None  # our own: the answer to an earlier try was lost
    beat = _beat(place, other, patience)
    silent = min(record.age(other.at), record.age(beat.at) if beat else float("inf"))
    if not (other.holder in own or (beat and beat.stopped) or silent > _SILENCE or take_over):
        raise DeployError(
            f"{where}: another deploy is under way since {other.at} (last sign of life {silent:.0f} seconds ago). "
            "Wait for its end. If you know that it is dead, deploy again with --take-over; "
            f"after {_SILENCE / 60:.0f} minutes without a sign that is done by itself."
        )
    done = beat.done if beat else 0
    say(f"an earlier deploy broke off with {done:,} of {len(other.puts):,} files known to be there; going on from it.")
    return Left(other, done)


def renew(place: Place, lock: Lock, where: str, patience: Patience) -> None:
    """Put our lock in the place of a dead one. Raises DeployError if another did so at the same time."""
    patience.bear(lambda: place.put(plain(LOCK, record.encode(lock)), None))
    _still_ours(place, lock, where, patience)


class Pulse:
    """Says now and then how far the deploy is."""

    def __init__(self, place: Place, lock: Lock, where: str, done: int, patience: Patience) -> None:
        self._place = place
        self._lock = lock
        self._where = where
        self._patience = patience
        self._numbers = {path: number for number, (path, _) in enumerate(lock.puts)}
        self._ahead: set[int] = set()
        self._done = done
        self._last = time.time()
        self.beaten = done > 0
        """Whether a sign stands, or may stand, at the place."""

    def sent(self, file: Outgoing) -> None:
        """A file of the plan is in its place."""
        self._ahead.add(self._numbers[file.path])
        while self._done in self._ahead:
            self._ahead.remove(self._done)
            self._done += 1
        since = time.time() - self._last
        if since > _DOUBT:
            _still_ours(self._place, self._lock, self._where, self._patience)
        if since > _BEAT_EVERY:
            self._patience.bear(lambda: self._write(False))

    def stop(self) -> None:
        """The deploy ends without being whole; say so if that is possible."""
        # The place may be out of reach, which is why the deploy ends: it is then known by its silence.
        with contextlib.suppress(DeployError):
            self._write(True)

    def _write(self, stopped: bool) -> None:
        self.beaten = True
        beat = Beat(self._lock.holder, record.now(), self._done, stopped)
        self._place.put(plain(BEAT, record.encode(beat)), None)
        self._last = time.time()


def plain(path: str, data: bytes) -> Outgoing:
    """A file of the deploy's own bookkeeping. It must be fetched anew each time."""
    return Outgoing(path, len(data), "", "application/json", "no-cache", "", lambda: data)


def _beat(place: Place, lock: Lock, patience: Patience) -> Beat | None:
    """The last sign of life of the lock's holder."""
    beat = record.beat(patience.bear(lambda: place.read(BEAT)))
    return beat if beat and beat.holder == lock.holder else None


def _still_ours(place: Place, lock: Lock, where: str, patience: Patience) -> None:
    data = patience.bear(lambda: place.read(LOCK))
    other = record.lock(data, where) if data else None
    if other is None or other.holder != lock.holder:
        raise DeployError(
            f"{where}: another deploy has taken the lock over. This one stops; what it sent is known to the other."
        )
