"""Small sites to deploy, and what must be true of a site that is served."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from readery.deploy import Consent, Job, Outgoing, Patience, Place
from readery.deploy._files import mark
from readery.deploy._place import Able
from readery.settings import DeploySettings

Files = dict[str, bytes]


def site(articles: Mapping[str, str], colour: str = "black") -> Files:
    """The files of a site with these articles (slug → text), each of which leads to the next one."""
    css = f"body {{ color: {colour} }}".encode()
    style = f"assets/style.{hashlib.sha256(css).hexdigest()[:10]}.css"
    files = {style: css, "robots.txt": b"User-agent: *\nAllow: /\n"}

    def page(path: str, body: str) -> None:
        up = "../" * path.count("/")
        text = f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{path}</title>'
        text += f'<link rel="stylesheet" href="{up}{style}">\n</head>\n<body>{body.replace("~/", up)}</body></html>\n'
        files[path] = text.encode()

    slugs = sorted(articles)
    data = "\n".join(slugs).encode()
    words = f"search/words.{hashlib.sha256(data).hexdigest()[:10]}.js"
    files |= {words: data, "search/manifest.js": f"load({words!r})".encode()}
    for slug, after in zip(slugs, [*slugs[1:], *slugs[:1]], strict=True):
        page(f"articles/{slug}/index.html", f'<p>{articles[slug]}</p><a href="~/articles/{after}/index.html">Next</a>')
    links = "".join(f'<a href="~/articles/{slug}/index.html">{slug}</a>' for slug in slugs)
    page("tags/all/index.html", links)
    page("search/index.html", f'<script src="~/search/manifest.js"></script><script src="~/{words}"></script>')
    page("404.html", "<p>Not here</p>")
    page("index.html", f'{links}<a href="~/tags/all/index.html">All</a><a href="~/search/index.html">Search</a>')
    entries = "".join(f"<entry><link href='articles/{slug}/index.html'/></entry>" for slug in slugs)
    files["feed.xml"] = f"<feed>{entries}</feed>".encode()
    return files


ONE = site({f"story-{number}": f"Text of story {number}. " * 20 for number in range(8)}) | {
    "media/Größe & 'maß' [1]* #2 100%.txt": b"A name that wants quoting in many places.",
    'media/Größe/\u4f60\u597d "x".txt': b"Another.",
}
"""A site."""
TWO = site(
    {f"story-{number}": f"Text of story {number}. " * (20 + (number == 5)) for number in range(2, 10)}, colour="navy"
)
"""The same one later: two articles gone, two new, one mended, another style sheet."""


def lay(folder: Path, files: Files) -> Path:
    """Write a site; what stood in the folder is removed."""
    for old in sorted(folder.rglob("*"), reverse=True) if folder.exists() else ():
        old.unlink() if old.is_file() else old.rmdir()
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return folder


def broken(served: Files) -> list[str]:
    """What a visitor who comes in by the home page stumbles over."""
    faults = []
    seen, waiting = set(), ["index.html"] if "index.html" in served else []
    while waiting:
        page = waiting.pop()
        for address in re.findall(r'(?:href|src)="([^"#]+)"', served[page].decode()):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(page), address))
            if target not in served:
                faults.append(f"{page} refers to {target}, which is not there")
            elif target.endswith(".html") and target not in seen:
                seen.add(target)
                waiting.append(target)
    return faults


def public(files: Files) -> Files:
    """Without what deploys keep for themselves."""
    return {path: data for path, data in files.items() if not path.startswith(".readery-")}


def tree(root: Path) -> Files:
    """Path → bytes of every file below `root`."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


class Heard:
    """A watch that remembers."""

    def __init__(self) -> None:
        self.files: list[str] = []
        self.said: list[str] = []

    def begin(self, files: int, size: int) -> None:
        pass

    def sent(self, file: Outgoing) -> None:
        self.files.append(file.path)

    def say(self, message: str) -> None:
        self.said.append(message)


QUICK = Patience(tries=2, first=0.01)


def job(source: Path, url: str, state: Path, consent: Consent | None = None, **options: object) -> Job:
    """A deploy of the folder `source` to `url`."""
    settings = DeploySettings(url=url, **options)  # type: ignore[arg-type]
    return Job(source, "", settings, state, "Shelf: deploy", consent or Consent(), QUICK)


class CutError(Exception):
    """The process is killed here."""


class Shelf(Place):
    """A place in memory that can be killed, and that looks after each step whether a visitor would stumble."""

    able = Able(keeps=True)

    def __init__(self) -> None:
        self.files: Files = {}
        self.steps_left = 10**9
        self.requests: list[str] = []
        self.faults: list[str] = []

    def _step(self, what: str) -> Iterator[None]:
        """Killed before the step or after it, by turns."""
        self.steps_left -= 1
        if self.steps_left < 0 or (self.steps_left == 0 and len(self.requests) % 2):
            raise CutError
        self.requests.append(what)
        yield
        self.faults += broken(public(self.files))
        if self.steps_left == 0:
            raise CutError

    def read(self, path: str) -> bytes | None:
        for _ in self._step("read"):
            found = self.files.get(path)
        return found

    def paths(self) -> set[str]:
        for _ in self._step("paths"):
            found = set(self.files)
        return found

    def put(self, file: Outgoing, keep: str | None) -> None:
        if keep and file.path in self.files:
            for _ in self._step("keep"):
                self.files.setdefault(f"{keep}/{file.path}", self.files[file.path])
        for _ in self._step("put"):
            self.files[file.path] = file.load()

    def claim(self, path: str, data: bytes) -> bool:
        for _ in self._step("claim"):
            free = path not in self.files
            self.files.setdefault(path, data)
        return free

    def remove(self, paths: Sequence[str], keep: str | None) -> None:
        for path in paths:
            for _ in self._step("remove"):
                data = self.files.pop(path, None)
                if keep and data is not None:
                    self.files.setdefault(f"{keep}/{path}", data)


def outgoing(files: Files) -> list[Outgoing]:
    """These files, on their way."""
    return [
        Outgoing(path, len(data), mark(data), "", "", "", lambda data=data: data)  # type: ignore[misc]
        for path, data in sorted(files.items())
    ]
