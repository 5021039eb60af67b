"""Hyperlinks between articles of the collection: where a link leads, and who links here."""

from __future__ import annotations

from readery.model import Links, Twins
from readery.weave._loom import Fact, Found, Loom


def _weave(loom: Loom) -> Found:
    columns = loom.columns
    at: dict[str, str] = {}
    for article_id, address in zip(loom.order, columns.addresses, strict=True):
        if address:
            # A link to a page whose twin stands for it leads there; of two saved from one address, to the smaller id.
            twins = loom.facts.of(Twins, article_id)
            at.setdefault(address, twins.stands if twins else article_id)
    to: dict[str, dict[str, str]] = {}
    by: dict[str, set[str]] = {}
    for article_id, links in zip(loom.order, columns.links, strict=True):
        found = {link: at[key] for link, key in links if key in at and at[key] != article_id}
        if found:
            to[article_id] = found
            for target in found.values():
                by.setdefault(target, set()).add(article_id)
    place = {entry.head.id: number for number, entry in enumerate(loom.collection)} if by else {}
    return Found(
        {
            Links: {
                article_id: Links(to.get(article_id, {}), tuple(sorted(by.get(article_id, ()), key=place.__getitem__)))
                for article_id in sorted(to.keys() | by.keys())
            }
        }
    )


FACT = Fact("links", _weave, needs=("twins",))
