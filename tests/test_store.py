"""The store: what came out is kept by what went in, and nothing is lost with it."""

import importlib.metadata
from pathlib import Path

import pytest

import readery
from readery import store
from readery.findings import NO_TITLE, Finding
from readery.model import Article, Head, Origin, SafeHtml
from readery.settings import Overrules
from readery.store import DamagedError, Kept, _keys


def kept(name: str, key: bytes = b"k") -> Kept:
    head = Head(id=f"id-{name}", origin=Origin(name, "text", "0"), title=name, slug=name)
    article = Article(head, SafeHtml("<p>x</p>"), "x")
    found = (Finding(NO_TITLE, name, "problem", "remedy"),)
    encoded = store.encode(head), store.encode(article), store.encode({"a": 1})
    return Kept(name, key, store.encode(found), head.id, *encoded)


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    with store.opened(tmp_path / "state/store", "here") as known:
        known.keep([kept("b"), kept("a")])
    with store.opened(tmp_path / "state/store", "here") as known:
        assert {name: page.key for name, page in known.known().items()} == {"a": b"k", "b": b"k"}
        assert [head.title for head in known.heads()] == ["a", "b"]
        assert [article.html for article in known.articles(["id-b"])] == [SafeHtml("<p>x</p>")]
        assert [finding.where for finding in known.findings()] == ["a", "b"]
        assert list(known.traits(dict)(["id-a"])) == [{"a": 1}]


def test_two_collections_do_not_meet(tmp_path: Path) -> None:
    with store.opened(tmp_path / "store", "here") as known:
        known.keep([kept("a")])
    with store.opened(tmp_path / "store", "there") as known:
        assert known.known() == {}


def test_pages_that_are_gone_are_forgotten(tmp_path: Path) -> None:
    with store.opened(tmp_path / "store", "here") as known:
        known.keep([kept("a"), kept("b")])
        known.forget(["a"])
        assert list(known.known()) == ["b"]
        with pytest.raises(KeyError):
            list(known.articles(["id-a"]))


def test_a_borrowed_store_knows_what_the_lender_knows_and_leaves_it_as_it_is(tmp_path: Path) -> None:
    with store.opened(tmp_path / "store", "here") as known:
        known.keep([kept("a")])
    with store.borrowed(tmp_path / "store", "here") as known:
        known.keep([kept("b")])
        assert known.known().keys() == {"a", "b"}
    with store.opened(tmp_path / "store", "here") as known:
        assert known.known().keys() == {"a"}


def test_damage_is_told_by_name(tmp_path: Path) -> None:
    (tmp_path / "store").write_bytes(b"no database at all, though long enough to be one" * 50)
    with pytest.raises(DamagedError, match="store"), store.opened(tmp_path / "store", "here") as known:
        known.keys()


def test_a_full_disk_is_no_damage(tmp_path: Path) -> None:
    def fill() -> None:
        with store.opened(tmp_path / "store", "here") as known:
            known._db.execute("PRAGMA max_page_count = 1")
            known.keep([kept(f"{number}") for number in range(1000)])

    with pytest.raises(store.StoreError, match="make room"):
        fill()


def test_damage_inside_a_value_is_noticed(tmp_path: Path) -> None:
    with store.opened(tmp_path / "store", "here") as known:
        known.keep([Kept("a", b"k", b"\xc1broken", "id-a", b"\xc1broken", b"", b"")])
    with pytest.raises(DamagedError), store.opened(tmp_path / "store", "here") as known:
        list(known.heads())


def test_a_key_tells_page_name_overrules_and_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = store.program_hash({})
    assert plain == store.program_hash({})
    assert plain != store.program_hash({"post.example": Overrules(drop=("x",))})
    assert len({store.key_of("0", "a", plain), store.key_of("1", "a", plain), store.key_of("0", "b", plain)}) == 3
    (tmp_path / "readery/clean").mkdir(parents=True)
    (tmp_path / "readery/clean/step.py").write_text("other")
    monkeypatch.setattr(readery, "__file__", str(tmp_path / "readery/__init__.py"))
    assert plain != store.program_hash({})


@pytest.mark.parametrize("library", [*_keys._LIBRARIES, *_keys._PAGE_LIBRARIES])
def test_versions_of_libraries_are_those_that_are_installed(library: str) -> None:
    # It stands in their folders' names, so that no build reads more.
    assert _keys._versions()[library] == _keys._version(library) == importlib.metadata.version(library)
