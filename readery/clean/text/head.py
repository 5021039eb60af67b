"""The head of an article: which passages are its title, dek, byline and dates, and what they say."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from readery.clean.draft import LINE_UNDER_HEADING, Found, Metadata
from readery.clean.text import bylines, titles, when
from readery.clean.text.lines import Passage
from readery.clean.text.signs import LONG, Seen
from readery.languages import entries
from readery.languages.phrases import Place, tokens

OPENING = "the text's first sentence"
"""Role of a passage that names the article and stays in its text."""
_SENTENCE = 6
"""Words from which a passage that ends as a sentence belongs to the text, even if nothing better names it."""
_LONGEST_TITLE = 24
"""Words from which it does however it ends."""
_DEK = 70
"""Words of a dek at most."""
_SUFFIX = re.compile(r"\s(?:[|–—-]|»|›|::|·|•)\s(?=[^|–—»›·•]{2,40}$)")
_TRAIL = re.compile(r"^.*\S?\s*[»›]\s+(?=\S)")
"""A trail of sections before the title: ``Home » News » Title``."""
_TRAIL_SIGN = re.compile(r"\s+(?:[»›→>]|::)\s+|\s*[»›]\s*")
_ABOVE = 4
"""Passages above the title that may be the trail to it."""
_SECTIONS = 3
"""Parts of a trail that may lead to a title below it, at least."""
_NAME = 3
"""Words of a section's name there at most; a last part of more is the title itself."""
_LABELLED = re.compile(r"(?P<label>[^\W\d_][^:：]{0,20}?)\s?[:：]\s*(?P<rest>\S.*)")
_LIST_NAME = re.compile(r"\[[^\[\]]{1,40}\]\s*")
"""The name that a mailing list puts before the subjects of its letters."""
_BESIDE_ADDRESS = re.compile(r"(?P<before>[^<>()]*)<[^<>]*>|\S+(?:@| at )\S+\s*\((?P<within>[^()]+)\)")
_LETTER = 10
"""Lines of a letter's head above and below the one that was taken for the title, at most."""
_SECTION = 30
"""Characters of a section's name at most."""


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
    title_at: int | None,
    lang: str | None,
    address: str | None,
) -> Head:
    """The head of the article whose passages `kept` marks; `title_at` is its title's place.

    `lang` says how dates are written; `address` is the page's, if known.
    """
    first, last = _text_bounds(page, seen, kept)
    roles: dict[int, str] = {}
    title: Found[str] | None = None
    letter = _letter(page, title_at, lang)
    if letter:
        title_at = letter.subject_at
    elif title_at is not None and _is_below_trail(page, seen, title_at + 1, lang):
        roles[title_at] = "the trail to the article"
        title_at += 1
    if title_at is not None:
        text = letter.subject if letter else without_trail(page[title_at].text)
        cut = _SUFFIX.search(text)
        rest = [passage.text for at, passage in enumerate(page) if at != title_at]
        if cut and _says_site(text[cut.end() :], rest, address):
            text = text[: cut.start()].strip()
        title = Found(text, f"line {title_at + 1}, above the text")
        # Where the scrape has lost its title, the text's first sentence names the article, and stays in the text.
        if not _is_sentence(page[title_at], seen[title_at], kept[title_at]):
            roles[title_at] = "the title"
        elif not kept[title_at]:
            opens = title_at + 1 == first and not seen[title_at].hits
            roles[title_at] = OPENING if opens else "the title"
        for at in range(max(0, min(first, len(page)))):
            if at != title_at and page[at].text == page[title_at].text:
                roles[at] = "the title again"
    anchor = title_at if title_at is not None else 0
    published, updated, dated = when.find(page, seen, title_at, first, last, lang)
    for at in dated:
        roles.setdefault(at, "the date")
    for at in letter.places if letter else ():
        roles.setdefault(at, "the letter's head")
    authors = letter.sender if letter else None
    authors = authors or bylines.find(page, seen, anchor, first, lang, roles)
    section = _section(page, title_at) if title_at is not None else None
    if section:
        roles.setdefault(section[0], "the section")
    dek: Found[str] | None = None
    if title_at is not None and _is_dek(page, seen, title_at + 1, first, roles):
        if kept[title_at + 1]:
            dek = Found(page[title_at + 1].text, LINE_UNDER_HEADING)  # it opens the text, and stays there
        else:
            dek = Found(page[title_at + 1].text, f"line {title_at + 2}, under the title")
            roles[title_at + 1] = "the dek"
    found = Metadata(
        title=title,
        dek=dek,
        authors=authors,
        published=published,
        updated=updated,
        section=section[1] if section else None,
    )
    return Head(found, roles)


def _is_sentence(passage: Passage, each: Seen, kept: bool) -> bool:
    """Whether a passage is rather a sentence of the text than its title."""
    ends = passage.text.endswith(".") and not passage.text.endswith("...")
    return (kept and each.words >= _LONGEST_TITLE) or (each.words >= _SENTENCE and ends)


