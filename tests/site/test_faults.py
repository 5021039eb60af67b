"""Whatever ends or disturbs a build, a whole site stands, and the next build equals a fresh one."""

import contextlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path
from typing import Any

import pytest

from readery import findings, intake, store, write
from readery.clean.text import lines
from readery.pipeline import BuildError, _making
from readery.settings import Settings, SiteSettings
from readery.write import locked
from tests import rights

from .conftest import tree
from .test_incremental import assert_same, build, page

_KILLS = int(os.environ.get("READERY_KILLS", "4"))
"""How often a build is killed; ``READERY_KILLS=200 pytest tests/site/test_faults.py -k killed`` tries more."""


def lay(root: Path, number: int) -> None:
    (root / "seeds").mkdir(exist_ok=True)
    for each in range(number):
        (root / "seeds" / f"{each}.md").write_text(page(each))


def whole(site: Path) -> None:
    """Every link of every page of the site leads to a file that is there."""
    for path in site.rglob("*.html"):
        for address in re.findall(r'(?:href|src)="([^"#?]+)', path.read_text(encoding="utf-8")):
            if not address.startswith("/") and ":" not in address:
                assert (path.parent / address).exists(), (path, address)


def test_a_build_that_is_killed_leaves_a_site_and_the_next_one_equals_a_fresh_one(tmp_path: Path) -> None:
    lay(tmp_path, 40)
    build(tmp_path, Settings(), "site", "state")
    shutil.copytree(tmp_path / "site", tmp_path / "before")
    shutil.copytree(tmp_path / "state", tmp_path / "state-before")
    source = random.Random(5)
    for each in range(0, 40, 3):
        (tmp_path / "seeds" / f"{each}.md").write_text(page(each + 100))
    began = time.monotonic()
    build(tmp_path, Settings(), "fresh", "fresh-state")
    usual = time.monotonic() - began + 0.5
    command = [sys.executable, "-m", "readery", "build", "--jobs", "1", "--seeds", "seeds", "--site", "site"]
    for _ in range(_KILLS):
        shutil.rmtree(tmp_path / ".readery", ignore_errors=True)
        shutil.rmtree(tmp_path / "site")
        shutil.copytree(tmp_path / "before", tmp_path / "site")
        shutil.copytree(tmp_path / "state-before", tmp_path / ".readery")
        running = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.wait(source.uniform(0, 1.2 * usual))
        running.send_signal(signal.SIGKILL)
        running.wait()
        assert (tmp_path / "site/index.html").read_bytes().endswith(b"</html>")
        assert not [path for path in (tmp_path / "site").rglob("*.html") if b"</html>" not in path.read_bytes()]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
        assert_same(tmp_path / "site", tmp_path / "fresh")
        whole(tmp_path / "site")


def test_a_page_that_kills_its_process_is_left_out_by_the_next_build(tmp_path: Path) -> None:
    lay(tmp_path, 2)
    script = (
        "import os, sys; from pathlib import Path; from readery import clean\n"
        "from readery.pipeline import _cleaning\n"
        "_cleaning.clean = lambda *_: os._exit(7)\n"
        "from readery.cli import main; main(sys.argv[1:])"
    )
    arguments = ["build", "--jobs", "1", "--seeds", "seeds", "--site", "site"]
    died = subprocess.run([sys.executable, "-c", script, *arguments], cwd=tmp_path, capture_output=True, check=False)
    assert died.returncode == 7
    # The next build tries the pages that were under way in a process of their own, and there they are well.
    done = subprocess.run(
        [sys.executable, "-m", "readery", *arguments], cwd=tmp_path, capture_output=True, check=True, text=True
    )
    assert "2 pages read: 2 cleaned" in done.stdout


class Fragile(Executor):
    """Runs everything here, and breaks at pages that hold a word."""

    def submit(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        if "fragile" in str(args):
            done.set_exception(BrokenExecutor("a worker ended"))
        else:
            done.set_result(work(*args, **kwargs))
        return done


def test_a_page_that_takes_down_its_worker_is_reported_and_the_others_are_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(tmp_path, 40)
    (tmp_path / "seeds/20.md").write_text("# A fragile page\n\nIt takes down whatever reads it.\n")
    monkeypatch.setattr("readery.engine._processes", lambda _: Fragile())
    report = build(tmp_path, Settings(), "site", "state", jobs=2)
    assert report.articles == 39
    (finding,) = [finding for finding in report.findings if finding.kind == findings.GIVEN_UP]
    assert finding.where == "20.md"
    assert "took down the process" in finding.problem


def test_a_scrape_that_cannot_be_looked_at_costs_one_page_of_those_it_came_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "seeds").mkdir()
    for name in ("Ash", "Birch", "Odd", "Elm"):
        story = (
            f"{name} Street\n\n"
            + f"Every evening the keeper of {name} Street counts the lamps that she can still see. " * 9
        )
        (tmp_path / "seeds" / f"{name}.txt").write_text(story)
    cut = lines.passages

    def fail(text: str) -> list[lines.Passage]:
        if text.startswith("Odd"):
            raise ValueError("no such sign")
        return cut(text)

    monkeypatch.setattr(lines, "passages", fail)
    said = build(tmp_path, Settings(), "site", "state")
    assert [each.where for each in said.findings if each.kind == findings.CLEANING_FAILED] == ["Odd.txt"]
    assert said.articles == 3


