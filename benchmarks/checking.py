"""What a check of a finished site costs, beside LinkChecker where that is installed.

    python -m benchmarks.checking SITE [--pages 10000] [--jobs 1] [--linkchecker PROGRAM]

SITE, a built site, is laid side by side with itself until there are so many pages, each part whole, with a page in front that
leads to all parts. CPU time is that of the process and its children, memory the highest of one process. LinkChecker follows links
and anchors of the same files alone; the check here does all that docs/findings.md lists.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FRONT = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Parts</title></head><body><h1>Parts</h1>
{}</body></html>"""


def lay(site: Path, root: Path, wanted: int) -> int:
    """Lay `site` into `root` until there are so many pages; gives their number."""
    each = sum(1 for _ in site.rglob("*.html"))
    parts = max(1, round(wanted / each))
    links = []
    for number in range(parts):
        # 404.html belongs to a host's root: its links begin there.
        shutil.copytree(site, root / f"part{number}", ignore=shutil.ignore_patterns("404.html", ".*", "sitemap*.xml"))
        links.append(f'<a href="part{number}/index.html">{number}</a>')
    for name in ("index.html", "404.html"):
        (root / name).write_text(FRONT.format("\n".join(links)), encoding="utf-8")
    return sum(1 for _ in root.rglob("*.html"))


def measured(command: list[str]) -> str:
    """CPU seconds, seconds and memory of a command, and the last line that it printed."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    last = (done.stdout.strip().splitlines() or [""])[-1]
    return f"{spent:7.1f} CPU s {time.monotonic() - began:7.1f} s {after.ru_maxrss // 1024:6} MB   {last[:100]}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What a check of a finished site costs.")
    parser.add_argument("site", type=Path)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--jobs", default="1")
    parser.add_argument("--linkchecker", metavar="PROGRAM")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        root.chmod(0o755)  # LinkChecker reads as another user where root starts it.
        print(f"{lay(given.site, root, given.pages):,} pages, {sum(1 for _ in root.rglob('*')):,} files and folders")
        own = [sys.executable, "-m", "readery", "check", str(root), "--jobs", given.jobs]
        print(f"readery check  {measured(own)}")
        if given.linkchecker:
            whole = [given.linkchecker, "--no-status", "-r-1", "-t1", (root / "index.html").as_uri()]
            print(f"LinkChecker    {measured(whole)}")


if __name__ == "__main__":
    main()
