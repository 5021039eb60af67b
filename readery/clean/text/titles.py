"""Which passage is the title: the candidates above and about the text's beginning, judged by trees in ``title.json``."""

from __future__ import annotations

import functools
import json
import re
from collections import Counter
from collections.abc import Collection, Sequence
from importlib import resources

from readery.clean import trees
from readery.clean.text.appeals import calls
from readery.clean.text.lines import Passage
from readery.clean.text.signs import LONG, Seen
from readery.languages.phrases import Place, tokens

MEASURES = (
    "lines to text",
    "line",
    "words",
    "characters",
    "ends",
    "colon",
    "gap",
    "gap after",
    "mark",
    "indent",
    "times",
    "said in others",
    "others before",
    "capitals",
    "all capitals",
    "whole phrases",
    "starting phrases",
    "phrases inside",
    "date",
    "clock",
    "signs of lists",
    "kin",
    "words before",
    "words after",
    "words second after",
    "date just before",
    "date just after",
    "date soon after",
    "longest near",
    "short run",
    "kept",
    "digits",
    "question",
    "small start",
    "first telling",
    "byline soon after",
    "address said",
    "address of own",
)
"""Names of the measures, in the order of a row."""

_REACH = 70
"""Passages above the text that are looked at."""
_BELOW = 4
"""And below its beginning: some pages print a teaser above the title."""
_LONGEST = 240
"""Characters of a title at most."""
_CLEAR = 6.0
_LISTS = ("|", "»", "«", "›", "←", "→", " / ", " · ", " > ", "::")


@functools.cache
def shipped() -> trees.Trees:
    """The model that comes with Readery."""
    return read(resources.files(__package__).joinpath("title.json").read_text(encoding="utf-8"))


def read(text: str) -> trees.Trees:
    """The model in a JSON text. Raises ValueError where it asks for a measure that does not exist."""
    return trees.read(json.loads(text), MEASURES)


def find(
    page: Sequence[Passage],
    seen: Sequence[Seen],
    kept: Sequence[bool],
    captions: Collection[int],
    openings: Collection[str],
    address: str | None,
    model: trees.Trees,
) -> int | None:
    """The place of the title; None where no passage can be one. `openings` are the first words of bylines."""
    best: tuple[float, int] | None = None
    for at, row in candidates(page, seen, kept, captions, openings, address):
        score = model.score(row, _CLEAR)
        if best is None or score > best[0]:
            best = (score, at)
    return best[1] if best else None


def candidates(
    page: Sequence[Passage],
    seen: Sequence[Seen],
    kept: Sequence[bool],
    captions: Collection[int],
    openings: Collection[str],
    address: str | None,
) -> list[tuple[int, tuple[float, ...]]]:
    """The places that may hold the title, each with its row of `MEASURES`."""
    total = len(page)
    first = text_start(seen, kept)
    slug = slug_words(address)
    low, high = max(0, first - _REACH), min(total, first + _BELOW + 1)
    near = range(low, high)
    times = Counter(page[at].text for at in range(min(total, high + 40)))
    dated = ["date short" in each.signs or "date long" in each.signs for each in seen[low : min(total, high + 6)]]
    joined = "\n".join(passage.text for passage in page)
    running = Counter(word for at in range(first, total) if kept[at] for word in set(seen[at].telling))
    run = 0
    rows: list[tuple[int, tuple[float, ...]]] = []
    found_telling = False
    for at in near:
        passage, each = page[at], seen[at]
        text = passage.text
        run = run + 1 if each.words < 4 else 0
        if at in captions or calls(each) or len(text) > _LONGEST or each.words > 34 or not any(map(str.isalpha, text)):
            continue
        hits = [place for _, place in each.hits]
        said = joined.count(text) - times[text] if len(text) > 5 else 0
        telling = each.telling or tokens(text)
        least = 2 if kept[at] and at >= first else 1
        kin = sum(running[word] >= least for word in telling) / len(telling) if telling else 0.0
        words = text.split()
        after = range(at + 1, min(total, at + 6))
        is_telling = not found_telling and each.words > 3 and not hits
        found_telling = found_telling or is_telling
        own = frozenset(tokens(_spelled(text))) | frozenset(tokens(text)) if slug else frozenset()
        rows.append(
            (
                at,
                (
                    first - at,
                    at,
                    each.words,
                    len(text),
                    each.ends,
                    text.endswith(":"),
                    passage.gap,
                    page[at + 1].gap if at + 1 < total else 2,
                    (1 if passage.mark == "•" else 2) if passage.mark else 0,
                    passage.indent,
                    times[text],
                    min(said, 5),
                    at and text in page[at - 1].text,
                    sum(word[:1].isupper() for word in words) / len(words),
                    text.isupper(),
                    sum(place is Place.WHOLE for place in hits),
                    sum(place is Place.START for place in hits),
                    sum(place is Place.INSIDE for place in hits),
                    dated[at - low],
                    "clock short" in each.signs,
                    sum(sign in text for sign in _LISTS),
                    kin,
                    min(seen[at - 1].words, 60) if at else 0,
                    min(seen[at + 1].words, 60) if at + 1 < total else 0,
                    min(seen[at + 2].words, 60) if at + 2 < total else 0,
                    at > low and dated[at - 1 - low],
                    at + 1 - low < len(dated) and dated[at + 1 - low],
                    any(dated[at + 1 - low : at + 6 - low]),
                    max((min(seen[place].words, 60) for place in after), default=0),
                    run,
                    kept[at],
                    sum(map(str.isdigit, text)) / len(text),
                    text.endswith("?"),
                    text[:1].islower(),
                    is_telling,
                    any(
                        seen[place].words < 12 and page[place].text.split(" ", 1)[0].casefold().strip(":") in openings
                        for place in after
                    ),
                    len(own & slug) / len(slug) if slug else -1,
                    len(own & slug) / len(own) if own else -1,
                ),
            )
        )
    return rows


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
_ENDINGS = frozenset(("html", "htm", "php", "aspx", "shtml"))
