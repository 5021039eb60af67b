"""The head of an article: which passages are its title, dek, byline and dates, and what they say."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from readery import dates
from readery.clean.draft import Found, Metadata
from readery.clean.text.lines import Passage
from readery.clean.text.signs import LONG, Seen
from readery.languages import Language
from readery.languages.phrases import Place, tokens

_BEFORE_TITLE, _AFTER_TITLE = 4, 14
"""How many passages around the title are looked at for dates and names."""
_SUFFIX = re.compile(r"\s(?:[|–—-]|»|›|::|·|•)\s(?=[^|–—»›·•]{2,40}$)")
_NAME = re.compile(
    r"(?:[^\W\d_]\.\s?)*[^\W\d_][\w.'’-]*(?:\s(?:de|da|do|di|del|der|den|van|von|zu|la|le|el|al|bin|ibn|y|ter|ten|af|av|[^\W\d_]\.|[^\W\d_][\w.'’-]*)){0,4}$"
)
_TIDY = re.compile(r"^[\s|·•,;:/–—-]+|[\s|·•,;:/–—-]+$")
_PARTS = re.compile(r"\s[|·•–—/-]\s|,\s|;\s?|\n")


@dataclass(slots=True)
class Head:
    """What was found of a head."""

    metadata: Metadata
    """Its values with their sources."""
    roles: dict[int, str] = field(default_factory=dict)
    """Place of a passage → what it is: ``the title``."""


def read(
    page: Sequence[Passage],
    seen: Sequence[Seen],
    kept: Sequence[bool],
    captions: Collection[int],
    languages: Sequence[Language],
    lang: str | None,
    address: str | None,
) -> Head:
    """The head of the article whose passages `kept` marks; `captions` are the places of its pictures' captions.

    `lang` says how dates are written; `address` is the page's, if known.
    """
    first, last = _text_bounds(page, seen, kept)
    roles: dict[int, str] = {}
    title_at = _title(page, seen, first, captions, address)
    title: Found[str] | None = None
    if title_at is not None:
        text = page[title_at].text
        cut = _SUFFIX.search(text)
        rest = [passage.text for at, passage in enumerate(page) if at != title_at]
        if cut and _says_site(text[cut.end() :], rest, address):
            text = text[: cut.start()].strip()
        title = Found(text, f"line {title_at + 1}, above the text")
        roles[title_at] = "the title"
        for at in range(max(0, min(first, len(page)))):
            if at != title_at and page[at].text == page[title_at].text:
                roles[at] = "the title again"
    anchor = title_at if title_at is not None else 0
    published, updated = _dates(page, seen, anchor, first, last, lang, roles)
    authors = _authors(page, seen, anchor, first, languages, lang, roles)
    dek = _dek(page, seen, title_at, first, roles)
    return Head(Metadata(title=title, dek=dek, authors=authors, published=published, updated=updated), roles)


def _text_bounds(page: Sequence[Passage], seen: Sequence[Seen], kept: Sequence[bool]) -> tuple[int, int]:
    """Places of the first and the last kept passage that reads like running text."""
    running = [at for at in range(len(page)) if kept[at] and seen[at].words >= LONG] or [
        at for at in range(len(page)) if kept[at]
    ]
    return (running[0], running[-1]) if running else (len(page), len(page))


def _title(
    page: Sequence[Passage], seen: Sequence[Seen], first: int, captions: Collection[int], address: str | None
) -> int | None:
    """The passage that is likeliest the title: near above the text, of a title's length, said elsewhere or in the address."""
    slug = _slug_words(address)
    best: tuple[float, int] | None = None
    start = max(0, first - 60)
    for at in range(start, min(first + 1, len(page))):
        score = None if at in captions else _title_score(page, seen, at, first, slug)
        if score is not None and (best is None or score > best[0]):
            best = (score, at)
    return best[1] if best else None


def _title_score(
    page: Sequence[Passage], seen: Sequence[Seen], at: int, first: int, slug: frozenset[str]
) -> float | None:
    """How much a passage looks like the title; None for one that cannot be."""
    passage, each = page[at], seen[at]
    text = passage.text
    words = each.words
    if not any(map(str.isalpha, text)) or len(text) > 220 or words > 32:
        return None
    score = 0.0
    if slug:
        own = frozenset(tokens(text))
        score += 6 * len(own & slug) / max(4, len(slug)) + 2 * len(own & slug) / max(3, len(own))
    score += 1.5 if 4 <= words <= 18 else 0.5 if words == 3 or 18 < words <= 24 else -1.0 if words == 1 else 0.0
    if passage.mark:
        score -= 1.5 if passage.mark == "•" else 1.0
    if text.endswith((".", "。")) and words > 8:
        score -= 1.5
    if text.endswith((":", ",")):
        score -= 1.0
    for _, place in each.hits:
        score -= 3.0 if place is Place.WHOLE else 1.2 if place is Place.START else 0.6
    if "date short" in each.signs or "clock short" in each.signs:
        score -= 2.0
    if passage.gap:
        score += 0.5
    if at + 1 < len(page) and page[at + 1].gap:
        score += 0.5
    distance = first - at
    score -= 0.08 * distance
    if at == first:
        score -= 1.0
    if passage.indent > 1:
        score -= 0.7
    if text[:1].islower():
        score -= 0.8
    if any(other.text.startswith(text[:40]) for other in (*page[max(0, at - 60) : at], *page[at + 1 : at + 6])):
        score += 0.8
    return score


