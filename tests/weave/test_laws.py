"""What holds for every collection."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readery import registry, weave
from readery.model import Article, Tags, Vocabulary
from readery.weave import Traits, gather
from readery.weave._columns import Lexicon, decode, encode, joined, read
from readery.weave._counts import count, tallies
from readery.weave._fold import fold
from readery.weave._loom import Fact

from .collection import article, woven

WORDS = (
    "bees hive swarm Corrowmouth Nell Hathersby the of a night train US United States Aleppo rose . , \n\n said".split(
        " "
    )
)
texts = st.lists(st.sampled_from(WORDS), min_size=5, max_size=60).map(" ".join)
collections = st.lists(texts, min_size=1, max_size=6).map(
    lambda all_texts: [
        article(
            f"{n}",
            text,
            url=f"https://example.org/{n}",
            links=(f"https://example.org/{n + 1}",),
            publisher_tags=("Bees",) * (n % 2),
        )
        for n, text in enumerate(all_texts)
    ]
)


@settings(max_examples=40, deadline=None)
@given(collections, st.randoms())
def test_facts_do_not_depend_on_the_order_of_articles(articles: list[Article], source: object) -> None:
    shuffled = list(articles)
    source.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = woven(articles), woven(shuffled)
    assert one.of_articles.keys() == other.of_articles.keys()
    for kind, facts in one.of_articles.items():
        if kind.__name__ != "Links" and kind.__name__ != "Twins":  # these list ids in the collection's order
            assert dict(facts) == dict(other.of_articles[kind])
    names = [
        sorted((tag.name, tag.slug, tag.origin, sorted(tag.articles)) for tag in whole.tags)
        for facts in (one, other)
        if (whole := facts.whole(Vocabulary))
    ]
    assert names[0] == names[1]


@settings(max_examples=40, deadline=None)
@given(collections, st.integers(0, 6))
def test_columns_of_blocks_put_together_count_as_those_of_all(articles: list[Article], cut: int) -> None:
    traits = gather(articles)
    parts, whole = Lexicon(), Lexicon()
    blocks = [decode(encode(read(block, {}, parts))) for block in (traits[cut:], traits[:cut])]
    assert count(tallies(joined(blocks), parts), parts) == count(tallies(read(traits, {}, whole), whole), whole)


class Kept(dict[str, bytes]):
    """A memory."""

    def put(self, name: str, data: bytes) -> None:
        self[name] = data

    def keep(self) -> None:
        pass

    def drop(self) -> None:
        pytest.fail("a weaving that ends well drops nothing")


PARTS = ["bees", "hive", "swarm", "roof", "honey", "Nell Hathersby", "Corrowmouth", "train", "night", "US", "Aleppo"]
sentences = st.lists(st.sampled_from(PARTS), min_size=3, max_size=9).map(
    lambda words: f"The {' of the '.join(words)} was there."
)
pages = st.tuples(
    st.lists(sentences, min_size=3, max_size=8).map(" ".join),
    st.sampled_from(["en", "en", "en", "de"]),
    st.sampled_from([(), ("Bees",)]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.dictionaries(st.integers(0, 40), pages, max_size=12), min_size=1, max_size=4), st.integers(0, 3))
def test_what_the_last_weaving_left_changes_no_fact(
    rounds: list[dict[int, tuple[str, str, tuple[str, ...]]]], drop: int
) -> None:
    memory = Kept()
    there: dict[int, tuple[str, str, tuple[str, ...]]] = {}
    for changes in rounds:
        for number in [number for number in there if number % 4 == drop]:
            del there[number]
        there |= changes
        articles = [
            article(f"{n}", text, lang=lang, owner_tags=tags, site=f"Post {n % 3}", url=f"https://example.org/{n}")
            for n, (text, lang, tags) in there.items()
        ]
        keys = {each.head.id: repr(there[int(each.head.slug)]).encode() for each in articles}
        one, other = woven(articles, keys=keys, memory=memory), woven(articles)
        assert {kind: dict(facts) for kind, facts in one.of_articles.items()} == {
            kind: dict(facts) for kind, facts in other.of_articles.items()
        }
        assert one.of_collection == other.of_collection


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400), st.text(max_size=60), st.sampled_from([None, "en", "de", "ja", "ar", "xx", "zh-Hant"]))
def test_any_text_has_traits_that_can_be_stored(text: str, title: str, lang: str | None) -> None:
    (traits,) = gather([article("a", text, title=title, lang=lang)])
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(traits), type=Traits) == traits
    woven([article("a", text, title=title, lang=lang), article("b", text * 2, title=title, lang=lang)])


langs = st.sampled_from([None, "en", "de", "fr", "ja", "ar", "xx"])
any_texts = st.one_of(st.text(max_size=200), texts, sentences)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(any_texts, any_texts, any_texts, langs), min_size=1, max_size=8))
def test_an_article_has_the_same_traits_whatever_others_are_looked_at_with_it(
    each: list[tuple[str, str, str, str | None]],
) -> None:
    articles = [
        article(f"{n}", text, title=title, dek=dek, lang=lang) for n, (text, title, dek, lang) in enumerate(each)
    ]
    assert gather(articles) == [gather([one])[0] for one in articles]


@settings(max_examples=40, deadline=None)
@given(collections)
def test_every_tag_page_leads_to_two_articles_that_bear_it(articles: list[Article]) -> None:
    facts = woven(articles)
    whole = facts.whole(Vocabulary)
    assert whole is not None
    for tag in whole.tags:
        assert len(tag.articles) > 1
        for article_id in tag.articles:
            tags = facts.of(Tags, article_id)
            assert tags is not None
            assert tag.slug in {use.slug for use in tags.uses}


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(name: str) -> None:
    assert fold(fold(name)) == fold(name)


def test_every_fact_comes_after_those_it_needs() -> None:
    known = {fact.name: fact for fact in registry.members(weave, "FACT", Fact)}
    order = weave._in_order(known)
    assert set(order) == set(known)
    for name in order:
        assert all(order.index(need) < order.index(name) for need in known[name].needs)


def test_a_collection_of_nothing_has_facts() -> None:
    assert woven([]).whole(Vocabulary) == Vocabulary(())
    assert woven([article("a"), article("b", lang=None)]).whole(Vocabulary) == Vocabulary(())
