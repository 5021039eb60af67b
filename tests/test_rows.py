from collections import Counter
from itertools import accumulate, chain, pairwise, starmap

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from readery import rows
from readery.rows import Row, Texts, standing, together

texts = st.lists(st.lists(st.integers(0, 9), max_size=12), min_size=1, max_size=5)


@given(texts)
def test_each_number_of_a_text_is_told_with_its_times_and_places(numbers: list[list[int]]) -> None:
    row = Row(np.array([*chain(*numbers)], np.int32), [*accumulate(map(len, numbers), initial=0)])
    found = standing(row)
    for text, begin, part in zip(numbers, row.bounds, starmap(slice, pairwise(found.bounds)), strict=False):
        counted = Counter(number for number in text if number)
        assert dict(zip(found.numbers[part].tolist(), found.times[part].tolist(), strict=True)) == counted
        assert found.numbers[part].tolist() == [*counted]  # by first place
        for number, start, times in zip(found.numbers[part], found.starts[part], found.times[part], strict=True):
            places = [begin + at for at, each in enumerate(text) if each == number]
            assert found.all[start : start + times].tolist() == places


@given(texts)
def test_texts_are_joined_a_space_apart(numbers: list[list[int]]) -> None:
    known = Texts()
    words = ["", "a", "bé", "東京", "c", "d", "e", "f", "g", "h"]
    for word in words:
        known.append(word)
    assert known.joined([np.array(text, np.int32) for text in numbers]) == [
        " ".join(words[number] for number in text) for text in numbers
    ]


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(1, rows.MOST + 1)), max_size=12))
def test_texts_of_a_kind_are_taken_together_up_to_a_limit(each: list[tuple[str, int]]) -> None:
    groups = [*together([kind for kind, _ in each], [size for _, size in each])]
    assert sorted(at for group in groups for at in group) == [*range(len(each))]
    for group in groups:
        assert len({each[at][0] for at in group}) == 1
        assert len(group) == 1 or sum(each[at][1] for at in group) <= rows.MOST
