"""Preview on loopback: build, serve the site, watch what it is made of, build again, and reload the browser.

`Preview` holds the server and what it tells the browsers; `follow` is the loop. Building is given as a function, so this room
knows nothing of how a site is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from readery.findings import Finding
from readery.serve._server import AddressError, Preview
from readery.serve._watch import Watched, changes

__all__ = ["AddressError", "Built", "Preview", "Watched", "changes", "follow"]


@dataclass(frozen=True, slots=True)
class Built:
    """What one build came to."""

    changed: int
    """Files of the site that are not what they were."""
    findings: tuple[Finding, ...]
    """What its owner should mend."""
    failed: str = ""
    """Why nothing could be built; what stood before still stands. Empty where it was built."""


def follow(preview: Preview, build: Callable[[], Built], changed: Iterator[object]) -> None:
    """Build now and whenever something `changed`, and tell the browsers each time. Ends when `changed` ends."""
    _tell(preview, build())
    for _ in changed:
        _tell(preview, build())


def _tell(preview: Preview, built: Built) -> None:
    preview.tell(built.changed > 0, built.findings, built.failed)
