"""The writer: whole files only, nothing of others touched, stale files gone last."""

from pathlib import Path

import pytest

from readery.model import Output
from readery.write import MANIFEST, Aside, SiteError, writing


def build(root: Path, files: dict[str, str]) -> int:
    with writing(root) as writer:
        for path, text in files.items():
            writer.write(Output(path, text.encode()))
        writer.finish()
    return writer.changed


def tree(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_text()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def test_writes_what_it_is_given_and_leaves_nothing_aside(tmp_path: Path) -> None:
    build(tmp_path / "site", {"index.html": "home", "a/b/c.html": "deep"})
    assert tree(tmp_path / "site") == {"index.html": "home", "a/b/c.html": "deep"}
    assert sorted(path.name for path in (tmp_path / "site").iterdir()) == [MANIFEST, "a", "index.html"]


def test_an_unchanged_file_is_not_touched(tmp_path: Path) -> None:
    build(tmp_path, {"a.html": "one", "b.html": "two"})
    before = (tmp_path / "a.html").stat().st_mtime_ns, (tmp_path / "a.html").stat().st_ino
    assert build(tmp_path, {"a.html": "one", "b.html": "other"}) == 1
    assert ((tmp_path / "a.html").stat().st_mtime_ns, (tmp_path / "a.html").stat().st_ino) == before


def test_only_files_of_an_earlier_build_are_removed(tmp_path: Path) -> None:
    build(tmp_path, {"old/page.html": "old", "kept.html": "kept"})
    (tmp_path / "old" / "mine.txt").write_text("mine")
    (tmp_path / "CNAME").write_text("example.org")
    build(tmp_path, {"kept.html": "kept"})
    assert tree(tmp_path) == {"CNAME": "example.org", "kept.html": "kept", "old/mine.txt": "mine"}


def test_a_folder_left_empty_goes_with_its_last_page(tmp_path: Path) -> None:
    build(tmp_path, {"a/b/page.html": "old", "kept.html": "kept"})
    build(tmp_path, {"kept.html": "kept"})
    assert not (tmp_path / "a").exists()


def test_a_file_of_another_program_in_the_way_is_reported_and_kept(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")
    with writing(tmp_path) as writer:
        writer.write(Output("index.html", b"ours"))
        writer.finish()
    assert (tmp_path / "index.html").read_text() == "mine"
    assert [(finding.where, finding.kind.code) for finding in writer.findings] == [("index.html", "R501")]
    build(tmp_path, {})
    assert (tmp_path / "index.html").read_text() == "mine"


def test_a_build_that_fails_removes_nothing_and_the_next_one_tidies_up(tmp_path: Path) -> None:
    build(tmp_path, {"a.html": "one", "b.html": "two"})
    with writing(tmp_path) as writer:
        writer.write(Output("c.html", b"three"))  # and then it stops: no finish
    assert tree(tmp_path).keys() >= {"a.html", "b.html", "c.html"}
    build(tmp_path, {"a.html": "one"})
    assert tree(tmp_path) == {"a.html": "one"}


def test_a_file_edited_by_hand_is_put_right(tmp_path: Path) -> None:
    build(tmp_path, {"a.html": "one"})
    (tmp_path / "a.html").write_text("ONE")
    build(tmp_path, {"a.html": "one"})
    assert tree(tmp_path) == {"a.html": "one"}


def test_files_that_are_put_in_place_together_are_known_before_the_first_of_them_is(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        aside = Aside(tmp_path)
        files = [aside.lay(Output(path, b"new")) for path in ("a.html", "b/c.html", "d.html")]
        Path(files[1].aside).unlink()
        with pytest.raises(SiteError):
            writer.place(files)
    assert tree(tmp_path).keys() >= {"a.html"}
    build(tmp_path, {"d.html": "later"})
    assert tree(tmp_path) == {"d.html": "later"}


@pytest.mark.parametrize("path", ["/etc/passwd", "../out.html", "a/../../out.html"])
def test_no_path_leads_out_of_the_site(tmp_path: Path, path: str) -> None:
    with writing(tmp_path / "site") as writer, pytest.raises(ValueError, match="no path"):
        writer.write(Output(path, b"x"))


def test_a_manifest_that_names_files_outside_removes_nothing_there(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("mine")
    build(tmp_path / "site", {"a.html": "one"})
    (tmp_path / "site" / MANIFEST).write_text(f"../outside.txt\n{outside}\na.html\n")
    build(tmp_path / "site", {})
    assert outside.read_text() == "mine"


def test_a_site_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(SiteError, match="cannot be written"), writing(tmp_path / "file" / "site"):
        pass
