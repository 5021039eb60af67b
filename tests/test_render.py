"""The door to the template engine."""

from __future__ import annotations

import json
import pickle
import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from markupsafe import Markup, escape

from readery import assets, words
from readery.model import Page, SafeHtml
from readery.render import Renderer, TemplateError
from readery.settings import Settings, SiteSettings


@dataclass(frozen=True)
class Shown:
    text: str = "<b>&\"'"
    body: SafeHtml = field(default_factory=lambda: SafeHtml("<p>Safe</p>"))


class Url(str):
    """Text by another name."""


def render(folder: Path, template: str, path: str = "page.html", **site: str) -> str:
    (folder / "t.html").write_text(template, encoding="utf-8")
    renderer = Renderer(Settings(site=SiteSettings(**site)), assets.theme(folder))  # type: ignore[arg-type]
    return renderer.render(Page(path, "t.html", Shown())).data.decode()


def test_text_is_escaped_and_safe_html_is_not(tmp_path: Path) -> None:
    assert render(tmp_path, "{{ page.text }}{{ page.body }}") == "&lt;b&gt;&amp;&#34;&#39;<p>Safe</p>"


@pytest.mark.parametrize(
    "value", ["", "&<>\"'", "ü<é", 5, 1.5, None, True, ("<",), Markup("<b>"), SafeHtml("<i>"), Url("a&b")]
)
def test_every_value_is_escaped_as_markupsafe_does_it(tmp_path: Path, value: object) -> None:
    (tmp_path / "t.html").write_text("{{ page }}", encoding="utf-8")
    renderer = Renderer(Settings(), assets.theme(tmp_path))
    assert renderer.render(Page("page.html", "t.html", value)).data.decode() == escape(value)


@pytest.mark.parametrize("value", ["</script>&'\"\u2028ü", [1, None, {"a": "<b>"}], Markup("<i>"), Url("a&b")])
def test_json_can_stand_in_a_script_and_an_attribute(tmp_path: Path, value: object) -> None:
    (tmp_path / "t.html").write_text("{{ page | tojson }}", encoding="utf-8")
    said = Renderer(Settings(), assets.theme(tmp_path)).render(Page("page.html", "t.html", value)).data.decode()
    assert not set("<>&'") & set(said)
    assert json.loads(said) == value


def test_a_name_that_nobody_gave_is_an_error_as_json_too(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="nobody"):
        render(tmp_path, "{{ nobody | tojson }}")


def test_xml_is_escaped_too(tmp_path: Path) -> None:
    (tmp_path / "t.xml").write_text("<a>{{ page.text }}</a>", encoding="utf-8")
    renderer = Renderer(Settings(), assets.theme(tmp_path))
    assert b"&lt;b&gt;" in renderer.render(Page("t.xml", "t.xml", Shown())).data


@pytest.mark.parametrize(
    ("page", "target", "address"),
    [
        ("index.html", "tags/index.html", "tags/index.html"),
        ("articles/a/index.html", "index.html", "../../index.html"),
        ("articles/a/index.html", "media/ü x.png", "../../media/%C3%BC%20x.png"),
        ("404.html", "index.html", "/index.html"),
    ],
)
def test_links_are_relative_to_the_page(tmp_path: Path, page: str, target: str, address: str) -> None:
    assert render(tmp_path, f"{{{{ link('{target}') }}}}", page) == address


def test_a_missing_page_links_from_where_the_site_stands(tmp_path: Path) -> None:
    assert render(tmp_path, "{{ link('index.html') }}", "404.html", base_url="https://e.org/a/") == "/a/index.html"


def test_addresses_on_the_web_leave_out_the_index(tmp_path: Path) -> None:
    template = "{{ absolute('index.html') }} {{ absolute('articles/a/index.html') }} {{ absolute('feed.xml') }}"
    told = render(tmp_path, template, base_url="https://e.org/a/")
    assert told == "https://e.org/a/ https://e.org/a/articles/a/ https://e.org/a/feed.xml"


