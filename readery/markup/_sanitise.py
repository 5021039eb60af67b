"""The sanitiser: the only door to nh3."""

from __future__ import annotations

import re

import nh3

from readery.model import SafeHtml

PREFIX = "a-"
"""Begins every id of an article, so that none meets one of the page around it."""
_TAGS = frozenset(
    """
    p br hr h2 h3 h4 h5 h6 blockquote q cite pre code kbd samp var ul ol li dl dt dd figure figcaption img a abbr b strong i em u s
    del ins mark small sub sup span bdi bdo time ruby rb rt rp wbr dfn
    table caption thead tbody tfoot tr th td colgroup col section aside details summary
    math mrow mi mo mn ms mtext msup msub msubsup mfrac msqrt mroot munder mover munderover mtable mtr mtd mspace mstyle mpadded
    mphantom mmultiscripts mprescripts semantics annotation
    """.split()
)
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
_CLASS = re.compile(
    r"^(?:language-[\w+#.-]{1,30}|footnotes|footnote-ref|footnote-back|credit|embed|speaker|math|small-caps)$"
)
_CLASSED = ("a", "blockquote", "code", "figure", "ol", "p", "pre", "section", "small", "span", "strong", "sup")

_SPACES = re.compile(r"\s+")
_PICTURE = re.compile(r"picture:\d+")
_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)


def sanitise(markup: str) -> SafeHtml:
    """`markup` with everything gone that an article does not need: scripts, styles, forms, frames, handlers, odd URLs."""
    return SafeHtml(_CLEANER.clean(markup))


def _own(name: str) -> str:
    """An id of the article's own: prefixed, so that it never meets one of the page around it."""
    name = _SPACES.sub("-", name)
    return name if name.startswith(PREFIX) else PREFIX + name


def _attribute(_tag: str, name: str, value: str) -> str | None:
    """Decides on the attributes whose value matters; None drops the attribute."""
    if name == "href":
        if value.startswith("#"):
            return f"#{_own(value[1:])}" if len(value) > 1 else None
        return value if _ADDRESS.match(value) else None
    if name == "id":
        return _own(value)
    if name == "headers":
        return " ".join(map(_own, value.split()))
    if name == "src":
        return value if _PICTURE.fullmatch(value) else None
    if name == "class":
        return " ".join(word for word in value.split() if _CLASS.match(word)) or None
    if name == "role":
        return value if value in ("doc-noteref", "doc-backlink", "doc-endnotes", "note") else None
    return value


_CLEANER = nh3.Cleaner(
    tags=set(_TAGS),
    clean_content_tags=set("script style template noscript iframe object embed svg form select textarea".split()),
    attributes=_ATTRIBUTES | {tag: _ATTRIBUTES.get(tag, set()) | {"class"} for tag in _CLASSED},
    attribute_filter=_attribute,
    url_schemes={"http", "https", "mailto", "tel", "picture"},
    link_rel="noopener noreferrer",
    strip_comments=True,
)
