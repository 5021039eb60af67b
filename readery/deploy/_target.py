"""A kind of target, as each module of the room defines one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from readery.deploy._address import Address
from readery.deploy._place import Place
from readery.settings import DeploySettings


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of target."""

    name: str
    """For messages."""
    example: str
    """An address of this kind."""
    claims: Callable[[Address], bool]
    """Whether an address is of this kind."""
    open: Callable[[Address, DeploySettings], Place]
    """Open it. Raises DeployError. Imports what it needs only then, and says what to install where it is missing."""
