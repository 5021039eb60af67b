"""Deploying by SFTP, to OpenSSH's own server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from readery.deploy import DeployError, deploy
from tests.deploy import servers
from tests.deploy.course import Course
from tests.deploy.shelf import ONE, Heard, job, lay, tree

pytestmark = pytest.mark.skipif(servers.SSHD is None, reason="there is no sshd here (Debian's package openssh-server)")


@pytest.fixture(scope="module")
def ssh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Ssh]:
    with servers.sshd(tmp_path_factory.mktemp("sshd")) as ssh:
        yield ssh


@pytest.fixture(autouse=True)
def home(ssh: servers.Ssh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    (home / ".ssh").mkdir(parents=True)
    (home / ".ssh" / "config").write_text(f"Host *\n  IdentityFile {ssh.key}\n  UserKnownHostsFile {ssh.known}\n")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    return home


@pytest.fixture
def course(ssh: servers.Ssh, tmp_path: Path) -> Iterator[Course]:
    there = tmp_path / "there"
    with servers.proxy(ssh.port) as line:
        url = f"sftp://{ssh.user}@127.0.0.1:{line.port}{there}"
        yield Course(url, lambda: tree(there), lambda: None, line, tmp_path, {"timeout": 5})


def test_only_what_changed_travels(course: Course) -> None:
    course.changes_travel()


def test_it_goes_back(course: Course) -> None:
    course.goes_back()


def test_files_of_others_stay(course: Course) -> None:
    def put(path: str, data: bytes) -> None:
        target = course.folder / "there" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    course.leaves_others_alone(put)


def test_cuts_are_survived(course: Course) -> None:
    course.survives_cuts(4, first=6000)


def refusal(course: Course, url: str | None = None, **changes: object) -> str:
    work = job(
        lay(course.folder / "site", ONE), url or course.url, course.folder / "state", **(course.options | changes)
    )
    with pytest.raises(DeployError) as caught:
        deploy(work, Heard())
    return str(caught.value)


def test_a_wrong_key_is_named(course: Course, home: Path, ssh: servers.Ssh) -> None:
    (home / ".ssh" / "config").write_text(
        f"Host *\n  IdentityFile {ssh.key.parent}/host\n  UserKnownHostsFile {ssh.known}\n"
    )
    assert "does not let you in" in refusal(course)


def test_a_wrong_password_is_not_shown(course: Course, home: Path, ssh: servers.Ssh) -> None:
    (home / ".ssh" / "config").write_text(f"Host *\n  IdentitiesOnly yes\n  UserKnownHostsFile {ssh.known}\n")
    said = refusal(course, course.url.replace("@", ":mellon@"))
    assert "does not let you in" in said
    assert "mellon" not in said


def test_an_unknown_host_is_not_trusted(course: Course, home: Path, ssh: servers.Ssh) -> None:
    (home / "empty").touch()
    (home / ".ssh" / "config").write_text(f"Host *\n  IdentityFile {ssh.key}\n  UserKnownHostsFile {home}/empty\n")
    assert "key is not known" in refusal(course)


def test_a_server_that_hangs_is_given_up(course: Course) -> None:
    with servers.silent() as port:
        assert "does not answer" in refusal(course, f"sftp://127.0.0.1:{port}/x", timeout=1)


def test_a_place_that_cannot_be_written_is_named(course: Course) -> None:
    (course.folder / "file").write_text("x")
    said = refusal(course, course.url.replace("/there", "/file/there"))
    assert "/file/there" in said
