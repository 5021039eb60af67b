"""The files of the search index: what is in them, that they are the same each time, and that few change."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from readery import search
from readery.search import Words, _codes, _shelves
from readery.search._documents import stemmed
from readery.search._numbers import numbers
from readery.search._terms import counted, fold, key, tokens
from tests.search import shelf


def numbers_in(text: str) -> list[int]:
    found, value, shift = [], 0, 0
    for digit in map(_codes.DIGITS.index, text):
        value |= (digit & 31) << shift
        shift += 5
        if digit < 32:
            found.append(value)
            value = shift = 0
    return found


@given(st.sets(st.integers(0, 2**25)))
def test_numbers_can_be_read_again(articles: set[int]) -> None:
    steps = numbers_in(_codes.articles(sorted(articles)))
    assert [sum(steps[: at + 1]) - 1 for at in range(len(steps))] == sorted(articles)


@given(st.lists(st.dictionaries(st.integers(0, 2**26 - 1), st.integers(0, 63)), max_size=5))
def test_postings_can_be_read_again(words: list[dict[int, int]]) -> None:
    values = [article << 6 | weights[article] for weights in words for article in sorted(weights)]
    texts = _codes.postings(np.array(values, np.uint32), np.array(list(map(len, words)), np.int64))
    assert [postings_in(text) for text in texts] == words


@given(
    st.lists(st.tuples(st.text(max_size=80), st.sampled_from([None, "en", "fr", "ja", "tr"])), min_size=1, max_size=6)
)
def test_terms_are_counted_together_as_each_by_itself(texts: list[tuple[str, str | None]]) -> None:
    found = search.gather([shelf.article(f"{n}", text, lang=lang) for n, (text, lang) in enumerate(texts)])
    for each, (text, lang) in zip(found, texts, strict=True):
        alone = counted(text, stemmed(lang))
        assert each.terms == " ".join(alone)
        assert [*each.times] == [*alone.values()]
        assert each.length == sum(alone.values())


def postings_in(text: str) -> dict[int, int]:
    found, last = {}, -1
    while text:
        end = next(at for at, digit in enumerate(text) if _codes.DIGITS.index(digit) < 32)
        last += numbers_in(text[: end + 1])[0]
        found[last] = _codes.DIGITS.index(text[end + 1])
        text = text[end + 2 :]
    return found


def words(index: dict[str, bytes]) -> dict[str, str]:
    """Word → its postings, from all files; each must stand in the file where it is looked for."""
    manifest: Any = shelf.value(index["search/index.js"])
    prefixes = set(manifest["files"].split(" "))
    found = {}
    for prefix in prefixes:
        name = f"search/words/{_shelves._file_name(prefix)}.js"
        content = shelf.value(index[name])
        assert isinstance(content, str)
        for line in content.strip("\n").split("\n"):
            rest, _, postings = line.partition(" ")
            word = prefix + rest
            assert max((p for p in prefixes if word.startswith(p)), key=len) == prefix
            found[word] = postings
    return found


def test_each_word_stands_in_the_file_where_it_is_looked_for() -> None:
    source = random.Random(3)
    made = tuple(
        shelf.article(
            f"Tale {n}",
            " ".join("".join(source.choices("abcde", k=source.randint(1, 9))) for _ in range(400)),
            lang="en",
        )
        for n in range(60)
    )
    index = shelf.index(made)
    found = words(index)
    wanted = {term for each in made for term in counted(each.text, "en")}
    assert wanted <= found.keys()
    files = [data for path, data in index.items() if path.startswith("search/words/")]
    assert len(files) > 3
    assert max(map(len, files)) < 2 * _shelves._LARGEST


def test_a_single_word_in_many_articles_still_has_a_file() -> None:
    made = tuple(shelf.article(f"Tale {n}", "everywhere else", lang="en") for n in range(5000))
    found = words(shelf.index(made))
    assert found["everywher"].startswith(".5000.")
    assert len(numbers_in(found["tale"].split(".")[2])) >= 5000


def test_the_same_articles_give_the_same_bytes_in_any_order() -> None:
    assert shelf.index(shelf.ARTICLES) == shelf.index(shelf.ARTICLES[::-1])


STORIES = [
    shelf.article(f"Tale {n}", f"Once {'upon a time ' * n} word{n % 7} {chr(97 + n)}", lang="en") for n in range(20)
]


@given(st.lists(st.tuples(st.sets(st.integers(0, 19)), st.sets(st.integers(0, 19))), min_size=1, max_size=4))
def test_words_that_are_brought_up_to_date_equal_fresh_ones(builds: list[tuple[set[int], set[int]]]) -> None:
    def made(there: set[int], changed: set[int], had: bytes) -> Words:
        texts = {STORIES[n].head.id: f"{STORIES[n].text} {'anew' if n in changed else ''}" for n in there}
        known = [replace(STORIES[n], text=texts[STORIES[n].head.id]) for n in sorted(there)]
        keys = {each.head.id: each.text.encode() for each in known}
        by_id = dict(zip([each.head.id for each in known], search.gather(known), strict=True))
        cards = search.cards(shelf.collection(known), shelf.facts(), keys, keys)
        return search.words(cards, keys, lambda ids: (by_id[each] for each in ids), had)

    had = b""
    for there, changed in builds:
        had = made(there, changed, had).packed()
        assert had == made(there, changed, b"").packed()


def test_the_index_of_nothing_can_be_read() -> None:
    index = shelf.index(())
    assert shelf.value(index["search/index.js"]) == {"articles": 0, "langs": [], "files": ""}
    assert "search/words/_.js" in index


def test_an_article_that_is_added_moves_hardly_any_other() -> None:
    ids = [f"{n:012x}" for n in range(1000)]
    before, after = numbers(ids), numbers([*ids, "new"])
    assert len(set(before.values())) == 1000
    assert sum(before[each] != after[each] for each in ids) < 10
    assert numbers(reversed(ids)) == before


def test_texts_are_cut_into_words_and_pairs() -> None:
    assert tokens("Don’t stop—the U.S. snake_case 10,5") == "don t stop the u s snake case 10 5".split()
    assert tokens("東京の夜 ok 港") == ["東京", "京の", "の夜", "ok", "港"]
    assert tokens("नमस्ते दुनिया") == ["नमस्ते", "दुनिया"]


def test_accents_are_left_out_and_both_spellings_are_found() -> None:
    assert fold("überfahrt") == "uberfahrt"
    assert fold("straße") == "strasse"
    assert fold("łódź") == "lodz"
    assert set(counted("élèves", "fr")) >= set(counted("eleves", "fr"))
    assert key("  Jane O’Brien ") == "jane-o-brien"


def test_only_the_stemmers_of_languages_that_occur_are_there() -> None:
    index = shelf.index()
    assert sorted(path for path in index if "stemmers/" in path) == [
        "search/stemmers/ar.js",
        "search/stemmers/de.js",
        "search/stemmers/en.js",
        "search/stemmers/fr.js",
        "search/stemmers/license.txt",
    ]
    manifest: Any = shelf.value(index["search/index.js"])
    assert manifest["langs"] == ["", "ar", "de", "en", "fr"]


def test_a_long_text_lies_in_several_files() -> None:
    index = shelf.index()
    parts = [len(data) for path, data in index.items() if path.startswith("search/articles/")]
    assert len(parts) > len(shelf.ARTICLES)
    assert max(parts) < 30_000


@pytest.mark.parametrize("data", [b"x", b"\xff" * 16, (9).to_bytes(8, "little") * 2, bytes(16) + b"\xc1"])
def test_words_that_were_kept_badly_are_noticed(data: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        search.words([], {}, lambda _: iter(()), data)
