"""What a build promises: same bytes, whole sites, nothing lost."""

import os
import shutil
from pathlib import Path

import pytest

from readery.cli import main

from .conftest import Build, tree


def test_a_build_makes_an_article_of_each_page(build: Build, tmp_path: Path) -> None:
    assert build() == 0
    assert {path.parent.name for path in (tmp_path / "site" / "articles").glob("*/index.html")} == {
        "the-last-ferry",
        "how-the-bridge-was-built",
        "measuring-the-fog-over-marrow-island",
    }
    page = (tmp_path / "site/articles/the-last-ferry/index.html").read_text()
    assert "a bear that belonged to a travelling fair" in page
    assert "Get the best of the Courier" not in page
    assert '/how-the-bridge-was-built/index.html" class="here"' in page


def test_the_same_pages_give_the_same_bytes(build: Build, tmp_path: Path) -> None:
    build(site="one")
    shutil.rmtree(tmp_path / ".readery")
    build(site="two")
    build("--jobs", "2", "--force", site="three")
    assert tree(tmp_path / "one") == tree(tmp_path / "two") == tree(tmp_path / "three")


def test_a_second_build_cleans_and_writes_nothing(build: Build, capsys: pytest.CaptureFixture[str]) -> None:
    build()
    capsys.readouterr()
    build()
    said = capsys.readouterr().out
    assert "3 pages read: 0 cleaned, 3 unchanged" in said
    assert " 0 of them written anew" in said


def test_force_cleans_everything(build: Build, capsys: pytest.CaptureFixture[str]) -> None:
    build()
    capsys.readouterr()
    build("--force")
    assert "3 cleaned, 0 unchanged" in capsys.readouterr().out


def test_a_build_after_changes_equals_a_fresh_one(build: Build, tmp_path: Path, seeds: Path) -> None:
    build()
    (seeds / "fog.txt").write_text((seeds / "fog.txt").read_text().replace("seven", "eight"))
    (seeds / "ferry.html").unlink()
    (seeds / "second.md").write_text(
        "# Another page\n\nA page that was added later, about Marrow Island and the fog.\n"
    )
    build()
    shutil.rmtree(tmp_path / ".readery")
    build(site="fresh")
    assert tree(tmp_path / "site") == tree(tmp_path / "fresh")


def test_what_the_owner_says_overrules_the_page(build: Build, tmp_path: Path, seeds: Path) -> None:
    (seeds / "ferry.html.toml").write_text(
        'title = "Eleven people and a bicycle"\nslug = "eleven"\ntags = ["ferries"]\ndrop = ["handsome bridge"]\n'
    )
    assert build() == 0
    page = (tmp_path / "site/articles/eleven/index.html").read_text()
    assert "Eleven people and a bicycle" in page
    assert "handsome bridge" not in page
    assert (tmp_path / "site/tags/ferries/index.html").exists()


def test_overrules_for_a_publisher_come_from_the_settings(build: Build, tmp_path: Path) -> None:
    (tmp_path / "readery.toml").write_text('[clean."harbour.example"]\ndrop = ["a bear that belonged"]\n')
    build()
    assert "a bear that belonged" not in (tmp_path / "site/articles/the-last-ferry/index.html").read_text()


def test_bad_pages_are_reported_and_the_rest_is_built(
    build: Build, tmp_path: Path, seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (seeds / "empty.html").write_bytes(b"")
    (seeds / "noise.txt").write_bytes(os.urandom(4096))
    (seeds / "folder.html").mkdir()
    (seeds / "loop.html").symlink_to("loop.html")
    os.mkfifo(seeds / "pipe.html")
    (seeds / "fog.txt.toml").write_text("title = \n")
    before = tree_of_files(seeds)
    assert build() == 1
    said = capsys.readouterr().out
    for name in ("empty.html", "noise.txt", "folder.html", "loop.html", "pipe.html", "fog.txt"):
        assert name in said
    assert len(list((tmp_path / "site/articles").iterdir())) == 3
    assert tree_of_files(seeds) == before


def tree_of_files(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in root.rglob("*") if path.is_file() and not path.is_fifo()}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--seeds", "nowhere", "--site", "out"], "there is no such folder"),
        (["--seeds", "seeds", "--site", "seeds/site"], "must not lie in one another"),
        (["--seeds", "seeds/fog.txt", "--site", "out"], "is not a folder"),
        (["--seeds", "hollow", "--site", "out"], "no raw pages here"),
        (["--config", "none.toml"], "there is no such file"),
    ],
)
def test_when_nothing_can_be_done_it_says_why(
    tmp_path: Path,
    seeds: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
) -> None:
    assert seeds.exists()
    (tmp_path / "hollow").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(["build", *arguments]) == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "out" / "index.html").exists()


def test_a_folder_that_lost_its_pages_leaves_the_site_as_it_is(build: Build, tmp_path: Path, seeds: Path) -> None:
    build()
    before = tree(tmp_path / "site")
    for path in seeds.rglob("*.*"):
        path.unlink()
    (seeds / "loop.html").symlink_to("loop.html")
    assert build() == 2
    assert tree(tmp_path / "site") == before


def test_a_damaged_store_is_reported_with_what_to_do(
    build: Build, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build()
    for path in filter(Path.is_file, (tmp_path / ".readery").rglob("*")):
        path.write_bytes(b"not a database, but long enough to look like one" * 100)
    assert build() == 0
    assert "damaged" in capsys.readouterr().err


def test_a_folder_without_a_writable_place_for_the_store_still_builds(build: Build, tmp_path: Path) -> None:
    (tmp_path / ".readery").write_text("a file stands where the store's folder would")
    assert build() == 0


def test_every_page_stands_alone_without_the_network(build: Build, tmp_path: Path) -> None:
    build()
    for path, data in tree(tmp_path / "site").items():
        if path.endswith(".html"):
            for attribute in (b'src="http', b"src='http", b'rel="stylesheet" href="http'):
                assert attribute not in data, path


def test_new_lays_a_collection_that_builds(
    tmp_path: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", str(tmp_path / "my-reading")]) == 0
    assert len((tmp_path / "my-reading/README.md").read_text().splitlines()) == 5
    assert main(["new", str(tmp_path / "my-reading")]) == 2
    assert "is there already" in capsys.readouterr().err
    shutil.copy(seeds / "fog.txt", tmp_path / "my-reading/seeds/fog.txt")
    monkeypatch.chdir(tmp_path / "my-reading")
    assert main([]) == 0
    assert "My reading" in (tmp_path / "my-reading/site/index.html").read_text()


def test_a_build_leaves_the_store_in_one_file(build: Build, seeds: Path, tmp_path: Path) -> None:
    assert seeds.is_dir()
    build()
    assert [path.name for path in tmp_path.glob(".readery/store*")] == ["store.sqlite3"]
