"""The tags of each article, the vocabulary that they make, and where articles name them.

First the owner's, then the publisher's, then those found in the text, each by how well it describes the article
(``_wished.py``). What an article would bear, and which of it it does (``_choice.py``), is found anew only where what it
depends on has changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from readery.model import Mention, Mentions, Tags, TagUse, Vocabulary
from readery.weave import _memory
from readery.weave._choice import choose
from readery.weave._loom import Fact, Found, Loom
from readery.weave._memory import Rows
from readery.weave._vocabulary import speak
from readery.weave._wished import wished


def _weave(loom: Loom) -> Found:
    wishes = wished(loom)
    choice = choose(loom, wishes)
    spoken = speak(loom, wishes, choice)
    stale = choice.changed.copy()
    stale[wishes.entries.owners()[choice.chosen & spoken.changed[wishes.entries["key"]]]] = True
    had_tags, had_mentions = _memory.rows(loom.memory, "tags"), _memory.rows(loom.memory, "mentions")
    wanted = b"mentions" if loom.settings.tags.mentions else b""
    if loom.memory.get("tags mentions") != wanted or had_tags is None or had_mentions is None:
        stale[:] = True
    tags: dict[int, bytes] = {}
    mentions: dict[int, bytes] = {}
    for article in np.flatnonzero(stale).tolist():
        each = choice.of(wishes, article)
        uses = [TagUse(spoken.name(wish), spoken.slug(wish), wish.origin, round(wish.score, 4)) for wish in each]
        tags[article] = _memory.encoded(Tags(tuple(uses)))
        named = tuple(
            Mention(spoken.slug(wish), _spellings(wish.texts)) for wish in each if wish.texts and spoken.slug(wish)
        )
        mentions[article] = _memory.encoded(Mentions(named) if named and wanted else None)
    of_articles: dict[type, Rows[Any]] = {}
    for kind, name, had, new in ((Tags, "tags", had_tags, tags), (Mentions, "mentions", had_mentions, mentions)):
        table = _memory.renewed(had, loom.change, new)
        of_articles[kind] = Rows(kind, loom.numbers, table, _memory.unlike(had, table, loom.change))
        if new or not loom.change.same:
            _memory.put_rows(loom.memory, name, table)
    loom.memory.put("tags mentions", wanted)
    return Found(of_articles, {Vocabulary: spoken.vocabulary})


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


FACT = Fact("tags", _weave, needs=("twins",))
