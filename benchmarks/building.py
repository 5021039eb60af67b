"""What whole builds cost: cold, with nothing changed, and with one page changed, beside other generators.

    python -m benchmarks.building [--pages 10000] [--kind text] [--jobs N] [--folder DIR]
                                  [--hugo HUGO] [--pelican PELICAN] [--pagefind PAGEFIND]

The pages are synthetic (`benchmarks.synthetic_pages`): 650-word articles with names and tags, as text scrapes or as pages of HTML
with menus, scripts and appeals. Readery is compiled to bytecode first, as it is wherever it is installed. Each build runs in a
process of its own and prints what each stage cost; below it stand the CPU seconds of all its processes. Generators that are
named get the same articles as clean Markdown, with tags; they clean nothing and, but for Pagefind, which indexes Hugo's pages,
search nothing.
"""

from __future__ import annotations

import argparse
import compileall
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import readery as package
from benchmarks import synthetic, synthetic_pages


def run(name: str, command: list[str], folder: Path, show: bool = False) -> None:
    """Run a command and print what it and its children cost."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    wall = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if done.returncode > 1:
        print(f"{name}: failed\n{done.stderr[-2000:]}")
        return
    if show:
        print("\n".join(line for line in done.stderr.splitlines() if "…" not in line and ": " not in line))
    print(f"{name}: {cpu:.2f} CPU s, {wall:.2f} s on the clock, largest process so far {after.ru_maxrss / 1024:.0f} MB")


def fresh(folder: Path) -> Path:
    """A new folder inside `folder`. Earlier ones stay: for five minutes after many files were deleted ext4 takes ten times as long
    to make new ones, since it does not give their places away again so soon.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(dir=folder))


def readery(folder: Path, pages: Path, kind: str, jobs: int | None) -> None:
    """Cold, with nothing changed, with one page changed, and back."""
    more = [] if jobs is None else ["--jobs", str(jobs)]
    command = [sys.executable, "-P", "-m", "readery", "build", "--profile", "--seeds", str(pages), *more]
    run("Readery, cold", command, folder, show=True)
    run("Readery, nothing changed", command, folder, show=True)
    some = sorted(pages.rglob("*.*"))[len(list(pages.rglob("*.*"))) // 2]
    before = some.read_text(encoding="utf-8")
    menu, stop, article = before.partition(". ")  # the first full stop stands in the article
    word = next(word for word in article.split() if word.isalpha() and word.islower() and len(word) > 5)
    some.write_text(menu + stop + article.replace(f" {word} ", " zeppelin ", 1), encoding="utf-8")
    run("Readery, one page changed", command, folder, show=True)
    some.write_text(before, encoding="utf-8")
    command[3:6] = ["readery", "--version"]
    run("Readery, --version", command[:5], folder)
    print(f"  {sum(1 for _ in (folder / 'site').rglob('*.*')):,} files ({kind})")


def markdown(folder: Path, number: int) -> None:
    """The same articles as clean Markdown with front matter."""
    folder.mkdir(parents=True, exist_ok=True)
    for place, article in enumerate(synthetic.articles(number)):
        day = date(2012, 1, 1) + timedelta(days=place * 7 % 4000)
        tags = ", ".join(f'"{tag}"' for tag in tags_of(article.text))
        front = f'---\ntitle: "{article.head.title}"\ndate: {day}\ntags: [{tags}]\nslug: "{article.head.slug}"\n---\n\n'
        (folder / f"{article.head.slug}.md").write_text(front + article.text + "\n", encoding="utf-8")


def tags_of(text: str) -> Iterator[str]:
    """Up to five capitalised words of a text."""
    yield from list(dict.fromkeys(word.strip(".") for word in text.split() if word.istitle() and len(word) > 4))[:5]


_LIST = "{{ range .Paginator.Pages }}<li><a href={{ .RelPermalink }}>{{ .Title }}</a> {{ .Summary }}{{ end }}"
_SINGLE = (
    "<!doctype html><title>{{ .Title }}</title><main data-pagefind-body><h1>{{ .Title }}</h1>{{ .Content }}</main>"
    "{{ range .GetTerms `tags` }}<a href={{ .RelPermalink }}>{{ .LinkTitle }}</a>{{ end }}"
    "{{ range first 5 (site.RegularPages.Related .) }}<a href={{ .RelPermalink }}>{{ .Title }}</a>{{ end }}"
)


def hugo(folder: Path, number: int, program: str, pagefind: str | None) -> None:
    """Hugo with lists, tags, feeds and related pages; Pagefind on what it made."""
    root = fresh(folder)
    markdown(root / "content/posts", number)
    (root / "layouts/_default").mkdir(parents=True)
    (root / "layouts/_default/list.html").write_text(f"<!doctype html><title>{{{{ .Title }}}}</title><ul>{_LIST}</ul>")
    (root / "layouts/_default/single.html").write_text(_SINGLE)
    (root / "hugo.toml").write_text('baseURL = "https://x.example/"\ntitle = "x"\n[pagination]\npagerSize = 20\n')
    run("Hugo, from clean Markdown", [program, "--quiet"], root)
    run("Hugo, again", [program, "--quiet"], root)
    if pagefind:
        run("Pagefind, on Hugo's pages", [pagefind, "--site", "public"], root)


def pelican(folder: Path, number: int, program: str) -> None:
    """Pelican with its own simple theme."""
    root = fresh(folder)
    markdown(root / "content", number)
    for path in (root / "content").iterdir():
        head, body = path.read_text(encoding="utf-8").split("\n---\n", 1)
        fields = head.removeprefix("---\n").replace('"', "").replace("[", "").replace("]", "")
        path.write_text("\n".join(line.capitalize() for line in fields.splitlines()) + "\n" + body, encoding="utf-8")
    (root / "conf.py").write_text("PATH='content'\nTHEME='simple'\nDEFAULT_LANG='en'\nTIMEZONE='UTC'\n")
    run("Pelican, from clean Markdown", [program, "-s", "conf.py", "-o", "output", "-q"], root)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--kind", choices=("text", "html"), default="text")
    parser.add_argument("--jobs", type=int, help="processes (default: as readery chooses)")
    parser.add_argument("--folder", type=Path, help="where to work; a temporary folder if not given")
    parser.add_argument("--hugo", metavar="PROGRAM")
    parser.add_argument("--pelican", metavar="PROGRAM")
    parser.add_argument("--pagefind", metavar="PROGRAM")
    options = parser.parse_args()
    compileall.compile_dir(Path(package.__file__).parent, quiet=1)
    folder = (options.folder or Path(tempfile.mkdtemp())).resolve()
    pages = folder / f"{options.kind}-{options.pages}"
    if not pages.is_dir():
        synthetic_pages.write(pages, options.pages, options.kind)
    sizes = list(synthetic_pages.sizes(pages))
    print(
        f"{options.pages:,} pages of {options.kind}, {sum(sizes) / len(sizes) / 1000:.1f} KB each, {os.cpu_count()} cores"
    )
    readery(fresh(folder), pages, options.kind, options.jobs)
    if options.hugo:
        hugo(folder, options.pages, options.hugo, options.pagefind)
    if options.pelican:
        pelican(folder, options.pages, options.pelican)
    if not options.folder:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
