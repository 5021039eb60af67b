"""What each page must have: a title, a language, one main heading, ids that differ, pictures that can be read out."""

from __future__ import annotations

from collections.abc import Iterator

from readery import findings
from readery.check.html import Html
from readery.check.rules import Rules
from readery.findings import Finding
from readery.settings import Settings

_NAMED = 3
"""Examples that a finding names."""


def title(page: Html, _settings: Settings) -> Iterator[Finding]:
    """A title, which tabs, bookmarks and search engines show (WCAG 2.4.2)."""
    if not page.title:
        yield Finding(
            findings.UNTITLED, page.path, "it has no title.", "Put a `title` with a few words into its `head`."
        )


def language(page: Html, _settings: Settings) -> Iterator[Finding]:
    """A language, without which screen readers and hyphenation guess (WCAG 3.1.1)."""
    if not page.lang:
        yield Finding(
            findings.NO_LANGUAGE,
            page.path,
            "it does not say in which language it is.",
            'Write it on the `html` element, such as `lang="en"`.',
        )


def heading(page: Html, _settings: Settings) -> Iterator[Finding]:
    """One main heading, by which readers who hear the page know where it begins. A redirect is not read."""
    if page.headings != 1 and not page.leads_on:
        yield Finding(
            findings.NOT_ONE_HEADING,
            page.path,
            f"it has {page.headings or 'no'} main heading{'s' if page.headings > 1 else ''} (`h1`).",
            "Give it exactly one that says what the page is.",
        )


def alternatives(page: Html, _settings: Settings) -> Iterator[Finding]:
    """A text alternative for each picture (WCAG 1.1.1); an empty one says that it is decorative."""
    if page.unseen:
        yield Finding(
            findings.ALT_LACKING,
            page.path,
            f"{_count(len(page.unseen), 'picture has', 'pictures have')} no text alternative: {_examples(page.unseen)}.",
            'Write what each shows in `alt`, or `alt=""` where it only decorates.',
        )


def ids(page: Html, _settings: Settings) -> Iterator[Finding]:
    """Ids that differ: links and labels reach the first of two alone."""
    if page.repeated:
        yield Finding(
            findings.REPEATED_ID,
            page.path,
            f"{_count(len(page.repeated), 'id stands', 'ids stand')} on several elements: {_examples(page.repeated)}.",
            "Give each element an id of its own.",
        )


def encoding(page: Html, _settings: Settings) -> Iterator[Finding]:
    """UTF-8, said in the page itself: from a disk no host says it."""
    if not page.encoded:
        yield Finding(
            findings.NO_ENCODING,
            page.path,
            "it is not UTF-8, or does not say so.",
            'Save it as UTF-8 and put `<meta charset="utf-8">` first into its `head`.',
        )


def policy(page: Html, _settings: Settings) -> Iterator[Finding]:
    """Nothing inline, so that a strict Content-Security-Policy stops none of it."""
    # The style inside 404.html is allowed by its hash: see readery/hosts/_policy.py.
    inline = [each for each in page.inline if not (page.path == "404.html" and each == "a style element")]
    if inline:
        yield Finding(
            findings.INLINE_CODE,
            page.path,
            f"it holds {_examples(tuple(inline), quote=False)}, which a strict Content-Security-Policy stops.",
            "Move it into a file of the site.",
        )


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _examples(names: tuple[str, ...], quote: bool = True) -> str:
    shown = [f'"{name[:80]}"' if quote else name for name in names[:_NAMED]]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


RULES = Rules(html=(title, language, heading, alternatives, ids, encoding, policy))
