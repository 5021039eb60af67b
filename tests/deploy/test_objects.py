"""Buckets of Google and Azure, on a file system in memory with the interface that fsspec's have.

Both were run once against their emulators (gcp-storage-emulator, Azurite), which are too large for each run of the tests.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from readery.deploy import DeployError, Outgoing, PassingError, deploy, gs, rollback
from readery.deploy._objects import Objects
from tests.deploy.shelf import ONE, TWO, Files, Heard, job, lay, public


class System:
    """As much of an fsspec file system as is used."""

    def __init__(self) -> None:
        self.files: Files = {}
        self.headers: dict[str, dict[str, object]] = {}
        self.failing: Exception | None = None

    def invalidate_cache(self) -> None:
        pass

    def cat_file(self, path: str) -> bytes:
        if self.failing:
            raise self.failing
        if path not in self.files:
            raise FileNotFoundError(path)
        return self.files[path]

    def find(self, root: str) -> list[str]:
        return [path for path in self.files if path.startswith(f"{root}/")]

    def pipe_file(self, path: str, data: bytes, mode: str = "overwrite", **headers: object) -> None:
        if mode == "create" and path in self.files:
            raise FileExistsError(path)
        self.files[path], self.headers[path] = data, headers

    def rm_file(self, path: str) -> None:
        self.cat_file(path)
        del self.files[path]

    def cp_file(self, path: str, to: str) -> None:
        self.files[to] = self.cat_file(path)


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> System:
    system = System()
    place = Objects(system, "shelf/r/", "gs://shelf/r", gs.headers, "the environment")
    target = type(gs.TARGET)("gs", "gs://x", gs.TARGET.claims, lambda _address, _options: place)
    monkeypatch.setattr(gs, "TARGET", target)
    return system


def test_only_what_changed_travels_and_it_goes_back(system: System, tmp_path: Path) -> None:
    def served() -> Files:
        return public({path.removeprefix("shelf/r/"): data for path, data in system.files.items()})

    def send(files: Files) -> Heard:
        heard = Heard()
        deploy(job(lay(tmp_path / "site", files), "gs://shelf/r", tmp_path / "state"), heard)
        return heard

    assert set(send(ONE).files) == set(ONE)
    assert set(send(TWO).files) == {path for path in TWO if ONE.get(path) != TWO[path]}
    assert served() == TWO
    rollback(job(tmp_path / "site", "gs://shelf/r", tmp_path / "state"), Heard())
    assert served() == ONE
    assert system.headers["shelf/r/index.html"] == {
        "content_type": "text/html; charset=utf-8",
        "fixed_key_metadata": {"cache_control": "public, max-age=0, must-revalidate"},
    }


@pytest.mark.parametrize(
    ("error", "kind", "said"),
    [
        (PermissionError("no"), DeployError, "credentials are refused"),
        (RuntimeError("403 Forbidden"), DeployError, "credentials are refused"),
        (RuntimeError("The specified container does not exist"), DeployError, "no such bucket"),
        (RuntimeError("QuotaExceeded"), DeployError, "no room left"),
        (ConnectionResetError("reset"), PassingError, "does not answer"),
        (RuntimeError("something else"), DeployError, "something else"),
    ],
)
def test_refusals_are_told_apart(system: System, error: Exception, kind: type, said: str) -> None:
    system.failing = error
    place = Objects(system, "shelf", "gs://shelf", gs.headers, "the environment")
    with pytest.raises(DeployError, match=said) as caught:
        place.read("index.html")
    assert type(caught.value) is kind


def test_a_lock_is_claimed_once(system: System) -> None:
    place = Objects(system, "shelf", "gs://shelf", gs.headers, "the environment")
    assert place.claim("lock", b"first")
    assert not place.claim("lock", b"second")
    assert place.read("lock") == b"first"


def test_compressed_files_say_so() -> None:
    file = Outgoing("a.css", 1, "m", "text/css", "no-cache", "gzip", lambda: b"")
    assert gs.headers(file)["fixed_key_metadata"] == {"cache_control": "no-cache", "content_encoding": "gzip"}