@dataclass(frozen=True, slots=True)
class _Letter:
    """The head of a letter: ``From: …``, ``Subject: …``."""

    places: range
    """Of its lines."""
    subject_at: int
    """The place of the line that tells what it is about."""
    subject: str
    """What that tells."""
    sender: Found[tuple[str, ...]] | None
    """Who wrote it."""


def _letter(page: Sequence[Passage], title_at: int | None, lang: str | None) -> _Letter | None:
    """The head of the letter that a page is: one of its lines was taken for the title, or tells who wrote it."""
    subjects = entries(lang, "subject")
    for at, passage in enumerate(page[: (title_at or 0) + _LETTER]):
        match = _LABELLED.match(passage.text)
        if match is None or match["label"].casefold() not in subjects:
            continue
        begin, end = at, at + 1
        while begin > 0 and at - begin < _LETTER and _LABELLED.match(page[begin - 1].text):
            begin -= 1
        while end < len(page) and end - at < _LETTER and _LABELLED.match(page[end].text):
            end += 1
        sender = _sender(page, range(begin, end), entries(lang, "sender"))
        if end - begin > 1 and (sender or (title_at is not None and begin <= title_at < end)):
            subject = _LIST_NAME.sub("", match["rest"], count=1) or match["rest"]
            return _Letter(range(begin, end), at, subject, sender)
    return None


def _sender(page: Sequence[Passage], places: range, labels: Collection[str]) -> Found[tuple[str, ...]] | None:
    """Who wrote a letter, as its head says."""
    for at in places:
        match = _LABELLED.match(page[at].text)
        name = _name(match["rest"]) if match and match["label"].casefold() in labels else ""
        if name:
            return Found((name,), f"line {at + 1}, the letter's head")
    return None


def _name(sender: str) -> str:
    """The name in ``Ada Quill <ada@example.net>`` or ``ada at example.net (Ada Quill)``; empty where only an address stands there."""
    match = _BESIDE_ADDRESS.fullmatch(sender)
    name = (match["before"] or match["within"] if match else sender).strip(" \"'")
    return "" if "@" in name or not any(map(str.isalpha, name)) else name


def _is_below_trail(page: Sequence[Passage], seen: Sequence[Seen], at: int, lang: str | None) -> bool:
    """Whether a passage is the title rather than the one above it, which is a trail of sections: ``Forum » Boats » Ropes``."""
    parts = [part.split() for part in _TRAIL_SIGN.split(page[at - 1].text)]
    if at >= len(page) or len(parts) < _SECTIONS or not all(0 < len(part) <= _NAME for part in parts):
        return False
    each, text = seen[at], page[at].text
    if each.hits or each.dated or (each.ends and not text.endswith("?")) or page[at].mark:
        return False
    return len(parts[-1]) < each.words < _LONGEST_TITLE and text.split()[0].casefold() not in titles.openings(lang)


def _section(page: Sequence[Passage], title_at: int) -> tuple[int, Found[str]] | None:
    """The publisher's section: the last part but the title of a trail (``Home » News » Title``) that leads to it."""
    for at in range(max(0, title_at - _ABOVE), title_at + 1):
        parts = [part.strip() for part in _TRAIL_SIGN.split(page[at].text)]
        title = without_trail(page[title_at].text)
        if parts[-1] == title or title.startswith(parts[-1].rstrip("….")):
            parts.pop()
        elif at == title_at:
            continue
        if len(parts) > 1 and all(0 < len(part) < _SECTION and not part.isdigit() for part in parts):
            return at, Found(parts[-1], f"line {at + 1}, the trail to the article")
    return None


def without_trail(text: str) -> str:
    """A title without the sections before it: ``Title`` of ``Home » News » Title``."""
    return (_TRAIL.sub("", text) or text) if "»" in text or "›" in text else text


def _text_bounds(page: Sequence[Passage], seen: Sequence[Seen], kept: Sequence[bool]) -> tuple[int, int]:
    """Places of the first and the last kept passage that reads like running text."""
    running = [at for at in range(len(page)) if kept[at] and seen[at].words >= LONG] or [
        at for at in range(len(page)) if kept[at]
    ]
    return (running[0], running[-1]) if running else (len(page), len(page))


def _says_site(suffix: str, others: Sequence[str], address: str | None) -> bool:
    """Whether what stands behind a title's dash is the publisher's name: the address or other passages say it too."""
    squashed = "".join(tokens(suffix))
    host = re.sub(r"[^a-z0-9]", "", re.sub(r"^[a-z]+://([^/]*).*", r"\1", (address or "").lower()))
    return bool(squashed) and (squashed in host or any(suffix in text for text in others if len(text) < 300))


def _is_dek(page: Sequence[Passage], seen: Sequence[Seen], at: int, first: int, roles: Collection[int]) -> bool:
    """Whether the passage under the title is the dek: other parts of the head stand between it and the text."""
    if at + 1 >= len(page) or at in roles or page[at].mark or not 6 <= seen[at].words <= _DEK:
        return False
    if any(place is not Place.INSIDE for _, place in seen[at].hits):
        return False
    between = range(at + 1, first) if first > at else range(at + 1, at + 3)
    return any(place in roles for place in between)
