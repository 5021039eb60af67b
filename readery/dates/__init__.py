"""Dates as pages print them, read into ISO 8601 as exactly as the page said them, never more (see readery/model.py).

- `parse` reads a whole string that is a date, such as an attribute or a line: ``Veröffentlicht am 13.12.2016, 12:12 Uhr``.
- `find` finds the dates inside a line, with their places and what the words before them say of them.

A date without a year (``13 December``) or without a day (``December 2016``) is none, nor is ``2 hours ago``: nothing here asks a
clock. Years from 1900 to 2099 are dates of articles. Figures alone (``3/4/2016``) are read in the order of the language and
region; where those are not known and both orders are possible, they are no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from readery.dates import labels, names, zones

__all__ = ["Mention", "day", "find", "in_country", "parse", "sort_key"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A date inside a text."""

    date: str
    """ISO 8601: a day, a local time, or a time with its offset."""
    start: int
    """Where it begins in the text."""
    end: int
    """Where it ends."""
    role: str = ""
    """``published`` or ``updated`` where the words before it say so, else empty."""


# Figures of other scripts, and the white space and punctuation that stand between them, one for one so that places hold.
_PLAIN = str.maketrans(
    {zero + n: str(n) for zero in (0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10) for n in range(10)}
    | dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u200e\u200f\u200b\u061c\u3000\t\r\n\u2068\u2069"), " ")
    | {ord("："): ":", ord("／"): "/", ord("．"): ".", ord("−"): "-", ord("‑"): "-", ord("،"): ",", ord("，"): ","}
)
_FIGURE = re.compile(r"\d")
"""Without one there is no date; looked for first."""
_LIKELY = re.compile(r"(?:19|20|25)\d\d|\d\.?\s[^\W\d_]{3,12}\.?\s[’']?\d\d\b|\d\d?[./-]\d\d?[./-]\d\d|[令平昭][和成]")

_BEGIN = r"(?<!\d)(?<!\d[.,:/-])"  # not inside another number, a time, or a range
_YEAR = r"(?P<y>(?:19|20|25)\d\d)"
_TIDY = re.IGNORECASE
_YMD = re.compile(rf"{_BEGIN}{_YEAR}(?P<s>[-/.])\s?(?P<m>\d{{1,2}})(?P=s)\s?(?P<d>\d{{1,2}})(?!\d|(?P=s)\d)")
_COMPACT = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)T(?=\d{4})")
_FIGURES = re.compile(
    rf"{_BEGIN}(?P<a>\d{{1,2}})\s?(?P<s>[-/.])\s?(?P<b>\d{{1,2}})\s?(?P=s)\s?(?P<y>\d{{4}}|\d\d)(?!\d|(?P=s)\d)"
)
_NAMED = re.compile("[a-z]{3}")
"""What an ASCII text holds where it names a month."""
_SIGNS = re.compile(
    r"(?<!\d)(?:(?P<era>令和|平成|昭和)\s?(?P<n>\d{1,2}|元)|(?P<y>\d{4}))\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일号號]?"
)
_VIETNAMESE = re.compile(
    rf"{_BEGIN}(?P<d>\d{{1,2}}),?\s?(?:tháng|thg)\s?(?P<m>\d{{1,2}}),?\s?(?:năm\s)?{_YEAR}(?!\d)", _TIDY
)
_DAY_MONTH = re.compile(rf"{_BEGIN}(?P<d>\d{{1,2}})(?P<mid>[^\d\n:]{{2,34}}?){_YEAR}(?!\d)")
_BEFORE_YEAR = r"(?:st|nd|rd|th|er|[ºª.])?(?:,\s*|\s+(?:de\s+|del\s+|of\s+)?|\s*-\s*)" + _YEAR + r"(?!\d)"
_MONTH_DAY = re.compile(
    r"(?P<mid>[^\W\d_][^\s\d,./|:;()]{2,16})[.,]?\s{0,3}(?<!\d)(?P<d>\d{1,2})" + _BEFORE_YEAR, _TIDY
)
_DAY_YEAR = re.compile(r"\d" + _BEFORE_YEAR, _TIDY)
"""What every `_MONTH_DAY` ends in. It begins with a figure, so that it is looked for much faster."""
# "14 Gennaio 20" only where nothing can follow that would make the year a number of something.
_SHORT_YEAR = re.compile(
    rf"{_BEGIN}(?P<d>\d{{1,2}})\.?\s(?P<mid>[^\W\d_]{{3,12}}\.?)\s[’']?(?P<y>\d\d)(?=\s*(?:$|[),;|]))"
)
_YEAR_FIRST = re.compile(rf"{_BEGIN}{_YEAR}(?P<mid>[^\d\n:]{{3,26}}?)(?P<d>\d{{1,2}})(?!\d|[:h.]\d)")
_C_TIME = re.compile(
    rf"(?P<mid>[^\W\d_]{{3,9}})\s{{1,2}}(?P<d>\d{{1,2}})\s(?P<t>\d\d:\d\d(?::\d\d)?(?:\s(?:[A-Z]{{2,5}}|[+-]\d{{4}}))?)\s{_YEAR}(?!\d)"
)
# Words that stand between day, month and year and are no names: "13 de dezembro de 2016", "13. prosince roku 2016".
_TIE_WORDS = "de del d of the st nd rd th er dia o ii e го е й г гг года рік року roku roka r m g gada urteko ko ren a na den i des"
_TIES = frozenset(_TIE_WORDS.split())
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}

