"""What cleaning one page of HTML costs: CPU beside other tools, the slowest pages, time and memory by a page's size.

    python -m benchmarks.cost [CORPORA]

First every page of the corpora goes through Readery (with the shipped model, as a build does) and through trafilatura and readability-lxml
where they are installed, page by page in turn, so that all of them feel what else the machine does. A tool's first pages
warm it up and do not count. Then synthetic pages of growing size are cleaned, each in a process of its own: CPU for a
megabyte, and by how much the process grew, as a multiple of the page's bytes (on Linux alone).
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib.util
import multiprocessing
import statistics
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks import corpora as known
from benchmarks import synthetic, synthetic_pages
from benchmarks.corpora import Case
from benchmarks.quality import Tool, readability, readery, trafilatura
from readery import clean
from readery.model import Media, Origin, RawPage

_PEERS = (("trafilatura", "trafilatura", trafilatura), ("readability-lxml", "readability", readability))
"""Name, module that is to be there, and how to run it."""
_WARM = 10
"""Pages by which each tool loads what it needs."""
_SLOWEST = 5
_KILOBYTES = (80, 160, 320, 640, 1250, 2500, 5000)
"""Sizes of the synthetic pages, about."""
_ARTICLE_BYTES = 4_300
"""Bytes of a synthetic article's text, about."""


def beside(cases: Sequence[Case]) -> None:
    """Print what each tool takes for a page, as a share of trafilatura, and Readery's slowest pages."""
    tools: dict[str, Tool] = {"Readery": readery(shipped=True)}
    tools |= {name: tool for name, module, tool in _PEERS if importlib.util.find_spec(module)}
    for case in cases[:_WARM]:
        for tool in tools.values():
            tool(case)
    times: dict[str, list[float]] = {name: [] for name in tools}
    for case in cases:
        for name, tool in tools.items():
            times[name].append(tool(case).seconds)
    means = {name: statistics.fmean(each) * 1000 for name, each in times.items()}
    for name, mean in means.items():
        share = f"{mean / means['trafilatura']:8.2f} of trafilatura" if "trafilatura" in means else ""
        print(f"{name:18}{mean:8.1f} ms a page{max(times[name]) * 1000:10.0f} ms worst{share}", flush=True)
    slowest = sorted(zip(times["Readery"], cases, strict=True), key=lambda pair: -pair[0])[:_SLOWEST]
    for seconds, case in slowest:
        print(f"  {seconds * 1000:6.0f} ms{len(case.page.text) / 1000:8.0f} KB  {case.corpus}/{case.name}")


def large(kilobytes: int) -> str:
    """A page of about that size, nearly all of it its article."""
    articles = list(synthetic.articles(max(1, kilobytes * 1000 // _ARTICLE_BYTES)))
    text = "\n\n".join(article.text for article in articles)
    return synthetic_pages.html_page(dataclasses.replace(articles[0], text=text), articles[-1], 0)


def cost(text: str) -> tuple[int, float, int]:
    """Characters of a page, CPU seconds of its cleaning, and bytes by which it made this process grow."""
    clean.clean(_raw(large(1)), explain=False)  # loads what every page needs
    page = _raw(text)
    Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
    before = _memory("VmRSS")
    begin = time.process_time()
    clean.clean(page, explain=False)
    spent = time.process_time() - begin
    return len(text), spent, _memory("VmHWM") - before


def _memory(which: str) -> int:
    """Bytes of memory that this process holds (``VmRSS``) or held at most (``VmHWM``), as Linux tells.

    What `resource` tells begins with the peak of the process that started this one.
    """
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{which}:"))


def _raw(text: str) -> RawPage:
    return RawPage(Origin("page.html", "html", ""), Media.HTML, text)


def main() -> int:
    """Prints both tables; 2 where the corpora cannot be used."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "corpora", type=Path, nargs="?", default=Path("../shared/corpora"), help="folder of the corpora"
    )
    arguments = parser.parse_args()
    if not arguments.corpora.is_dir():
        print(f"{arguments.corpora}: there is no such folder. Name the folder that holds {', '.join(known.NAMES)}.")
        return 2
    beside([case for corpus in known.NAMES for case in known.cases(arguments.corpora, corpus)])
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context, max_tasks_per_child=1) as pool:
        for size, seconds, grown in pool.map(cost, map(large, _KILOBYTES)):
            print(
                f"{size / 1000:8.0f} KB{seconds * 1000:9.0f} ms{seconds * 1e9 / size:9.0f} ms a MB"
                f"{grown / size:8.1f} times its size in memory",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
