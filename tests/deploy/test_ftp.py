"""Deploying by FTP, to pyftpdlib's server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from readery.deploy import DeployError, deploy
from tests.deploy import servers
from tests.deploy.course import Course
from tests.deploy.shelf import ONE, TWO, Heard, job, lay, public, tree


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("READERY_DEPLOY_PASSWORD", "mellon")
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.fixture
def there(tmp_path: Path) -> Path:
    folder = tmp_path / "there"
    folder.mkdir()
    return folder


@pytest.fixture
def course(tmp_path: Path, there: Path) -> Iterator[Course]:
    with servers.ftp(there) as port, servers.proxy(port) as line:
        url = f"ftp://me@127.0.0.1:{line.port}/www"
        yield Course(url, lambda: tree(there / "www"), lambda: None, line, tmp_path, {"timeout": 5})


def test_only_what_changed_travels_and_it_goes_back(course: Course, there: Path) -> None:
    course.changes_travel()
    assert not (there / "www" / "articles" / "story-0").exists()
    course.back()
    assert public(course.served()) == ONE


def certificate(folder: Path) -> Path:
    """A certificate for localhost that is its own authority, with its key."""
    from datetime import UTC, datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


def test_tls_is_spoken_and_a_strange_certificate_refused(
    tmp_path: Path, there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pem = certificate(tmp_path)
    with servers.ftp(there, pem) as port:
        site, state = lay(tmp_path / "site", ONE), tmp_path / "state"
        work = job(site, f"ftps://me@localhost:{port}/www", state, timeout=5)
        with pytest.raises(DeployError, match="certificate"):
            deploy(work, Heard())
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
        deploy(work, Heard())
        assert public(tree(there / "www")) == ONE


def test_files_of_others_stay(course: Course, there: Path) -> None:
    def put(path: str, data: bytes) -> None:
        target = there / "www" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    course.leaves_others_alone(put)


def test_cuts_are_survived(course: Course, there: Path) -> None:
    course.survives_cuts(3, first=300)
    assert not (there / "www" / ".readery-aside").exists()


def test_a_server_without_mlsd_is_listed_too(tmp_path: Path, there: Path) -> None:
    from pyftpdlib.handlers import FTPHandler

    old = {name: facts for name, facts in FTPHandler.proto_cmds.items() if name not in ("MLSD", "MLST")}
    with servers.ftp(there, proto_cmds=old) as port:
        url = f"ftp://me@127.0.0.1:{port}/"
        (there / "tags" / "all").mkdir(parents=True)
        (there / "tags" / "all" / "index.html").write_text("mine")
        with pytest.raises(DeployError, match=r"tags/all/index\.html.*--adopt"):
            deploy(job(lay(tmp_path / "site", TWO), url, tmp_path / "state"), Heard())


def refusal(course: Course, url: str | None = None, **changes: object) -> str:
    work = job(
        lay(course.folder / "site", ONE), url or course.url, course.folder / "state", **(course.options | changes)
    )
    with pytest.raises(DeployError) as caught:
        deploy(work, Heard())
    return str(caught.value)


def test_a_wrong_password_is_named_and_not_shown(course: Course) -> None:
    said = refusal(course, course.url.replace("me@", "me:balrog@"))
    assert "does not let you in" in said
    assert "balrog" not in said


def test_the_password_may_stand_in_netrc(course: Course, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("READERY_DEPLOY_PASSWORD")
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password mellon\n")
    (tmp_path / ".netrc").chmod(0o600)
    assert set(course.send(ONE).files) == set(ONE)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, there: Path) -> None:
    (there / "file").write_text("x")
    with servers.ftp(there) as port, pytest.raises(DeployError, match="/file/"):
        deploy(job(lay(tmp_path / "site", ONE), f"ftp://me@127.0.0.1:{port}/file/www", tmp_path / "state"), Heard())


def test_a_server_that_hangs_is_given_up(course: Course) -> None:
    with servers.silent() as port:
        assert "does not answer" in refusal(course, f"ftp://me@127.0.0.1:{port}/x", timeout=1)
