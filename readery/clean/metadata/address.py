"""What a page's address says: the day in its path, and the host."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readery import dates
from readery.clean.metadata.claims import Claim, Field, claim

_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_.-]?(0?[1-9]|1[0-2])[/_.-]?(0[1-9]|[12]\d|3[01]|[1-9](?=/))(?!\d)")


def read(url: str | None) -> Iterator[Claim]:
    """The day in a path such as ``/2016/12/13/aleppo`` or ``/aleppo-20161213.html``."""
    if not url:
        return
    path = re.sub(r"^https?://[^/]*", "", url).partition("?")[0]
    for match in _DAY.finditer(path):
        if day := dates.parse("-".join((match[1], match[2].zfill(2), match[3].zfill(2)))):
            yield from claim(Field.PUBLISHED, day, "date in the address")
            return
