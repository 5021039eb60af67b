"""The only maker of SafeHtml, and the only door to the sanitiser (nh3).

`sanitise` is the last step of cleaning. `place` swaps what a page knows later (where an image lies, which linked page
is in the collection) into HTML that is safe already; it relies on nh3 writing every attribute in double quotes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import nh3

from readery.model import SafeHtml

_TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "blockquote", "q", "cite", "pre", "code", "kbd", "samp", "var"),
    *(
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "figure",
        "figcaption",
        "img",
        "a",
        "abbr",
        "b",
        "strong",
        "i",
        "em",
        "u",
        "s",
    ),
    *(
        "del",
        "ins",
        "mark",
        "small",
        "sub",
        "sup",
        "span",
        "bdi",
        "bdo",
        "time",
        "ruby",
        "rb",
        "rt",
        "rp",
        "wbr",
        "dfn",
    ),
    *(
        "table",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "th",
        "td",
        "colgroup",
        "col",
        "section",
        "aside",
        "details",
        "summary",
    ),
    *(
        "math",
        "mrow",
        "mi",
        "mo",
        "mn",
        "ms",
        "mtext",
        "msup",
        "msub",
        "msubsup",
        "mfrac",
        "msqrt",
        "mroot",
        "munder",
        "mover",
    ),
    *("munderover", "mtable", "mtr", "mtd", "mspace", "mstyle", "mpadded", "mphantom", "mmultiscripts", "mprescripts"),
    *("semantics", "annotation"),
}
_ATTRIBUTES = {
    "*": {"lang", "dir", "id", "title"},
    "a": {"href", "hreflang", "role"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope", "abbr"},
    "col": {"span"},
    "colgroup": {"span"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "del": {"cite", "datetime"},
    "ins": {"cite", "datetime"},
    "time": {"datetime"},
    "section": {"role", "aria-label"},
    "math": {"display", "alttext"},
    "mo": {"stretchy", "form", "fence"},
    "mi": {"mathvariant"},
    "annotation": {"encoding"},
}
# Classes carry meaning in three places only: the language of code, footnotes, and what the cleaner itself marks.
_CLASS = re.compile(r"^(?:language-[\w+#.-]{1,30}|footnotes|footnote-ref|footnote-back|credit|embed|speaker|math)$")
_CLASSED = ("a", "blockquote", "code", "figure", "ol", "p", "pre", "section", "small", "span", "strong", "sup")

_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:|#)", re.IGNORECASE)
_IMAGE = re.compile(r'<img\b[^>]*?\bsrc="picture:(\d+)"[^>]*>')
_HREF = re.compile(r'<a\b([^>]*?)\bhref="([^"]*)"([^>]*)>')


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


@dataclass(frozen=True, slots=True)
class PlacedLink:
    """A link in an image's place."""

    href: str
    """Absolute address of the image."""
    text: str
    """The link's words."""


Placed = PlacedImage | PlacedLink | None
"""What stands in a picture's place; None: nothing."""


def sanitise(markup: str) -> SafeHtml:
    """`markup` with everything gone that an article does not need: scripts, styles, forms, frames, handlers, odd URLs."""
    return SafeHtml(_CLEANER.clean(markup))


def place(markup: SafeHtml, pictures: Sequence[Placed], links: Mapping[str, str]) -> SafeHtml:
    """`markup` with its pictures in place and its links to pages of the collection pointing there.

    `pictures` holds one value a ``picture:N``; `links` maps an address as it stands in the markup to the one to use,
    relative to the page. A link that was changed bears the class ``here``.
    """

    def image(match: re.Match[str]) -> str:
        number = int(match[1])
        placed = pictures[number] if number < len(pictures) else None
        match placed:
            case PlacedImage():
                size = f' width="{placed.width}" height="{placed.height}"' if placed.width and placed.height else ""
                return (
                    f'<img src="{_quote(placed.src)}" alt="{_quote(placed.alt)}"{size} loading="lazy" decoding="async">'
                )
            case PlacedLink():
                return f'<a class="remote-image" href="{_quote(placed.href)}" rel="noopener noreferrer">{_quote(placed.text)}</a>'
            case None:
                return ""

    def link(match: re.Match[str]) -> str:
        target = links.get(html.unescape(match[2]))
        if target is None:
            return match[0]
        return f'<a{match[1]}href="{_quote(target)}" class="here">'

    filled = _IMAGE.sub(image, markup.markup)
    return SafeHtml(_HREF.sub(link, filled) if links else filled)


def _quote(text: str) -> str:
    return html.escape(text, quote=True)


def _attribute(_tag: str, name: str, value: str) -> str | None:
    """Decides on the attributes whose value matters; None drops the attribute."""
    if name == "href":
        return value if _ADDRESS.match(value) else None
    if name == "src":
        return value if re.fullmatch(r"picture:\d+", value) else None
    if name == "class":
        return " ".join(word for word in value.split() if _CLASS.match(word)) or None
    if name == "role":
        return value if value in ("doc-noteref", "doc-backlink", "doc-endnotes", "note") else None
    return value


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags={
        "script",
        "style",
        "template",
        "noscript",
        "iframe",
        "object",
        "embed",
        "svg",
        "form",
        "select",
        "textarea",
    },
    attributes=_ATTRIBUTES | {tag: _ATTRIBUTES.get(tag, set()) | {"class"} for tag in _CLASSED},
    attribute_filter=_attribute,
    url_schemes={"http", "https", "mailto", "tel", "picture"},
    link_rel="noopener noreferrer",
    strip_comments=True,
)
