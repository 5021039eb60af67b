"""What stands inside a line: links, marks, mathematics; and which attributes stay."""

from __future__ import annotations

import re

from readery import urls
from readery.clean.html import phrases
from readery.clean.html.element import Element, Text
from readery.clean.html.work import (
    MEDIA,
    Work,
    all_tags,
    attribute,
    classes,
    each,
    exact,
    first,
    inside,
    says,
    tags,
    verbatim,
)

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
    for script in each(work.article, "script"):
        tex = script.first
        if attribute(script, "type").startswith("math/tex") and isinstance(tex, Text) and tex.said:
            script.replace_with(_tex(work, tex.said))
    for holder in each(work.article, "span", "div", "nobr"):
        if not _FORMULA.search(classes(holder)) or inside(holder, "math"):
            continue
        formula = first(holder, "math")
        if formula is not None:
            holder.replace_with(formula.extract())
    for image in each(work.article, "img"):
        if re.search(r"\b(?:tex|latex|math)\b|mwe-math-fallback", classes(image)) and attribute(image, "alt"):
            image.replace_with(_tex(work, attribute(image, "alt")))


def _tex(work: Work, text: str) -> Element:
    return work.new("code", text.strip(), class_="math")


_SHARES = re.compile(r"share|sharing|tweet", re.IGNORECASE)
"""Classes of a button that stands within a line of the text."""


def tidy(work: Work) -> None:
    """Old elements get their present name, styled spans the element they stand for, the rest of what is not text goes."""
    for tag in each(work.article, *_GONE):
        if not tag.gone:
            tag.decompose()
    for tag in each(work.article, "a", "span"):
        if (
            not tag.gone
            and _SHARES.search(classes(tag))
            and phrases.kinds([exact(tag)], None)[0] & phrases.BITS["share"]
        ):
            tag.decompose()
    for tag in each(work.article, *_RENAME):
        tag.rename(_RENAME[tag.name])
    for tag in each(work.article, "span", "font"):
        style = attribute(tag, "style")
        if style and _BOLD.search(style) and not inside(tag, "h1", "h2", "h3", "h4", "th", "strong", "b"):
            tag.rename("strong")
        elif style and _ITALIC.search(style) and not inside(tag, "em", "i", "cite"):
            tag.rename("em")
        elif (style and _SMALL_CAPS.search(style)) or _NAMED_SMALL_CAPS.search(classes(tag)):
            tag.rename("span")
            tag.attrs["class"] = "small-caps"
        elif not (attribute(tag, "lang") or attribute(tag, "dir")):
            tag.unwrap()


def attributes(work: Work) -> None:
    """Only attributes that carry meaning stay; links become whole addresses; ids stay where a link leads to them."""
    wanted = {
        attribute(anchor, "href")[1:] for anchor in tags(work.article, "a") if attribute(anchor, "href").startswith("#")
    }
    here = (work.base or "").partition("#")[0]
    if here:
        for anchor in each(work.article, "a"):
            href = attribute(anchor, "href")
            if href.startswith(here + "#"):
                anchor.attrs["href"] = href[len(here) :]
                wanted.add(href[len(here) + 1 :])
    in_formula = {id(tag) for formula in tags(work.article, "math") for tag in (formula, *all_tags(formula))}
    for tag in all_tags(work.article):
        if not tag.attrs or id(tag) in in_formula:
            continue
        if tag.name == "a" and attribute(tag, "name") in wanted and not attribute(tag, "id"):
            tag.attrs["id"] = attribute(tag, "name")
        keep = _KEPT.get(tag.name, _KEPT_OF_ALL)
        tag.attrs = {
            name: value
            for name, value in tag.attrs.items()
            if name in keep and (value.strip() or name in ("alt", "reversed"))
        }
        if tag.attrs.get("id") and attribute(tag, "id") not in wanted:
            del tag.attrs["id"]
        if tag.attrs.get("class"):
            ours = " ".join(word for word in classes(tag).split() if _OURS.match(word))
            if ours:
                tag.attrs["class"] = ours
            else:
                del tag.attrs["class"]
    present = {attribute(tag, "id") for tag in all_tags(work.article)}
    for anchor in each(work.article, "a"):
        _address(work, anchor, present)
    for tag in each(work.article, "blockquote", "q", "del", "ins"):
        if tag.attrs.get("cite"):
            whole = urls.resolve(work.base, attribute(tag, "cite"))
            if whole:
                tag.attrs["cite"] = whole
            else:
                del tag.attrs["cite"]


def _address(work: Work, anchor: Element, present: set[str]) -> None:
    href = attribute(anchor, "href")
    if href.startswith("#"):
        if href[1:] in present:
            return
        whole = None
    else:
        whole = urls.resolve(work.base, href) if href else None
    if whole:
        anchor.attrs["href"] = whole
        return
    if anchor.attrs.get("id"):
        anchor.attrs = {"id": attribute(anchor, "id")}
    elif not says(anchor) and first(anchor, *MEDIA) is None:
        anchor.replace_with(Text(verbatim(anchor)))
    else:
        anchor.unwrap()
