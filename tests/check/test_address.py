"""Where an address leads: what the standard library says of whole addresses, in the site's own terms."""

from __future__ import annotations

from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readery.check.address import Inside, Outside, resolve

NAMES = st.sampled_from(["a", "b.html", "c d", "é", "..", ".", "", "index.html"])
PATHS = st.lists(NAMES, min_size=1, max_size=5).map("/".join)
PAGES = st.sampled_from(["index.html", "a/index.html", "a/b/c.html"])


@given(PATHS, PAGES)
def test_a_relative_address_leads_where_a_host_under_a_sub_path_says(url: str, page: str) -> None:
    url = url.lstrip("/")
    target = resolve(url.replace(" ", "%20").replace("é", "%C3%A9"), page, "https://h.example/deep/site/")
    # A host drops empty steps between slashes; the standard library keeps them.
    steps = [step for step in url.split("/")[:-1] if step] + url.split("/")[-1:]
    whole = unquote(
        urlsplit(urljoin(f"https://h.example/deep/site/{page}", "/".join(steps) or page.split("/")[-1])).path
    )
    assert isinstance(target, Inside)
    if target.leads_out:
        assert not _stays(url, page)
    else:
        assert f"/deep/site/{target.path}" == whole


def _stays(url: str, page: str) -> bool:
    depth = page.count("/")
    for step in url.split("/"):
        depth += -1 if step == ".." else step not in ("", ".")
        if depth < 0:
            return False
    return True


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("#x", Inside("a/p.html", "x")),
        ("", Inside("a/p.html")),
        ("../", Inside("")),
        ("..", Inside("")),
        ("?q=1", Inside("a/p.html")),
        ("q.html?x#%C3%A9", Inside("a/q.html", "%C3%A9")),
        (" b\\c.html ", Inside("a/b/c.html")),
        ("https://s.example/r/a/", Inside("a/")),
        ("/r/", Inside("", rooted=True)),
        ("/other", Inside("/other", rooted=True, leads_out=True)),
        ("//CDN.example/x", Outside("//CDN.example/x", "cdn.example")),
        ("https://u@h.example:8080/x", Outside("https://u@h.example:8080/x", "h.example")),
        ("mailto:a@b", None),
        ("data:text/plain,x", None),
        ("https://", None),
    ],
)
def test_addresses(url: str, expected: Inside | Outside | None) -> None:
    assert resolve(url, "a/p.html", "https://s.example/r/") == expected


def test_a_base_element_moves_what_is_relative() -> None:
    assert resolve("x.png", "a/p.html", "", "../media/") == Inside("media/x.png")
    assert resolve("x.png", "a/p.html", "", "https://cdn.example/") == Outside(
        "https://cdn.example/x.png", "cdn.example"
    )