def test_two_builds_of_one_site_wait_for_each_other(tmp_path: Path) -> None:
    lay(tmp_path, 2)
    (tmp_path / "site").mkdir()
    command = [sys.executable, "-m", "readery", "build", "--jobs", "1", "--seeds", "seeds", "--site", "site"]
    with locked(tmp_path / "site", lambda: None):
        second = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert second.stderr is not None
        assert "another build of this site runs" in second.stderr.readline()
        assert not (tmp_path / "site/index.html").exists()
    second.communicate()
    assert second.returncode == 0
    assert (tmp_path / "site/index.html").exists()


def test_builds_of_two_sites_with_one_store_wait_for_each_other(tmp_path: Path) -> None:
    lay(tmp_path, 2)
    command = [sys.executable, "-m", "readery", "build", "--jobs", "1", "--seeds", "seeds", "--site", "other"]
    with store.locked(tmp_path / ".readery/store.sqlite3", lambda: None):
        second = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert second.stderr is not None
        assert "another site with this store" in second.stderr.readline()
        assert not (tmp_path / "other/index.html").exists()
    second.communicate()
    assert second.returncode == 0
    assert (tmp_path / "other/index.html").exists()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    lay(tmp_path, 2)
    (tmp_path / "site").mkdir(mode=0o500)
    with rights.of_an_ordinary_user(), pytest.raises(BuildError, match="cannot be written"):
        build(tmp_path, Settings(), "site", "state")


def test_a_full_disk_is_told_and_what_stood_still_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(tmp_path, 6)
    build(tmp_path, Settings(), "site", "state")
    before = tree(tmp_path / "site")
    (tmp_path / "seeds/0.md").write_text(page(77))
    real = write.lay
    written = 0

    def full(path: str, data: bytes) -> None:
        nonlocal written
        written += 1
        if written > 3:
            raise OSError(28, "No space left on device", path)
        real(path, data)

    monkeypatch.setattr(write, "lay", full)
    with pytest.raises(BuildError, match="No space left on device"):
        build(tmp_path, Settings(), "site", "state")
    assert before.keys() <= tree(tmp_path / "site").keys()
    monkeypatch.undo()
    build(tmp_path, Settings(), "site", "state")
    build(tmp_path, Settings(), "fresh", "fresh-state")
    assert_same(tmp_path / "site", tmp_path / "fresh")


