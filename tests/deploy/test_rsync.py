"""Deploying by rsync over ssh, to OpenSSH's own server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from readery.deploy import DeployError, deploy
from tests.deploy import servers
from tests.deploy.course import Course
from tests.deploy.shelf import ONE, TWO, Heard, job, lay, public, tree

pytestmark = pytest.mark.skipif(
    servers.SSHD is None or shutil.which("rsync") is None,
    reason="there is no sshd or rsync here (Debian's packages openssh-server and rsync)",
)


@pytest.fixture(scope="module")
def ssh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Ssh]:
    with servers.sshd(tmp_path_factory.mktemp("sshd")) as ssh:
        yield ssh


@pytest.fixture(autouse=True)
def client(ssh: servers.Ssh, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RSYNC_RSH", f"ssh -F none -i {ssh.key} -o UserKnownHostsFile={ssh.known}")
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)


@pytest.fixture
def course(ssh: servers.Ssh, tmp_path: Path) -> Iterator[Course]:
    there = tmp_path / "there"
    with servers.proxy(ssh.port) as line:
        url = f"ssh://{ssh.user}@127.0.0.1:{line.port}{there}"
        yield Course(url, lambda: tree(there), lambda: None, line, tmp_path, {"timeout": 5})


def test_only_what_changed_travels_and_it_goes_back(course: Course) -> None:
    course.changes_travel()
    assert not (course.folder / "there" / "articles" / "story-0").exists()
    course.back()
    assert public(course.served()) == ONE


def test_files_of_others_stay(course: Course) -> None:
    def put(path: str, data: bytes) -> None:
        target = course.folder / "there" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    course.leaves_others_alone(put)


def test_cuts_are_survived(course: Course) -> None:
    course.survives_cuts(2, first=6000)


def test_a_daemon_is_deployed_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with servers.rsyncd(tmp_path) as port, servers.proxy(port) as line:
        url = f"rsync://me@127.0.0.1:{line.port}/shelf/www"
        course = Course(url, lambda: tree(tmp_path / "there" / "www"), lambda: None, line, tmp_path, {"timeout": 5})
        monkeypatch.setenv("RSYNC_PASSWORD", "balrog")
        assert "does not let you in" in refusal(course)
        assert "Unknown module" in refusal(course, url.replace("shelf", "shelves"))
        monkeypatch.setenv("RSYNC_PASSWORD", "mellon")
        course.send(ONE)
        course.send(TWO)
        assert public(course.served()) == TWO


def refusal(course: Course, url: str | None = None, **changes: object) -> str:
    work = job(
        lay(course.folder / "site", ONE), url or course.url, course.folder / "state", **(course.options | changes)
    )
    with pytest.raises(DeployError) as caught:
        deploy(work, Heard())
    return str(caught.value)


def test_a_wrong_key_is_named(course: Course, ssh: servers.Ssh, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RSYNC_RSH", f"ssh -F none -i {ssh.key.parent}/host -o UserKnownHostsFile={ssh.known}")
    assert "does not let you in" in refusal(course)


def test_an_unknown_host_is_not_trusted(course: Course, ssh: servers.Ssh, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RSYNC_RSH", f"ssh -F none -i {ssh.key} -o UserKnownHostsFile=/dev/null")
    assert "key is not known" in refusal(course)


def test_a_server_that_hangs_is_given_up(course: Course) -> None:
    with servers.silent() as port:
        assert "the line broke" in refusal(course, f"ssh://127.0.0.1:{port}/x", timeout=1)


def test_a_place_that_cannot_be_made_is_named(course: Course) -> None:
    assert "rsync could not do it" in refusal(course, course.url + "/missing/deep")
