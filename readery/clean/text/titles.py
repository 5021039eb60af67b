"""Which passage is the title: the candidates above and about the text's beginning, judged by trees in ``title.json``."""

from __future__ import annotations

import functools
import itertools
import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import numpy as np

from readery.clean.text import context, trees
from readery.clean.text.along import Numbers
from readery.clean.text.appeals import calls
from readery.clean.text.lines import Passage
from readery.clean.text.signs import LONG, Seen, Sight
from readery.clean.text.trees import Trees
from readery.languages import entries
from readery.languages.phrases import tokens
from readery.model import Caption

OWN = (
    "lines to text", "line", "said in others", "said before", "small start", "kin of kept", "is first telling",
    "byline soon", "dated before", "dated after", "dated soon", "longest near", "kept", "lists", "address said",
    "address of own",
)  # fmt: skip
"""Names of what only titles are asked about."""
MEASURES = (*OWN, *context.MEASURES)
"""Names of the measures, in the order of a table's rows."""

_REACH = 70
"""Passages above the text that are looked at."""
_BELOW = 4
"""And below its beginning: some pages print a teaser above the title."""
_LONGEST = 240
"""Characters of a title at most."""
_MOST_WORDS = 34
_MENU = 3
"""Words more than which are a menu."""
_LISTS = ("|", "»", "«", "›", "←", "→", " / ", " · ", " > ", "::")
_MAY_LIST = re.compile("[|»«›←→/·>:]")


@functools.lru_cache(maxsize=64)
def openings(lang: str | None) -> frozenset[str]:
    """The first words of bylines on pages of a language."""
    return frozenset(entry.split(" ", 1)[0].strip(":：") for entry in entries(lang, "by"))


@functools.lru_cache(maxsize=64)
def _menu(lang: str | None) -> frozenset[str]:
    """The words of which menus on pages of a language consist."""
    return frozenset(entry for entry in entries(lang, "menu", "legal", "account") if entry.isalpha())


def _is_menu(text: str, menu: Collection[str]) -> bool:
    """Whether a line is a menu whose entries ran together: ``Home Recipes About Search``."""
    words = text.casefold().split()
    return len(words) > _MENU and sum([word in menu for word in words]) > max(_MENU, len(words) / 2)


@functools.cache
def shipped() -> Trees:
    """The model that comes with Readery."""
    return read(resources.files(__package__).joinpath("title.json").read_text(encoding="utf-8"))


def read(text: str) -> Trees:
    """The model in a JSON text. Raises ValueError where it asks for a measure that does not exist."""
    return trees.read(json.loads(text), MEASURES)


@dataclass(frozen=True, slots=True)
class Judged:
    """A page whose title is sought."""

    passages: Sequence[Passage]
    """Its passages."""
    kept: Sequence[bool]
    """Whether each belongs to the article."""
    captions: Mapping[int, Caption | None]
    """Place of a passage → the caption it is (see `captions.find`)."""
    address: str | None
    """Its address, if known."""


def find(pages: Sequence[Judged], sight: Sight, lang: str | None, model: Trees) -> list[int | None]:
    """The place of each page's title; None where no passage can be one.

    `sight` is what is seen of all their passages, one page behind another; `lang` is their language.
    """
    candidates_of, rows = candidates(pages, sight, lang)
    scores = model.scores(rows)
    found: list[int | None] = []
    before = 0
    for places in candidates_of:
        own = scores[before : before + len(places)]
        found.append(places[int(np.argmax(own))] if places else None)
        before += len(places)
    return found


def candidates(pages: Sequence[Judged], sight: Sight, lang: str | None) -> tuple[list[list[int]], Numbers]:
    """The places on each page that may hold the title, and a column of `MEASURES` for each, one page's behind another's."""
    begins = [0, *itertools.accumulate(len(page.passages) for page in pages)]
    running = np.zeros(begins[-1], np.bool_)
    firsts = [
        text_start(sight.seen[begin : begin + len(page.kept)], page.kept)
        for begin, page in zip(begins, pages, strict=False)
    ]
    for begin, first, page in zip(begins, firsts, pages, strict=False):
        running[begin + first : begin + len(page.kept)] = page.kept[first:]
    met = sight.words.met(running)
    kin = sight.words.share(met, sight.words.sums(met) / np.maximum(1, np.diff(sight.words.begins) - 1))
    found: list[list[int]] = []
    rows: list[tuple[float, ...]] = []
    for begin, first, page in zip(begins, firsts, pages, strict=False):
        seen = sight.seen[begin : begin + len(page.passages)]
        places = _places(page, seen, first, _menu(lang))
        if places:
            words = {at: sight.words.of(begin + at) for at in places} if page.address else {}
            rows += _rows(page, seen, first, places, kin[begin : begin + len(seen)].tolist(), words, openings(lang))
        found.append(places)
    columns = [begin + at for begin, places in zip(begins, found, strict=False) for at in places]
    own = np.array(rows, np.float32).reshape(len(rows), len(OWN))
    return found, np.concatenate((own.T, sight.table[:, columns]))


