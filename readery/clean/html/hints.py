"""What the names on an element (tag, class, id, role) hint at: a bit each.

Class names are English on nearly every site whatever the language of its text, so they belong to code, not to the
language files.
"""

from __future__ import annotations

import re
from functools import lru_cache

_WORDS = {
    "BODY": "article-?(?:body|text|content|main|copy)|story-?(?:body|text|content)|post-?(?:body|text|"
    "content|entry)|entry-?(?:body|text|content)|"
    "body-?(?:text|copy|content)|articlebody|rich-?text|(?<![a-z])text(?![a-z])|paragraph|"
    "prose|wysiwyg|field-?(?:name-)?body|bodytext|blog-?content|(?<![a-z])rte|markdown|"
    "reviewbody",
    "COMMENT": "comment|disqus|respond|reply|replies|livefyre|fyre|discussion|spotim|trackback|pingback|reaktion",
    "SHARE": "share|sharing|social|addthis|a2a|facebook|twitter|whatsapp|pinterest|follow-us|followus|"
    "shariff|jp-relatedposts-share",
    "RELATED": "relat|recommend|recirc|read-?more|readmore|more-?(?:from|stories|news|posts|articles|on)|"
    "outbrain|taboola|"
    "also-?(?:like|read)|suggest|popular|trending|most-?(?:read|view|popul)|latest|recent|"
    "similar|teaser|upnext|up-next|"
    "next-?(?:post|article|story)|previous-?(?:post|article)|see-?also|yarpp|onward|crp_|zergnet|plista|further",
    "NAVIGATION": "(?<![a-z])nav|menu|breadcrumb|pagination|pager|toolbar|(?<![a-z])toc(?![a-z])|jump-|"
    "skip-?(?:link|to)|sitemap|topbar|masthead|"
    "site-?header|page-?header|tab-?list",
    "FOOTER": "footer|colophon|copyright|legal|imprint|impressum|disclaimer|(?<![a-z])foot(?![a-z])",
    "SIDE": "side-?bar|sidebar|(?<![a-z])aside|rail(?![a-z])|(?<![a-z])widget|secondary|complementary|"
    "right-?col|left-?col|marginal",
    "ADVERT": "(?<![a-z0-9])ads?(?![a-z])|advert|adsense|sponsor|promo|banner|dfp|(?<![a-z])gpt-|anzeige|"
    "werbung|affiliate|commerce|shop-?box|ad-?slot|adcontainer",
    "APPEAL": "appeal|newsletter|subscri|sign-?up|donat|paywall|member(?!-?(?:sign|decl))|register|registration|(?<![a-z])login|"
    "mailchimp|optin|opt-in|"
    "call-?to-?action|(?<![a-z])cta(?![a-z])|support-us|regwall|premium|abo(?![a-z])|signin|mc4wp",
    "CONSENT": "cookie|consent|gdpr|privacy|dsgvo|onetrust|modal|popup|pop-up|overlay|lightbox",
    "AUTHOR": "author-?(?:bio|box|info|card|desc|about|profile|detail)|about-?(?:the-)?author|"
    "(?<![a-z])bio(?![a-z])|biograph|contributor|vcard|autor|writer",
    "META": "byline|(?<![a-z])meta(?![a-z])|post-?(?:meta|info|date|data)|entry-?meta|article-?(?:meta|"
    "info|date)|dateline|timestamp|published|"
    "(?<![a-z])date(?![a-z])|publish|kicker|eyebrow|posted|author(?![a-z])|datum|"
    "(?<![a-z])time(?![a-z])|reading-?time|views",
    "TAGS": "(?<![a-z])tags?(?![a-z])|tag-?(?:list|cloud)|categor|topics|keywords|taxonomy|"
    "(?<![a-z])labels?(?![a-z])|schlagw|hashtag",
    "CAPTION": "caption|wp-?caption|credit|bildunterschrift|bildtext|legende|image-?(?:desc|text|info)|"
    "photo-?(?:desc|text|info)",
    "TOOLS": "print|(?<![a-z])tools?(?![a-z])|action|button|btn|rating|vote|(?<![a-z])likes?(?![a-z])|"
    "bookmark|correction|feedback|font-?size|audio|player|poll|quiz|survey|form(?![a-z])",
    "GALLERY": "gallery|slideshow|carousel|slider|swiper|slick",
    "TITLE": "headline|(?<![a-z])title|entry-?title|post-?title|heading|hed(?![a-z])",
    "DEK": "(?<![a-z])dek|standfirst|subtitle|sub-?title|sub-?head|lead(?![a-z])|intro|summary|"
    "teaser-?text|excerpt|abstract|strapline|vorspann|chapo|sottotitolo",
    "ARTICLE": "article|story|(?<![a-z])post(?![a-z])|entry|hentry|beitrag|artikel|single|blogpost|"
    "news-?(?:item|detail|text)|recipe",
    "CONTENT": "content|(?<![a-z])main(?![a-z])|column|primary",
    "HIDDEN": "(?<![a-z])hidden(?![a-z])|(?<![a-z])hide(?![a-z])|visually|sr-only|screen-reader|collapse|"
    "noprint|no-print|print-only|offscreen",
    "QUOTE": "quote|zitat",
    "CODE": "highlight|syntax|codehilite|(?<![a-z])code(?![a-z])",
    "REFERENCES": "reference|reflist|footnote|endnote|(?<![a-z])notes(?![a-z])|sources|bibliograph|literatur",
    "INFO": "info-?box|fact|box(?![a-z])|sidenote|factbox|(?<![a-z])note(?![a-z])|callout|profile|product|price|specs",
}
NAMES = tuple(_WORDS)
"""The hints by name, in the order of their bits; where two match at the same letter, the earlier wins."""

