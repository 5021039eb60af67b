"""The line under the title."""

from __future__ import annotations

from collections.abc import Sequence

from readery.clean.draft import LINE_UNDER_HEADING, Found
from readery.clean.metadata import lines, titles
from readery.clean.metadata.claims import Claim, Field, of
from readery.clean.metadata.lines import Line

_SHORTEST, _LONGEST = 30, 450
"""Characters."""


def choose(claims: Sequence[Claim], below: Sequence[Line], title: str | None) -> Found[str] | None:
    """What readers see under the title, else the publisher's description of the article.

    A line under the heading whose class calls it so is the dek; so is one that the description repeats in full. A description that
    breaks off, or that the text only begins with, is the text's opening copied by a machine, and no dek.
    """
    said = [each for each in of(claims, Field.DEK) if titles.squeezed(each.value) != titles.squeezed(title or "")]
    for line in below:
        if (
            line.says & lines.DEK
            and _SHORTEST <= len(line.text) <= _LONGEST
            and titles.squeezed(line.text) != titles.squeezed(title or "")
        ):
            return Found(line.text, LINE_UNDER_HEADING)
    opening = titles.squeezed(" ".join(line.text for line in below if len(line.text) > _SHORTEST))
    shown = {titles.squeezed(line.text) for line in below}
    for each in said:
        value = each.value
        squeezed = titles.squeezed(value)
        broken = value.rstrip("]) ").endswith(("…", "...")) or not _SHORTEST <= len(value) <= _LONGEST
        if squeezed in shown or not (broken or squeezed[:80] in opening):
            return Found(value, each.source)
    return None
