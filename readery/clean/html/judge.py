"""Which passages of a page are its article: each is measured in its place and judged by the model; rules say the last word."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from readery.clean.draft import Will
from readery.clean.html import features, hints, phrases, rules
from readery.clean.html.edges import head
from readery.clean.html.features import Facts
from readery.clean.html.judgement import Judgement, left_out, what
from readery.clean.html.model import Model
from readery.clean.html.passages import HEADINGS
from readery.clean.html.tree import Box, Passages

_BARE = 250
"""Characters of a page below which all of it is the article: there is no room for a page around one."""
_CAPTIONS = hints.IN_FIGURE | hints.IN_FIGCAPTION
_LONGEST_NAME = 60
"""Characters of a publisher's name at most."""
_UNITS = frozenset({"ul", "ol", "dl", "table", "pre"})
"""Boxes that are kept or left out whole."""
_AMID, _APART = 0.25, 0.1
"""What such a box gains amid text that is kept, and loses apart from it."""
_NEAR = 3
"""Passages before and after it that are looked at."""
_MOST_OF_PAGE = 0.4
"""Share of a page's text above which a list or table is rather the page's layout."""
_MOST_OF_ARTICLE = 0.35
"""Share of the text that is to be expected of the article above which such a box is not left out as one."""
_LEAST_LEFT = 0.2
"""Share of the text that may be left when such boxes go."""
_BEFORE = 3
"""Passages before a heading of which one belongs to the article."""

_KEPT = Judgement(True, "judge", "reads and stands like the article")


def judge(found: Passages, facts: Facts, model: Model) -> list[Judgement]:
    """A judgement for each passage."""
    measured = features.measure(found, facts, all_of_them=False)
    likely = [0.0] * len(found.passages)
    for number, each in zip(measured.numbers.tolist(), model.belong(measured.values).tolist(), strict=True):
        likely[number] = each
    if site := features.fold(facts.site):
        for number, said in zip(measured.numbers.tolist(), measured.folded, strict=True):
            if said == site and len(found.passages[number].text) < _LONGEST_NAME:
                likely[number] = 0.0  # its masthead
    enough = _enough(found, likely)
    alone = list(likely)
    _units(found, likely, enough)
    if _text(found, likely, enough) < _LEAST_LEFT * _text(found, alone, enough):
        likely = alone  # a page of lists: what is likely in them is better than nothing
    _headings(found, likely, enough)
    judgements = [
        left_out(passage, likely[number]) if likely[number] <= enough or passage.closed else _KEPT
        for number, passage in enumerate(found.passages)
    ]
    head(found, judgements, facts)
    for rule in rules.RULES:
        rule(found, judgements)
    return judgements


def _text(found: Passages, likely: Sequence[float], enough: float) -> int:
    """Characters of text, captions aside, that are likely enough."""
    return sum(
        len(passage.text)
        for passage, each in zip(found.passages, likely, strict=True)
        if each > enough and not passage.box.inside & _CAPTIONS
    )


def _enough(found: Passages, likely: Sequence[float]) -> float:
    """How likely a passage of this page must belong to the article to be kept.

    Half the best F1 that can be expected of the page's text: the bar at which keeping or leaving a passage makes no odds
    (Lipton, Elkan, Naryanaswamy, "Optimal Thresholding of Classifiers to Maximize F1 Measure", 2014). It is near one half
    where the page is clear, and lower where all of it is in doubt.
    """
    if found.boxes[0].chars < _BARE:
        return 0.0
    sizes = np.fromiter((len(passage.text) for passage in found.passages), np.int64, len(found.passages))
    odds = np.array(likely)
    best_first = np.lexsort((sizes, odds))[::-1]
    right = np.cumsum((odds * sizes)[best_first])
    kept = np.cumsum(sizes[best_first])
    return float(np.max(right / np.maximum(kept + right[-1], 1.0), initial=0.0))


