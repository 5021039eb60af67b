"""The rules: one function each, in a module for what they are about. Each module names its rules in `RULES`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from readery.check.survey import DataRule, HtmlRule, Survey
from readery.findings import Finding
from readery.settings import Settings

SiteRule = Callable[[Survey, Settings], Iterator[Finding]]
"""Judges the site as a whole, after every file was read."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one module."""

    html: tuple[HtmlRule, ...] = ()
    """Asked of each page, in whatever process reads it."""
    data: tuple[DataRule, ...] = ()
    """Asked of each XML or JSON file."""
    site: tuple[SiteRule, ...] = ()
    """Asked once."""
