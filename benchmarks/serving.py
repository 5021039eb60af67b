"""How long it takes from saving a page until the preview shows it.

    python -m benchmarks.serving [--pages 1000] [--kind text] [--saves 9] [--folder DIR]

`readery serve`, compiled to bytecode as it is wherever it is installed, runs in a process of its own over synthetic pages
(`benchmarks.synthetic_pages`). One page after another is saved with a new word; the clock runs until the server tells the
browser that there is a new build, whose article holds the word.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import readery
from benchmarks import synthetic_pages

_STARTS = 600
"""Seconds that the first build may take."""


def events(address: str) -> Iterator[str]:
    """What the preview tells a browser, message by message."""
    with urllib.request.urlopen(f"{address}.readery-preview/events", timeout=_STARTS) as stream:
        for line in stream:
            if line.startswith(b"data: "):
                yield line[6:].decode()


def shows(site: Path, word: str) -> bool:
    """Whether an article of the site holds `word`."""
    return any(word.encode() in path.read_bytes() for path in (site / "articles").glob("*/index.html"))


def address(stderr: IO[str]) -> str:
    """Where the preview says that it is."""
    for line in stderr:
        if "the site is at " in line:
            return line.split("the site is at ")[1].split()[0]
    raise SystemExit("the preview did not start")


def measure(folder: Path, pages: Path, saves: int) -> list[float]:
    """Seconds from each save until it shows."""
    shutil.rmtree(folder / "site", ignore_errors=True)
    command = [sys.executable, "-P", "-m", "readery", "serve", "--port", "0", "--seeds", str(pages)]
    running = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True)
    assert running.stderr is not None
    took: list[float] = []
    try:
        told = events(address(running.stderr))
        while json.loads(next(told))["build"].endswith("-0"):
            pass
        time.sleep(1)
        every = sorted(pages.rglob("*.*"))
        for number in range(saves):
            path = every[(number * 7 + 3) % len(every)]
            text = path.read_text(encoding="utf-8")
            word = f"zeppelin{number}"
            began = time.monotonic()
            path.write_text(text.replace(". ", f". The {word} came. ", 3), encoding="utf-8")
            next(told)
            took.append(time.monotonic() - began)
            assert shows(folder / "site", word), f"{path} is told to be built, and is not"
            path.write_text(text, encoding="utf-8")
            next(told)
            time.sleep(0.5)
    finally:
        running.terminate()
        running.wait()
    return took


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--kind", choices=("text", "html"), default="text")
    parser.add_argument("--saves", type=int, default=9)
    parser.add_argument("--folder", type=Path, help="where to work; a temporary folder if not given")
    options = parser.parse_args()
    compileall.compile_dir(Path(readery.__file__).parent, quiet=1)
    folder = (options.folder or Path(tempfile.mkdtemp())).resolve()
    pages = folder / f"{options.kind}-{options.pages}"
    if not pages.is_dir():
        synthetic_pages.write(pages, options.pages, options.kind)
    took = measure(folder, pages, options.saves)
    print(
        f"{options.pages:,} pages of {options.kind}, {os.cpu_count()} cores: shown {statistics.median(took):.2f} s after it is "
        f"saved (median of {len(took)}; {min(took):.2f} to {max(took):.2f})"
    )
    if not options.folder:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
