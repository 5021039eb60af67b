"""What an HTML page says that a check asks for: the room's door to selectolax."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from selectolax.lexbor import LexborHTMLParser, LexborNode

from readery.check import css


class Use(StrEnum):
    """What a browser or a reader does with an address."""

    FOLLOW = "link"
    """A reader follows it."""
    CODE = "code"
    """A browser loads it and lets it act: scripts, styles, fonts, frames, forms."""
    SHOW = "picture"
    """A browser loads it to be seen or heard."""
    NAME = "name"
    """A robot or feed reader reads it; no browser loads it."""


@dataclass(frozen=True, slots=True)
class Reference:
    """An address in a file."""

    url: str
    """As it stands there."""
    use: Use
    """What it is for."""
    place: str
    """Where it stands, for messages: ``img src``."""


@dataclass(frozen=True, slots=True)
class Html:
    """An HTML page, as far as it is checked."""

    path: str
    """In the site."""
    size: int
    """In bytes."""
    title: str
    """Text of its title, empty where there is none."""
    lang: str
    """Language it claims, empty where it claims none."""
    headings: int
    """Number of ``h1``."""
    unseen: tuple[str, ...]
    """Addresses of pictures without an ``alt``."""
    repeated: tuple[str, ...]
    """Ids that several elements bear."""
    anchors: frozenset[str]
    """Places that a link can lead to: ids, and names of old anchors."""
    references: tuple[Reference, ...]
    """Addresses in it, in the page's order."""
    base: str
    """What its ``base`` element says, mostly empty."""
    inline: tuple[str, ...]
    """Scripts and styles inside the page that a strict policy forbids, each in a few words."""
    encoded: bool
    """Whether it is UTF-8 and says so, or plain ASCII."""
    leads_on: bool
    """Whether it leads to another page by itself (``meta refresh``)."""
    day: str
    """The first date it names, ISO 8601; empty where it names none."""


_ADDRESSES: dict[tuple[str, str], Use] = {
    ("a", "href"): Use.FOLLOW,
    ("area", "href"): Use.FOLLOW,
    ("a", "ping"): Use.CODE,
    ("script", "src"): Use.CODE,
    ("iframe", "src"): Use.CODE,
    ("frame", "src"): Use.CODE,
    ("embed", "src"): Use.CODE,
    ("object", "data"): Use.CODE,
    ("form", "action"): Use.CODE,
    ("button", "formaction"): Use.CODE,
    ("input", "formaction"): Use.CODE,
    ("use", "href"): Use.CODE,
    ("use", "xlink:href"): Use.CODE,
    ("img", "src"): Use.SHOW,
    ("input", "src"): Use.SHOW,
    ("image", "href"): Use.SHOW,
    ("image", "xlink:href"): Use.SHOW,
    ("audio", "src"): Use.SHOW,
    ("video", "src"): Use.SHOW,
    ("video", "poster"): Use.SHOW,
    ("source", "src"): Use.SHOW,
    ("track", "src"): Use.SHOW,
    ("body", "background"): Use.SHOW,
    ("table", "background"): Use.SHOW,
    ("td", "background"): Use.SHOW,
}
_SETS = {("img", "srcset"), ("source", "srcset"), ("link", "imagesrcset")}
_LOADED = {"stylesheet", "modulepreload", "preload", "prefetch", "manifest", "preconnect", "dns-prefetch", "prerender"}
"""Relations of ``link`` at which a browser goes to the address by itself."""
_DATA_BLOCKS = re.compile(r"(?!.*(java|ecma|live|j)script)(?!(module|importmap|speculationrules)?$)", re.IGNORECASE)
"""Types of ``script`` that no browser runs (HTML Standard, "prepare the script element")."""
_REFRESH = re.compile(r"^\s*[\d.]*\s*[;,]?\s*(?:url\s*=)?\s*['\"]?([^'\"]*)", re.IGNORECASE)
_CANDIDATE = re.compile(r"[\s,]*(\S*[^\s,])(?:\s+[^,]*)?")
"""One address of a ``srcset`` with its descriptor."""


def read(path: str, data: bytes) -> Html:
    """The page at `path` in the site."""
    try:
        text, utf8 = data.decode("utf-8-sig"), True
    except UnicodeDecodeError:
        text, utf8 = data.decode("windows-1252", errors="replace"), False
    return _Reader(path, len(data), utf8).page(text)


