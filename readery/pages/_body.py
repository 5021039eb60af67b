"""An article's body, as its page shows it: pictures, links to other articles and mentions laid in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Literal

from readery import markup, paths, words
from readery.markup import Offer, Placed, PlacedImage, PlacedLink
from readery.model import Article, Entry, Heading, Image, Links, Mentions, Picture, SafeHtml
from readery.pages import Site
from readery.words import Words

_LONG = 1200
"""Words from which on an article has an outline: about five minutes of reading."""
_PICTURE_WIDTH = "(max-width: 42rem) 100vw, 38rem"
"""How wide an article shows a picture at most: as wide as a telephone, else as its column (`--measure` in the style)."""
_HEADINGS = 3
"""An outline has at least so many lines."""


@dataclass(frozen=True, slots=True)
class Placing:
    """How an article's body is laid into its page."""

    path: str
    """Of the page."""
    pictures: tuple[Image | None, ...]
    """The files of its pictures, picture by picture; None where there is no file here."""
    remote: Literal["link", "keep", "drop"]
    """What becomes of pictures on other servers."""
    links: Mapping[str, str]
    """Address as it stands in the body → that of a page of the collection, relative to this one."""
    mentions: tuple[tuple[tuple[str, ...], str], ...]
    """How the body may write a tag's name, and the address of the tag's page."""
    language: str
    """Of the page around the body."""


def placing(site: Site, entry: Entry) -> Placing:
    """How the body of an article is laid into its page."""
    head = entry.head
    links = site.facts.of(Links, head.id)
    mentions = site.facts.of(Mentions, head.id)
    return Placing(
        path=entry.path,
        pictures=site.images.get(head.id, ()),
        remote=site.settings.images.remote,
        links={
            href: paths.relative(entry.path, site.collection.by_id[target].path)
            for href, target in (links.to.items() if links else ())
            if target != head.id
        },
        mentions=tuple(
            (each.texts, paths.relative(entry.path, f"tags/{each.slug}/index.html"))
            for each in (mentions.of if mentions else ())
        ),
        language=site.settings.site.language,
    )


def body(placing: Placing, article: Article) -> SafeHtml:
    """The article's HTML with its pictures, and with links to other articles of the collection leading there."""
    said = words.of(placing.language)
    files = chain(placing.pictures, repeat(None))
    pictures = tuple(
        _placed(said, placing, picture, file) for picture, file in zip(article.pictures, files, strict=False)
    )
    # The page shows the dek under the title; where the text holds it too, it is said once.
    html = markup.without_opening(article.html, article.head.dek) if article.head.dek else article.html
    placed = markup.place(html, pictures, placing.links)
    if placing.mentions:
        placed = markup.mention(placed, placing.mentions)
    placed = markup.beside(markup.colour(placed, _pieces))
    return markup.fit(placed, said.say("table"), said.say("code"), said.say("footnotes"))


def _pieces(code: str, language: str) -> Sequence[tuple[str, str]] | None:
    from readery import highlight  # with Pygments; few articles say in which language their code is

    return highlight.pieces(code, language)


def _placed(said: Words, placing: Placing, picture: Picture, file: Image | None) -> Placed:
    """What stands in a picture's place: its file, else what the settings want for one on another server."""
    # A page that says nothing of a picture does not say that it is decorative: readers are told that there is one.
    alt = said.say("picture") if picture.alt is None else picture.alt
    if file:
        its = paths.relative(placing.path, file.path)
        return PlacedImage(its, alt, file.width, file.height, _offers(placing.path, file), _PICTURE_WIDTH)
    url = paths.web(picture.url)
    if url is None or placing.remote == "drop":
        return None
    if placing.remote == "keep":
        return PlacedImage(url, alt, picture.width, picture.height)
    if picture.alt:
        return PlacedLink(url, said.say("picture_of_at", alt=picture.alt, host=paths.host(url)))
    return PlacedLink(url, said.say("picture_at", host=paths.host(url)))


def _offers(page: str, file: Image) -> tuple[Offer, ...]:
    """The other files of a picture, as the page at `page` names them."""
    still = (Offer(paths.relative(page, file.still), media="(prefers-reduced-motion: reduce)"),) if file.still else ()
    return still + tuple(
        Offer(", ".join(f"{paths.relative(page, path)} {width}w" for path, width in sizes.files), sizes.type)
        for sizes in file.offers
    )


def outline(article: Article) -> tuple[Heading, ...]:
    """The headings that a long article is entered by."""
    shown = tuple(heading for heading in article.outline if heading.level <= 3 and heading.text != article.head.dek)
    return shown if article.head.words >= _LONG and len(shown) >= _HEADINGS else ()
