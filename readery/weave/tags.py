"""The tags of each article, and the vocabulary that they make.

First the owner's, then the publisher's, then those found in the text, each by how well it describes the article and by
whether it leads to others. Every article's candidates are ranked first; then those that enough articles rank high are
preferred, so that a tag is worth a click.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from readery import slugs
from readery.model import Head, Mention, Mentions, Tag, Tags, TagUse, Vocabulary
from readery.settings import TagSettings
from readery.weave._candidates import candidates
from readery.weave._fold import fold
from readery.weave._loom import Fact, Loom, Woven
from readery.weave._variants import Variants
from readery.weave._words import stems

_RANKED = 20
"""Candidates remembered of an article."""
_LEAST = 0.2
"""Score that a tag from the text needs."""
_LEAST_WORD = 0.36
"""Score that a single common word needs."""
_LEADING = 4
"""Tags of an article that shall lead to another one, if it has as many."""
_OFTENER = 1.6
"""How much oftener than a longer tag a part of it must be said to be a tag beside it."""
_NOT_A_TAG = re.compile(
    r"^(?:\W*|.*[@{}<>=].*|[\d\s.,:/-]+|.*\d{5,}.*|.*(?:post-?id|https?:|www\.).*|.{61,}|.)$", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class _Wish:
    """A tag that an article would bear."""

    key: str
    """What stands for all its variants."""
    text: str
    """As it is written there."""
    origin: str
    """``owner``, ``publisher`` or ``text``."""
    score: float
    """How well it describes the article."""
    folded: str
    """Its folded text between spaces."""
    count: int = 0
    """How often the article says it."""
    texts: tuple[str, ...] = ()
    """How the text writes it, where it is a name."""


class _Will:
    """The owner's hand on the vocabulary, by folded name."""

    def __init__(self, settings: TagSettings) -> None:
        self.merge = {fold(old): new for old, new in settings.merge.items()}
        self.hide = frozenset(map(fold, settings.hide))
        self.pin = frozenset(map(fold, settings.pin))
        self.names = {fold(name): name for name in (*settings.merge.values(), *settings.pin, *settings.nest.values())}

    def text(self, text: str) -> str:
        """What a tag's text becomes."""
        seen: set[str] = set()
        while (folded := fold(text)) in self.merge and folded not in seen:
            seen.add(folded)
            text = self.merge[folded]
        return text


def _weave(loom: Loom) -> Woven:
    settings = loom.settings.tags
    will = _Will(settings)
    variants = Variants(loom.counts)
    heads = loom.collection.by_id
    never = _never(entry.head for entry in loom.collection)
    wishes: dict[str, list[_Wish]] = {}
    ranked: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    for traits in loom.traits():
        head = heads[traits.id].head
        wished: dict[str, _Wish] = {}
        for origin, names in (("owner", head.owner_tags), ("publisher", head.publisher_tags)):
            for given in names:
                name = will.text(" ".join(given.split()))
                folded = fold(name)
                if folded in will.hide or (origin == "publisher" and (folded in never or _NOT_A_TAG.match(name))):
                    continue
                key = _key(name, traits.lang, loom, variants)
                wished.setdefault(key, _Wish(key, name, origin, 1.0, f" {folded} "))
        for candidate in candidates(traits, loom.counts, variants)[:_RANKED]:
            if candidate.score < _LEAST or (candidate.score < _LEAST_WORD and candidate.is_word):
                continue
            text = will.text(candidate.text)
            folded = fold(text)
            key = candidate.key if text == candidate.text else _key(text, traits.lang, loom, variants)
            if folded in will.hide or folded in never or key in never or _NOT_A_TAG.match(text):
                continue
            texts = tuple(dict.fromkeys(candidate.texts))
            if key in wished:
                wished[key] = replace(wished[key], count=candidate.count, texts=texts)
            wished.setdefault(key, _Wish(key, text, "text", candidate.score, f" {folded} ", candidate.count, texts))
        wishes[traits.id] = list(wished.values())
        ranked.update(wished.keys())
        for wish in wished.values():
            forms.setdefault(wish.key, Counter())[wish.text] += 3 if wish.origin == "owner" else 1
    ranked.subtract(dict.fromkeys(ranked, 1))
    chosen = {article_id: _choose(each, ranked, will, settings.limit) for article_id, each in wishes.items()}
    # Many rank a tag and few of them bear it: once more, so that tags that only one bears make room.
    borne = Counter(wish.key for each in chosen.values() for wish in each)
    for article_id, each in wishes.items():
        mine = {wish.key for wish in chosen[article_id]}
        others = {wish.key: borne[wish.key] - (wish.key in mine) for wish in each}
        chosen[article_id] = _choose(each, others, will, settings.limit)
    return _vocabulary(loom, chosen, forms, will)


