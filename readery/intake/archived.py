"""Pages as the Wayback Machine of the Internet Archive gives them out: every address in them leads into the archive."""

from __future__ import annotations

import re
from datetime import datetime

from readery.intake.said import NOTHING, Said

_MARKS = ("__wm.wombat(", "WAYBACK TOOLBAR INSERT", "wm-ipp")
"""What the archive writes into a page, of which any stands in each."""
_INTO = r"(?:(?:https?:)?//web\.archive\.org)?/web/(\d{4,14})(?:[a-z]{2}_)?/"
_REWRITTEN = re.compile(rf"(?<=[\"'=(,\s]){_INTO}(?=https?:|mailto:)")
"""What the archive set before an address. A link that the page itself had into the archive stays one: it comes second."""
_CALLED = re.compile(r"__wm\.wombat\(\"(https?:[^\"\s]+)\",\s*\"(\d{14})\"")
_FIELD = re.compile(r"<input\b[^>]*\bid=\"?wmtbURL\"?[^>]*\bvalue=\"(https?:[^\"\s]+)\"", re.IGNORECASE)
_WHOLE = re.compile(rf"{_INTO}(https?:.+)", re.DOTALL)


def is_archived(text: str) -> bool:
    """Whether a page was saved from the archive."""
    return any(mark in text for mark in _MARKS)


def restored(text: str) -> str:
    """An archived page with the addresses that it had."""
    return _REWRITTEN.sub("", text)


def said(text: str, url: str | None) -> Said:
    """Address of an archived page and when the archive took it, as the archive wrote them into it, or else as they stand in the
    address from which the copy was saved (`url`).
    """
    if called := _CALLED.search(text):
        return Said(url=called[1], saved=_time(called[2]))
    if url and (whole := _WHOLE.fullmatch(url)):
        return Said(url=whole[2], saved=_time(whole[1]))
    field = _FIELD.search(text)
    return Said(url=field[1].replace("&amp;", "&")) if field else NOTHING


def _time(digits: str) -> str | None:
    """The moment that fourteen digits name; None for a part of them, which may be written in an address by hand."""
    if len(digits) < len("YYYYMMDDhhmmss"):
        return None
    try:
        return datetime.strptime(f"{digits}+0000", "%Y%m%d%H%M%S%z").isoformat()
    except ValueError:
        return None
