"""Pages that mean harm, and pages that are merely mad: nothing breaks, nothing unsafe gets into an article or the site."""

from __future__ import annotations

import gzip
import html
import io
import json
import os
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from playwright.sync_api import Browser, Page

from readery import findings, intake, markup
from readery.characters import tidy
from readery.clean import Cleaned, clean
from readery.cli import main
from readery.model import Article, Media, Origin, Owner, RawPage
from readery.settings import Overrules

CALL = "window.harm=1"
"""What runs if a vector works."""

# Each is written for this test; together they are the ways in that sanitisers, parsers and templates are known to leave.
VECTORS = (
    # Scripts and what runs them.
    f"<script>{CALL}</script>",
    f"<ScRiPt\x0csrc=//evil.example/x.js></sCrIpT\n><script >{CALL}</script >",
    f"<<script>script>{CALL}<</script>/script>",
    f"<script><!--<script>{CALL}//--></script>",
    f"<img src=x onerror={CALL}>",
    f"<img src=x\nonerror\n=\n'{CALL}' alt=a>",
    f"<img/src=x/onerror={CALL}>",
    "<IMG SRC=x ONERROR=&#119;indow.harm=1>",
    f"<p onclick={CALL} onmouseover={CALL} onfocus={CALL} tabindex=0 autofocus>a</p>",
    f"<details open ontoggle={CALL}><summary>a</summary>b</details>",
    f"<video autoplay><source onerror={CALL} src=x></video><audio src=x onerror={CALL}></audio>",
    f"<marquee onstart={CALL}>a</marquee><select autofocus onfocus={CALL}></select>",
    f"<body onload={CALL} onpageshow={CALL}>",
    # SVG and MathML, where other rules of parsing hold.
    f"<svg onload={CALL}><script>{CALL}</script><a xlink:href=javascript:{CALL}><text>a</text></a></svg>",
    f"<svg><animate onbegin={CALL} attributeName=x dur=1s><foreignObject><img src=x onerror={CALL}></foreignObject></svg>",
    f'<svg><use href="data:image/svg+xml,<svg id=x onload={CALL}/>#x"></use></svg>',
    f"<math><mi xlink:href=javascript:{CALL} href=javascript:{CALL}>x</mi></math>",
    f'<math><annotation-xml encoding="text/html"><style><img src=x onerror={CALL}></style></annotation-xml></math>',
    f'<math><semantics><mi>x</mi><annotation encoding="text/html"><img src=x onerror={CALL}></annotation></semantics></math>',
    f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror={CALL}&gt;">',
    f'<svg></p><style><a id="</style><img src=1 onerror={CALL}>">',
    f"<form><math><mtext></form><form><mglyph><style></math><img src onerror={CALL}>",
    f'<math><mtext><h1><a><h6></a></h6><mglyph><svg><mtext><style><a title="</style><img src onerror={CALL}>"></style></h1>',
    # Elements whose content some parsers read as text.
    f'<noscript><p title="</noscript><img src=x onerror={CALL}>"></p></noscript>',
    f"<textarea><img src=x onerror={CALL}></textarea><title><img src=x onerror={CALL}></title>",
    f"<xmp><img src=x onerror={CALL}></xmp><noembed><img src=x onerror={CALL}></noembed>",
    f"<template><img src=x onerror={CALL}></template><template shadowrootmode=open><script>{CALL}</script></template>",
    f"<!--><img src=x onerror={CALL}>--> <!--!> <img src=x onerror={CALL}> --!> <![CDATA[<img src=x onerror={CALL}>]]>",
    f"<? <img src=x onerror={CALL}> ?> </ <img src=x onerror={CALL}> >",
    # Addresses that run or lead astray.
    f'<a href="javascript:{CALL}">a</a>',
    f'<a href="JaVaScRiPt&colon;{CALL}">a</a><a href="java&#10;script:{CALL}">a</a><a href="java\tscript:{CALL}">a</a>',
    f'<a href=" &#1; javascript:{CALL}">a</a><a href="&#x6A;avascript&#0000058;{CALL}">a</a>',
    f'<a href="javascript://e.example/%0a{CALL}">a</a><a href="view-source:javascript:{CALL}">a</a>',
    f'<a href="vbscript:{CALL}">a</a><a href="data:text/html,<script>{CALL}</script>">a</a>',
    '<a href="blob:https://e.example/1">a</a><a href="filesystem:x">a</a><a href="file:///etc/passwd">a</a>',
    f'<a href="https://e.example/&quot; onmouseover=&quot;{CALL}">a</a>',
    f"<a href='https://e.example/\" onmouseover=\"{CALL}'>a</a>",
    f'<blockquote cite="javascript:{CALL}">a</blockquote><q cite="data:text/html,x">a</q><del cite="javascript:x">a</del>',
    f'<base href="javascript:{CALL}//"><base target="_top"><a href="x">a</a>',
    # Frames, forms, styles, what loads from elsewhere.
    f'<iframe src="javascript:{CALL}"></iframe><iframe srcdoc="<script>parent.{CALL}</script>"></iframe>',
    '<iframe src="https://evil.example/"></iframe><frameset><frame src="https://evil.example/"></frameset>',
    f'<object data="data:text/html,<script>{CALL}</script>"></object><embed src="javascript:{CALL}"><applet code=x></applet>',
    f'<form action="javascript:{CALL}"><input name=a><button formaction="javascript:{CALL}">a</button></form>',
    f'<meta http-equiv="refresh" content="0;url=javascript:{CALL}"><meta http-equiv="Set-Cookie" content="a=b">',
    "<link rel=stylesheet href=https://evil.example/x.css><link rel=import href=https://evil.example/x>",
    '<style>@import "https://evil.example/x.css"; body{background:url(https://evil.example/x.png)}</style>',
    f'<p style="background:url(https://evil.example/x.png);behavior:url(x);width:expression({CALL})">a</p>',
    '<img src="https://evil.example/x.png" srcset="https://evil.example/y.png 2x" alt=a>',
    '<picture><source srcset="https://evil.example/x.png"><img src="x.png" alt=a></picture><table background="https://evil.example/x">',
    '<video poster="https://evil.example/x.png" src="https://evil.example/x.mp4"></video>',
    '<a href="https://e.example/" ping="https://evil.example/">a</a>',
    # Attributes that are let through, with values that break out of them.
    f'<img alt="&quot; onerror=&quot;{CALL}" src="x.png" width="1&quot; onerror=&quot;{CALL}" height="9e9">',
    f'<p lang="&quot;><script>{CALL}</script>" dir="&quot; onclick=&quot;{CALL}" title="&quot;><script>{CALL}</script>">a</p>',
    f'<time datetime="&quot;><script>{CALL}</script>">a</time><ol type="&quot;><script>{CALL}</script>" start="x"><li value="y">a</ol>',
    f'<pre><code class="language-&quot;><script>{CALL}</script>">a</code></pre>',
    "<p id=location name=body>a</p><h2 id=search>a</h2><img name=forms src=x.png id=getElementById alt=a>",
    # What stands for a picture inside the house.
    f'<img src="picture:0" onerror={CALL} alt=a><img src="picture:99" alt=b><a href="picture:0">c</a>',
    f'<img src="data:image/svg+xml,<svg xmlns=http://www.w3.org/2000/svg onload={CALL}/>" alt=a>',
    '<img src="data:text/html;base64,PHNjcmlwdD4=" alt=a><img src="data:image/png;base64,!!!!" alt=b>',
    # Templates, data blocks and text formats.
    "{{ 7*7 }} {% raw %} {{ config }} ${7*7} #{7*7} <%= 7*7 %>",
    f"</script><script>{CALL}</script> ]]> <!-- --> \\u003cscript\\u003e{CALL}",
    f"</title><script>{CALL}</script></textarea></style></noscript></template>",
    "\u202eevil\u202c \u2066a\u2069 \ufeff \u2028 \u2029 \ufdd0 \U000e0001 a\u0300" + "\u0301" * 40,
    "&#0;&#1;&#x1f;&#xD800;&#xFFFF;&#x110000;&#99999999999; \x0b\x1b[31m",
)
SENTENCES = (
    "The keeper walks to the end of the pier every evening at nine and counts the lamps that she can still see.",
    "If there are seven it is a clear night, she says, and the boats may go out; if there are three, she rings.",
    "The counting has been done every night since 1871, and the books in which it is written down fill a shelf.",
    "Last year a student from the mainland read them all and found that the fog has become rarer by a third.",
)
FORBIDDEN = frozenset(
    """
    script style link meta base iframe frame frameset object embed applet form input button select textarea option svg
    template noscript video audio source picture title xmp plaintext noembed marquee body html head portal dialog slot
    maction annotation-xml mglyph foreignobject animate use
    """.split()
)
SAFE_SCHEMES = ("http", "https", "mailto", "tel")


