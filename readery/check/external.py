"""Links to other sites: which are dead, which have moved. Each is asked at most once in a while; what was heard is kept.

Politeness: one request at a time and a pause between two for each host, robots.txt heeded (RFC 9309, with Python's own
parser), a host that asks for patience gets it, and no more than a few hosts are asked at once.
"""

from __future__ import annotations

import json
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from readery import findings
from readery.check.ask import NO_HOST, Answer, Asker, State
from readery.check.survey import Place, Survey
from readery.findings import Finding

_HOSTS_AT_ONCE = 8
_PATIENCE = 60
"""Seconds that a host may ask us to wait; one that asks for more is left for another day."""
_ENOUGH = 3
"""Hosts of which one at least is there, where there is a network."""
_SAVED_EVERY = 25
"""Answers after which they are written down, so that a broken-off check loses little."""
_AGES = {State.ALIVE: 1.0, State.MOVED: 1.0, State.DEAD: 0.25, State.UNCLEAR: 0.04}
"""How long an answer counts, as a share of the whole time: what may pass is asked again sooner."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How others' servers are asked."""

    pause: float = 1.0
    """Seconds between two requests to one host."""
    timeout: float = 20.0
    """Seconds that one request may take."""
    days: int = 30
    """How long it counts that an address was there."""
    private: bool = False
    """Whether addresses inside private networks are asked."""


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer, and when it was given."""

    answer: Answer
    """What was heard."""
    day: str
    """ISO 8601 day."""


class Pacer:
    """Makes threads wait so that each host is asked at most once in a while."""

    def __init__(self, pause: float) -> None:
        self._pause = pause
        self._next: dict[str, float] = {}
        self._lock = threading.Lock()

    def __call__(self, host: str) -> None:
        """Wait until `host` may be asked, and take that turn."""
        with self._lock:
            turn = max(self._next.get(host, 0.0), time.monotonic())
            self._next[host] = turn + self._pause
        time.sleep(max(0.0, turn - time.monotonic()))

    def rest(self, host: str, seconds: float) -> None:
        """Leave `host` alone for so long."""
        with self._lock:
            self._next[host] = max(self._next.get(host, 0.0), time.monotonic() + seconds)


def external(site: Survey, kept: Path, manners: Manners, today: date, step: Callable[[], None]) -> Iterator[Finding]:
    """What is wrong with the links of a site that was surveyed with `outgoing`.

    What was heard stands in the file `kept`, and is asked again only when it is too old. `step` is called for each link.
    """
    links = site.notes.outgoing
    heard = ask_all(links.first, kept, manners, today, step)
    for url, place in links.first.items():
        yield from _told(url, place, links.files[url], heard[url])


def ask_all(
    urls: Iterable[str], kept: Path, manners: Manners, today: date, step: Callable[[], None]
) -> Mapping[str, Heard]:
    """What is known of each address, asked where it must be."""
    known = load(kept)
    hosts: dict[str, list[str]] = defaultdict(list)
    wanted = list(urls)
    for url in wanted:
        if url in known and _fresh(known[url], manners.days, today):
            step()
        else:
            hosts[_origin(url)].append(url)
    lock = threading.Lock()

    def hear(url: str, answer: Answer) -> None:
        with lock:
            known[url] = Heard(answer, today.isoformat())
            step()
            if len(known) % _SAVED_EVERY == 0:
                save(kept, known)

    pacer = Pacer(manners.pause)
    asker = Asker(manners.timeout, pacer, manners.private)
    stopped = threading.Event()

    def ask_host(item: tuple[str, list[str]]) -> None:
        for url, answer in _answers(*item, asker, pacer):
            hear(url, answer)
            if stopped.is_set():
                return

    with ThreadPoolExecutor(_HOSTS_AT_ONCE) as threads:
        try:
            # `list` waits for all, and brings out what went wrong in any.
            list(threads.map(ask_host, hosts.items()))
        finally:
            stopped.set()
            threads.shutdown(cancel_futures=True)
            known |= _doubted({url: known[url] for urls in hosts.values() for url in urls if url in known})
            save(kept, known)
    return {url: known[url] for url in wanted}


def _doubted(heard: Mapping[str, Heard]) -> dict[str, Heard]:
    """What to make of it where of several hosts none was found: rather the network is gone than they all."""
    answers = {_origin(url): each.answer for url, each in heard.items()}
    if len(answers) < _ENOUGH or any(answer.said != NO_HOST for answer in answers.values()):
        return {}
    doubt = Answer(State.UNCLEAR, "no host at all was found; is there a network?")
    return {url: Heard(doubt, each.day) for url, each in heard.items()}


def _answers(origin: str, urls: list[str], asker: Asker, pacer: Pacer) -> Iterator[tuple[str, Answer]]:
    """Ask all addresses of one origin, one after the other."""
    robots = _robots(asker, origin)
    host = urlsplit(origin).hostname or ""
    tired = False
    for url in urls:
        if tired:
            yield url, Answer(State.UNCLEAR, "the host asked for patience")
        elif robots is not None and not robots.can_fetch("Readery", url):
            yield url, Answer(State.UNCLEAR, "its robots.txt asks programs to stay away")
        else:
            answer = asker.ask(url)
            if 0 < answer.wait <= _PATIENCE:
                pacer.rest(host, answer.wait)
                answer = asker.ask(url)
            tired = answer.wait > 0
            yield url, replace(answer, wait=0)


def _robots(asker: Asker, origin: str) -> RobotFileParser | None:
    """What a host lets programs ask; None where it does not answer, so that its pages tell why."""
    reply = asker.robots(origin)
    if reply is None:
        return None
    parser = RobotFileParser()
    if reply.status == 200:
        parser.parse(reply.body.decode("utf-8", "replace").splitlines())
    elif reply.status in (401, 403):
        parser.disallow_all = True  # type: ignore[attr-defined] # public, and missing in the stubs
    else:
        parser.allow_all = True  # type: ignore[attr-defined] # as above
    return parser


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _fresh(heard: Heard, days: int, today: date) -> bool:
    return date.fromisoformat(heard.day) + timedelta(days=days * _AGES[heard.answer.state]) > today


def archived(url: str, day: str) -> str:
    """Where the Internet Archive shows the copy nearest to `day` (ISO 8601, or empty for the newest)."""
    digits = "".join(each for each in day[:10] if each.isdecimal())
    return f"https://web.archive.org/web/{digits + '/' if digits else ''}{url}"


def _told(url: str, place: Place, files: int, heard: Heard) -> Iterator[Finding]:
    answer = heard.answer
    if answer.state is State.ALIVE:
        return
    others = f" (so in {files - 1:,} other {'files' if files > 2 else 'file'})" if files > 1 else ""
    said = f'"{url[:200]}": {answer.said}, asked on {heard.day}{others}.'
    if answer.state is State.DEAD:
        yield Finding(findings.DEAD_LINK, place.file, said, f"An archive may have kept it: {archived(url, place.day)}")
    elif answer.state is State.MOVED:
        yield Finding(findings.MOVED_LINK, place.file, said, f"It now stands at {answer.target[:200]}")
    else:
        yield Finding(
            findings.UNANSWERED_LINK, place.file, said, "Open it in a browser to see; it is asked again another day."
        )


def load(path: Path) -> dict[str, Heard]:
    """What was heard before; what cannot be read is asked again."""
    try:
        rows = json.loads(path.read_bytes())
        return {
            url: Heard(Answer(State(row["state"]), row["said"], row["target"]), row["day"]) for url, row in rows.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def save(path: Path, known: Mapping[str, Heard]) -> None:
    """Keep what was heard, aside first, so that no half file stands. Raises OSError."""
    rows = {
        url: {
            "state": heard.answer.state,
            "said": heard.answer.said,
            "target": heard.answer.target,
            "day": heard.day,
        }
        for url, heard in sorted(known.items())
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.aside")
    aside.write_text(json.dumps(rows, indent=0, ensure_ascii=True), encoding="utf-8")
    aside.replace(path)