@pytest.mark.parametrize("kind", ["page", "setting", "template"])
@pytest.mark.parametrize("stop", [1, 12])
def test_a_change_that_is_taken_back_after_a_build_that_broke_off_is_gone(
    kind: str, stop: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was known of the site was true of the last whole build, and is not of what the broken one left."""
    lay(tmp_path, 8)
    build(tmp_path, Settings(), "site", "state")
    config = change(tmp_path, kind)
    real = write.lay
    written = 0

    def breaking(path: str, data: bytes) -> None:
        nonlocal written
        written += 1
        if written > stop:
            raise OSError(28, "No space left on device", path)
        real(path, data)

    monkeypatch.setattr(write, "lay", breaking)
    monkeypatch.setattr(_making, "_UNITS_A_BLOCK", 1)
    monkeypatch.setattr(_making, "_KEPT_TOGETHER", 1)  # what was written before it broke off is known, too
    with pytest.raises(BuildError, match="No space left on device"):
        build(tmp_path, config, "site", "state")
    monkeypatch.undo()
    (tmp_path / "seeds/0.md").write_text(page(0))
    shutil.rmtree(tmp_path / "templates", ignore_errors=True)
    build(tmp_path, Settings(), "site", "state")
    build(tmp_path, Settings(), "fresh", "fresh-state")
    assert_same(tmp_path / "site", tmp_path / "fresh")


def change(root: Path, kind: str) -> Settings:
    """Change a page, a template or the settings, and say which settings hold."""
    match kind:
        case "page":
            (root / "seeds/0.md").write_text(page(77))
        case "template":
            (root / "templates").mkdir()
            (root / "templates/name.html").write_text('{% extends "theme/name.html" %}{% block title %}X{% endblock %}')
        case "setting":
            return Settings(site=SiteSettings(articles_per_page=2))
    return Settings()


def test_an_edit_that_keeps_size_and_time_is_built(tmp_path: Path) -> None:
    lay(tmp_path, 3)
    path = tmp_path / "seeds/0.md"
    build(tmp_path, Settings(), "site", "state")
    status = path.stat()
    text = path.read_text()
    path.write_text(text.replace("Marrow", "Barrow"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert build(tmp_path, Settings(), "site", "state").built == 1


def test_a_build_where_nothing_changed_reads_no_page_and_writes_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(tmp_path, 3)
    first = build(tmp_path, Settings(), "site", "state")
    time.sleep(0.2)  # until the pages are older than a tick of the clock
    build(tmp_path, Settings(), "site", "state")

    def fail(*_: object) -> None:
        raise AssertionError("it was read")

    monkeypatch.setattr("readery.intake.read", fail)
    monkeypatch.setattr("readery.render.Renderer.render", fail)
    again = build(tmp_path, Settings(), "site", "state")
    assert (again.read, again.built, again.written, again.files) == (3, 0, 0, first.files)
    assert again.findings == first.findings
    (tmp_path / "site/index.html").write_text("edited by hand")
    monkeypatch.undo()
    assert build(tmp_path, Settings(), "site", "state").written == 1
    assert b"edited by hand" not in (tmp_path / "site/index.html").read_bytes()


@pytest.mark.parametrize(
    "gone", ["index.html", "tags", "articles", "search/index.js", "assets", write.MANIFEST, "feed.xml", ""]
)
def test_what_was_deleted_from_the_site_by_hand_comes_back(tmp_path: Path, gone: str) -> None:
    lay(tmp_path, 3)
    build(tmp_path, Settings(), "site", "state")
    before = tree(tmp_path / "site")
    path = tmp_path / "site" / gone
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    build(tmp_path, Settings(), "site", "state")
    assert tree(tmp_path / "site") == before


@pytest.mark.parametrize("years", [-10, 10])
def test_a_clock_that_is_set_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, years: int) -> None:
    lay(tmp_path, 3)
    build(tmp_path, Settings(), "site", "state")
    then = time.time_ns() + years * 365 * 86_400 * 10**9
    monkeypatch.setattr("time.time_ns", lambda: then)
    for number in (1, 2):  # written while the clock is wrong, then changed with the same size
        path = tmp_path / "seeds/1.md"
        path.write_text(page(100).replace("Marrow", "Barrow" if number == 1 else "Darrow"))
        os.utime(path, ns=(then, then))
        assert build(tmp_path, Settings(), "site", "state").built == 1
        assert_same(tmp_path / "site", fresh(tmp_path, number))
    monkeypatch.undo()
    assert build(tmp_path, Settings(), "site", "state").written == 0


def fresh(root: Path, number: int) -> Path:
    """The site of a build that knows of no other."""
    build(root, Settings(), f"fresh-{number}", f"fresh-state-{number}")
    return root / f"fresh-{number}"


def test_names_of_every_kind_are_built(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    names = [
        "n" * 252 + ".md",
        "Ä" * 120 + ".md",
        "caf\u00e9.md",
        "cafe\u0301.md",
        "Case.md",
        "case.md",
        "CON.md",
        "a b?.md",
    ]
    for number, name in enumerate(names):
        (tmp_path / "seeds" / name).write_text(page(number))
    report = build(tmp_path, Settings(), "site", "state")
    assert report.articles == len(list((tmp_path / "seeds").iterdir()))
    paths = [path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("*")]
    assert len({path.casefold() for path in paths}) == len(paths)
    assert all(len(part.encode()) <= 255 for path in paths for part in path.split("/"))


def test_a_file_that_goes_while_it_is_read_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(tmp_path, 3)
    real = intake.read

    def gone(source: intake.Source) -> object:
        if source.name == "1.md":
            Path(source.path).unlink(missing_ok=True)
        return real(source)

    monkeypatch.setattr("readery.intake.read", gone)
    report = build(tmp_path, Settings(), "site", "state")
    assert report.articles == 2
    assert [finding.where for finding in report.findings if finding.kind == findings.UNREADABLE] == ["1.md"]
