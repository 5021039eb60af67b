"""Pictures and what stands under them."""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import unquote_to_bytes

from readery import urls
from readery.clean.html.element import Element, Text
from readery.clean.html.work import (
    Work,
    after,
    all_tags,
    attribute,
    before,
    classes,
    each,
    exact,
    first,
    inside,
    is_blank,
    preceding,
    says,
    single,
    tags,
)
from readery.model import Caption, Picture

_LAZY = (
    "data-src", "data-original", "data-lazy-src", "data-lazy", "data-full-src", "data-hi-res-src", "data-src-large",
    "data-image-src", "data-original-src", "data-url", "data-img-src", "data-large-file", "data-orig-file", "data-image",
    "data-lazyload", "data-echo", "data-actualsrc", "data-canonical-src", "data-runner-src", "data-pin-media",
)  # fmt: skip
"""Attributes in which scripts keep an image's address until it is scrolled to, the common ones first."""
_LAZY_SETS = ("srcset", "data-srcset", "data-lazy-srcset", "data-src-set", "data-sizes-srcset")
_BLANK = re.compile(
    r"(?:^|[/_-])(?:blank|spacer|pixel|transparent|placeholder|grey|gray|loading|lazy|1x1|clear|dot|fallback|default)"
    r"[\w-]*\.(?:gif|png|svg|jpe?g)|^data:image/(?:gif|svg)|^data:image/png;base64,.{0,200}$",
    re.IGNORECASE,
)
_IMAGE_FILE = re.compile(r"^(?:https?:)?//[^?#]+\.(?:jpe?g|png|webp|avif|gif)(?:[?#]|$)", re.IGNORECASE)
_DATA = re.compile(
    r"data:image/(png|jpeg|jpg|gif|webp|avif|bmp)\s*(?:;[^,;]*)*?(;base64)?,(.*)", re.IGNORECASE | re.DOTALL
)
"""Raster types only: SVG can carry scripts."""
_MAGIC = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM", b"\0\0\0")
_MOST_DATA = 20_000_000
"""Bytes of one embedded picture at most."""
_SMALL = 40
"""CSS pixels below which, both ways, a picture is an icon."""
_ICON = re.compile(
    r"(?:^|[\s_/-])(?:icon|emoji|smiley|avatar|gravatar|logo|badge|spinner|sprite|tracking|pixel|share|flag)(?:s|[\s_./-]|$)|gravatar\.com|"
    r"feedburner|doubleclick|/ads?/|scorecardresearch|fb_icon|twitter_icon|wp-smiley",
    re.IGNORECASE,
)
_CAPTION_CLASS = re.compile(
    r"caption|bildunterschrift|bildtext|legende|image-?(?:desc|text)|photo-?(?:desc|text)|pic-?desc|cutline|"
    r"(?:^|[\s_-])(?:bu|pie|pie-?(?:de-?)?foto|didascalia|bildetekst|billedtekst|kuvateksti)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CREDIT_CLASS = re.compile(
    r"credit|copyright|photographer|byline|source|attribution|rights|bildquelle|fotograf|author", re.IGNORECASE
)
_CREDIT_END = re.compile(
    r"(?:^|(?<=[.!?…)\]\"”»\s]))\s*[(\[|/–—-]*\s*"
    r"((?:(?:(?:Photo|Foto|Image|Bild|Picture|Photograph|Photographie|Fotografía|Imagen|Illustration|Credit|Quelle|Source|Fuente|Crédit|Crédito|Courtesy)"
    r"s?(?:\s*(?:credit|by|of|von|par|de|per|courtesy(?: of)?))*\s*[:/]?\s+)|(?:©|\(c\)|&copy;)\s*)[^.]{2,80}?)\s*[)\]]?\s*$",
    re.IGNORECASE,
)
_MOST_CAPTION = 600
_LONGEST_LABEL = 20
"""Characters of a line in a figure, beside its caption, that only labels it or a button (``Image``, ``View photo``)."""
_CAPTION_REACH = 4
"""Boxes around a picture in which its caption is looked for."""


