"""What search costs and how well it finds, in a real browser, beside Pagefind where that is installed.

    python -m benchmarks.searching [--articles 10000] [--queries 200] [--pagefind PYTHON] [--folder DIR]

Articles are synthetic (`benchmarks.synthetic`). The index is made by a process of its own, so that its CPU time and peak
memory can be told from those of everything else; a second one does all but index and is taken off. The browser is
throttled to a quarter of its speed. `--pagefind` names a Python that has `pagefind[bin]`: the same articles are given to
it as pages, and it is asked the same. Two thirds of all queries are drawn by seed: titles, and the three rarest words.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks import synthetic
from readery import assets, pages, search
from readery.model import Article, Collection, Entry, Facts
from readery.pages import Site
from readery.render import Renderer
from readery.settings import Settings
from readery.store import Kept, Store, encode, opened
from readery.write import writing
from tests.browser_setup import installed

_SEED = 11
_THROTTLE = 4


def path_of(article: Article) -> str:
    """Where an article's page lies in the site."""
    return f"articles/{article.head.slug}/index.html"


def keep(known: Store, number: int) -> Collection:
    """Synthetic articles in the store, as a build keeps them, and their collection."""
    entries: list[Entry] = []
    for article in synthetic.articles(number):
        head = article.head
        known.keep([Kept(head.id, b"", encode(()), head.id, encode(head), encode(article))])
        entries.append(Entry(head, path_of(article)))
    return Collection(tuple(entries))


def index(folder: Path, number: int) -> None:
    """Write the index of what the store in `folder` holds, and print its CPU seconds and peak memory as JSON."""
    with opened(folder / "store.sqlite3", "benchmark") as known:
        heads = tuple(known.heads())
        collection = Collection(tuple(Entry(head, f"articles/{head.slug}/index.html") for head in heads))
        assert len(collection) == number
        before = resource.getrusage(resource.RUSAGE_SELF)
        with writing(folder / "site") as writer:
            for output in search.index(collection, Facts({}, {}), known.articles):
                writer.write(output)
            theme = assets.theme()
            renderer = Renderer(Settings(), theme)
            site = Site(Settings(), Collection(()), Facts({}, {}), {}, known.articles)
            for output in (*theme.files, *(renderer.render(page) for page in pages.plan(site))):
                writer.write(output)
            writer.finish()
        after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(
        json.dumps({"cpu": cpu, "memory": (after.ru_maxrss - before.ru_maxrss) / 1024, "peak": after.ru_maxrss / 1024})
    )


def queries(number: int, wanted: int) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """(query, path of the article it is about): known titles, and the three rarest words of an article's text."""
    source = random.Random(_SEED)
    chosen = set(source.sample(range(number), min(number, 2 * wanted)))
    articles = list(synthetic.articles(number))
    times = Counter(word for article in articles for word in set(article.text.lower().replace(".", " ").split()))
    drawn = [article for place, article in enumerate(articles) if place in chosen]
    source.shuffle(drawn)
    titles = [(article.head.title, path_of(article)) for article in drawn[:wanted]]
    rare = [
        (" ".join(sorted(set(a.text.lower().replace(".", " ").split()), key=lambda w: (times[w], w))[:3]), path_of(a))
        for a in drawn[wanted:]
    ]
    return titles, rare


