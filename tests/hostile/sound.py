"""What is unsafe in an article, and what no template or feed can show without harm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from readery.clean import Cleaned
from readery.model import Article

FORBIDDEN = frozenset(
    """
    script style link meta base iframe frame frameset object embed applet form input button select textarea option svg
    template noscript video audio source picture title xmp plaintext noembed marquee body html head portal dialog slot
    maction annotation-xml mglyph foreignobject animate use
    """.split()
)
SAFE_SCHEMES = ("http", "https", "mailto", "tel")


def harms(markup_text: str) -> Iterator[str]:
    """What is unsafe in an article's HTML, as two parsers see it."""
    for parser in ("html.parser", "lxml"):
        inside = BeautifulSoup(f"<main>{markup_text}</main>", parser).main
        assert inside is not None
        for element in inside.find_all(True):
            assert isinstance(element, Tag)
            if element.name in FORBIDDEN:
                yield f"<{element.name}>"
            for name, value in element.attrs.items():
                said = " ".join(value) if isinstance(value, list) else str(value)
                if name.startswith("on") or name in (
                    "style",
                    "srcset",
                    "srcdoc",
                    "ping",
                    "target",
                    "name",
                    "formaction",
                    "action",
                ):
                    yield f"{name}={said}"
                if name == "src" and not re.fullmatch(r"picture:\d+", said):
                    yield f"src={said}"
                if name in ("href", "cite") and not (said.startswith("#") or urlsplit(said).scheme in SAFE_SCHEMES):
                    yield f"{name}={said}"
                if name == "id" and not said.startswith("a-"):
                    yield f"id={said}"
                if ":" in name:
                    yield name


def wrong_facts(article: Article) -> Iterator[str]:
    """Facts of an article that a template or a feed cannot show without harm."""
    head = article.head
    for name, address in {
        "url": head.url,
        **{f"picture {number}": picture.url for number, picture in enumerate(article.pictures)},
        **{f"link {number}": link for number, link in enumerate(article.links)},
    }.items():
        if address is not None and not address.startswith(("http://", "https://")):
            yield f"{name}: {address}"
    if head.dir not in ("ltr", "rtl"):
        yield f"dir: {head.dir}"
    if head.lang is not None and not re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", head.lang):
        yield f"lang: {head.lang}"
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", head.slug):
        yield f"slug: {head.slug}"
    for name, when in {"published": head.published, "updated": head.updated, "saved": head.saved}.items():
        if when is not None and not re.match(r"\d{4}-\d\d-\d\d(?:$|T\d\d:\d\d)", when):
            yield f"{name}: {when}"
    for name, said in texts(article):
        if re.search("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]", said):
            yield f"{name} holds a character that no feed may hold: {said!r}"


def texts(article: Article) -> Iterator[tuple[str, str]]:
    """Every text of an article that a template shows, by name."""
    head = article.head
    for name in ("title", "dek", "site", "section", "summary", "notes"):
        yield name, getattr(head, name) or ""
    for name, many in {"authors": head.authors, "tags": (*head.owner_tags, *head.publisher_tags)}.items():
        yield from ((name, each) for each in many)
    for caption in article.captions:
        yield "caption", caption.text
        yield "credit", caption.credit or ""
    yield from (("alt", picture.alt or "") for picture in article.pictures)
    yield from (("removed", verdict.text) for verdict in article.trail)
    yield "text", article.text
    yield "html", article.html.markup


def sound(cleaned: Cleaned) -> None:
    """A page became an article in which nothing is unsafe, or a finding that says why not."""
    if cleaned.article is None:
        assert cleaned.findings
        return
    assert list(harms(cleaned.article.html.markup)) == []
    assert list(wrong_facts(cleaned.article)) == []
