"""What HTML that is safe already says: its words, its headings, its links."""

from __future__ import annotations

import html
import itertools
import re

from readery.markup._sanitise import PREFIX
from readery.model import Heading, SafeHtml
from readery.slugs import slug
from readery.slugs import unique as unique_slug

_TAG_WITH_ID = re.compile(r'<[a-z][^>]* id="[^>]*>')
ID = re.compile(r' id="([^"]*)"')
_NAME = re.compile(r"</?([a-z][a-z0-9]*)")
PIECES = re.compile(r"(<[^>]*>)")
_HEADING = re.compile(r"<h([2-6])((?: [^>]*)?)>(.*?)</h\1>", re.DOTALL)
_BLOCKS = frozenset(
    "p hr h2 h3 h4 h5 h6 blockquote pre ul ol li dl dt dd figure figcaption table caption tr section aside details summary".split()
)
_INLINE = re.compile(
    r"</?(?:a|b|strong|em|i|u|s|span|small|sup|sub|code|cite|q|mark|abbr|time|img|tbody|thead|tfoot)\b[^>]*>"
)
"""Tags that part no words: of phrases, and of tables around their rows."""
_MARK = re.compile(r'<(?:sup>\s*<)?a\b[^>]*\bclass="footnote-ref"[^>]*>([^<]*)</a>(?:\s*</sup>)?')
_BESIDE_TEXT = re.compile(
    r'<p\b[^>]*\bclass="embed"[^>]*>.*?</p>|<a\b[^>]*\bclass="footnote-back"[^>]*>[^<]*</a>', re.DOTALL
)
"""What stands in an article and says nothing of its own: the label of a video or a post elsewhere, a note's way back."""
_UNREAD = frozenset({"figcaption", "annotation"})
_PASSAGE = re.compile(r"<(p|h[2-6])(?: [^>]*)?>.*?</\1>", re.DOTALL)
_NO_WORD = re.compile(r"[\W_]+")
_HREF = re.compile(r'<a\b([^>]*?)\bhref="([^"]*)"([^>]*)>')


def anchor(markup: SafeHtml) -> tuple[SafeHtml, tuple[Heading, ...]]:
    """`markup` with an id on each heading, each id once, and levels that begin at 2 and skip none; and its outline."""
    taken: set[str] = set()
    above: list[int] = []

    def once(match: re.Match[str]) -> str:
        if match[1] in taken:
            return ""
        taken.add(match[1])
        return match[0]

    unique = _TAG_WITH_ID.sub(lambda tag: ID.sub(once, tag[0]), markup.markup)
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
        given = ID.search(attributes)
        if given:
            name = html.unescape(given[1])
        else:
            name = unique_slug(f"{PREFIX}{slug(words) or 'section'}", taken)
            taken.add(name)
            attributes = f' id="{name}"{attributes}'
        outline.append(Heading(level, words, name))
        return f"<h{level}{attributes}>{inner}</h{level}>"

    return SafeHtml(_HEADING.sub(heading, unique)), tuple(outline)


def text(markup: SafeHtml) -> str:
    """The words of `markup`, paragraphs separated by a blank line.

    Captions of figures are left out, and so are labels of what is embedded and what a formula was written in; marks of notes
    stand apart from the words: ``[1]``.
    """
    plain = markup.markup
    if 'class="footnote-' in plain or 'class="embed"' in plain:  # few do, and to look for the patterns takes long
        plain = _BESIDE_TEXT.sub("", _MARK.sub(r" [\1]", plain))
    paragraphs: list[str] = []
    run: list[str] = []
    exact = 0
    hidden = 0

    def close() -> None:
        words = run[0] if len(run) == 1 else "".join(run)
        run.clear()
        if not exact:
            if "\v" in words:
                words = "\n".join(filter(None, (" ".join(line.split()) for line in words.split("\v"))))
            elif "  " in words or not words.isprintable():  # no white space but a blank is printable
                words = " ".join(words.split())
            else:
                words = words.strip()
        if words and not words.isspace():
            paragraphs.append(words.strip("\n"))

    for piece in PIECES.split(_INLINE.sub("", plain)):
        if piece[:1] != "<":
            if piece and not hidden and (run or exact or not piece.isspace()):
                run.append(html.unescape(piece) if "&" in piece else piece)
            continue
        closing = piece[1] == "/"
        tag = piece[1 + closing : -1]
        if not tag.isalnum():  # it has attributes
            name = _NAME.match(piece)
            tag = name[1] if name else ""
        if tag in _BLOCKS:
            if run:
                close()
            if tag == "p":
                continue
        if tag == "pre":
            exact += -1 if closing else 1
        elif tag in _UNREAD:
            hidden += -1 if closing else 1
        elif tag == "br" and not hidden:
            run.append("\n" if exact else "\v")
        elif tag in ("td", "th") and not closing and not hidden:
            run.append("\t")
    close()
    return "\n\n".join(paragraphs)


def without_opening(markup: SafeHtml, words: str) -> SafeHtml:
    """`markup` without that of its first three paragraphs or headings which says just `words`, if one does."""
    wanted = _folded(words)
    for passage in itertools.islice(_PASSAGE.finditer(markup.markup), 3):
        if _folded(text(SafeHtml(passage[0]))) == wanted:
            return SafeHtml(markup.markup[: passage.start()] + markup.markup[passage.end() :].lstrip())
    return markup


def _folded(words: str) -> str:
    return _NO_WORD.sub("", words).casefold()


def links(markup: SafeHtml) -> tuple[str, ...]:
    """Addresses that `markup` links to outside itself, in order, each once."""
    found = (html.unescape(match[2]) for match in _HREF.finditer(markup.markup))
    return tuple(dict.fromkeys(href for href in found if href.startswith(("http://", "https://"))))