def pictures(work: Work) -> None:
    """Each image that shows something becomes a `Picture`; icons, spacers and second copies go."""
    for picture in each(work.article, "picture"):
        _picture(picture)
    for noscript in each(work.article, "noscript"):
        _noscript(noscript)
    for tag in each(work.article, "amp-img"):
        tag.rename("img")
    for figure in each(work.article, "figure"):
        _said_by_figure(work, figure)
    seen: dict[str, Element] = {}
    for image in each(work.article, "img"):
        source = _source(image)
        if not source or _is_icon(image, source):
            image.decompose()
            continue
        key = source.partition("?")[0] if not source.startswith("data:") else source
        if key in seen and _follows(seen[key], image):
            image.decompose()
            continue
        shown = _read(work, image, source)
        if shown is None:
            image.decompose()
            continue
        seen[key] = image
        image.attrs = {}
        image.attrs["src"] = f"picture:{len(work.pictures)}"
        if shown.alt is not None:
            image.attrs["alt"] = shown.alt
        work.pictures.append(shown)
    for picture in each(work.article, "picture", "source"):
        if picture.name == "source":
            picture.decompose()
        else:
            picture.unwrap()


def _picture(picture: Element) -> None:
    """The image in `picture` takes the address of the best source where it has none of its own."""
    image = first(picture, "img")
    sources = tags(picture, "source")
    if image is None:
        return
    if not _source(image) and sources:
        for source in sources:
            best = next((_largest(attribute(source, name)) for name in _LAZY_SETS if attribute(source, name)), "")
            if best:
                image.attrs["src"] = best
                break


def _noscript(noscript: Element) -> None:
    """An image for readers without scripts stands in for the lazy one before it."""
    image = first(noscript, "img")
    if image is None or says(noscript):
        noscript.decompose()
        return
    before = preceding(noscript, "img")
    if before is not None and (not _source(before) or _source(before) == _source(image)):
        if attribute(image, "src"):
            before.attrs["src"] = attribute(image, "src")
        if attribute(image, "alt") and not attribute(before, "alt"):
            before.attrs["alt"] = attribute(image, "alt")
        noscript.decompose()
    else:
        noscript.replace_with(image.extract())


def _said_by_figure(work: Work, figure: Element) -> None:
    """A figure whose image a script was to put there often names it in its own description (microdata)."""
    address = attribute(figure, "itemid")
    if not _IMAGE_FILE.search(address) or any(_source(image) for image in tags(figure, "img")):
        return
    if first(figure, "iframe", "video", "audio", "object", "table", "pre") is None:
        figure.prepend(work.new("img", src=address))


def _source(image: Element) -> str:
    """Where an image lies, as the page writes it; lazy attributes go before a placeholder."""
    own = attribute(image, "src")
    if own and not _BLANK.search(own):
        lazy = next((attribute(image, name) for name in _LAZY[:4] if attribute(image, name)), "")
        return lazy if lazy and "/" in lazy and own.startswith("data:") else own
    for name in _LAZY:
        value = attribute(image, name)
        if value and not value.startswith(("{", "[")) and not _BLANK.search(value):
            return value
    for name in _LAZY_SETS:
        best = _largest(attribute(image, name))
        if best and not _BLANK.search(best):
            return best
    return own if own.startswith("data:image/") and len(own) > 300 else ""


def _largest(srcset: str) -> str:
    """The address with the greatest width or density in a `srcset`."""
    best, size = "", -1.0
    for candidate in re.split(r",\s+|,(?=https?:|//)", srcset):
        address, _, descriptor = candidate.strip().partition(" ")
        number = re.match(r"[\d.]+", descriptor.strip())
        try:
            scale = float(number[0]) if number else 1.0
        except ValueError:
            scale = 1.0
        if address and scale > size:
            best, size = address, scale
    return best


def _is_icon(image: Element, source: str) -> bool:
    width, height = _pixels(attribute(image, "width")), _pixels(attribute(image, "height"))
    if width is not None and height is not None and max(width, height) < _SMALL:
        return True
    if width == 1 or height == 1:
        return True
    names = f"{classes(image)} {attribute(image, 'id')}"
    small = (width or 999) < 120 and (height or 999) < 120
    return bool(
        _ICON.search(names)
        or (small and _ICON.search(source))
        or re.search(r"gravatar\.com|doubleclick|scorecardresearch", source)
    )


