"""What recurs across pages is learned, whatever the order of the pages."""

from __future__ import annotations

from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from readery.clean.learn import PAGES, Sample, fingerprint

LINES = (
    "Home",
    "Read 12 comments",
    "Read 7 comments",
    "The bridge fell.",
    "Nobody was hurt.",
    "Follow us",
    "A storm rose.",
)
PAGE = st.tuples(
    st.sampled_from(("a.example", "b.example")), st.integers(0, 90).map(str), st.lists(st.sampled_from(LINES))
)


def learned(pages: list[tuple[str, str, list[str]]]) -> Sample:
    return reduce(Sample.merge, (Sample.of(*page) for page in pages), Sample())


@given(st.lists(PAGE, unique_by=lambda page: page[:2], max_size=30), st.randoms(use_true_random=False))
def test_the_order_of_pages_does_not_matter(pages: list[tuple[str, str, list[str]]], random: object) -> None:
    shuffled = list(pages)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert learned(pages) == learned(shuffled)


@given(st.lists(PAGE, unique_by=lambda page: page[:2], max_size=20), st.integers(0, 20))
def test_parts_can_be_merged(pages: list[tuple[str, str, list[str]]], cut: int) -> None:
    assert learned(pages[:cut]).merge(learned(pages[cut:])) == learned(pages)


def test_a_line_of_a_site_recurs_and_the_article_does_not() -> None:
    pages = [("a.example", str(number), ["Home", f"Read {number} comments", f"Story {number}."]) for number in range(5)]
    own = ["Home", "Read 99 comments", "Something that only this page says."]
    recurring = learned(pages).recurring("a.example", own, frozenset())
    assert [bool(recurring.intersection(fingerprint(line))) for line in own] == [True, True, False]
    assert learned(pages).recurring("b.example", own, frozenset()) == frozenset()


def test_a_line_of_many_sites_recurs() -> None:
    pages = [(f"{number}.example", "1", ["Your email address will not be published."]) for number in range(8)]
    sample = learned(pages)
    assert sample.recurring("new.example", ["Your email address will not be published."], sample.everywhere())


def test_memory_is_bounded() -> None:
    sample = learned([("a.example", str(number), ["Home"]) for number in range(3 * PAGES)])
    assert len(sample.sites["a.example"]) == PAGES


def test_lines_that_differ_in_figures_and_names_are_alike() -> None:
    assert fingerprint("Read 12 comments") == fingerprint("read 7 comments")
    first, second = (fingerprint(f"Follow {name} on our site for more of this") for name in ("Ann Lee", "Bo Ray Smith"))
    assert first[0] != second[0]
    assert first[1] == second[1]
    assert fingerprint("") == fingerprint(" … ") == ()
