"""Captions, dates, names, the publisher and the form of a text scrape."""

from __future__ import annotations

import numpy as np
import pytest

from readery.clean.draft import Will
from readery.clean.text import captions, draft, endings, form, judge, reasons, when
from readery.clean.text.context import see
from readery.clean.text.lines import passages
from readery.clean.text.words import lexicon
from readery.languages import TABLES, load
from readery.model import Caption, Media, Origin, Owner, RawPage

STORY = (
    "Every evening at nine the keeper walks to the end of the pier and counts the lamps that she can still see there.\n\n"
    "If there are seven it is a clear night, she says, and the boats may go out; if there are three, she rings the bell.\n\n"
    "Her mother began with it in the year of the great storm, and she wrote every number down in a book in the kitchen."
)


def under(text: str) -> list[Caption]:
    page = passages(text)
    spoken = lexicon("en")
    found = captions.find(page, see(page, spoken).seen, spoken.phrases)
    return [caption for caption in found.values() if caption]


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        (
            "Crew members wait beside an empty ferry on Monday (AFP)",
            "Crew members wait beside an empty ferry on Monday",
            "AFP",
        ),
        ("A ferry leaves the harbour. Jane Roe / AFP", "A ferry leaves the harbour.", "Jane Roe / AFP"),
        ("A ferry leaves (Photo: Jane Roe/Reuters)", "A ferry leaves", "Photo: Jane Roe/Reuters"),
        ("Photo: Jane Roe", "", "Jane Roe"),
        (
            "A ferry leaves the harbour at dawn\nA ferry leaves the harbour at dawn (EPA)",
            "A ferry leaves the harbour at dawn",
            "EPA",
        ),
    ],
)
def test_captions_and_credits(text: str, caption: str, credit: str) -> None:
    assert under(text) == [Caption(caption, credit)]


@pytest.mark.parametrize("text", ["She spoke at length (and with some heat) about the ferry", "and/or", "Home"])
def test_what_is_no_caption(text: str) -> None:
    assert under(text) == []


@pytest.mark.parametrize(
    ("head", "published", "updated"),
    [
        ("Tuesday 13 December 2016 12:12 EST", "2016-12-13T12:12:00-05:00", None),
        ("Published: 3 May 2017\nUpdated: 5 May 2017", "2017-05-03", "2017-05-05"),
        ("By Ann Lee, 3 May 2017", "2017-05-03", None),
        ("2 hours ago", None, None),
    ],
)
def test_dates_of_the_head(head: str, published: str | None, updated: str | None) -> None:
    page = passages(f"The keeper of the lamps\n\n{head}\n\n{STORY}\n")
    seen = see(page, lexicon("en")).seen
    first = next(at for at, passage in enumerate(page) if passage.text.startswith("Every"))
    found = when.find(page, seen, 0, first, len(page) - 1, "en")
    assert tuple(each.value if each else None for each in found[:2]) == (published, updated)


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ann Lee", ("Ann Lee",)),
        ("By Ann Lee and Bo van Dyk", ("Ann Lee", "Bo van Dyk")),
        ("By\nAnn Lee", ("Ann Lee",)),
        ("Ann Lee - May 3, 2017", ("Ann Lee",)),
        ("By Ann Lee, 3 May 2017", ("Ann Lee",)),
    ],
)
def test_bylines(byline: str, names: tuple[str, ...]) -> None:
    page = RawPage(Origin("a.txt", "text", "0"), Media.TEXT, f"The keeper of the lamps\n\n{byline}\n\n{STORY}\n")
    authors = draft(page, Will()).metadata.authors
    assert authors is not None
    assert authors.value == names


def shape(text: str) -> str:
    return form.body(passages(text), [load("en")])


def test_headings_stand_over_paragraphs() -> None:
    assert "<h2>The second bridge</h2>\n<p>" in shape(f"{STORY}\n\nThe second bridge\n\n{STORY}")


def test_lists_keep_their_order_and_depth() -> None:
    assert shape("• one\n• two\n    • inner\n• three") == (
        "<ul>\n<li>one</li>\n<li>two<ul><li>inner</li></ul></li>\n<li>three</li>\n</ul>"
    )
    assert shape("3. one\n4. two").startswith('<ol start="3">')


def test_turns_of_an_interview_name_their_speakers() -> None:
    text = "Q: Why here?\n\nA: It was cheap.\n\nQ: And now?\n\nA: It is home."
    assert shape(text).count('<strong class="speaker">') == 4


def test_one_line_with_a_colon_is_no_turn() -> None:
    assert "speaker" not in shape(f"Note: the bridge is closed.\n\n{STORY}")


