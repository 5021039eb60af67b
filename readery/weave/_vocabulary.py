"""The vocabulary that the tags of all articles make: names, addresses, what was merged, what may be one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import msgspec
import numpy as np
from numpy.typing import NDArray

from readery import slugs
from readery.model import Collection, Doubt, Tag, Vocabulary
from readery.weave import _memory
from readery.weave._choice import Choice
from readery.weave._columns import Array, Ints, starts_of
from readery.weave._counts import initials
from readery.weave._fold import fold
from readery.weave._lexicon import ALIASES, DEMONYMS
from readery.weave._loom import Loom
from readery.weave._variants import bears
from readery.weave._wished import ORIGINS, Wished
from readery.weave._wishes import Wish

_WHOLE = {fold(name): name for name in (*ALIASES.values(), *DEMONYMS.values())}
_VOICES = {"owner": 3, "publisher": 2, "text": 1}
"""How much each has to say in how a tag is written."""
_LEFT_OUT = frozenset("party group corporation corp company inc plc ltd airlines ag gmbh partei".split())
"""Last words that a body's name is often told without."""
_BEARERS = 2
"""People who bear a last name at most, for it to be told that it may be one of theirs."""
_RANK = {"owner": 0, "publisher": 1, "text": 2}
_KINDS = {"form": "<i8", "weight": "<i4", "name": "<i4", "slug": "<i4"}
_TEXTS = 1 << 32
"""More texts than a lexicon holds: what packs a tag and a text into one number."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """The vocabulary, and how each tag is written. A tag is its key, or the number of that in the lexicon."""

    vocabulary: Vocabulary
    """Of the whole collection."""
    names: Mapping[str, str]
    """Key → the tag as readers see it."""
    slugs: Mapping[str, str]
    """Key → last part of its page's address; only of tags that have a page."""
    changed: NDArray[np.bool_]
    """Tag → whether name or address is another than before."""

    def name(self, wish: Wish) -> str:
        """A tag as readers see it."""
        return self.names[wish.key]

    def slug(self, wish: Wish) -> str:
        """Last part of the address of a tag's page; empty where it has none."""
        return self.slugs.get(wish.key, "")


def speak(loom: Loom, wished: Wished, choice: Choice) -> Spoken:
    """The vocabulary of a collection."""
    entries, keys = wished.entries, list(loom.lexicon.keys)
    settings = msgspec.json.encode(loom.settings.tags, order="sorted")
    had = None
    if loom.memory.get("vocabulary settings") == settings:
        had = _memory.arrays(loom.memory, "vocabulary", _KINDS)
    key = entries["key"][choice.chosen]
    borne = np.bincount(key, minlength=len(keys))
    forms = _Forms(loom, wished, choice)
    name = _names(loom, forms, borne, had)
    texts = list(loom.lexicon.texts)
    origin = np.full(len(keys), len(ORIGINS), np.int64)
    np.minimum.at(origin, key, entries["origin"][choice.chosen])
    pinned = np.bincount(key, entries["pinned"][choice.chosen], len(keys)) > 0
    with_page = (choice.stories > 1) | ((borne > 0) & ((origin == ORIGINS.index("owner")) | pinned))
    paged = np.flatnonzero(with_page).tolist()
    bearers = _bearers(loom, wished, choice, borne)
    tags = _Tags(
        {keys[at]: texts[name[at]] for at in np.flatnonzero(borne).tolist()},
        {keys[at]: ORIGINS[origin[at]] for at in paged},
        {keys[at]: bearers[at] for at in paged},
        {keys[at]: tuple(forms.of(at)) for at in paged if forms.several(at)},
    )
    vocabulary, slugs_of = tags.vocabulary(loom.collection, loom.settings.tags.nest)
    slug = np.full(len(keys), -1, np.int64)
    for each, shown in slugs_of.items():
        if each in loom.lexicon.keys:
            slug[loom.lexicon.keys[each]] = loom.lexicon.texts[shown]
    changed = np.ones(len(keys), np.bool_)
    if had:
        known = len(had["name"])
        changed[:known] = (had["name"] != name[:known]) | (had["slug"] != slug[:known])
    if had is None or changed.any() or not loom.change.same:
        values = {"form": forms.packed, "weight": forms.weights, "name": name, "slug": slug}
        _memory.put_arrays(loom.memory, "vocabulary", values, _KINDS)
        loom.memory.put("vocabulary settings", settings)
    return Spoken(vocabulary, tags.names, slugs_of, changed)


