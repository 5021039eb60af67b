"""What pages say of their articles, page making by page making."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readery.clean import metadata
from readery.clean.draft import Found, Metadata
from readery.clean.html.tree import parse
from readery.model import Media, Origin, RawPage

URL = "https://www.harbour-post.example/2016/12/13/ferry.html"
TEXT = "".join(
    f"<p>The ferry that links both banks of the river was late again, and sentence {n} says so at length.</p>"
    for n in range(9)
)


def read(head: str = "", body: str = "", *, url: str | None = URL, html: str = "") -> Metadata:
    page = f"<html {html}><head>{head}</head><body>{body or f'<h1>Ferry late again</h1>{TEXT}'}</body></html>"
    return metadata.read(parse(page), RawPage(Origin("a.html", "html", "0"), Media.HTML, page, url))


def value(found: Found[object] | None) -> object:
    return None if found is None else found.value


def ld(**facts: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **facts})}</script>'


# Titles


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ("<title>Ferry late again | Harbour Post</title>", "<h1>Ferry late again</h1>", "Ferry late again"),
        ("<title>Ferry late again</title>", "<h1>FERRY LATE AGAIN!</h1>", "FERRY LATE AGAIN!"),
        ("<title>Ferry late again - Harbour Post</title>", "", "Ferry late again"),
        (
            "<title>Harbour Post: Ferry late again</title><meta property=og:site_name content='Harbour Post'>",
            "",
            "Ferry late again",
        ),
        (
            "<title>Ferry late again – Harbour Post</title>",
            "<h1>Harbour Post</h1><h2>Ferry late again</h2>",
            "Ferry late again",
        ),
        (
            "<title>Ferry late again</title>",
            "<h1><a href='/'>The Post</a></h1><h3>Ferry late again</h3>",
            "Ferry late again",
        ),
        (
            "<title>Ferry late again</title>",
            "<h1><span class=kicker>Traffic</span> Ferry late again</h1>",
            "Ferry late again",
        ),
        (
            "<title>Traffic: Ferry late again</title>",
            "<h1><small>Traffic</small> Ferry late again</h1>",
            "Ferry late again",
        ),
        (
            "<title>Late ferry: what travellers must know</title>",
            "<main><h1>The ferry is late, again</h1></main>",
            "The ferry is late, again",
        ),
        ("<title>Ferry late again</title>", "<h1>News</h1>", "Ferry late again"),
        (
            "<title>Ferry late again</title>",
            "<aside><h1>Ferry late again</h1></aside><h2>Ferry: late again!</h2>",
            "Ferry: late again!",
        ),
        (
            ld(headline="Minister calls ferry") + "<title>Minister calls ferry &quot;late&quot;</title>",
            "",
            'Minister calls ferry "late"',
        ),
        ("<title>Ferry late again – My page</title>", "", "Ferry late again"),
        (
            "<title>Ferry late again - and nobody says a word of it</title>",
            "",
            "Ferry late again - and nobody says a word of it",
        ),
        ("<title>渡轮又晚点了_新闻_港口网</title>", "", "渡轮又晚点了"),
        ("<title>两岸之间的渡轮今天又晚点了-港口网</title>", "", "两岸之间的渡轮今天又晚点了"),
        ("<meta property=og:title content='Tom &amp;amp; Ann'>", "", "Tom & Ann"),
        ("", "<p>No title at all.</p>", None),
    ],
)
def test_the_title_is_the_articles_as_readers_see_it(head: str, body: str, expected: str | None) -> None:
    assert value(read(head, body + TEXT).title) == expected


def test_a_title_that_is_the_sites_name_alone_is_better_than_none() -> None:
    assert value(read("<title>Harbour Post</title>", TEXT, url="https://harbourpost.example/").title) == "Harbour Post"


# JSON-LD, however it is written


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "Ferry", "author": {"name": "Ada Muster"},}',
        '/* from our CMS */ {"@type": "NewsArticle", "headline": "Ferry", "author": ["Ada Muster"]}',
        '<!-- {"@type": ["Thing", "BlogPosting"], "author": [{"@type": "Person", "name": ["Ada Muster"]}]} -->',
        '//<![CDATA[\n{"@type": "http://schema.org/Report", "author": "Ada Muster"}\n//]]>',
        "{&quot;@type&quot;: &quot;Article&quot;, &quot;author&quot;: &quot;Ada Muster&quot;}",
        '[[{"@type": "WebSite", "author": "Nobody Else"}], {"@type": "Article", "author": {"givenName": "Ada", "familyName": "Muster"}}]',
        '{"@graph": [{"@type": "Person", "@id": "#a", "name": "Ada Muster"}, {"@type": "Article", "author": {"@id": "#a"}}]}',
        '{"@type": "Article",\n "description": "two\nlines",\n "author": "Ada Muster"}',
        '{"@type": "Article", "author": "Ada Muster"};',
        '{"@type": "Article", "author": "Ada Muster", "comment": [{"@type": "Article", "author": "Some Reader"}]}',
        '[{"@type": "Article", "url": "https://post.example/other", "author": "Ben Other"}, {"@type": "Article", "url": "URL", '
        '"author": "Ada Muster"}]'.replace("URL", URL),
    ],
)
def test_broken_json_ld_is_read_all_the_same(script: str) -> None:
    assert value(read(f'<script type="application/ld+json">{script}</script>').authors) == ("Ada Muster",)


def test_json_ld_that_is_cut_off_still_gives_its_date() -> None:
    found = read(
        '<script type="application/ld+json">{"@type": "Article", "datePublished": "2016-12-13", "author": {"name"</script>',
        TEXT,
    )
    assert found.published == Found("2016-12-13", "JSON-LD datePublished")


@pytest.mark.parametrize(
    "facts",
    [
        {"headline": 7},
        {"author": None},
        {"author": [[{}]]},
        {"image": [[]]},
        {"keywords": {"a": []}},
        {"isPartOf": "x"},
    ],
)
def test_json_ld_of_unexpected_types_does_no_harm(facts: dict[str, object]) -> None:
    assert value(read(ld(**facts)).title) == "Ferry late again"


# Authors


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>By Ada Muster and Ben Beispiel</p>", ("Ada Muster", "Ben Beispiel")),
        ("<p>Von Ada Muster, Redakteurin</p>", ("Ada Muster",)),
        ("<p>13.12.2016 | Von Ada Muster</p>", ("Ada Muster",)),
        ("<div>Autor: <a href=/a>Ada Muster</a></div>", ("Ada Muster",)),
        ("<div>Von:</div><div>Ada Muster</div>", ("Ada Muster",)),
        ("<p>Par Ada Muster, le 13 décembre 2016</p>", ("Ada Muster",)),
        ("<p>Por Ada Muster y Ben Beispiel</p>", ("Ada Muster", "Ben Beispiel")),
        ("<p class=byline>Ada Muster</p>", ("Ada Muster",)),
        ("<p><span class=author>seagull77</span></p>", ("seagull77",)),
        ("<p><a rel=author href=/a>Posted by Ada Muster</a></p>", ("Ada Muster",)),
        ("<p>By Ada Muster, Ben Beispiel, NDR</p>", ("Ada Muster", "Ben Beispiel", "NDR")),
        ("<p>Posted by Ada Muster, Software Engineer</p>", ("Ada Muster",)),
        ("<p>Text Without Notes</p>", None),
        ("<p>By the time the ferry came it was dark.</p>", None),
        ("<p>Von Hamburg nach Bremen fährt keine Fähre.</p>", None),
        ("<p class=author>Last updated 13 December 2016</p>", None),
        ("<div class=comments><p>By Ada Muster</p></div>", None),
        ("<p class=author>Posted on</p><p>December 13, 2016</p>", None),
        ("<p class=meta>December 13, 2016 | Pin 1.2K Share</p>", None),
        ("<p class=meta>December 13, 2016 | Pin Share Tweet</p>", None),
        ("<p class=meta>December 13, 2016 | Leave A Comment | Filed Under Ferries</p>", None),
        ("<p class=meta>December 13, 2016 | Li Na | Pin Share Tweet</p>", ("Li Na",)),
        ("<p>By Ada Muster Follow</p>", ("Ada Muster",)),
        ("<p class=meta>2016-12-13 | الأربعاء</p>", None),
        ("<p class=meta>2016年12月13日（水）</p>", None),
        ("<font size=1>by Ada Muster<br>13.12.2016</font>", ("Ada Muster",)),
        ("<font><b>13.12.2016<br><i>by</i> Ada Muster</b></font>", ("Ada Muster",)),
        (TEXT + "<p>Text: Ada Muster</p>", ("Ada Muster",)),
    ],
)
def test_bylines_around_the_heading(body: str, expected: tuple[str, ...] | None) -> None:
    assert value(read("<title>Ferry late again</title>", f"<h1>Ferry late again</h1>{body}{TEXT}").authors) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<meta name=author content='Ada Muster'>", ("Ada Muster",)),
        ("<meta property=article:author content='https://www.facebook.com/ada.muster'>", None),
        ("<meta name=author content=admin>", None),
        ("<meta name=author content='@ada'>", None),
        (
            "<meta name=citation_author content='Muster, Ada'><meta name=citation_author content='de Beispiel, Ben'>",
            ("Ada Muster", "Ben de Beispiel"),
        ),
        ("<meta name=author content='Muster, Ada'>", ("Muster", "Ada")),
        ("<meta name=DC.creator content='Ada Muster'>", ("Ada Muster",)),
        ("<meta property=dc:creator content='Ada Muster'><meta name=author content='Web Team'>", ("Ada Muster",)),
        (ld(author={"name": "Ada Muster"}) + "<meta name=author content='Ben Beispiel'>", ("Ada Muster",)),
        (
            "<meta property=og:site_name content='Harbour Post'><meta name=author content='Harbour Post'>",
            ("Harbour Post",),
        ),
        (
            ld(author={"name": "Harbour Post"}, publisher={"name": "Harbour Post"})
            + "<meta name=author content='Ada Muster'>",
            ("Ada Muster",),
        ),
    ],
)
def test_authors_of_the_head(head: str, expected: tuple[str, ...] | None) -> None:
    assert value(read(head).authors) == expected


def test_neither_the_site_nor_the_section_is_an_author_among_others() -> None:
    site = "<meta property=og:site_name content='Harbour Post'>"
    said = read(site, f"<h1>Ferry late again</h1><p>By Ada Muster, Ben Beispiel, Harbour Post</p>{TEXT}")
    assert value(said.authors) == ("Ada Muster", "Ben Beispiel")
    section = "<meta property=article:section content='North Bank'>"
    said = read(section, f"<h1>Ferry late again</h1><p class=meta>2016-12-13 | North Bank</p>{TEXT}")
    assert said.authors is None


def test_a_byline_ends_where_structured_data_says() -> None:
    body = f"<h1>Ferry late again</h1><p>By Ada Muster <span>Harbour Post</span></p>{TEXT}"
    assert read(ld(author="Ada Muster"), body).authors == Found(("Ada Muster",), "byline near the heading")


# Dates


def test_the_day_beside_the_heading_wins_and_data_adds_the_time() -> None:
    body = f"<h1>Ferry late again</h1><p>Published 13 December 2016</p>{TEXT}"
    found = read(
        ld(datePublished="2016-12-13T12:12:00-05:00", dateModified="2016-12-14T08:00:00-05:00"), body, html="lang=en"
    )
    assert value(found.published) == "2016-12-13T12:12:00-05:00"
    assert value(found.updated) == "2016-12-14T08:00:00-05:00"
    moved = read(ld(datePublished="2019-01-01T00:00:00Z"), body, html="lang=en")
    assert moved.published == Found("2016-12-13", "labelled date near the heading")


@pytest.mark.parametrize(
    ("body", "published"),
    [
        ("<p>By Ada Muster | 13 December 2016, 12:12 CET</p>", "2016-12-13T12:12:00+01:00"),
        ("<div>13 December 2016</div><div>12:12 GMT</div>", "2016-12-13T12:12:00+00:00"),
        ("<div>13 December 2016</div><div>12:12 of the ferries were late.</div>", "2016-12-13"),
        ("<div>13 December 2016</div><div>12 comments</div>", "2016-12-13"),
        ("<p><time datetime=2016-12-13>Tue 13 Dec 2016</time> 07.12 GMT</p>", "2016-12-13T07:12:00+00:00"),
    ],
)
def test_a_time_beside_the_day_is_kept_with_its_offset(body: str, published: str) -> None:
    assert value(read(body=f"<h1>Ferry late again</h1>{body}{TEXT}", url=None).published) == published


@pytest.mark.parametrize(
    "heading",
    [
        "<font size=5><b>Ferry late again</b></font><br>",
        "<b>Home</b> &gt; Ferry late again<br><b>Ferry late again</b><br>",
        "<table><tr><td><center>Ferry late again</center></td></tr></table>",
    ],
)
def test_a_page_without_headings_is_read_around_the_line_that_is_its_title(heading: str) -> None:
    head = f"{heading}<i>About the river</i><br><font size=1>by Ada Muster<br>12 March 2002</font><br>"
    body = f"<table><tr><td>Menu<br>Links<td><font size=3>{head}{TEXT}</font></table>"
    found = read("<title>Ferry late again</title>", body, url=None)
    assert (value(found.authors), value(found.published)) == (("Ada Muster",), "2002-03-12")


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        ("<meta property=article:published_time content=2016-12-13T12:12:00+01:00>", "", "2016-12-13T12:12:00+01:00"),
        ("<meta name=DC.date.issued content=2016-12-13>", "", "2016-12-13"),
        ("<meta itemprop=datePublished content=2016-12-13>", "", "2016-12-13"),
        ("", "<time datetime='2016-12-13T12:12'>yesterday</time>", "2016-12-13T12:12:00"),
        ("", "<span itemprop=datePublished content=2016-12-13>Tuesday</span>", "2016-12-13"),
        ("", "<p>Stand: 13.12.2016, 12:12 Uhr</p>", "2016-12-13T12:12:00"),
        ("", "<p>Dec 13, 2016 | 3 min read</p>", "2016-12-13"),
        ("", TEXT + "<p>Datum: 13.12.2016</p>", "2016-12-13"),
        ("", TEXT + "<footer>Diese Seite wurde zuletzt am 13. Dezember 2016 geändert.</footer>", "2016-12-13"),
        ("", "<p>The ferry company was founded in a small harbour town on 13 December 1916 by two brothers.</p>", None),
        ("", f"{TEXT}<p>Hamburg, 13. Dezember 2016 - {TEXT}", "2016-12-13"),
        ("", "<dl><dt>Born</dt><dd>13 December 1950</dd></dl>", None),
        ("", "<p>2 hours ago</p>", None),
        ("", "<div class=comments><time datetime=2016-12-13></time></div>", None),
    ],
)
def test_when_the_article_appeared(head: str, body: str, published: str | None) -> None:
    found = read(
        f"<title>Ferry late again</title>{head}",
        f"<h1>Ferry late again</h1>{body}{TEXT}",
        url="https://harbour.example/ferry",
    )
    assert value(found.published) == published


def test_the_address_is_asked_last() -> None:
    assert read().published == Found("2016-12-13", "date in the address")
    assert read(url="https://harbour.example/2016/99/99/ferry").published is None


def test_figures_that_can_be_read_two_ways_are_read_as_another_claim_has_them() -> None:
    body = f"<h1>Ferry late again</h1><p>03.11.2017</p>{TEXT}"
    assert value(read("", body, url="https://post.example/2017/03/11/ferry").published) == "2017-03-11"
    assert value(read("", body, url="https://post.example/ferry").published) == "2017-11-03"


def test_utc_is_told_on_the_publishers_clocks() -> None:
    head = "<meta property=article:published_time content=2022-11-06T23:00:00Z>"
    assert value(read(head, url="https://post.example.de/a").published) == "2022-11-07T00:00:00+01:00"
    assert value(read(head, url="https://post.example.com/a").published) == "2022-11-06T23:00:00+00:00"


def test_a_change_before_publication_is_about_something_else() -> None:
    head = "<meta property=article:published_time content=2016-12-13><meta property=article:modified_time content=2012-01-01>"
    assert read(head).updated is None


def test_slashes_are_read_as_the_country_does() -> None:
    body = f"<h1>Ferry late again</h1><p>Published 3/4/2016</p>{TEXT}"
    assert value(read("", body, url="https://post.example.co.uk/a", html="lang=en").published) == "2016-04-03"
    assert value(read("", body, url="https://post.example.com/a", html="lang=en").published) == "2016-03-04"


# The rest


def test_the_line_under_the_title() -> None:
    stand = "Travellers between both banks must wait once more."
    marked = f"<h1>Ferry late again</h1><p class=standfirst>{stand}</p>{TEXT}"
    assert read(
        "<meta name=description content='Something for search engines that nobody sees.'>", marked
    ).dek == Found(stand, "line under the heading")
    repeated = f"<h1>Ferry late again</h1><h2>{stand}</h2>{TEXT}"
    assert value(read(f'<meta property=og:description content="{stand}">', repeated).dek) == stand
    assert value(read(f'<meta property=og:description content="{stand}">').dek) == stand
    opening = "The ferry that links both banks of the river was late again, and sentence"
    assert read(f'<meta name=description content="{opening}">').dek is None
    assert read(f'<meta name=description content="{stand} And so …">').dek is None
    assert read("<meta name=description content='Ferry late again'>").dek is None


@pytest.mark.parametrize(
    ("head", "url", "expected"),
    [
        (
            "<meta property=og:site_name content='Harbour Post'>" + ld(publisher={"name": "Harbour Media Ltd"}),
            URL,
            "Harbour Post",
        ),
        (ld(publisher={"name": "Harbour Media Ltd"}), URL, "Harbour Media Ltd"),
        ("<meta property=og:site_name content='Harbour Post | All the news of the coast'>", URL, "Harbour Post"),
        ("<meta property=og:site_name content='@harbourpost'>", URL, "harbour-post.example"),
        ("", None, None),
    ],
)
def test_the_sites_name(head: str, url: str | None, expected: str | None) -> None:
    assert value(read(head, url=url).site) == expected


@pytest.mark.parametrize(
    ("title", "body", "url", "site"),
    [
        ("The Harbour Post - Ferry late again", "", URL, "The Harbour Post"),
        (
            "Ferry late again｜河口郵報",
            "<a href=/><img src=logo.gif alt=河口郵報></a><h1>Ferry late again</h1>",
            URL,
            "河口郵報",
        ),
        ("Ferry late again | Tide", "<a href=/>Tide</a><h1>Ferry late again</h1>", None, "Tide"),
        ("Ferry late again | Tide", "<font>Tide</font><hr><h1>Ferry late again</h1>", None, "Tide"),
        ("Ferry late again | Tide", "<h1>Tide</h1><h2>Ferry late again</h2>", None, "Tide"),
        ("Ferry late again", "<b>Harbour Post</b><hr><h1>Ferry late again</h1>", URL, "Harbour Post"),
        ("Über uns - Die Hafenzeitung", "<h1>Über uns</h1>", "https://hafenzeitung.example/a", "Die Hafenzeitung"),
        ("Ferry late again | A Wiki", "<h1>Ferry late again</h1>", URL, "harbour-post.example"),
        ("Late: again and again", "<h1>Late</h1>", URL, "harbour-post.example"),
    ],
)
def test_the_sites_name_where_only_the_title_and_the_masthead_hold_it(
    title: str, body: str, url: str | None, site: str
) -> None:
    found = read(f"<title>{title}</title>", body and body + TEXT, url=url)
    assert value(found.site) == site
    assert site not in str(value(found.title))


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<link rel=canonical href='/ferry?utm_source=x#top'>", "https://www.harbour-post.example/ferry"),
        ("<link rel=canonical href='javascript:alert(1)'>", URL),
        ("<meta property=og:url content='https://harbour.example/a'>", "https://harbour.example/a"),
        ("<meta name=DC.identifier content='https://harbour.example/a'>", "https://harbour.example/a"),
        ("<meta name=citation_public_url content='https://harbour.example/a'>", "https://harbour.example/a"),
        ("<meta name=DC.identifier content='urn:isbn:3-16-148410-0'>", URL),
        ("<meta name=DC.identifier content='ferry-148410'>", URL),
        (
            "<meta name=DC.identifier content='https://doi.example/a'><link rel=canonical href='/a'>",
            "https://www.harbour-post.example/a",
        ),
        ("", URL),
    ],
)
def test_the_pages_address(head: str, expected: str) -> None:
    assert value(read(head).url) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h1><a rel=bookmark href='/ferry?utm_source=x'>Ferry</a></h1>", "https://www.harbour-post.example/ferry"),
        ("<h1>Ferry</h1><a rel=bookmark href=/a>One</a><a rel=bookmark href=/b>Other</a>", URL),
    ],
)
def test_a_permanent_link_is_the_pages_address_where_there_is_one(body: str, expected: str) -> None:
    assert value(read(body=body).url) == expected


@pytest.mark.parametrize(
    ("html", "head", "text", "lang", "direction"),
    [
        ("lang=de_at", "", TEXT, "de-AT", "ltr"),
        ("", "<meta property=og:locale content=fr_FR>", "", "fr-FR", "ltr"),
        ("lang=ar", "", "", "ar", "rtl"),
        ("lang=he dir=ltr", "", "", "he", "ltr"),
        ("", "", TEXT, "en", "ltr"),
        (
            "lang=en",
            "",
            "<p>Die Fähre kam am Morgen nicht, und die Leute auf der anderen Seite des Flusses mussten wieder warten.</p>"
            * 4,
            "de",
            "ltr",
        ),
        ("lang='not a language'", "", "", None, None),
    ],
)
def test_language_and_direction(html: str, head: str, text: str, lang: str | None, direction: str | None) -> None:
    found = read(head, f"<h1>1</h1>{text}", html=html)
    assert (value(found.lang), value(found.dir)) == (lang, direction)


def test_tags_are_cleaned() -> None:
    head = "<meta name=keywords content='Ferries, river; #traffic, news, section:home, ferries, Harbour Post, "
    head += "a very long sentence that is no tag at all'>"
    found = read(
        head
        + "<meta property=og:site_name content='Harbour Post'><meta property=article:section content=Uncategorized>"
    )
    assert value(found.tags) == ("Ferries", "river", "traffic")
    assert found.section is None
    assert value(read("<meta property=article:tag content=Ferries><meta property=article:tag content=River>").tags) == (
        "Ferries",
        "River",
    )


def test_tags_are_read_whatever_systems_make_of_them() -> None:
    head = "".join(
        f'<meta property="article:tag" content="{tag}">'
        for tag in (
            "Quill, Ada B",
            "Orme, Ben (1966- )",
            "Wick, Marrow Island",
            "Tides &amp;amp; Winds",
            "&amp;quot",
            "Front Page",
        )
    )
    assert value(read(head).tags) == ("Ada B Quill", "Ben Orme", "Wick", "Marrow Island", "Tides & Winds")


def test_tags_that_readers_can_follow_go_before_those_for_search_engines() -> None:
    head = "<meta name=keywords content='cheap ferry tickets'>"
    foot = "<footer><a href=/tag/ferries/>Ferries (12)</a> <a rel=tag href=/r>River</a></footer>"
    assert value(read(head, f"<article><h1>Ferry late again</h1>{TEXT}{foot}</article>").tags) == ("River",)
    links = f"<article><h1>Ferry late again</h1>{TEXT}<p><a href=/tag/ferries/>Ferries (12)</a></p></article>"
    assert read(head, links).tags == Found(("Ferries",), "links to tags")
    assert value(read(head, f"<article><h1>Ferry late again</h1>{TEXT}</article>{foot}").tags) == (
        "cheap ferry tickets",
    )


def test_the_lead_image_is_an_address_to_follow() -> None:
    assert (
        value(read("<meta property=og:image content='/i/ferry.jpg#x'>").image)
        == "https://www.harbour-post.example/i/ferry.jpg"
    )
    assert read("<meta property=og:image content='data:image/png;base64,AAAA'>").image is None


# Whatever the page holds

PIECES = (
    "<h1> </h1> <meta name=author content= <meta property=article:published_time content= 2016-12-13 <script type=application/ld+json> "
    '{"@type":"Article", "author": [ ] } </script> <time datetime= > <p class=byline> By Von <a rel=author href= <title> </title> | - '
    "<div> </div> <div itemscope itemtype=Article> <span itemprop=author> <html lang= dir= \x00 &amp; &#0; 13.12.2016 Ada "
    "Muster <svg><title>"
)


@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES.split(" ")), max_size=40).map(" ".join)))
def test_no_page_makes_it_fail(page: str) -> None:
    found = metadata.read(parse(page), RawPage(Origin("a.html", "html", "0"), Media.HTML, page, page))
    assert isinstance(found, Metadata)


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 8_000,
        "<h1>Ferry</h1>" + "<div class=author>" * 8_000 + "x",
        "<meta name=keywords content='a'>" * 50_000,
        "<h1>" + "Ferry " * 200_000,
        '<script type="application/ld+json">' + "[" * 100_000,
        '<script type="application/ld+json">' + '{"@type":"Article","author":' * 5_000,
        "<h1>Ferry</h1><p>By " + "Ada, " * 100_000,
        "<a rel=author>x</a>" * 20_000,
        "<time>13.12.2016</time>" * 20_000,
    ],
    ids=[
        "deep",
        "deep author",
        "metas",
        "long heading",
        "deep JSON",
        "deep objects",
        "long byline",
        "authors",
        "times",
    ],
)
def test_monstrous_pages_are_read(page: str) -> None:
    assert isinstance(metadata.read(parse(page), RawPage(Origin("a.html", "html", "0"), Media.HTML, page)), Metadata)
