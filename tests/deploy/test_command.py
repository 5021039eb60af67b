"""The commands: which target is meant, what is printed, exit codes, and that no secret is ever shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from readery.cli import main
from readery.deploy import DeployError, targets
from readery.deploy._address import masked, parse
from tests.deploy.shelf import ONE, TWO, lay, public, tree

CONFIG = """
[site]
title = "Shelf"
[deploy.web]
url = "{there}"
[deploy.copy]
url = "{there}-copy"
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "readery.toml").write_text(CONFIG.format(there=tmp_path / "there"))
    lay(tmp_path / "site", ONE)
    return tmp_path


def test_a_named_target_is_deployed_to_and_rolled_back(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deploy", "web", "--force"]) == 0
    assert f"{len(ONE)} files" in capsys.readouterr().out
    lay(here / "site", TWO)
    assert main(["deploy", "web", "--force"]) == 0
    assert public(tree(here / "there")) == TWO
    assert main(["rollback", "web"]) == 0
    assert public(tree(here / "there")) == ONE
    assert "stands again" in capsys.readouterr().out


def test_a_dry_run_prints_the_plan_and_does_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deploy", "web", "--force", "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert all(path in said for path in ONE)
    assert f"{len(ONE)} files (" in said
    assert "Nothing was done" in said
    assert not (here / "there").exists()
    lay(here / "there", {"index.html": b"mine"})
    assert main(["deploy", "web", "--force", "--dry-run"]) == 1
    assert "--adopt" in capsys.readouterr().out


def test_an_error_of_the_check_stops_a_deploy(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lay(here / "site", ONE | {"index.html": ONE["index.html"].replace(b"</body>", b'<a href="gone.html">x</a></body>')})
    assert main(["deploy", "web"]) == 2
    said = capsys.readouterr().err
    assert "gone.html" in said
    assert "--force" in said
    assert not (here / "there").exists()


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ([], "Named in the settings are: web, copy"),
        (["wep"], 'Did you mean "web"?'),
        (["nowhere"], "Named there are: web, copy"),
        (["gopher://host/x"], "is no kind of target"),
        (["git+git@host:x.git"], "names no branch"),
        (["s3:///x"], "names no host"),
        (["sftp://-oProxyCommand=x/y"], "no name of a host"),
    ],
)
def test_a_target_that_is_none_is_explained(
    here: Path, capsys: pytest.CaptureFixture[str], target: list[str], said: str
) -> None:
    assert main(["deploy", "--force", "--config", str(here / "readery.toml"), *target]) == 2
    assert said in capsys.readouterr().err


def test_a_password_in_the_settings_is_refused_and_not_shown(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "readery.toml").write_text('[deploy.web]\nurl = "ftp://me:mellon@host/www"\n')
    assert main(["deploy", "web"]) == 2
    said = capsys.readouterr().err
    assert "holds a password" in said
    assert "mellon" not in said


@pytest.mark.parametrize("url", ["ftp://me:mellon@127.0.0.1:9/www", "sftp://me:mellon@127.0.0.1:9/www"])
def test_a_password_on_the_command_line_is_not_shown(
    here: Path, capsys: pytest.CaptureFixture[str], url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("readery.deploy.Patience.bear", lambda _self, action: action())
    assert main(["deploy", url, "--force", "--config", str(here / "readery.toml")]) == 2
    printed = capsys.readouterr()
    assert "127.0.0.1:9" in printed.err
    assert "mellon" not in printed.err + printed.out


def test_secrets_are_masked_wherever_an_address_is_shown() -> None:
    assert masked("fatal: https://me:mellon@host/x failed") == "fatal: https://me:***@host/x failed"
    for text in ("sftp://me:mellon@host/x", "git+https://me:mellon@host/x.git#pages"):
        address = parse(text)
        assert address.password == "mellon"
        assert "mellon" not in f"{address} {address!r}"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("./public", "folder"),
        ("/srv/www", "folder"),
        ("out/site.zip", "archive"),
        ("site.tar.zst", "archive"),
        ("essay.html", "page"),
        ("me@host:/srv/www", "rsync"),
        ("host:www", "rsync"),
        ("ssh://me@host:2222/srv", "rsync"),
        ("rsync://host/module/www", "rsync"),
        ("sftp://host/www", "sftp"),
        ("ftp://host/www", "ftp"),
        ("ftps://host/www", "ftp"),
        ("s3://bucket", "s3"),
        ("gs://bucket/x", "gs"),
        ("az://$web", "az"),
        ("git+git@github.com:me/x.git#gh-pages", "git"),
        ("git+https://host/x.git#pages", "git"),
        ("git+/srv/x.git#pages", "git"),
    ],
)
def test_each_address_has_one_kind_of_target(text: str, name: str) -> None:
    address = parse(text)
    assert [target.name for target in targets() if target.claims(address)] == [name]


def test_every_kind_of_target_is_in_the_docs() -> None:
    said = (Path(__file__).parent.parent.parent / "docs" / "deploy.md").read_text(encoding="utf-8")
    assert [target.example for target in targets() if target.example not in said] == []


def test_a_library_that_is_missing_is_named_with_its_extra(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    for library, target, extra in (
        ("boto3", "s3://bucket", "s3"),
        ("asyncssh", "sftp://host/www", "sftp"),
        ("gcsfs", "gs://bucket", "gs"),
        ("adlfs", "az://web", "az"),
        ("zstandard", "site.tar.zst", "compress"),
    ):
        monkeypatch.setitem(sys.modules, library, None)
        assert main(["deploy", target, "--force", "--config", str(here / "readery.toml")]) == 2
        assert f"pip install 'readery[{extra}]'" in capsys.readouterr().err


def test_an_address_that_cannot_be_read_is_explained() -> None:
    with pytest.raises(DeployError, match="is no address"):
        parse("sftp://me:mellon@host:port/x")


@pytest.mark.usefixtures("here")
def test_a_deploy_into_one_file_says_what_it_made(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deploy", "./made.zip", "--force"]) == 0
    assert re.fullmatch(r"\./made\.zip: made, [\d.]+ (?:bytes|kB), in [\d.]+ s\n", capsys.readouterr().out)
