"""HTML as programs save it, text, JSON Lines, and streams without a name."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readery import findings, intake, registry
from readery.characters import tidy
from readery.findings import Finding
from readery.intake import files, formats
from readery.intake.folder import known
from readery.intake.formats import Format, jsonl
from readery.model import Media, Owner, RawPage
from tests.intake.conftest import Put, everything, only


@pytest.mark.parametrize(
    ("mark", "url", "saved"),
    [
        ("<!-- saved from url=(0029)https://e.example/fog?a=1&b=2 -->", "https://e.example/fog?a=1&b=2", None),
        ("<!-- saved from url=(0014)about:internet -->", None, None),
        (
            (
                "<html><!--\n Page saved with SingleFile \n url: https://e.example/fog \n"
                " saved date: Sun Jul 04 2021 22:15:30 GMT+0200 (Mitteleuropäische Sommerzeit)\n-->"
            ),
            "https://e.example/fog",
            "2021-07-04T22:15:30+02:00",
        ),
        (
            (
                '<meta name="savepage-url" content="https://e.example/fog?a=1&amp;b=2">'
                '<meta name="savepage-date" content="Sun Jul 04 2021 22:15:30 GMT-0330 (somewhere)">'
            ),
            "https://e.example/fog?a=1&b=2",
            "2021-07-04T22:15:30-03:30",
        ),
        (
            '<html lang="en" data-scrapbook-source="https://e.example/fog" data-scrapbook-create="20210704201530123">',
            "https://e.example/fog",
            "2021-07-04T20:15:30+00:00",
        ),
        (
            "<!-- Mirrored from www.e.example/fog.html by HTTrack Website Copier/3.x [XR&CO'2014], Sat, 05 Dec 2015 -->",
            "http://www.e.example/fog.html",
            None,
        ),
        (
            '<script>__wm.wombat("http://e.example/fog?a=1","20210704201530","https://web.archive.org/","web");</script>',
            "http://e.example/fog?a=1",
            "2021-07-04T20:15:30+00:00",
        ),
        (
            (
                "<!-- saved from url=(0060)https://web.archive.org/web/20210704201530/http://e.example/fog -->"
                "<!-- BEGIN WAYBACK TOOLBAR INSERT -->"
            ),
            "http://e.example/fog",
            "2021-07-04T20:15:30+00:00",
        ),
        (
            (
                "<!-- saved from url=(0054)https://web.archive.org/web/201007041230/http://e.example/fog -->"
                "<!-- BEGIN WAYBACK TOOLBAR INSERT -->"
            ),
            "http://e.example/fog",
            None,
        ),
        (
            '<div id="wm-ipp"><input type="text" name="url" id="wmtbURL" value="http://e.example/?a=1&amp;b=2"></div>',
            "http://e.example/?a=1&b=2",
            None,
        ),
        ("<!-- saved from url=(0009)javascript:alert(1) -->", None, None),
        ("<p>saved from url=(0020)https://e.example/no</p>", None, None),
    ],
)
def test_the_marks_of_programs_that_save_pages_are_read(
    put: Put, tmp_path: Path, mark: str, url: str | None, saved: str | None
) -> None:
    put("page.html", f"<!doctype html>\n{mark}\n<title>Fog</title><p>One.")
    page = only(tmp_path)
    assert (page.url, page.saved, page.media) == (url, saved, Media.HTML)


def test_a_pages_source_under_the_name_of_a_text_is_html(put: Put, tmp_path: Path) -> None:
    put("a/page.txt", "\ufeff\n<!-- x -->\n<!DOCTYPE html><title>Fog</title><p>One.")
    put("b/page.txt", "<html> is how a page begins, said the teacher.\n".replace("<html>", "A <html> tag"))
    assert only(tmp_path / "a").media is Media.HTML
    assert only(tmp_path / "b").media is Media.TEXT


def test_text_keeps_every_word_and_line(put: Put, tmp_path: Path) -> None:
    put("page.txt", "One.\r\n\r\n  Two — “three”.\r\n")
    assert only(tmp_path).text == "One.\n\n  Two — “three”.\n"


def records(*given: object) -> bytes:
    return b"".join(json.dumps(each).encode() + b"\n" for each in given)


def test_records_become_pages_one_each(put: Put, tmp_path: Path) -> None:
    put(
        "crawl.jsonl.gz",
        gzip.compress(
            records(
                {"name": "one", "url": "https://e.example/1", "html": "<p>One.", "text": "One."},
                {
                    "url": "https://e.example/2",
                    "text": "Two.",
                    "title": "The second",
                    "date": "2016-12-13",
                    "tags": ["a"],
                },
                {"name": "three", "markdown": "---\ntitle: Third\n---\nThree.", "author": "Ada Quill"},
            )
        ),
    )
    put("crawl.jsonl.toml", 'site = "The Courier"\n')
    pages, found = everything(tmp_path)
    assert found == []
    assert [page.origin.name for page in pages] == ["crawl.jsonl.gz#one", "crawl.jsonl.gz#2", "crawl.jsonl.gz#three"]
    assert [page.media for page in pages] == [Media.HTML, Media.TEXT, Media.MARKDOWN]
    assert [page.text for page in pages] == ["<p>One.", "Two.", "Three."]
    assert [page.url for page in pages] == ["https://e.example/1", "https://e.example/2", None]
    assert pages[1].owner == Owner(title="The second", published="2016-12-13", tags=("a",), site="The Courier")
    assert pages[2].owner == Owner(title="Third", authors=("Ada Quill",), site="The Courier")
    assert len({page.origin.sha256 for page in pages}) == 3


def test_two_records_of_one_name_stay_two(put: Put, tmp_path: Path) -> None:
    put("crawl.jsonl", records(*({"name": "same", "text": text} for text in ("One.", "Two.", "Three."))))
    pages, _ = everything(tmp_path)
    assert [page.origin.record for page in pages] == ["same", "same (line 2)", "same (line 3)"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b'{"text": "One."', "not valid JSON"),
        (b'["text"]', "not a JSON object"),
        (b"17", "not a JSON object"),
        (b'{"url": "https://e.example/"}', "holds no page"),
        (b'{"text": 17}', '"text" must be a text'),
        (b'{"text": " \\n"}', "white space"),
        (b'{"text": ""}', "white space"),
        (b'{"text": "caf\xe9"}', "not UTF-8"),
        (b"[" * 100_000, "too deep"),
        (b'{"text": ' + b"9" * 5000 + b"}", "cannot be read|too large"),
    ],
)
def test_a_bad_record_is_told_by_its_line_and_the_others_read(put: Put, tmp_path: Path, line: bytes, says: str) -> None:
    put("crawl.jsonl", b'{"text": "One."}\n\n' + line + b'\n{"text": "Two."}')
    pages, (finding,) = everything(tmp_path)
    assert [page.text for page in pages] == ["One.", "Two."]
    assert finding.kind is findings.BAD_RECORD
    assert finding.where == "crawl.jsonl, line 3"
    assert any(each in finding.problem for each in says.split("|"))


def test_a_thousand_bad_records_are_told_in_a_few_findings(put: Put, tmp_path: Path) -> None:
    put("crawl.jsonl", b'{"text": "One."}\n' + b"{\n" * 1000)
    pages, found = everything(tmp_path)
    assert len(pages) == 1
    assert len(found) == 21
    assert "980 more records" in found[-1].problem


def test_a_file_of_other_records_is_no_page_and_no_problem(put: Put, tmp_path: Path) -> None:
    put("truth.jsonl", records(*({"name": str(number), "tags": []} for number in range(50))))
    pages, (finding,) = everything(tmp_path)
    assert pages == []
    assert finding.kind is findings.UNKNOWN_FORMAT


def test_records_without_a_page_before_the_first_page_are_told(put: Put, tmp_path: Path) -> None:
    put("crawl.jsonl", records({"url": "https://e.example/"}, {"text": "One."}))
    pages, (finding,) = everything(tmp_path)
    assert len(pages) == 1
    assert finding.where == "crawl.jsonl, line 1"


def test_a_record_longer_than_a_page_may_be_is_passed_over(
    put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LIMIT", 1000)
    put("crawl.jsonl", records({"text": "One."}, {"text": "x" * 5000}, {"text": "Two."}))
    pages, (finding,) = everything(tmp_path)
    assert [page.text for page in pages] == ["One.", "Two."]
    assert finding.where == "crawl.jsonl, line 2"
    assert "longer than" in finding.problem


def test_a_line_without_end_is_given_up(put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LIMIT", 1000)
    monkeypatch.setattr(jsonl, "_HOPELESS", 2**21)
    put("bomb.jsonl.gz", gzip.compress(b'{"text": "One."}\n' + b" " * 2**23))
    (page,), (finding,) = everything(tmp_path)
    assert page.text == "One."
    assert finding.kind is findings.TOO_LARGE


def test_records_are_read_as_they_are_asked_for() -> None:
    """A crawl need not fit into memory, nor be finished."""

    class Endless(io.RawIOBase):
        given = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            line = b'{"text": "Again."}\n'
            size = len(buffer) // len(line) * len(line)
            buffer[:size] = line * (size // len(line))
            self.given += size
            return size

    endless = Endless()
    pages = intake.read_stream(io.BufferedReader(endless), "-")
    first = [next(pages) for _ in range(10)]
    assert all(isinstance(page, RawPage) and page.text == "Again." for page in first)
    assert endless.given < 2**20


@pytest.mark.parametrize(
    ("data", "format_name", "media"),
    [
        (b"<!doctype html><title>Fog</title><p>One.", "html", Media.HTML),
        (b"\xef\xbb\xbf  <div>One.</div>", "html", Media.HTML),
        (gzip.compress(b"<p>One.</p>", mtime=0), "html", Media.HTML),
        (b'{"html": "<p>One."}\n', "jsonl", Media.HTML),
        (gzip.compress(b'{"text": "One."}\n', mtime=0), "jsonl", Media.TEXT),
        (b"---\ntitle: Fog\n---\nOne.", "markdown", Media.MARKDOWN),
        (b"One.\n", "text", Media.TEXT),
        ("Ein Tag.".encode("utf-16"), "text", Media.TEXT),
    ],
)
def test_a_stream_is_read_by_how_it_begins(data: bytes, format_name: str, media: Media) -> None:
    (page,) = intake.read_stream(io.BytesIO(data), "-")
    assert isinstance(page, RawPage)
    assert (page.origin.path, page.origin.format, page.media) == ("-", format_name, media)


@pytest.mark.parametrize("data", [b"", b"\x00" * 100, b"\x1f\x8b\x08\x00cut"])
def test_a_stream_that_holds_no_page_is_told(data: bytes) -> None:
    (finding,) = intake.read_stream(io.BytesIO(data), "-")
    assert isinstance(finding, Finding)
    assert finding.where == "-"


def test_each_format_is_one_file_with_endings_of_its_own() -> None:
    found = registry.members(formats, "FORMAT", Format)
    suffixes = [suffix for each in found for suffix in each.suffixes]
    assert len(set(suffixes)) == len(suffixes)
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in suffixes)
    assert set(known()) == {"html", "text", "markdown", "jsonl"}


SUFFIXES = [suffix + packed for each in known().values() for suffix in each.suffixes for packed in ("", ".gz")]
PIECES = [
    *(
        b"",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\x1f\x8b\x08",
        b"---\n",
        b"---\ntitle: x\n---\n",
        b"+++\n",
        b"URL: https://e.example\n",
    ),
    *(
        b'{"text": "x"}\n',
        b'{"html": "',
        b'"}\n',
        b'{"text": "\\ud800"}\n',
        b"<!doctype html>",
        b"<!--",
        b"\x00",
        b"<p>\n",
    ),
    *(b'<meta charset="', b'">', b"utf-7", b"shift_jis", b"a: [", b"!!", b"&a *a", b'{"name": 1e999, "text": "x"}\n'),
]
BYTES = st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=60)), max_size=8).map(b"".join)


@given(data=BYTES, side=st.one_of(st.none(), BYTES), suffix=st.sampled_from(SUFFIXES))
def test_any_bytes_in_a_file_of_any_format_are_a_page_or_a_finding(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, side: bytes | None, suffix: str
) -> None:
    root = tmp_path_factory.getbasetemp() / "any"
    root.mkdir(exist_ok=True)
    path, beside = root / f"page{suffix}", root / "page.toml"
    path.write_bytes(data)
    if side is not None:
        beside.write_bytes(side)
    try:
        (source,) = intake.scan(root).sources
        read = list(intake.read(source))
    finally:
        path.unlink()
        beside.unlink(missing_ok=True)
    assert read
    for each in read:
        if isinstance(each, RawPage):
            assert each.text == tidy(each.text)
            assert each.url is None or each.url.startswith(("http://", "https://"))
        else:
            assert each.problem
            assert each.remedy


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=300))
def test_a_text_comes_back_as_it_was_written(text: str) -> None:
    data = text.encode("utf-8-sig")
    read = list(intake.read_stream(io.BytesIO(gzip.compress(data)), "-"))
    for each in read:
        if isinstance(each, RawPage) and each.media is Media.TEXT and each.url is None:
            assert each.text == tidy(text)


@pytest.mark.parametrize(
    "piece", ["<!--", "<meta ", "<!-- Page saved with SingleFile url: ", "---\na: ", "[", "é", "ก", "a\n", " "]
)
def test_pages_of_one_piece_repeated_come_to_an_end(piece: str) -> None:
    """Where reading took time that grows with the square of the length, this would take hours."""
    for start in ("", "<!doctype html>", "---\n", "URL: https://e.example\n"):
        data = (start + piece * (2**21 // len(piece.encode()))).encode()
        assert len(list(intake.read_stream(io.BytesIO(data), "-"))) >= 1


def test_links_of_an_archived_page_lead_where_they_led(put: Put, tmp_path: Path) -> None:
    put(
        "fog.html",
        '<div id="wm-ipp"></div><a href="/web/20100203/http://e.example/a">a</a>'
        '<img src="https://web.archive.org/web/20100203im_/http://e.example/b.gif">'
        '<a href="/web/20100203/https://web.archive.org/web/2009/http://e.example/c">c</a><a href="/web/log">log</a>',
    )
    text = only(tmp_path).text
    assert '<a href="http://e.example/a">' in text
    assert '<img src="http://e.example/b.gif">' in text
    assert '<a href="https://web.archive.org/web/2009/http://e.example/c">' in text, (
        "the page's own link into the archive"
    )
    assert '<a href="/web/log">' in text


def test_links_into_the_archive_stay_on_other_pages(put: Put, tmp_path: Path) -> None:
    page = '<p>See <a href="https://web.archive.org/web/2009/http://e.example/c">the archived copy</a>.</p>'
    put("fog.html", page)
    assert page in only(tmp_path).text
