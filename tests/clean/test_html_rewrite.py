"""What becomes of an article's structure."""

from __future__ import annotations

import re

import pytest

from readery.clean.html import tree
from readery.clean.html.rewrite import Rewritten, rewrite
from readery.markup import sanitise

BASE = "https://paper.example/2021/story.html"


def rewritten(markup: str, title: str | None = None) -> Rewritten:
    article = tree.parse(markup).body
    assert article is not None
    return rewrite(article, BASE, title)


def body(markup: str, title: str | None = None) -> str:
    """The body after the sanitiser, white space between blocks folded: what a reader gets."""
    safe = sanitise(rewritten(markup, title).body).markup
    return re.sub(r"\s*\n\s*", "", safe)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("<div>One<br><br>Two</div>", "<p>One</p><p>Two</p>"),
        ("<div>One<br>line</div>", "<p>One<br>line</p>"),
        ("<div>Bare <b>text</b><p>Para</p>more</div>", "<p>Bare <b>text</b></p><p>Para</p><p>more</p>"),
        ("<section><div><div><p>Deep</p></div></div></section>", "<p>Deep</p>"),
        ("<p>One<br><br>Two</p>", "<p>One</p><p>Two</p>"),
        ("<p><a name='x'></a>&nbsp; One</p>", "<p>One</p>"),
        ("<ul><li><p>One</p></li><li>Two</li></ul>", "<ul><li>One</li><li>Two</li></ul>"),
        ("<ol start='3'><li>c<ul><li>d</li></ul></li></ol>", '<ol start="3"><li>c<ul><li>d</li></ul></li></ol>'),
        ("<p>a</p><p> </p><div></div><p>b</p>", "<p>a</p><p>b</p>"),
        ("<hr><p>a</p><hr><p>b</p><hr>", "<p>a</p><hr><p>b</p>"),
        ("<dl><dt>Term</dt><dd>What it is</dd></dl>", "<dl><dt>Term</dt><dd>What it is</dd></dl>"),
        ("<p>H<sub>2</sub>O, press <kbd>Q</kbd>, <mark>seen</mark></p>", None),
        ("<p><del>old</del> <ins>new</ins> <abbr title='World'>W</abbr></p>", None),
        ("<p>She said <span lang='fr'>bonjour</span>.</p>", '<p>She said <span lang="fr">bonjour</span>.</p>'),
        ("<p><span style='font-weight:bold'>Bold</span></p>", "<p><strong>Bold</strong></p>"),
        (
            "<p><span style='font-variant: small-caps'>The lamp</span> <font class='x smcap'>was lit</font></p>",
            '<p><span class="small-caps">The lamp</span> <span class="small-caps">was lit</span></p>',
        ),
        ("<p class='x' id='y' onclick='z()' style='color:red'>Text</p>", "<p>Text</p>"),
    ],
)
def test_blocks_and_inline(raw: str, expected: str | None) -> None:
    assert body(raw) == (expected if expected is not None else raw.replace("'", '"'))


def test_headings_start_at_two_and_leave_no_gap() -> None:
    found = body("<h1>The title</h1><h3>One</h3><p>a</p><h5>One one</h5><p>b</p><h3>Two</h3><p>c</p>", "The Title")
    assert found == "<h2>One</h2><p>a</p><h3>One one</h3><p>b</p><h2>Two</h2><p>c</p>"


def test_code_keeps_its_text_and_language() -> None:
    raw = (
        '<div class="highlight"><table><tr><td class="gutter"><pre>1\n2\n</pre></td><td><pre class="language-python">'
        "<span>if</span> a &lt; b:\n    <span>print</span>()\n</pre></td></tr></table></div>"
    )
    code = '<pre><code class="language-python">if a &lt; b:\n    print()</code></pre>'
    assert code in sanitise(rewritten(raw).body).markup


def test_verse_in_pre_is_no_code() -> None:
    assert "<code" not in rewritten("<pre>The fog comes\n   on little feet</pre>").body


def test_a_table_for_layout_dissolves() -> None:
    assert body("<table><tr><td><p>Left</p></td></tr></table>") == "<p>Left</p>"


def test_a_bold_first_row_heads_a_table() -> None:
    found = body("<table><tr><td><b>Year</b></td><td><b>Nights</b></td></tr><tr><td>1871</td><td>40</td></tr></table>")
    assert '<thead><tr><th scope="col">Year</th><th scope="col">Nights</th></tr></thead>' in found


def test_a_figure_keeps_caption_and_credit_apart() -> None:
    found = rewritten(
        '<figure><img src="a.jpg" alt="A pier"><figcaption>The pier at night. <span class="credit">Ada Quist</span>'
        "</figcaption></figure>"
    )
    assert [(each.text, each.credit) for each in found.captions] == [("The pier at night.", "Ada Quist")]
    assert '<small class="credit">Ada Quist</small></figcaption>' in found.body
    assert found.pictures[0].source == "a.jpg"
    assert found.pictures[0].url == "https://paper.example/2021/a.jpg"
    assert found.pictures[0].alt == "A pier"


