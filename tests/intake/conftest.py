"""A folder of raw files, and what intake makes of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from readery import intake
from readery.findings import Finding
from readery.model import RawPage

Put = Callable[..., Path]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Writes a file into the folder."""

    def write(name: str, data: bytes | str = "A page.\n") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return write


def everything(root: Path) -> tuple[list[RawPage], list[Finding]]:
    """All pages of a folder, and all findings."""
    scan = intake.scan(root)
    pages: list[RawPage] = []
    found = list(scan.findings)
    for source in scan.sources:
        for each in intake.read(source):
            if isinstance(each, Finding):
                found.append(each)
            else:
                pages.append(each)
    return pages, found


def only(root: Path) -> RawPage:
    """The one page of a folder in which nothing is wrong."""
    pages, found = everything(root)
    assert found == []
    (page,) = pages
    return page
