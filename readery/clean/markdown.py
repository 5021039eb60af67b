"""A page of Markdown becomes an article's draft: rendered by Python-Markdown, then rewritten like a web page."""

from __future__ import annotations

import re
from collections.abc import Sequence

import markdown

from readery import languages, urls
from readery.clean.draft import Draft, Found, Metadata, NoArticle, Will
from readery.clean.html import tree
from readery.clean.html.judge import judge_gently, overrule
from readery.clean.html.judgement import Judgement
from readery.clean.html.rewrite import rewrite
from readery.clean.html.trail import trail
from readery.model import RawPage

_EXTENSIONS: Sequence[str] = (
    "abbr", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html", "sane_lists", "tables",
)  # fmt: skip
_MARK = re.compile(r"==(?=\S)(.+?)(?<=\S)==")
_DELETED = re.compile(r"~~(?=\S)(.+?)(?<=\S)~~")
_EMBED = re.compile(r"!\[\[([^\[\]|\n]+\.(?:png|jpe?g|gif|webp|avif|bmp))(?:\|([^\]\n]*))?\]\]", re.IGNORECASE)
_WIKI = re.compile(r"(?<!!)\[\[([^\[\]|\n]+)(?:\|([^\]\n]+))?\]\]")

_OPENINGS: Sequence[tuple[str, str, str, str]] = (
    ("](", ")", "\x04", "]("),
    ("[", "]", "\x05", "["),
    ("<", ">", "\x06", "&lt;"),
)
"""What opens a link or a tag, what closes it, what stands for the opening while it shall be a mere sign, and its HTML."""
_UNCLOSED = 100
"""Openings of one block that are never closed, from which none is taken for one."""


def draft(page: RawPage, will: Will, explain: bool = True) -> Draft:
    """The draft of a page of Markdown, without its trail unless it is to `explain`. Raises NoArticle."""
    rendered = markdown.markdown(_dialect(page.text), extensions=list(_EXTENSIONS), output_format="html")
    for _, _, sign, shown in _OPENINGS:
        rendered = rendered.replace(sign, shown)
    whole = tree.parse(f"<body>{rendered}</body>")
    found = tree.read(whole, page.owner.lang or languages.guess(page.text))
    if not found.passages:
        raise NoArticle("it holds no text.", "Write something in it, or remove it.")
    heading = whole.css_first("h1")
    facts = _facts(page, heading.text(deep=True).strip() if heading is not None else "")
    judgements: list[Judgement] = [
        overrule(judgement, passage.text, will)
        for judgement, passage in zip(judge_gently(found), found.passages, strict=True)
    ]
    verdicts = trail(found, judgements) if explain else ()
    kept = tree.cut(found, [judgement.keep for judgement in judgements])
    if kept is None:
        raise NoArticle("nothing of it is left.", "Take back what `drop` leaves out in its front matter or side file.")
    written = rewrite(kept, page.url, facts.title.value if facts.title else page.owner.title)
    return Draft(facts, written.body, written.pictures, written.captions, verdicts, beyond=found.beyond)


def _dialect(text: str) -> str:
    """`text` with what note-taking programs add to Markdown written as HTML; blocks of code stay as they are."""
    parts = re.split(r"(^(?:```|~~~).*?^(?:```|~~~)\s*$|`[^`\n]+`)", text, flags=re.MULTILINE | re.DOTALL)
    for number in range(0, len(parts), 2):
        part = _EMBED.sub(lambda match: f"![{match[2] or ''}]({match[1].strip().replace(' ', '%20')})", parts[number])
        part = _WIKI.sub(lambda match: match[2] or match[1], part)
        part = _DELETED.sub(r"<del>\1</del>", part)
        parts[number] = "\n\n".join(map(_bounded, _MARK.sub(r"<mark>\1</mark>", part).split("\n\n")))
    return "".join(parts)


def _bounded(block: str) -> str:
    """`block` without openings where hundreds are never closed: for each, Python-Markdown would look through all the rest."""
    for opening, closing, sign, _ in _OPENINGS:
        if block.count(opening) - block.count(closing) > _UNCLOSED:
            block = block.replace(opening, sign)
    return block


def _facts(page: RawPage, heading: str) -> Metadata:
    title = Found(heading, "first heading") if heading else None
    url = Found(urls.page(page.url), "front matter") if page.url else None
    return Metadata(title=title, url=url)
