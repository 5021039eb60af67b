"""Pages that are merely mad, too large or broken: cleaning them comes to an end, and says what is wrong."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import re
import sys
from pathlib import Path

import pytest

from readery import findings, intake, markup
from readery.clean import clean
from readery.cli import main
from readery.model import Media, RawPage
from tests.hostile.sound import sound
from tests.hostile.vectors import SENTENCES, raw

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
    "brackets of tags": "<" * 5_000_000,
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


def test_what_holds_no_word_is_no_article() -> None:
    (found,) = clean(raw("<p>" + "&lt;&gt; " * 500)).findings
    assert found.kind is findings.NO_ARTICLE
