"""Deploying to a bucket, against moto's server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from readery.deploy import DeployError, deploy, s3
from readery.deploy import _record as record
from readery.deploy._address import parse
from readery.settings import DeploySettings
from tests.deploy import servers
from tests.deploy.course import Course
from tests.deploy.shelf import ONE, TWO, Heard, job, lay, public


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with servers.s3() as port:
        yield port


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in {
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret-of-the-bucket",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_CONFIG_FILE": str(tmp_path / "none"),
        "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "none"),
        "AWS_EC2_METADATA_DISABLED": "true",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("AWS_PROFILE", raising=False)


@pytest.fixture
def client(port: int) -> Any:
    return boto3.client("s3", endpoint_url=f"http://127.0.0.1:{port}")


@pytest.fixture
def course(port: int, client: Any, tmp_path: Path) -> Iterator[Course]:
    client.create_bucket(Bucket="shelf")

    def keys() -> list[str]:
        return [each["Key"] for each in client.list_objects_v2(Bucket="shelf").get("Contents", ())]

    def served() -> dict[str, bytes]:
        return {
            key.removeprefix("reading/"): client.get_object(Bucket="shelf", Key=key)["Body"].read() for key in keys()
        }

    def clear() -> None:
        for key in keys():
            client.delete_object(Bucket="shelf", Key=key)

    with servers.proxy(port) as line:
        options: dict[str, object] = {"endpoint": f"http://127.0.0.1:{line.port}", "timeout": 5}
        yield Course("s3://shelf/reading", served, clear, line, tmp_path, options)
    clear()


def test_only_what_changed_travels(course: Course) -> None:
    course.changes_travel()


def test_it_goes_back(course: Course) -> None:
    course.goes_back()


def test_files_of_others_stay(course: Course, client: Any) -> None:
    course.leaves_others_alone(lambda path, data: client.put_object(Bucket="shelf", Key=f"reading/{path}", Body=data))


def test_cuts_are_survived(course: Course) -> None:
    course.survives_cuts(4)


def test_headers_are_right(course: Course, client: Any) -> None:
    course.send(ONE)
    style = next(path for path in ONE if path.startswith("assets/"))
    page = client.head_object(Bucket="shelf", Key="reading/index.html")
    asset = client.head_object(Bucket="shelf", Key=f"reading/{style}")
    feed = client.head_object(Bucket="shelf", Key="reading/feed.xml")
    assert (page["ContentType"], page["CacheControl"]) == (
        "text/html; charset=utf-8",
        "public, max-age=0, must-revalidate",
    )
    assert (asset["ContentType"], asset["CacheControl"]) == (
        "text/css; charset=utf-8",
        "public, max-age=31536000, immutable",
    )
    assert feed["ContentType"] == "application/atom+xml"
    # Other headers are a change like any other.
    assert set(course.send(ONE, cache_pages="no-cache").files) == ONE.keys() - {
        path for path in ONE if path.startswith(("assets/", "search/words"))
    }


def test_files_can_be_stored_compressed(course: Course, client: Any) -> None:
    import gzip

    long = ONE | {"long/index.html": b"<p>again and again</p>" * 100}
    course.send(long, encoding="gzip")
    course.send(long | {"long/index.html": b"<p>other</p>" * 200}, encoding="gzip")
    course.options["encoding"] = "gzip"
    course.back()
    stored = client.get_object(Bucket="shelf", Key="reading/long/index.html")
    assert stored["ContentEncoding"] == "gzip"
    assert stored["ContentType"] == "text/html; charset=utf-8"
    assert gzip.decompress(stored["Body"].read()) == long["long/index.html"]


def test_one_changed_file_costs_at_most_five_requests_beyond_the_manifest(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    from botocore.httpsession import URLLib3Session

    course.send(ONE)
    course.send(ONE | {"robots.txt": b"anew"})
    asked = []
    whole = URLLib3Session.send

    def send(self: Any, request: Any) -> Any:
        asked.append(f"{request.method} {request.url}")
        return whole(self, request)

    monkeypatch.setattr(URLLib3Session, "send", send)
    course.send(ONE | {"robots.txt": b"and again"})
    assert len(asked) - 1 <= 5, asked


def test_a_deploy_that_ended_in_between_is_not_overwritten(course: Course, client: Any) -> None:
    course.send(ONE)

    class Late(Heard):
        def begin(self, _files: int, _size: int) -> None:
            key = "reading/.readery-deploy.json"
            data = client.get_object(Bucket="shelf", Key=key)["Body"].read()
            client.put_object(Bucket="shelf", Key=key, Body=data + b" ")

    work = job(lay(course.folder / "site", TWO), course.url, course.folder / "state", **course.options)
    with pytest.raises(DeployError, match="another deploy"):
        deploy(work, Late())
    course.send(TWO)
    assert public(course.served()) == TWO


def test_a_server_that_ignores_conditions_is_found_out(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some take `If-None-Match` and write all the same."""
    from readery.deploy.s3 import Bucket

    whole = Bucket._set
    monkeypatch.setattr(Bucket, "_set", lambda self, file, data, _condition: whole(self, file, data, {}))
    course.changes_travel()
    living = record.Lock(record.VERSION, "theirs", "their-run", record.now(), [], [], [])
    place = s3._open(parse(course.url), DeploySettings(endpoint=str(course.options["endpoint"])))
    assert place.claim(record.LOCK, record.encode(living))
    with pytest.raises(DeployError, match="another deploy is under way"):
        course.send(ONE)
    assert public(course.served()) == TWO


def refusal(course: Course, **changes: object) -> str:
    url = str(changes.pop("url", course.url))
    work = job(lay(course.folder / "site", ONE), url, course.folder / "state", **(course.options | changes))
    with pytest.raises(DeployError) as caught:
        deploy(work, Heard())
    assert "secret" not in str(caught.value)
    return str(caught.value)


def test_a_missing_bucket_is_named(course: Course) -> None:
    assert "there is no bucket 'shelves'" in refusal(course, url="s3://shelves")


def test_missing_credentials_are_named(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    assert "there are no credentials" in refusal(course)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (403, "credentials are refused"),
        (507, "no room left"),
        (503, "busy"),
        (301, "another region"),
        (400, "refuses it"),
    ],
)
def test_refusals_are_told_apart(code: int, said: str) -> None:
    from readery.deploy.s3 import _refusal

    assert said in str(_refusal("s3://shelf/index.html", str(code), "shelf"))


def test_a_server_that_hangs_is_given_up(course: Course) -> None:
    with servers.silent() as port:
        assert "does not answer" in refusal(course, endpoint=f"http://127.0.0.1:{port}", timeout=1)


def test_a_server_that_is_not_there_is_named(course: Course) -> None:
    assert "does not answer" in refusal(course, endpoint="http://127.0.0.1:9")
