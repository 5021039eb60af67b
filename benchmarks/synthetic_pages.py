"""Raw pages out of nothing, for measuring whole builds: the articles of `benchmarks.synthetic` as people save them.

A text scrape has some 6 KB: menu, title, byline, date, text, appeals, tags. A page of HTML has some 80 KB: metadata, scripts,
style, menus, the article with links and headings, appeals, a list of other articles, a foot. Every page belongs to one of
forty publishers, whose furniture is the same on all of its pages.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from html import escape
from pathlib import Path

from benchmarks import synthetic
from readery.model import Article

_SITES = 40
_MENU = "Home News World Business Culture Science Sport Weather Opinion Video Newsletters Archive About Contact".split()
_BYLINES = "Ada Quill,Ben Marrow,Carla Finch,Dev Anand,Elena Rossi,Femi Ade,Grace Hopkins,Hugo Lange,Ines Prado".split(
    ","
)
_SCRIPT_BYTES = 80_000


def write(folder: Path, number: int, kind: str) -> None:
    """Write `number` pages of a kind (``text`` or ``html``) into `folder`, a hundred to a folder in it."""
    ending, make = (".txt", _text) if kind == "text" else (".html", html_page)
    texts = itertools.pairwise(itertools.chain(synthetic.articles(number), (None,)))
    for place, (article, following) in enumerate(texts):
        assert article is not None
        path = folder / f"{place // 100:04}" / f"{place:06}{ending}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(make(article, following or article, place), encoding="utf-8")


def _text(article: Article, _following: Article, place: int) -> str:
    site = _site(place)
    return "\n\n".join(
        (
            "Skip to content",
            "\n".join(_MENU),
            article.head.title,
            f"By {_BYLINES[place % len(_BYLINES)]}",
            _day(place).strftime("%d %B %Y"),
            article.text,
            f"Sign up for our newsletter and get the best of {site} every morning.",
            "Share this article",
            "Tags: " + ", ".join(_tags(article)),
            f"© {site}. All rights reserved.",
        )
    )


def html_page(article: Article, following: Article, place: int) -> str:
    """The page of an article, with a link to the `following` one; its publisher is the one of that `place`."""
    site, host = _site(place), f"site{place % _SITES}.example"
    day = _day(place).isoformat()
    title = escape(article.head.title)
    menu = "".join(f'<li class="menu-item"><a href="/{name.lower()}">{name}</a></li>' for name in _MENU)
    paragraphs = [f"<p>{escape(part)}</p>" for part in article.text.split("\n\n")]
    paragraphs.insert(4, "<h2>What comes next</h2>")
    link = f'<a href="https://{host}/{following.head.slug}">{escape(following.head.title)}</a>'
    paragraphs[5] = paragraphs[5].replace("</p>", f" {link}.</p>")
    paragraphs.insert(
        6,
        f'<aside class="promo"><h3>Support {site}</h3><p>We need your help to go on. <a href="/give">Give now</a>.</p></aside>',
    )
    keywords = "".join(f'<meta property="article:tag" content="{escape(tag)}">' for tag in _tags(article))
    others = "".join(_card(host, number) for number in range(40))
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | {site}</title>
<link rel="canonical" href="https://{host}/{article.head.slug}"><meta property="og:site_name" content="{site}">
<meta property="og:title" content="{title}"><meta property="article:published_time" content="{day}T08:00:00Z">{keywords}
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{title}",
"datePublished":"{day}T08:00:00Z","author":{{"@type":"Person","name":"{_BYLINES[place % len(_BYLINES)]}"}}}}</script>
<style>{".card{margin:0;padding:1rem}" * 60}</style><script>{_script(place % _SITES)}</script></head><body class="single">
<header><nav class="main-menu"><ul>{menu}</ul></nav><form action="/search"><input name="q"><button>Search</button></form></header>
<div class="layout"><main><article class="post"><header><h1>{title}</h1>
<p class="byline">By <a rel="author" href="/by">{_BYLINES[place % len(_BYLINES)]}</a> <time datetime="{day}">{day}</time></p></header>
<div class="entry-content">{"".join(paragraphs)}</div>
<div class="share"><a href="https://share.example/a">Share</a> <a href="https://share.example/b">Post</a></div></article>
<section class="newsletter"><h3>Sign up for our newsletter</h3><p>Get the best of {site} every morning.</p></section></main>
<aside class="sidebar"><h3>Most read</h3>{others}</aside></div>
<div class="cookie-notice"><p>We use cookies. By going on you agree.</p><button>Accept all</button></div>
<footer><ul>{menu}</ul><p>© {site}. All rights reserved.</p></footer><script>{_script(99)}</script></body></html>"""


def _card(host: str, number: int) -> str:
    return (
        f'<div class="card teaser"><a href="https://{host}/story-{number}"><img src="https://{host}/img/{number}.jpg" alt="">'
        f'<h4 class="card-title">Another story, number {number}</h4></a><p class="card-text">It is not this one.</p></div>'
    )


@lru_cache(maxsize=_SITES + 1)
def _script(seed: int) -> str:
    """Something like a bundled script."""
    source = random.Random(seed)
    parts: list[str] = []
    size = 0
    while size < _SCRIPT_BYTES // 3:
        name = "".join(source.choices("abcdefghij", k=source.randint(1, 3)))
        part = f"function {name}(t,e){{for(var n=0;n<e.length;n++){{var r=e[n];r.{name}=!1,t.push({source.randint(0, 9999)})}}}}"
        parts.append(part)
        size += len(part)
    return ";".join(parts)


def _site(place: int) -> str:
    return f"The {['Harbour', 'Valley', 'Evening', 'Morning'][place % 4]} Courier {place % _SITES}"


def _day(place: int) -> date:
    return date(2012, 1, 1) + timedelta(days=place * 7 % 4000)


def _tags(article: Article) -> list[str]:
    """Three names that the text holds: capitalised words in mid-sentence."""
    words = article.text.replace(".", " ").split(" ")
    names = [
        word for before, word in itertools.pairwise(words) if word.istitle() and before.islower() and len(word) > 3
    ]
    return list(dict.fromkeys(names))[:3]


def sizes(folder: Path) -> Iterator[int]:
    """Bytes of each page."""
    return (path.stat().st_size for path in sorted(folder.rglob("*.*")))