class Bytes(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and counts what it sends, compressed as a host would."""

    sent = 0

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        data = path.read_bytes()
        packed = zlib.compress(data, 6, wbits=31)
        Bytes.sent += len(packed)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(packed)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(packed)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


OURS = """async (query) => {
    await readery.open();
    const start = performance.now();
    const answer = await readery.find(query);
    const cards = await Promise.all(answer.articles.slice(0, 10).map(readery.card));
    return [performance.now() - start, cards.map((card) => card.path)];
}"""
THEIRS = """async (query) => {
    const start = performance.now();
    const answer = await window.pagefind.search(query);
    const cards = await Promise.all(answer.results.slice(0, 10).map((result) => result.data()));
    return [performance.now() - start, cards.map((card) => card.url.replace(/^\\/|index\\.html$/g, "") + "index.html")];
}"""


Row = tuple[int, float, float, float]
"""Place of the article that was looked for (0: first; -1: not in the first ten), milliseconds until the answer, those in which
the page's own thread was busy (all else that this machine does leaves these alone), KiB."""


def ask(page: Page, script: str, address: str, asked: Sequence[tuple[str, str]]) -> Iterator[Row]:
    """Each query on a fresh page: what came of it until ten results could be shown. The time is that from the last letter,
    when the reader has been in the field long enough for what every search needs; the bytes are all.
    """
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def busy() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return next(float(each["value"]) for each in metrics if each["name"] == "TaskDuration") * 1000

    for query, path in asked:
        page.goto(address)
        page.wait_for_function("!!(window.readery?.find || window.pagefind)")
        Bytes.sent = 0
        before = busy()
        passed, found = page.evaluate(script, query)
        yield found.index(path) if path in found else -1, passed, busy() - before, Bytes.sent / 1024


def report(name: str, rows: Iterable[Row], best: int) -> None:
    """Print a line of what came of some queries."""
    places, passed, worked, sent = (sorted(column) for column in zip(*rows, strict=True))
    hits = sum(0 <= place < best for place in places)
    print(
        f"  {name}: {100 * hits / len(places):.1f} % in the first {best}; "
        f"median {passed[len(passed) // 2]:.0f} ms, 95 of 100 within {passed[len(passed) * 95 // 100]:.0f} ms, "
        f"slowest {passed[-1]:.0f} ms; busy median {worked[len(worked) // 2]:.0f} ms, most {worked[-1]:.0f} ms; "
        f"median {sent[len(sent) // 2]:.1f} KiB, most {sent[-1]:.1f} KiB"
    )


def measure(
    folder: Path, address: str, script: str, asked: tuple[list[tuple[str, str]], list[tuple[str, str]]]
) -> None:
    """Ask in a throttled Chromium what stands in `folder`."""
    handler = functools.partial(Bytes, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=["--headless", "--no-sandbox"])
        page = browser.new_page()
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": _THROTTLE})
        whole = f"http://127.0.0.1:{server.server_port}/{address}"
        report("known title", ask(page, script, whole, asked[0]), 1)
        report("three rarest words", ask(page, script, whole, asked[1]), 3)
        browser.close()
    server.shutdown()


def pagefind(python: str, folder: Path, articles: Iterable[Article]) -> None:
    """Let Pagefind index the same articles as pages."""
    for article in articles:
        path = folder / path_of(article)
        path.parent.mkdir(parents=True)
        paragraphs = "".join(f"<p>{part}</p>" for part in article.text.split("\n\n"))
        title = escape(article.head.title)
        path.write_text(f"<!doctype html><html lang=en><title>{title}</title><main><h1>{title}</h1>{paragraphs}</main>")
    (folder / "search.html").write_text(
        "<!doctype html><script type=module>window.pagefind = await import('/pagefind/pagefind.js');"
        "await window.pagefind.init()</script>"
    )
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([python, "-m", "pagefind", "--site", str(folder)], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"Pagefind: {cpu:.1f} CPU s, {after.ru_maxrss / 1024:.0f} MB at its peak")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--queries", type=int, default=200, help="of each kind")
    parser.add_argument("--pagefind", metavar="PYTHON", help="a Python with pagefind[bin]")
    parser.add_argument("--folder", type=Path, help="where to work; a temporary folder if not given")
    parser.add_argument("--index", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.index:
        index(options.folder, options.articles)
        return
    folder = options.folder or Path(tempfile.mkdtemp())
    folder.mkdir(exist_ok=True)
    with opened(folder / "store.sqlite3", "benchmark") as known:
        keep(known, options.articles)
    command = [sys.executable, "-m", "benchmarks.searching", "--index", "--folder", str(folder)]
    started = time.monotonic()
    done = subprocess.run([*command, "--articles", str(options.articles)], check=True, capture_output=True, text=True)
    cost = json.loads(done.stdout)
    files = list((folder / "site/search").rglob("*.js"))
    size = sum(path.stat().st_size for path in files) / 2**20
    print(
        f"Readery, {options.articles} articles: {cost['cpu']:.1f} CPU s, {cost['memory']:.0f} MB more, {cost['peak']:.0f} MB "
        f"at its peak, {time.monotonic() - started:.1f} s; {len(files)} files, {size:.1f} MB"
    )
    asked = queries(options.articles, options.queries)
    measure(folder / "site", "search/index.html", OURS, asked)
    if options.pagefind:
        (folder / "pages").mkdir()
        pagefind(options.pagefind, folder / "pages", synthetic.articles(options.articles))
        measure(folder / "pages", "search.html", THEIRS, asked)
    if not options.folder:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