def page_with(vector: str) -> str:
    """A page that holds a vector wherever a page says something."""
    quoted, literal = html.escape(vector), json.dumps(vector).replace("</", "<\\/")
    story = "".join(f"<p>{sentence}</p>{vector}<p>{vector} {sentence} {quoted}</p>" for sentence in SENTENCES)
    return f"""<!doctype html><html lang="{quoted}" dir="{quoted}"><head><meta charset="utf-8">
<title>Lamps {quoted}</title><meta name="description" content="{quoted}"><meta name="author" content="{quoted}">
<meta property="og:title" content="Lamps {quoted}"><meta property="og:image" content="{quoted}"><meta property="og:url" content="{quoted}">
<meta property="article:tag" content="{quoted}"><meta property="og:site_name" content="{quoted}"><link rel="canonical" href="{quoted}">
<meta property="article:published_time" content="{quoted}">
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle", "headline": {literal},
"author": {{"@type": "Person", "name": {literal}, "url": {literal}}}, "keywords": [{literal}], "image": {literal}, "url": {literal},
"datePublished": {literal}, "description": {literal}, "articleSection": {literal}, "publisher": {{"name": {literal}}}}}</script>
</head><body><nav>{vector}</nav><main><article><h1>Lamps {vector}{quoted}</h1><p class="byline">By {quoted}</p>
<time datetime="{quoted}">{quoted}</time>{story}<figure><img src="{quoted}" alt="{quoted}" title="{quoted}">
<figcaption>Lamps {vector} {quoted} <small>{quoted}</small></figcaption></figure><h2 id="{quoted}">{quoted}</h2>
<pre><code class="{quoted}">{quoted}</code></pre><table><caption>{vector}</caption>
<tr><th scope="{quoted}">{vector}</th><td>{quoted}</td></tr></table>
<blockquote cite="{quoted}"><p>{SENTENCES[0]} {vector}</p></blockquote></article></main></body></html>"""


