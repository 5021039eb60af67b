"""The finished site goes somewhere. A kind of target is one module here; the rest is the same for all of them."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from readery import registry
from readery.deploy import _address, _memory, _run
from readery.deploy._files import outgoing
from readery.deploy._place import DeployError, Outgoing, PassingError, Patience, Place
from readery.deploy._plan import Plan
from readery.deploy._rollback import earlier
from readery.deploy._run import Consent, Report, Task, Watch
from readery.deploy._target import Target
from readery.settings import DeploySettings

__all__ = [
    "Consent", "DeployError", "Job", "Outgoing", "PassingError", "Patience", "Place", "Plan", "Report", "Target", "Watch",
    "deploy", "preview", "rollback", "targets",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Job:
    """A site and where it shall go."""

    site: Path
    """Folder of the built site."""
    built: str
    """Base URL that it was built with; empty without one."""
    options: DeploySettings
    """Where to, and how."""
    state: Path
    """Folder for what this machine remembers of its deploys."""
    message: str
    """What is deployed, in a few words, for places with a history."""
    consent: Consent
    """What the owner overrules."""
    patience: Patience
    """With passing errors."""


def targets() -> tuple[Target, ...]:
    """All kinds of targets."""
    return registry.members(sys.modules[__name__], "TARGET", Target)


def deploy(job: Job, watch: Watch) -> Report:
    """Bring the site to its place. Raises DeployError: run it again to go on where it ended."""
    with _opened(job) as (place, where), _memory.alone(job.state, where) as memory:
        return _run.run(_task(job, place, where, watch), memory)


def preview(job: Job, watch: Watch) -> tuple[Plan, tuple[str, ...]]:
    """What `deploy` would do, and the files of others in its way; nothing is changed. Raises DeployError."""
    with _opened(job) as (place, where):
        return _run.preview(_task(job, place, where, watch))


def rollback(job: Job, watch: Watch) -> Report:
    """Return to the deploy before. Raises DeployError, also where the place does not keep it."""
    with _opened(job) as (place, where), _memory.alone(job.state, where) as memory:
        back = place.back(job.message)
        if back is not None:
            return Report(back, 0, 0, 0)
        files = earlier(place, where, job.options, job.patience)
        task = Task(place, where, files, job.message, job.options.keep, True, job.consent, job.patience, watch)
        return _run.run(task, memory)


def _task(job: Job, place: Place, where: str, watch: Watch) -> Task:
    files = outgoing(job.site, job.built, job.options, place.able)
    return Task(place, where, files, job.message, job.options.keep, False, job.consent, job.patience, watch)


@contextlib.contextmanager
def _opened(job: Job) -> Iterator[tuple[Place, str]]:
    """The place, and its address for messages."""
    address = _address.parse(job.options.url)
    kind = next((target for target in targets() if target.claims(address)), None)
    if address.scheme == "file":
        here, there = job.site.resolve(), Path(address.path).expanduser().resolve()
        if here == there or here in there.parents or there in here.parents:
            raise DeployError(
                f"{address}: the site ({job.site}) and its target must not lie in one another. Name another place."
            )
    if kind is None:
        known = ", ".join(target.example for target in targets())
        raise DeployError(f"{address}: is no kind of target that is known. Known are: {known}.")
    place = job.patience.bear(lambda: kind.open(address, job.options))
    try:
        yield place, str(address)
    finally:
        place.close()
