"""Time zones as pages print them: offsets from UTC in minutes.

A table, because abbreviations are no part of CLDR or of the time zone database. It holds those that mean one thing wherever
news is written; ``IST`` (India, Israel, Ireland), ``AST``, ``GST`` and the like are left out, so that such a time stays local
rather than being wrong. ``BST`` is British: Bangladesh's papers write ``BdST`` or nothing. ``CST`` is American: Chinese
pages do not print it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

_HOURS = {
    **{"UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "MEZ": 1, "HNEC": 1},
    **{
        "CEST": 2,
        "MESZ": 2,
        "EET": 2,
        "SAST": 2,
        "EEST": 3,
        "MSK": 3,
        "МСК": 3,
        "TRT": 3,
        "EAT": 3,
        "WAT": 1,
        "CAT": 2,
    },
    **{
        "PKT": 5,
        "NPT": 5.75,
        "WIB": 7,
        "WITA": 8,
        "WIT": 9,
        "ICT": 7,
        "HKT": 8,
        "SGT": 8,
        "MYT": 8,
        "PHT": 8,
        "AWST": 8,
    },
    **{"JST": 9, "KST": 9, "ACST": 9.5, "ACDT": 10.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13},
    **{"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8},
    **{"HST": -10, "NST": -3.5, "NDT": -2.5, "BRT": -3, "ART": -3},
}
# American pages often print the zone without saying whether summer time holds; their rule since 2007 does.
_AMERICAN = {"ET": -5, "CT": -6, "MT": -7, "PT": -8}

# Countries with one zone: hours east of UTC, and whether Europe's summer time holds there. Elsewhere a country says too little.
_CENTRAL = "ad al at be ch cz de dk es fr hr hu it li lu mc me mk mt nl no pl rs se si sk sm va"
_COUNTRIES: dict[str, tuple[float, bool]] = {
    **dict.fromkeys(_CENTRAL.split(), (1, True)),
    **dict.fromkeys(("bg", "cy", "ee", "fi", "gr", "lt", "lv", "ro", "ua"), (2, True)),
    **dict.fromkeys(("gb", "uk", "ie", "pt"), (0, True)),
    **dict.fromkeys(("ar", "uy", "br"), (-3, False)),
    **dict.fromkeys(("bo", "ve", "do"), (-4, False)),
    **dict.fromkeys(("co", "pe", "ec"), (-5, False)),
    **{"tr": (3, False), "by": (3, False), "sa": (3, False), "ae": (4, False), "pk": (5, False), "in": (5.5, False)},
    **{"th": (7, False), "vn": (7, False), "cn": (8, False), "hk": (8, False), "tw": (8, False), "sg": (8, False)},
    **{"jp": (9, False), "kr": (9, False), "za": (2, False), "ng": (1, False), "ke": (3, False), "gh": (0, False)},
}


def local(moment: datetime, country: str) -> datetime:
    """`moment` on the clocks of a country (ISO 3166 or its top-level domain); as it is where that is not one zone."""
    hours, summer = _COUNTRIES.get(country.lower(), (None, False))
    if hours is None:
        return moment
    return moment.astimezone(timezone(timedelta(hours=hours + (summer and _european_summer(moment)))))


def offset(name: str, on: date) -> int | None:
    """Minutes east of UTC for the zone abbreviated `name` on a day; None for one that is not known for certain."""
    if name in _AMERICAN:
        if on.year < 2007:
            return None
        return (_AMERICAN[name] + _american_summer(on)) * 60
    hours = _HOURS.get(name)
    return None if hours is None else int(hours * 60)


def _american_summer(on: date) -> bool:
    """From the second Sunday of March up to the first of November (Energy Policy Act of 2005)."""
    return _first_sunday(on.year, 3) + timedelta(7) <= on < _first_sunday(on.year, 11)


def _first_sunday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta((6 - first.weekday()) % 7)


def _european_summer(moment: datetime) -> bool:
    """From the last Sunday of March to that of October, 01:00 UTC (Directive 2000/84/EC)."""
    utc = moment.astimezone(UTC)
    begin, end = (_first_sunday(utc.year, month) - timedelta(7) for month in (4, 11))
    if utc.date() in (begin, end):
        return (utc.hour >= 1) == (utc.date() == begin)
    return begin < utc.date() < end
