"""docs/formats.md says what intake does, key by key."""

from __future__ import annotations

import re
from pathlib import Path

from readery.intake import files, front, said, side
from readery.intake.folder import known
from tests import test_cases

DOCS = Path(__file__).parent.parent.parent / "docs"
FORMATS = (DOCS / "formats.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading."""
    part = FORMATS.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    table = [line.strip("|").split("|") for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line] for line in table[2:]]


def words(cell: str) -> tuple[str, ...]:
    return tuple(re.findall(r"`([^`]+)`", cell))


def test_every_format_stands_there_with_its_endings() -> None:
    assert {name: words(endings) for name, endings, _ in rows("Formats")} == {
        each.name: each.suffixes for each in known().values()
    }


def test_every_key_of_front_matter_stands_there() -> None:
    assert {name: words(keys) for name, keys in rows("Front matter")} == said.KEYS


def test_every_key_of_a_side_file_stands_there_with_what_it_says() -> None:
    assert {words(key)[0]: text for key, text in rows("Side files")} == side.KEYS


def test_the_limits_stand_there() -> None:
    assert f"more than {files.LIMIT // 2**20} MB" in FORMATS
    assert f"more than {files.TEXT_LIMIT // 10**6} million characters" in FORMATS
    assert f"files may hold {files.SIDE_LIMIT // 2**20} MB, front matter {front.LONGEST // 1024} KB" in FORMATS


def test_every_fact_of_a_case_is_explained() -> None:
    explained = (DOCS / "cases.md").read_text(encoding="utf-8").partition("| in the head |")[2]
    assert set(test_cases.ORDER) <= set(words(explained))
