"""The sanitiser and what is done to HTML after it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readery import markup
from readery.markup import Offer, PlacedImage, PlacedLink
from readery.model import SafeHtml


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("<p onclick='x()'>a</p>", "<p>a</p>"),
        ("<script>x</script><p>a</p>", "<p>a</p>"),
        ("<style>p{}</style><p style='color:red'>a</p>", "<p>a</p>"),
        ("<a href='javascript:x'>a</a>", '<a rel="noopener noreferrer">a</a>'),
        ("<a href='data:text/html,x'>a</a>", '<a rel="noopener noreferrer">a</a>'),
        ("<a href='/relative'>a</a>", '<a rel="noopener noreferrer">a</a>'),
        ("<a href='//other.example/x'>a</a>", '<a rel="noopener noreferrer">a</a>'),
        ("<iframe src='https://x.example'></iframe><p>a</p>", "<p>a</p>"),
        ("<form><input name=a><p>in</p></form><p>a</p>", "<p>a</p>"),
        ("<img src='https://x.example/a.png' onerror=x alt=a>", '<img alt="a">'),
        ("<p class='credit tracking'>a</p>", '<p class="credit">a</p>'),
        (
            "<h2 id='top'>a</h2><a href='#top'>b</a>",
            '<h2 id="a-top">a</h2><a href="#a-top" rel="noopener noreferrer">b</a>',
        ),
        ("<div><span lang='ar' dir='rtl'>م</span></div>", '<span lang="ar" dir="rtl">م</span>'),
    ],
)
def test_only_what_an_article_needs_is_left(raw: str, safe: str) -> None:
    assert markup.sanitise(raw).markup == safe


def test_sanitising_twice_changes_nothing() -> None:
    once = markup.sanitise("<h2 id=x>a & b</h2><p><a href='#x'>c</a> <img src='picture:0' alt='\"<>'>")
    assert markup.sanitise(once.markup) == once


def test_every_heading_gets_an_anchor_of_its_own() -> None:
    safe, outline = markup.anchor(
        markup.sanitise("<h2>Bread</h2><p>x</p><h3>Bread</h3><h2 id='b'>Salt <em>&amp;</em> rye</h2>")
    )
    assert [(each.level, each.text, each.anchor) for each in outline] == [
        (2, "Bread", "a-bread"),
        (3, "Bread", "a-bread-2"),
        (2, "Salt & rye", "a-b"),
    ]
    assert safe.markup.count(" id=") == 3


def test_an_id_that_stands_twice_stays_once() -> None:
    safe, _ = markup.anchor(markup.sanitise("<p id=x>a</p><p id=x>b</p>"))
    assert safe.markup == '<p id="a-x">a</p><p>b</p>'


def test_text_parts_marks_of_notes_from_words_and_passes_over_labels_of_embeds() -> None:
    said = markup.text(
        markup.sanitise(
            '<p>Nets<sup><a href="#fn-1" class="footnote-ref" id="fnref-1">1</a></sup><sup><a href="#fn-2"'
            ' class="footnote-ref">2</a></sup> are mended.</p><p class="embed"><a href="https://a.example/">Video (a.example)</a></p>'
            '<ol><li id="fn-1">By hand. <a href="#fnref-1" class="footnote-back">↩</a></li></ol>'
        )
    )
    assert said == "Nets [1] [2] are mended.\n\nBy hand."


def test_text_is_paragraphs_without_captions() -> None:
    safe = markup.sanitise(
        "<p>One <b>bold</b>\n line<br>next</p><figure><img src='picture:0' alt='x'><figcaption>Caption</figcaption></figure>"
        "<ul><li>a</li><li>b</li></ul><pre><code>x = 1\n  y</code></pre><table><tr><td>1</td><td>2</td></tr></table>"
    )
    assert markup.text(safe) == "One bold line\nnext\n\na\n\nb\n\nx = 1\n  y\n\n1 2"


def test_text_says_a_formula_without_what_it_was_written_in() -> None:
    formula = "<math><semantics><mi>a</mi><annotation encoding='application/x-tex'>{\\displaystyle a}</annotation></semantics></math>"
    assert markup.text(markup.sanitise(f"<p>Let {formula} be one.</p>")) == "Let a be one."


def test_pictures_and_links_are_put_in_place() -> None:
    safe = markup.sanitise(
        '<p><img src="picture:0" alt=""><img src="picture:1"><img src="picture:2"><img src="picture:9">'
        '<a href="https://a.example/?x=1&amp;y=2" class="footnote-ref">here</a><a href="https://b.example/">there</a></p>'
    )
    placed = markup.place(
        safe,
        [PlacedImage("../a.png", 'say "a"', 3, 2), PlacedLink("https://c.example/x.jpg?a&b", "a <picture>"), None],
        {"https://a.example/?x=1&y=2": "../here/index.html"},
    )
    assert placed == SafeHtml(
        '<p><img src="../a.png" alt="say &quot;a&quot;" width="3" height="2">'
        '<a class="remote-image" href="https://c.example/x.jpg?a&amp;b" rel="noopener noreferrer">a &lt;picture&gt;</a>'
        '<a href="../here/index.html" class="here">here</a>'
        '<a href="https://b.example/" rel="noopener noreferrer">there</a></p>'
    )


def test_a_picture_is_offered_in_other_formats_and_only_the_first_is_loaded_at_once() -> None:
    safe = markup.sanitise('<p><img src="picture:0" alt="x"></p><p><img src="picture:1" alt="y"></p>')
    offers = (Offer("../s.webp", media="(prefers-reduced-motion: reduce)"), Offer("../a.avif 480w", "image/avif"))
    placed = markup.place(
        safe, [PlacedImage("../a.png", "x", 3, 2, offers, "38rem"), PlacedImage("../b.png", "y", 3, 2)], {}
    )
    assert placed.markup == (
        '<p><picture><source media="(prefers-reduced-motion: reduce)" srcset="../s.webp">'
        '<source type="image/avif" srcset="../a.avif 480w" sizes="38rem">'
        '<img src="../a.png" alt="x" width="3" height="2"></picture></p>'
        '<p><img src="../b.png" alt="y" width="3" height="2" loading="lazy" decoding="async"></p>'
    )


def test_what_leads_nowhere_is_gone_from_a_page_and_its_words_stay() -> None:
    html = markup.sanitise(
        '<p id="here"><a href="#gone">Gone</a> <a href="#here">Here</a> <a name="x">Plain</a> <a id="mark"></a>'
        '<a href="https://e.org/"></a><img alt="no file"></p>'
    )
    assert markup.fit(html, "Table", "Code", "Notes").markup == (
        '<p id="a-here">Gone <a href="#a-here">Here</a> Plain <span id="a-mark"></span></p>'
    )


def test_tables_and_code_can_be_reached_and_notes_have_a_heading() -> None:
    table = "<table><tbody><tr><td><table><tbody><tr><td>x</td></tr></tbody></table></td></tr></tbody></table>"
    html = markup.sanitise(f'{table}<pre>y</pre><section class="footnotes"><ol><li>z</li></ol></section>')
    made = markup.fit(html, 'A "table"', "Code", "Notes").markup
    assert made.count('<div class="scroll" role="group" aria-label="A &quot;table&quot;" tabindex="0">') == 1
    assert made.count("</table></div>") == 1
    assert '<pre role="group" aria-label="Code" tabindex="0">' in made
    assert '<section class="footnotes"><h2>Notes</h2><ol>' in made


def test_a_picture_inside_a_link_is_no_link_of_its_own() -> None:
    html = markup.sanitise(
        '<p><a href="https://e.org/big"><img src="picture:0" alt="Map"></a> <img src="picture:0"></p>'
    )
    made = markup.place(html, [PlacedLink("https://e.org/map.png", "Map")], {}).markup
    assert '<a href="https://e.org/big" rel="noopener noreferrer"><span class="remote-image">Map</span></a>' in made
    assert '<a class="remote-image" href="https://e.org/map.png"' in made


@pytest.mark.parametrize(
    ("levels", "made"),
    [((3, 2, 3), (2, 2, 3)), ((2, 4, 4, 3, 5), (2, 3, 3, 3, 4)), ((6,), (2,)), ((2, 3, 2), (2, 3, 2))],
)
def test_headings_begin_at_the_second_level_and_skip_none(levels: tuple[int, ...], made: tuple[int, ...]) -> None:
    html, outline = markup.anchor(SafeHtml("".join(f"<h{level}>Words</h{level}>" for level in levels)))
    assert tuple(heading.level for heading in outline) == made
    assert [int(level) for level in re.findall(r"<h(\d)", html.markup)] == list(made)


def test_a_heading_without_words_is_no_heading() -> None:
    html, outline = markup.anchor(SafeHtml('<h2><img src="picture:0"></h2><p>a</p>'))
    assert (html.markup, outline) == ('<img src="picture:0"><p>a</p>', ())


@pytest.mark.parametrize(
    ("html", "made"),
    [
        ("<p>Fog and fog.</p>", '<p><a class="mention" href="f">Fog</a> and fog.</p>'),
        ("<p>Foggy, then Fog, Fog</p>", '<p>Foggy, then <a class="mention" href="f">Fog</a>, Fog</p>'),
        ("<h2>Fog</h2><p><code>Fog</code></p>", "<h2>Fog</h2><p><code>Fog</code></p>"),
        ("<p><em>R&amp;D</em></p>", '<p><em><a class="mention" href="r">R&amp;D</a></em></p>'),
        ("<p>百年の霧の夜</p>", '<p>百年の<a class="mention" href="k">霧</a>の夜</p>'),
        ("<p title='Fog'>x</p>", '<p title="Fog">x</p>'),
        ("<p>Sea Fog, Fog</p>", '<p><a class="mention" href="s">Sea Fog</a>, <a class="mention" href="f">Fog</a></p>'),
        (
            "<p>The Fog of R&amp;D Fog</p>",
            '<p><a class="mention" href="f">The Fog</a> of <a class="mention" href="r">R&amp;D</a> Fog</p>',
        ),
    ],
)
def test_the_first_mention_of_a_name_leads_to_it(html: str, made: str) -> None:
    names = [(("Fog", "The Fog"), "f"), (("R&D",), "r"), (("霧",), "k"), (("Sea Fog",), "s"), ((), "none")]
    assert markup.mention(markup.sanitise(html), names).markup == made


def test_a_section_without_a_heading_is_none() -> None:
    html = SafeHtml("<section><section><h2>a</h2></section><p>b</p></section>")
    assert markup.fit(html, "", "", "").markup == "<div><section><h2>a</h2></section><p>b</p></div>"


def test_an_opening_that_says_just_these_words_is_left_out() -> None:
    safe = markup.sanitise("<h2>Before</h2><p>The <em>lamp</em>, lit.</p><p>More.</p><p>And more.</p>")
    assert markup.without_opening(safe, "The lamp, lit").markup == "<h2>Before</h2><p>More.</p><p>And more.</p>"
    assert markup.without_opening(safe, "And more.") == safe
    assert markup.without_opening(safe, "The lamp") == safe


NOTES = (
    '<p>One.<sup><a href="#fn-1" id="fnref-1" class="footnote-ref" role="doc-noteref">1</a></sup> Again.'
    '<a href="#fn-1" class="footnote-ref">1</a> Other<a href="#fn-2" class="footnote-ref">†</a>. None'
    '<a href="#fn-9" class="footnote-ref">9</a></p><table><tr><td><a href="#fn-3" class="footnote-ref">3</a></td></tr></table>'
    '<section class="footnotes"><ol><li id="fn-1"><p>A <em>note</em> &amp; more.</p><p>Of two parts.'
    '<a href="#fnref-1" class="footnote-back">↩</a></p></li><li id="fn-2"><ul><li>a</li></ul>b'
    '<a href="#fn-1" class="footnote-ref">1</a></li><li id="fn-3">In a table.</li></ol></section>'
)


def test_a_note_is_copied_beside_its_first_mark_for_the_eye_alone() -> None:
    safe = markup.sanitise(NOTES)
    shown = markup.beside(safe).markup
    copies = re.findall(r'</(?:a|sup)><small class="beside-text" aria-hidden="true">(.*?)</small>', shown)
    assert copies == ["<b>1</b> A note &amp; more. Of two parts.", "<b>†</b> a b1"]
    assert re.sub(r"<small class=\"beside-text\".*?</small>", "", shown) == safe.markup


def test_a_long_note_is_cut_beside_the_text() -> None:
    safe = markup.sanitise(NOTES.replace("A <em>note</em>", "&lt;word&gt; " * 100))
    copy = re.findall(r'true">(.*?)</small>', markup.beside(safe).markup)[0]
    assert copy.startswith("<b>1</b> &lt;word&gt; &lt;word&gt;")
    assert copy.endswith("&lt;word&gt; …")
    assert len(copy) < 700


@given(st.lists(st.sampled_from([*re.findall("<[^>]+>|[^<]+", NOTES), "<p>", "</p>", "<pre>", "</sup>"]), max_size=30))
def test_copies_add_nothing_but_themselves(parts: list[str]) -> None:
    safe = markup.sanitise("".join(parts))
    shown = markup.beside(safe).markup
    assert re.sub(r"<small class=\"beside-text\".*?</small>", "", shown) == safe.markup
