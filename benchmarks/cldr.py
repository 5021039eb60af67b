"""Writes the names of months and weekdays anew that dates are known by, from the CLDR that Babel brings.

    python -m benchmarks.cldr

Each locale is asked in a process of its own: Babel 2.18 keeps what it looked up for one locale in what all share, so that after
Hebrew the months of Hungarian, where they stand alone, are Hebrew.
"""

from __future__ import annotations

import json
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from babel import Locale, localedata

from readery.dates import names

FILE = Path(names.__file__).with_name("names.json")
_MORE = ("in", "iw", "tl", *(region for regions in names.REGIONS.values() for region in regions))
LOCALES = sorted({*_MORE, *(each for each in localedata.locale_identifiers() if "_" not in each)})
"""Every language, those that have an earlier name too by that, and the regions that are asked for."""


def known_as(locale: str) -> names.Names:
    """What a locale calls months and weekdays, wide and abbreviated, in a sentence and alone. Ask once in a process."""
    months: dict[str, int] = {}
    days: dict[str, None] = {}
    known = Locale.parse(locale)
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in known.months[context].get(width, {}).items():
                months.setdefault(str(name), number)
            days.update(dict.fromkeys(map(str, known.days[context].get(width, {}).values())))
    return {"months": months, "days": list(days)}


def written() -> str:
    """What the file is to hold, a locale a line."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, fresh, max_tasks_per_child=1) as workers:
        found = zip(LOCALES, workers.map(known_as, LOCALES), strict=True)
        lines = [f"{json.dumps(each)}: {json.dumps(said, ensure_ascii=False)}" for each, said in found]
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
