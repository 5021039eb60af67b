"""What owners, clippers and exports say of a page: front matter, side files, header lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from readery import findings
from readery.intake import front, said, side
from readery.model import Media, Owner
from tests.intake.conftest import Put, everything, only


def clip(head: str) -> str:
    return f"---\n{head}\n---\n\nThe text.\n"


def test_what_clippers_write_is_understood(put: Put, tmp_path: Path) -> None:
    put(
        "obsidian.md",
        clip(
            'title: "A day: in the fog"\nsource: "https://e.example/fog?a=1#b"\nauthor:\n  - "[[Ada Quill]]"\n  - "[[p/Ben|Ben Orme]]"\n'
            'published: 2021-04-02\ncreated: 2021-05-09\ndescription: "Fog, and lamps."\ntags:\n  - "clippings"\n  - "#weather"'
        ),
    )
    page = only(tmp_path)
    assert page.media is Media.MARKDOWN
    assert page.text == "The text.\n"
    assert page.url == "https://e.example/fog?a=1#b"
    assert page.saved == "2021-05-09"
    assert page.owner == Owner(
        title="A day: in the fog",
        dek="Fog, and lamps.",
        authors=("Ada Quill", "Ben Orme"),
        published="2021-04-02",
        tags=("clippings", "weather"),
    )


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("title: 1984\nlang: no", Owner(title="1984", lang="no")),
        ("title: >-\n  One\n  two", Owner(title="One two")),
        ("title: ~\nauthor: null\ntags: []\ndescription: ''", Owner()),
        ("author: [[Ada Quill]]", Owner(authors=("Ada Quill",))),
        ("author: By Ada Quill and Ben Orme", Owner(authors=("Ada Quill", "Ben Orme"))),
        ("author: Ada Quill, Ben Orme & Cy Low", Owner(authors=("Ada Quill", "Ben Orme", "Cy Low"))),
        ("author: Quill, Ada", Owner(authors=("Quill, Ada",))),
        ("authors: ['Quill, Ada and Sons']", Owner(authors=("Quill, Ada and Sons",))),
        ("author:\n  name: Ada Quill\n  url: https://a.example", Owner(authors=("Ada Quill",))),
        ("tags: one, two words; three", Owner(tags=("one", "two words", "three"))),
        ("tags: '#one #two'", Owner(tags=("one", "two"))),
        ("tags: a single one", Owner(tags=("a single one",))),
        ("tags: [2016, one, one]", Owner(tags=("2016", "one"))),
        ("labels:\n- one", Owner(tags=("one",))),
        ("source: The Courier\nlink: https://e.example/", Owner(site="The Courier")),
        ("date: 2016-12-13 12:12:00-05:00", Owner(published="2016-12-13T12:12:00-05:00")),
        ("date_published: 13 December 2016", Owner(published="2016-12-13")),
        ("Date-Published: 2016-12-13", Owner(published="2016-12-13")),
        ("published: 2016-12-13\nupdated: 2017-01-01", Owner(published="2016-12-13", updated="2017-01-01")),
        ("created: 2020-01-01 12:00:00Z\nupdated: 2020-02-02 12:00:00Z", Owner()),
        (
            "notes: Mine.\nslug: my-fog\nkeep: [a]\ndrop: b",
            Owner(notes="Mine.", slug="my-fog", keep=("a",), drop=("b",)),
        ),
        ("cssclass: wide\nlatitude: 51.2\n1: 2", Owner()),
    ],
)
def test_values_are_taken_as_they_are_meant(head: str, expected: Owner) -> None:
    parted = front.part(clip(head))
    assert parted.body == "The text.\n"
    assert parted.problems == ()
    assert parted.said.owner == expected


def test_a_saved_time_with_its_offset_in_brackets() -> None:
    assert front.part(clip("created: 2021-03-16T10:12:13 (UTC +01:00)")).said.saved == "2021-03-16T10:12:13+01:00"


def test_toml_front_matter() -> None:
    parted = front.part('+++\ntitle = "Fog"\ndate = 2021-04-02T08:00:00+02:00\ntags = ["a", "b"]\n+++\nThe text.\n')
    assert parted.said.owner == Owner(title="Fog", published="2021-04-02T08:00:00+02:00", tags=("a", "b"))
    assert parted.body == "The text.\n"


def test_broken_front_matter_is_reported_and_what_is_plain_in_it_used(put: Put, tmp_path: Path) -> None:
    put("page.md", clip("title: Fog: a day\nurl: https://e.example/fog\ntags: [a, b"))
    (page,), (finding,) = everything(tmp_path)
    assert finding.kind is findings.BAD_FRONT_MATTER
    assert finding.where == "page.md"
    assert "line 2" in finding.problem
    assert (page.owner.title, page.url, page.text) == ("Fog: a day", "https://e.example/fog", "The text.\n")


@pytest.mark.parametrize(
    "head", ["date: someday", "lang: Klingon tongue", "slug: ../../etc", "url: javascript:alert(1)"]
)
def test_a_value_that_cannot_be_used_is_reported(put: Put, tmp_path: Path, head: str) -> None:
    put("page.md", clip(f"title: Fog\n{head}"))
    (page,), (finding,) = everything(tmp_path)
    assert finding.kind is findings.BAD_FRONT_MATTER
    assert f'"{head.partition(":")[0]}"' in finding.problem
    assert page.owner == Owner(title="Fog")
    assert page.url is None


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nA rule above, and a rule below.\n\n---\n\nThe text.\n",
        "--- no front matter\n",
        "---\ntitle: never closed\n",
        "---------\nA line.\n---------\n",
        "# A heading\n\n---\ntitle: no\n---\n",
        "Title: A story that begins so\n\nAnd has no address.\n",
        "Source: the ministry\n\nThe text.\n",
    ],
)
def test_text_that_only_looks_like_front_matter_stays(text: str) -> None:
    parted = front.part(text)
    assert parted.body == text
    assert parted.said == said.NOTHING


@pytest.mark.parametrize(
    "bomb",
    [
        "a: " + "[" * 60_000,
        "a: " + "{a: " * 10_000,
        "- " * 30_000 + "a",
        "? " * 30_000 + "a: b",
        "&a [*a]",
        "a: &a [x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b]\ntags: &d [*c, *c, *c, *c, *c, *c]",
        "tags: [" + "x," * 20_000 + "]",
        "title: !!python/object/apply:os.system ['echo hacked']",
        "\n".join(" " * depth + "a:" for depth in range(300)),
    ],
)
def test_hostile_front_matter_costs_little(bomb: str) -> None:
    parted = front.part(clip(bomb))
    assert "The text." in parted.body
    assert len(parted.said.owner.tags) <= 200 * 200


def test_header_lines_of_scrapers() -> None:
    parted = front.headed("URL: https://e.example/fog\n\nMeasuring the fog\n\nThe text.\n")
    assert (parted.said.url, parted.body) == ("https://e.example/fog", "Measuring the fog\n\nThe text.\n")
    parted = front.headed(
        "Title: Measuring the fog\n\nURL Source: https://e.example/fog\n\nPublished Time: 2021-04-02T08:00:00+02:00\n\n"
        "Markdown Content:\n## The books\n\nThe text.\n"
    )
    assert parted.media is Media.MARKDOWN
    assert parted.said.owner == Owner(title="Measuring the fog", published="2021-04-02T08:00:00+02:00")
    assert parted.body == "## The books\n\nThe text.\n"


def test_a_side_file_says_more_and_overrules(put: Put, tmp_path: Path) -> None:
    put("page.md", clip("title: Theirs\ntags: [one]\nsource: https://e.example/old\nauthor: Ada Quill"))
    put(
        "page.md.toml",
        'url = "https://e.example/new"\ntitle = "Mine"\ndek = "A line."\nsite = "The Courier"\npublished = 2016-12-13\n'
        'updated = 2016-12-14T10:00:00Z\nsaved = "14 December 2016"\nlang = "pt-BR"\nslug = "mine"\ntags = ["two"]\n'
        'notes = """\nTwo\nlines."""\nkeep = ["this"]\ndrop = ["that", "those"]\n',
    )
    page = only(tmp_path)
    assert (page.url, page.saved) == ("https://e.example/new", "2016-12-14")
    assert page.owner == Owner(
        title="Mine",
        dek="A line.",
        authors=("Ada Quill",),
        url="https://e.example/new",
        site="The Courier",
        published="2016-12-13",
        updated="2016-12-14T10:00:00+00:00",
        lang="pt-BR",
        slug="mine",
        tags=("one", "two"),
        notes="Two\nlines.",
        keep=("this",),
        drop=("that", "those"),
    )


def test_the_most_exact_side_file_is_taken(put: Put, tmp_path: Path) -> None:
    for name in ("page.html", "page.txt", "other.html.gz"):
        put(name)
    put("page.html.toml", 'title = "Of the HTML"\n')
    put("page.toml", 'title = "Of the text"\n')
    put("other.html.toml", 'title = "Of the packed"\n')
    pages, found = everything(tmp_path)
    assert found == []
    assert {page.origin.path: page.owner.title for page in pages} == {
        "page.html": "Of the HTML",
        "page.txt": "Of the text",
        "other.html.gz": "Of the packed",
    }


def test_the_settings_are_no_side_file(put: Put, tmp_path: Path) -> None:
    put("readery.html", "<p>About Readery.")
    put("readery.toml", '[site]\ntitle = "My reading"\n')
    assert only(tmp_path).owner == Owner()


def test_a_side_file_without_its_page_is_reported(put: Put, tmp_path: Path) -> None:
    put("page.html")
    put("pgae.toml", 'title = "Lost"\n')
    _, (finding,) = everything(tmp_path)
    assert (finding.where, finding.kind) == ("pgae.toml", findings.LONE_SIDE_FILE)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('titel = "Mine"', 'Did you mean "title"?'),
        ("colour = 3", "Known are: url, title,"),
        ("title = 3", '"title" must be a text in quotes'),
        ("tags = [1, 2]", '"tags" must be a list of texts'),
        ("published = true", '"published" must be a date'),
        ('published = "someday"', '"published" is no date'),
        ('url = "example.org/x"', '"url" is no address'),
        ('slug = "My Page"', '"slug" may hold'),
        ('lang = "English"', '"lang" is no language tag'),
        ("title = Mine", "is not valid TOML"),
        ("a = " + "[" * 5000, "is not valid TOML"),
        ("[table]\nx = 1", 'unknown key "table"'),
    ],
)
def test_what_is_wrong_in_a_side_file_is_told_and_the_rest_used(put: Put, tmp_path: Path, text: str, says: str) -> None:
    put("a/page.html", "<p>One.")
    put("a/page.toml", f'notes = "Kept."\n{text}\n')
    (page,), (finding,) = everything(tmp_path)
    assert finding.kind is findings.BAD_SIDE_FILE
    assert finding.where == "a/page.toml"
    assert says in f"{finding.problem} {finding.remedy}"
    assert page.text == "<p>One."
    if "valid TOML" not in says:
        assert page.owner == Owner(notes="Kept.")


@pytest.mark.parametrize("data", [b"title = '\xff'", b"\x00\x01\x02", b"x" * 2_000_000])
def test_a_side_file_that_is_no_text_or_too_large_is_told(put: Put, tmp_path: Path, data: bytes) -> None:
    put("page.html", "<p>One.")
    put("page.toml", data)
    (page,), (finding,) = everything(tmp_path)
    assert (finding.where, finding.kind) == ("page.toml", findings.BAD_SIDE_FILE)
    assert page.owner == Owner()


def test_an_empty_side_file_says_nothing(put: Put, tmp_path: Path) -> None:
    put("page.html", "<p>One.")
    put("page.toml", "")
    assert only(tmp_path).owner == Owner()


def test_no_text_of_the_owner_brings_in_what_no_page_can_hold(put: Put, tmp_path: Path) -> None:
    put("page.html", "<p>One.")
    put("page.toml", 'title = "a\\u0000b\\u0007c"\ntags = ["x\\u001by"]\n')
    owner = only(tmp_path).owner
    assert (owner.title, owner.tags) == ("abc", ("xy",))


def test_every_key_of_a_side_file_means_something() -> None:
    known = {name for names in said.KEYS.values() for name in names}
    assert set(side.KEYS) <= known
    assert {names[0] for names in said.KEYS.values()} <= set(side.KEYS)