def _follows(first: Element, second: Element) -> bool:
    """Whether two images of one address stand side by side, as a lazy one and its copy do."""
    return first.parent is second.parent


def _pixels(value: str) -> int | None:
    match = re.fullmatch(r"(\d{1,5})(?:\.\d+)?(?:px)?", value)
    return int(match[1]) if match else None


def _read(work: Work, image: Element, source: str) -> Picture | None:
    alt = " ".join(attribute(image, "alt").split()) if "alt" in image.attrs else None
    width, height = _pixels(attribute(image, "width")), _pixels(attribute(image, "height"))
    if source.lower().startswith("data:"):
        data = _embedded(source)
        return Picture("embedded", None, data, alt, width, height) if data else None
    url = urls.resolve(work.base, source) if source else None
    if re.match(r"(?!https?:|//)[a-z][a-z0-9+.-]*:", source, re.IGNORECASE) and not url:
        return None
    is_web = url is not None and url.startswith(("http://", "https://"))
    local = not source.startswith(("http://", "https://", "//", "/"))
    return Picture(
        source if local else (url if is_web and url else source), url if is_web else None, b"", alt, width, height
    )


def _embedded(source: str) -> bytes:
    """The bytes of a ``data:`` image of a raster type; empty for anything else."""
    match = _DATA.match(source)
    if not match or len(source) > _MOST_DATA * 4 // 3:
        return b""
    try:
        data = base64.b64decode("".join(match[3].split())) if match[2] else unquote_to_bytes(match[3])
    except (binascii.Error, ValueError):
        return b""
    return data if data.startswith(_MAGIC) else b""


def captions(work: Work) -> None:
    """Pictures get their figure, captions their `figcaption`, credits their ``<small class="credit">``."""
    for image in tags(work.article, "img"):
        holder = image.parent
        for _ in range(_CAPTION_REACH):
            if holder is None or holder.name in ("body", "article", "main", "td", "figure") or _make_figure(holder):
                break
            holder = holder.parent
        if inside(image, "figure") is None:
            _take_caption_below(work, image)
    for figure in each(work.article, "figure"):
        if figure.gone:
            continue
        _read_figure(work, figure)


def _make_figure(tag: Element) -> bool:
    """A box that holds one picture and a short text marked as its caption becomes a figure; True where there is no more to try."""
    if tag.name not in ("div", "section", "dl", "aside", "span", "center", "p", "li"):
        return False
    if not single(tag, "img") or len(exact(tag)) > _MOST_CAPTION or inside(tag, "figure"):
        return True
    caption = next(
        (
            part
            for part in tags(tag, "p", "div", "span", "dd", "figcaption", "small", "em", "cite")
            if _CAPTION_CLASS.search(classes(part)) and first(part, "img") is None and says(part)
        ),
        None,
    ) or _set_apart(tag)
    if caption is None:
        return False
    if len(exact(tag)) - len(exact(caption)) > 150 or tags(tag, "h1", "h2", "h3", "ul", "ol", "table", "figure"):
        return True
    tag.rename("figure")
    caption.rename("figcaption")
    return True


def _take_caption_below(work: Work, image: Element) -> None:
    """A picture with a text marked as its caption right below it, both in one element with other things, become a figure."""
    picture = image
    while (
        picture.parent is not None
        and picture.parent.name in ("a", "p", "div", "span", "center")
        and before(picture) is None
        and after(picture) is None
    ):
        picture = picture.parent
    below = after(picture)
    if (
        isinstance(below, Element)
        and below.name in ("p", "div", "span", "small", "em", "cite")
        and _CAPTION_CLASS.search(classes(below))
        and first(below, "img") is None
        and 0 < len(exact(below)) <= _MOST_CAPTION
        and picture.parent is not None
    ):
        figure = work.new("figure")
        picture.insert_before(figure)
        figure.append(picture)
        below.rename("figcaption")
        figure.append(below)


def _set_apart(tag: Element) -> Element | None:
    """A text in slanted or small letters that is all that stands under a picture: how Markdown and old pages write captions."""
    parts = [part for part in tag.children() if not is_blank(part) and part.name != "br"]
    if len(parts) != 2:
        return None
    picture, text = parts
    if (
        not isinstance(picture, Element)
        or not isinstance(text, Element)
        or says(picture)
        or text.name not in ("em", "i", "small")
    ):
        return None
    return text if says(text) and first(text, "img") is None else None


