"""What stands at the edges of an article: the way to it, its head, lines after it that invite to something."""

from __future__ import annotations

import re
from collections.abc import Sequence

from readery.clean.html import features, hints, phrases
from readery.clean.html.features import Facts
from readery.clean.html.judgement import NAMED, SAID, Judgement, what
from readery.clean.html.passages import HEADINGS
from readery.clean.html.tree import Passage, Passages

_CAPTIONS = hints.IN_FIGURE | hints.IN_FIGCAPTION
_ENTRIES = frozenset({"li", "td", "th", "dt", "dd"})
"""Elements whose text, where it is all that they hold, is part of a list or table."""
_LONGEST_LINE = 200
"""Characters of a line of the head, and of what may stand beside the title in one passage."""
_AT_EDGE = sum(phrases.BITS[kind] for kind in ("appeal", "comments", "share", "menu", "end", "legal"))
_RUNNING = 80
"""Characters from which a passage reads like running text."""
_LONGEST_EDGE = 120
"""Characters of a line before or after the text at most."""
_TRAIL = re.compile(r"\s*(?:>|›|»|→|::)\s*")
"""What stands between the steps of the way to a page."""
_SHORTEST_TITLE = 8
"""Letters and digits from which a title is known again."""
_MOST_BELOW = 0.7
"""Share of the kept text that stands below a headline at least."""
_LONGEST_DATE = 30
"""Letters and digits of a date with its time, without the authors."""
_OPENING = 3
"""Running passages at the beginning among which the lines of the head may stand: a dek may be one."""
_LABEL = 0.8
"""Share of a tag's characters in its link at least."""
_TAGS = next(reason for bits, reason in NAMED if bits & hints.TAGS)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def head(found: Passages, judgements: list[Judgement], facts: Facts) -> None:
    """What stands before the headline goes, and so do the lines under it that only name the authors and the date.

    The headline is the heading that says the title, or a passage before the running text that opens with it.
    """
    kept = [passage for passage in found.passages if judgements[passage.number].keep and _is_text(passage)]
    running = [passage.number for passage in kept if len(passage.text) >= _RUNNING][:_OPENING]
    if not running:
        return
    headline = _headline(found, facts, running[0])
    if headline is not None:
        below = sum(len(passage.text) for passage in kept if passage.number > headline.number)
        if below > _MOST_BELOW * sum(len(passage.text) for passage in kept):
            for passage in kept:
                if passage.number < headline.number or passage is headline:
                    judgements[passage.number] = Judgement(False, "head", SAID["head"])
    authors = [name for name in map(features.fold, facts.authors) if name]
    for passage in kept:
        if passage.number >= running[-1] or len(passage.text) >= _LONGEST_LINE or _is_entry(passage):
            continue
        if _is_byline(passage.text, authors):
            judgements[passage.number] = Judgement(False, "head", SAID["head"])


def _headline(found: Passages, facts: Facts, running: int) -> Passage | None:
    title = features.fold(facts.title)
    if len(title) < _SHORTEST_TITLE:
        return None
    for passage in found.passages:
        if passage.closed or len(passage.text) > len(facts.title) + _LONGEST_LINE:
            continue
        said = features.fold(passage.text)
        if said == title if passage.box.tag in HEADINGS else said.startswith(title) and passage.number <= running:
            return passage
    return None


def _is_byline(text: str, authors: Sequence[str]) -> bool:
    """Whether a line says who or when, and nothing else."""
    said = left = features.fold(text)
    for name in authors:
        left = left.replace(name, "")
    if said and not left:
        return True
    digits = sum(map(str.isdecimal, left))
    return len(left) < _LONGEST_DATE and (digits >= 0.2 * len(left) and bool(_YEAR.search(text)))


def edges(found: Passages, judgements: list[Judgement]) -> None:
    """Before the first and after the last running text, lines that invite to something and the way to the page go."""
    kept = [passage for passage in found.passages if judgements[passage.number].keep and _is_text(passage)]
    running = [
        passage.number
        for passage in kept
        if len(passage.text) >= _RUNNING
        and passage.link_chars < 0.4 * len(passage.text)
        and not passage.says & _AT_EDGE
    ]
    if not running:
        return
    around = found.passages[running[-1]].box.inside
    for passage in kept:
        if running[0] <= passage.number <= running[-1] or len(passage.text) > _LONGEST_EDGE:
            continue
        said = passage.says & _AT_EDGE
        if said and passage.box.tag not in HEADINGS and not _is_entry(passage):
            judgements[passage.number] = Judgement(False, "edges", what(said))
        elif passage.number > running[-1] and _is_label(passage, around):
            judgements[passage.number] = Judgement(False, "edges", _TAGS)
        elif passage.number < running[0] and _is_way(passage):
            judgements[passage.number] = Judgement(False, "edges", SAID["menu"])


def last_headings(found: Passages, judgements: list[Judgement]) -> None:
    """A heading goes that says what pages say beside an article, and after which nothing is kept."""
    kept = [passage for passage in found.passages if judgements[passage.number].keep]
    while len(kept) > 1 and kept[-1].box.tag in HEADINGS and kept[-1].says and not kept[-1].media:
        last = kept.pop()
        judgements[last.number] = Judgement(False, "edges", what(last.says))


def _is_way(passage: Passage) -> bool:
    """Whether a passage shows the way from the site's front page to this one (``Home > Trains > Title``)."""
    steps = _TRAIL.split(passage.text)
    return (
        passage.links > 0
        and len(steps) > passage.links
        and len(steps) > 1
        and all(len(step) < 60 for step in steps[:-1])
    )


def _is_label(passage: Passage, around: int) -> bool:
    """Whether a passage leads to what else bears one of the article's tags; `around` are the names of what the article stands in."""
    return bool(passage.box.inside & ~around & hints.TAGS) and passage.link_chars > _LABEL * len(passage.text)


def _is_entry(passage: Passage) -> bool:
    """Whether a passage is all that an item of a list or a cell of a table holds: it is what that says, a year too."""
    return passage.box.tag in _ENTRIES and passage.box.units == 1


def _is_text(passage: Passage) -> bool:
    return bool(passage.text) and not passage.box.inside & _CAPTIONS
