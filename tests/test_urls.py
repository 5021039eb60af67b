from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readery import urls

_PIECES = (
    "http:// https:// // / \\ ? # & = % %41 %2F %zz . .. ../ ./ : :80 :443 @ www. m. amp. /amp .amp index.html /index.php "
    "example.org EXAMPLE.com bücher.de 例え.jp co.uk utm_source=x fbclid=1 amp=1 a=1 b=2 #! #:~:text=x xtor=1 l.facebook.com/l.php?u= "
    "ß ı \x00 \t \ud800 [::1] [ ] é ﬁ ＃ ％ 。 javascript: data: mailto: tel: a b"
)
ANY_ADDRESS = st.one_of(
    st.text(),
    st.lists(st.sampled_from(_PIECES.split(" ")), max_size=12).map("".join),
    st.from_regex(r"https?://[^\s]{1,60}"),
)


@pytest.mark.parametrize(
    ("given_url", "expected"),
    [
        ("https://example.org/a/b.html", "https://example.org/a/b.html"),
        (" HTTP://Example.ORG:80 ", "http://example.org/"),
        ("https://example.org:443/a", "https://example.org/a"),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
        ("https://user:secret@example.org/a", "https://example.org/a"),
        ("https://bücher.example/straße?q=ä", "https://xn--bcher-kva.example/stra%C3%9Fe?q=%C3%A4"),
        ("https://例え.jp/", "https://xn--r8jz45g.jp/"),
        ("https://example.org/%7euser/%e4%BD%a0 x", "https://example.org/~user/%E4%BD%A0%20x"),
        ("https://example.org/100%/a", "https://example.org/100%25/a"),
        ("https://example.org/a/./b/../c", "https://example.org/a/c"),
        ("https:\\\\example.org\\a", "https://example.org/a"),
        ("https://example.org/a?utm_source=x&id=7&fbclid=y", "https://example.org/a?id=7"),
        ("https://example.org/a?b=2&a=1", "https://example.org/a?b=2&a=1"),
        ("https://example.org/a?utm_medium=rss", "https://example.org/a"),
        ("https://example.org/a?ref=main&source=2&id=3", "https://example.org/a?ref=main&source=2&id=3"),
        ("https://example.org/a#section-2", "https://example.org/a#section-2"),
        ("https://example.org/a#:~:text=words", "https://example.org/a"),
        ("https://example.org/a#notes:~:text=words", "https://example.org/a#notes"),
        ("https://example.org/a#xtor=RSS-1", "https://example.org/a"),
        (
            "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fa%3Fid%3D1%26utm_source%3Dfb&h=AT0",
            "https://example.org/a?id=1",
        ),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("not an address", "not an address"),
    ],
)
def test_the_address_to_follow(given_url: str, expected: str) -> None:
    assert urls.clean(given_url) == expected


def test_a_pages_address_has_no_fragment_unless_it_is_a_route() -> None:
    assert urls.page("https://example.org/a?utm_source=x#comments") == "https://example.org/a"
    assert urls.page("https://example.org/#!/2016/aleppo") == "https://example.org/#!/2016/aleppo"


@pytest.mark.parametrize(
    "variant",
    [
        "https://example.org/news/aleppo",
        "http://www.example.org/news/aleppo/",
        "https://m.example.org/news/aleppo/index.html",
        "https://amp.example.org/news/aleppo.amp#top",
        "https://www.example.org/news/aleppo/amp/?utm_source=x",
        "https://example.org/news/aleppo?amp=1",
    ],
)
def test_variants_of_one_page_share_a_key(variant: str) -> None:
    assert urls.key(variant) == urls.key("https://example.org/news/aleppo")


def test_keys_keep_what_tells_pages_apart() -> None:
    assert urls.key("https://example.org/?p=1&q=2") == urls.key("https://example.org/?q=2&p=1")
    assert urls.key("https://example.org/?p=1") != urls.key("https://example.org/?p=2")
    assert urls.key("https://en.m.wikipedia.org/wiki/A") == urls.key("https://en.wikipedia.org/wiki/A")
    assert urls.key("https://de.wikipedia.org/wiki/A") != urls.key("https://en.wikipedia.org/wiki/A")
    assert urls.key("https://www.bbc.co.uk/a") == urls.key("https://bbc.co.uk/a")
    assert urls.key("https://m.me/a") == "https://m.me/a"


@pytest.mark.parametrize(
    ("base", "ref", "expected"),
    [
        ("https://example.org/a/b.html", "c.html", "https://example.org/a/c.html"),
        ("https://example.org/a/b.html", "../c.html?utm_source=x", "https://example.org/c.html"),
        ("https://example.org/a/b.html", "//other.example/c", "https://other.example/c"),
        ("https://example.org/a/b.html?p=1", "#note-1", "https://example.org/a/b.html?p=1#note-1"),
        ("https://example.org/a/b.html", "?p=2", "https://example.org/a/b.html?p=2"),
        (None, "https://example.org/c", "https://example.org/c"),
        (None, "c.html", None),
        ("garbage", "c.html", None),
        ("https://example.org/", "javascript:alert(1)", None),
        ("https://example.org/", " JaVa\tscript:alert(1)", None),
        ("https://example.org/", "data:text/html,x", None),
        ("https://example.org/", "file:///etc/passwd", None),
        ("https://example.org/", "http://[::1", None),
        ("https://example.org/", "https://exa mple.org/", None),
        ("https://example.org/", "mailto:a@example.org", "mailto:a@example.org"),
        ("https://example.org/", "", None),
    ],
)
def test_what_a_reference_means(base: str | None, ref: str, expected: str | None) -> None:
    assert urls.resolve(base, ref) == expected


def test_the_host_is_told_without_its_port() -> None:
    assert urls.host("https://www.Example.org:8080/a") == "www.example.org"
    assert urls.host("mailto:a@example.org") is None
    assert urls.host("http://") is None


@given(ANY_ADDRESS)
def test_cleaning_twice_changes_nothing_more(url: str) -> None:
    for form in (urls.clean, urls.page, urls.key):
        once = form(url)
        assert form(once) == once


@given(ANY_ADDRESS, ANY_ADDRESS)
def test_what_is_resolved_is_safe_to_follow(base: str, ref: str) -> None:
    resolved = urls.resolve(base, ref)
    if resolved is not None:
        assert resolved.lower().startswith(("http://", "https://", "mailto:", "tel:"))
        if resolved.startswith("http"):
            assert resolved.isascii()
            assert urls.host(resolved)
            assert urls.clean(resolved) == resolved
