"""`readery clean`: one JSON line a page, whatever it holds."""

import gzip
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from readery.cli import main

KEYS = (
    "source title dek authors published updated site url lang dir tags image captions text html words removed".split()
)
TEXT = "The last ferry of the season left Sandholm at six in the evening, and the whole harbour came down to see it go.\n\n"


def page(title: str, text: str = TEXT) -> str:
    return f"# {title}\n\n{text}"


def run(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> list[dict[str, Any]]:
    assert main(["clean", "--jobs", "1", *arguments]) == code
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_page_is_one_line_with_every_field(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "ferry.md").write_text(page("The last ferry"))
    (record,) = run(capsys, str(tmp_path / "ferry.md"))
    assert list(record) == KEYS
    assert (record["source"], record["title"], record["text"]) == ("ferry.md", "The last ferry", TEXT.strip())


def test_a_line_separator_in_a_text_ends_no_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "odd.md").write_text(
        page("Odd", "One\u2028two\u2029three\x85four words stand in this odd paragraph.\n")
    )
    assert len(run(capsys, str(tmp_path))) == 1


def test_records_come_in_order_from_folders_files_and_records(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "folder").mkdir()
    for name in "cab":
        (tmp_path / f"folder/{name}.md").write_text(page(name))
    records = [{"name": str(number), "text": f"Story {number}\n\n{TEXT}{TEXT}"} for number in range(40)]
    with gzip.open(tmp_path / "crawl.jsonl.gz", "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(record) + "\n" for record in records)
    found = run(capsys, str(tmp_path / "crawl.jsonl.gz"), str(tmp_path / "folder"))
    assert [record["source"] for record in found] == [
        *(f"crawl.jsonl.gz#{number}" for number in range(40)),
        *("a.md", "b.md", "c.md"),
    ]


def test_standard_input_is_a_page(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    html = f"<html><head><title>Piped</title></head><body><article><h1>Piped</h1><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(html.encode())))
    (record,) = run(capsys, "-")
    assert record["title"] == "Piped"


def test_a_page_without_an_article_is_a_line_that_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "blank.html").write_text("<html><body><nav><a href='/'>Home</a></nav></body></html>")
    (tmp_path / "ferry.md").write_text(page("The last ferry"))
    first, second = run(capsys, str(tmp_path), code=1)
    assert list(first) == ["source", "problem"]
    assert second["title"] == "The last ferry"


def test_what_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clean", "nowhere.html"]) == 2
    assert "there is no such file" in capsys.readouterr().err


def test_explain_tells_facts_with_sources_and_each_passage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "ferry.md").write_text(page("The last ferry"))
    (tmp_path / "ferry.md.toml").write_text('site = "The Courier"\ndrop = ["last ferry of the season"]\n')
    (tmp_path / "two.md").write_text(page("Two", TEXT + "Another paragraph that stays where it is, all of it.\n"))
    assert main(["explain", str(tmp_path / "two.md")]) == 0
    said = capsys.readouterr().out
    assert "title     Two   ←" in said
    assert "+ Another paragraph that stays" in said
    main(["explain", str(tmp_path / "ferry.md")])
    assert "ferry.md" in capsys.readouterr().out
