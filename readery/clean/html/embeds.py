"""Videos, posts and other things of other sites become an honest link with a title."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from readery import urls
from readery.clean.html.element import Element
from readery.clean.html.work import Work, attribute, classes, each, says, tags

_WATCH = (
    (
        re.compile(r"^https?://(?:www\.)?youtube(?:-nocookie)?\.com/(?:embed|v|shorts)/([\w-]{6,})"),
        "https://www.youtube.com/watch?v={}",
    ),
    (re.compile(r"^https?://youtu\.be/([\w-]{6,})"), "https://www.youtube.com/watch?v={}"),
    (re.compile(r"^https?://player\.vimeo\.com/video/(\d+)"), "https://vimeo.com/{}"),
    (re.compile(r"^https?://(?:www\.)?dailymotion\.com/embed/video/(\w+)"), "https://www.dailymotion.com/video/{}"),
)
"""Addresses that only work in a frame, and what a reader would open instead."""
_KINDS = (
    (re.compile(r"youtube|youtu\.be|vimeo|dailymotion|brightcove|jwplayer|/video|vevo|ted\.com|twitch"), "Video"),
    (re.compile(r"soundcloud|spotify|podcast|audio|acast|libsyn|simplecast|bandcamp"), "Audio"),
    (re.compile(r"twitter\.com|//x\.com|instagram|facebook|tiktok|mastodon|bsky|reddit|threads"), "Post"),
    (re.compile(r"maps|openstreetmap|mapbox"), "Map"),
    (re.compile(r"gist\.github|codepen|jsfiddle|codesandbox|repl\.it"), "Code"),
    (re.compile(r"datawrapper|flourish|infogram|plotly|tableau"), "Chart"),
    (re.compile(r"slideshare|speakerdeck|docs\.google|scribd"), "Document"),
)
_NOISE = re.compile(
    r"doubleclick|googlesyndication|adservice|amazon-adsystem|googletagmanager|recaptcha|/ads?[/.?]|facebook\.com/(?:plugins|tr)|"
    r"platform\.twitter\.com/widgets|disqus|about:blank|addthis|sharethis|taboola|outbrain|newsletter|subscribe|mailchimp|consent|"
    r"smartadserver|criteo|scorecardresearch|livefyre|login",
    re.IGNORECASE,
)
_TITLES = frozenset(
    {"youtube video player", "embedded content", "embed", "video", "iframe", "youtube", "vimeo", "twitter tweet"}
)


def links(work: Work) -> None:
    """Frames, videos and audio become ``<p class="embed"><a>Video: title</a></p>``; those of advertisers go."""
    for tag in each(work.article, "iframe", "video", "audio", "embed", "object", "amp-youtube", "amp-iframe"):
        if tag.gone:
            continue
        address = _address(work, tag)
        if not address or _NOISE.search(address):
            tag.decompose()
            continue
        paragraph = work.new("p", class_="embed")
        paragraph.append(work.new("a", _label(tag, address), href=address))
        tag.replace_with(paragraph)
    for quote in each(work.article, "blockquote"):
        if re.search(
            r"twitter-tweet|twitter-video|instagram-media|tiktok-embed|bluesky-embed|mastodon-embed|reddit-(?:card|embed)",
            classes(quote),
        ):
            _post(work, quote)


def _post(work: Work, quote: Element) -> None:
    """A quoted post keeps its words, and the address it names as its source."""
    address = attribute(quote, "cite") or attribute(quote, "data-instgrm-permalink")
    last = [anchor for anchor in tags(quote, "a") if anchor.attrs.get("href")]
    if not address and last:
        address = attribute(last[-1], "href")
    whole = urls.resolve(work.base, address) if address else None
    if not says(quote) and whole:
        quote.append(work.new("a", _label(quote, whole), href=whole))
    quote.attrs["class"] = "embed"
    if whole:
        quote.attrs["cite"] = whole


def _address(work: Work, tag: Element) -> str | None:
    for name in ("src", "data-src", "data-lazy-src", "data-url", "data", "data-videoid"):
        value = attribute(tag, name)
        if value and not value.startswith(("about:", "data:", "javascript:")):
            if tag.name == "amp-youtube" or name == "data-videoid":
                value = f"https://www.youtube.com/watch?v={value}"
            return _watch(urls.resolve(work.base, value))
    if tag.name == "amp-youtube" and attribute(tag, "data-videoid"):
        return f"https://www.youtube.com/watch?v={attribute(tag, 'data-videoid')}"
    source = next((each for each in tags(tag, "source", "embed") if "src" in each.attrs), None)
    if source is not None:
        return _watch(urls.resolve(work.base, attribute(source, "src")))
    return None


def _watch(address: str | None) -> str | None:
    if not address or not address.startswith(("http://", "https://")):
        return None
    for pattern, form in _WATCH:
        match = pattern.match(address)
        if match:
            return form.format(match[1])
    return address


def _label(tag: Element, address: str) -> str:
    """What the link says: kind and title, or the host where the page gives no title."""
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    kind = {"video": "Video", "audio": "Audio"}.get(tag.name) or next(
        (name for pattern, name in _KINDS if pattern.search(address.lower())), "Embedded page"
    )
    title = attribute(tag, "title") or attribute(tag, "aria-label")
    title = " ".join(title.split())
    return f"{kind}: {title}" if title and title.lower() not in _TITLES else f"{kind} ({host})"
