"""Brings files to a place: the same way for every target.

    claim the lock, with the plan in it → assets, new pages, changed pages, indexes, the home page
    → manifest → removals → let go of the lock

A deploy that breaks off leaves its lock with the plan, and how far it came. The next one takes both up: what is known
to stand there is the manifest, with the plan's first files as done and the rest as uncertain.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol, TypeAlias

from readery.deploy import _lock as locks
from readery.deploy import _record as record
from readery.deploy._lock import Pulse, plain
from readery.deploy._memory import Memory
from readery.deploy._place import ASIDE, DeployError, Outgoing, Patience, Place, Whole
from readery.deploy._plan import Plan, plan
from readery.deploy._record import BEAT, KEPT, LOCK, MANIFEST, VERSION, Before, Lock, Manifest

Sent: TypeAlias = Callable[[Outgoing], None]

_NAMED = 5
"""Paths that a message names."""


class Watch(Protocol):
    """What a deploy tells while it runs."""

    def begin(self, files: int, size: int) -> None:
        """So many files and bytes are to be sent."""

    def sent(self, file: Outgoing) -> None:
        """One is in its place."""

    def say(self, message: str) -> None:
        """Something that the owner should know now."""


@dataclass(frozen=True, slots=True)
class Consent:
    """What the owner overrules."""

    adopt: bool = False
    """Files of others that stand in the way may be replaced."""
    take_over: bool = False
    """A deploy that seems to be under way is dead."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a deploy did."""

    sent: int
    """Files sent."""
    size: int
    """Their bytes, before compression."""
    removed: int
    """Files removed."""
    same: int
    """Files that stood there already."""
    made: int | None = None
    """Bytes of the one file that was made of them, where the place is one."""


@dataclass(frozen=True, slots=True)
class Task:
    """A deploy to one place."""

    place: Place
    """It is open."""
    where: str
    """Its address, for messages."""
    files: Sequence[Outgoing]
    """What shall stand there."""
    message: str
    """What is done, for places with a history."""
    keep: bool
    """Whether what is replaced is kept there, if it can be."""
    back: bool
    """Whether it is a rollback."""
    consent: Consent
    """What the owner overrules."""
    patience: Patience
    """With passing errors."""
    watch: Watch
    """Who is told."""


def run(task: Task, memory: Memory) -> Report:
    """Make the place hold the files. Raises DeployError; what was done until then is taken up by the next run."""
    if isinstance(task.place, Whole):
        return _whole(task, task.place)
    data = task.patience.bear(lambda: task.place.read(MANIFEST))
    stood = record.manifest(data, task.where)
    if task.place.able.atomic:
        return _at_once(task, stood)
    return _one_by_one(task, memory, data, stood)


def preview(task: Task) -> tuple[Plan, tuple[str, ...]]:
    """What `run` would do, and which files of others stand in its way; nothing is changed."""
    if isinstance(task.place, Whole):
        return plan(task.files, {}), ()
    stood = record.manifest(task.patience.bear(lambda: task.place.read(MANIFEST)), task.where)
    left = None if task.place.able.atomic else locks.left_behind(task.place, task.where, task.patience)
    known = left.known(stood) if left and left.lock.deploy != stood.deploy else dict(stood.files)
    wanted = plan(task.files, known)
    return wanted, tuple(sorted(_foreign(task, wanted, stood)))


def _whole(task: Task, place: Whole) -> Report:
    wanted = plan(task.files, {})
    task.watch.begin(len(wanted.puts), wanted.size)
    ordered = sorted(wanted.puts, key=lambda file: file.path)
    place.put_all(ordered, None, (), task.patience, task.watch.sent)
    place.finish(task.message)
    return Report(len(ordered), wanted.size, 0, 0, place.size())


def _at_once(task: Task, stood: Manifest) -> Report:
    """For places where all of a deploy appears at once, or nothing."""
    wanted = plan(task.files, stood.files)
    if not wanted:
        return Report(0, 0, 0, wanted.same)
    _refuse_foreign(task, _foreign(task, wanted, stood))
    task.watch.begin(len(wanted.puts), wanted.size)
    task.place.put_all(wanted.puts, None, (), task.patience, task.watch.sent)
    marks = {file.path: file.mark for file in task.files}
    task.place.put(plain(MANIFEST, record.encode(Manifest(VERSION, _name(), record.now(), marks))), None)
    task.place.remove(wanted.removals, None)
    task.patience.bear(lambda: task.place.finish(task.message))
    return Report(len(wanted.puts), wanted.size, len(wanted.removals), wanted.same)


