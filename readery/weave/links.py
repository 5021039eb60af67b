"""Hyperlinks between articles of the collection: where a link leads, and who links here."""

from __future__ import annotations

from readery.model import Links, Twins
from readery.weave._loom import Fact, Loom, Woven


def _weave(loom: Loom) -> Woven:
    at: dict[str, str] = {}
    for traits in loom.traits():
        if traits.address:
            # A link to a page whose twin stands for it leads there; of two saved from one address, to the smaller id.
            twins = loom.facts.of(Twins, traits.id)
            at.setdefault(traits.address, twins.stands if twins else traits.id)
    to: dict[str, dict[str, str]] = {}
    by: dict[str, set[str]] = {}
    for traits in loom.traits():
        found = {link: at[key] for link, key in traits.links if key in at and at[key] != traits.id}
        if found:
            to[traits.id] = found
            for target in found.values():
                by.setdefault(target, set()).add(traits.id)
    place = {entry.head.id: number for number, entry in enumerate(loom.collection)}
    return Woven(
        {
            Links: {
                article_id: Links(to.get(article_id, {}), tuple(sorted(by.get(article_id, ()), key=place.__getitem__)))
                for article_id in sorted(to.keys() | by.keys())
            }
        }
    )


FACT = Fact("links", _weave, needs=("twins",))
