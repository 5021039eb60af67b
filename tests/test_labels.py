"""What is right on pages with known answers, passage by passage."""

from __future__ import annotations

from benchmarks.labels import by_segments, by_text
from readery.clean.html import tree

PAGE = """<ul><li>News</li><li>Weather</li></ul><h1>Counting</h1><h2>The lamps</h2>
<p>Every evening at nine the keeper walks to the end of the pier and counts.</p>
<h2>The fog</h2><ul><li>thin</li><li>thick</li></ul>
<p>Last year a student from the mainland read them all, and found less fog.</p>
<p>Thick fog is what our shop sells, in bottles and tins.</p>"""
TRUTH = """The lamps Every evening at nine the keeper walks to the end of the pier and counts. The fog thin thick
Last year a student from the mainland read them all, and found less fog."""


def test_short_passages_are_known_by_what_stands_around_them() -> None:
    passages = tree.read(tree.parse(PAGE), "en").passages
    labels = dict(zip((passage.text for passage in passages), by_text(passages, TRUTH), strict=True))
    assert labels["The lamps"] == labels["The fog"] == labels["thin"] == labels["thick"] == 1
    assert labels["Counting"] == 0
    assert labels["Thick fog is what our shop sells, in bottles and tins."] == 0
    assert labels["News"] == labels["Weather"] == 0


def test_segments_tell_of_the_passages_that_hold_them_alone() -> None:
    passages = tree.read(tree.parse(PAGE), "en").passages
    labels = by_segments(passages, ["the keeper walks"], ["our shop sells"])
    assert [label for label in labels if label is not None] == [1, 0]