_ZONE = r"(?P<zone>\s?\(?(?:(?:UTC|GMT)\s?[+-]\d{1,2}(?::?\d\d)?(?!\d)|[+-]\d\d:?(?:\d\d)?(?![\d:])|(?-i:Z|МСК|[A-Z]{2,5})(?!\w))\)?)?"
_CLOCK = (
    r"(?P<pre>上午|下午|午前|午後|오전|오후|晚上|早上|中午)?\s?(?P<h>[01]?\d|2[0-3])"
    r"(?:\s?(?P<sep>[:.h時时点點시])\s?(?P<mi>[0-5]\d)\s?[分분]?(?:[:.](?P<se>[0-5]\d)(?:[.,]\d{1,9})?|(?P<se2>[0-5]\d)\s?[秒초])?)?(?!\d)"
    r"\s?(?P<half>[ap]\.?\s?m\b\.?|π\.?μ\.?|μ\.?μ\.?)?\s?(?P<unit>Uhr|hrs?\b|hs\b|uur|h\b|시|時|时|Std\.?)?"
)
_AFTER = re.compile(rf"(?P<gap>T|[^\d\n]{{1,22}}?){_CLOCK}{_ZONE}", _TIDY)
_BASIC = re.compile(
    r"(?P<h>[01]\d|2[0-3])(?P<mi>[0-5]\d)(?P<se>[0-5]\d)?(?:[.,]\d+)?(?P<zone>Z|[+-]\d\d:?(?:\d\d)?)?(?!\d)"
)
_BEFORE = re.compile(
    r"(?<![\d:.])(?P<h>[01]?\d|2[0-3]):(?P<mi>[0-5]\d)(?::(?P<se>[0-5]\d))?\s?(?P<half>[ap]\.?\s?m\b\.?)?\s?(?:Uhr|h\b|hrs?\b)?"
    + _ZONE
    + r"(?P<gap>[^\d\n]{1,18})$",
    _TIDY,
)
_MARKED = re.compile(r"(?:^|\W)(?:um|kl|klo|ore|alle|om|klokken|at|T)\W*$", re.IGNORECASE)
_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d\d)?")
_ISO = re.compile(
    r"(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)"
    r"(?:[T ](?P<h>[01]\d|2[0-3]):(?P<mi>[0-5]\d)(?::(?P<se>[0-5]\d)(?:[.,]\d{1,9})?)?\s?(?P<zone>Z|[+-]\d\d:?\d\d)?)?"
)
_NAMED_ZONE = re.compile(r"\[[\w/+-]+\]$")  # 2016-12-13T12:12:00+01:00[Europe/Berlin], as Java writes
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_DIGITS = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?")
_REACH = 60  # how far before a date the words stand that say what it is


def parse(text: str, lang: str | None = None, *, day_first: bool | None = None) -> str | None:
    """The date that `text` is, whole: labels, weekdays and little words may stand beside it, anything else not.

    `lang` (BCP 47) says which names to expect and how figures are ordered; `day_first` overrules the latter. Seconds or
    milliseconds since 1970 and ``20161213121200`` are dates too. None where it is no date, or more than one.
    """
    if len(text) > 200:
        return None
    text = _NAMED_ZONE.sub("", text.translate(_PLAIN).strip())
    if text.isdecimal():
        return _digits(text)
    if (plain := _ISO.fullmatch(text)) and (iso := _iso(plain)):
        return iso
    mentions = find(text, lang, day_first=day_first)
    if len(mentions) != 1:
        return None
    rest = f"{text[: mentions[0].start]} | {text[mentions[0].end :]}"
    if re.search(r"\d", rest):
        return None
    strange = [word for word in labels.unlabelled(rest) if not names.is_weekday(names.fold(word), lang)]
    return None if strange else mentions[0].date