@dataclass(frozen=True, slots=True)
class _Begun:
    """A deploy that holds the lock."""

    lock: Lock
    """It."""
    wanted: Plan
    """What is still to do."""
    worth: frozenset[str]
    """Paths where something stood before the deploy that is worth keeping."""
    kept: frozenset[str] = frozenset()
    """Paths of which an earlier run of it has kept that."""
    done: int = 0
    """Files of the lock's plan that an earlier run has brought."""
    again: bool = False
    """Whether there was an earlier run."""


def _one_by_one(task: Task, memory: Memory, data: bytes | None, stood: Manifest) -> Report:
    """For places whose files change one after another."""
    begun = _begin(task, memory, data, stood)
    wanted, lock, bear = begun.wanted, begun.lock, task.patience.bear
    pulse = Pulse(task.place, lock, task.where, begun.done, task.patience)
    keep = _keep(task, lock.deploy)
    unkept = begun.kept.union(file.path for file in wanted.puts if file.path not in begun.worth)
    try:
        task.watch.begin(len(wanted.puts), wanted.size)
        for stage in wanted.stages:
            task.place.put_all(stage, keep, unkept, task.patience, _both(pulse.sent, task.watch.sent))
        changed = _write_manifest(task, lock, stood)
        gone, outdated = _parted(lock.removals)
        _remove(task, [path for path in gone if path in begun.worth], keep)
        _remove(task, [path for path in gone if path not in begun.worth], None)
        # What one run put there and the next one put back was kept for nothing.
        touched = begun.kept.union(file.path for file in wanted.puts if file.path in begun.worth)
        outdated += [f"{KEPT}/{lock.deploy}/{path}" for path in sorted(touched - changed)]
        # The lock last: until it is gone, another run would do all this again.
        signs = [BEAT, LOCK] if pulse.beaten or begun.again else [LOCK]
        bear(lambda: task.place.remove([*outdated, *signs], None))
    except BaseException:
        pulse.stop()
        raise
    memory.forget()
    return Report(len(wanted.puts), wanted.size, len(gone), wanted.same)


def _begin(task: Task, memory: Memory, data: bytes | None, stood: Manifest) -> _Begun:
    """Claim the lock, and take up what a dead deploy left."""
    place, bear = task.place, task.patience.bear
    wanted = plan(task.files, stood.files)
    # Before the lock is claimed, since a lock's plan is taken for a list of what is ours.
    foreign = _foreign(task, wanted, stood)
    _refuse_foreign(task, foreign)
    lock = _lock(task, _name(), secrets.token_hex(8), wanted, stood, foreign, [])
    left = locks.claim(place, lock, task.where, memory, task.consent.take_over, task.patience, task.watch.say)
    if not place.able.guards and bear(lambda: place.read(MANIFEST)) != data:
        if left is None:
            bear(lambda: place.remove([LOCK], None))
        raise DeployError(f"{task.where}: another deploy to it has just ended. Deploy again.")
    if left is None or left.lock.deploy == stood.deploy:
        if left is not None:
            _finish(task, left.lock, stood)
            locks.renew(place, lock, task.where, task.patience)
        return _Begun(lock, wanted, frozenset(stood.files) | foreign, again=left is not None)
    there = bear(place.paths)
    known = {path: mark for path, mark in left.known(stood).items() if path in there}
    wanted = plan(task.files, known)
    foreign = set(wanted.new & there)
    _refuse_foreign(task, foreign)
    foreign.update(left.lock.adopted)
    settled = [
        (file.path, file.mark) for file in task.files if stood.files.get(file.path) != file.mark == known.get(file.path)
    ]
    lock = _lock(task, left.lock.deploy, lock.holder, wanted, stood, foreign, settled)
    locks.renew(place, lock, task.where, task.patience)
    _remove(task, sorted(path for path in there if path.startswith(f"{ASIDE}/")), None)
    folder = f"{KEPT}/{lock.deploy}/"
    kept = frozenset(path.removeprefix(folder) for path in there if path.startswith(folder))
    return _Begun(lock, wanted, frozenset(stood.files) | foreign, kept, len(settled), again=True)