@pytest.mark.parametrize("words", ["<em>The pier at night.</em>", "<br><small>The pier at night.</small>"])
def test_words_set_apart_under_a_picture_are_its_caption(words: str) -> None:
    shown = body(f'<p><img src="a.jpg" alt=""> {words}</p><p>Text.</p>')
    assert shown.endswith('src="picture:0"><figcaption>The pier at night.</figcaption></figure><p>Text.</p>')
    assert "figcaption" not in body('<p><img src="a.jpg" alt=""> <em>Then</em> it was night.</p>')


def test_a_credit_at_the_end_of_a_caption_is_found() -> None:
    found = rewritten('<figure><img src="a.jpg" alt=""><figcaption>The pier. Photo: Ada Quist</figcaption></figure>')
    assert found.captions[0].text == "The pier."
    assert found.captions[0].credit == "Photo: Ada Quist"


def test_a_box_with_picture_and_caption_is_a_figure() -> None:
    raw = '<div class="wp-caption"><a href="/big"><img src="a.jpg"></a><p class="wp-caption-text">The pier</p></div>'
    found = rewritten(raw)
    assert found.captions[0].text == "The pier"
    assert "<figure>" in found.body
    assert found.pictures[0].alt is None


@pytest.mark.parametrize(
    "image",
    [
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="/real.jpg">',
        '<img class="lazy" src="/img/placeholder.png" data-original="/real.jpg">',
        '<img srcset="/small.jpg 300w, /real.jpg 1200w">',
        '<picture><source srcset="/real.jpg 800w"><img></picture>',
        '<picture><source srcset="/real.webp 800w"><img src="/real.jpg"></picture>',
        '<img class="lazy"><noscript><img src="/real.jpg"></noscript>',
    ],
)
def test_lazy_images_get_their_address(image: str) -> None:
    found = rewritten(f"<p>Text</p><div>{image}</div>")
    assert [picture.url for picture in found.pictures] == ["https://paper.example/real.jpg"]
    assert 'src="picture:0"' in found.body


def test_an_embedded_image_is_decoded_and_a_drawing_is_not() -> None:
    data = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==" * 4
    found = rewritten(f'<p>a</p><img src="data:image/png;base64,{data}"><img src="data:image/svg+xml,<svg/>">')
    assert [(picture.source, picture.data[:4]) for picture in found.pictures] == [("embedded", b"\x89PNG")]


def test_icons_and_spacers_are_no_pictures() -> None:
    assert not rewritten('<p>a<img src="/spacer.gif" width="1" height="1"><img src="s.png" class="emoji"></p>').pictures


def test_footnotes_lead_both_ways() -> None:
    raw = '<p>Fog<a href="#n1">[1]</a> is water.</p><ol><li id="n1">So they say. <a href="#r1">^</a></li></ol>'
    found = rewritten(raw).body
    assert '<sup><a class="footnote-ref" href="#fn-1" id="fnref-1" role="doc-noteref">1</a></sup>' in found
    assert (
        '<li id="fn-1">So they say.  <a class="footnote-back" href="#fnref-1" role="doc-backlink">↩</a></li>' in found
    )


@pytest.mark.parametrize(
    ("frame", "href"),
    [
        ('<iframe src="https://www.youtube.com/embed/abc123XYZ_-?rel=0" title="Fog in the port"></iframe>',
         "https://www.youtube.com/watch?v=abc123XYZ_-"),
        ('<iframe data-src="//player.vimeo.com/video/12345" title="Fog in the port"></iframe>', "https://vimeo.com/12345"),
        ('<video title="Fog in the port"><source src="/fog.mp4"></video>', "https://paper.example/fog.mp4"),
    ],
)  # fmt: skip
def test_videos_become_honest_links(frame: str, href: str) -> None:
    found = body(f"<p>Text</p>{frame}")
    assert f'<p class="embed"><a href="{href}"' in found
    assert "Video: Fog in the port" in found


def test_frames_of_advertisers_go() -> None:
    assert body('<p>Text</p><iframe src="https://ad.doubleclick.net/x"></iframe>') == "<p>Text</p>"


def test_formulas_stay_what_they_are() -> None:
    tex = '<p>So <script type="math/tex">a^2+b^2</script> and <math><mi>x</mi></math>.</p>'
    assert body(tex) == '<p>So <code class="math">a^2+b^2</code> and <math><mi>x</mi></math>.</p>'


def test_links_are_whole_and_dead_ones_are_text() -> None:
    found = body('<p><a href="/a?utm_source=x">a</a> <a href="javascript:void(0)">b</a> <a href="#gone">c</a></p>')
    assert 'href="https://paper.example/a"' in found
    assert "b c</p>" in found


def test_a_quote_names_its_source() -> None:
    found = body("<blockquote><p>The fog comes.</p><p>— Ada Quist</p></blockquote>")
    assert found == "<blockquote><p>The fog comes.</p><p><cite>— Ada Quist</cite></p></blockquote>"


def test_rewriting_twice_changes_nothing_more() -> None:
    raw = "<h2>One</h2><div>a<br><br>b</div><ul><li>c</li></ul><blockquote>d</blockquote><pre>x = 1;</pre>"
    once = sanitise(rewritten(raw).body).markup
    assert sanitise(rewritten(once).body).markup == once
