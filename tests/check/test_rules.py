"""Each rule of `readery check`, on a site that has nothing else wrong with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from readery import check, findings
from readery.engine import start
from readery.findings import Finding, Kind
from readery.settings import CheckSettings, ImageSettings, Settings, SiteSettings

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>{head}</head>
<body><h1 id="top-of-page">A page</h1>{body}</body></html>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:x:1</id><title>Feed</title><updated>{updated}</updated>
<author><name>Ada</name></author><entry><id>{id}</id><title>One</title><updated>2021-05-04T00:00:00Z</updated>
<link href="{link}"/></entry>{more}</feed>"""
SITEMAP = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{}</loc><lastmod>{}</lastmod></url></urlset>'
)
BASE = "https://shelf.example/books/"
SOUND = {
    "index.html": PAGE.format(head="", body='<a href="about/index.html#top-of-page">about</a>'),
    "about/index.html": PAGE.format(head="", body='<a href="../index.html#top">home</a>'),
    "404.html": PAGE.format(head="<style>p{}</style>", body='<a href="/index.html">home</a>'),
}


def page(body: str = "", head: str = "") -> str:
    return PAGE.format(head=head, body=body)


PLAIN = Settings()


def found(root: Path, files: Mapping[str, str | bytes], settings: Settings = PLAIN) -> tuple[Finding, ...]:
    """What is wrong with the sound site when these files are put over it."""
    for name, content in {**SOUND, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return check.check(root, settings)


def test_a_sound_site_has_nothing_to_mend(tmp_path: Path) -> None:
    assert found(tmp_path, {}) == ()


ADDRESSED = Settings(site=SiteSettings(base_url=BASE))
CASES: dict[str, tuple[dict[str, str | bytes], Kind, str, str]] = {
    "a link to no page": ({"a.html": page('<a href="gone.html">x</a>')}, findings.BROKEN_LINK, "a.html", "gone.html"),
    "a link in other capitals": (
        {"a.html": page('<a href="About/index.html">x</a>')},
        findings.BROKEN_LINK,
        "a.html",
        "About/index.html",
    ),
    "a feed that is named and missing": (
        {"a.html": page(head='<link rel="alternate" type="application/atom+xml" href="feed.xml">')},
        findings.BROKEN_LINK,
        "a.html",
        "feed.xml",
    ),
    "a redirect to no page": (
        {"a.html": page(head='<meta http-equiv="refresh" content="0; url=gone.html">')},
        findings.BROKEN_LINK,
        "a.html",
        "gone.html",
    ),
    "an anchor that another page lacks": (
        {"a.html": page('<a href="about/index.html#gone">x</a>')},
        findings.BROKEN_ANCHOR,
        "a.html",
        "#gone",
    ),
    "an anchor that the page itself lacks": (
        {"a.html": page('<a href="#gone">x</a>')},
        findings.BROKEN_ANCHOR,
        "a.html",
        "#gone",
    ),
    "a picture that is missing": (
        {"a.html": page('<img src="p.png" alt="">')},
        findings.MISSING_FILE,
        "a.html",
        "p.png",
    ),
    "a picture in a set": (
        {"a.html": page('<img src="p.png" srcset="p.png 1x, q.png 2x" alt="">'), "p.png": b"x"},
        findings.MISSING_FILE,
        "a.html",
        "q.png",
    ),
    "a style sheet that is missing": (
        {"a.html": page(head='<link rel="stylesheet" href="s.css">')},
        findings.MISSING_FILE,
        "a.html",
        "s.css",
    ),
    "a picture that a style names": (
        {"a.css": "/* url(never.png) */ p { background: url( 'p.png' ) }"},
        findings.MISSING_FILE,
        "a.css",
        "p.png",
    ),
    "a sheet that a sheet imports": ({"a.css": '@import "b.css";'}, findings.MISSING_FILE, "a.css", "b.css"),
    "a link above the site": ({"a.html": page('<a href="../x.html">x</a>')}, findings.LEADS_OUT, "a.html", "../x.html"),
    "a link from the host's root": (
        {"a.html": page('<a href="/about/index.html">x</a>')},
        findings.ROOTED,
        "a.html",
        "/about/",
    ),
    "a link to a folder": ({"a.html": page('<a href="about/">x</a>')}, findings.COMPLETED, "a.html", "about/"),
    "a link without its ending": ({"a.html": page('<a href="index">x</a>')}, findings.COMPLETED, "a.html", "index"),
    "two elements with one id": ({"a.html": page('<p id="a"><b id="a">')}, findings.REPEATED_ID, "a.html", '"a"'),
    "no title": ({"a.html": page().replace("A page</title>", "</title>")}, findings.UNTITLED, "a.html", "title"),
    "a title in a drawing alone": (
        {"a.html": page("<svg><title>x</title></svg>").replace("<title>A page</title>", "")},
        findings.UNTITLED,
        "a.html",
        "title",
    ),
    "no language": ({"a.html": page().replace(' lang="en"', "")}, findings.NO_LANGUAGE, "a.html", "language"),
    "no heading": ({"a.html": page().replace("h1", "h2")}, findings.NOT_ONE_HEADING, "a.html", "no main heading"),
    "two headings": ({"a.html": page("<h1>b</h1>")}, findings.NOT_ONE_HEADING, "a.html", "2 main headings"),
    "no text alternative": (
        {"a.html": page('<img src="p.png">'), "p.png": b"x"},
        findings.ALT_LACKING,
        "a.html",
        "1 picture has",
    ),
    "an encoding that is not said": (
        {"a.html": page("é").replace('<meta charset="utf-8">', "")},
        findings.NO_ENCODING,
        "a.html",
        "UTF-8",
    ),
    "bytes of another encoding": ({"a.html": page("é").encode("latin-1")}, findings.NO_ENCODING, "a.html", "UTF-8"),
    "a script of another origin": (
        {"a.html": page('<script src="//cdn.example/x.js"></script>')},
        findings.FOREIGN_CODE,
        "a.html",
        "cdn.example",
    ),
    "a font of another origin": (
        {"a.css": "@font-face { src: url(https://fonts.example/f.woff2) }"},
        findings.FOREIGN_CODE,
        "a.css",
        "fonts.example",
    ),
    "a connection opened early": (
        {"a.html": page(head='<link rel="preconnect" href="https://cdn.example">')},
        findings.FOREIGN_CODE,
        "a.html",
        "cdn.example",
    ),
    "a form sent elsewhere": (
        {"a.html": page('<form action="https://mail.example/in"></form>')},
        findings.FOREIGN_CODE,
        "a.html",
        "mail.example",
    ),
    "a link that reports": (
        {"a.html": page('<a href="about/index.html" ping="https://count.example/">x</a>')},
        findings.FOREIGN_CODE,
        "a.html",
        "count.example",
    ),
    "a picture behind a table": (
        {"a.html": page('<table background="b.gif"></table>')},
        findings.MISSING_FILE,
        "a.html",
        "b.gif",
    ),
    "a frame of another origin": (
        {"a.html": page('<iframe src="https://film.example/1"></iframe>')},
        findings.FOREIGN_CODE,
        "a.html",
        "film.example",
    ),
    "a drawing that shows a picture of another origin": (
        {"a.svg": '<svg xmlns="http://www.w3.org/2000/svg"><image href="https://pix.example/p.png"/></svg>'},
        findings.FOREIGN_PICTURE,
        "a.svg",
        "pix.example",
    ),
    "a picture of another origin": (
        {"a.html": page('<img src="https://pix.example/p.gif" alt="">')},
        findings.FOREIGN_PICTURE,
        "a.html",
        "pix.example",
    ),
    "an inline script": ({"a.html": page("<script>1</script>")}, findings.INLINE_CODE, "a.html", "an inline script"),
    "an inline handler": ({"a.html": page('<p onpointerdown="x()">')}, findings.INLINE_CODE, "a.html", "onpointerdown"),
    "a style attribute": (
        {"a.html": page('<p style="color:red">')},
        findings.INLINE_CODE,
        "a.html",
        "a style attribute",
    ),
    "a link that runs a script": (
        {"a.html": page('<a href="javascript:x()">x</a>')},
        findings.INLINE_CODE,
        "a.html",
        "javascript:",
    ),
    "a page over its budget": ({"a.html": page("x" * 500_000)}, findings.LARGE_FILE, "a.html", "budget for a page"),
    "a file that a host refuses": ({"a.bin": b"x" * (26 << 20)}, findings.HOST_LIMIT, "a.bin", "25 MiB"),
    "names that differ in capitals": ({"a.png": b"x", "A.png": b"x"}, findings.CLASHING_NAMES, "a.png", "A.png"),
    "folders that differ in capitals": ({"a/x": b"x", "A/y": b"x"}, findings.CLASHING_NAMES, "a/", "A/"),
    "the name of a device": ({"con.txt": b"x"}, findings.REFUSED_NAME, "con.txt", "device"),
    "a name with a colon": ({"a:b.txt": b"x"}, findings.REFUSED_NAME, "a:b.txt", "':'"),
    "a name that ends in a dot": ({"a.": b"x"}, findings.REFUSED_NAME, "a.", "dot"),
    "a name with a line end": ({"a\nb": b"x"}, findings.REFUSED_NAME, "a\\nb", "refuse"),
    "an accent as a character": ({"cafe\u0301.txt": b"x"}, findings.REFUSED_NAME, "cafe\u0301.txt", "NFC"),
    "a path that is too long": (
        {"/".join(["folder"] * 30) + "/f": b"x"},
        findings.LONG_NAME,
        "/".join(["folder"] * 30) + "/f",
        "Windows",
    ),
    "XML that breaks off": ({"a.xml": "<a>"}, findings.BAD_XML, "a.xml", "well-formed"),
    "XML that grows": ({"a.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, findings.BAD_XML, "a.xml", "entities"),
    "JSON that breaks off": ({"a.json": "{"}, findings.BAD_XML, "a.json", "well-formed"),
    "an Atom feed without its date": (
        {"a.xml": ATOM.format(updated="", id="urn:x:2", link="index.html", more="")},
        findings.BAD_FEED,
        "a.xml",
        "lacks `updated`",
    ),
    "an Atom feed with a date that is none": (
        {"a.xml": ATOM.format(updated="4 May", id="urn:x:2", link="index.html", more="")},
        findings.BAD_FEED,
        "a.xml",
        "RFC 3339",
    ),
    "an Atom feed that leads nowhere": (
        {"a.xml": ATOM.format(updated="2021-05-04T00:00:00Z", id="urn:x:2", link="gone.html", more="")},
        findings.BROKEN_LINK,
        "a.xml",
        "gone.html",
    ),
    "an RSS feed without what it needs": (
        {"a.xml": "<rss><channel><title>x</title><link>index.html</link><item><title>y</title></item></channel></rss>"},
        findings.BAD_FEED,
        "a.xml",
        "`description`",
    ),
    "a JSON feed without a text": (
        {"a.json": json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [{"id": "1"}]})},
        findings.BAD_FEED,
        "a.json",
        "content_text",
    ),
    "a robots.txt that no robot heeds": ({"robots.txt": "Disallow: /x\n"}, findings.BAD_ROBOTS, "robots.txt", "line 1"),
    "a robots.txt with other words": (
        {"robots.txt": "User-agent: *\nDeny: /\n"},
        findings.BAD_ROBOTS,
        "robots.txt",
        "Deny",
    ),
    "a line that moves to no page": ({"_redirects": "/old /new 301\n"}, findings.BAD_REDIRECT, "_redirects", "/new"),
    "lines that move in a row": (
        {"_redirects": "/a /b 301\n/b /about/index.html 301\n"},
        findings.BAD_REDIRECT,
        "_redirects",
        "moved itself",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_fault_is_found_where_it_is(tmp_path: Path, name: str) -> None:
    files, kind, where, said = CASES[name]
    told = [finding for finding in found(tmp_path, files) if finding.kind == kind]
    assert [finding.where for finding in told] == [where]
    assert said in told[0].problem


ADDRESSED_CASES: dict[str, tuple[dict[str, str | bytes], Kind, str]] = {
    "a canonical address of no page": (
        {"a.html": page(head=f'<link rel="canonical" href="{BASE}gone/">')},
        findings.BROKEN_LINK,
        "a.html",
    ),
    "a sitemap that names no page": (
        {"sitemap.xml": SITEMAP.format(f"{BASE}gone/", "2021-05-04")},
        findings.BROKEN_LINK,
        "sitemap.xml",
    ),
    "a sitemap of another site": (
        {"sitemap.xml": SITEMAP.format("https://other.example/", "2021-05-04")},
        findings.BAD_SITEMAP,
        "sitemap.xml",
    ),
    "a sitemap with a date that is none": (
        {"sitemap.xml": SITEMAP.format(f"{BASE}about/", "soon")},
        findings.BAD_SITEMAP,
        "sitemap.xml",
    ),
    "a sitemap that robots do not find": (
        {"robots.txt": f"User-agent: *\nSitemap: {BASE}sitemap.xml\n"},
        findings.BAD_ROBOTS,
        "robots.txt",
    ),
    "a link to another site of the host": ({"a.html": page('<a href="/other/">x</a>')}, findings.LEADS_OUT, "a.html"),
}


@pytest.mark.parametrize("name", ADDRESSED_CASES)
def test_what_the_sites_own_address_tells(tmp_path: Path, name: str) -> None:
    files, kind, where = ADDRESSED_CASES[name]
    own = {"404.html": page('<a href="/books/index.html">home</a>')}
    told = found(tmp_path, {**own, **files}, ADDRESSED)
    assert [(finding.kind, finding.where) for finding in told] == [(kind, where)]


def test_a_site_that_names_its_own_address_is_checked_as_standing_there(tmp_path: Path) -> None:
    files = {
        "index.html": page(
            '<a href="https://shelf.example/books/gone/">x</a>', f'<link rel="canonical" href="{BASE}">'
        ),
        "404.html": page('<a href="/books/index.html">home</a>'),
    }
    (told,) = found(tmp_path, files)
    assert (told.kind, told.where) == (findings.BROKEN_LINK, "index.html")


def test_what_is_allowed_is_not_told(tmp_path: Path) -> None:
    body = """<a href="about/index.html?from=x#:~:text=words">x</a> <a href="#">y</a> <a href="mailto:a@b.example">z</a>
    <a href="https://elsewhere.example/">e</a> <img src="data:image/png;base64,AA" srcset="data:image/png,a 1x" alt>
    <img src="%70.png" alt=""> <a name="old"></a><a href="#old">o</a> <a href="#%C3%A9">é</a><p id="é">
    <a href="#a%3Cb">w</a><i id="a%3Cb"></i> <a href="moved.html#somewhere">m</a>
    <script type="application/ld+json">{"a": 1}</script><svg><use href="#old"/></svg>"""
    moved = '<!doctype html><html lang="en"><title>Moved</title><meta http-equiv="refresh" content="0; url=about/index.html">'
    files = {"a.html": page(body), "moved.html": moved, "p.png": b"x", ".readery-manifest": "a"}
    assert found(tmp_path, files) == ()


def test_a_fault_of_many_pages_is_told_once_with_their_number(tmp_path: Path) -> None:
    files = {f"p{number}.html": page('<a href="gone.html">x</a>') for number in range(5)}
    (told,) = found(tmp_path, files)
    assert (told.where, "4 other files" in told.problem) == ("p0.html", True)


def test_the_settings_leave_out_codes_and_allow_remote_pictures(tmp_path: Path) -> None:
    files = {"a.html": page('<a href="about/">x</a><img src="https://pix.example/p.gif" alt="">')}
    quiet = Settings(check=CheckSettings(ignore=("R606",)), images=ImageSettings(remote="keep"))
    assert found(tmp_path, files, quiet) == ()
    assert len(found(tmp_path, files)) == 2


def test_several_processes_find_the_same(tmp_path: Path) -> None:
    files = {f"p{number}.html": page(f'<a href="gone{number % 7}.html#x">x</a><img src="q">') for number in range(300)}
    alone = found(tmp_path, files)
    with start(2) as workers:
        assert check.check(tmp_path, Settings(), workers.map) == alone
    assert len(alone) == 300 + 7 + 1


def test_a_symbolic_link_is_told_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path)
    assert [(each.kind, each.where) for each in found(tmp_path, {})] == [(findings.SYMBOLIC_LINK, "loop")]


def test_no_folder_is_no_site(tmp_path: Path) -> None:
    with pytest.raises(check.NoSiteError, match="nowhere"):
        check.check(tmp_path / "nowhere", Settings())


def test_every_finding_of_the_check_is_explained_and_has_a_case() -> None:
    text = (Path(__file__).parent.parent.parent / "docs" / "findings.md").read_text(encoding="utf-8")
    explained = text.partition("## What a check finds")[2].partition("## All of them")[0]
    kinds = {value for value in vars(findings).values() if isinstance(value, Kind) and value.code.startswith("R6")}
    assert {kind.code for kind in kinds if kind.code not in explained} == set()
    tried = {case[1] for case in (*CASES.values(), *ADDRESSED_CASES.values())}
    elsewhere = {findings.SYMBOLIC_LINK, findings.NO_HOME, findings.NO_NOT_FOUND}
    external = {findings.DEAD_LINK, findings.MOVED_LINK, findings.UNANSWERED_LINK}
    assert kinds - tried - elsewhere - external == set()


def test_an_empty_folder_is_told_what_it_lacks(tmp_path: Path) -> None:
    told = check.check(tmp_path, PLAIN)
    assert {finding.kind for finding in told} == {findings.NO_HOME, findings.NO_NOT_FOUND}