def judge_gently(found: Passages) -> list[Judgement]:
    """A judgement for each passage of a page that was clipped as an article: nearly all of it is one."""
    judgements = []
    for passage in found.passages:
        said = passage.says
        if passage.closed:
            judgements.append(Judgement(False, "closed", passage.closed))
        elif said and len(passage.text) < 120 and not said & (phrases.BITS["credit"] | phrases.BITS["head"]):
            judgements.append(Judgement(False, "phrase", what(said)))
        else:
            judgements.append(Judgement(True, "clipped", "stands in a page that was clipped as an article"))
    return judgements


def overrule(judgement: Judgement, text: str, will: Will) -> Judgement:
    """The owner's will goes before any judgement."""
    said = will.says(text) if will and text else None
    if said is None or said == judgement.keep:
        return judgement
    return Judgement(said, "owner", "the owner wants it kept" if said else "the owner wants it left out")


def _units(found: Passages, likely: list[float], enough: float) -> None:
    """A list, a table or a piece of code is kept or left out as one.

    How likely it belongs is the mean over its text; it gains where the text before and after it belongs, and loses where
    neither does. Code amid the article is always the article's.
    """
    page = max(1, found.boxes[0].chars)
    expected = sum(each * len(passage.text) for each, passage in zip(likely, found.passages, strict=True))
    after = 0
    for box in found.boxes:
        if box.first < after or box.tag not in _UNITS:
            continue
        inside = [
            passage
            for passage in found.passages[box.first : box.last]
            if passage.text and not passage.closed and not passage.box.inside & ~box.inside & _CAPTIONS
        ]
        total = sum(len(passage.text) for passage in inside)
        most = box.chars > page * _MOST_OF_PAGE
        if not total or (most and (_places(found, box) if box.tag == "table" else _has_headings(found, box))):
            continue  # it only places what the page says
        after = box.last
        around = _around(found, likely, box)
        mean = sum(likely[passage.number] * len(passage.text) for passage in inside) / total
        most = most or mean * total > _MOST_OF_ARTICLE * expected
        mean += _AMID if min(around) > enough else -_APART if max(around) <= enough else 0.0
        stays = mean > enough or (box.tag == "pre" and min(around) > enough)
        for passage in inside:
            at = passage.number
            if stays:
                likely[at] = max(likely[at], enough + 0.01)
            elif not most:
                likely[at] = min(likely[at], enough)


def _around(found: Passages, likely: Sequence[float], box: Box) -> tuple[float, float]:
    """How likely the nearest passages with text before and after a box belong; 0 where there is none near."""
    before = range(box.first - 1, max(-1, box.first - 1 - _NEAR), -1)
    after = range(box.last, min(len(found.passages), box.last + _NEAR))

    def nearest(numbers: range) -> float:
        passages = map(found.passages.__getitem__, numbers)
        return next((likely[each.number] for each in passages if each.text and not each.closed), 0.0)

    return nearest(before), nearest(after)


def _places(found: Passages, table: Box) -> bool:
    """Whether a table has neither caption nor header cells: then it may well hold the page's columns."""
    within = itertools.takewhile(lambda each: each.depth > table.depth, found.boxes[table.place + 1 :])
    return not any(each.tag in ("th", "caption") for each in within)


def _has_headings(found: Passages, box: Box) -> bool:
    return any(each.tag in HEADINGS for each in found.boxes[box.place :] if each.first < box.last)


def _headings(found: Passages, likely: list[float], enough: float) -> None:
    """A heading stands if text that it heads stands: it goes with the passage after it."""
    judged = [passage for passage in found.passages if not passage.closed and passage.text]
    places = [place for place, passage in enumerate(judged[:-1]) if passage.box.tag in HEADINGS]
    for place in places:
        heading, after = judged[place], judged[place + 1]
        at = heading.number
        # One that is a link may lead to another article, so it takes more to keep it.
        least = 0.25 if heading.link_chars > len(heading.text) / 2 else 0.03
        near = min(likely[after.number], 0.6)
        # A list that is left out may stand between; but what is a link, or says what is no part of a text, then goes, too.
        far = 1 if heading.link_chars or heading.says else _BEFORE
        before = any(likely[each.number] > enough for each in judged[max(0, place - far) : place])
        if before and near > enough and least < likely[at] <= enough:
            likely[at] = near
