"""Who wrote an article, from the passages between its title and its text."""

from __future__ import annotations

import re
from collections.abc import Collection, MutableMapping, Sequence

from readery.clean.draft import Found
from readery.clean.text import when
from readery.clean.text.lines import Passage
from readery.clean.text.signs import Seen
from readery.languages import entries, stop_words
from readery.languages.phrases import Phrases, Place, phrases

_REACH = 14
"""How many passages under the title are looked at."""
_WORDS = 16
"""Words of a byline at most."""
_ALONE = 9
"""Words of a passage that is names and nothing else, at most."""
_CALLS = frozenset(("comments", "share", "follow", "printing"))
"""What may stand behind the names in one line."""
_LITTLE = "de|da|do|di|del|der|den|van|von|zu|la|le|el|al|bin|ibn|y|ter|ten|af|av"
_NAME = re.compile(rf"(?:[^\W\d_]\.\s?)*[^\W\d_][\w.'’-]*(?:\s(?:{_LITTLE}|[^\W\d_]\.|[^\W\d_][\w.'’-]*)){{0,4}}$")
_OPENS_NOTE = re.compile(
    rf"[^\W\d_a-z][\w.'’-]+(?:\s(?:{_LITTLE}|[^\W\d_a-z]\.|[^\W\d_a-z][\w.'’-]+)){{0,2}}\s[^\W\d_a-z][\w'’-]+(?=$|[,:(–—-]|\s[^\W\d_A-Z])"
)
_PARTICLES = frozenset(_LITTLE.split("|"))
_TIDY = re.compile(r"^[\s|·•,;:/–—-]+|[\s|·•,;:/–—-]+$")
_FIELDS = re.compile(r"\s*\|\s*|\s[·•–—-]\s|\s(?=[^\s：]{1,4}：)")
_BETWEEN = re.compile(r"\s/\s|,\s|;\s?")


def find(
    page: Sequence[Passage],
    seen: Sequence[Seen],
    anchor: int,
    first: int,
    lang: str | None,
    roles: MutableMapping[int, str],
) -> Found[tuple[str, ...]] | None:
    """The authors; the passages that name them are noted in `roles`.

    `anchor` is the title's place, `first` that of the text. A name counts where a word such as ``By`` opens it, where it
    stands in one line with the date, or alone just above or below the date; else the name that a note on the author below
    the text begins with.
    """
    openings = entries(lang, "by")
    labels = entries(lang, "published", "updated")
    joiners = entries(lang, "joiner")
    said = phrases(lang)
    for at in range(max(0, anchor - 2), min(len(page), max(first, anchor) + 1, anchor + _REACH)):
        if at == anchor or seen[at].words > _WORDS or roles.get(at) == "the title again":
            continue
        text = page[at].text
        mentions = when.mentions(text, lang)
        for mention in reversed(mentions):
            text = f"{text[: mention.start]} | {text[mention.end :]}"
        fields = [_TIDY.sub("", field) for field in _FIELDS.split(text)]
        for field in filter(None, fields):
            rest = _after(field, labels)
            opened = _after(rest, openings)
            if opened != rest and not opened and at + 1 < len(page) and _may_name(seen[at + 1]):
                names = _names(page[at + 1].text, joiners)
                if names:
                    roles[at] = roles[at + 1] = "the author"
                    return Found(names, f"lines {at + 1} and {at + 2}, above the text")
            elif opened != rest or mentions:
                names = _names(_without_call(opened, said), joiners)
                if names and (opened != rest or all(" " in name for name in names)):
                    roles[at] = "the author and the date" if mentions else "the author"
                    return Found(names, f"line {at + 1}, above the text")
    stop = stop_words(lang) | stop_words("en")
    for at in range(anchor + 1, min(len(page), max(first, anchor + 3), anchor + _REACH)):
        if at in roles or not any(roles.get(place) == "the date" for place in (at - 1, at + 1)):
            continue
        names = _alone(page[at], seen[at], joiners, stop)
        if names:
            roles[at] = "the author"
            return Found(names, f"line {at + 1}, beside the date")
    return _noted(page, seen, max(first, anchor) + 1, stop)


def _without_call(text: str, said: Phrases) -> str:
    """A byline without the call behind it: ``Ida Bloch Leave a Comment``."""
    words = text.split()
    for at in range(1, len(words) - 1):
        if any(place is Place.WHOLE and key in _CALLS for key, place in said.find(" ".join(words[at:]))):
            return " ".join(words[:at])
    return text


def _may_name(each: Seen) -> bool:
    """Whether a passage may consist of names, as that below a lone ``By`` does; a sentence of the text does not."""
    return each.words <= _ALONE and not each.ends


def _alone(passage: Passage, each: Seen, joiners: Collection[str], stop: frozenset[str]) -> tuple[str, ...]:
    """The names of which a line beside the date consists; none where it may be anything else."""
    if each.hits or passage.mark or not _may_name(each) or any(map(str.isdigit, passage.text)):
        return ()
    names = _names(passage.text, joiners)
    words = [word for name in names for word in name.split()]
    said = [word for word in re.findall(r"[^\W\d_][\w.'’-]*", passage.text) if word.casefold() not in joiners]
    if len(words) != len(said) or any(" " not in name for name in names):
        return ()
    if any(word.casefold() in stop and word.casefold() not in _PARTICLES for word in words):
        return ()
    return names


def _noted(
    page: Sequence[Passage], seen: Sequence[Seen], first: int, stop: frozenset[str]
) -> Found[tuple[str, ...]] | None:
    """The name with which a note on the author begins: what stands under ``About the author``."""
    for at in range(first, len(page) - 1):
        if seen[at].words < 6 and any(key == "author_note" and place is Place.WHOLE for key, place in seen[at].hits):
            match = _OPENS_NOTE.match(page[at + 1].text)
            if match and not any(word.casefold() in stop - _PARTICLES for word in match[0].split()):
                return Found((match[0],), f"line {at + 2}, a note on the author")
    return None


def _after(text: str, openings: tuple[str, ...]) -> str:
    """What stands behind an opening word; the text itself where there is none."""
    folded = text.casefold()
    if not folded.startswith(openings):
        return text
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
