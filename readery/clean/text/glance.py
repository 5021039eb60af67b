"""The first look at pages of text: their passages, and which of these are the article, captions and the title.

What NumPy works out of a page takes it hardly longer for a dozen pages, so pages of a language are looked at together. What is
seen of a page does not depend on the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from readery.clean import learn
from readery.clean.draft import NoArticle
from readery.clean.text import appeals, captions, endings, judge, lines, moments, titles
from readery.clean.text.context import see
from readery.clean.text.lines import Passage
from readery.clean.text.signs import LONG, Seen
from readery.clean.text.words import lexicon
from readery.languages import guess
from readery.languages.phrases import Place
from readery.model import Caption, RawPage

_REFUSING = frozenset(("consent", "error", "donation", "newsletter"))
"""What a page says that holds no article but a notice in its place."""
_MOST_REFUSING = 2
"""How often it may be said beside an article."""
_SENTENCE = 8
"""Words of running text at least."""
_LEAST = 40
"""Words of running text that are an article."""
_MOST = 200_000
"""Characters that are looked at together; a longer page by itself, so that memory stays that of a page."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a first look at a page shows."""

    passages: Sequence[Passage]
    """Its passages, one or more."""
    lang: str | None
    """Its language, if known."""
    seen: Sequence[Seen]
    """What is seen of each passage."""
    kept: Sequence[bool]
    """Whether each belongs to the article."""
    steps: Sequence[str]
    """The step that decided it."""
    own: Sequence[learn.Kept]
    """What the page kept by itself, for `learn`."""
    captions: Mapping[int, Caption | None]
    """Place of a passage → the caption it is (see `captions.find`)."""
    title: int | None
    """The title's place."""


def look(page: RawPage, recurring: frozenset[int] = frozenset()) -> Look:
    """A look at one page; `recurring` are the fingerprints of what stands on others too (see `readery.clean.learn`).

    Raises NoArticle where it holds nothing, or too much.
    """
    return _look([_cut(page, recurring)])[0]


def look_at_all(pages: Sequence[tuple[RawPage, frozenset[int]]]) -> list[Look | None]:
    """A look at each of several pages; None for those for which `look` raises."""
    cut: dict[int, _Cut] = {}
    for at, (page, recurring) in enumerate(pages):
        with suppress(NoArticle):
            cut[at] = _cut(page, recurring)
    found: list[Look | None] = [None] * len(pages)
    for places in _together(cut):
        for at, each in zip(places, _look([cut[at] for at in places]), strict=True):
            found[at] = each
    return found


@dataclass(frozen=True, slots=True)
class _Cut:
    """A page, cut into its passages."""

    page: RawPage
    passages: Sequence[Passage]
    lang: str | None
    recurring: frozenset[int]


def _cut(page: RawPage, recurring: frozenset[int]) -> _Cut:
    return _Cut(page, _passages(page), page.owner.lang or guess(page.text), recurring)


def _together(pages: Mapping[int, _Cut]) -> Iterator[list[int]]:
    """The places of pages that are looked at together: those of a language, up to a limit."""
    waiting: dict[str | None, list[int]] = {}
    for at, page in pages.items():
        places = waiting.setdefault(page.lang, [])
        if places and sum(len(pages[each].page.text) for each in (*places, at)) > _MOST:
            yield places
            places = waiting[page.lang] = []
        places.append(at)
    yield from waiting.values()


def _look(pages: Sequence[_Cut]) -> list[Look]:
    """A look at pages of a language, one or more."""
    lang = pages[0].lang
    spoken = lexicon(lang)
    sight = see([each for page in pages for each in page.passages], spoken, [len(page.passages) for page in pages])
    seen: list[Sequence[Seen]] = []
    judged: list[titles.Judged] = []
    found: list[tuple[list[str], list[learn.Kept]]] = []
    begin = 0
    for page, kept in zip(pages, judge.judge(sight, judge.shipped()), strict=True):
        own = sight.seen[begin : begin + len(kept)]
        begin += len(kept)
        seen.append(own)
        found.append(_decide(page, own, kept))
        under = captions.find(page.passages, own, spoken.phrases)
        judged.append(titles.Judged(page.passages, kept, under, page.page.url))
    title_at = titles.find(judged, sight, lang, titles.shipped())
    return [
        Look(page.passages, lang, own, each.kept, steps, kept, each.captions, title)
        for page, own, each, (steps, kept), title in zip(pages, seen, judged, found, title_at, strict=True)
    ]


def _decide(page: _Cut, seen: Sequence[Seen], kept: list[bool]) -> tuple[list[str], list[learn.Kept]]:
    """Takes from `kept` what else is not the article's; tells what decided on each passage, and what would stay but for what recurs."""
    if not any(kept):
        _keep_running(seen, kept)
    endings.cut(page.passages, seen, kept)
    moments.settle(page.passages, seen, kept)
    steps = ["judge"] * len(kept)
    for at in appeals.find(page.passages, seen):
        kept[at], steps[at] = False, "appeals"
    places = [at for at, keep in enumerate(kept) if keep]
    own = [learn.Kept(page.passages[at].text, seen[at].words, _is_fixed(page.passages[at], seen[at])) for at in places]
    for at in learn.drop(own, page.recurring):
        kept[places[at]], steps[places[at]] = False, learn.STEP
    return steps, own


def _keep_running(seen: Sequence[Seen], kept: list[bool]) -> None:
    """Where nothing reads like an article, takes what is running text for it, as in a forum's thread without its question; but not
    on a page that asks or refuses something.
    """
    if sum(key in _REFUSING for each in seen for key, _ in each.hits) > _MOST_REFUSING:
        return
    running = [at for at, each in enumerate(seen) if each.ends and not each.hits and each.words >= _SENTENCE]
    if sum(seen[at].words for at in running) >= _LEAST and any(seen[at].words >= LONG for at in running):
        for at in running:
            kept[at] = True


def _is_fixed(passage: Passage, each: Seen) -> bool:
    """Whether a passage stays however often it recurs: an item, or a heading that articles of all sites use."""
    return bool(passage.mark) or ("heading", Place.WHOLE) in each.hits


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
