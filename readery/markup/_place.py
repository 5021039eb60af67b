"""Puts into HTML that is safe already what only the page knows: where images lie, which linked page is in the collection."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from readery.markup._read import ID, PIECES
from readery.model import SafeHtml

_IMAGE = re.compile(r'<img\b[^>]*?\bsrc="picture:(\d+)"[^>]*>')
_ANCHOR_OR_IMAGE = re.compile(r"<a\b|</a>|" + _IMAGE.pattern)
_TABLE = re.compile(r"<(/?)table\b[^>]*>")
_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
_TO = re.compile(r' href="([^"]*)"')
_NO_FILE = re.compile(r'<img\b(?![^>]* src=")[^>]*>')
_CLOSED = re.compile(r"<(/?)(?:a|h[2-6]|code|pre|kbd|samp|cite|math)\b")
"""What a mention in it is no link."""
_SPACELESS = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
_SECTION_OR_HEADING = re.compile(r"<section\b|</section>|<h[2-6]\b")
_NOTES = re.compile(r'<section\b[^>]*\bclass="footnotes"[^>]*>(?!\s*<h[2-6])')
_CODE = re.compile(
    r'(<pre\b[^>]*>\s*<code\b[^>]*\bclass="[^"]*\blanguage-([\w+#.-]{1,30})[^"]*"[^>]*>)([^<]*)</code></pre>'
)
_HREF = re.compile(r'<a\b([^>]*?)\bhref="([^"]*)"([^>]*)>')


@dataclass(frozen=True, slots=True)
class Offer:
    """The same image in another format, for browsers that know it or readers who asked for it."""

    srcset: str
    """Addresses with their widths, as HTML wants them."""
    type: str = ""
    """Media type; empty where the format does not decide."""
    media: str = ""
    """Condition on the reader's screen or wishes; empty where there is none."""


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """An image file that the page shows."""

    src: str
    """Address, relative to the page or absolute."""
    alt: str
    """Text alternative; empty for a decorative image."""
    width: int | None
    """In pixels, where known."""
    height: int | None
    """In pixels, where known."""
    offers: tuple[Offer, ...] = ()
    """Other files to choose from, the first that fits wins."""
    sizes: str = ""
    """How wide the page shows it, for the browser's choice among the offers."""


@dataclass(frozen=True, slots=True)
class PlacedLink:
    """A link in an image's place."""

    href: str
    """Absolute address of the image."""
    text: str
    """The link's words."""


Placed = PlacedImage | PlacedLink | None
"""What stands in a picture's place; None: nothing."""


def place(markup: SafeHtml, pictures: Sequence[Placed], links: Mapping[str, str]) -> SafeHtml:
    """`markup` with its pictures in place and its links to pages of the collection pointing there.

    `pictures` holds one value a ``picture:N``; `links` maps an address as it stands in the markup to the one to use,
    relative to the page. A link that was changed bears the class ``here``.
    """
    inside_link = False
    shown = 0

    def image(match: re.Match[str]) -> str:
        nonlocal inside_link, shown
        if match[1] is None:
            inside_link = match[0] == "<a"
            return match[0]
        number = int(match[1])
        placed = pictures[number] if number < len(pictures) else None
        match placed:
            case PlacedImage():
                shown += 1
                return _image(placed, lazy=shown > 1)
            case PlacedLink() if inside_link:
                return f'<span class="remote-image">{_quote(placed.text)}</span>'
            case PlacedLink():
                return f'<a class="remote-image" href="{_quote(placed.href)}" rel="noopener noreferrer">{_quote(placed.text)}</a>'
            case None:
                return ""

    def link(match: re.Match[str]) -> str:
        target = links.get(html.unescape(match[2]))
        if target is None:
            return match[0]
        return f'<a{match[1]}href="{_quote(target)}" class="here">'

    filled = _ANCHOR_OR_IMAGE.sub(image, markup.markup)
    return SafeHtml(_HREF.sub(link, filled) if links else filled)


def _image(placed: PlacedImage, lazy: bool) -> str:
    """An image of the page. The first of an article may be in view at once and is not left for later."""
    size = f' width="{placed.width}" height="{placed.height}"' if placed.width and placed.height else ""
    later = ' loading="lazy" decoding="async"' if lazy else ""
    image = f'<img src="{_quote(placed.src)}" alt="{_quote(placed.alt)}"{size}{later}>'
    if not placed.offers:
        return image
    offers = "".join(
        "<source"
        + "".join(
            f' {name}="{_quote(value)}"'
            for name, value in (
                ("media", offer.media),
                ("type", offer.type),
                ("srcset", offer.srcset),
                ("sizes", placed.sizes if offer.type else ""),
            )
            if value
        )
        + ">"
        for offer in placed.offers
    )
    return f"<picture>{offers}{image}</picture>"