def markdown_with(vector: str) -> str:
    """The same for Markdown."""
    line = " ".join(vector.split())
    story = "\n\n".join(
        f'{sentence} {vector}\n\n[{line}]({line}) ![{line}]({line} "{line}") <{line}>' for sentence in SENTENCES
    )
    return f"# Lamps {line}\n\n{story}\n\n[a]: {line}\n\n[a] and `{line}`\n\n```{line}\n{vector}\n```\n\n> {line}\n\n[^1]: {line}\n"


def text_with(vector: str) -> str:
    """The same for a text scrape."""
    line = " ".join(vector.split())
    return (
        f"Lamps {line}\n\nBy {line}\n\n"
        + "\n\n".join(f"{sentence} {line}" for sentence in SENTENCES)
        + f"\n\n{line} (EPA)\n"
    )


WRITERS = {Media.HTML: page_with, Media.MARKDOWN: markdown_with, Media.TEXT: text_with}


def raw(text: str, media: Media = Media.HTML, owner: Owner = Owner(), url: str | None = None) -> RawPage:  # noqa: B008
    return RawPage(Origin("lamps.html", media.value, "0" * 64), media, tidy(text), url, None, owner)


def owned_by(vector: str) -> Owner:
    """An owner (or whoever wrote the front matter) who says the vector everywhere."""
    vector = tidy(vector)
    return Owner(
        title=vector,
        dek=vector,
        authors=(vector,),
        site=vector,
        published=None,
        tags=(vector, f"tag {vector}"),
        notes=vector,
        keep=(vector,),
    )


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