_BITS = {name: 1 << number for number, name in enumerate(NAMES)}
COMMENT, SHARE, RELATED, NAVIGATION, FOOTER, SIDE, ADVERT, APPEAL, CONSENT, AUTHOR, META, TAGS, CAPTION, TOOLS = (
    _BITS[name] for name in NAMES[1:15]
)
BODY, HIDDEN, ARTICLE, CODE, DEK, TITLE, GALLERY, CONTENT, INFO = (
    _BITS[name] for name in ("BODY", "HIDDEN", "ARTICLE", "CODE", "DEK", "TITLE", "GALLERY", "CONTENT", "INFO")
)

_TAGS = {
    "article": 1 << 25,
    "main": 1 << 26,
    "aside": 1 << 27,
    "footer": 1 << 28,
    "header": 1 << 29,
    "form": 1 << 30,
    "table": 1 << 31,
    "figure": 1 << 32,
    "figcaption": 1 << 33,
    "blockquote": 1 << 34,
    "ul": 1 << 35,
    "ol": 1 << 35,
    "dl": 1 << 36,
    "section": 1 << 37,
    "pre": 1 << 38,
}
IN_ARTICLE, IN_MAIN, IN_ASIDE, IN_FOOTER, IN_HEADER, IN_FORM, IN_TABLE, IN_FIGURE, IN_FIGCAPTION = (
    1 << bit for bit in range(25, 34)
)
IN_QUOTE, IN_LIST, IN_DEFINITIONS, IN_SECTION, IN_PRE = (1 << bit for bit in range(34, 39))
ARTICLE_BODY = 1 << 39
"""The page says by `itemprop` that this is the article's body."""
PROPERTY = 1 << 40
"""The page says by `itemprop` that this is a value of its description and not its text."""
_PROPERTIES = frozenset(
    "datepublished datemodified datecreated uploaddate keywords url thumbnailurl contenturl embedurl publisher logo "
    "mainentityofpage articlesection interactionstatistic interactioncount commentcount wordcount ratingvalue reviewcount "
    "bestrating copyrightholder copyrightyear genre inlanguage".split()
)
"""Properties of schema.org whose values are no prose."""

BESIDE = COMMENT | FOOTER | SIDE | CONSENT | IN_ASIDE | IN_FOOTER
"""Hints of places that stand beside an article."""

_ALONE = ("(?<![a-z])", "(?<![a-z0-9])")
"""Before an alternative that begins a word; `ad` stands in every other number of base 16, too."""


def _patterns() -> tuple[re.Pattern[str], tuple[int, ...]]:
    """One pattern of all alternatives, and the bit of the hint that each of its groups stands for.

    Alternatives are put together by their first letter, which decides at nearly every letter of a name that nothing
    begins there; tried one after another they would take nine times as long.
    """
    by_letter: dict[str, list[str]] = {}
    bits: dict[str, list[int]] = {}
    for name, words in _WORDS.items():
        for each in _alternatives(words):
            alone = next((sign for sign in _ALONE if each.startswith(sign)), "")
            rest = each.removeprefix(alone)
            letter = rest[0]
            before = f"{alone[:-1]}{letter})" if alone else ""
            by_letter.setdefault(letter, []).append(f"{before}{rest[1:]}()")
            bits.setdefault(letter, []).append(_BITS[name])
    pattern = "|".join(f"{letter}(?:{'|'.join(rests)})" for letter, rests in by_letter.items())
    return re.compile(pattern), (0, *(bit for each in bits.values() for bit in each))


def _alternatives(words: str) -> list[str]:
    """The alternatives of a pattern, those in parentheses left together."""
    found = [""]
    depth = 0
    for char in words:
        depth += (char == "(") - (char == ")")
        if char == "|" and not depth:
            found.append("")
        else:
            found[-1] += char
    return found


_PATTERN, _BIT_OF_GROUP = _patterns()
_LONGEST = 200
"""Characters of a class, id, role or itemprop that are looked at."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def of_tag(tag: str) -> int:
    """The hint that an element's own name gives."""
    return _TAGS.get(tag, 0)


@lru_cache(maxsize=8192)
def of_names(classes: str, identity: str, role: str, prop: str) -> int:
    """The hints in an element's class, id, role and itemprop."""
    found = 0
    names = f"{classes[:_LONGEST]} {identity[:_LONGEST]} {role[:_LONGEST]} {prop[:_LONGEST]}"
    if not names.islower():
        names = _CAMEL.sub("-", names).lower()
    for match in _PATTERN.finditer(names):
        found |= _BIT_OF_GROUP[match.lastindex or 0]
    if prop and prop.lower() in ("articlebody", "reviewbody", "recipeinstructions"):
        found |= ARTICLE_BODY
    elif prop and prop.lower() in _PROPERTIES:
        found |= PROPERTY
    if role == "main":
        found |= IN_MAIN
    elif role == "article":
        found |= IN_ARTICLE
    return found
