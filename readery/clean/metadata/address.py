"""What a page's address says: the day in its path, and the host."""

from __future__ import annotations

import re
from collections.abc import Iterator

from readery import dates
from readery.clean.metadata.claims import Claim, Field, claim

_DAY = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?:(?P<s>[/_.-])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})|(?P<mm>\d\d)(?P<dd>\d\d)|/(?P<mmdd>\d{4}))(?!\d)"
)


def read(url: str | None) -> Iterator[Claim]:
    """The day in a path such as ``/2016/12/13/aleppo`` or ``/aleppo-20161213.html``."""
    if not url:
        return
    path = re.sub(r"^https?://[^/]*", "", url).partition("?")[0]
    for match in _DAY.finditer(path):
        figures = match["mmdd"] or (match["m"] or match["mm"]).zfill(2) + (match["d"] or match["dd"]).zfill(2)
        if day := dates.parse(f"{match['y']}-{figures[:2]}-{figures[2:]}"):
            yield from claim(Field.PUBLISHED, day, "date in the address")
            return
