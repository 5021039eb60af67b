"""The vocabulary that the tags of all articles make: names, addresses, what was merged, what may be one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from readery import slugs
from readery.model import Collection, Doubt, Tag, Vocabulary
from readery.settings import TagSettings
from readery.weave._counts import initials
from readery.weave._fold import fold
from readery.weave._lexicon import ALIASES, DEMONYMS
from readery.weave._variants import bears
from readery.weave._wishes import Wish

_WHOLE = {fold(name): name for name in (*ALIASES.values(), *DEMONYMS.values())}
_VOICES = {"owner": 3, "publisher": 2, "text": 1}
"""How much each has to say in how a tag is written."""
_BEARERS = 2
"""People who bear a last name at most, for it to be told that it may be one of theirs."""
_RANK = {"owner": 0, "publisher": 1, "text": 2}


class Lexicon:
    """Collects how tags are written and who bears them, and makes the vocabulary of it."""

    def __init__(self, settings: TagSettings) -> None:
        self._settings = settings
        self._forms: dict[str, Counter[str]] = {}
        self._wanted = {fold(name): name for name in (*settings.merge.values(), *settings.pin, *settings.nest.values())}
        self.names: dict[str, str] = {}
        """Key → the tag as readers see it."""
        self.slugs: dict[str, str] = {}
        """Key → last part of its page's address; only of tags that have a page."""

    def note(self, wishes: Sequence[Wish]) -> None:
        """Take notice of how an article writes its tags."""
        for wish in wishes:
            self._forms.setdefault(wish.key, Counter())[wish.text] += _VOICES[wish.origin]

    def vocabulary(self, collection: Collection, chosen: Mapping[str, Sequence[Wish]]) -> Vocabulary:
        """The vocabulary, given the tags that each article bears. Fills `names` and `slugs`."""
        bearers: dict[str, list[str]] = {}
        origins: dict[str, str] = {}
        pinned: set[str] = set()
        for entry in collection:
            for wish in chosen[entry.head.id]:
                bearers.setdefault(wish.key, []).append(entry.head.id)
                origins[wish.key] = min(origins.get(wish.key, "text"), wish.origin, key=_RANK.__getitem__)
                if wish.pinned:
                    pinned.add(wish.key)
        self.names = {key: self._shown(key) for key in bearers}
        with_page = {
            key for key, articles in bearers.items() if len(articles) > 1 or origins[key] == "owner" or key in pinned
        }
        parents = self._nest(collection, bearers, origins, with_page)
        names = self.names
        taken: set[str] = set()
        by_right = sorted(
            with_page, key=lambda key: (_RANK[origins[key]], -len(bearers[key]), names[key].casefold(), key)
        )
        for key in by_right:
            self.slugs[key] = slugs.unique(slugs.slug(names[key]) or "tag", taken)
            taken.add(self.slugs[key])
        by_name = sorted(with_page, key=lambda key: (names[key].casefold(), key))
        tags = tuple(
            Tag(
                names[key], self.slugs[key], origins[key], tuple(bearers[key]), self.slugs.get(parents.get(key, ""), "")
            )
            for key in by_name
        )
        merged = {
            self.slugs[key]: tuple(sorted(others))
            for key in by_name
            if (others := {form for form in self._forms.get(key, ()) if form.casefold() != names[key].casefold()})
        }
        orphans = sorted((names[key] for key in bearers.keys() - with_page), key=lambda name: (name.casefold(), name))
        return Vocabulary(tags, merged, _doubts(tags), tuple(orphans))

    def _shown(self, key: str) -> str:
        """The form of a tag that readers see: the owner's, else the most frequent; names by their full form."""
        forms = self._forms[key]
        for form in sorted(forms):
            if fold(form) in self._wanted:
                return self._wanted[fold(form)]
        if key in _WHOLE:
            return _WHOLE[key]
        full = {form: times for form, times in forms.items() if fold(form) == key} or forms
        return min(full.items(), key=lambda item: (-item[1], -sum(map(str.isupper, item[0])), item[0]))[0]

    def _nest(
        self, collection: Collection, bearers: dict[str, list[str]], origins: dict[str, str], with_page: set[str]
    ) -> dict[str, str]:
        """Key of a tag → key of the tag that the owner put it under. The wider tag has the narrower one's articles too."""
        key_of = {fold(self.names[key]): key for key in sorted(with_page)}
        parents: dict[str, str] = {}
        for child, parent in sorted(self._settings.nest.items()):
            inner = key_of.get(fold(child))
            if inner is None or fold(child) == fold(parent):
                continue
            outer = key_of.setdefault(fold(parent), f"nest:{fold(parent)}")
            if outer not in bearers:
                bearers[outer], origins[outer], self.names[outer] = [], "owner", parent
                with_page.add(outer)
            parents[inner] = outer
        place = {entry.head.id: number for number, entry in enumerate(collection)}
        for key in sorted(parents):
            above, seen = parents[key], {key}
            while above not in seen:  # an owner's circle ends where it began
                seen.add(above)
                bearers[above] = sorted({*bearers[above], *bearers[key]}, key=place.__getitem__)
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
    for name, form in folded.items():
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
