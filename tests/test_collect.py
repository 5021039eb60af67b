"""Order and addresses of a collection."""

import hashlib
import random as randomness
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from readery.collect import collect
from readery.model import Head, Origin


def head(name: str, slug: str, published: str | None = None, title: str = "T") -> Head:
    return Head(
        id=hashlib.sha256(name.encode()).hexdigest()[:12],
        origin=Origin(name, "text", ""),
        title=title,
        slug=slug,
        published=published,
    )


def test_newest_first_and_undated_last_by_title() -> None:
    collection, _ = collect(
        [
            head("a", "a", None, "Zebra"),
            head("b", "b", "2016-12-13"),
            head("c", "c", "2020-01-01T10:00:00+02:00"),
            head("d", "d", None, "Apple"),
        ]
    )
    assert [entry.head.slug for entry in collection] == ["c", "b", "d", "a"]


def test_the_oldest_keeps_the_address_and_the_other_is_told() -> None:
    collection, found = collect([head("new", "same", "2020-01-01"), head("old", "same", "2010-01-01")])
    paths = {entry.head.origin.path: entry.path for entry in collection}
    assert paths["old"] == "articles/same/index.html"
    assert paths["new"].startswith("articles/same-")
    assert [finding.where for finding in found] == ["new"]


def test_very_many_articles_stand_in_several_folders() -> None:
    heads = [head("a", "night-train"), head("b", "night-train"), head("c", "x")]
    few, _ = collect(heads, most=3)
    many, _ = collect(heads, most=2)
    assert {entry.path.count("/") for entry in few} == {2}
    assert {entry.path for entry in many} == {
        f"articles/{slug[:2]}/{slug}/index.html" for slug in (entry.path.split("/")[1] for entry in few)
    }


@given(
    st.lists(st.tuples(st.integers(0, 10**6), st.sampled_from(["a", "a-1", "b"])), unique_by=lambda pair: pair[0]),
    st.randoms(),
)
def test_no_two_articles_share_an_address_whatever_their_order(
    pairs: list[tuple[int, str]], random: randomness.Random
) -> None:
    heads = [
        Head(id=f"{number:012x}", origin=Origin(f"{number}", "text", ""), title="T", slug=slug)
        for number, slug in pairs
    ]
    collection, _ = collect(heads)
    assert len({entry.path for entry in collection}) == len(heads)
    random.shuffle(heads)
    assert collect(heads)[0] == collection


def test_a_page_that_names_no_publisher_is_named_as_others_of_its_address() -> None:
    named = replace(head("a", "a"), url="https://www.light.example/a", site="The Light")
    by_host = replace(head("b", "b"), url="https://light.example/b", site="light.example")
    unnamed = replace(head("c", "c"), url="https://light.example/c")
    elsewhere = replace(head("d", "d"), url="https://other.example/d")
    collection, _ = collect([named, by_host, unnamed, elsewhere])
    sites = {entry.head.slug: entry.head.site for entry in collection}
    assert sites == {"a": "The Light", "b": "The Light", "c": "The Light", "d": None}
