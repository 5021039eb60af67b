"""What `deploy` and `rollback` share: which target is meant, and how a transfer is shown."""

from __future__ import annotations

import argparse
import difflib
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Never, TextIO

from readery.cli._command import CommandError, load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tqdm import tqdm

    from readery.deploy import Consent, Job, Outgoing
    from readery.settings import DeploySettings, Settings

_EVERY = 10.0
"""Seconds between two lines in a log."""


def add_target(parser: argparse.ArgumentParser) -> None:
    """Add the arguments TARGET and --take-over."""
    parser.add_argument(
        "target",
        nargs="?",
        metavar="TARGET",
        help="a target named in readery.toml, or an address (default: the only one named)",
    )
    parser.add_argument(
        "--take-over", action="store_true", help="take the lock of another deploy that you know to be dead"
    )


def options_of(settings: Settings, target: str | None) -> DeploySettings:
    """The settings of the target that is meant. Raises CommandError."""
    from readery.settings import DeploySettings

    named = settings.deploy
    if target is None:
        if len(named) == 1:
            return next(iter(named.values()))
        known = (
            f"Named in the settings are: {', '.join(named)}."
            if named
            else "The settings name none; docs/deploy.md shows how."
        )
        raise CommandError(f"say where to: `readery deploy TARGET`. {known}")
    if target in named:
        return named[target]
    if not any(sign in target for sign in "/:\\") and not target.endswith((".zip", ".tar.zst", ".html")):
        near = difflib.get_close_matches(target, named, n=1)
        hint = f'Did you mean "{near[0]}"?' if near else f"Named there are: {', '.join(named) or 'none'}."
        raise CommandError(
            f'the settings name no target "{target}". {hint} A folder is written with a slash: ./{target}'
        )
    return DeploySettings(url=target)


def job_of(given: argparse.Namespace, message: str, consent: Consent) -> tuple[Job, Settings]:
    """The deploy that the command line asks for, and the settings. Raises CommandError."""
    from readery.deploy import Job, Patience

    settings, base = load_settings(given.config)
    options = options_of(settings, given.target)
    if getattr(given, "page", None):
        options = replace(options, page=given.page)
    site: Path = given.site or base / settings.folders.site
    title = f"{settings.site.title}: {message}"
    state = base / ".readery" / "deploys"
    return Job(site, settings.site.base_url, options, state, title, consent, Patience()), settings


def size(count: int) -> str:
    """A number of bytes as people read it."""
    number = float(count)
    for unit in ("bytes", "kB", "MB"):
        if number < 1000:
            return f"{number:.0f} {unit}" if unit == "bytes" else f"{number:.1f} {unit}"
        number /= 1000
    return f"{number:.1f} GB"


@contextmanager
def watched(stream: TextIO) -> Iterator[Transfer]:
    """Shows a transfer on `stream`: a bar on a terminal, plain lines in a log."""
    transfer = Transfer(stream)
    try:
        yield transfer
    finally:
        transfer.close()


class Transfer:
    """How far a transfer is, and how fast. Use `watched`."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._bar: tqdm[Never] | None = None
        self._files = self._sent = self._bytes = 0
        self._began = self._said = time.monotonic()

    def begin(self, files: int, size: int) -> None:
        """So many files and bytes are to be sent."""
        self._files, self._began = files, time.monotonic()
        if files and self._stream.isatty():
            from tqdm import tqdm

            self._bar = tqdm(
                total=size,
                desc="Sending",
                unit="B",
                unit_scale=True,
                file=self._stream,
                leave=False,
                dynamic_ncols=True,
            )

    def sent(self, file: Outgoing) -> None:
        """One is in its place."""
        self._sent += 1
        self._bytes += file.size
        if self._bar is not None:
            self._bar.set_postfix_str(f"{self._sent:,} of {self._files:,} files", refresh=False)
            self._bar.update(file.size)
        elif time.monotonic() - self._said >= _EVERY:
            self._said = time.monotonic()
            rate = self._bytes / (self._said - self._began)
            self.say(f"{self._sent:,} of {self._files:,} files sent, {size(round(rate))} a second")

    def say(self, message: str) -> None:
        """Something that the owner should know now."""
        if self._bar is not None:
            self._bar.clear()
        print(f"readery: {message}", file=self._stream, flush=True)

    def close(self) -> None:
        """Leave the terminal clean."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None