def _reach(page: Judged, first: int) -> tuple[int, int]:
    """The place of the first passage that may be the title, and that behind the last; the text begins at `first`."""
    return max(0, first - _REACH), min(len(page.passages), first + _BELOW + 1)


def _places(page: Judged, seen: Sequence[Seen], first: int, menu: Collection[str]) -> list[int]:
    """The places that may hold the title of a page whose text begins at `first`."""
    low, high = _reach(page, first)
    return [
        at
        for at, (each, passage) in enumerate(zip(seen[low:high], page.passages[low:high], strict=True), start=low)
        if each.words <= _MOST_WORDS
        and len(passage.text) <= _LONGEST
        and at not in page.captions
        and not (each.hits and calls(each))
        and _LETTER.search(passage.text)
        and not _is_menu(passage.text, menu)
    ]


def _rows(
    page: Judged,
    seen: Sequence[Seen],
    first: int,
    places: Sequence[int],
    kin: Sequence[float],
    said: Mapping[int, tuple[str, ...]],
    openings: Collection[str],
) -> Iterator[tuple[float, ...]]:
    """The measures `OWN` of the passages at some places; `said` are their words, where the address is known."""
    total = len(seen)
    low, high = _reach(page, first)
    texts = [passage.text for passage in page.passages[max(0, low - 1) : high + 60]]
    near = "\n".join(texts[low > 0 :])
    slug = slug_words(page.address)
    first_telling = next((at for at in places if seen[at].words > 3 and not seen[at].hits), -1)
    far = min(total, high + 6)
    words = [min(each.words, 60) for each in seen[low:far]]
    dated = [each.dated for each in seen[low:far]]
    opens = [
        each.words < 12 and _first_word(passage.text) in openings
        for each, passage in zip(seen[low:far], page.passages[low:far], strict=True)
    ]
    for at in places:
        text = page.passages[at].text
        own = _slug_words(text, said[at]) if slug else frozenset()
        after = slice(at - low + 1, at - low + 6)
        yield (
            first - at, at, min(near.count(text), 8) if len(text) > 5 else 0,
            at > 0 and text in page.passages[at - 1].text, text[:1].islower(), kin[at], at == first_telling,
            True in opens[after], at > 0 and seen[at - 1].dated, at + 1 < total and seen[at + 1].dated,
            True in dated[after], max(words[after], default=0), page.kept[at],
            sum([sign in text for sign in _LISTS]) if _MAY_LIST.search(text) else 0,
            len(own & slug) / len(slug) if slug else -1, len(own & slug) / len(own) if own else -1,
        )  # fmt: skip


def _slug_words(text: str, folded: tuple[str, ...]) -> frozenset[str]:
    """The words that an address may have of a text, which are `folded`."""
    return frozenset(folded) if text.isascii() else frozenset((*folded, *tokens(_spelled(text))))


def _first_word(text: str) -> str:
    return text.split(" ", 1)[0].casefold().strip(":")


def text_start(seen: Sequence[Seen], kept: Sequence[bool]) -> int:
    """The place of the first kept passage that reads like running text, else of the first kept one, else the end."""
    fallback = len(seen)
    for at, keep in enumerate(kept):
        if keep:
            if seen[at].words >= LONG:
                return at
            fallback = min(fallback, at)
    return fallback


def slug_words(address: str | None) -> frozenset[str]:
    """The words of an address's most telling part."""
    if not address:
        return frozenset()
    path = re.sub(r"^[a-z]+://[^/]*", "", address.lower()).split("?")[0]
    best: tuple[str, ...] = ()
    for part in path.split("/"):
        words = tuple(word for word in re.split(r"[\W_]+", part) if word.isalpha() and word not in _ENDINGS)
        if len(words) >= len(best):
            best = words
    return frozenset(best) if len(best) > 2 else frozenset()


def _spelled(text: str) -> str:
    """The text as German addresses spell it."""
    return text.casefold().translate(_UMLAUTS)


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "è": "e", "á": "a", "í": "i", "ó": "o"})
_LETTER = re.compile(r"[^\W\d_]")
_ENDINGS = frozenset(("html", "htm", "php", "aspx", "shtml"))
