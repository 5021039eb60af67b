"""What repeats across the pages of a site is not the article: which lines recur, learned from a sample in one pass.

`Sample.of` one page, `Sample.merge` in any order and grouping, `Sample.recurring` for a page's own lines. Of each site
the pages with the smallest hashes are kept (a bottom-k sketch, Cohen and Kaplan, PODC 2007): which those are does not
depend on the order in which pages come, and memory stays bounded however many there are.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

PAGES = 48
"""Pages of a site that are kept."""
SITES = 400
"""Sites of which one page each is kept, for lines that many sites have."""
_LINES = 4000
"""Lines of a page that are looked at."""
_FEWEST = 3
"""Pages that must hold a line before it counts as recurring, and sites, which must be twice as many."""
_SHARE = 0.2
"""Share of a site's pages that must hold a line: a slogan is on all, a line that is quoted twice is on few."""

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_WORD = re.compile(r"[#\w]+")


@dataclass(frozen=True, slots=True)
class Sample:
    """What was learned so far. A value: merging gives a new one."""

    sites: Mapping[str, Mapping[int, frozenset[int]]] = field(default_factory=dict)
    """Site → hash of a page → fingerprints of its lines; at most `PAGES` pages a site, those with the smallest hashes."""

    @classmethod
    def of(cls, site: str, name: str, lines: Iterable[str]) -> Sample:
        """What one page says: `site` is its host or publisher, `name` tells it from others."""
        return cls({site: {_hash(f"{site}\n{name}"): fingerprints(lines)}})

    def merge(self, other: Sample) -> Sample:
        """Both together. Commutative and associative; a page that both hold counts once."""
        sites = dict(self.sites)
        for site, pages in other.sites.items():
            both = {**sites.get(site, {}), **pages}
            sites[site] = {page: both[page] for page in sorted(both)[:PAGES]}
        return Sample(sites)

    def everywhere(self) -> frozenset[int]:
        """Fingerprints of lines that many sites have, by one page each of `SITES` sites. Ask once for a collection."""
        pages = (self.sites[site][min(self.sites[site])] for site in sorted(self.sites)[:SITES])
        counts = Counter(line for page in pages for line in page)
        return frozenset(line for line, times in counts.items() if times >= 2 * _FEWEST)

    def recurring(self, site: str, lines: Iterable[str], everywhere: frozenset[int]) -> frozenset[int]:
        """Which fingerprints of a page's lines recur: on other pages of its site, or `everywhere`."""
        own = fingerprints(lines)
        pages = self.sites.get(site, {})
        counts = Counter(line for page in pages.values() for line in own & page)
        least = max(_FEWEST, _SHARE * len(pages))
        return frozenset(line for line in own if counts[line] >= least) | (own & everywhere)


def fingerprints(lines: Iterable[str]) -> frozenset[int]:
    """Hashes of a page's lines; a line has up to two (see `fingerprint`)."""
    found: set[int] = set()
    for number, line in enumerate(lines):
        if number == _LINES:
            break
        found.update(fingerprint(line))
    return frozenset(found)


def fingerprint(line: str) -> tuple[int, ...]:
    """The hashes of a line: of its words with figures made alike, and of its frame, where names are made alike too.

    ``Read 12 comments`` and ``Read 7 comments`` share the first; ``Follow Ann Lee on our site for more`` and ``Follow Bo Ray on
    our site for more`` share the second. A frame needs four words of its own, so that names alone make none.
    """
    words = _WORD.findall(_NUMBER.sub("#", line))
    if not words:
        return ()
    whole = _hash(" ".join(words).casefold())
    frame = [words[0].casefold(), *("*" if word[0].isupper() else word for word in words[1:])]
    own = [word for word in frame if word not in ("*", "#")]
    if len(own) < 4 or len(own) == len(frame):
        return (whole,)
    alike = [word for at, word in enumerate(frame) if word != "*" or frame[at - 1] != "*"]
    return (whole, _hash(" ".join(alike)))


def _hash(text: str) -> int:
    """64 bits that are the same in every process."""
    return int.from_bytes(hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=8).digest())