@pytest.mark.parametrize("media", list(Media))
@pytest.mark.parametrize("vector", VECTORS, ids=range(len(VECTORS)))
def test_nothing_unsafe_gets_into_an_article(vector: str, media: Media) -> None:
    for owner, url in ((Owner(), None), (owned_by(vector), "https://e.example/lamps")):
        result = clean(raw(WRITERS[media](vector), media, owner, url), {"e.example": Overrules((vector,), ("boats",))})
        sound(result)


PIECES = (
    *VECTORS,
    *SENTENCES,
    *(
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<article>",
        "</article>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<ul>",
        "<li>",
        "<b>",
        "</i>",
    ),
    *(
        "<h1>",
        "</h1>",
        "<h2>",
        "<a href='",
        "'>",
        "<!--",
        "-->",
        "<",
        ">",
        "&",
        "&amp",
        "&#",
        ";",
        "\n",
        "\n\n",
        "\t",
        " ",
        "\x00",
        "\r",
    ),
    *(
        "<figure>",
        "<figcaption>",
        "<img alt=",
        "<pre>",
        "<code>",
        "<blockquote>",
        "<br>",
        "<hr>",
        "<dl><dt>",
        "<title>",
        "</title>",
    ),
    *(
        '<script type="application/ld+json">',
        '{"@type": "Article", "headline": [',
        "]}",
        "</script>",
        '{"@graph": null}',
        "1e999",
    ),
    *(
        '<meta property="og:title" content="',
        '<html lang="',
        '<time datetime="',
        "2016-13-45T99:99",
        "13/12/2016",
        "99999999999999",
    ),
    *(
        "# ",
        "> ",
        "- ",
        "1. ",
        "```",
        "[^1]",
        "[^1]: ",
        "| a | b |\n|---|",
        "    ",
        "***",
        "___",
        "![",
        "](",
        "<sup>",
        "$$",
        "\\(",
    ),
    *(
        "By ",
        "Comments",
        "Share this",
        "Read more:",
        "©",
        "Photo: EPA",
        "毎晩九時",
        "مساء",
        "\u200f",
        "e\u0301",
        "😀",
        "İ",
        "ß",
        "\u3000",
    ),
)
MAD = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), max_size=30).map("".join)


@given(
    text=MAD,
    media=st.sampled_from(list(Media)),
    url=st.one_of(st.none(), st.text(max_size=30).map("https://e.example/{}".format)),
)
def test_no_page_makes_cleaning_fail(text: str, media: Media, url: str | None) -> None:
    sound(clean(raw(text, media, url=url)))


WORDS = st.text(st.characters(codec="utf-8"), max_size=30)


@given(
    st.builds(
        Owner,
        title=st.one_of(st.none(), WORDS),
        dek=st.one_of(st.none(), WORDS),
        authors=st.lists(WORDS, max_size=2).map(tuple),
        site=st.one_of(st.none(), WORDS),
        published=st.sampled_from([None, "2016-12-13", "2016-12-13T12:12:00-05:00"]),
        lang=st.sampled_from([None, "en", "ar", "zh-Hant-TW", "qaa"]),
        slug=st.sampled_from([None, "lamps"]),
        tags=st.lists(WORDS, max_size=2).map(tuple),
        keep=st.lists(WORDS, max_size=2).map(tuple),
        drop=st.lists(WORDS, max_size=2).map(tuple),
    ),
    st.sampled_from(list(Media)),
)
def test_no_owner_makes_cleaning_fail(owner: Owner, media: Media) -> None:
    clean(raw(WRITERS[media]("and so on."), media, owner))


def again(article: Article) -> RawPage:
    """An article's own HTML as a raw page."""
    placed = [markup.PlacedImage(each.url or "lamp.png", each.alt or "", None, None) for each in article.pictures]
    body = markup.place(article.html, placed, {}).markup
    title = html.escape(article.head.title)
    lang = f' lang="{article.head.lang}"' if article.head.lang else ""
    return raw(
        f"<!doctype html><html{lang}><head><title>{title}</title></head><body><article><h1>{title}</h1>\n{body}</article></body></html>"
    )


@pytest.mark.parametrize("media", list(Media))
def test_sanitising_what_is_clean_changes_nothing(media: Media) -> None:
    for vector in VECTORS:
        article = clean(raw(WRITERS[media](vector), media)).article
        if article is not None:
            assert markup.sanitise(article.html.markup).markup == article.html.markup


