"""What the texts of passages are made of, in a few numbers each."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from readery.characters import runs
from readery.clean.html import letters, phrases
from readery.clean.html.places import Measures, flags, table
from readery.clean.html.tree import Passage

SAYS = {
    "related": phrases.BITS["related"], "share": phrases.BITS["share"], "appeal": phrases.BITS["appeal"],
    "advert": phrases.BITS["advert"], "head": phrases.BITS["head"] | phrases.BITS["credit"],
    "aside": sum(phrases.BITS[kind] for kind in ("consent", "comments", "legal", "menu", "author", "end")),
    "anything": sum(phrases.BITS.values()),
}  # fmt: skip
"""What a short passage may say."""
_words = runs(re.compile(r"\w+"))
_SAMPLE = 600
"""Characters of a passage of which its characters and words are counted."""
_ENDS = frozenset(".!?…。！？؟")
"""How a sentence ends, with or without a sign after it."""
_LAST = frozenset(".!?。！？")
_BROKEN_OFF = tuple(f"{dots}{bracket}" for dots in ("…", "...") for bracket in ("", "]", ")"))
"""How the opening of another article ends in a list of such."""


def said(passages: Sequence[Passage]) -> NDArray[np.int64]:
    """The kinds of line that each passage may be (see `phrases`)."""
    return np.array([passage.says for passage in passages], np.int64)


def measure(passages: Sequence[Passage], says: NDArray[np.int64], stop: frozenset[str]) -> Measures:
    """The measures of each passage's own text; `says` is what it may be (`said`), `stop` are the commonest words of the page's language."""
    texts = [passage.text for passage in passages]
    samples = [text[:_SAMPLE] for text in texts]
    made = letters.counts(samples)
    size = np.maximum(1, np.fromiter(map(len, samples), np.int64, len(samples)))
    count = np.maximum(1, made.words)
    rows = ((len(p.text), p.link_chars, p.media, p.emphasis) for p in passages)
    length, link_chars, media, emphasis = table(rows, len(passages), 4)
    chars = np.maximum(1, length)
    return {
        "chars": np.log2(1 + length),
        "words": np.minimum(200, made.words),
        "link_ratio": link_chars / chars,
        "media": np.minimum(10, media),
        "bold_ratio": emphasis / chars,
        "marks": made.marks / count,
        "sentences": made.ends / count,
        "ends_sentence": np.array(
            [text[-2:-1] in _ENDS or not text or text[-1] in _LAST or text in _ENDS for text in texts]
        ),
        "broken_off": np.array([text.endswith(_BROKEN_OFF) for text in texts]),
        "digits": made.digits / size,
        "capitals": made.capitals / size,
        "word_length": made.in_words / count,
        "stop_ratio": _among(stop, samples, made.words) / count if stop else -1.0,
        "separators": made.separators / count,
        **flags("says", says, SAYS),
    }


def _among(stop: frozenset[str], texts: Sequence[str], count: NDArray[np.intp]) -> NDArray[np.intp]:
    """How many words of each text, of which it has that many, are among the commonest."""
    among = np.zeros(len(texts), np.intp)
    begin = 0
    for block in letters.blocks(texts):
        end = begin + len(block)
        among[begin:end] = _among_some(stop, block, count[begin:end])
        begin = end
    return among


def _among_some(
    stop: frozenset[str], texts: Sequence[str], count: NDArray[np.intp]
) -> Sequence[int] | NDArray[np.intp]:
    words = _words("\n".join(texts).lower())
    if (
        len(words) != count.sum()
    ):  # a Turkish I with its dot is two characters in lower case, the second of which is no letter
        return [sum(map(stop.__contains__, _words(text.lower()))) for text in texts]
    sums = np.cumsum(np.fromiter(map(stop.__contains__, words), bool, len(words)))
    ends = np.cumsum(count)
    among: NDArray[np.intp] = np.diff(np.append(0, sums)[ends], prepend=0)
    return among