def test_tables_and_quotations() -> None:
    assert shape("Town\tRye\tOats\nA\t1\t2\nB\t3\t4").startswith("<table><thead><tr><th>Town</th>")
    assert shape("> Feed it.\n> Wait.") == "<blockquote><p>Feed it.</p><p>Wait.</p></blockquote>"


def test_a_caption_is_a_figure() -> None:
    assert form.body([Caption("A <ferry>", "AFP")], []) == (
        '<figure><figcaption>A &lt;ferry&gt; <small class="credit">AFP</small></figcaption></figure>'
    )


@pytest.mark.parametrize("key", [*TABLES["phrases"], "reading_time", "heading", "end"])
def test_each_kind_of_phrase_is_weighed_and_explained(key: str) -> None:
    assert key in reasons.REASONS
    uses = [use for use in judge.shipped().said if use.startswith(f"{key} ")]
    assert uses, f"no use of {key} has a weight"


def test_bylines_and_labels_are_read_by_the_languages_own_words() -> None:
    text = f"Die Frau, die Lampen zählt\n\nEin Gastbeitrag von Anna Brandt und Bo Ray\nZuletzt aktualisiert am 3. Mai 2017\n\n{STORY}"
    page = RawPage(Origin("a.txt", "text", "0"), Media.TEXT, text, owner=Owner(lang="de"))
    made = draft(page, Will())
    assert made.metadata.authors is not None
    assert made.metadata.authors.value == ("Anna Brandt", "Bo Ray")
    assert made.metadata.updated is not None
    assert made.metadata.updated.value == "2017-05-03"


def test_turns_are_marked_by_the_languages_own_words() -> None:
    assert form.body(passages("F: Warum?\n\nAntwort: Darum."), [load("de")]).count('class="speaker"') == 2


def test_a_dateline_says_the_day() -> None:
    text = f"The keeper of the lamps\n\nVienna, 14 December 2021 – {STORY}"
    made = draft(RawPage(Origin("a.txt", "text", "0"), Media.TEXT, text), Will())
    assert made.metadata.published is not None
    assert made.metadata.published.value == "2021-12-14"
    assert "14 December 2021" in made.body


@pytest.mark.parametrize("pointer", ["Read more: Why the tide tables are free", "Lire aussi » Le pont de paille"])
def test_a_line_that_leads_away_is_left_out_amid_the_text(pointer: str) -> None:
    lang = "fr" if pointer.startswith("Lire") else "en"
    page = passages(STORY.replace("\n\n", f"\n\n{pointer}\n\n", 1))
    seen = see(page, lexicon(lang)).seen
    kept = [True] * len(page)
    endings.cut(page, seen, kept)
    assert kept == [True, False, True, True]


@pytest.mark.parametrize(
    ("head", "cut"), [("Ann on 3 May 2017 at 4:47 pm said:", True), ("What the lamps are for", False)]
)
def test_comments_of_a_short_article_are_known_by_their_heads(head: str, cut: bool) -> None:
    short = STORY.split("\n\n", 1)[0] + " It is a habit of hers, and of the sea, which has a clock of its own."
    page = passages(f"{short}\n\nComments\n\n{head}\n\n{STORY}")
    seen = see(page, lexicon("en")).seen
    kept = [True] * len(page)
    endings.cut(page, seen, kept)
    assert kept == [True, *([not cut] * (len(page) - 1))]


def test_a_note_on_the_author_names_who_wrote() -> None:
    text = (
        f"The keeper of the lamps\n\n{STORY}\n\nAbout the author\n\nAnn Lee is a reporter who writes about small rooms."
    )
    made = draft(RawPage(Origin("a.txt", "text", "0"), Media.TEXT, text), Will())
    assert made.metadata.authors is not None
    assert made.metadata.authors.value == ("Ann Lee",)
    assert "note on the author" in made.metadata.authors.source


def test_the_line_under_the_title_stays_where_it_opens_the_text() -> None:
    dek = "She has counted them every evening since her mother went out in the year of the great storm."
    text = f"The keeper of the lamps\n\n{dek}\n\n3 May 2017\n\n{STORY}"
    made = draft(RawPage(Origin("a.txt", "text", "0"), Media.TEXT, text), Will())
    assert made.metadata.dek is not None
    assert made.metadata.dek.value == dek
    assert made.body.startswith(f"<p>{dek}</p>")


def test_a_passage_is_judged_alike_on_a_page_of_any_length() -> None:
    model = judge.shipped()
    story = passages("\n\n".join([STORY, "Share this article", "Home"]))
    one = judge.measured(see(story, lexicon("en")), model.said)
    scores = model.trees.scores(one)
    assert (model.trees.scores(np.tile(one, 1001)) == np.tile(scores, 1001)).all()
