"""Who wrote an article, from the passages between its title and its text."""

from __future__ import annotations

import re
from collections.abc import Collection, MutableMapping, Sequence

from readery import dates
from readery.clean.draft import Found
from readery.clean.text.lines import Passage
from readery.clean.text.signs import Seen
from readery.languages import Language

_REACH = 14
"""How many passages under the title are looked at."""
_WORDS = 16
"""Words of a byline at most."""
_LITTLE = "de|da|do|di|del|der|den|van|von|zu|la|le|el|al|bin|ibn|y|ter|ten|af|av"
_NAME = re.compile(rf"(?:[^\W\d_]\.\s?)*[^\W\d_][\w.'’-]*(?:\s(?:{_LITTLE}|[^\W\d_]\.|[^\W\d_][\w.'’-]*)){{0,4}}$")
_TIDY = re.compile(r"^[\s|·•,;:/–—-]+|[\s|·•,;:/–—-]+$")
_FIELDS = re.compile(r"\s*\|\s*|\s[·•–—-]\s")
_BETWEEN = re.compile(r"\s/\s|,\s|;\s?")


def find(
    page: Sequence[Passage],
    seen: Sequence[Seen],
    anchor: int,
    first: int,
    languages: Sequence[Language],
    lang: str | None,
    roles: MutableMapping[int, str],
) -> Found[tuple[str, ...]] | None:
    """The authors; the passages that name them are noted in `roles`.

    `anchor` is the title's place, `first` that of the text. A name counts where a word such as ``By`` opens it, or where
    it stands in one line with the date.
    """
    openings = _entries(languages, "by")
    labels = _entries(languages, "published") + _entries(languages, "updated")
    joiners = _entries(languages, "joiner")
    for at in range(max(0, anchor - 2), min(len(page), max(first, anchor) + 1, anchor + _REACH)):
        if at == anchor or seen[at].words > _WORDS or roles.get(at) == "the title again":
            continue
        text = page[at].text
        mentions = dates.find(text, lang)
        for mention in reversed(mentions):
            text = f"{text[: mention.start]} | {text[mention.end :]}"
        fields = [_TIDY.sub("", field) for field in _FIELDS.split(text)]
        for field in filter(None, fields):
            rest = _after(field, labels)
            opened = _after(rest, openings)
            if opened != rest and not opened and at + 1 < len(page):
                names = _names(page[at + 1].text, joiners)
                if names:
                    roles[at] = roles[at + 1] = "the author"
                    return Found(names, f"lines {at + 1} and {at + 2}, above the text")
            elif opened != rest or mentions:
                names = _names(opened, joiners)
                if names and (opened != rest or all(" " in name for name in names)):
                    roles[at] = "the author and the date" if mentions else "the author"
                    return Found(names, f"line {at + 1}, above the text")
    return None


def _entries(languages: Sequence[Language], key: str) -> list[str]:
    """The entries of all languages, longest first."""
    return sorted({entry for language in languages for entry in language.entries[key]}, key=len, reverse=True)


def _after(text: str, openings: Sequence[str]) -> str:
    """What stands behind an opening word; the text itself where there is none."""
    folded = text.casefold()
    for opening in openings:
        if folded.startswith(opening):
            after = folded[len(opening) : len(opening) + 1]
            if not (after.isalpha() and opening[-1:].isalpha() and opening.isascii()):
                return text[len(opening) :].lstrip(" :：/／")
    return text


def _names(text: str, joiners: Collection[str]) -> tuple[str, ...]:
    """The names in a byline's rest, up to the first part that is none."""
    text = re.sub(r"\s(?:" + "|".join(map(re.escape, joiners)) + r")\s", ", ", text)
    found: list[str] = []
    for part in (_TIDY.sub("", part) for part in _BETWEEN.split(text)):
        words = part.split()
        while words and words[-1].islower():
            words.pop()  # "Ann Lee on", before a date that is gone
        name = " ".join(words)
        if not name:
            continue
        if not _NAME.match(name) or len(name) > 40 or (name[0].isascii() and not name[0].isupper()):
            break
        large = sum(word[0].isupper() or not word[0].isascii() for word in words)
        if large * 2 <= len(words) or (found and len(words) == 1):
            break
        found.append(name)
    return tuple(dict.fromkeys(found))[:8]