def _slug_words(address: str | None) -> frozenset[str]:
    """The words of an address's last telling part."""
    if not address:
        return frozenset()
    path = re.sub(r"^[a-z]+://[^/]*", "", address.lower()).split("?")[0]
    best: tuple[str, ...] = ()
    for part in path.split("/"):
        words = tuple(
            word
            for word in re.split(r"[^\w]+|_", part)
            if word.isalpha() and word not in ("html", "htm", "php", "aspx")
        )
        if len(words) >= len(best):
            best = words
    return frozenset(best) if len(best) > 2 else frozenset()


def _says_site(suffix: str, others: Sequence[str], address: str | None) -> bool:
    """Whether what stands behind a title's dash is the publisher's name: the address or other passages say it too."""
    squashed = "".join(tokens(suffix))
    host = re.sub(r"[^a-z0-9]", "", re.sub(r"^[a-z]+://([^/]*).*", r"\1", (address or "").lower()))
    return bool(squashed) and (squashed in host or any(suffix in text for text in others if len(text) < 300))


def _dates(
    page: Sequence[Passage],
    seen: Sequence[Seen],
    anchor: int,
    first: int,
    last: int,
    lang: str | None,
    roles: dict[int, str],
) -> tuple[Found[str] | None, Found[str] | None]:
    """When the article was published and updated, from the passages about its head, else from those about its end."""
    published: Found[str] | None = None
    updated: Found[str] | None = None
    head = range(max(0, anchor - _BEFORE_TITLE), min(len(page), max(first, anchor + 1) + 2))
    tail = range(last + 1, min(len(page), last + 8))
    for where, places in (("head", head), ("end", tail)):
        for at in places:
            if seen[at].words > (LONG if where == "head" else 12) + 6:
                continue
            mentions = dates.find(page[at].text, lang)
            for mention in mentions:
                found = Found(mention.date, f"line {at + 1}, {'above' if where == 'head' else 'below'} the text")
                if mention.role == "updated":
                    updated = updated or found
                elif published is None:
                    published = found
                if seen[at].words < 13:
                    roles.setdefault(at, "the date")
        if published:
            break
    return published or updated, updated


def _authors(
    page: Sequence[Passage],
    seen: Sequence[Seen],
    anchor: int,
    first: int,
    languages: Sequence[Language],
    lang: str | None,
    roles: dict[int, str],
) -> Found[tuple[str, ...]] | None:
    """Who wrote the article, from the passages between its title and its text."""
    openings = sorted({entry for language in languages for entry in language.entries["by"]}, key=len, reverse=True)
    joiners = {entry for language in languages for entry in language.entries["joiner"]}
    for at in range(max(0, anchor - 2), min(len(page), max(first, anchor) + 1, anchor + _AFTER_TITLE)):
        if at == anchor or seen[at].words > 16 or roles.get(at) == "the title again":
            continue
        text = page[at].text
        opening = _opening(text, openings)
        rest = text[len(opening) :].lstrip(" :：/／") if opening else text
        for mention in reversed(dates.find(rest, lang)):
            rest = rest[: mention.start] + " | " + rest[mention.end :]
        if opening and not rest and at + 1 < len(page):
            rest = page[at + 1].text
            names = _names(rest, joiners)
            if names:
                roles[at] = roles[at + 1] = "the author"
                return Found(names, f"lines {at + 1} and {at + 2}, above the text")
        elif opening or rest != text:
            names = _names(rest, joiners)
            if names and (opening or all(" " in name for name in names)):
                roles[at] = "the author and the date" if roles.get(at) else "the author"
                return Found(names, f"line {at + 1}, above the text")
    return None


def _opening(text: str, openings: Sequence[str]) -> str:
    """What of `text` opens a byline."""
    folded = text.casefold()
    for opening in openings:
        if folded.startswith(opening):
            after = folded[len(opening) : len(opening) + 1]
            if not after or not (after.isalpha() and opening[-1:].isalpha()):
                return text[: len(opening)]
    return ""


def _names(text: str, joiners: set[str]) -> tuple[str, ...]:
    """The names in a byline's rest, up to the first part that is none."""
    text = re.sub(r"\s(?:" + "|".join(map(re.escape, sorted(joiners))) + r")\s", ", ", text)
    found: list[str] = []
    for part in (_TIDY.sub("", part) for part in _PARTS.split(text)):
        if not part:
            continue
        if not _NAME.match(part) or len(part) > 40 or (not part[:1].isupper() and part[:1].isascii()):
            break
        words = part.split()
        if sum(word[:1].isupper() or not word[:1].isascii() for word in words) * 2 <= len(words) or (
            found and len(words) == 1
        ):
            break
        found.append(part)
    return tuple(dict.fromkeys(found))[:8]


def _dek(
    page: Sequence[Passage], seen: Sequence[Seen], title_at: int | None, first: int, roles: Mapping[int, str]
) -> Found[str] | None:
    """The passage just under the title, where other parts of the head stand between it and the text."""
    if title_at is None or title_at + 2 >= len(page):
        return None
    at = title_at + 1
    passage, each = page[at], seen[at]
    if at in roles or passage.mark or not 6 <= each.words <= 70:
        return None
    between = range(at + 1, first) if first > at else range(at + 1, at + 3)
    if not any(place in roles for place in between):
        return None
    if any(place is not Place.INSIDE for _, place in each.hits):
        return None
    if isinstance(roles, dict):
        roles[at] = "the dek"
    return Found(passage.text, f"line {at + 1}, under the title")
