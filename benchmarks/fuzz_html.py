"""Looks for pages that the HTML cleaner cannot take, guided by what code they reach (needs `atheris`, in a venv of its own).

    python -m venv fuzz && fuzz/bin/pip install atheris && fuzz/bin/pip install -r requirements/run.txt
    fuzz/bin/python -m benchmarks.fuzz_html --seconds 1200 [FOLDER]

FOLDER keeps the inputs that reached something new, so that the next run goes on from there. A page that is found stands
in the message; keep it as a case in tests/hostile/test_mad_pages.py.

A fault is: an exception, a page without article and without finding, an element that no article may hold, text
that the sanitiser would still change, more than `_SECONDS` of CPU.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["readery"], enable_loader_override=False):
    from readery import clean, markup
    from readery.model import Media, Origin, RawPage

_SECONDS = 20.0
"""CPU for one page; fuzzing makes everything many times slower."""
_MANY = 300
"""How often a piece stands that is repeated."""
_TAGS = """
    a abbr amp-img article aside b base blockquote body br button center code dd del details div dl dt em embed
    figcaption figure font footer form frameset h1 h2 h3 h6 head header hr html i iframe img input li link main math
    menu meta nav noscript object ol option p picture plaintext pre q ruby script section select small source span
    strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr tt ul video wbr xmp
""".split()
_ATTRIBUTES = (
    ' class="comment"', ' class="article-body"', ' class="caption"', ' class="byline date"', ' class="footnote"', ' id="n1"',
    ' href="#n1"', ' href="/"', ' href="https://e.example/tag/x"', ' src="a.png"', ' src="data:image/png;base64,iVBORw0KGgo="',
    ' data-src="b.png"', ' srcset="c.png 2x"', ' alt="A lamp"', ' itemprop="author"', ' itemprop="datePublished"',
    ' itemscope itemtype="https://schema.org/Article"', ' property="og:title" content="Lamps"', ' rel="author"', ' hidden',
    ' style="display:none"', ' colspan="99999999"', ' role="presentation"', ' lang="ar" dir="rtl"', ' type="application/ld+json"',
    ' datetime="2016-12-13T12:12:00Z"', ' name="author" content="By Ada Muster"', ' cite="javascript:x"', ' start="-1"',
)  # fmt: skip
_TEXTS = (
    "The keeper walks to the end of the pier every evening at nine and counts the lamps that she can still see. ",
    "By Ada Muster", "13 December 2016", "Share this", "Read more:", "Comments (3)", "Photo: EPA", "[1]", "1", "↩", " ", "\n",
    "&lt;", "&#0;", "&#xD800;", "&nbsp;", "\x00", "\u200f", "毎晩九時", "<", ">", '"', "<!--", "-->", "]]>",
    '{"@type": "Article", "headline": "Lamps", "author": [{"name": "Ada"}], "articleBody": "', '"}', '{"@graph": [', "1e999",
)  # fmt: skip
_PIECES = (
    *(f"<{tag}>" for tag in _TAGS),
    *(f"</{tag}>" for tag in _TAGS),
    *(f"<{tag}" for tag in _TAGS),
    *_ATTRIBUTES,
    *_TEXTS,
)
_FORBIDDEN = re.compile(
    r"<(?:script|style|iframe|object|embed|form|svg|link|meta|base)\b|\son\w+=|javascript:", re.IGNORECASE
)


def page(data: bytes) -> str:
    """The page that the fuzzer's bytes stand for: two a piece, so that a changed byte is a changed piece."""
    numbers = (int.from_bytes(data[at : at + 2], "little") for at in range(0, len(data), 2))
    pieces = []
    for number in numbers:
        piece = _PIECES[number % len(_PIECES)]
        pieces.append(piece * _MANY if number >> 12 == 15 else piece)
    return "".join(pieces)


def check(data: bytes) -> None:
    """Raises where the page of `data` is a fault."""
    text = page(data)
    begin = time.process_time()
    cleaned = clean.clean(RawPage(Origin("fuzz.html", "html", "0" * 64), Media.HTML, text, "https://e.example/a/b"))
    spent = time.process_time() - begin
    if spent > _SECONDS:
        raise AssertionError(f"{spent:.1f} s of CPU: {text!r}")
    if cleaned.article is None:
        if not cleaned.findings:
            raise AssertionError(f"neither article nor finding: {text!r}")
        return
    found = cleaned.article.html.markup
    unsafe = _FORBIDDEN.search(re.sub(r">[^<]*<", "><", found))
    if unsafe:
        raise AssertionError(f"{unsafe[0]} in the article: {text!r}")
    if markup.sanitise(found).markup != found:
        raise AssertionError(f"the sanitiser would change the article once more: {text!r}")


def main() -> None:
    """Runs until the time is over or a fault is found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=1200, help="how long to look (default: 1200)")
    parser.add_argument("folder", type=Path, nargs="?", help="where inputs that reached something new are kept")
    arguments = parser.parse_args()
    flags = [
        f"-max_total_time={arguments.seconds}",
        "-max_len=400",
        "-len_control=0",
        "-timeout=300",
        "-rss_limit_mb=3000",
    ]
    if arguments.folder:
        arguments.folder.mkdir(parents=True, exist_ok=True)
        flags.append(str(arguments.folder))
    atheris.Setup([sys.argv[0], *flags], check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
