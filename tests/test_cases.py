"""Runs the cases: a folder in tests/cases holds a raw page and the article that it should become, as Markdown.

docs/cases.md says how to add one. `pytest --accept tests/test_cases.py` writes what came out as what is expected.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import Tag
from markdownify import ATX, MarkdownConverter

from readery import intake, markup
from readery.clean import clean
from readery.findings import Finding
from readery.model import Article, RawPage

ROOT = Path(__file__).parent / "cases"
EXPECTED = "expected.md"
CASES = sorted({path.parent for path in ROOT.rglob("raw.*") if path.is_file() and path.suffix != ".toml"})
LONGEST = 70
"""Characters of a removed passage that are shown: enough to recognise it."""


@pytest.mark.parametrize("case", [pytest.param(case, id=case.relative_to(ROOT).as_posix()) for case in CASES])
def test_case(case: Path, request: pytest.FixtureRequest) -> None:
    check(case, accept=request.config.getoption("--accept"))


def test_a_case_without_expectation_fails_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "raw.html").write_text(STORY, encoding="utf-8")
    with pytest.raises(pytest.fail.Exception, match="pytest --accept"):
        check(tmp_path, accept=False)
    assert not (tmp_path / EXPECTED).exists()


def test_what_was_accepted_holds_until_the_article_changes(tmp_path: Path) -> None:
    (tmp_path / "raw.html").write_text(STORY, encoding="utf-8")
    check(tmp_path, accept=True)
    check(tmp_path, accept=False)
    expected = (tmp_path / EXPECTED).read_text(encoding="utf-8")
    for other in (
        expected.replace("keeper", "baker"),
        expected.replace("title: The", "title: A"),
        expected + "\nMore.\n",
    ):
        (tmp_path / EXPECTED).write_text(other, encoding="utf-8")
        with pytest.raises(pytest.fail.Exception, match="differs"):
            check(tmp_path, accept=False)
        assert (tmp_path / EXPECTED).read_text(encoding="utf-8") == other


def test_a_page_without_article_expects_a_problem(tmp_path: Path) -> None:
    (tmp_path / "raw.txt").write_text("\n\n", encoding="utf-8")
    check(tmp_path, accept=True)
    assert "problem:" in (tmp_path / EXPECTED).read_text(encoding="utf-8")
    check(tmp_path, accept=False)


def test_the_body_is_written_as_markdown() -> None:
    written = _Markdown().convert(
        '<h2 id="a-x">Part</h2><p>One <em>two</em> <a href="https://e.example/">three</a><sup>2</sup> * _x_</p>'
        '<figure><img src="a.png" alt="A"><figcaption>Said <small class="credit">EPA</small></figcaption></figure>'
        '<pre><code class="language-python">a = 1\nb = 2</code></pre><ul><li>a<ol><li>b</li></ol></li></ul>'
        "<blockquote><p>c</p></blockquote><table><thead><tr><th>d</th></tr></thead><tbody><tr><td>e</td></tr></tbody></table>"
        "<aside><p>f</p></aside><p>g</p><dl><dt>h</dt><dd>i</dd></dl>"
    )
    assert canonical({"title": "x: y", "published": "2016-12-13"}, written) == (
        "---\ntitle: 'x: y'\npublished: 2016-12-13\n---\n\n"
        "## Part\n\nOne *two* [three](https://e.example/)^2^ * _x_\n\n![A](a.png)\n\nCaption: Said [EPA]\n\n"
        "```python\na = 1\nb = 2\n```\n\n- a\n  1. b\n\n> c\n\n| d |\n| --- |\n| e |\n\n[aside]\n\nf\n\n[/aside]\n\ng\n\n"
        "h\n:   i\n"
    )


STORY = """<!doctype html><html lang="en"><head><title>The keeper of the lamps</title></head><body><article>
<h1>The keeper of the lamps</h1>
<p>Every evening at nine the keeper walks to the end of the pier and counts the lamps that she can still see.</p>
<p>If there are seven it is a clear night, she says, and the boats may go out; if there are three, she waits.</p>
</article></body></html>
"""


def check(case: Path, accept: bool) -> None:
    """Compare what becomes of a case's raw page with what is expected; `accept` writes it where it differs."""
    actual = canonical(*outcome(case))
    path = case / EXPECTED
    if path.exists():
        expected = canonical(*parted(path))
        if expected == actual:
            return
    if accept:
        path.write_text(actual, encoding="utf-8")
        return
    if not path.exists():
        pytest.fail(
            f"{case.name} has no {EXPECTED}. Write it, or let `pytest --accept tests/test_cases.py` write what comes out\n"
            f"now and read it before you commit it. Now there comes out:\n\n{actual}",
            pytrace=False,
        )
    difference = difflib.unified_diff(expected.splitlines(), actual.splitlines(), "expected", "came out", lineterm="")
    pytest.fail(
        f"{case.name} differs (`pytest --accept tests/test_cases.py` takes what came out):\n\n" + "\n".join(difference),
        pytrace=False,
    )


