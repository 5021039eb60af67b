"""Puts into HTML that is safe already what only the page knows: where images lie, which linked page is in the collection."""

from __future__ import annotations

import bisect
import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
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
_INSIDE = re.compile(r'(<a\b[^>]*\bhref="#[^>]*?) rel="noopener noreferrer"')
"""A link within the page says nothing of itself to another."""
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

    A mention is a whole word, and no part of another name's. None in a link, a heading, code, mathematics or the source of
    a quotation counts. Where two names overlap, the one that comes first in `names` has the place.
    """
    said = markup.markup
    address: dict[str, str] = {}
    for texts, href in names:
        for form in (html.escape(text, quote=False) for text in texts if text):
            if form in said:
                address.setdefault(form, href)
    closed = _closed(said) if address else []
    chosen: list[tuple[int, int, str]] = []
    for href in dict.fromkeys(address.values()):
        places = (
            (place, -len(form))
            for form, leads_to in address.items()
            if leads_to == href
            for place in _first(said, form, [other for other in address if form in other != form], closed, chosen)
        )
        first = min(places, default=None)
        if first:
            chosen.append((first[0], first[0] - first[1], href))
    parts: list[str] = []
    done = 0
    for start, end, href in sorted(chosen):
        parts += (said[done:start], f'<a class="mention" href="{_quote(href)}">', said[start:end], "</a>")
        done = end
    return SafeHtml("".join((*parts, said[done:])))


def _first(
    said: str, form: str, longer: Sequence[str], closed: Sequence[int], taken: Sequence[tuple[int, int, str]]
) -> Iterator[int]:
    """The first place where `form` may be a link, if there is one."""
    size = len(form)
    around = [(other, at) for other in longer for at in range(len(other) - size + 1) if other.startswith(form, at)]
    place = said.find(form)
    while place >= 0:
        if (
            _is_whole(said, place, form)
            and bisect.bisect(closed, place) % 2 == 0
            and said.rfind("<", 0, place) <= said.rfind(">", 0, place)
            and not any(start < place + size and place < end for start, end, _ in taken)
            and not any(
                place >= at and said.startswith(other, place - at) and _is_whole(said, place - at, other)
                for other, at in around
            )
        ):
            yield place
            return
        place = said.find(form, place + size)


def _is_whole(said: str, place: int, form: str) -> bool:
    """Whether what stands at a place is whole words; scripts that write no spaces between words have no such edge."""
    end = place + len(form)
    before, after = said[place - 1 : place], said[end : end + 1]
    if before == "&" and after == ";":
        return False
    return not (
        (_in_word(before) and not _SPACELESS.match(form[0])) or (_in_word(after) and not _SPACELESS.match(form[-1]))
    )


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _closed(said: str) -> list[int]:
    """Where what bars mentions begins and ends, by turns."""
    edges: list[int] = []
    depth = 0
    for tag in _CLOSED.finditer(said):
        before = depth
        depth += -1 if tag[1] else 1
        if not before or not depth:
            edges.append(tag.start())
    return edges


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
            f'<span class="{kind}">{html.escape(text, quote=False)}</span>' if kind else html.escape(text, quote=False)
            for kind, text in found
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

    framed = _TABLE.sub(frame, _INSIDE.sub(r"\1", _without_dead_ends(markup.markup)))
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