EXTRAS = (
    "<blockquote><p>I do not ring then, said the keeper, because he is already awake, and he knows it too.</p></blockquote>",
    "<ul><li>Seven lamps: the boats may go out.</li><li>Three lamps: she rings the harbour master.</li></ul>",
    "<h2>What the books say</h2><p>The thinnest of them is that of the winter in which the harbour froze over.</p>",
    "<table><tr><th>Year</th><th>Lamps</th></tr><tr><td>1871</td><td>7</td></tr></table>",
    "<figure><img src='lamp.png' alt='A lamp'><figcaption>The lamp at the end of the pier</figcaption></figure>",
    "<div class='share'>Share this on Facebook</div>",
    "<div class='newsletter'><h3>Sign up to our newsletter</h3><p>Get the best stories in your inbox.</p></div>",
    "<p><a href='https://e.example/a'>Read more</a></p>",
    "<nav><ul><li><a href='/'>Home</a></li><li><a href='/news'>News</a></li></ul></nav>",
)
OPENING, *MIDDLE, ENDING = (f"<p>{sentence}</p>" for sentence in SENTENCES)
BLOCKS = (
    st.lists(st.sampled_from(EXTRAS), unique=True, max_size=4)
    .flatmap(lambda extras: st.permutations([*MIDDLE, *extras]))
    .map(lambda blocks: "".join((OPENING, *blocks, ENDING)))
)


