"""Makes sure that there is a Chromium for the tests that need one; `make browser` runs it.

One that is installed is taken. Else: Debian's by apt where that is allowed (root), else Playwright's own download.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def installed() -> str | None:
    """Path of the Chromium to use: the system's, else Playwright's own; None if there is neither."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if own and Path(own).is_file() else None


def main() -> int:
    """Install a Chromium unless there is one; the exit code is 1 where that failed."""
    if installed():
        return 0
    for command in _ways():
        print("$", " ".join(command), flush=True)  # noqa: T201 - a long download should not look like a hang
        if subprocess.run(command, check=False, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}).returncode:
            continue
        if path := installed():
            print(f"browser for the tests: {path}")  # noqa: T201
            return 0
    print(  # noqa: T201
        "There is no Chromium, and none could be installed; see the messages above. The tests that open the site in a\n"
        f"browser need one: install Chromium or Chrome so that one of {', '.join(NAMES)} is on the PATH.",
        file=sys.stderr,
    )
    return 1


def _ways() -> list[list[str]]:
    """Commands that may install one, the best first."""
    ways = []
    apt = shutil.which("apt-get")
    if apt and hasattr(os, "geteuid") and os.geteuid() == 0:
        script = f"{apt} update && {apt} install -y --no-install-recommends chromium"
        ways.append(["sh", "-c", script])
    own = [sys.executable, "-m", "playwright", "install"]
    return [*ways, [*own, "--with-deps", "chromium"] if ways else [*own, "chromium"]]


if __name__ == "__main__":
    sys.exit(main())
