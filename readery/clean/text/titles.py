"""Which passage is the title: the candidates above and about the text's beginning, judged by trees in ``title.json``."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Collection, Sequence
from importlib import resources

import numpy as np

from readery.clean.text import context, trees
from readery.clean.text.along import Numbers
from readery.clean.text.appeals import calls
from readery.clean.text.lines import Passage
from readery.clean.text.signs import LONG, Seen, Sight
from readery.clean.text.trees import Trees
from readery.languages.phrases import tokens

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
_LISTS = ("|", "»", "«", "›", "←", "→", " / ", " · ", " > ", "::")
_MAY_LIST = re.compile("[|»«›←→/·>:]")


@functools.cache
def shipped() -> Trees:
    """The model that comes with Readery."""
    return read(resources.files(__package__).joinpath("title.json").read_text(encoding="utf-8"))


def read(text: str) -> Trees:
    """The model in a JSON text. Raises ValueError where it asks for a measure that does not exist."""
    return trees.read(json.loads(text), MEASURES)


def find(
    page: Sequence[Passage],
    sight: Sight,
    kept: Sequence[bool],
    captions: Collection[int],
    openings: Collection[str],
    address: str | None,
    model: Trees,
) -> int | None:
    """The place of the title; None where no passage can be one. `openings` are the first words of bylines."""
    places, rows = candidates(page, sight, kept, captions, openings, address)
    return places[int(np.argmax(model.scores(rows)))] if places else None


def candidates(
    page: Sequence[Passage],
    sight: Sight,
    kept: Sequence[bool],
    captions: Collection[int],
    openings: Collection[str],
    address: str | None,
) -> tuple[list[int], Numbers]:
    """The places that may hold the title, and a column of `MEASURES` for each."""
    seen = sight.seen
    total = len(page)
    first = text_start(seen, kept)
    low, high = max(0, first - _REACH), min(total, first + _BELOW + 1)
    texts = [passage.text for passage in page[max(0, low - 1) : min(total, high + 60)]]
    places = [
        at
        for at, (each, text) in enumerate(zip(seen[low:high], texts[low > 0 :], strict=False), start=low)
        if each.words <= _MOST_WORDS
        and len(text) <= _LONGEST
        and at not in captions
        and not (each.hits and calls(each))
        and _LETTER.search(text)
    ]
    if not places:
        return [], np.zeros((len(MEASURES), 0), np.float32)
    slug = slug_words(address)
    near = "\n".join(texts[low > 0 :])
    running = np.zeros(total, np.bool_)
    running[first:] = kept[first:]
    met = sight.words.met(running)
    kin = sight.words.share(met, sight.words.sums(met) / np.maximum(1, np.diff(sight.words.begins) - 1))[
        places
    ].tolist()
    first_telling = next((at for at in places if seen[at].words > 3 and not seen[at].hits), -1)
    far = min(total, high + 6)
    words = [min(each.words, 60) for each in seen[low:far]]
    dated = [each.dated for each in seen[low:far]]
    opens = [
        each.words < 12 and _first_word(page[at].text) in openings for at, each in enumerate(seen[low:far], start=low)
    ]
    rows: list[tuple[float, ...]] = []
    for at, related in zip(places, kin, strict=True):
        text = page[at].text
        own = _slug_words(text, sight.words.of(at)) if slug else frozenset()
        after = slice(at - low + 1, at - low + 6)
        rows.append((
            first - at, at, min(near.count(text), 8) if len(text) > 5 else 0, at > 0 and text in page[at - 1].text,
            text[:1].islower(), related, at == first_telling, True in opens[after], at > 0 and seen[at - 1].dated,
            at + 1 < total and seen[at + 1].dated, True in dated[after], max(words[after], default=0), kept[at],
            sum([sign in text for sign in _LISTS]) if _MAY_LIST.search(text) else 0,
            len(own & slug) / len(slug) if slug else -1, len(own & slug) / len(own) if own else -1,
        ))  # fmt: skip
    return places, np.concatenate((np.array(rows, np.float32).T, sight.table[:, places]))


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