def outcome(case: Path) -> tuple[dict[str, Any], str]:
    """Head and body of what becomes of the case's raw page."""
    sources = [source for source in intake.scan(case).sources if source.name.startswith("raw.")]
    assert len(sources) == 1, f"{case.name}: a case holds one raw page, named raw.html, raw.txt or raw.md"
    read = list(intake.read(sources[0]))
    said = [each for each in read if isinstance(each, Finding)]
    pages = [each for each in read if isinstance(each, RawPage)]
    assert len(pages) <= 1, f"{case.name}: a case holds one page"
    article = None
    for page in pages:
        cleaned = clean(page)
        article = cleaned.article
        said += cleaned.findings
    if article is None:
        return {"problem": [f"{each.kind.code} {each.problem}" for each in said]}, ""
    return head(article, said), body(article)


def head(article: Article, said: list[Finding]) -> dict[str, Any]:
    """The facts of an article, those that are empty left out."""
    known = article.head
    lead = None if known.lead is None else article.pictures[known.lead]
    facts: dict[str, Any] = {
        "title": known.title,
        "dek": known.dek,
        "authors": list(known.authors),
        "published": known.published,
        "updated": known.updated,
        "saved": known.saved,
        "site": known.site,
        "section": known.section,
        "url": known.url,
        "lang": known.lang,
        "dir": known.dir if known.dir != "ltr" else None,
        "tags": list(dict.fromkeys((*known.owner_tags, *known.publisher_tags))),
        "notes": known.notes,
        "image": lead and (lead.url or lead.source),
        "captions": [
            {"text": each.text} | ({"credit": each.credit} if each.credit else {}) for each in article.captions
        ],
        "findings": [f"{each.kind.code} {each.problem}" for each in said],
        "removed": [
            {"step": each.step, "reason": each.reason, "text": first_words(each.text)} for each in article.removed
        ],
    }
    return {name: value for name, value in facts.items() if value}


def body(article: Article) -> str:
    """The article's body as Markdown."""
    sources = [markup.PlacedImage(each.url or each.source, each.alt or "", None, None) for each in article.pictures]
    return str(_Markdown().convert(markup.place(article.html, sources, {}).markup))


class _Markdown(MarkdownConverter):
    """Markdown with a few words for what it has no sign for."""

    class Options:
        heading_style = ATX
        bullets = "-"
        escape_asterisks = False
        escape_underscores = False
        table_infer_header = True
        sup_symbol = "^"
        sub_symbol = "~"

    def convert_figcaption(self, _el: Tag, text: str, **_: object) -> str:
        return f"\n\nCaption: {text.strip()}\n\n"

    def convert_small(self, el: Tag, text: str, **_: object) -> str:
        return f"[{text.strip()}]" if "credit" in (el.get("class") or ()) else text

    def convert_img(self, el: Tag, _text: str, **_: object) -> str:
        return f"![{el.get('alt')}]({el.get('src')})"

    def convert_pre(self, el: Tag, _text: str, **_: object) -> str:
        code = el.find("code")
        classes = str(code.get("class") or "") if isinstance(code, Tag) else ""
        language = re.search(r"language-([\w+#.-]+)", classes)
        return f"\n\n```{language[1] if language else ''}\n{el.get_text()}\n```\n\n"

    def convert_aside(self, _el: Tag, text: str, **_: object) -> str:
        return f"\n\n[aside]\n\n{text.strip()}\n\n[/aside]\n\n"

    def convert_dl(self, _el: Tag, text: str, **_: object) -> str:
        return f"\n\n{text.strip()}\n\n"


def first_words(text: str) -> str:
    """The beginning of a passage, cut at a word."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[:LONGEST].rpartition(" ")[0] + " …"


class _Plain(yaml.SafeDumper):
    """Writes texts without quotes wherever YAML allows; all values are texts, lists and mappings."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 - lists indented
        super().increase_indent(flow, False)


_Plain.yaml_implicit_resolvers = {}


def canonical(facts: Mapping[str, Any], text: str) -> str:
    """An expectation as this runner writes it; hand-written ones may differ in form."""
    written = yaml.dump(dict(facts), Dumper=_Plain, allow_unicode=True, sort_keys=False, width=110)
    lines = [line.rstrip() for line in text.strip().splitlines()]
    folded = re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
    return f"---\n{written}---\n" + (f"\n{folded}\n" if folded else "")


def parted(path: Path) -> tuple[dict[str, Any], str]:
    """Head and body of an expectation. Every value in the head is a text, also a date."""
    text = path.read_text(encoding="utf-8")
    match = re.match(r"---\n(.*?)^---\n(.*)", text, re.DOTALL | re.MULTILINE)
    assert match, f"{path}: needs a head between two lines of ---"
    try:
        facts = yaml.load(match[1], yaml.BaseLoader)
    except yaml.YAMLError as error:
        pytest.fail(f"{path}: the head is not valid YAML: {error}", pytrace=False)
    assert isinstance(facts, dict), f"{path}: the head holds no facts"
    return {name: facts[name] for name in sorted(facts, key=order)}, match[2]


ORDER = (
    *("problem", "title", "dek", "authors", "published", "updated", "saved", "site", "section", "url", "lang", "dir"),
    *("tags", "notes", "image", "captions", "findings", "removed"),
)


def order(name: str) -> int:
    """Where a fact stands in the head; an unknown one is a mistake."""
    assert name in ORDER, f'the head has an unknown fact "{name}"; known are {", ".join(ORDER)}'
    return ORDER.index(name)