class _Reader:
    """Goes over one page."""

    def __init__(self, path: str, size: int, utf8: bool) -> None:
        self._path = path
        self._size = size
        self._utf8 = utf8
        self._title = self._base = self._day = ""
        self._headings = 0
        self._charset = False
        self._ids: dict[str, int] = {}
        self._names: set[str] = set()
        self._unseen: list[str] = []
        self._inline: dict[str, None] = {}
        self._references: list[Reference] = []

    def page(self, text: str) -> Html:
        tree = LexborHTMLParser(text)
        # Every element is visited: a list of selectors gives some elements twice, and is no faster.
        for node in tree.root.traverse() if tree.root else ():
            self._element(node.tag or "", node.attributes, node)
        lang = tree.root.attributes.get("lang") if tree.root else None
        return Html(
            path=self._path,
            size=self._size,
            title=self._title,
            lang=(lang or "").strip(),
            headings=self._headings,
            unseen=tuple(self._unseen),
            repeated=tuple(name for name, times in self._ids.items() if times > 1),
            anchors=frozenset(self._ids.keys() | self._names),
            references=tuple(self._references),
            base=self._base,
            inline=tuple(self._inline),
            # What is plain ASCII reads the same in any encoding that a browser may guess.
            encoded=self._utf8 and (self._charset or text.isascii() or text.startswith("<?xml")),
            leads_on=any(reference.place == "meta refresh" for reference in self._references),
            day=self._day,
        )

    def _element(self, tag: str, attributes: dict[str, str | None], node: LexborNode) -> None:
        for name, value in attributes.items():
            if name == "id":
                if value:
                    self._ids[value] = self._ids.get(value, 0) + 1
            elif name == "style":
                self._inline["a style attribute"] = None
                self._style(value or "", f"{tag} style")
            elif name.startswith("on"):
                self._inline[f"an {name} handler"] = None
            elif value is not None:
                self._address(tag, name, value)
        if tag == "meta":
            self._meta(attributes)
        elif tag == "link":
            self._link(attributes)
        elif tag == "img":
            # `alt` without a value is the same as alt="": decorative.
            if "alt" not in attributes and attributes.get("role") not in ("presentation", "none"):
                self._unseen.append(attributes.get("src") or "")
        elif tag == "script":
            if "src" not in attributes and not _DATA_BLOCKS.match(attributes.get("type") or ""):
                self._inline["an inline script"] = None
        elif tag == "style":
            self._inline["a style element"] = None
            self._style(node.text(), "style")
        elif tag == "h1":
            self._headings += 1
        elif tag == "title":
            if not self._title and (node.parent is None or node.parent.tag == "head"):
                self._title = " ".join(node.text().split())
        elif tag == "base":
            self._base = self._base or attributes.get("href") or ""
        elif tag == "time":
            self._day = self._day or attributes.get("datetime") or ""
        elif tag == "a" and attributes.get("name"):
            self._names.add(attributes["name"] or "")

    def _address(self, tag: str, name: str, value: str) -> None:
        use = _ADDRESSES.get((tag, name))
        if use is not None:
            if value.lstrip().lower().startswith("javascript:"):
                self._inline["a javascript: address"] = None
            elif value.strip() or use is Use.FOLLOW:
                self._references.append(Reference(value, use, f"{tag} {name}"))
        elif (tag, name) in _SETS:
            for url in candidates(value):
                self._references.append(Reference(url, Use.SHOW, f"{tag} {name}"))

    def _link(self, attributes: dict[str, str | None]) -> None:
        url = attributes.get("href") or ""
        relations = set((attributes.get("rel") or "").lower().split())
        if not url:
            return
        if "icon" in relations or "apple-touch-icon" in relations:
            use = Use.SHOW
        elif relations & _LOADED and attributes.get("as") != "image":
            use = Use.CODE
        elif relations & _LOADED:
            use = Use.SHOW
        else:
            use = Use.NAME
        self._references.append(Reference(url, use, f"link rel={attributes.get('rel')}"))

    def _meta(self, attributes: dict[str, str | None]) -> None:
        said = (attributes.get("http-equiv") or "").lower()
        content = attributes.get("content") or ""
        if "charset" in attributes:
            self._charset = (attributes["charset"] or "").strip().lower() in ("utf-8", "utf8")
        elif said == "content-type":
            self._charset = "utf-8" in content.lower()
        elif said == "refresh":
            target = _REFRESH.match(content)
            if target and target[1].strip():
                self._references.append(Reference(target[1], Use.FOLLOW, "meta refresh"))
        elif attributes.get("property") in ("og:image", "og:url"):
            self._references.append(Reference(content, Use.NAME, f"meta {attributes['property']}"))

    def _style(self, text: str, place: str) -> None:
        for url, code in css.addresses(text):
            self._references.append(Reference(url, Use.CODE if code else Use.SHOW, place))


def candidates(srcset: str) -> Iterator[str]:
    """The addresses in a ``srcset``. Those of ``data:`` hold commas and load nothing; they are left out."""
    if "data:" not in srcset:
        yield from (match[1] for match in _CANDIDATE.finditer(srcset) if match[1])
