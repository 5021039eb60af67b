"""The deploy before the last, as the place has kept it."""

from __future__ import annotations

from functools import partial

from readery.deploy import _record as record
from readery.deploy._files import cache_control, content_type, encoding_of
from readery.deploy._place import DeployError, Outgoing, Patience, Place, Whole
from readery.deploy._record import KEPT, LOCK, MANIFEST
from readery.settings import DeploySettings


def earlier(place: Place, where: str, options: DeploySettings, patience: Patience) -> tuple[Outgoing, ...]:
    """The files that stood there before the last deploy. Raises DeployError where the place does not have them."""
    if isinstance(place, Whole):
        raise DeployError(f"{where}: keeps no earlier deploy; each one makes the file anew.")
    stood = record.manifest(patience.bear(lambda: place.read(MANIFEST)), where)
    if not stood.deploy:
        raise DeployError(f"{where}: nothing was deployed there yet.")
    if stood.before is None:
        why = "deploys with keep = false" if place.able.keeps else "is a place that cannot keep what is replaced"
        raise DeployError(
            f"{where}: {why}, so there is nothing to go back to. Build the earlier site again and deploy it."
        )
    if not stood.before.at:
        raise DeployError(f"{where}: its last deploy was the first one, so there is nothing to go back to.")
    held = patience.bear(lambda: place.read(LOCK))
    lock = record.lock(held, where) if held else None
    if lock and not lock.back and lock.deploy != stood.deploy:
        raise DeployError(f"{where}: a deploy to it was broken off. Deploy again to make it whole, then roll back.")
    # A rollback that was whole but for its ending is brought to that, not taken back.
    was = {} if lock and lock.back and lock.deploy == stood.deploy else stood.before.files
    files = []
    for path, mark in (stood.files | was).items():
        if mark is not None:
            load = partial(_load, place, where, f"{KEPT}/{stood.deploy}/{path}", patience)
            type_ = content_type(path.removesuffix(".gz").removesuffix(".br"))
            files.append(Outgoing(path, 0, mark, type_, cache_control(path, options), encoding_of(mark), load))
    return tuple(files)


def _load(place: Place, where: str, kept: str, patience: Patience) -> bytes:
    data = patience.bear(lambda: place.read(kept))
    if data is None:
        raise DeployError(f"{where}: {kept} is gone. Build the earlier site again and deploy it.")
    return data
