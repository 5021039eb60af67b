"""Authors and publishers under one name each, however pages write them."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from readery import slugs
from readery.model import Byline, People, Person, Source, Sources
from readery.weave._fold import fold
from readery.weave._lexicon import AGENCIES, HONORIFICS
from readery.weave._loom import Fact, Found, Loom

_AGENCY_WORDS = re.compile(
    r"\b(?:staff|editors?|editorial|redaktion|rédaction|redacción|redazione|newsroom|desk|agenc\w+|team|correspondents?"
    r"|press|news|newswires?|wire|reporters?|contributors?|board|guest|admin|webmaster)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"^(?:(?:written|reported|words|text|story|posted|published|edited|photographs?|interview)\s+)?"
    r"(?:by|von|par|por|di|door|av|af|от|автор)\b[\s:]+|^(?:authors?|autor(?:en|in)?|auteurs?|redactor|text)\s*[:–—-]\s*",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:[;|•·/]|,?\s+(?:and|und|et|y|e|en|och|og|with|mit|avec|и)\s+|\s&\s)\s*", re.IGNORECASE)
_ADDRESS = re.compile(r"[(<\[]?[\w.+-]+@[\w-]+\.[\w.-]+[)>\]]?|https?://\S+|(?<!\w)@\w+")
_ASIDE = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")
_PLACE = re.compile(r"\s+(?:in|for|at|from|aus|für|à|en)\s+(?:[A-Z]|the\b).*$")
_LABEL = re.compile(
    r"^\s*(?:photos?|photography|fotos?|pictures?|videos?|illustrations?|graphics?|text|words)\b(?:\s*:|\s*$)",
    re.IGNORECASE,
)
_JOB = re.compile(
    r"(?:,|\s[–—-])\s*(?:[\w'’-]+\s+){0,4}(?:editor|correspondent|reporter|writer|columnist|critic|journalist|analyst|"
    r"redakteur(?:in)?|korrespondent(?:in)?|staff|contributor|ph\.?d|m\.?d|chef|author)\b.*$",
    re.IGNORECASE,
)


def names(said: Iterable[str]) -> tuple[str, ...]:
    """The names in what a page says of its authors, each once, without ``By``, titles, jobs and addresses."""
    found: dict[str, str] = {}
    for line in said:
        for part in _BETWEEN.split(_BEFORE.sub("", _ADDRESS.sub("", " ".join(line.split())).strip())):
            whole = _JOB.sub("", _ASIDE.sub(" ", _BEFORE.sub("", part)))
            for each in whole.split(",") if _several(whole) else [whole]:
                name = _bare(each)
                if name:
                    found.setdefault(fold(name), name)
    return tuple(found.values())


def _several(line: str) -> bool:
    """Whether commas part whole names (``Ann Lee, Bo Ek``) and not one name's halves (``Lee, Ann``)."""
    parts = line.split(",")
    return len(parts) > 1 and all(len(part.split()) > 1 or fold(part) in AGENCIES for part in parts)


def _bare(name: str) -> str:
    words = _LABEL.sub("", _PLACE.sub("", name)).strip(" ,.;:–—-\t\"'“”").split()
    while len(words) > 1 and words[0].lower().rstrip(".") in HONORIFICS:
        words = words[1:]
    if not any(any(map(str.isalpha, word)) for word in words):
        return ""
    if len(words) > 1 and all(word.isupper() for word in words):
        words = [word.title() if len(word) > 2 else word for word in words]
    return " ".join(words) if len(words) <= 8 else ""


def is_agency(name: str) -> bool:
    """Whether a name is that of an agency, a desk or the staff."""
    folded = fold(name)
    return folded.removeprefix("the ") in AGENCIES or bool(_AGENCY_WORDS.search(name))


def _weave(loom: Loom) -> Found:
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    wrote: dict[str, list[str]] = defaultdict(list)
    lines: dict[str, list[str]] = defaultdict(list)
    sites: dict[str, Counter[str]] = defaultdict(Counter)
    printed: dict[str, list[str]] = defaultdict(list)
    called = functools.cache(names)  # many articles have the same authors
    for entry in loom.collection:
        head = entry.head
        site = fold(head.site or "").removeprefix("the ")
        for name in called(head.authors):
            key = fold(name)
            if key.removeprefix("the ") == site:
                continue  # the publisher signs for itself
            spelled[key][name] += 1
            wrote[key].append(head.id)
            lines[head.id].append(key)
        if head.site and site:
            sites[site][head.site] += 1
            printed[site].append(head.id)
    shown = {key: _usual(forms) for key, forms in spelled.items()}
    order = sorted(shown, key=lambda key: (is_agency(shown[key]), shown[key].casefold(), key))
    slug_of = _slugs(order, shown, wrote, "author")
    sources = {key: _usual(forms) for key, forms in sites.items()}
    in_order = sorted(sources, key=lambda key: (sources[key].casefold(), key))
    place = _slugs(in_order, sources, printed, "source")
    return Found(
        {
            Byline: {
                article_id: Byline(tuple(slug_of[key] for key in keys)) for article_id, keys in sorted(lines.items())
            }
        },
        {
            People: People(
                tuple(Person(shown[key], slug_of[key], is_agency(shown[key]), tuple(wrote[key])) for key in order)
            ),
            Sources: Sources(tuple(Source(sources[key], place[key], tuple(printed[key])) for key in in_order)),
        },
    )


def _usual(forms: Counter[str]) -> str:
    """The form that most pages write; of equals the one with most capitals and accents, then by letter."""
    return min(forms.items(), key=lambda item: (-item[1], item[0].isascii(), item[0]))[0]


def _slugs(order: list[str], shown: dict[str, str], having: dict[str, list[str]], nameless: str) -> dict[str, str]:
    """A slug for each; of several that ask for one, the most frequent has it."""
    taken: set[str] = set()
    found: dict[str, str] = {}
    for key in sorted(order, key=lambda key: (-len(having[key]), key)):
        found[key] = slugs.unique(slugs.slug(shown[key]) or nameless, taken)
        taken.add(found[key])
    return found


FACT = Fact("people", _weave)