def find(text: str, lang: str | None = None, *, day_first: bool | None = None) -> list[Mention]:
    """The dates in `text` from left to right, none overlapping; `lang` and `day_first` as for `parse`."""
    if not _FIGURE.search(text):
        return []
    plain = text if text.isascii() and text.isprintable() else text.translate(_PLAIN)
    if not _LIKELY.search(plain):
        return []
    mentions: list[Mention] = []
    end = 0
    for on, match in sorted(_days(plain, lang, day_first), key=lambda each: (each[1].start(), -each[1].end())):
        if match.start() < end:
            continue
        mention = _with_time(plain, on, match, end)
        before = plain[max(end, mention.start - _REACH) : mention.start]
        role = labels.role(before, plain[mention.end : mention.end + 6])
        mentions.append(Mention(mention.date, mention.start, mention.end, role))
        end = mention.end
    return mentions


def without_weekday(text: str, lang: str | None = None) -> str:
    """`text`, which a date follows, without the day of the week at its end: ``Ann Orr Fri`` → ``Ann Orr``."""
    before, _, last = text.rstrip(" ,").rpartition(" ")
    return before if last and names.is_weekday(names.fold(last.rstrip(".")), lang) else text


def day(iso: str) -> str:
    """The day of a date: ``2016-12-13``."""
    return iso[:10]


def in_country(iso: str, country: str | None) -> str:
    """A time in UTC as the clocks of a country showed it, where that country has one zone; anything else as it is.

    Systems store UTC; the day that readers saw is the publisher's own.
    """
    if not country or not iso.endswith("+00:00"):
        return iso
    return zones.local(datetime.fromisoformat(iso), country).isoformat()


def sort_key(iso: str | None) -> str:
    """What to sort dates by: the moment in UTC as far as it is known; no date sorts first."""
    if not iso:
        return ""
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    if moment.tzinfo is not None:
        # Not astimezone: at either end of the calendar it would overflow.
        moment = moment.replace(tzinfo=None) - (moment.utcoffset() or timedelta())
    return moment.isoformat(timespec="seconds")


def _iso(match: re.Match[str]) -> str | None:
    """What most attributes hold, without looking for anything else; None for a day or time there is not."""
    try:
        on = date(int(match["y"]), int(match["m"]), int(match["d"]))
        return on.isoformat() if match["h"] is None else _time(on, match, iso=True)
    except ValueError:
        return None


def _days(text: str, lang: str | None, day_first: bool | None) -> Iterator[tuple[date, re.Match[str]]]:
    """Every day that some pattern sees, overlapping ones too."""
    folded = text.casefold()
    # What each of these patterns needs is looked for first: most dates have one form of many.
    figures = max(map(text.count, "-/.")) > 1
    vietnamese = "tháng" in folded or "thg" in folded
    for pattern, may in ((_YMD, figures), (_COMPACT, "t" in folded), (_VIETNAMESE, vietnamese)):
        for match in pattern.finditer(text) if may else ():
            yield from _real(int(match["y"]), int(match["m"]), int(match["d"]), match)
    for match in _SIGNS.finditer(text) if "年" in text or "년" in text else ():
        year = _ERAS[match["era"]] + (1 if match["n"] == "元" else int(match["n"])) if match["era"] else int(match["y"])
        yield from _real(year, int(match["m"]), int(match["d"]), match)
    for match in _FIGURES.finditer(text) if figures else ():
        yield from _in_figures(match, lang, day_first)
    if text.isascii() and not _NAMED.search(folded):
        return
    for pattern, wanted in ((_DAY_MONTH, ""), (_MONTH_DAY, ""), (_YEAR_FIRST, ""), (_C_TIME, ":"), (_SHORT_YEAR, "")):
        if wanted not in text or (pattern is _MONTH_DAY and not _DAY_YEAR.search(text)):
            continue
        for match in pattern.finditer(text):
            words = [word for word in names.split(match["mid"]) if word not in _TIES]
            month = names.month(words, lang)
            if month is not None:
                yield from _real(_century(int(match["y"])), month, int(match["d"]), match)


def _real(year: int, month: int, of_month: int, match: re.Match[str]) -> Iterator[tuple[date, re.Match[str]]]:
    """The day, if there is one in a year that an article can bear; Buddhist years are 543 ahead."""
    year = year - 543 if 2443 <= year < 2643 else year
    if 1900 <= year < 2100 and 1 <= month <= 12 and 1 <= of_month <= 31:
        try:
            yield date(year, month, of_month), match
        except ValueError:  # 31 June
            return


def _century(year: int) -> int:
    """A year of two figures as POSIX's strptime has it; one of four as it is."""
    return year if year > 99 else year + (2000 if year < 69 else 1900)


