"""Findings: what is wrong, where, and what to do about it. Each kind has a code, listed here and in docs/findings.md."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """The page is not in the site."""
    WARNING = "warning"
    """The page is in the site, but something of it is wrong or missing."""
    NOTE = "note"
    """Worth knowing; nothing is wrong with the build."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding."""

    code: str
    """Stable name: ``R`` and three digits."""
    severity: Severity
    """How much it matters."""
    title: str
    """What it is, in a few words."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found."""

    kind: Kind
    """What kind of thing."""
    where: str
    """The file (and record) it is about."""
    problem: str
    """What is wrong, one sentence without the path."""
    remedy: str
    """What to do next, one sentence."""

    def __str__(self) -> str:
        return f"{self.where}: {self.kind.code} {self.problem} {self.remedy}"


UNREADABLE = Kind("R101", Severity.ERROR, "file cannot be read")
EMPTY = Kind("R102", Severity.ERROR, "file is empty")
BINARY = Kind("R103", Severity.ERROR, "file is not text")
TOO_LARGE = Kind("R104", Severity.ERROR, "file is too large")
BAD_SIDE_FILE = Kind("R105", Severity.WARNING, "side file cannot be used")
BAD_FRONT_MATTER = Kind("R106", Severity.WARNING, "front matter cannot be used")
LINK_LOOP = Kind("R107", Severity.WARNING, "symbolic link leads nowhere or in a circle")
BAD_RECORD = Kind("R108", Severity.ERROR, "record cannot be read")
FOLDER_LIKE_PAGE = Kind("R109", Severity.WARNING, "folder named like a page")
UNKNOWN_FORMAT = Kind("R110", Severity.NOTE, "file of no known format")
LOST_CHARACTERS = Kind("R111", Severity.NOTE, "characters that could not be read")
LONE_SIDE_FILE = Kind("R112", Severity.WARNING, "side file without a page")
NO_ARTICLE = Kind("R201", Severity.ERROR, "page holds no article")
CLEANING_FAILED = Kind("R202", Severity.ERROR, "page could not be cleaned")
NO_TITLE = Kind("R203", Severity.NOTE, "page says no title")
NO_ALT_TEXT = Kind("R301", Severity.NOTE, "image without a text alternative")
MISSING_IMAGE = Kind("R302", Severity.WARNING, "image beside the page is missing or broken")
UNSAFE_IMAGE = Kind("R303", Severity.NOTE, "drawing that could carry scripts, not shown")
SAME_ADDRESS = Kind("R401", Severity.NOTE, "two articles ask for the same address")
IN_THE_WAY = Kind("R501", Severity.WARNING, "a file that is not the site's stands in its folder")
