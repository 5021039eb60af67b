"""The sample collection comes out as its pages say: expected.toml holds what each of them is."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parents[2]
EXPECTED: Mapping[str, Mapping[str, Any]] = tomllib.loads(
    Path(__file__).with_name("expected.toml").read_text(encoding="utf-8")
)
PAGES = sorted(EXPECTED)

Record = Mapping[str, Any]


@pytest.fixture(scope="session")
def records() -> Mapping[str, Record]:
    """What `python build.py clean seeds` prints, by the page's path in seeds/."""
    command = [sys.executable, "build.py", "clean", "seeds"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode in (0, 1), done.stderr
    printed = [json.loads(line) for line in done.stdout.splitlines()]
    return {record["source"].removeprefix("seeds/"): record for record in printed}


def article(records: Mapping[str, Record], page: str) -> Record:
    """What was printed of a page, which must not be a problem."""
    record = records[page]
    assert "problem" not in record, record["problem"]
    return record


def folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def body(record: Record) -> str:
    """The text without what belongs to pictures and without the dek, which pages show in it too, white space folded."""
    captions = [folded(caption["text"]) for caption in record["captions"]]
    paragraphs = [folded(paragraph) for paragraph in record["text"].split("\n\n")]
    dek = folded(record["dek"] or "")
    return " ".join(p for p in paragraphs if p != dek and not any(c and p.startswith(c) for c in captions))


def test_every_page_is_expected_and_printed(records: Mapping[str, Record]) -> None:
    assert sorted(records) == PAGES


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("field", ["title", "dek", "site", "url"])
def test_says_what_it_is(records: Mapping[str, Record], page: str, field: str) -> None:
    if field not in EXPECTED[page]:
        pytest.skip(f"nothing is expected of its {field}")
    assert unquote(folded(article(records, page)[field] or "")) == EXPECTED[page][field]


@pytest.mark.parametrize("page", PAGES)
def test_names_its_authors(records: Mapping[str, Record], page: str) -> None:
    if "authors" not in EXPECTED[page]:
        pytest.skip("printed from an agency: no person wrote it")
    assert article(records, page)["authors"] == EXPECTED[page]["authors"]


@pytest.mark.parametrize("page", [page for page in PAGES if "published" in EXPECTED[page]])
def test_is_dated_as_exactly_as_it_says(records: Mapping[str, Record], page: str) -> None:
    expected, found = EXPECTED[page]["published"], article(records, page)["published"]
    assert found is not None
    assert ("T" in found) == ("T" in expected)
    assert datetime.fromisoformat(found) == datetime.fromisoformat(expected)


@pytest.mark.parametrize("page", PAGES)
def test_knows_its_language(records: Mapping[str, Record], page: str) -> None:
    assert (article(records, page)["lang"] or "").split("-")[0] == EXPECTED[page]["lang"]
    assert article(records, page)["dir"] == ("rtl" if EXPECTED[page]["lang"] == "ar" else "ltr")


@pytest.mark.parametrize("page", PAGES)
def test_begins_and_ends_where_the_article_does(records: Mapping[str, Record], page: str) -> None:
    text = body(article(records, page)).rstrip("↩ ")
    first, last = EXPECTED[page]["first"], EXPECTED[page]["last"]
    assert text[: len(first)] == first
    assert text[-len(last) :] == last


@pytest.mark.parametrize("page", PAGES)
def test_is_whole_and_alone(records: Mapping[str, Record], page: str) -> None:
    text = folded(article(records, page)["text"])
    lost = [phrase for phrase in EXPECTED[page].get("with", ()) if phrase not in text]
    left = [phrase for phrase in EXPECTED[page]["without"] if phrase in text]
    assert (lost, left) == ([], [])


@pytest.mark.parametrize("page", PAGES)
def test_nothing_of_a_page_can_act(records: Mapping[str, Record], page: str) -> None:
    markup = re.sub(r"<pre.*?</pre>", "", article(records, page)["html"], flags=re.DOTALL)
    assert not re.search(r"<(?:script|style|iframe|form|object|embed|svg|input|button)\b", markup, re.IGNORECASE)
    assert not re.search(r"<[^>]+\s(?:on\w+|style)\s*=", markup, re.IGNORECASE)
    assert not re.search(r"(?:href|src)=\"\s*(?:javascript|vbscript|data:text)", markup, re.IGNORECASE)