def _choose(wishes: list[_Wish], elsewhere: Mapping[str, int], will: _Will, limit: int) -> list[_Wish]:
    """The tags that an article bears: all of the owner's, and the best of the others up to `limit`, best first.

    Where fewer than `_LEADING` of the best stand `elsewhere` (key → other articles), the last of those that do not
    make room.
    """
    own = [wish for wish in wishes if wish.origin == "owner"]

    def worth(wish: _Wish) -> tuple[bool, bool, float, str]:
        return (wish.folded.strip() not in will.pin, wish.origin != "publisher", -wish.score, wish.key)

    kept: list[_Wish] = []
    spare: list[_Wish] = []
    for wish in sorted((wish for wish in wishes if wish.origin != "owner"), key=worth):
        if any(_says_the_same(wish, other) for other in (*own, *kept)):
            continue
        (kept if len(kept) < limit else spare).append(wish)
    leading = sum(elsewhere[wish.key] > 0 for wish in (*own, *kept))
    for wish in spare:
        if leading >= min(_LEADING, limit):
            break
        if elsewhere[wish.key] > 0:
            last = next((other for other in reversed(kept) if elsewhere[other.key] < 1), None)
            if last is None:
                break
            kept.remove(last)
            kept.append(wish)
            leading += 1
    return own + sorted(kept, key=worth)


def _says_the_same(wish: _Wish, other: _Wish) -> bool:
    """Whether a tag is part of one that the article has, and the article hardly says it otherwise."""
    return wish.folded in other.folded and wish.count < _OFTENER * max(1, other.count)


def _key(name: str, lang: str, loom: Loom, variants: Variants) -> str:
    """What a tag that somebody gave stands for."""
    folded = fold(name)
    if folded in loom.counts.names:
        return variants.of_name(folded, lang)
    key = f"{lang}:{' '.join(stems(name, lang)) or folded}"
    if loom.counts.phrases.get(key):
        return variants.of_phrase(key, name)
    resolved = variants.of_name(folded, lang)
    return resolved if resolved != folded else key


def _never(heads: Iterable[Head]) -> frozenset[str]:
    """Folded names that are no tags: the publishers' own."""
    found: set[str] = set()
    for head in heads:
        if head.site:
            site = fold(head.site)
            found |= {site, site.removeprefix("the ")}
    return frozenset(found)


def _vocabulary(loom: Loom, chosen: Mapping[str, list[_Wish]], forms: Mapping[str, Counter[str]], will: _Will) -> Woven:
    bearers: dict[str, list[str]] = {}
    origins: dict[str, str] = {}
    rank = {"owner": 0, "publisher": 1, "text": 2}
    for entry in loom.collection:
        for wish in chosen[entry.head.id]:
            bearers.setdefault(wish.key, []).append(entry.head.id)
            known = origins.get(wish.key)
            if known is None or rank[wish.origin] < rank[known]:
                origins[wish.key] = wish.origin
    names = {key: _display(key, forms[key], will) for key in bearers}
    with_page = {
        key
        for key, articles in bearers.items()
        if len(articles) > 1 or origins[key] == "owner" or fold(names[key]) in will.pin
    }
    slug_of: dict[str, str] = {}
    taken: set[str] = set()
    for key in sorted(with_page, key=lambda key: (rank[origins[key]], -len(bearers[key]), names[key].casefold(), key)):
        slug_of[key] = slugs.unique(slugs.slug(names[key]) or "tag", taken)
        taken.add(slug_of[key])
    parents = {fold(child): fold(parent) for child, parent in loom.settings.tags.nest.items()}
    key_of = {fold(names[key]): key for key in sorted(with_page)}
    tags = tuple(
        Tag(
            names[key],
            slug_of[key],
            origins[key],
            tuple(bearers[key]),
            slug_of.get(key_of.get(parents.get(fold(names[key]), ""), ""), ""),
        )
        for key in sorted(with_page, key=lambda key: (names[key].casefold(), key))
    )
    uses = {
        article_id: Tags(
            tuple(TagUse(names[w.key], slug_of.get(w.key, ""), w.origin, round(w.score, 4)) for w in wishes)
        )
        for article_id, wishes in chosen.items()
    }
    orphans = tuple(
        sorted((names[key] for key in bearers.keys() - with_page), key=lambda name: (name.casefold(), name))
    )
    mentions: dict[str, object] = {}
    if loom.settings.tags.mentions:
        for article_id, wishes in chosen.items():
            found = tuple(Mention(slug_of[w.key], w.texts) for w in wishes if w.texts and w.key in slug_of)
            if found:
                mentions[article_id] = Mentions(found)
    return Woven({Tags: uses, Mentions: mentions}, {Vocabulary: Vocabulary(tags, orphans=orphans)})


def _display(key: str, forms: Counter[str], will: _Will) -> str:
    """The form of a tag that readers see: the owner's, else the most frequent, names by their full form."""
    for form in forms:
        if fold(form) in will.names:
            return will.names[fold(form)]
    full = {form: times for form, times in forms.items() if fold(form) == key} or forms
    return min(full.items(), key=lambda item: (-item[1], -sum(map(str.isupper, item[0])), item[0]))[0]


FACT = Fact("tags", _weave)
