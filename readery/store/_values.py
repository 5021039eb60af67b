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
def _decoder(kind: Any) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(kind)


def decode(data: bytes, kind: type[T]) -> T:
    """The value of type `kind` that `encode` made."""
    decoder: msgspec.msgpack.Decoder[T] = _decoder(cast(Hashable, kind))
    return decoder.decode(data)
