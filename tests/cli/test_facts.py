"""`readery facts`: what weaving finds, from files and from standard input."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from readery.cli import main

KEYS = "source id tags related twins mentions links".split()
PAGES = "".join(
    json.dumps({"id": str(number), "title": title, "text": f"{text} " * 3 + "\n\n" + text}) + "\n"
    for number, (title, text) in enumerate(
        [
            (
                "Ferry",
                "The last ferry of the season left Sandholm at six, and Oda Lind came down to the harbour to see it go.",
            ),
            (
                "Bees",
                "A swarm sat in the harbour of Sandholm, and Oda Lind brought a box, a brush and a great deal of patience.",
            ),
        ]
    )
)


def run(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> list[dict[str, Any]]:
    assert main(["facts", "--jobs", "1", *arguments]) == code
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_what_comes_in_is_woven_as_a_file_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pages.jsonl").write_text(PAGES)
    of_file = run(capsys, str(tmp_path))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGES.encode())))
    of_stream = run(capsys, "-")
    assert len(of_file) == 2
    assert [list(line) for line in of_stream] == [KEYS, KEYS]
    assert [line["source"].rpartition("#")[0] for line in of_stream] == ["-", "-"]
    assert [line["tags"] for line in of_stream] == [line["tags"] for line in of_file]
    assert "Sandholm" in {tag["name"] for tag in of_stream[0]["tags"]}


def test_nothing_coming_in_is_a_finding(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    assert run(capsys, "-", code=1) == []
