"""What every target that files go to one by one, or at once, must manage; each target's test walks it."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from readery.deploy import Consent, DeployError, deploy, rollback
from readery.deploy import _record as record
from tests.deploy.servers import Proxy
from tests.deploy.shelf import ONE, TWO, Files, Heard, broken, job, lay, public


@dataclass
class Course:
    """A target under test."""

    url: str
    """Its address, through the proxy."""
    served: Callable[[], Files]
    """What stands there, seen past the proxy."""
    clear: Callable[[], None]
    """Makes it empty."""
    line: Proxy
    """The line to it."""
    folder: Path
    """For the site and the state."""
    options: dict[str, object]
    """Settings of the target."""

    def send(self, files: Files, **options: object) -> Heard:
        heard = Heard()
        source = lay(self.folder / "site", files)
        deploy(job(source, self.url, self.folder / "state", **(self.options | options)), heard)
        return heard

    def back(self) -> None:
        rollback(job(self.folder / "site", self.url, self.folder / "state", **self.options), Heard())

    def changes_travel(self) -> None:
        """All, then what changed, then nothing."""
        assert set(self.send(ONE).files) == set(ONE)
        assert public(self.served()) == ONE
        assert set(self.send(TWO).files) == {path for path in TWO if ONE.get(path) != TWO[path]}
        assert public(self.served()) == TWO
        assert self.send(TWO).files == []

    def goes_back(self) -> None:
        """To the deploy before, and forth."""
        self.send(ONE)
        self.send(TWO)
        for expected in (ONE, TWO):
            self.back()
            assert public(self.served()) == expected

    def leaves_others_alone(self, put: Callable[[str, bytes], None]) -> None:
        """Files that no deploy put there, and a deploy of another machine that is under way."""
        living = record.Lock(record.VERSION, "theirs", "their-run", record.now(), [("theirs.html", "mark")], [], [])
        put(record.LOCK, record.encode(living))
        put("notes.txt", b"mine")
        before = self.served()
        with pytest.raises(DeployError, match="another deploy is under way"):
            self.send(ONE)
        assert self.served() == before
        work = job(self.folder / "site", self.url, self.folder / "state", Consent(take_over=True), **self.options)
        deploy(work, Heard())
        assert public(self.served()) == ONE | {"notes.txt": b"mine"}
        put("articles/story-9/index.html", b"mine too")
        before = self.served()
        with pytest.raises(DeployError, match="--adopt"):
            self.send(TWO)
        assert self.served() == before

    def survives_cuts(self, points: int, first: int = 600) -> None:
        """The line is cut in the middle of a deploy, at `points` random bytes, and the deploy is run again.

        READERY_CUTS in the environment asks for more points than a run of all tests has time for.
        """
        points = int(os.environ.get("READERY_CUTS", points))
        self.send(ONE)
        start = self.line.passed
        self.send(TWO)
        length = self.line.passed - start
        chance = random.Random(points)
        was_cut = 0
        now, then = TWO, ONE
        for _ in range(points):
            self.line.cut_after(chance.randrange(min(first, length - 1), length))
            try:
                self.send(then)
            except DeployError:
                was_cut += 1
            finally:
                self.line.mend()
            assert broken(public(self.served())) == []
            self.send(then)
            assert public(self.served()) == then
            now, then = then, now
        assert was_cut > points / 2
