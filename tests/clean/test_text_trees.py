"""Trees that judge passages."""

import numpy as np

from readery.clean.text import judge


def test_a_long_page_is_judged_part_by_part_as_it_would_be_whole() -> None:
    """Else the answers for all of its passages stand in memory at once, some kilobytes each."""
    trees = judge.shipped().trees
    measures = np.random.default_rng(1).normal(0, 20, (len(judge.MEASURES), 2100)).astype(np.float32)
    assert np.array_equal(trees.scores(measures), trees._scores(measures))
