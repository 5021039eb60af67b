r"""Characters that no page, feed or terminal can hold, and their removal wherever they came in.

They are control characters other than tab and line feed, lone surrogates and noncharacters: none is allowed in XML,
and a lone surrogate cannot even be written. Files bring some in; so do ``&#1;`` in HTML and ``\ud800`` in JSON.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from typing import Any, TypeVar

T = TypeVar("T")

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_PAGE_BREAK = re.compile("[\x0b\x0c]")
_PRINTABLE_ASCII = bytes((9, 10, *range(32, 127)))


def tidy(text: str) -> str:
    """`text` with line feeds as its only line ends (those of pages too) and without what no page can hold."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() and not text.encode("ascii").translate(None, _PRINTABLE_ASCII):
        return text
    return _UNPRINTABLE.sub("", _PAGE_BREAK.sub("\n", text))


def tidy_all(value: T) -> T:
    """`value` with every text in it tidied, through dataclasses, tuples and mappings; itself where nothing changes."""
    changed: Any = value
    if isinstance(value, str):
        changed = tidy(value)
    elif isinstance(value, tuple):
        each = tuple(map(tidy_all, value))
        changed = value if all(map(_same, each, value)) else each
    elif isinstance(value, Mapping):
        changed = {tidy_all(key): tidy_all(one) for key, one in value.items()}
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        old = {field.name: getattr(value, field.name) for field in dataclasses.fields(value) if field.init}
        new = {name: tidy_all(one) for name, one in old.items()}
        changed = value if all(new[name] is one for name, one in old.items()) else dataclasses.replace(value, **new)
    return changed  # type: ignore[no-any-return]


def _same(one: object, other: object) -> bool:
    return one is other
