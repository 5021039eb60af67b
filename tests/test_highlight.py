"""Code in pieces: its text never changes, and only the language that the page names decides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readery import highlight, markup


def test_pieces_bear_their_kind() -> None:
    code = "# count\ndef nights(book):\n    return 'fog' * 3\n"
    found = highlight.pieces(code, "python")
    assert found is not None
    assert [(kind, text.strip()) for kind, text in found if kind] == [
        ("c", "# count"),
        ("k", "def"),
        ("f", "nights"),
        ("k", "return"),
        ("s", "'fog'"),
        ("n", "3"),
    ]


@pytest.mark.parametrize("language", ["python", "bash", "html", "css", "json", "c++", "Rust", "diff", "sql"])
@given(code=st.text(max_size=200))
def test_code_is_the_same_text_in_pieces(language: str, code: str) -> None:
    found = highlight.pieces(code, language)
    assert found is None or "".join(text for _, text in found) == code


@pytest.mark.parametrize(
    ("code", "language"),
    [("x = 1", "no-such-language"), ("x = 1", ""), ("a\r\nb", "python"), ("x = 1\n" * 5000, "python")],
)
def test_what_cannot_be_cut_safely_stays_plain(code: str, language: str) -> None:
    assert highlight.pieces(code, language) is None


def test_code_of_a_page_is_coloured_by_classes_alone_and_stays_safe() -> None:
    code = markup.sanitise(
        '<pre><code class="language-html">&lt;b title="&amp;amp;"&gt;&lt;script&gt;1&lt;/script&gt;</code></pre>'
        "<pre><code>&lt;b&gt;</code></pre><p><code>x</code></p>"
    )
    coloured = markup.colour(code, highlight.pieces)
    assert "<script" not in coloured.markup
    assert "style=" not in coloured.markup
    assert '<span class="k">' in coloured.markup
    assert markup.text(coloured) == markup.text(code)
    assert coloured.markup.endswith("<pre><code>&lt;b&gt;</code></pre><p><code>x</code></p>")
