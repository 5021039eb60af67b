"""The one door to the file system's notices: what a site is made of, and when it changes."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import watchfiles

_STEP = 10
"""Milliseconds without a further change before changes count as one: an editor writes a file in several steps."""
_LONGEST = 400
"""Milliseconds after which changes are told even while more come."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What a site is made of. None of these need exist: one that comes later is seen when it comes."""

    folders: tuple[Path, ...]
    """Watched with all that is in them."""
    files: tuple[Path, ...]
    """Watched alone."""


def changes(watched: Watched, stop: threading.Event, say: Callable[[str], None]) -> Iterator[frozenset[Path]]:
    """The paths that changed, each time some did, until `stop` is set. Changes made while the caller works are kept."""
    told: queue.Queue[frozenset[Path]] = queue.Queue()
    threads = [threading.Thread(target=_doors, args=(watched, stop, told, say), daemon=True)]
    threads += [
        threading.Thread(target=_inside, args=(folder, stop, told, say), daemon=True) for folder in watched.folders
    ]
    for thread in threads:
        thread.start()
    while not stop.is_set():
        try:
            paths = told.get(timeout=0.2)
        except queue.Empty:
            continue
        while not told.empty():
            paths |= told.get()
        yield paths


def _doors(
    watched: Watched, stop: threading.Event, told: queue.Queue[frozenset[Path]], say: Callable[[str], None]
) -> None:
    """Tell when one of the watched files changes, or a watched folder comes or goes."""
    wanted = {path.absolute() for path in (*watched.files, *watched.folders)}
    parents = sorted({path.parent for path in wanted if path.parent.is_dir()})
    for paths in _watch(parents, False, stop, say):
        if met := paths & wanted:
            told.put(met)


def _inside(
    folder: Path, stop: threading.Event, told: queue.Queue[frozenset[Path]], say: Callable[[str], None]
) -> None:
    """Tell what changes in `folder`; wait for it while it does not exist."""
    while not stop.is_set():
        if not folder.is_dir():
            stop.wait(0.5)
            continue
        for paths in _watch([folder], True, stop, say):
            told.put(paths)
            if not folder.is_dir():
                break


def _watch(
    places: list[Path], recursive: bool, stop: threading.Event, say: Callable[[str], None]
) -> Iterator[frozenset[Path]]:
    """What watchfiles tells; by looking again and again where the system has no notices left to give."""
    for polling in (None, True):
        try:
            for changed in watchfiles.watch(
                *places, debounce=_LONGEST, step=_STEP, recursive=recursive, stop_event=stop, force_polling=polling
            ):
                yield frozenset(Path(path).absolute() for _, path in changed)
        except FileNotFoundError:
            return
        except OSError as error:
            if polling:
                say(f"{places[0]}: cannot be watched ({error}). Save something in another place, or build by hand.")
                return
            say(f"{places[0]}: the system gives no more notices of changes ({error}); looking every moment instead.")
        else:
            return