def _finish(task: Task, lock: Lock, stood: Manifest) -> None:
    """Do the removals of a deploy that was whole but for these."""
    was = stood.before.files if stood.before else {}
    gone, _ = _parted(lock.removals)
    _remove(task, [path for path in gone if was.get(path) is not None], _keep(task, stood.deploy))
    _remove(task, [path for path in gone if path not in stood.files and path not in was], None)
    needed = {f"{KEPT}/{stood.deploy}/{path}" for path, mark in was.items() if mark is not None}
    _, kept = _parted(sorted(task.patience.bear(task.place.paths)))
    _remove(task, [path for path in kept if path not in needed], None)


def _lock(
    task: Task,
    name: str,
    holder: str,
    wanted: Plan,
    stood: Manifest,
    foreign: set[str],
    settled: list[tuple[str, str]],
) -> Lock:
    """The lock of a deploy; `settled` is what an earlier run of it brought already."""
    puts = [*settled, *((file.path, file.mark) for file in wanted.puts)]
    kept = set[str]()
    if stood.before and {file.path: file.mark for file in task.files} != stood.files:
        kept = {f"{KEPT}/{stood.deploy}/{path}" for path, mark in stood.before.files.items() if mark is not None}
    return Lock(
        VERSION, name, holder, record.now(), puts, sorted(kept.union(wanted.removals)), sorted(foreign), task.back
    )


def _parted(removals: Sequence[str]) -> tuple[list[str], list[str]]:
    """Files of the site, and what was kept of an earlier one."""
    kept = [path for path in removals if path.startswith(f"{KEPT}/")]
    return [path for path in removals if not path.startswith(f"{KEPT}/")], kept


def _write_manifest(task: Task, lock: Lock, stood: Manifest) -> set[str]:
    """Write the manifest, unless what stands says the same; paths that the deploy changed."""
    marks = {file.path: file.mark for file in task.files}
    changed = {path for path, _ in marks.items() ^ stood.files.items()}
    if changed:
        before = None
        if _keep(task, lock.deploy):
            adopted = dict.fromkeys(lock.adopted, "")
            before = Before(stood.at, {path: stood.files.get(path, adopted.get(path)) for path in sorted(changed)})
        written = record.encode(Manifest(VERSION, lock.deploy, record.now(), marks, before))
        task.patience.bear(lambda: task.place.put(plain(MANIFEST, written), None))
    return changed


def _remove(task: Task, paths: Sequence[str], keep: str | None) -> None:
    if paths:
        task.patience.bear(lambda: task.place.remove(paths, keep))


def _keep(task: Task, name: str) -> str | None:
    """The folder in which the deploy of that name keeps what it replaces."""
    return f"{KEPT}/{name}" if task.keep and task.place.able.keeps else None


def _foreign(task: Task, wanted: Plan, stood: Manifest) -> set[str]:
    """Files that stand where new ones shall, and that no deploy is known to have put there."""
    if not wanted.new:
        return set()
    there = wanted.new & task.patience.bear(task.place.paths)
    if there and not task.place.able.atomic:
        left = locks.left_behind(task.place, task.where, task.patience)
        there -= left.known(stood).keys() if left else set()
    return set(there)


def _refuse_foreign(task: Task, foreign: set[str]) -> None:
    if foreign and not task.consent.adopt:
        names = ", ".join(sorted(foreign)[:_NAMED]) + (" …" if len(foreign) > _NAMED else "")
        raise DeployError(
            f"{task.where}: {len(foreign):,} files there have names that the site needs, and no deploy put them there: {names}. "
            "Move them away, or deploy with --adopt to replace them; nothing was changed."
        )


def _both(first: Sent, second: Sent) -> Sent:
    def sent(file: Outgoing) -> None:
        first(file)
        second(file)

    return sent


def _name() -> str:
    """Name of a new deploy: when it began, and something that no other has."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
