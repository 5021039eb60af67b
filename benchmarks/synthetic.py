"""Articles out of nothing, for measuring what the size of a collection costs.

Some 650 words in 12 paragraphs, drawn from a vocabulary of 30,000 invented words with the frequencies of a language
(Zipf's law), a handful of names each from a stock that grows with the collection. The same number gives the same
articles.
"""

from __future__ import annotations

import hashlib
import itertools
import random
from collections.abc import Iterator, Sequence

from readery.model import Article, Head, Origin, SafeHtml

_SMALL = (
    "the of and to in a is that for it was on are as with they at be this from have or by one had not but what all were "
    "when we there can an your which their said if do will each about how up out them then she many some so these would"
).split()
_ONSETS = "b c d f g h j k l m n p r s t v w br cl dr fl gr pl sh st tr".split()
_VOWELS = "a e i o u ai ea ou".split()
_CODAS = ["", "", "", "ck", "l", "m", "n", "nd", "r", "st", "t"]
_ENDINGS = ["", "", "", "ed", "er", "ing", "ion", "ly", "ment", "s"]
_FIRST = "Ada Ben Carla Dev Elena Femi Grace Hugo Ines Jonas Kofi Leila Marta Nadia Omar Priya Rosa Sami Tara".split()


def articles(number: int, seed: int = 7) -> Iterator[Article]:
    """`number` articles."""
    source = random.Random(f"world {number} {seed}")
    words = [*_SMALL, *sorted({_word(source) for _ in range(30_000)}, key=lambda word: (len(word), word))]
    names = sorted({_name(source) for _ in range(max(300, number // 2))})
    source.shuffle(names)
    usual, famous = _zipf(len(words)), _zipf(len(names))
    for place in range(number):
        own = random.Random(f"article {number} {seed} {place}")
        mine = list(dict.fromkeys(own.choices(names, cum_weights=famous, k=9)))
        text = "\n\n".join(_paragraph(own, words, usual, mine) for _ in range(12))
        title = " ".join([*own.choices(words, cum_weights=usual, k=5), mine[0]]).capitalize()
        article_id = hashlib.sha256(f"{number} {place}".encode()).hexdigest()[:12]
        head = Head(article_id, Origin(f"{place}.txt", "text", ""), title, article_id, lang="en", words=650)
        yield Article(head, SafeHtml(""), text)


def _paragraph(source: random.Random, words: Sequence[str], usual: Sequence[float], names: Sequence[str]) -> str:
    sentences: list[str] = []
    length = 0
    while length < 48:
        said = source.choices(words, cum_weights=usual, k=source.randint(8, 22))
        if source.random() < 0.45:
            said.insert(source.randint(1, len(said) - 1), source.choice(names))
        length += len(said)
        sentence = " ".join(said)
        sentences.append(f"{sentence[0].upper()}{sentence[1:]}.")
    return " ".join(sentences)


def _word(source: random.Random) -> str:
    parts = (
        source.choice(_ONSETS) + source.choice(_VOWELS) + source.choice(_CODAS) for _ in range(source.randint(1, 3))
    )
    return "".join(parts) + source.choice(_ENDINGS)


def _name(source: random.Random) -> str:
    last = _word(source).capitalize()
    kind = source.randrange(3)
    if kind == 0:
        return f"{source.choice(_FIRST)} {last}"
    return f"{last} {source.choice(['Institute', 'Council', 'Bank', 'River'])}" if kind == 1 else f"{last}ia"


def _zipf(number: int) -> list[float]:
    return list(itertools.accumulate(1 / (rank + 2.7) for rank in range(1, number + 1)))
