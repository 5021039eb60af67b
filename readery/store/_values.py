"""How values stand in the store."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from typing import Any, TypeVar, cast

import msgspec

T = TypeVar("T")

encode = msgspec.msgpack.Encoder().encode
"""A frozen value of ours as bytes."""


@cache
def decoder(kind: Any) -> msgspec.msgpack.Decoder[Any]:
    """What decodes values of type `kind`, for who decodes very many."""
    return msgspec.msgpack.Decoder(kind)


def decode(data: bytes, kind: type[T]) -> T:
    """The value of type `kind` that `encode` made."""
    known: msgspec.msgpack.Decoder[T] = decoder(cast(Hashable, kind))
    return known.decode(data)
