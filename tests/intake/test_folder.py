"""Which files of a folder are pages, in which order, and what is said of the rest."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from readery import findings, intake
from readery.findings import Finding
from readery.intake import names
from tests import rights
from tests.intake.conftest import Put, everything, only

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs a file system with POSIX links, pipes and names")


def listed(root: Path) -> list[str]:
    return [source.name for source in intake.scan(root).sources]


def told(root: Path) -> dict[str, findings.Kind]:
    """Where → kind, of the scan alone."""
    return {finding.where: finding.kind for finding in intake.scan(root).findings}


def test_pages_come_sorted_whatever_order_they_were_made_in(put: Put, tmp_path: Path) -> None:
    for name in ("b.md", "z/a.txt", "Ä.html", "a/é.htm", "a/b.xhtml.gz", "c.jsonl", "a.TXT", "d.markdown"):
        put(name)
    assert listed(tmp_path) == [
        "a/b.xhtml.gz",
        "a/é.htm",
        "a.TXT",
        "b.md",
        "c.jsonl",
        "d.markdown",
        "z/a.txt",
        "Ä.html",
    ]
    assert told(tmp_path) == {}


def test_hidden_files_leftovers_and_files_beside_pages_are_passed_over_in_silence(put: Put, tmp_path: Path) -> None:
    for name in (
        ".hidden.html",
        ".git/a.html",
        "a.html~",
        "~$b.txt",
        "style.css",
        "logo.PNG",
        "data.json",
        "Thumbs.db",
    ):
        put(name)
    put("readery.toml", "[site]\n")
    assert listed(tmp_path) == []
    assert told(tmp_path) == {}


def test_files_that_may_be_pages_in_another_format_are_named_with_what_to_do(put: Put, tmp_path: Path) -> None:
    for name in ("paper.pdf", "saved.mhtml", "index.php", "article"):
        put(name)
    found = {finding.where: finding for finding in intake.scan(tmp_path).findings}
    assert {finding.kind for finding in found.values()} == {findings.UNKNOWN_FORMAT}
    assert set(found) == {"paper.pdf", "saved.mhtml", "index.php", "article"}
    assert "save it as HTML" in found["saved.mhtml"].remedy
    assert "rename" in found["index.php"].remedy


@pytest.mark.parametrize("folder", ["page_files", "page-Dateien", "page_fichiers", "page.files", "page-filer"])
def test_what_a_browser_saved_beside_a_page_is_no_page(put: Put, tmp_path: Path, folder: str) -> None:
    put("page.html")
    put(f"{folder}/frame.html")
    put(f"{folder}/deep/advert.htm")
    put(f"{folder}/saved.mhtml")
    assert listed(tmp_path) == ["page.html"]
    assert told(tmp_path) == {}


def test_a_folder_named_like_a_companion_is_a_folder_where_no_page_has_that_name(put: Put, tmp_path: Path) -> None:
    put("other.html")
    put("page_files/story.html")
    put("notes.md")
    put("notes_files/story.html")
    assert listed(tmp_path) == ["notes.md", "notes_files/story.html", "other.html", "page_files/story.html"]


def test_a_folder_named_like_a_page_is_reported_and_read(put: Put, tmp_path: Path) -> None:
    put("story.html/index.html")
    put("empty.txt/.keep")
    assert listed(tmp_path) == ["story.html/index.html"]
    assert told(tmp_path) == {"story.html": findings.FOLDER_LIKE_PAGE, "empty.txt": findings.FOLDER_LIKE_PAGE}


@posix
def test_links_in_a_circle_and_links_to_nowhere_are_reported(put: Put, tmp_path: Path) -> None:
    put("a/page.html")
    (tmp_path / "a/up").symlink_to("..")
    (tmp_path / "here").symlink_to(".")
    (tmp_path / "out").symlink_to(tmp_path.parent)
    (tmp_path / "self.html").symlink_to("self.html")
    (tmp_path / "one.html").symlink_to("two.html")
    (tmp_path / "two.html").symlink_to("one.html")
    (tmp_path / "gone.html").symlink_to("nothing.html")
    assert listed(tmp_path) == ["a/page.html"]
    assert told(tmp_path) == dict.fromkeys(
        ("a/up", "here", "out", "self.html", "one.html", "two.html", "gone.html"), findings.LINK_LOOP
    )


@posix
def test_links_bring_in_what_lies_elsewhere_but_nothing_twice(put: Put, tmp_path: Path) -> None:
    root = tmp_path / "seeds"
    put("seeds/a/page.html")
    put("seeds/.store/annexed", "Kept by a version control of large files.\n")
    put("elsewhere/story.html")
    put("elsewhere/single.txt")
    (root / "alias.html").symlink_to("a/page.html")
    (root / "b").symlink_to("a")
    (root / "annexed.txt").symlink_to(".store/annexed")
    (root / "more").symlink_to(tmp_path / "elsewhere")
    (root / "once-more").symlink_to(tmp_path / "elsewhere")
    (root / "single.txt").symlink_to(tmp_path / "elsewhere/single.txt")
    (tmp_path / "elsewhere/back").symlink_to(root / "a")
    assert listed(root) == ["a/page.html", "annexed.txt", "more/single.txt", "more/story.html", "single.txt"]
    assert told(root) == {}


@posix
def test_a_pipe_is_reported_and_never_waited_for(put: Put, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.html")
    put("page.html")
    os.mkfifo(tmp_path / "page.html.toml")
    pages, found = everything(tmp_path)
    assert [page.origin.path for page in pages] == ["page.html"]
    assert {finding.where: finding.kind for finding in found} == {
        "pipe.html": findings.UNREADABLE,
        "page.html.toml": findings.BAD_SIDE_FILE,
    }
    (finding,) = intake.read(intake.Source(str(tmp_path / "pipe.html"), "pipe.html", "html"))
    assert isinstance(finding, Finding)
    assert "pipe" in finding.problem


@posix
def test_a_socket_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path may not be long
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s.html")
        assert told(tmp_path) == {"s.html": findings.UNREADABLE}
        (finding,) = intake.read(intake.Source(str(tmp_path / "s.html"), "s.html", "html"))
    assert isinstance(finding, Finding)
    assert finding.kind is findings.UNREADABLE


@posix
def test_what_may_not_be_read_is_reported(put: Put, tmp_path: Path) -> None:
    put("shut/page.html")
    put("page.html").chmod(0)
    (tmp_path / "shut").chmod(0)
    try:
        with rights.of_an_ordinary_user():
            _, found = everything(tmp_path)
    finally:
        (tmp_path / "shut").chmod(0o700)
    assert {finding.where: finding.kind for finding in found} == {
        "shut": findings.UNREADABLE,
        "page.html": findings.UNREADABLE,
    }
    assert all("permission" in finding.problem and finding.remedy for finding in found)


def test_a_page_that_was_deleted_or_became_a_folder_after_the_scan_is_reported(put: Put, tmp_path: Path) -> None:
    put("a.html")
    put("b.html")
    scan = intake.scan(tmp_path)
    (tmp_path / "a.html").unlink()
    (tmp_path / "b.html").unlink()
    (tmp_path / "b.html").mkdir()
    found = [each for source in scan.sources for each in intake.read(source)]
    assert [each.kind for each in found if isinstance(each, Finding)] == [findings.UNREADABLE] * 2


def test_a_file_that_grows_while_it_is_read_is_reported(put: Put, tmp_path: Path) -> None:
    path = put("crawl.jsonl", '{"text": "One."}\n{"text": "Two."}\n')
    (source,) = intake.scan(tmp_path).sources
    read = intake.read(source)
    next(read)
    with path.open("a") as more:
        more.write('{"text": "Three."}\n')
    assert any("changed while" in each.problem for each in read if isinstance(each, Finding))


@posix
def test_names_of_any_bytes_are_shown_and_found_again(tmp_path: Path) -> None:
    for raw in (b"caf\xe9.html", b"new\nline.txt", b"back\\slash.md", b"\x1b[31mred.html"):
        (tmp_path / os.fsdecode(raw)).write_bytes(b"A page.\n")
    pages, found = everything(tmp_path)
    assert found == []
    shown = [page.origin.path for page in pages]
    assert sorted(shown) == sorted(["caf\\xe9.html", "new\\x0aline.txt", "back\\x5cslash.md", "\\x1b[31mred.html"])
    for name in shown:
        name.encode("utf-8")
        assert (tmp_path / names.actual(name)).is_file()


def test_a_single_file_is_read_whatever_its_name_ends_in(put: Put, tmp_path: Path) -> None:
    put("article", "<!doctype html><title>x</title><p>One.")
    put("records", '{"text": "One.", "name": "one"}\n')
    put("clip", "---\ntitle: One\n---\nTwo.\n")
    put("scrape", "One.\n")
    formats = {}
    for name in ("article", "records", "clip", "scrape"):
        scan = intake.scan(tmp_path / name)
        assert scan.root == tmp_path
        (page,) = intake.read(scan.sources[0])
        assert not isinstance(page, Finding)
        formats[name] = page.origin.format
    assert formats == {"article": "html", "records": "jsonl", "clip": "markdown", "scrape": "text"}


def test_a_single_file_has_its_side_file(put: Put, tmp_path: Path) -> None:
    put("page.html")
    put("page.toml", 'title = "Mine"\n')
    (page,) = intake.read(intake.scan(tmp_path / "page.html").sources[0])
    assert not isinstance(page, Finding)
    assert page.owner.title == "Mine"


def test_a_path_that_is_not_there_is_reported_when_it_is_read(tmp_path: Path) -> None:
    (finding,) = intake.read(intake.scan(tmp_path / "nothing.html").sources[0])
    assert isinstance(finding, Finding)
    assert finding.kind is findings.UNREADABLE


def test_the_same_page_has_the_same_origin_packed_or_not(put: Put, tmp_path: Path) -> None:
    import gzip

    put("a/page.html", "<p>One.")
    put("b/page.html.gz", gzip.compress(b"<p>One."))
    one, two = only(tmp_path / "a"), only(tmp_path / "b")
    assert one.origin.sha256 == two.origin.sha256
    assert one.text == two.text
