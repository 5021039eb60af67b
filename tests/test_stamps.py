"""A change to a file is noticed by its status, whatever clocks and tools do."""

import os
import time
from pathlib import Path

from readery import stamps

_SECOND = 1_000_000_000


def test_an_edit_that_keeps_size_and_time_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("one")
    status = path.stat()
    before = stamps.of(path)
    time.sleep(0.02)  # longer than a tick of the file system's clock
    path.write_text("two")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_mtime_ns == status.st_mtime_ns
    assert stamps.of(path) != before


def test_a_file_put_in_place_of_another_is_noticed(tmp_path: Path) -> None:
    path, other = tmp_path / "page.txt", tmp_path / "other.txt"
    path.write_text("one")
    other.write_text("two")
    before = stamps.of(path)
    other.replace(path)
    assert stamps.of(path) != before


def test_what_is_gone_has_a_stamp_of_its_own(tmp_path: Path) -> None:
    assert stamps.of(tmp_path / "nowhere") == stamps.GONE
    assert stamps.of("\0") == stamps.GONE
    assert stamps.settled(stamps.GONE, 0)


def test_a_stamp_as_young_as_the_look_is_not_relied_on(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("one")
    seen = stamps.of(path)
    now = path.stat().st_ctime_ns
    assert not stamps.settled(seen, now)
    assert stamps.settled(seen, now + 5 * _SECOND)


def test_a_time_in_the_future_is_not_relied_on(tmp_path: Path) -> None:
    """As after a clock was set back."""
    path = tmp_path / "page.txt"
    path.write_text("one")
    later = time.time_ns() + 3600 * _SECOND
    os.utime(path, ns=(later, later))
    assert not stamps.settled(stamps.of(path), time.time_ns() + 60 * _SECOND)
