"""What recurs across pages is learned, whatever the order of the pages, and left out of HTML and text alike."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readery.clean import Cleaned, clean
from readery.clean.learn import PAGES, PASSAGES, REASON, Kept, Sample, drop, fingerprint, fingerprints
from readery.model import Media, Origin, RawPage

LINES = (
    "Home",
    "Read 12 comments",
    "Read 7 comments",
    "The bridge fell.",
    "Nobody was hurt.",
    "Follow us",
    "A storm rose.",
)
Told = tuple[str, str, frozenset[int]]


def prints(*lines: str) -> frozenset[int]:
    return fingerprints(Kept(line, len(line.split())) for line in lines)


PAGE = st.tuples(
    st.sampled_from(("a.example", "b.example")),
    st.integers(0, 90).map(str),
    st.lists(st.sampled_from(LINES)).map(lambda lines: prints(*lines)),
)
COLLECTION = st.lists(PAGE, unique_by=lambda page: page[:2], max_size=60)


@given(COLLECTION, st.randoms(use_true_random=False))
def test_the_order_of_pages_does_not_matter(pages: list[Told], chance: random.Random) -> None:
    shuffled = list(pages)
    chance.shuffle(shuffled)
    assert Sample.of_all(pages) == Sample.of_all(shuffled)


@given(COLLECTION, st.integers(0, 60), st.integers(0, 60))
def test_parts_can_be_merged_even_where_they_overlap(pages: list[Told], cut: int, other: int) -> None:
    low, high = sorted((cut, other))
    assert Sample.of_all(pages[low:]).merge(Sample.of_all(pages[:high])) == Sample.of_all(pages)


def test_a_passage_of_a_site_recurs_and_the_article_does_not() -> None:
    lines = ["Home", "Read 99 comments", "Something that only this page says."]
    pages = [("a.example", str(n), prints("Home", f"Read {n} comments", f"Story {n}.")) for n in range(5)]
    learned = Sample.of_all(pages).learned()
    recurring = learned.recurring("a.example", "new", prints(*lines))
    assert [bool(recurring.intersection(fingerprint(line))) for line in lines] == [True, True, False]
    assert learned.recurring("b.example", "new", prints(*lines)) == frozenset()


def test_a_page_does_not_count_for_itself() -> None:
    pages = [("a.example", str(n), prints("Home")) for n in range(4)]
    assert Sample.of_all(pages).learned().recurring("a.example", "0", prints("Home"))
    assert not Sample.of_all(pages[:3]).learned().recurring("a.example", "0", prints("Home"))


def test_a_long_passage_must_stand_on_half_of_the_pages() -> None:
    long = (
        "The council had decided to close the old bridge in the spring of that year, after two engineers had warned. "
        * 3
    )
    pages = [("a.example", str(n), prints("Home", long) if n < 4 else prints(f"Story {n}.")) for n in range(12)]
    assert Sample.of_all(pages).learned().recurring("a.example", "new", prints("Home", long)) == prints("Home")
    assert Sample.of_all(pages[:7]).learned().recurring("a.example", "new", prints(long)) == prints(long)


def test_a_passage_of_many_sites_recurs() -> None:
    line = prints("Your email address will not be published.")
    sample = Sample.of_all((f"{number}.example", "1", line) for number in range(8))
    assert sample.learned().recurring("new.example", "1", line) == line


def test_memory_is_bounded() -> None:
    home = prints("Home")
    sample = Sample.of_all(("a.example", str(number), home) for number in range(5 * PAGES))
    assert len(sample.sites["a.example"]) == PAGES
    assert len(prints(*(f"Line {chr(97 + n % 26) * (n // 26 + 1)}" for n in range(300)))) == PASSAGES


def test_lines_that_differ_in_figures_and_names_are_alike() -> None:
    assert fingerprint("Read 12 comments") == fingerprint("read 7 comments")
    first, second = (fingerprint(f"Follow {name} on our site for more of this") for name in ("Ann Lee", "Bo Ray Smith"))
    assert first[0] != second[0]
    assert first[1] == second[1]
    assert fingerprint("") == fingerprint(" … ") == ()


def test_a_page_that_was_saved_several_times_stays() -> None:
    lines = [Kept("The bridge fell in the night, and nobody was hurt.", 10), Kept("A storm rose.", 3)]
    assert drop(lines, fingerprints(lines)) == []


def test_ingredients_stay_among_others_and_headings_always() -> None:
    text = Kept("Stir it slowly with a wooden spoon until it is thick enough to stand by itself on a cold plate.", 20)
    kept = [text, Kept("1 tsp salt", 3), Kept("3 green quinces", 3), text, Kept("Advertisement", 1), text]
    recurring = prints("2 tsp salt", "Advertisement", "Method")
    assert drop(kept, recurring) == [4]
    assert drop([text, Kept("Method", 1, fixed=True), text], recurring) == []


STORIES = tuple(
    (
        (
            f"The {thing} of {place} was older than anybody could say, and those who lived there hardly ever spoke of it. "
            "When it was gone, they found that they had told the time by it, and for weeks everybody came late to supper."
        ),
        f"It took years until a new {thing} stood in {place}, and by then most of them owned a watch or a telephone.",
    )
    for thing, place in zip(
        ("mill", "lamp", "ferry", "choir", "orchard", "bell"),
        ("sandholm", "greyford", "maren", "oldmoor", "lindby", "ostra"),
        strict=True,
    )
)
SLOGAN = "Every Friday the Weekly tells you what the sea has brought to the island since the week of {} May."


def text_page(number: int) -> RawPage:
    opening, ending = STORIES[number]
    text = f"A story from {number} villages\n\n{opening}\n\n{SLOGAN.format(number + 3)}\n\n{ending}"
    return RawPage(Origin(f"{number}.txt", "text", str(number)), Media.TEXT, text, f"https://text.example/{number}")


def html_page(number: int) -> RawPage:
    opening, ending = STORIES[number]
    story = f"<p>{opening}</p><h2>Background</h2><p>{SLOGAN.format(number + 3)}</p><p>{ending}</p>"
    markup = f"<html><body><article><h1>A story {number}</h1>{story}</article></body></html>"
    return RawPage(Origin(f"{number}.html", "html", str(number)), Media.HTML, markup, f"https://html.example/{number}")


def sample(first: list[tuple[RawPage, Cleaned]]) -> Sample:
    return Sample.of_all((one.site, page.origin.name, one.passages) for page, one in first)


@pytest.mark.parametrize("make", [text_page, html_page])
def test_what_all_pages_of_a_site_say_goes(make: type) -> None:
    pages = [make(number) for number in range(len(STORIES))]
    first = [(page, clean(page)) for page in pages]
    learned = sample(first).learned()
    for number, (page, before) in enumerate(first):
        assert before.article is not None
        assert "sea has brought" in before.article.text
        again = clean(page, recurring=learned.recurring(before.site, page.origin.name, before.passages))
        assert again.article is not None
        assert "sea has brought" not in again.article.text
        assert all(part in again.article.text for part in STORIES[number])
        assert (again.site, again.passages) == (before.site, before.passages)
        assert [verdict.reason for verdict in again.article.removed if "sea has brought" in verdict.text] == [REASON]


@given(st.permutations(range(len(STORIES))))
def test_what_is_learned_of_a_site_does_not_depend_on_order(order: list[int]) -> None:
    assert sample([CLEANED[number] for number in order]) == sample(CLEANED)


CLEANED = [(page, clean(page)) for page in map(text_page, range(len(STORIES)))]


def test_pages_of_no_known_site_have_their_folder_in_common() -> None:
    page = RawPage(Origin("scrapes/2017/1.txt", "text", "1"), Media.TEXT, "\n\n".join(STORIES[0]))
    assert clean(page).site == "scrapes/2017/"
