"""Front matter: what clippers and exports write above a page's text, and the text below it.

Three forms: YAML between lines of ``---`` (Obsidian Web Clipper, MarkDownload, Joplin, Omnivore, Jekyll), TOML between
lines of ``+++`` (Hugo, Zola), and bare header lines that hold an address (``URL: https://…``), as scrapers put them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from readery.intake import said
from readery.intake.said import Said
from readery.model import Media

LONGEST = 65_536
"""Characters of front matter at most."""
_DEEPEST = 20
"""Brackets inside brackets at most; the YAML parser, which is C where it can be, has no bound of its own."""
_YAML = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_ENTRY = re.compile(r"^[\"']?[\w][\w .-]*[\"']?[ \t]*:(?:\s|$)", re.MULTILINE)
_PLAIN = re.compile(r"^([A-Za-z][\w -]{0,30})[ \t]*[:=][ \t]+([^\s\[{|>&*].*?)[ \t]*$", re.MULTILINE)
_LINE = re.compile(
    r"(?P<key>title|url|source|url source|source url|link|author|published|published time|date)[ \t]*:[ \t]+(?P<value>\S.*)",
    re.IGNORECASE,
)
_BODY = re.compile(r"(?:(markdown) )?content[ \t]*:[ \t]*", re.IGNORECASE)
_ADDRESSES = frozenset(("url", "source", "url source", "source url", "link"))


@dataclass(frozen=True, slots=True)
class Parted:
    """A text and what stood above it."""

    said: Said
    """What the front matter says."""
    body: str
    """The text below, or all of it where there is no front matter that can be read."""
    problems: tuple[str, ...] = ()
    """What of the front matter cannot be used, a sentence each."""
    media: Media | None = None
    """What the body is, where the lines above it say so."""


def part(text: str) -> Parted:
    """`text` parted into front matter and body."""
    text = text.lstrip("\n")
    if text.startswith("---"):
        return _parted(text, _YAML, _yaml)
    if text.startswith("+++"):
        return _parted(text, _TOML, _toml)
    return headed(text)


def headed(text: str) -> Parted:
    """`text` parted into header lines and body; lines are a header only where one of them gives a web address."""
    given: dict[str, str] = {}
    media: Media | None = None
    at = 0
    for line in text[:4096].splitlines(keepends=True):
        bare = line.strip()
        match = _LINE.fullmatch(bare)
        if match:
            given.setdefault(match["key"].casefold(), match["value"])
        elif given and (body := _BODY.fullmatch(bare)):
            at += len(line)
            media = Media.MARKDOWN if body[1] else None
            break
        elif bare:
            break
        at += len(line)
    if not any(key in _ADDRESSES and said.is_address(value) for key, value in given.items()):
        return Parted(said.NOTHING, text)
    told, problems = said.read(given)
    return Parted(told, text[at:].lstrip("\n"), problems, media)


def _parted(text: str, form: re.Pattern[str], parse: Any) -> Parted:
    match = form.match(text[: LONGEST + 8])
    if match is None:
        return Parted(said.NOTHING, text)
    wrong: tuple[str, ...] = ()
    try:
        given = parse(match[1])
    except _FrontMatterError as error:
        given, wrong = _salvaged(match[1]), (str(error),)
    if given is None:  # nothing but a rule above and below the first paragraph
        return Parted(said.NOTHING, text)
    told, problems = said.read(given)
    return Parted(told, text[match.end() :].lstrip("\n"), wrong + problems)


class _FrontMatterError(Exception):
    """What is wrong, one sentence."""


def _yaml(block: str) -> Mapping[Any, Any] | None:
    """The mapping in `block`; None if it is no mapping at all but prose between rules."""
    if block.strip() and not _ENTRY.search(block):
        return None
    if _depth(block) > _DEEPEST:
        raise _FrontMatterError("The front matter is nested too deep.")
    import yaml  # takes a hundredth of the time that a rebuild may take, and many collections have none

    # Every scalar stays the text that it is: `title: 1984`, `lang: no` and a date keep their letters.
    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        given = yaml.load(block, loader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f" (line {mark.line + 2})" if mark else ""
        problem = getattr(error, "problem", None) or type(error).__name__
        raise _FrontMatterError(f"The front matter is not valid YAML: {problem}{place}.") from error
    if given is None or given == "":
        return {}
    return given if isinstance(given, Mapping) else None


def _toml(block: str) -> Mapping[Any, Any]:
    try:
        return tomllib.loads(block)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _FrontMatterError(f"The front matter is not valid TOML: {error}.") from error


def _salvaged(block: str) -> dict[str, str]:
    """The lines of broken front matter that are plainly a key and a text (``title: One: two`` breaks YAML's rules)."""
    return {key: value.strip("\"'") for key, value in _PLAIN.findall(block)}


def _depth(block: str) -> int:
    """How deep brackets, and dashes on one line, may lie in one another, at most."""
    depth = deepest = 0
    for mark in re.findall(r"[\[\]{}]", block):
        depth += 1 if mark in "[{" else -1
        deepest = max(deepest, depth)
    dashes = max((len(run.split()) for run in re.findall(r"^[ \t]*((?:[-?][ \t]+)+)", block, re.MULTILINE)), default=0)
    indents = len(set(map(len, re.findall(r"^[ ]*(?=\S)", block, re.MULTILINE))))
    return max(deepest, dashes, indents)
