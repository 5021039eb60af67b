"""Limits, packed files, and files that are no text."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from pathlib import Path

import pytest

from readery import findings
from readery.findings import Kind
from readery.intake import files
from tests.intake.conftest import Put, everything, only


def packed(data: bytes, level: int = 9) -> bytes:
    return gzip.compress(data, level, mtime=0)


NAMES = ("page.html", "page.txt", "page.md", "page.jsonl")


def kinds(root: Path) -> list[Kind]:
    pages, found = everything(root)
    assert pages == []
    assert all(finding.problem and finding.remedy for finding in found)
    return [finding.kind for finding in found]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", packed(b"")])
def test_an_empty_page_is_reported(put: Put, tmp_path: Path, name: str, data: bytes) -> None:
    put(name, data)
    assert kinds(tmp_path) == [findings.EMPTY]


@pytest.mark.parametrize("name", NAMES[:3])
def test_a_page_of_50_mb_is_reported_packed_or_not(put: Put, tmp_path: Path, name: str) -> None:
    page = b"<p>A line that says the same as all others.</p>\n" * (50 * 2**20 // 48)
    put(name, page)
    put(f"packed-{name}.gz", packed(page, 1))
    assert kinds(tmp_path) == [findings.TOO_LARGE] * 2


def test_a_page_just_below_the_limit_is_read(put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files.whole, "__defaults__", (1000,))
    put("page.txt", "x" * 1000)
    assert len(only(tmp_path).text) == 1000
    put("page.txt", "x" * 1001)
    assert kinds(tmp_path) == [findings.TOO_LARGE]


@pytest.mark.parametrize("name", ["page.html", "page.jsonl"])
def test_pictures_inside_a_page_do_not_count_as_its_text(
    put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def page(text: str) -> str:
        return json.dumps({"html": text}) if name.endswith("jsonl") else text

    monkeypatch.setattr(files, "TEXT_LIMIT", 1000)
    put(name, page("<p>" + "One line. " * 50 + f"<img src='data:image/png;base64,{'A' * 5000}'>"))
    assert "AAA" in only(tmp_path).text
    put(name, page("<p>" + "One line. " * 150))
    pages, (finding,) = everything(tmp_path)
    assert pages == []
    assert "million characters" in finding.problem


@pytest.mark.parametrize("name", NAMES[:3])
@pytest.mark.parametrize("size", [200, 5000, 500_000])
def test_random_bytes_are_reported(put: Put, tmp_path: Path, name: str, size: int) -> None:
    put(name, random.Random(size).randbytes(size))
    assert kinds(tmp_path) == [findings.BINARY]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\nplain text so far", "PDF"),
        (b"PK\x03\x04word/document.xml", "ZIP"),
        (b"\x89PNG\r\n\x1a\nIHDR", "PNG"),
        (packed(packed(b"<p>One.")), "gzip"),
        (b"\x00" * 500, "binary"),
    ],
)
def test_files_of_other_kinds_are_named(put: Put, tmp_path: Path, data: bytes, what: str) -> None:
    put("page.html", data)
    pages, (finding,) = everything(tmp_path)
    assert pages == []
    assert finding.kind is findings.BINARY
    assert what in finding.problem


def test_a_few_stray_zeros_do_not_make_a_page_binary(put: Put, tmp_path: Path) -> None:
    put("page.html", b"<p>One \x00 line of a page that was cut out of a buffer.</p>\x00\n" + b"<p>More.</p>" * 10)
    assert "\x00" not in only(tmp_path).text


@pytest.mark.parametrize("name", ["page.html.gz", "page.html", "page.jsonl"])
def test_a_damaged_gzip_file_is_reported(put: Put, tmp_path: Path, name: str) -> None:
    whole = packed(b'{"text": "One."}\n' * 2000 + random.Random(1).randbytes(5000))
    put(name, whole[: len(whole) // 2])
    put(f"b{name}", whole[:3000] + b"\xff\xff\xff\xff" + whole[3004:])
    _, found = everything(tmp_path)
    damaged = [finding for finding in found if finding.kind is findings.UNREADABLE]
    assert {finding.where for finding in damaged} == {name, f"b{name}"}
    assert all("damaged" in finding.problem for finding in damaged)


def test_gzip_is_known_by_its_bytes_not_by_its_name(put: Put, tmp_path: Path) -> None:
    put("packed/page.html", packed(b"<p>One."))
    put("plain/page.html.gz", b"<p>One.")
    assert only(tmp_path / "packed").text == only(tmp_path / "plain").text == "<p>One."


def test_the_hash_is_that_of_the_page_and_changes_with_its_side_file(put: Put, tmp_path: Path) -> None:
    put("page.txt", "One.")
    alone = only(tmp_path).origin.sha256
    assert alone == hashlib.sha256(b"One.").hexdigest()
    put("page.toml", 'title = "One"\n')
    first = only(tmp_path).origin.sha256
    put("page.toml", 'title = "Two"\n')
    assert len({alone, first, only(tmp_path).origin.sha256}) == 3