def _read_figure(work: Work, figure: Element) -> None:
    if first(figure, "pre", "table", "blockquote") and not first(figure, "img"):
        _plain_caption(figure)
        return
    captions = [each for each in tags(figure, "figcaption") if not each.gone]
    shows = any("src" in each.attrs for each in tags(figure, "img", "p")) or any(map(_is_embed, all_tags(figure)))
    rest = _loose_text(figure)
    if not shows and first(figure, "img") is None and not first(figure, "math"):
        for each in captions:
            each.decompose()
        if says(figure):
            figure.rename("div")
        else:
            figure.decompose()
        return
    credit_parts: list[str] = []
    texts: list[Element] = []
    for caption in captions:
        for part in all_tags(caption):
            if not part.gone and _CREDIT_CLASS.search(classes(part)) and exact(part):
                if len(exact(part)) < 160 and exact(part) not in credit_parts:
                    credit_parts.append(exact(part))
                part.decompose()
        texts.append(caption)
    for part in rest:
        if part.gone:
            continue
        text = exact(part)
        if _CREDIT_CLASS.search(classes(part)) and len(text) < 160:
            if text not in credit_parts:
                credit_parts.append(text)
            part.decompose()
        elif _CAPTION_CLASS.search(classes(part)) or not captions:
            texts.append(part)
        elif len(text) < _LONGEST_LABEL:
            part.decompose()
    _write_caption(work, figure, texts, credit_parts)


def _loose_text(figure: Element) -> list[Element]:
    """Blocks and spans of text in a figure that no `figcaption` holds."""
    found = []
    for tag in each(figure, "p", "div", "span", "small", "cite", "em"):
        if inside(tag, "figcaption") or first(tag, "img", "p", "div", "span", "figcaption") or "embed" in classes(tag):
            continue
        if not _in_embed(tag) and says(tag):
            found.append(tag)
    return found


def _in_embed(tag: Element) -> bool:
    around = tag.parent
    while around is not None and not _is_embed(around):
        around = around.parent
    return around is not None


def _is_embed(tag: Element) -> bool:
    return "embed" in classes(tag).split()


def _write_caption(work: Work, figure: Element, texts: list[Element], credit_parts: list[str]) -> None:
    caption = work.new("figcaption")
    said: set[str] = set()
    for text in texts:
        words = exact(text)
        for button in each(text, "button", "svg"):
            button.decompose()
        if words and words.casefold() not in said:
            said.add(words.casefold())
            if caption.first is not None:
                caption.append(Text(" "))
            for node in text.children():
                caption.append(node)
        if not text.gone:
            text.decompose()
    for block in each(caption, "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "li", "section", "header"):
        block.insert_before(Text(" "))
        block.unwrap()
    words = exact(caption)
    credit = " ".join(credit_parts) or None
    if credit is None:
        match = _CREDIT_END.search(words)
        if match and match.start(1) > 0:
            credit = match[1].strip()
            _cut_end(caption, credit)
        elif match and match.start(1) == 0:
            credit = match[1].strip()
            caption.clear()
    words = exact(caption)
    if words or credit:
        if credit:
            if words:
                caption.append(Text(" "))
            caption.append(work.new("small", credit, class_="credit"))
        figure.append(caption)
        work.captions.append(Caption(words, credit))
    for child in figure.children():
        if is_blank(child) or child.name == "br":
            child.extract()


def _cut_end(caption: Element, credit: str) -> None:
    """Take the credit off the end of the caption where it stands in one text node; else leave it said in both."""
    for node in reversed(list(caption.parts())):
        if isinstance(node, Text) and node.said.strip():
            folded = " ".join(node.said.split())
            at = folded.rfind(credit)
            if at >= 0:
                node.replace_with(Text(folded[:at].rstrip(" ([|/–—-")))
            return


def _plain_caption(figure: Element) -> None:
    """A figure around a table, code or quote keeps its caption as it is."""
    for caption in each(figure, "figcaption"):
        if not says(caption):
            caption.decompose()