def _in_figures(match: re.Match[str], lang: str | None, day_first: bool | None) -> Iterator[tuple[date, re.Match[str]]]:
    a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
    order = names.order(lang)
    if len(match["y"]) == 2:
        if len(match["a"]) < 2 or len(match["b"]) < 2:  # 1.2.10 is a version
            return
        if order == "ymd" and day_first is None:
            yield from _real(2000 + a, b, year, match)
            return
        year = _century(year)
    if day_first is None and match["s"] == ".":
        day_first = True  # nobody writes 12.13.2016
    if day_first is None and order is not None:
        day_first = order != "mdy"
    if a > 12 or b > 12 or a == b:
        day_first = b <= 12
    if day_first is not None:
        yield from _real(year, b if day_first else a, a if day_first else b, match)


def _with_time(text: str, on: date, match: re.Match[str], floor: int) -> Mention:
    """The day with the time that stands behind it, inside it or before it (not before `floor`)."""
    if match.re is _C_TIME:
        clock = _BEFORE.match(match["t"] + " ")
        time = None if clock is None else _time(on, clock)
        return Mention(time or on.isoformat(), match.start(), match.end())
    if match.re is _COMPACT:
        basic = _BASIC.match(text, match.end())
        time = None if basic is None else _time(on, basic)
        return Mention(time or on.isoformat(), match.start(), basic.end() if basic and time else match.end())
    after = _AFTER.match(text, match.end())
    if after and _is_time(after, match, on) and (time := _time(on, after, iso=match.re is _YMD)):
        return Mention(time, match.start(), after.end())
    begin = max(floor, match.start() - 36)
    before = _BEFORE.search(text[begin : match.start()])
    if before and not labels.role(before["gap"]) and (time := _time(on, before)):
        return Mention(time, begin + before.start(), match.end())
    return Mention(on.isoformat(), match.start(), match.end())


def _is_time(after: re.Match[str], of: re.Match[str], on: date) -> bool:
    """Whether figures behind a date are its time, and not a price, a score or the next date's day."""
    if labels.role(after["gap"]) or (after["gap"] in "Tt" and of.re is not _YMD):
        return False
    if after["mi"] is None:
        return bool(after["half"] or after["unit"] in ("Uhr", "uhr", "uur", "시", "時", "时"))
    if after["sep"] != "." or after["half"] or after["unit"] or _MARKED.search(after["gap"]):
        return True
    return zones.offset((after["zone"] or "").strip(" ()"), on) is not None  # "13 Dec 2016 07.12 GMT"


def _time(on: date, match: re.Match[str], *, iso: bool = False) -> str | None:
    """ISO 8601 of a day and a time of the clock; None for what no clock shows."""
    parts = match.groupdict()
    hour, minute = int(match["h"]), int(match["mi"] or 0)
    second = int(match["se"] or parts.get("se2") or 0)
    half = (parts.get("half") or "").lower()
    pre = parts.get("pre") or ""
    if half and hour > 12:
        half = ""  # 14:05 pm
    if (half[:1] == "p" or half[:1] == "μ" or pre in ("下午", "午後", "오후", "晚上")) and hour < 12:
        hour += 12
    elif (half[:1] in ("a", "π") or pre in ("上午", "午前", "오전")) and half and hour == 12:
        hour = 0
    moment = datetime(on.year, on.month, on.day, hour, minute, second)
    offset = _minutes(parts.get("zone") or "", on, ranged=match["se"] is None and not iso)
    if offset is not None:
        moment = moment.replace(tzinfo=timezone(timedelta(minutes=offset)))
    return moment.isoformat()


def _minutes(zone: str, on: date, *, ranged: bool) -> int | None:
    """Minutes east of UTC; None where it is not said. `ranged`: ``10:00-11:00`` may be from ten to eleven."""
    zone = zone.strip(" ()")
    figures = _OFFSET.search(zone)
    if figures is None:
        return zones.offset(zone, on) if zone else None
    if ranged and zone[:1] in "+-" and ":" in zone:
        return None
    minutes = int(figures[2]) * 60 + int(figures[3] or 0)
    if minutes > 14 * 60 or int(figures[3] or 0) > 59:
        return None
    return -minutes if figures[1] == "-" else minutes


def _digits(text: str) -> str | None:
    """A date in digits alone: ``20161213``, ``20161213121200``, or seconds or milliseconds since 1970 (from 2001 on)."""
    whole = _DIGITS.fullmatch(text)
    if whole is not None:
        year, month, of_month, hour, minute, second = whole.groups()
        try:
            if hour is None:
                return date(int(year), int(month), int(of_month)).isoformat()
            moment = datetime(int(year), int(month), int(of_month), int(hour), int(minute), int(second or 0))
            return moment.isoformat()
        except ValueError:
            pass  # not a day; it may be seconds
    if _EPOCH.fullmatch(text) and text[0] != "0":
        moment = datetime.fromtimestamp(int(text[:10]), UTC)
        return moment.isoformat() if moment.year < 2100 else None
    return None
