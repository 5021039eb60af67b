"""What repeats across the pages of a site is not the article: which passages recur, learned from all pages in one pass.

How a build uses it, the contract of this module and of `readery.clean.clean`:

1. Clean every page. `Cleaned.site` and `Cleaned.passages` are what learning needs of a page; keep both beside its article.
2. `Sample.of_all` takes ``(site, name, passages)`` of all pages, in any order; samples of parts `Sample.merge`. Then
   `Sample.learned` once.
3. `Learned.recurring` says of each page which of its own passages recur. Where that set is not empty, clean the page again
   with it. A page's article depends on its bytes, the settings and this set: the three are its key in a store.
   `Cleaned.site` and `Cleaned.passages` are the same in both cleanings.

Of each site the pages with the smallest hashes are kept, and so are the sites (bottom-k sketches, Cohen and Kaplan, PODC
2007): which those are does not depend on the order in which pages come, and memory stays bounded however many there are.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from readery.characters import runs

T = TypeVar("T")

STEP = "learn"
"""Name of the cleaning step that leaves out what recurs."""
REASON = "the same words stand on other pages of this site, or on many sites"
"""Why, in words for the page's owner."""
PAGES = 32
"""Pages of a site that are kept."""
SITES = 2000
"""Sites that are kept; with `PAGES` and `PASSAGES` this bounds a sample to 64 MB, and usual collections to a tenth of it."""
PASSAGES = 128
"""Fingerprints of a page that are kept."""
_FEWEST = 3
"""Other pages of a site that must hold a passage before it counts as recurring."""
_FEWEST_SITES = 6
"""Sites that must hold it where it recurs everywhere."""
_SHARE = 0.2
"""Share of a site's other pages that must hold a short passage: a slogan is on many, a line that is quoted twice is on few."""
_LONG_SHARE = 0.5
"""The same for a long one: reports on one affair share a paragraph of background."""
_SITES_SHARE = 0.02
"""Share of all sites."""
_LONG = 240
"""Characters from which a passage is long."""
_LOOKED_AT = 300
"""Characters of a passage that are looked at."""
_RUNNING = 18
"""Words from which a passage reads like running text."""

_NUMBER = re.compile(r"\d\d*(?:[.,:]\d+)*")
_ASCII_NUMBER = re.compile(r"[0-9][0-9]*(?:[.,:][0-9]+)*")
"""A number in a text of ASCII. Both patterns begin with one figure, and this one with a plain range: so they are looked for fast."""
_words = runs(re.compile(r"[#\w]+"))


@dataclass(frozen=True, slots=True)
class Kept:
    """A passage that a cleaning kept, as learning looks at it."""

    text: str
    """Its words."""
    words: int
    """How many."""
    fixed: bool = False
    """Whether it stays however often it recurs: headings and list items are alike on many pages of a site."""


def fingerprints(kept: Iterable[Kept]) -> frozenset[int]:
    """Fingerprints of what a page's cleaning kept and may lose again; the `PASSAGES` smallest where there are more."""
    found = {number for each in kept if not each.fixed for number in fingerprint(each.text)}
    return frozenset(sorted(found)[:PASSAGES] if len(found) > PASSAGES else found)


def drop(kept: Sequence[Kept], recurring: frozenset[int]) -> list[int]:
    """The places in `kept` of the passages that recur and go.

    Where more than a third of the words recurs, the page was saved several times, and all of it stays. So does a short
    passage beside another that does not recur: ingredients of recipes are alike from page to page.
    """
    if not recurring:
        return []
    found = [not each.fixed and not recurring.isdisjoint(fingerprint(each.text)) for each in kept]
    if 3 * sum(each.words for each, recurs in zip(kept, found, strict=True) if recurs) > sum(
        each.words for each in kept
    ):
        return []
    own = [each.words < _RUNNING and not recurs for each, recurs in zip(kept, found, strict=True)]
    beside = [before or after for before, after in zip([False, *own], [*own[1:], False], strict=False)]
    return [at for at, recurs in enumerate(found) if recurs and (kept[at].words >= _RUNNING or not beside[at])]