@given(BLOCKS)
def test_cleaning_twice_changes_nothing_more(blocks: str) -> None:
    first = clean(
        raw(f"<title>The keeper of the lamps</title><body><article><h1>The keeper of the lamps</h1>{blocks}</article>")
    ).article
    if first is None:
        return
    second = clean(again(first)).article
    assert second is not None
    assert second.text.split() == first.text.split()


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site of pages that hold every vector in every field, side files and front matter included."""
    root = tmp_path_factory.mktemp("hostile")
    seeds = root / "seeds"
    seeds.mkdir()
    for number, vector in enumerate(VECTORS):
        (seeds / f"page-{number}.html").write_text(page_with(vector), encoding="utf-8", errors="replace")
        said = {
            "title": f"Lamps {number}",
            "author": vector,
            "description": vector,
            "site": vector,
            "tags": [vector, "lamps"],
        }
        said |= {"source": vector, "lang": vector, "slug": vector, "published": "2016-12-13", "notes": vector}
        head = json.dumps(said, ensure_ascii=True)
        (seeds / f"clip-{number}.md").write_text(
            f"---\n{head}\n---\n{markdown_with(vector)}", encoding="utf-8", errors="replace"
        )
        (seeds / f"scrape-{number}.txt").write_text(text_with(vector), encoding="utf-8", errors="replace")
        side = "\n".join(f"{key} = {json.dumps(vector)}" for key in ("title", "dek", "author", "site", "url", "notes"))
        (seeds / f"scrape-{number}.toml").write_text(
            f'{side}\ntags = [{json.dumps(vector)}, "lamps"]\n', encoding="utf-8", errors="replace"
        )
    site = root / "site"
    (root / "readery.toml").write_text('[site]\nbase_url = "https://reading.example/"\n', encoding="utf-8")
    assert main(
        ["build", "--seeds", str(seeds), "--site", str(site), "--config", str(root / "readery.toml"), "--jobs", "1"]
    ) in (0, 1)
    return site


def test_no_page_of_a_hostile_site_runs_or_loads_anything(hostile_site: Path, chromium: Browser) -> None:
    pages = sorted(hostile_site.rglob("*.html"))
    assert len(pages) > len(VECTORS)
    context = chromium.new_context()
    page = context.new_page()
    strangers: list[str] = []
    page.on("request", lambda request: strangers.append(request.url) if not request.url.startswith("file:") else None)
    page.on("dialog", lambda dialog: dialog.dismiss())
    for path in sorted({*pages[:: max(1, len(pages) // 60)], *hostile_site.glob("*.html")}):
        opened(page, path)
        assert page.evaluate("typeof window.harm") == "undefined", path
    assert strangers == []
    context.close()


def opened(page: Page, path: Path) -> None:
    page.goto(path.as_uri())
    page.evaluate(
        "() => { for (const each of document.querySelectorAll('main *')) {"
        " each.dispatchEvent(new Event('mouseover', {bubbles: true})); each.dispatchEvent(new Event('focus')); } }"
    )


def test_links_of_a_hostile_site_lead_to_pages(hostile_site: Path) -> None:
    for path in hostile_site.rglob("*.html"):
        soup = BeautifulSoup(path.read_bytes(), "lxml")
        for element in soup.find_all(["a", "img", "link", "script", "form", "iframe", "source"]):
            assert isinstance(element, Tag)
            if element.get("rel") == ["icon"]:  # the theme's own, a drawing in its address
                continue
            for name in ("href", "src", "action"):
                address = str(element.get(name) or "")
                assert urlsplit(address.strip()).scheme in ("", *SAFE_SCHEMES), f"{path}: {element}"


def test_feeds_of_a_hostile_site_are_well_formed(hostile_site: Path) -> None:
    feeds = [*hostile_site.rglob("*.xml"), *hostile_site.rglob("*.json")]
    assert feeds
    for path in feeds:
        if path.suffix == ".json":
            json.loads(path.read_bytes())
        else:
            etree.parse(io.BytesIO(path.read_bytes()))
    for path in hostile_site.rglob("*.html"):
        for block in BeautifulSoup(path.read_bytes(), "lxml").find_all("script", type="application/ld+json"):
            json.loads(block.get_text())


def test_nothing_of_a_hostile_site_lies_outside_its_place(hostile_site: Path) -> None:
    names = [path.relative_to(hostile_site).as_posix() for path in hostile_site.rglob("*")]
    assert all(re.fullmatch(r"[\w./-]+", name, re.ASCII) for name in names)
    assert {path.name for path in hostile_site.parent.iterdir()} <= {"seeds", "site", "readery.toml", ".readery"}


MAD_PAGES = {
    "deep": "<div>" * 20_000 + "<p>Deep.</p>",
    "deep tables": "<table><tr><td>" * 3_000 + "Deep.",
    "deep lists": "<ul><li>" * 5_000 + "Deep.",
    "deep formatting": "<b><i>" * 5_000 + "Deep.",
    "deep quotes": "<blockquote>" * 5_000 + "<p>Deep.",
    "one long line": "word " * 200_000,
    "one long word": "a" * 1_000_000,
    "many lines": "a\n" * 20_000,
    "many blank lines": "The story.\n" + "\n" * 200_000 + "The end.",
    "many paragraphs": "<p>A short one.</p>" * 3_000,
    "many links": "<a href='https://e.example/'>x</a>" * 3_000,
    "many images": "<img src='x.png' alt='x'>" * 10_000,
    "many attributes": "<p " + " ".join(f"a{number}=1" for number in range(20_000)) + ">x",
    "long attribute": f"<p title='{'x' * 1_000_000}'>x</p>",
    "open comment": "<p>One.</p><!--" + "-" * 500_000,
    "open script": "<p>One.</p><script>" + "a<" * 300_000,
    "brackets": "[" * 5_000,
    "brackets with text": "[a " * 5_000,
    "brackets twice": "[[a" * 10_000,
    "links without end": "[x](y " * 5_000,
    "quotes": "> " * 5_000 + "x",
    "stars": "*" * 50_000,
    "backticks": "`" * 50_000,
    "entities": "&lt;" * 20_000,
    "json": '<script type="application/ld+json">' + '{"a":' * 20_000 + "</script><p>x",
    "dates": "13 December 2016 12:12 EST " * 20_000,
    "combining": "a" + "\u0301" * 200_000,
    "open comments in data": '<script type="application/ld+json">{' + "/* " * 200_000 + "</script><p>x",
    "blank lines in data": '<script type="application/ld+json">{"a"' + "\n" * 200_000 + "x</script><p>x",
    "ampersands": "<p>" + "&amp;" * 200_000,
    "many spans": "<p>" + "<span>x</span> y " * 20_000,
    "many captions": "<div>" + "<img src=x.png><span class=caption>A lamp</span>" * 5_000 + "</div>",
    "many cells": "<table>" + ("<tr>" + "<td>1" * 100) * 300 + "</table>",
    "many lists in lists": "<ul><li>" * 20_000 + "x",
}


@pytest.mark.parametrize("media", list(Media))
@pytest.mark.parametrize("name", MAD_PAGES)
def test_mad_pages_come_to_an_end(name: str, media: Media) -> None:
    """Where time grew with the square of the length, or the stack with the depth, these would hang or crash."""
    sound(clean(raw(MAD_PAGES[name], media)))


def test_a_page_too_large_to_be_looked_at_whole_says_so() -> None:
    story = "<title>Lamps</title><article><h1>Lamps</h1>" + "".join(
        f"<p>{number}. {SENTENCES[number % 4]}</p>" for number in range(13_000)
    )
    cleaned = clean(raw(story))
    assert cleaned.article is not None
    assert f"11000. {SENTENCES[0]}" in cleaned.article.text
    assert f"12999. {SENTENCES[3]}" not in cleaned.article.text
    (found,) = (each for each in cleaned.findings if each.kind is findings.CUT_SHORT)
    beyond = int(re.findall(r"about ([\d,]+) characters", found.problem)[0].replace(",", ""))
    assert beyond == pytest.approx(1_000 * 110, rel=0.1)


FOUND_BY_FUZZING = (
    # A heading in a heading, by way of an element that no standard knows.
    '<input<h3><h3><h3> href="/"<h3><h3></span><h3><input<h3><h3></pre><h3>--></i>The keeper walks to the end of the pier.',
    # A line feed at the beginning of verse, which every parser passes over once more.
    "<p>The keeper walks to the end of the pier every evening.<pre>\n\n\nand counts the lamps that she can see.</pre>",
)


@pytest.mark.parametrize("page", FOUND_BY_FUZZING, ids=range(len(FOUND_BY_FUZZING)))
def test_what_fuzzing_found_stays_mended(page: str) -> None:
    cleaned = clean(raw(page))
    sound(cleaned)
    if cleaned.article is not None:
        assert markup.sanitise(cleaned.article.html.markup).markup == cleaned.article.html.markup


def test_addresses_from_the_outside_are_web_addresses() -> None:
    for url in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//e.example", "nonsense"):
        read = intake.read_stream(io.BytesIO(json.dumps({"text": SENTENCES[0], "url": url}).encode()), "-")
        (page,) = (each for each in read if isinstance(each, RawPage))
        assert page.url is None


def test_bad_files_are_each_reported_and_the_good_ones_built(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    seeds = tmp_path / "seeds"
    (seeds / "folder.html").mkdir(parents=True)
    story = "<!doctype html><title>Lamps</title><article><h1>Lamps</h1>" + "".join(
        f"<p>{each}</p>" for each in SENTENCES
    )
    (seeds / "good.html").write_text(story, encoding="utf-8")
    (seeds / "folder.html/inside.html").write_text(story.replace("Lamps", "Inside"), encoding="utf-8")
    (seeds / "good.toml").write_text("title = unquoted", encoding="utf-8")
    (seeds / "empty.html").touch()
    (seeds / "huge.html").write_bytes(b"<p>" + b"A line of no importance.\n" * (50 * 2**20 // 25))
    (seeds / "noise.txt").write_bytes(random.Random(1).randbytes(100_000))
    (seeds / "cut.html.gz").write_bytes(gzip.compress(story.encode())[:-40])
    bad = ["good.toml", "empty.html", "huge.html", "noise.txt", "cut.html.gz", "folder.html"]
    if sys.platform != "win32":
        (seeds / "loop").symlink_to(".")
        (seeds / "self.md").symlink_to("self.md")
        os.mkfifo(seeds / "pipe.txt")
        bad += ["loop", "self.md", "pipe.txt"]
    assert main(["build", "--seeds", "seeds", "--site", "site", "--jobs", "1"]) == 1
    said = "".join(capsys.readouterr())
    for name in bad:
        assert re.search(rf"(?m)^{re.escape(name)}\b.*\n.*\.\n +→ .*\.$", said), f"{name} in:\n{said}"
    assert {path.parent.name for path in (tmp_path / "site/articles").glob("*/index.html")} == {"lamps", "inside"}
