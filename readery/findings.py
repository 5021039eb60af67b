"""Findings: what is wrong, where, and what to do about it. Each kind has a code, listed here and in docs/findings.md."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """The page is not in the site, or a reader of the site would meet something broken; this stops a deploy."""
    WARNING = "warning"
    """The page is in the site, but something of it is wrong or missing."""
    NOTE = "note"
    """Worth knowing; nothing is wrong."""


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
GIVEN_UP = Kind("R204", Severity.ERROR, "page that cleaning did not survive")
CUT_SHORT = Kind("R205", Severity.WARNING, "page too large to be looked at whole")
NO_ALT_TEXT = Kind("R301", Severity.NOTE, "image without a text alternative")
MISSING_IMAGE = Kind("R302", Severity.WARNING, "image beside the page is missing or broken")
UNSAFE_IMAGE = Kind("R303", Severity.NOTE, "drawing that could carry scripts, not shown")
HUGE_IMAGE = Kind("R304", Severity.WARNING, "image with more pixels than are read")
DAMAGED_IMAGE = Kind("R305", Severity.WARNING, "image is damaged")
SAME_ADDRESS = Kind("R401", Severity.NOTE, "two articles ask for the same address")
ABSENT_TWIN = Kind("R402", Severity.WARNING, "setting for a page that is not there")
IN_THE_WAY = Kind("R501", Severity.WARNING, "a file that is not the site's stands in its folder")
BROKEN_LINK = Kind("R601", Severity.ERROR, "link to a page or file that is not in the site")
BROKEN_ANCHOR = Kind("R602", Severity.WARNING, "link to a place that the page does not have")
MISSING_FILE = Kind("R603", Severity.ERROR, "picture, style, script or other part that is not in the site")
LEADS_OUT = Kind("R604", Severity.ERROR, "address that leads out of the site's folder")
ROOTED = Kind("R605", Severity.WARNING, "address that begins at the host's root")
COMPLETED = Kind("R606", Severity.NOTE, "link to a folder, or without a file's ending")
REPEATED_ID = Kind("R611", Severity.WARNING, "two elements of a page with one id")
UNTITLED = Kind("R612", Severity.ERROR, "page without a title")
NO_LANGUAGE = Kind("R613", Severity.WARNING, "page that does not say its language")
NOT_ONE_HEADING = Kind("R614", Severity.WARNING, "page without exactly one main heading (h1)")
ALT_LACKING = Kind("R615", Severity.WARNING, "picture in a page without a text alternative")
NO_ENCODING = Kind("R616", Severity.WARNING, "page that is not UTF-8, or does not say that it is")
FOREIGN_CODE = Kind("R621", Severity.ERROR, "script, style, font, frame or form of another origin")
FOREIGN_PICTURE = Kind("R622", Severity.WARNING, "picture, sound or film of another origin")
INLINE_CODE = Kind("R623", Severity.WARNING, "script or style inside a page, which a strict policy forbids")
LARGE_FILE = Kind("R631", Severity.WARNING, "file larger than its budget")
HOST_LIMIT = Kind("R632", Severity.NOTE, "more than some hosts take")
CLASHING_NAMES = Kind("R641", Severity.ERROR, "names that some disks take for one")
REFUSED_NAME = Kind("R642", Severity.WARNING, "name that some systems refuse")
LONG_NAME = Kind("R643", Severity.WARNING, "name or path that is too long for some systems")
SYMBOLIC_LINK = Kind("R644", Severity.WARNING, "symbolic link in the site")
BAD_FEED = Kind("R651", Severity.ERROR, "feed that is not valid")
BAD_SITEMAP = Kind("R652", Severity.ERROR, "sitemap that is not valid")
BAD_ROBOTS = Kind("R653", Severity.WARNING, "robots.txt that robots read otherwise")
BAD_XML = Kind("R654", Severity.ERROR, "XML or JSON that cannot be read")
NO_HOME = Kind("R655", Severity.ERROR, "site without a home page")
NO_NOT_FOUND = Kind("R656", Severity.WARNING, "site without a page for what is not found")
BAD_REDIRECT = Kind("R657", Severity.ERROR, "redirect that leads nowhere or in a circle")
DEAD_LINK = Kind("R661", Severity.WARNING, "link to another site that is dead")
MOVED_LINK = Kind("R662", Severity.NOTE, "link to another site that has moved for good")
UNANSWERED_LINK = Kind("R663", Severity.NOTE, "link to another site that could not be asked")
