"""The image files that lie beside a page."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote_to_bytes

from readery import findings
from readery.characters import tidy
from readery.findings import Finding
from readery.intake import files
from readery.intake.files import Unusable
from readery.intake.names import actual
from readery.model import Origin

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|/|\\\\|#|\?|$")
"""How references begin that name no file beside the page: a scheme (or a drive), a root, nothing at all."""
_LONGEST = 4096


def beside(root: Path, origin: Origin, reference: str) -> bytes | Finding | None:
    """The image that the page from `origin`, below the folder `root`, names as `reference`.

    A finding where there is no such file in the folder; None where `reference` is no relative path. What lies outside
    the folder is never read, be it by ``..`` or by a symbolic link.
    """
    reference = tidy(reference).strip()
    if _ELSEWHERE.match(reference):
        return None
    if len(reference) > _LONGEST:
        return _missing(origin, reference, "is no path.")
    base = Path(os.path.realpath(root))
    folder = (base / actual(origin.path)).parent
    outside = False
    for path in _paths(reference):
        try:
            target = Path(os.path.realpath(folder / path))
            if not target.is_relative_to(base):
                outside = True
                continue
            if not target.is_file():
                continue
            with files.opened(target) as stream:
                return files.whole(stream)
        except Unusable as error:
            return _missing(origin, reference, error.problem)
        except (OSError, ValueError):  # a name that the file system cannot have
            continue
    return _missing(origin, reference, "lies outside the folder." if outside else "is not there.")


def places(root: Path, origin: Origin, references: Iterable[str]) -> Iterator[Path]:
    """The files that `beside` may look at for these references, there or not: while none of them changes, it answers the same."""
    folder: Path | None = None
    for reference in map(str.strip, map(tidy, references)):
        if len(reference) <= _LONGEST and not _ELSEWHERE.match(reference):
            folder = folder or (root / actual(origin.path)).parent
            yield from map(folder.joinpath, _paths(reference))


def _paths(reference: str) -> Iterator[Path]:
    """What file a reference may mean: as a browser reads it, else as it is written (mirrors keep ``?`` in names)."""
    bare = re.split(r"[?#]", reference, maxsplit=1)[0]
    written = dict.fromkeys((_decoded(bare), bare, _decoded(reference), reference))
    for each in dict.fromkeys((*written, *(each.replace("\\", "/") for each in written))):
        if each and "\x00" not in each:
            yield Path(each)


def _decoded(reference: str) -> str:
    return os.fsdecode(unquote_to_bytes(reference))


def _missing(origin: Origin, reference: str, problem: str) -> Finding:
    shown = reference if len(reference) <= 80 else reference[:79] + "…"
    return Finding(
        findings.MISSING_IMAGE,
        origin.name,
        f'its image "{shown}" {problem}',
        "Put the image where the page names it, or leave it: its caption stands.",
    )
