"""The words of a page, counted for all its passages at once."""

from __future__ import annotations

import numpy as np

from readery.clean.text.words import STOP, Words, lexicon, read

PAGE = ("The keeper counts lanterns", "Lanterns again: the keeper sleeps", "Home", "© 2021")


def words() -> Words:
    return read("\n".join(PAGE), lexicon("en"), np.array([4, 5, 1, 2]), [4])


def test_each_passage_has_its_own_words() -> None:
    page = words()
    assert page.of(1) == ("lanterns", "again", "the", "keeper", "sleeps")
    assert page.of(3) == ("©", "2021")
    assert page.sums(page.kinds & STOP > 0).tolist()[0] == 1


def test_words_that_others_say_too_are_told_from_those_said_once() -> None:
    page = words()
    met = page.met(np.array([True, True, False, False]))
    shares = page.share(met, -1.0)
    assert shares[0] == 2 / 3  # keeper and lanterns, not counts
    assert shares[2] == -1.0  # one word tells nothing
