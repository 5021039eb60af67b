"""What a deploy to a bucket costs beside `aws s3 sync` and `rclone copy`: the same files, the same local server, in one run.

    python -m benchmarks.deploying --files 10000 --aws aws --rclone rclone

The server is moto's (from the development group), or with `--rclone-server` rclone's own, which is faster. Times are the wall
clock's and the client's processor seconds (user and system); each tool starts with an empty bucket.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import os
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

KEYS = {
    "AWS_ACCESS_KEY_ID": "key",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}


def lay(folder: Path, count: int) -> None:
    """A site of so many small files: pages of 2 kB, in folders of their own."""
    (folder / "index.html").write_text("<!doctype html><title>Home</title>")
    for number in range(count - 1):
        page = folder / "articles" / f"story-{number}" / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(f"<!doctype html><title>Story {number}</title>" + f"<p>Line {number}.</p>" * 110)


@contextlib.contextmanager
def serving(rclone: str | None, root: Path) -> Iterator[str]:
    """The address of a fresh local server."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    if rclone:
        auth = f"{KEYS['AWS_ACCESS_KEY_ID']},{KEYS['AWS_SECRET_ACCESS_KEY']}"
        line = [
            rclone,
            "serve",
            "s3",
            str(root),
            "--addr",
            f"127.0.0.1:{port}",
            "--auth-key",
            auth,
            "--vfs-cache-mode",
            "off",
        ]
    else:
        line = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took."""

    wall: float
    """Seconds."""
    work: float
    """Processor seconds of the client, in all its processes."""


def measured(line: list[str], environment: dict[str, str]) -> Cost:
    """Run a command line."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(line, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    wall, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def requests(action: Callable[[], object]) -> list[str]:
    """The requests that boto makes while `action` runs in this process."""
    from botocore.httpsession import URLLib3Session

    asked: list[str] = []
    whole = URLLib3Session.send

    def send(self: Any, request: Any) -> Any:
        asked.append(f"{request.method} {request.url.split('/', 3)[-1].partition('?')[0]}")
        return whole(self, request)

    URLLib3Session.send = send
    try:
        action()
    finally:
        URLLib3Session.send = whole
    return asked


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=10_000, help="how many files the site has")
    parser.add_argument("--aws", default=shutil.which("aws"), help="the program aws (PyPI: awscli)")
    parser.add_argument("--rclone", default=shutil.which("rclone"), help="the program rclone")
    parser.add_argument("--rclone-server", action="store_true", help="serve with rclone in place of moto")
    given = parser.parse_args()
    os.environ.update(KEYS)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        site = root / "site"
        site.mkdir()
        lay(site, given.files)
        (root / "readery.toml").touch()
        tools: dict[str, Callable[[str, str], list[str]]] = {
            "readery": lambda _url, bucket: [
                *(sys.executable, "-m", "readery", "deploy", bucket, "--force"),
                *("--site", str(site), "--config", str(root / f"{bucket}.toml")),
            ]
        }
        if given.aws:
            tools["aws s3 sync"] = lambda url, bucket: [
                given.aws, "s3", "sync", "--endpoint-url", url, "--only-show-errors", str(site), f"s3://{bucket}"
            ]  # fmt: skip
        if given.rclone:
            tools["rclone copy"] = lambda url, bucket: [
                given.rclone, "copy", "--s3-provider", "Other", "--s3-env-auth", "--s3-endpoint", url,
                "--transfers", "10", "--checkers", "10", str(site), f":s3:{bucket}",
            ]  # fmt: skip
        print(f"{given.files:,} files, served by {'rclone' if given.rclone_server else 'moto'}")
        print(f"{'':<14}{'first':>9}{'work':>9}{'again':>9}{'work':>9}   seconds")
        for name, line in tools.items():
            bucket = name.split()[0]
            stored = root / bucket
            stored.mkdir()
            with serving(given.rclone if given.rclone_server else None, stored) as url:
                import boto3

                boto3.client("s3", endpoint_url=url).create_bucket(Bucket=bucket)
                (root / f"{bucket}.toml").write_text(f'[deploy.{bucket}]\nurl = "s3://{bucket}"\nendpoint = "{url}"\n')
                first = measured(line(url, bucket), dict(os.environ))
                page = site / "articles" / "story-1" / "index.html"
                page.write_text(page.read_text() + f"<p>Mended for {name}.</p>")
                again = measured(line(url, bucket), dict(os.environ))
                print(f"{name:<14}{first.wall:>9.1f}{first.work:>9.1f}{again.wall:>9.1f}{again.work:>9.1f}")
                if name == "readery":
                    from readery.cli import main as readery

                    page.write_text(page.read_text() + "<p>And again.</p>")
                    asked = requests(functools.partial(readery, line(url, bucket)[3:]))
                    print(f"one changed file: {len(asked)} requests: {', '.join(asked)}")


if __name__ == "__main__":
    main()
