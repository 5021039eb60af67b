"""Images that lie beside a page, and those that do not."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from readery import findings, intake
from readery.findings import Finding
from readery.model import Origin
from tests.intake.conftest import Put

DATA = b"\x89PNG\r\n\x1a\nnot looked at here"


def beside(root: Path, reference: str, page: str = "a/page.html") -> bytes | Finding | None:
    return intake.beside(root, Origin(page, "html", ""), reference)


@pytest.mark.parametrize(
    ("name", "reference"),
    [
        ("a/lamp.png", "lamp.png"),
        ("a/lamp.png", "./lamp.png"),
        ("a/lamp.png", " lamp.png\n"),
        ("a/lamp.png", "lamp.png?w=300#x"),
        ("a/page_files/lamp.png", "page_files/lamp.png"),
        ("a/page_files/lamp.png", "page_files\\lamp.png"),
        ("a/page_files/lamp.png", ".\\page_files\\lamp.png"),
        ("a/two words.png", "two%20words.png"),
        ("a/two words.png", "two words.png"),
        ("a/50%25.png", "50%25.png"),
        ("a/Lämpe 灯.png", "L%C3%A4mpe%20%E7%81%AF.png"),
        ("b/lamp.png", "../b/lamp.png"),
        ("lamp.png", "../lamp.png"),
        ("a/photo.php?id=3.png", "photo.php?id=3.png"),
        ("a/photo.php?id=3.png", "photo.php%3Fid=3.png"),
    ],
)
def test_an_image_beside_the_page_is_found(put: Put, tmp_path: Path, name: str, reference: str) -> None:
    if sys.platform == "win32" and "?" in name:
        pytest.skip("such names cannot be")
    put(name, DATA)
    assert beside(tmp_path, reference) == DATA


@pytest.mark.parametrize(
    "reference",
    [
        "https://e.example/lamp.png",
        "//e.example/lamp.png",
        "data:image/png;base64,AA==",
        "/lamp.png",
        "",
        "#x",
        "?x",
        "C:\\a.png",
        "file:///etc/passwd",
        "\\\\server\\lamp.png",
    ],
)
def test_what_names_no_file_beside_the_page_is_none(put: Put, tmp_path: Path, reference: str) -> None:
    put("a/lamp.png", DATA)
    put("lamp.png", DATA)
    assert beside(tmp_path, reference) is None


@pytest.mark.parametrize(
    "reference",
    [
        "../../secret.png",
        "..%2f..%2fsecret.png",
        "..\\..\\secret.png",
        "%2e%2e/%2e%2e/secret.png",
        "b/../../../secret.png",
        "link.png",
        "folder/secret.png",
    ],
)
def test_nothing_outside_the_folder_is_ever_read(put: Put, tmp_path: Path, reference: str) -> None:
    secret = put("secret.png", b"secret")
    root = tmp_path / "seeds"
    put("seeds/a/page.html")
    if sys.platform != "win32":
        (root / "a/link.png").symlink_to(secret)
        (root / "a/folder").symlink_to(tmp_path)
    found = beside(root, reference)
    assert isinstance(found, Finding)
    assert found.kind is findings.MISSING_IMAGE


@pytest.mark.parametrize(
    "reference", ["gone.png", "a" * 5000, "x/" * 3000 + "y", "a\x00b.png", "sub", "%00", "%ff.png", "\ud800.png"]
)
def test_an_image_that_is_not_there_is_reported_with_its_page(put: Put, tmp_path: Path, reference: str) -> None:
    put("a/sub/other.png", DATA)
    found = beside(tmp_path, reference)
    assert isinstance(found, Finding)
    assert (found.kind, found.where) == (findings.MISSING_IMAGE, "a/page.html")
    assert found.remedy


def test_an_empty_or_huge_image_is_reported(put: Put, tmp_path: Path) -> None:
    put("a/empty.png", b"")
    put("a/huge.png", bytes(33 * 2**20))
    for name, says in (("empty.png", "empty"), ("huge.png", "more than 32 MB")):
        found = beside(tmp_path, name)
        assert isinstance(found, Finding)
        assert says in found.problem


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes there")
def test_a_pipe_is_not_waited_for(put: Put, tmp_path: Path) -> None:
    put("a/page.html")
    os.mkfifo(tmp_path / "a/lamp.png")
    assert isinstance(beside(tmp_path, "lamp.png"), Finding)


@pytest.mark.skipif(sys.platform == "win32", reason="names are Unicode there")
def test_images_are_found_from_a_page_in_a_folder_with_any_name(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9\\x")
    folder.mkdir()
    (folder / "page.html").write_text("<p>One.")
    (folder / "lamp.png").write_bytes(DATA)
    (source,) = intake.scan(tmp_path).sources
    assert beside(tmp_path, "lamp.png", source.name) == DATA
