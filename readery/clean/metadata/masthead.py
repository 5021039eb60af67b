"""The site's name where no metadata gives it: in the page's ``<title>`` beside the article's, and in its masthead."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from readery import urls
from readery.clean.metadata import headings as headers
from readery.clean.metadata import lines, titles
from readery.clean.metadata.claims import Claim, Field, claim, of, tidy
from readery.clean.metadata.headings import Heading

if TYPE_CHECKING:
    from readery.clean.html.tree import Tree

_LONGEST = 45
"""Characters of a site's name."""
_HOME_LINKS = 6
"""Links to the site's first page that are looked at; the masthead's is among the first."""


def read(tree: Tree, claims: Sequence[Claim], headings: Sequence[Heading], url: str | None) -> Iterator[Claim]:
    """What names the site: the first or last part of the title that the host's name spells or the masthead shows, and a
    masthead that the host's name spells.
    """
    host = urls.host(url) if url else None
    edges = [part for each in of(claims, Field.TITLE) if each.source == "title element" for part in _edges(each.value)]
    if host:
        for part in edges:
            if titles.spells(host, part):
                yield from claim(Field.SITE, part, "title element, as the host is called")
                return
    if of(claims, Field.SITE):
        return
    shown = [text for text in _shown(tree, host) if 1 < len(text) <= _LONGEST]
    home = {titles.squeezed(text) for text in shown}
    shown += [text for text in _first_line(tree) if 1 < len(text) <= _LONGEST]
    squeezed = {titles.squeezed(text) for text in shown}
    stood = {titles.squeezed(each.text) for each in headings if not each.home}
    for part, other in itertools.pairwise((*edges, *edges[:1])):
        # A heading, or the page's first line, is the site's name only where the article's title stands elsewhere.
        if titles.squeezed(part) in squeezed and (
            titles.squeezed(other) in stood
            or (
                titles.squeezed(part) not in stood
                and (titles.squeezed(part) in home or headers.standing_alone(tree, headers.ANY, [other]))
            )
        ):
            yield from claim(Field.SITE, part, "title element, as in the masthead")
            return
    for text in shown:
        if host and titles.spells(host, text):
            yield from claim(Field.SITE, text, "masthead, as the host is called")
            return


def _edges(title: str) -> list[str]:
    """The last and the first part of a title that has several."""
    cut = titles.parts(title)
    return [title[slice(*cut[at])].strip() for at in (-1, 0)] if len(cut) > 1 else []


def _shown(tree: Tree, host: str | None) -> Iterator[str]:
    """What leads to the site's first page, in words or as a picture."""
    homes = ["/", "./"]
    if host:
        homes += [f"{scheme}://{host}{end}" for scheme in ("https", "http") for end in ("", "/")]
    for node in tree.css(", ".join(f'a[href="{home}"]' for home in homes))[:_HOME_LINKS]:
        picture = node.css_first("img[alt]")
        yield tidy(node.text(separator=" ")) or tidy((picture.attributes.get("alt") or "") if picture else "")


def _first_line(tree: Tree) -> Iterator[str]:
    if tree.body is not None:
        for line in itertools.islice(lines.inside(tree.body, most=80), 1):
            yield line.text
