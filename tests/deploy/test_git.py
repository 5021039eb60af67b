"""Deploying to a branch of a bare repository, here and over ssh through a line that is cut."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path

import pytest

from readery.deploy import Consent, DeployError, deploy, rollback
from tests.deploy import servers
from tests.deploy.course import Course
from tests.deploy.shelf import ONE, TWO, Files, Heard, job, lay, public


def git(folder: Path, *arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True).stdout


@pytest.fixture(autouse=True)
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine where git knows no name."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", str(tmp_path / "none"))


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    folder = tmp_path / "bare.git"
    subprocess.run(["git", "init", "--quiet", "--bare", str(folder)], check=True)
    git(folder, "config", "uploadpack.allowFilter", "true")
    return folder


def served(bare: Path) -> Files:
    if not git(bare, "branch", "--list", "pages"):
        return {}
    with tarfile.open(fileobj=io.BytesIO(git(bare, "archive", "pages"))) as archive:
        return {each.name: archive.extractfile(each).read() for each in archive if each.isfile()}  # type: ignore[union-attr]


def whole(bare: Path) -> Files:
    return {path: data for path, data in public(served(bare)).items() if path not in (".nojekyll", "CNAME")}


def send(bare: Path, tmp_path: Path, files: Files, consent: Consent | None = None, **options: object) -> Heard:
    heard = Heard()
    url = f"git+file://{bare}#pages"
    deploy(job(lay(tmp_path / "site", files), url, tmp_path / "state", consent, **options), heard)
    return heard


def commits(bare: Path) -> int:
    return len(git(bare, "rev-list", "pages").split())


def test_each_deploy_is_one_commit_of_what_changed(bare: Path, tmp_path: Path) -> None:
    assert set(send(bare, tmp_path, ONE, cname="reading.example").files) == set(ONE)
    assert whole(bare) == ONE
    assert served(bare)["CNAME"] == b"reading.example\n"
    assert ".nojekyll" in served(bare)
    assert set(send(bare, tmp_path, TWO).files) == {path for path in TWO if ONE.get(path) != TWO[path]}
    assert whole(bare) == TWO
    assert send(bare, tmp_path, TWO).files == []
    assert commits(bare) == 2
    assert git(bare, "log", "-1", "--format=%an: %s", "pages").strip() == b"Readery: Shelf: deploy"


def test_a_rollback_is_a_commit_too(bare: Path, tmp_path: Path) -> None:
    url = f"git+file://{bare}#pages"
    with pytest.raises(DeployError, match="nothing to go back to"):
        rollback(job(tmp_path / "site", url, tmp_path / "state"), Heard())
    send(bare, tmp_path, ONE)
    send(bare, tmp_path, TWO)
    for expected in (ONE, TWO):
        rollback(job(tmp_path / "site", url, tmp_path / "state"), Heard())
        assert whole(bare) == expected
    assert commits(bare) == 4


def test_one_commit_where_no_history_is_wished(bare: Path, tmp_path: Path) -> None:
    send(bare, tmp_path, ONE, history=False)
    send(bare, tmp_path, TWO, history=False)
    assert whole(bare) == TWO
    assert commits(bare) == 1
    with pytest.raises(DeployError, match="history = false"):
        rollback(job(tmp_path / "site", f"git+file://{bare}#pages", tmp_path / "state", history=False), Heard())


def test_files_of_others_stay(bare: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    subprocess.run(["git", "init", "--quiet", "-b", "pages", str(work)], check=True)
    lay(work / "sub", {})
    (work / "index.html").write_text("mine")
    (work / "README.md").write_text("mine too")
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    git(work, "add", ".")
    git(work, *who, "commit", "--quiet", "-m", "mine")
    git(work, "push", "--quiet", str(bare), "pages")
    with pytest.raises(DeployError, match="--adopt"):
        send(bare, tmp_path, ONE)
    assert commits(bare) == 1
    send(bare, tmp_path, ONE, Consent(adopt=True))
    assert whole(bare) == ONE | {"README.md": b"mine too"}


def test_the_second_of_two_deploys_is_refused(bare: Path, tmp_path: Path) -> None:
    send(bare, tmp_path, ONE)

    class Late(Heard):
        def begin(self, _files: int, _size: int) -> None:
            send(bare, tmp_path / "elsewhere", ONE | {"robots.txt": b"anew"})

    work = job(lay(tmp_path / "site", TWO), f"git+file://{bare}#pages", tmp_path / "state")
    with pytest.raises(DeployError, match="another deploy came first"):
        deploy(work, Late())
    send(bare, tmp_path, TWO)
    assert whole(bare) == TWO


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("git+file:///nowhere.git#pages", "Check the repository"),
        ("git+file:///nowhere.git", "names no branch"),
        ("git+https://me:mellon@127.0.0.1:9/x.git#pages", "does not answer"),
    ],
)
def test_a_repository_that_is_not_there_is_named(tmp_path: Path, url: str, said: str) -> None:
    with pytest.raises(DeployError, match=said) as caught:
        deploy(job(lay(tmp_path / "site", ONE), url, tmp_path / "state"), Heard())
    assert "mellon" not in str(caught.value)


@pytest.mark.skipif(servers.SSHD is None, reason="there is no sshd here (Debian's package openssh-server)")
def test_cuts_are_survived(bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = tmp_path / "sshd"
    keys.mkdir()
    with servers.sshd(keys) as ssh, servers.proxy(ssh.port) as line:
        monkeypatch.setenv("GIT_SSH_COMMAND", f"ssh -F none -i {ssh.key} -o UserKnownHostsFile={ssh.known}")
        url = f"git+ssh://{ssh.user}@127.0.0.1:{line.port}{bare}#pages"
        Course(url, lambda: whole(bare), lambda: None, line, tmp_path, {"timeout": 5}).survives_cuts(3, first=3000)