def mention(markup: SafeHtml, names: Sequence[tuple[Sequence[str], str]]) -> SafeHtml:
    """`markup` with the first mention of each name a link: pairs of how the text may write the name, and the address.

    A mention is a whole word. None in a link, a heading, code, mathematics or the source of a quotation counts.
    """
    address = {html.escape(text, quote=False): href for texts, href in names for text in texts if text}
    if not address:
        return markup
    known = re.compile("|".join(map(_whole, sorted(address, key=lambda text: (-len(text), text)))))
    pieces = PIECES.split(markup.markup)
    closed = 0

    def link(match: re.Match[str]) -> str:
        href = address[match[0]]
        if href in done:
            return match[0]
        done.add(href)
        return f'<a class="mention" href="{_quote(href)}">{match[0]}</a>'

    done: set[str] = set()
    for number, piece in enumerate(pieces):
        if piece.startswith("<"):
            tag = _CLOSED.match(piece)
            if tag:
                closed += -1 if tag[1] else 1
        elif not closed and piece:
            pieces[number] = known.sub(link, piece)
    return SafeHtml("".join(pieces))


def _whole(text: str) -> str:
    """A pattern of `text` as whole words; scripts that write no spaces between words have no such edge."""
    before = "" if _SPACELESS.match(text[0]) else r"(?<!\w)"
    after = "" if _SPACELESS.match(text[-1]) else r"(?!\w)"
    return before + re.escape(text) + after


def colour(markup: SafeHtml, pieces: Callable[[str, str], Sequence[tuple[str, str]] | None]) -> SafeHtml:
    """`markup` with the code whose language the page names cut into spans that bear the kind of each piece as their class.

    `pieces` gets a text and the name of its language, and gives kind and text of each piece, or None. Code that holds
    elements already stays as it is.
    """

    def cut(match: re.Match[str]) -> str:
        found = pieces(html.unescape(match[3]), match[2])
        if found is None:
            return match[0]
        inside = "".join(
            f'<span class="{kind}">{_quote(text)}</span>' if kind else _quote(text) for kind, text in found
        )
        return f"{match[1]}{inside}</code></pre>"

    return SafeHtml(_CODE.sub(cut, markup.markup)) if "<pre" in markup.markup else markup


def fit(markup: SafeHtml, table: str, code: str, notes: str) -> SafeHtml:
    """`markup` made ready for a page: what leads or shows nothing is gone (links without words, links to a place that was
    not kept, images without a file), tables and code scroll inside themselves and can be reached by keyboard, footnotes
    have a heading, and a section without one is no section.

    `table` and `code` name such a passage to those who do not see it; `notes` is the heading, in the page's language.
    """
    depth = 0

    def frame(match: re.Match[str]) -> str:
        nonlocal depth
        closing = bool(match[1])
        depth += -1 if closing else 1
        if depth != (0 if closing else 1):
            return match[0]
        if closing:
            return f"{match[0]}</div>"
        return f'<div class="scroll" role="group" aria-label="{_quote(table)}" tabindex="0">{match[0]}'

    framed = _TABLE.sub(frame, _without_dead_ends(markup.markup))
    framed = framed.replace("<pre", f'<pre role="group" aria-label="{_quote(code)}" tabindex="0"')
    headed = _NOTES.sub(lambda match: f"{match[0]}<h2>{_quote(notes)}</h2>", framed)
    return SafeHtml(_sections(headed) if "<section" in headed else headed)


def _sections(markup: str) -> str:
    """`markup` whose sections without a heading of their own are plain divisions."""
    marks = list(_SECTION_OR_HEADING.finditer(markup))
    open_ones: list[tuple[int, bool]] = []
    plain: set[int] = set()
    for number, mark in enumerate(marks):
        if mark[0].startswith("<section"):
            open_ones.append((number, False))
        elif mark[0] == "</section>" and open_ones:
            began, headed = open_ones.pop()
            if not headed:
                plain |= {began, number}
        elif open_ones:
            open_ones[-1] = (open_ones[-1][0], True)
    numbers = iter(range(len(marks)))
    return _SECTION_OR_HEADING.sub(
        lambda mark: mark[0].replace("section", "div", 1) if next(numbers) in plain else mark[0], markup
    )


def _without_dead_ends(markup: str) -> str:
    """`markup` without images that have no source and without links that cannot be followed; words and ids stay."""
    places = set(ID.findall(markup))

    def link(match: re.Match[str]) -> str:
        attributes, inner = match[1], match[2]
        href = _TO.search(attributes)
        shows = "<img" in inner or bool(PIECES.sub("", inner).strip())
        if href and shows and not (href[1].startswith("#") and href[1][1:] not in places):
            return match[0]
        named = ID.search(attributes)
        return f"<span{named[0]}>{inner}</span>" if named else inner

    return _LINK.sub(link, _NO_FILE.sub("", markup))


def _quote(text: str) -> str:
    return html.escape(text, quote=True)
