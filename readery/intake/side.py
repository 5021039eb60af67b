"""Side files: ``page.html.toml`` or ``page.toml`` beside ``page.html`` says what its owner knows better."""

from __future__ import annotations

import datetime
import difflib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from readery import findings
from readery.findings import Finding
from readery.intake import files, said
from readery.intake.files import Unusable
from readery.intake.names import shown
from readery.intake.said import Said

KEYS: Mapping[str, str] = {
    "url": "where the page came from, a whole address",
    "title": "the title to show",
    "dek": "the line under the title",
    "author": "name of the author",
    "authors": "names of the authors, a list",
    "site": "name of the publisher",
    "published": "when it was published",
    "date": "the same as `published`",
    "updated": "when the publisher changed it last",
    "saved": "when you saved it",
    "lang": 'its language, as a tag such as `"en"` or `"pt-BR"`',
    "slug": "last part of its address in the site: lower-case letters a–z, digits, hyphens",
    "tags": "your tags for it, a list; they join those found",
    "notes": "your remark, shown with the article",
    "keep": "passages that hold one of these texts stay, a list",
    "drop": "passages that hold one of these texts go, a list",
}
"""Every key that a side file may hold, with what it says."""

_LISTS = ("authors", "tags", "keep", "drop")
_DATES = ("published", "date", "updated", "saved")


def read(path: Path) -> tuple[Said, bytes, tuple[Finding, ...]]:
    """What the side file at `path` says, its bytes, and what of it cannot be used. The findings name it by file name."""
    name = shown(Path(path.name))
    try:
        with files.opened(path) as stream:
            data = files.whole(stream, files.SIDE_LIMIT)
    except Unusable as error:
        if error.kind is findings.EMPTY:
            return said.NOTHING, b"", ()
        return said.NOTHING, b"", (_bad(name, error.problem, error.remedy),)
    try:
        given = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return said.NOTHING, data, (_bad(name, f"is not UTF-8 (byte {error.start}).", "Save it as UTF-8."),)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        problem = str(error) if isinstance(error, tomllib.TOMLDecodeError) else "its values lie too deep"
        return (
            said.NOTHING,
            data,
            (_bad(name, f"is not valid TOML: {problem}.", "Mend that place; texts stand in quotes."),),
        )
    used, found = _checked(name, given)
    told, problems = said.read(used)
    found += [_bad(name, problem, "Mend it; the rest of the file is used.") for problem in problems]
    return told, data, tuple(found)


def _checked(name: str, given: Mapping[str, Any]) -> tuple[dict[str, Any], list[Finding]]:
    """The entries that have a known key and a value of its type."""
    used: dict[str, Any] = {}
    found: list[Finding] = []
    for key, value in given.items():
        if key not in KEYS:
            near = difflib.get_close_matches(key, KEYS, n=1)
            hint = f'Did you mean "{near[0]}"?' if near else f"Known are: {', '.join(KEYS)}."
            found.append(_bad(name, f'has an unknown key "{said.short(key)}".', hint))
        elif (expected := _expected(key, value)) is not None:
            found.append(_bad(name, f'"{key}" must be {expected}.', "Mend it; the rest of the file is used."))
        else:
            used[key] = value
    return used, found


def _expected(key: str, value: object) -> str | None:
    """What the value of `key` should have been, None if it is that."""
    if key in _LISTS:
        listed = isinstance(value, list) and all(isinstance(each, str) for each in value)
        return None if listed or isinstance(value, str) else 'a list of texts, such as ["one", "two"]'
    if key in _DATES:
        # TOML's own dates are welcome, and texts as sites print them.
        return None if isinstance(value, str | datetime.date) else 'a date, such as 2016-12-13 or "13 December 2016"'
    return None if isinstance(value, str) else 'a text in quotes, such as "…"'


def _bad(name: str, problem: str, remedy: str) -> Finding:
    return Finding(findings.BAD_SIDE_FILE, name, problem, remedy)
