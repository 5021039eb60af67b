"""The first look at pages of text: their passages, and which of these the model takes for the article.

What NumPy works out of a page takes it hardly longer for a dozen pages, so pages of a language are looked at together. What is
seen of a page does not depend on the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from readery.clean.draft import NoArticle
from readery.clean.text import judge, lines
from readery.clean.text.context import see
from readery.clean.text.lines import Passage
from readery.clean.text.signs import Sight
from readery.clean.text.words import lexicon
from readery.languages import guess
from readery.model import RawPage

_MOST = 200_000
"""Characters that are looked at together; a longer page by itself, so that memory stays that of a page."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a first look at a page shows."""

    passages: Sequence[Passage]
    """Its passages, one or more."""
    lang: str | None
    """Its language, if known."""
    sight: Sight
    """What is seen of the passages."""
    kept: Sequence[bool]
    """Whether each belongs to the article, as the model has it."""


def look(page: RawPage) -> Look:
    """A look at one page. Raises NoArticle where it holds nothing, or too much."""
    return _look([(_passages(page), _language(page))])[0]


def look_at_all(pages: Sequence[RawPage]) -> list[Look | None]:
    """A look at each of several pages; None for those for which `look` raises."""
    found: list[Look | None] = [None] * len(pages)
    for places, cut in _together(pages):
        for at, each in zip(places, _look(cut), strict=True):
            found[at] = each
    return found


_Cut = tuple[Sequence[Passage], str | None]
"""A page's passages, and its language."""


def _together(pages: Sequence[RawPage]) -> Iterator[tuple[list[int], list[_Cut]]]:
    """Places of pages that are looked at together, and the pages: those of a language, up to a limit."""
    waiting: dict[str | None, tuple[list[int], list[_Cut]]] = {}
    sizes: dict[str | None, int] = {}
    for at, page in enumerate(pages):
        try:
            passages, lang = _passages(page), _language(page)
        except NoArticle:
            continue
        if sizes.get(lang, 0) + len(page.text) > _MOST and lang in waiting:
            yield waiting.pop(lang)
            sizes[lang] = 0
        places, cut = waiting.setdefault(lang, ([], []))
        places.append(at)
        cut.append((passages, lang))
        sizes[lang] = sizes.get(lang, 0) + len(page.text)
    yield from waiting.values()


def _look(pages: Sequence[_Cut]) -> list[Look]:
    """A look at pages of a language, one or more."""
    lang = pages[0][1]
    together = [passage for passages, _ in pages for passage in passages]
    sight = see(together, lexicon(lang), [len(passages) for passages, _ in pages])
    kept = judge.judge(sight, judge.shipped())
    return [
        Look(passages, lang, own, keep) for (passages, _), own, keep in zip(pages, sight.parts(), kept, strict=True)
    ]


def _language(page: RawPage) -> str | None:
    return page.owner.lang or guess(page.text)


def _passages(page: RawPage) -> list[Passage]:
    """The passages of a page. Raises NoArticle where it has none, or too many."""
    if len(page.text) > lines.LONGEST:
        raise NoArticle(
            f"it holds {len(page.text) / 1e6:.1f} million characters; an article may have {lines.LONGEST // 1_000_000} million.",
            "Cut it into its pages, one file each, or remove the file.",
        )
    passages = lines.passages(page.text)
    if not passages:
        raise NoArticle("it holds nothing but blank lines.", "Save the page again, or remove the file.")
    if len(passages) > lines.MOST:
        raise NoArticle(
            f"it holds {len(passages)} lines; an article may have {lines.MOST}.",
            "Cut it into its pages, one file each, or remove the file.",
        )
    return passages
