"""What stands inside a line: links, marks, mathematics; and which attributes stay."""

from __future__ import annotations

import re

from bs4.element import NavigableString, Tag

from readery import urls
from readery.clean.html.work import MEDIA, Work, all_tags, attribute, classes, each, exact, first, gone, inside, tags

_KEEP = {
    "*": ("lang", "dir", "id"),
    "a": ("href", "hreflang", "class", "role", "title"),
    "abbr": ("title",),
    "dfn": ("title",),
    "img": ("src", "alt"),
    "ol": ("start", "reversed", "type"),
    "li": ("value",),
    "td": ("colspan", "rowspan", "headers"),
    "th": ("colspan", "rowspan", "headers", "scope", "abbr"),
    "col": ("span",),
    "colgroup": ("span",),
    "blockquote": ("cite", "class"),
    "q": ("cite",),
    "del": ("datetime", "cite"),
    "ins": ("datetime", "cite"),
    "time": ("datetime",),
    "p": ("class",),
    "span": ("class",),
    "small": ("class",),
    "code": ("class",),
    "section": ("class", "role"),
}
_KEPT_OF_ALL = frozenset(_KEEP["*"])
_KEPT = {name: _KEPT_OF_ALL.union(names) for name, names in _KEEP.items()}
_OURS = re.compile(
    r"^(?:language-[\w+#.-]+|footnotes|footnote-ref|footnote-back|credit|embed|speaker|math|small-caps)$"
)
_RENAME = {
    "strike": "s",
    "acronym": "abbr",
    "tt": "code",
    "big": "span",
    "nobr": "span",
    "blink": "span",
    "plaintext": "pre",
    "listing": "pre",
    "xmp": "pre",
}
_TEX = re.compile(r"tex|latex|asciimath", re.IGNORECASE)
_FORMULA = re.compile(r"(?:^|\s)(?:katex|MathJax(?:_SVG|_CHTML)?|mwe-math-element)(?:$|\s)")
_ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_SMALL_CAPS = re.compile(r"font-variant(?:-caps)?\s*:\s*(?:all-)?small-caps", re.IGNORECASE)
_NAMED_SMALL_CAPS = re.compile(r"(?:^|\s)(?:small-?caps?|smcap)(?:\s|$)", re.IGNORECASE)
"""Names that sites of books and magazines give such letters."""
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_GONE = tuple(
    "script style template svg canvas input select textarea button link meta noscript map param track source area base "
    "title head progress meter dialog".split()
)
"""Elements that say nothing to a reader of the article."""


def mathematics(work: Work) -> None:
    """Formulas stay MathML where the page has it, else the TeX it was written in, as ``<code class="math">``."""
    for script in each(work.soup, "script"):
        if attribute(script, "type").startswith("math/tex") and script.string:
            script.replace_with(_tex(work, script.string))
    for holder in each(work.soup, "span", "div", "nobr"):
        if not _FORMULA.search(classes(holder)) or inside(holder, "math"):
            continue
        formula = first(holder, "math")
        if isinstance(formula, Tag):
            holder.replace_with(formula.extract())
    for image in each(work.soup, "img"):
        if re.search(r"\b(?:tex|latex|math)\b|mwe-math-fallback", classes(image)) and attribute(image, "alt"):
            image.replace_with(_tex(work, attribute(image, "alt")))


def _tex(work: Work, text: str) -> Tag:
    return work.new("code", text.strip(), class_="math")


def tidy(work: Work) -> None:
    """Old elements get their present name, styled spans the element they stand for, the rest of what is not text goes."""
    for tag in each(work.soup, *_GONE):
        if not gone(tag):
            tag.decompose()
    for tag in each(work.soup, *_RENAME):
        tag.name = _RENAME[tag.name]
    for tag in each(work.soup, "span", "font"):
        style = attribute(tag, "style")
        if style and _BOLD.search(style) and not inside(tag, "h1", "h2", "h3", "h4", "th", "strong", "b"):
            tag.name = "strong"
        elif style and _ITALIC.search(style) and not inside(tag, "em", "i", "cite"):
            tag.name = "em"
        elif (style and _SMALL_CAPS.search(style)) or _NAMED_SMALL_CAPS.search(classes(tag)):
            tag.name = "span"
            tag["class"] = "small-caps"
        elif not (attribute(tag, "lang") or attribute(tag, "dir")):
            tag.unwrap()


def attributes(work: Work) -> None:
    """Only attributes that carry meaning stay; links become whole addresses; ids stay where a link leads to them."""
    wanted = {
        attribute(anchor, "href")[1:] for anchor in tags(work.soup, "a") if attribute(anchor, "href").startswith("#")
    }
    here = (work.base or "").partition("#")[0]
    if here:
        for anchor in each(work.soup, "a"):
            href = attribute(anchor, "href")
            if href.startswith(here + "#"):
                anchor["href"] = href[len(here) :]
                wanted.add(href[len(here) + 1 :])
    in_formula = {id(tag) for formula in tags(work.soup, "math") for tag in (formula, *all_tags(formula))}
    for tag in all_tags(work.soup):
        if not tag.attrs or id(tag) in in_formula:
            continue
        if tag.name == "a" and attribute(tag, "name") in wanted and not attribute(tag, "id"):
            tag["id"] = attribute(tag, "name")
        keep = _KEPT.get(tag.name, _KEPT_OF_ALL)
        tag.attrs = {
            name: value
            for name, value in tag.attrs.items()
            if name in keep and (attribute(tag, name) or name in ("alt", "reversed"))
        }
        if tag.get("id") and attribute(tag, "id") not in wanted:
            del tag["id"]
        if tag.get("class"):
            ours = " ".join(word for word in classes(tag).split() if _OURS.match(word))
            if ours:
                tag["class"] = ours
            else:
                del tag["class"]
    present = {attribute(tag, "id") for tag in all_tags(work.soup)}
    for anchor in each(work.soup, "a"):
        _address(work, anchor, present)
    for tag in each(work.soup, "blockquote", "q", "del", "ins"):
        if tag.get("cite"):
            whole = urls.resolve(work.base, attribute(tag, "cite"))
            if whole:
                tag["cite"] = whole
            else:
                del tag["cite"]


def _address(work: Work, anchor: Tag, present: set[str]) -> None:
    href = attribute(anchor, "href")
    if href.startswith("#"):
        if href[1:] in present:
            return
        whole = None
    else:
        whole = urls.resolve(work.base, href) if href else None
    if whole:
        anchor["href"] = whole
        return
    if anchor.get("id"):
        anchor.attrs = {"id": attribute(anchor, "id")}
    elif not exact(anchor) and first(anchor, *MEDIA) is None:
        anchor.replace_with(NavigableString(anchor.get_text()))
    else:
        anchor.unwrap()
