"""Names that every disk and every host takes."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator

from readery import findings
from readery.check.rules import Rules
from readery.check.survey import Survey, fold
from readery.findings import Finding
from readery.settings import Settings

_RESERVED = re.compile(r"(con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³]|conin\$|conout\$)(\.|$)", re.IGNORECASE)
"""Names of devices on Windows, with whatever ending (Microsoft, "Naming Files, Paths, and Namespaces")."""
_CHARACTERS = re.compile(r'[<>:"|?*\\#]|[\x00-\x1f\x7f]')
"""What Windows refuses in names, and ``#``, which Netlify refuses with ``?``."""
_SEGMENT = 255
"""Bytes of one name: the limit of ext4, APFS and NTFS."""
_PATH = 200
"""Characters of a whole path: Windows allows 260 with the drive and the folder that the site lies in."""
_KEY = 1024
"""Bytes of a whole path: the limit of S3, Google Cloud Storage and Azure."""


def clashes(site: Survey, _settings: Settings) -> Iterator[Finding]:
    """No two names that differ in capitals or in the way an accent is written alone: macOS and Windows keep one file."""
    spelled: dict[str, str] = {}
    for path in sorted((*site.sizes, *site.folders)):
        other = spelled.setdefault(fold(path), path)
        # What lies in a folder that clashes would clash with it; the folder is told alone.
        if other != path and other.rstrip("/").rpartition("/")[0] == path.rstrip("/").rpartition("/")[0]:
            yield Finding(
                findings.CLASHING_NAMES,
                path,
                f'"{other}" has the same name but for {"capitals" if _same_accents(path, other) else "the way accents are written"}: '
                "many disks keep one of the two.",
                "Give one of them another name, and mend the links to it.",
            )


def refused(site: Survey, _settings: Settings) -> Iterator[Finding]:
    """Names without what Windows, archives or hosts refuse."""
    for path, name in _names(site):
        why = ""
        if _RESERVED.match(name):
            why = "is the name of a device on Windows"
        elif match := _CHARACTERS.search(name):
            why = f"holds {match[0]!r}, which Windows or some hosts refuse"
        elif name.endswith((".", " ")):
            why = "ends in a dot or space, which Windows drops"
        elif name.startswith(" "):
            why = "begins with a space, which some programs drop"
        elif not _is_text(name):
            why = "is not UTF-8"
        elif unicodedata.normalize("NFC", name) != name:
            why = (
                "holds accents as characters of their own, which macOS and most hosts write otherwise (not in form NFC)"
            )
        if why:
            yield Finding(
                findings.REFUSED_NAME, path, f'the name "{name}" {why}.', "Rename it, and mend the links to it."
            )


def long(site: Survey, _settings: Settings) -> Iterator[Finding]:
    """Paths that are short enough for every disk and host."""
    for path in site.sizes:
        size = len(os.fsencode(path))
        segment = max((len(os.fsencode(part)) for part in path.split("/")), default=0)
        why = ""
        if segment > _SEGMENT:
            why = f"a name in it is {segment} bytes long; disks take {_SEGMENT}"
        elif size > _KEY:
            why = f"it is {size} bytes long; object stores take {_KEY}"
        elif len(path) > _PATH:
            why = f"it is {len(path)} characters long; Windows takes 260 with the folder it lies in"
        if why:
            yield Finding(findings.LONG_NAME, path, f"{why}.", "Give it a shorter name (for an article, a `slug`).")


def symbolic(site: Survey, _settings: Settings) -> Iterator[Finding]:
    """Files that are files: most hosts drop or refuse symbolic links."""
    for path in site.links:
        yield Finding(
            findings.SYMBOLIC_LINK,
            path,
            "it is a symbolic link; most hosts drop or refuse these.",
            "Put the file itself there.",
        )


def _names(site: Survey) -> Iterator[tuple[str, str]]:
    """Path and name of each file and folder."""
    for path in sorted((*site.sizes, *site.folders)):
        name = path.rstrip("/").rpartition("/")[2]
        if name:
            yield path, name


def _is_text(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _same_accents(one: str, other: str) -> bool:
    return unicodedata.normalize("NFC", one) == one and unicodedata.normalize("NFC", other) == other


RULES = Rules(site=(clashes, refused, long, symbolic))
