"""The dialog of reading preferences: a script of its own, since it says things in the site's language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from readery.model import Page
from readery.pages import PageKind, Site


@dataclass(frozen=True, slots=True)
class PreferencesScript:
    """It shows nothing of the collection."""


def _plan(_site: Site) -> Iterator[Page]:
    yield Page("preferences.js", "preferences.js", PreferencesScript())


KIND = PageKind("preferences", _plan)