class _Forms:
    """How articles write tags, and how much speaks for each form."""

    def __init__(self, loom: Loom, wished: Wished, choice: Choice) -> None:
        entries = wished.entries
        packed = entries["key"][choice.valid].astype(np.int64) * _TEXTS + entries["text"][choice.valid]
        voices = np.array([_VOICES[origin] for origin in ORIGINS], np.int64)[entries["origin"][choice.valid]]
        order = np.argsort(packed, kind="stable")
        packed, voices = packed[order], voices[order]
        first = np.flatnonzero(np.diff(packed, prepend=-1))
        self.packed = packed[first]
        """Tags with the texts in which they are written, ascending."""
        self.weights = np.add.reduceat(voices, first) if len(first) else voices
        """How much speaks for each."""
        self._starts = np.searchsorted(self.packed, np.arange(len(loom.lexicon.keys) + 1) * _TEXTS)
        self._texts = list(loom.lexicon.texts)

    def several(self, tag: int) -> bool:
        """Whether a tag is written in more than one way."""
        return bool(self._starts[tag + 1] - self._starts[tag] > 1)

    def of(self, tag: int) -> dict[str, int]:
        """The forms of a tag."""
        part = slice(self._starts[tag], self._starts[tag + 1])
        said = zip(self.packed[part].tolist(), self.weights[part].tolist(), strict=True)
        return {self._texts[packed % _TEXTS]: weight for packed, weight in said}

    def other_than(self, packed: Ints, weights: Ints) -> Ints:
        """The tags that have other forms than these, or not so much speaks for one."""
        found = []
        for one, its, two, others in (
            (packed, weights, self.packed, self.weights),
            (self.packed, self.weights, packed, weights),
        ):
            at = np.searchsorted(two, one)
            same = (np.append(two, -1)[at] == one) & (np.append(others, -1)[at] == its)
            found.append(one[~same] // _TEXTS)
        return np.concatenate(found)


def _names(loom: Loom, forms: _Forms, borne: Ints, had: Mapping[str, Array] | None) -> Ints:
    """Tag → the text that readers see, a number of the lexicon; -1 where no article bears it."""
    name = np.full(len(borne), -1, np.int64)
    if had:
        name[: len(had["name"])] = had["name"]
        name[forms.other_than(had["form"], had["weight"])] = -1
    settings = loom.settings.tags
    wanted = {fold(each): each for each in (*settings.merge.values(), *settings.pin, *settings.nest.values())}
    keys = list(loom.lexicon.keys)
    for tag in np.flatnonzero((borne > 0) & (name < 0)).tolist():
        name[tag] = loom.lexicon.texts[_shown(keys[tag], forms.of(tag), wanted)]
    name[borne == 0] = -1
    return name


def _shown(key: str, forms: Mapping[str, int], wanted: Mapping[str, str]) -> str:
    """The form of a tag that readers see: the owner's, else the most frequent; names by their full form."""
    for form in sorted(forms) if wanted else ():
        if fold(form) in wanted:
            return wanted[fold(form)]
    if key in _WHOLE:
        return _WHOLE[key]
    full = {form: times for form, times in forms.items() if fold(form) == key} or forms
    return min(full.items(), key=lambda item: (-item[1], -sum(map(str.isupper, item[0])), item[0]))[0]


def _bearers(loom: Loom, wished: Wished, choice: Choice, borne: Ints) -> Sequence[tuple[str, ...]]:
    """Tag → the articles that bear it, in the collection's order."""
    order = [entry.head.id for entry in loom.collection]
    place = {each: at for at, each in enumerate(order)}
    places = np.array([place[each] for each in loom.order], np.int64)
    size = max(1, len(order))
    key = wished.entries["key"][choice.chosen].astype(np.int64)
    packed = np.sort(key * size + places[wished.entries.owners()[choice.chosen]])
    ids = [order[at] for at in (packed % size).tolist()]
    return [tuple(ids[start:end]) for start, end in pairwise(starts_of(borne).tolist())]


@dataclass(frozen=True, slots=True)
class _Tags:
    """Tags by key."""

    names: dict[str, str]
    """As readers see them; of those too that have no page."""
    origins: dict[str, str]
    """Who gave them first; of those that have a page."""
    bearers: dict[str, tuple[str, ...]]
    """Ids of their articles in the collection's order, likewise."""
    forms: Mapping[str, Sequence[str]]
    """How they are written, of those that are written in more than one way."""

    def vocabulary(self, collection: Collection, nest: Mapping[str, str]) -> tuple[Vocabulary, dict[str, str]]:
        """The vocabulary, and the slug of each tag."""
        names, origins, bearers = self.names, self.origins, self.bearers
        orphans = sorted(
            (name for key, name in names.items() if key not in bearers), key=lambda name: (name.casefold(), name)
        )
        parents = self._nest(collection, nest) if nest else {}
        slugs_of: dict[str, str] = {}
        taken: set[str] = set()
        by_right = sorted(
            bearers, key=lambda key: (_RANK[origins[key]], -len(bearers[key]), names[key].casefold(), key)
        )
        for key in by_right:
            slugs_of[key] = slugs.unique(slugs.slug(names[key]) or "tag", taken)
            taken.add(slugs_of[key])
        by_name = sorted(bearers, key=lambda key: (names[key].casefold(), key))
        tags = tuple(
            Tag(names[key], slugs_of[key], origins[key], bearers[key], slugs_of.get(parents.get(key, ""), ""))
            for key in by_name
        )
        merged = {
            slugs_of[key]: tuple(sorted(others))
            for key in by_name
            if (others := {form for form in self.forms.get(key, ()) if form.casefold() != names[key].casefold()})
        }
        return Vocabulary(tags, merged, _doubts(tags), tuple(orphans)), slugs_of

    def _nest(self, collection: Collection, nest: Mapping[str, str]) -> dict[str, str]:
        """Key of a tag → key of the tag that the owner put it under. The wider tag has the narrower one's articles too."""
        key_of = {fold(self.names[key]): key for key in sorted(self.bearers)}
        parents: dict[str, str] = {}
        for child, parent in sorted(nest.items()):
            inner = key_of.get(fold(child))
            if inner is None or fold(child) == fold(parent):
                continue
            outer = key_of.setdefault(fold(parent), f"nest:{fold(parent)}")
            if outer not in self.bearers:
                self.bearers[outer], self.origins[outer], self.names[outer] = (), "owner", parent
            parents[inner] = outer
        place = {entry.head.id: number for number, entry in enumerate(collection)}
        for key in sorted(parents):
            above, seen = parents[key], {key}
            while above not in seen:  # an owner's circle ends where it began
                seen.add(above)
                both = {*self.bearers[above], *self.bearers[key]}
                self.bearers[above] = tuple(sorted(both, key=place.__getitem__))
                above = parents.get(above, key)
        return parents


def _doubts(tags: Sequence[Tag]) -> tuple[Doubt, ...]:
    """Tags that may be one, and were not merged for want of proof."""
    folded = {tag.name: fold(tag.name) for tag in tags}
    size = {tag.name: len(tag.articles) for tag in tags}
    close: dict[str, list[str]] = {}
    lasts: dict[str, list[str]] = {}
    letters: dict[str, list[str]] = {}
    for name, form in folded.items():
        close.setdefault(form.replace(" ", "").removesuffix("s"), []).append(name)
        last = form.rpartition(" ")[2]
        if last != form and name.istitle():
            if bears(form, last):
                lasts.setdefault(last, []).append(name)
            letters.setdefault(initials(form), []).append(name)
    found: dict[tuple[str, str], str] = {}
    for names in close.values():
        for name in names[1:]:
            found[names[0], name] = "they are written nearly the same"
    by_form = {form: name for name, form in folded.items()}
    for name, form in folded.items():
        short, _, kind = form.rpartition(" ")
        if kind in _LEFT_OUT and short in by_form:
            found.setdefault((by_form[short], name), "one may be short for the other")
        bearers = lasts.get(form, ())
        if len(bearers) <= _BEARERS and name.istitle():
            for other in bearers:
                found.setdefault((name, other), "it may be the last name alone")
        if name.isupper() and len(form) > 2:
            for other in letters.get(form, ()):
                found.setdefault((name, other), "these may be its initials")
    doubts = []
    for (one, other), reason in found.items():
        rarer, usual = sorted((one, other), key=lambda name: (size[name], name))
        doubts.append(Doubt(rarer, usual, reason))
    return tuple(sorted(doubts, key=lambda doubt: (doubt.name.casefold(), doubt.name, doubt.other)))
