"""Finds the members of a room that grows by files: one module each, each with one value under an agreed name."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType
from typing import TypeVar

T = TypeVar("T")


def members(room: ModuleType, name: str, kind: type[T]) -> tuple[T, ...]:
    """The value called `name` of every module in the package `room`, by module name.

    A module whose name begins with ``_`` is the room's own and is passed over. One without the value, or with one of
    another type, is a fault of the program: TypeError says which.
    """
    found: list[T] = []
    for info in sorted(pkgutil.iter_modules(room.__path__), key=lambda info: info.name):
        if info.name.startswith("_"):
            continue
        value = getattr(importlib.import_module(f"{room.__name__}.{info.name}"), name, None)
        if not isinstance(value, kind):
            raise TypeError(f"{room.__name__}.{info.name} must define {name}: {kind.__name__}")
        found.append(value)
    return tuple(found)
