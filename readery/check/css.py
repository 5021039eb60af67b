"""The addresses in a style sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ADDRESS = re.compile(
    r"""@import\s+(?:url\()?\s*["']?(?P<sheet>[^"')\s;]+)"""
    r"""|(?P<rule>@font-face)"""
    r"""|(?P<end>\})"""
    r"""|url\(\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>(?:\\[0-9a-f]{1,6}\s?|\\.|[^)"'\s\\])*))\s*\)""",
    re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)")


def addresses(text: str) -> Iterator[tuple[str, bool]]:
    """Each address in a style sheet, with whether a browser lets it act (an imported sheet, a font) or only shows it."""
    in_font = False
    for match in _ADDRESS.finditer(_COMMENT.sub(" ", text) if "/*" in text else text):
        if match["rule"]:
            in_font = True
        elif match["end"]:
            in_font = False
        elif match["sheet"]:
            yield _plain(match["sheet"]), True
        elif url := match["double"] or match["single"] or match["bare"]:
            yield _plain(url), in_font


def _plain(url: str) -> str:
    """`url` without the escapes of style sheets (CSS Syntax Level 3, section 4.3.7)."""
    if "\\" not in url:
        return url
    return _ESCAPE.sub(_character, url)


def _character(match: re.Match[str]) -> str:
    if not match[1]:
        return match[2]
    code = int(match[1], 16)
    return chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else "\N{REPLACEMENT CHARACTER}"
