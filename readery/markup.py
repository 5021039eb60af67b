"""The only maker of SafeHtml, and the only door to the sanitiser (nh3).

`sanitise` is the last step of cleaning. `place` swaps what a page knows later (where an image lies, which linked page
is in the collection) into HTML that is safe already; it relies, as `anchor` and `text` do, on what nh3 writes:
well-formed tags, every attribute in double quotes, every `<` and `>` in text and attributes escaped.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import nh3

from readery.model import Heading, SafeHtml
from readery.slugs import slug
from readery.slugs import unique as unique_slug

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

_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_PREFIX = "a-"
_TAG = re.compile(r"<[a-z][^>]*>")
_ID = re.compile(r' id="([^"]*)"')
_NAME = re.compile(r"</?([a-z][a-z0-9]*)")
_PIECES = re.compile(r"(<[^>]*>)")
_SPACES = re.compile(r"[^\S\v]+")
_HEADING = re.compile(r"<h([2-6])((?: [^>]*)?)>(.*?)</h\1>", re.DOTALL)
_BLOCKS = frozenset(
    "p hr h2 h3 h4 h5 h6 blockquote pre ul ol li dl dt dd figure figcaption table caption tr section aside details summary".split()
)
_IMAGE = re.compile(r'<img\b[^>]*?\bsrc="picture:(\d+)"[^>]*>')
_ANCHOR_OR_IMAGE = re.compile(r"<a\b|</a>|" + _IMAGE.pattern)
_TABLE = re.compile(r"<(/?)table\b[^>]*>")
_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
_TO = re.compile(r' href="([^"]*)"')
_NO_FILE = re.compile(r'<img\b(?![^>]* src=")[^>]*>')
_NOTES = re.compile(r'<section\b[^>]*\bclass="footnotes"[^>]*>(?!\s*<h[2-6])')
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


def anchor(markup: SafeHtml) -> tuple[SafeHtml, tuple[Heading, ...]]:
    """`markup` with an id on each heading, each id once, and levels that begin at 2 and skip none; and its outline."""
    taken: set[str] = set()
    above: list[int] = []

    def once(match: re.Match[str]) -> str:
        if match[1] in taken:
            return ""
        taken.add(match[1])
        return match[0]

    unique = _TAG.sub(lambda tag: _ID.sub(once, tag[0]), markup.markup)
    outline: list[Heading] = []

    def heading(match: re.Match[str]) -> str:
        attributes, inner = match[2], match[3]
        while above and above[-1] >= int(match[1]):
            above.pop()
        above.append(int(match[1]))
        level = 1 + len(above)
        words = text(SafeHtml(inner)).replace("\n", " ")
        if not words:
            above.pop()
            return inner
        given = _ID.search(attributes)
        if given:
            name = html.unescape(given[1])
        else:
            name = unique_slug(f"{_PREFIX}{slug(words) or 'section'}", taken)
            taken.add(name)
            attributes = f' id="{name}"{attributes}'
        outline.append(Heading(level, words, name))
        return f"<h{level}{attributes}>{inner}</h{level}>"

    return SafeHtml(_HEADING.sub(heading, unique)), tuple(outline)


def text(markup: SafeHtml) -> str:
    """The words of `markup`, paragraphs separated by a blank line; captions of figures are left out."""
    paragraphs: list[str] = []
    run: list[str] = []
    exact = 0
    hidden = 0

    def close() -> None:
        words = "".join(run)
        run.clear()
        if not exact:
            words = "\n".join(filter(None, (_SPACES.sub(" ", line).strip() for line in words.split("\v"))))
        if words.strip():
            paragraphs.append(words.strip("\n"))

    for piece in _PIECES.split(markup.markup):
        if not piece.startswith("<"):
            if not hidden:
                run.append(html.unescape(piece))
            continue
        closing = piece.startswith("</")
        name = _NAME.match(piece)
        tag = name[1] if name else ""
        if tag in _BLOCKS:
            close()
        if tag == "pre":
            exact += -1 if closing else 1
        elif tag == "figcaption":
            hidden += -1 if closing else 1
        elif tag == "br" and not hidden:
            run.append("\n" if exact else "\v")
        elif tag in ("td", "th") and not closing and not hidden:
            run.append("\t")
    close()
    return "\n\n".join(paragraphs)


def links(markup: SafeHtml) -> tuple[str, ...]:
    """Addresses that `markup` links to outside itself, in order, each once."""
    found = (html.unescape(match[2]) for match in _HREF.finditer(markup.markup))
    return tuple(dict.fromkeys(href for href in found if href.startswith(("http://", "https://"))))


def place(markup: SafeHtml, pictures: Sequence[Placed], links: Mapping[str, str]) -> SafeHtml:
    """`markup` with its pictures in place and its links to pages of the collection pointing there.

    `pictures` holds one value a ``picture:N``; `links` maps an address as it stands in the markup to the one to use,
    relative to the page. A link that was changed bears the class ``here``.
    """
    inside_link = False

    def image(match: re.Match[str]) -> str:
        nonlocal inside_link
        if match[1] is None:
            inside_link = match[0] == "<a"
            return match[0]
        number = int(match[1])
        placed = pictures[number] if number < len(pictures) else None
        match placed:
            case PlacedImage():
                size = f' width="{placed.width}" height="{placed.height}"' if placed.width and placed.height else ""
                return (
                    f'<img src="{_quote(placed.src)}" alt="{_quote(placed.alt)}"{size} loading="lazy" decoding="async">'
                )
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


def fit(markup: SafeHtml, table: str, code: str, notes: str) -> SafeHtml:
    """`markup` made ready for a page: what leads or shows nothing is gone (links without words, links to a place that was
    not kept, images without a file), tables and code scroll inside themselves and can be reached by keyboard, and
    footnotes have a heading.

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
    return SafeHtml(_NOTES.sub(lambda match: f"{match[0]}<h2>{_quote(notes)}</h2>", framed))


def _without_dead_ends(markup: str) -> str:
    """`markup` without images that have no source and without links that cannot be followed; words and ids stay."""
    places = set(_ID.findall(markup))

    def link(match: re.Match[str]) -> str:
        attributes, inner = match[1], match[2]
        href = _TO.search(attributes)
        shows = "<img" in inner or bool(_PIECES.sub("", inner).strip())
        if href and shows and not (href[1].startswith("#") and href[1][1:] not in places):
            return match[0]
        named = _ID.search(attributes)
        return f"<span{named[0]}>{inner}</span>" if named else inner

    return _LINK.sub(link, _NO_FILE.sub("", markup))


def _own(name: str) -> str:
    """An id of the article's own: prefixed, so that it never meets one of the page around it."""
    name = re.sub(r"\s+", "-", name)
    return name if name.startswith(_PREFIX) else _PREFIX + name


def _quote(text: str) -> str:
    return html.escape(text, quote=True)


def _attribute(_tag: str, name: str, value: str) -> str | None:
    """Decides on the attributes whose value matters; None drops the attribute."""
    if name == "id":
        return _own(value)
    if name == "headers":
        return " ".join(map(_own, value.split()))
    if name == "href":
        if value.startswith("#"):
            return f"#{_own(value[1:])}" if len(value) > 1 else None
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
