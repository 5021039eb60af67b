"""No request to another origin: it would tell that host who reads what, and fail without a network."""

from __future__ import annotations

from collections.abc import Iterator

from readery import findings
from readery.check.html import Use
from readery.check.rules import Rules
from readery.check.survey import Survey
from readery.findings import Finding
from readery.settings import Settings


def origins(site: Survey, settings: Settings) -> Iterator[Finding]:
    """Scripts, styles, fonts, frames, forms, pictures, sound: all from the site itself."""
    for (origin, use), place in site.notes.foreign.first.items():
        if use is Use.SHOW and settings.images.remote == "keep":
            continue
        files = site.notes.foreign.files[origin, use]
        yield Finding(
            findings.FOREIGN_CODE if use is Use.CODE else findings.FOREIGN_PICTURE,
            place.file,
            f'{place.element} asks {origin} ("{place.url[:200]}"){f" (so in {files - 1:,} other files)" if files > 1 else ""}.',
            "Keep a copy of it in the site, or take it out.",
        )


RULES = Rules(site=(origins,))
