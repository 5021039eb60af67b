"""The one door to Pygments: code in a language that the page names becomes pieces, each of a kind that the style colours.

Nothing is guessed: code whose language the page does not say stays plain, and so does what Pygments does not know.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Generic, Keyword, Literal, Name, Number, Operator, String, _TokenType
from pygments.util import ClassNotFound

_LONGEST = 20_000
"""Characters; longer code is data, and a lexer's patterns may take quadratic time on it."""
_KINDS: tuple[tuple[_TokenType, str], ...] = (
    (Comment.Preproc, "k"),
    (Comment, "c"),
    (Keyword.Constant, "n"),
    (Keyword, "k"),
    (Operator.Word, "k"),
    (Number, "n"),
    (String, "s"),
    (Literal.Date, "n"),
    (Name.Function, "f"),
    (Name.Class, "f"),
    (Name.Decorator, "f"),
    (Name.Tag, "k"),
    (Name.Attribute, "f"),
    (Generic.Heading, "f"),
    (Generic.Subheading, "f"),
    (Generic.Prompt, "c"),
    (Generic.Output, "c"),
    (Generic.Inserted, "s"),
    (Generic.Deleted, "n"),
)
"""Pygments' kinds → ours: c comment, f name that is made here, k keyword, n number, s string. The first that fits counts."""

Piece = tuple[str, str]
"""Kind (empty: nothing of note) and text."""


def pieces(code: str, language: str) -> tuple[Piece, ...] | None:
    """`code` cut into pieces that make it up again, or None where it stays plain."""
    lexer = _lexer(language.lower()) if len(code) <= _LONGEST else None
    if lexer is None:
        return None
    found = tuple(_joined(lexer, code))
    return found if "".join(text for _, text in found) == code else None


def _joined(lexer: Lexer, code: str) -> Iterator[Piece]:
    """The pieces, those of one kind that follow each other as one."""
    last, held = "", ""
    for token, text in lexer.get_tokens(code):
        kind = _kind(token)
        # White space bears no colour: it goes with what stands before it.
        if kind == last or not text.strip():
            held += text
            continue
        if held:
            yield last, held
        last, held = kind, text
    if held:
        yield last, held


@functools.cache
def _kind(token: _TokenType) -> str:
    """Our kind for one of Pygments' or for what lies within it."""
    within = set(token.split())
    return next((kind for of, kind in _KINDS if of in within), "")


@functools.lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    try:
        # The code is the page's: no line may be added or taken away.
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except (ClassNotFound, ValueError):
        return None