@dataclass(frozen=True, slots=True)
class Learned:
    """What recurs in a collection."""

    sites: Mapping[str, tuple[Mapping[int, int], frozenset[int], int]]
    """Site → fingerprint → pages that hold it; hashes of the pages that were looked at; how many those are."""
    everywhere: frozenset[int]
    """Fingerprints of passages that many sites have."""

    def recurring(self, site: str, name: str, passages: Collection[int]) -> frozenset[int]:
        """Which of a page's passages recur: on other pages of its site, or on many sites.

        `site` and `passages` are those of its `Cleaned`, `name` is its origin's.
        """
        far = self.everywhere.intersection(passages)
        known = self.sites.get(site)
        if known is None or known[0].keys().isdisjoint(passages):
            return far
        counts, pages, total = known
        own = _hash(f"{site}\n{name}") in pages
        total -= own
        least = (max(_FEWEST, _SHARE * total) + own, max(_FEWEST, _LONG_SHARE * total) + own)
        return far | {passage for passage in passages if counts.get(passage, 0) >= least[passage & 1]}


@dataclass(frozen=True, slots=True)
class Sample:
    """What was learned of some pages. A value: merging gives a new one."""

    sites: Mapping[str, Mapping[int, bytes]] = field(default_factory=dict)
    """Site → hash of a page → its fingerprints, packed; the `SITES` and `PAGES` with the smallest hashes."""

    @classmethod
    def of_all(cls, pages: Iterable[tuple[str, str, Collection[int]]]) -> Sample:
        """What these pages say, each given as site, name and passages. One pass; their order does not matter."""
        sites: dict[str, dict[int, Collection[int]]] = {}
        for site, name, passages in pages:
            own = sites.setdefault(site, {})
            own[_hash(f"{site}\n{name}")] = passages
            if len(own) > 2 * PAGES:
                sites[site] = _smallest(own)
            if len(sites) > 2 * SITES:
                sites = {each: sites[each] for each in sorted(sites, key=_hash)[:SITES]}
        kept = {site: _smallest(sites[site]) for site in sorted(sites, key=_hash)[:SITES]}
        return cls(
            {
                site: {page: array("Q", sorted(passages)).tobytes() for page, passages in own.items()}
                for site, own in kept.items()
            }
        )

    def merge(self, other: Sample) -> Sample:
        """Both together. Commutative and associative; a page that both hold counts once."""
        sites = {**self.sites, **other.sites}
        for site in self.sites.keys() & other.sites.keys():
            sites[site] = _smallest({**self.sites[site], **other.sites[site]})
        return Sample({site: sites[site] for site in sorted(sites, key=_hash)[:SITES]})

    def learned(self) -> Learned:
        """What recurs in these pages. Ask once for a collection."""
        sites: dict[str, tuple[Mapping[int, int], frozenset[int], int]] = {}
        first: Counter[int] = Counter()
        for site, pages in self.sites.items():
            first.update(array("Q", pages[min(pages)]))
            if len(pages) > _FEWEST:
                counts: Counter[int] = Counter()
                for packed in pages.values():
                    counts.update(array("Q", packed))
                often = {passage: times for passage, times in counts.items() if times >= _FEWEST}
                sites[site] = (often, frozenset(pages), len(pages))
        least = max(_FEWEST_SITES, _SITES_SHARE * len(self.sites))
        return Learned(sites, frozenset(passage for passage, times in first.items() if times >= least))


def fingerprint(text: str) -> tuple[int, ...]:
    """The hashes of a passage: of its words with figures made alike, and of its frame, where names are made alike too.

    ``Read 12 comments`` and ``Read 7 comments`` share the first; ``Follow Ann Lee on our site for more`` and ``Follow Bo Ray on
    our site for more`` share the second. A frame needs four words of its own, so that names alone make none. A long
    passage has the first alone; its lowest bit is 1, a short one's is 0.
    """
    cut = text[:_LOOKED_AT]
    words = _words((_ASCII_NUMBER if cut.isascii() else _NUMBER).sub("#", cut))
    if not words:
        return ()
    whole = _hash(" ".join(words).casefold())
    if len(text) >= _LONG:
        return (whole | 1,)
    if cut[1:].islower() and "#" not in words:  # neither names nor figures
        return (whole & ~1,)
    frame = [words[0].casefold(), *("*" if word[0].isupper() else word for word in words[1:])]
    own = [word for word in frame if word not in ("*", "#")]
    if len(own) < 4 or len(own) == len(frame):
        return (whole & ~1,)
    alike = [word for at, word in enumerate(frame) if word != "*" or frame[at - 1] != "*"]
    return (whole & ~1, _hash(" ".join(alike)) & ~1)


def _smallest(pages: Mapping[int, T]) -> dict[int, T]:
    """The pages of a site that are kept."""
    return {page: pages[page] for page in sorted(pages)[:PAGES]}


def _hash(text: str) -> int:
    """64 bits that are the same in every process."""
    return int.from_bytes(hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=8).digest())
