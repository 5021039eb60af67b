"""The tags of each article, the vocabulary that they make, and where articles name them.

First the owner's, then the publisher's, then those found in the text, each by how well it describes the article. Some
of an article's tags shall lead to others, so that a tag is worth a click: candidates that other articles have too take
the place of the last of those that none has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from readery.model import Collection, Mention, Mentions, Tags, TagUse
from readery.weave._fold import fold
from readery.weave._loom import Fact, Loom, Woven
from readery.weave._vocabulary import Lexicon
from readery.weave._wishes import Wish, Wisher

_LEADING = 4
"""Tags of an article that shall lead to another one, if it has as many."""
_LEADING_WORD = 0.42
"""Score that a single common word needs to be chosen for leading to another article."""
_OFTENER = 1.6
"""How much oftener than a longer tag a part of it must be said to be a tag beside it."""
_FURNITURE = 4
"""Articles of a publisher from which a tag that nearly all of them have, and no others, is part of its pages."""
_SAID_ONCE = 3
"""The same, where all of them say it just once."""


def _weave(loom: Loom) -> Woven:
    settings = loom.settings.tags
    heads = loom.collection.by_id
    wisher = Wisher(loom.counts, settings, (entry.head for entry in loom.collection))
    lexicon = Lexicon(settings)
    wishes = {traits.id: wisher.wishes(traits, heads[traits.id].head) for traits in loom.traits()}
    furniture = _furniture(loom.collection, wishes)
    if furniture:
        wishes = {
            article_id: [wish for wish in each if wish.origin == "owner" or wish.key not in furniture]
            for article_id, each in wishes.items()
        }
    for each in wishes.values():
        lexicon.note(each)
    chosen = _chosen(wishes, settings.limit)
    vocabulary = lexicon.vocabulary(loom.collection, chosen)
    uses: dict[str, object] = {}
    mentions: dict[str, object] = {}
    for article_id, each in chosen.items():
        uses[article_id] = Tags(
            tuple(
                TagUse(lexicon.names[wish.key], lexicon.slugs.get(wish.key, ""), wish.origin, round(wish.score, 4))
                for wish in each
            )
        )
        named = tuple(
            Mention(lexicon.slugs[wish.key], _spellings(wish.texts))
            for wish in each
            if wish.texts and wish.key in lexicon.slugs
        )
        if named and settings.mentions:
            mentions[article_id] = Mentions(named)
    return Woven({Tags: uses, Mentions: mentions}, {type(vocabulary): vocabulary})


def _spellings(texts: Sequence[str]) -> tuple[str, ...]:
    """How pages may write these names: with dots in initials, with either apostrophe."""
    found: dict[str, None] = {}
    for text in texts:
        found[text] = None
        if text.isalpha() and text.isupper() and len(text) < 5:
            found[".".join(text) + "."] = None
        if "'" in text:
            found[text.replace("'", "’")] = None
    return tuple(found)


def _chosen(wishes: Mapping[str, Sequence[Wish]], limit: int) -> dict[str, list[Wish]]:
    """The tags that each article bears."""
    ranked = Counter(wish.key for each in wishes.values() for wish in each)
    ranked.subtract(dict.fromkeys(ranked, 1))
    chosen = {article_id: _choose(each, ranked, limit) for article_id, each in wishes.items()}
    # Many articles rank a tag and few of them bear it: once more, so that tags that only one bears make room.
    borne = Counter(wish.key for each in chosen.values() for wish in each)
    for article_id, each in wishes.items():
        mine = {wish.key for wish in chosen[article_id]}
        elsewhere = {wish.key: borne[wish.key] - (wish.key in mine) for wish in each}
        chosen[article_id] = _choose(each, elsewhere, limit)
    return chosen


def _choose(wishes: Sequence[Wish], elsewhere: Mapping[str, int], limit: int) -> list[Wish]:
    """The tags that an article bears: all of the owner's, and the best of the others up to `limit`, best first.

    Where fewer than `_LEADING` of them stand `elsewhere` (key → other articles), the last that do not make room.
    """
    own = [wish for wish in wishes if wish.origin == "owner"]
    kept: list[Wish] = []
    spare: list[Wish] = []
    for wish in sorted((wish for wish in wishes if wish.origin != "owner"), key=_worth):
        if wish.pinned or (not _is_said(wish, own) and not _is_said(wish, kept)):
            (kept if len(kept) < limit else spare).append(wish)
    leading = sum(elsewhere[wish.key] > 0 for wish in (*own, *kept))
    for wish in spare:
        if leading >= min(_LEADING, limit):
            break
        if elsewhere[wish.key] > 0 and not (wish.is_word and wish.score < _LEADING_WORD):
            last = next((other for other in reversed(kept) if elsewhere[other.key] < 1), None)
            if last is None:
                break
            kept.remove(last)
            kept.append(wish)
            leading += 1
    return own + sorted(kept, key=_worth)


def _worth(wish: Wish) -> tuple[bool, bool, float, str]:
    return (not wish.pinned, wish.origin != "publisher", -wish.score, wish.key)


def _is_said(wish: Wish, others: Sequence[Wish]) -> bool:
    """Whether a tag is part of one that the article has, and the article hardly says it otherwise."""
    folded, count = wish.folded, wish.count
    return any(folded in other.folded and count < _OFTENER * max(1, other.count) for other in others)


def _furniture(collection: Collection, wishes: Mapping[str, Sequence[Wish]]) -> set[str]:
    """Keys of tags that nearly all articles of one publisher have, and no others: they come from its pages."""
    sites = {entry.head.id: fold(entry.head.site) for entry in collection if entry.head.site}
    if not sites:
        return set()
    size = Counter(sites.values())
    having: dict[str, Counter[str]] = {}
    said: dict[str, int] = {}
    for article_id, each in wishes.items():
        site = sites.get(article_id, "")
        for wish in each:
            if wish.origin != "owner":
                having.setdefault(wish.key, Counter())[site] += 1
                said[wish.key] = max(said.get(wish.key, 0), wish.count)
    found: set[str] = set()
    for key, by_site in having.items():
        if len(by_site) == 1:
            site, times = next(iter(by_site.items()))
            nearly_all = times >= _FURNITURE and 5 * times >= 4 * size[site]
            if site and (nearly_all or (said[key] == 1 and times >= _SAID_ONCE and times == size[site])):
                found.add(key)
    return found


FACT = Fact("tags", _weave)