@pytest.mark.parametrize(
    ("iso", "language", "shown"),
    [
        ("2016-12-13", "en", "December 13, 2016"),
        ("2016-12-13T23:59:00-05:00", "en-GB", "13 December 2016"),
        ("soon <b>", "en", "soon &lt;b&gt;"),
    ],
)
def test_dates_are_shown_in_the_language_of_the_site(tmp_path: Path, iso: str, language: str, shown: str) -> None:
    told = render(tmp_path, f"{{{{ day('{iso}') }}}}", language=language)
    assert shown in told
    assert ("<time" in told) is not iso.startswith("soon")


def test_instants_are_whole(tmp_path: Path) -> None:
    given = "'2016-12-13', '2016-12-13T10:00:00', '2016-12-13T10:00:00-05:00', 'soon', none"
    assert render(tmp_path, f"{{% for d in [{given}] %}}{{{{ instant(d) }}}} {{% endfor %}}").split() == [
        "2016-12-13T00:00:00Z",
        "2016-12-13T10:00:00Z",
        "2016-12-13T10:00:00-05:00",
        "1970-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
    ]


def test_an_unknown_name_is_an_error_that_says_where(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"t\.html, for page\.html: .*nowhere.*docs/theming\.md"):
        render(tmp_path, "{{ page.nowhere }}")


def test_a_broken_template_is_an_error_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"t\.html, line 2"):
        render(tmp_path, "\n{% if %}")


def test_a_missing_template_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"'gone\.html'"):
        render(tmp_path, "{% include 'gone.html' %}")


def test_an_own_template_may_extend_the_one_it_replaces(tmp_path: Path) -> None:
    template = '{% extends "theme/404.html" %}{% block main %}<h1>Gone fishing</h1>{% endblock %}'
    (tmp_path / "404.html").write_text(template, encoding="utf-8")
    page = Renderer(Settings(), assets.theme(tmp_path)).render(Page("404.html", "404.html", Shown())).data.decode()
    assert "<h1>Gone fishing</h1>" in page
    assert "<nav" in page


def test_a_renderer_travels_to_another_process(tmp_path: Path) -> None:
    (tmp_path / "t.html").write_text("{{ site.title }}", encoding="utf-8")
    renderer = Renderer(Settings(), assets.theme(tmp_path))
    page = Page("t.html", "t.html", Shown())
    assert pickle.loads(pickle.dumps(renderer)).render(page) == renderer.render(page)


def test_the_fingerprint_changes_with_whatever_a_page_depends_on(tmp_path: Path) -> None:
    def print_of(title: str) -> str:
        return Renderer(Settings(site=SiteSettings(title=title)), assets.theme(tmp_path)).fingerprint

    first = print_of("A")
    assert print_of("A") == first
    assert print_of("B") != first
    (tmp_path / "article.html").write_text("{{ page.title }}", encoding="utf-8")
    second = print_of("A")
    assert second != first
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "own.css").write_text(":root { --accent: teal }", encoding="utf-8")
    assert print_of("A") not in (first, second)


@pytest.mark.parametrize("sign", ["\x01", "\x7f", "\x80", "\x9f", "\ufdd0", "\ufffe", "\uffff"])
@pytest.mark.parametrize("beside", ["", "é", "\u00a0", "©·", "한", "ｆ"])
def test_characters_that_no_page_may_hold_are_left_out(tmp_path: Path, sign: str, beside: str) -> None:
    assert render(tmp_path, f"a{sign}b{beside}{sign}") == f"ab{beside}"


@pytest.mark.parametrize("language", words.languages())
def test_every_language_has_every_word(language: str) -> None:
    english, other = words.of("en"), words.of(language)
    assert other.texts.keys() == english.texts.keys()
    assert other.plurals.keys() == english.plurals.keys()
    assert all(other.count(name, n) for name in english.plurals for n in (0, 1, 2, 5, 11, 1000))
    gaps = {name: set(re.findall(r"{\w+}", text)) for name, text in english.texts.items()}
    assert {name: set(re.findall(r"{\w+}", text)) for name, text in other.texts.items()} == gaps


def test_a_language_without_words_speaks_english_and_says_so() -> None:
    assert words.of("tlh").lang == "en"
