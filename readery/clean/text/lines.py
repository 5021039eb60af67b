"""A scrape's text, cut into its passages: lines as they stand, hard-wrapped ones joined, list marks and indents set apart.

Words are never changed here. Mojibake is undone where ftfy is sure of it, and so are numbers of characters (``Beyonc&#233;``);
control characters and soft hyphens go.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from readery.characters import tidy

LONGEST = 4_000_000
"""Characters of a page at most; the longest novels have about three million."""
MOST = 60_000
"""Passages of a page at most; in such novels there are about thirty thousand."""

_CONTROL = re.compile("[\x80-\x9f\u00ad\u200b\u2060\ufeff\ufff9-\ufffc]")
"""What steers and shows nothing; the controls of ASCII are gone before (`tidy`)."""
_LATIN_CONTROLS = bytes((*range(0x80, 0xA0), 0xAD))
_OTHER_CONTROLS = "\u200b\u2060\ufeff\ufff9\ufffa\ufffb\ufffc"
_MOJIBAKE = re.compile(
    "[\u00c2-\u00ef\u0152\u0160][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
    "|[\u0420\u0421][\u0080-\u00bf\u0402-\u040f\u0452-\u045f\u2013-\u203a\u20ac\u2122]|\u221a[\u00a0-\u2260]"
)
"""What may be mojibake: UTF-8 read as Latin-1, Windows-1252 or -1251, or MacRoman. ftfy is slow to look at all the rest."""
_SUSPECT = re.compile(
    "[\u00c2-\u00ef\u0152\u0160\u0420\u0421\u221a]"
    "[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u0402-\u040f\u0452-\u045f\u2013-\u2260]"
)
"""What stands wherever `_MOJIBAKE` does, and is found faster."""
_REFERENCE = re.compile(
    r"(?<=[^\W_])&#(?:\d{2,6}|x[\da-f]{2,5});|&#(?:\d{2,6}|x[\da-f]{2,5});(?=[^\W_])", re.IGNORECASE
)
"""A character by its number that touches a word: one that stands alone may be what a text on markup speaks of."""
_EDITING = re.compile(
    r"\[ ?(?:{0})(?: ?\| ?(?:{0}))? ?\](?=[ \t]*$)".format(
        "edit|edit source|bearbeiten|quelltext bearbeiten|modifier|modifier le code|editar|editar código-fonte|editar a fonte|"
        "editar código|modifica|modifica wikitesto|modifica sorgente|bewerken|brontekst bewerken|redigera|redigera wikitext|"
        "rediger|rediger kilde|muokkaa|edytuj|edytuj kod|править|править код|редагувати|editovat|editovat zdroj|düzenle|"
        "kaynağı değiştir|szerkesztés|編集|ソースを編集|编辑|編輯|편집|원본 편집"
    ),
    re.IGNORECASE | re.MULTILINE,
)
"""What wikis set behind their headings to change a section, in the languages that they speak."""
_ODD_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_SPACES = re.compile(" {2,}")
_MARK = re.compile(
    r"(?P<bullet>[•◦▪▫‣⁃●○■□–—*·➤►▶»›+-]|o(?=\s\s))\s+(?=\S)|(?P<number>\(?\d{1,3}[.)]|\(?[a-z][)])\s+(?!\S+\s+(?:19|20)\d\d\b)(?=\S)"
)
_QUOTED = re.compile(r"(?:>\s?)+")
_GLUED = re.compile(r"[.!?](?<=[^\W\d_A-Z]{3}.)[\"'”’»]?(?=[\"“‘«]?[A-ZÀ-ÖØ-ÞА-ЯΑ-Ω][^\W\d_A-Z])")
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_WORD = re.compile(r"[^\W\d_]+")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_HYPHENATED = re.compile(r"-[ \t]*\n")
_PAIR = re.compile(r"(?=(?<![^\W\d_])([^\W\d_]+-[^\W\d_]+))")
_TOUCHING = re.compile('[.!?]["\'”’»]?["“‘«]?[A-ZÀ-ÖØ-ÞА-ЯΑ-Ω]')
"""What stands wherever `_GLUED` does, and is found faster."""
_BROKEN_OFF = 60
"""Characters from which a line that ends inside a sentence was wrapped; a shorter one may be verse or an item."""
_SENTENCE = 40
"""Characters of the shortest sentence that is taken for a paragraph of its own where two ran together."""
_NARROWEST, _WIDEST = 45, 120
"""Columns at which people and programs wrap lines."""


@dataclass(slots=True)
class Passage:
    """One line of a page as people see it."""

    text: str
    """Its words, white space folded, without list mark; a tab between the cells of a table's row."""
    mark: str
    """List mark: a bullet is ``•``, a number stands as it is; empty for none."""
    indent: int
    """Columns before it."""
    gap: int
    """Blank lines before it: 0, 1, or 2 for more."""
    quoted: bool
    """Whether a ``>`` stands before it."""


def passages(text: str) -> list[Passage]:
    """The passages of a page in order."""
    found: list[Passage] = []
    gap = 2
    parted = _parted if _TOUCHING.search(text) else _whole
    for block in _blocks(_mended(text), _known(text)):
        if not block:
            gap = min(gap + 1, 2)
            continue
        for line in block:
            for part in parted(line):
                found.append(_passage(part, gap))
                gap = 0
    return found


def _mended(text: str) -> list[str]:
    """The lines of a text, mojibake undone, all spaces alike, without control characters and what no page can hold."""
    if "&#" in text:
        text = _REFERENCE.sub(lambda match: html.unescape(match[0]), text)
    text = _EDITING.sub("", tidy(text))
    if text.isascii():
        return text.splitlines()
    for space in _ODD_SPACES:
        text = text.replace(space, " ")
    lines = text.splitlines()
    if _SUSPECT.search(text) and _MOJIBAKE.search(text):
        # Line by line: pages are put together from parts that went wrong in different ways.
        lines = [_decoded_again(line) if _MOJIBAKE.search(line) else line for line in lines]
    if _has_controls(text):
        lines = [_CONTROL.sub("", line) for line in lines]
    return lines


def _decoded_again(line: str) -> str:
    """A line that may be mojibake, with that undone where it is."""
    import ftfy  # most collections have none, and bringing it in takes as long as cleaning ten pages
    from ftfy.badness import is_bad

    return tidy(ftfy.fix_encoding(line)) if is_bad(line) else line


def _has_controls(text: str) -> bool:
    """Whether `_CONTROL` finds anything; it takes several times as long."""
    latin = text.encode("latin-1", "ignore")
    return len(latin.translate(None, _LATIN_CONTROLS)) < len(latin) or any(map(text.__contains__, _OTHER_CONTROLS))


def _blocks(lines: Sequence[str], words: frozenset[str]) -> Iterator[Sequence[str]]:
    """Runs of lines with nothing blank between, wrapped ones joined; an empty block for each blank line."""
    block: list[str] = []
    width = _width(lines)
    for line in lines:
        if line and not line.isspace():
            block.append(line)
            continue
        if block:
            yield _unwrapped(block, width, words)
            block = []
        yield ()
    if block:
        yield _unwrapped(block, width, words)


def _width(lines: Sequence[str]) -> int:
    """The column at which the page is wrapped, 0 where it is not.

    A wrapped page fills its lines: hardly any line is longer than the column, and the word that begins the next line
    would not have fitted. Half the breaks inside blocks must be such, and some inside a sentence.
    """
    bare = list(map(str.rstrip, lines))
    lengths = sorted(filter(None, map(len, bare)))
    width = lengths[int(len(lengths) * 0.98)] if lengths else 0
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    pairs = [
        (len(a), len(b.split(None, 1)[0]), a[-1:])
        for a, b in zip(bare, map(str.lstrip, bare[1:]), strict=False)
        if a and b and len(a) <= _WIDEST and not _MARK.match(b)
    ]
    if len(pairs) < 4:
        return 0
    full = [end for length, word, end in pairs if length + 1 + word > width - 2 and length > width // 2]
    within = sum(end.isalpha() or end in ",-–;" for end in full)
    return width if len(full) * 2 > len(pairs) and within * 3 > len(pairs) else 0


def _unwrapped(block: Sequence[str], width: int, words: frozenset[str]) -> Sequence[str]:
    """The block with its wrapped lines joined."""
    if len(block) < 2:
        return block
    if not width:
        return _continued(block, words)
    joined = [[block[0].rstrip()]]
    last = block[0].rstrip()
    for line in block[1:]:
        bare = line.strip()
        quote = _QUOTED.match(bare)
        if quote and _QUOTED.match(last.lstrip()):
            bare = bare[quote.end() :]
        word = bare.split(None, 1)[0] if bare else ""
        last = last.rstrip()
        if len(last) + 1 + len(word) <= width - 2 or _MARK.match(bare):
            joined.append([line.rstrip()])
        else:
            joined[-1][-1] = _broken(joined[-1][-1], bare, words)
            joined[-1].append(bare)
        last = line
    return ["".join(pieces) for pieces in joined]


def _continued(block: Sequence[str], words: frozenset[str]) -> Sequence[str]:
    """The block with those lines joined that break off inside a sentence: for pages too short to tell a column."""
    if not any(line[:1].islower() for line in block[1:]):
        return block
    # Where each line fills a column, a name at its beginning says nothing against it.
    filled = all(_BROKEN_OFF <= len(line.rstrip()) <= _WIDEST for line in block[:-1])
    joined = [[block[0]]]
    for line in block[1:]:
        before = joined[-1][-1].rstrip()
        goes_on = line[:1].islower() or (filled and line[:1].isalpha())
        if len(before) >= _BROKEN_OFF and (before[-1].islower() or before[-1] in ",-") and goes_on:
            joined[-1][-1] = _broken(before, line, words)
            joined[-1].append(line)
        else:
            joined.append([line])
    return ["".join(pieces) for pieces in joined]


def _broken(first: str, second: str, words: frozenset[str]) -> str:
    """The first of two lines of a wrapped paragraph as it stands before the second.

    A hyphen at the break goes only where the page has the word without it (`words`).
    """
    if first.endswith("-") and second[:1].islower() and first[-2:-1].isalpha():
        head = _LAST_WORD.search(first, max(0, len(first) - 60), len(first) - 1)
        tail = _WORD.match(second)
        known = head and tail and f"{head[0]}-{tail[0]}" not in words and head[0] + tail[0] in words
        return first[:-1] if known else first
    return first if _UNSPACED.match(first[-1:]) and _UNSPACED.match(second) else f"{first} "


def _known(text: str) -> frozenset[str]:
    """The words of a page, and its pairs of words with a hyphen between; empty where no line ends in a hyphen."""
    if not _HYPHENATED.search(text):
        return frozenset()
    return frozenset(_WORD.findall(text)) | frozenset(match[1] for match in _PAIR.finditer(text))


def _whole(line: str) -> Sequence[str]:
    """A line of a page on which nothing ran together."""
    return (line,)


def _parted(line: str) -> Sequence[str]:
    """A line cut where paragraphs ran together: a sentence ends, and the next begins without a space between.

    Both must be sentences of some length: ``Node.Js`` and ``e.g.This`` are none.
    """
    if len(line) < 2 * _SENTENCE or not _TOUCHING.search(line):
        return (line,)
    parts: list[str] = []
    begin = 0
    for match in _GLUED.finditer(line):
        cut = match.end()
        if cut - begin >= _SENTENCE and len(line) - cut >= _SENTENCE and line.find(" ", cut, cut + 30) > 0:
            parts.append(line[begin:cut])
            begin = cut
    parts.append(line[begin:])
    return parts


def _passage(line: str, gap: int) -> Passage:
    """One line with its mark and indent set apart."""
    bare = line.strip()
    if "  " in bare:
        bare = _SPACES.sub(" ", bare)
    first = line[0]
    if first.isalpha() and bare[1:2] not in " )":
        return Passage(bare, "", 0, gap, False)
    indent = 0
    if first.isspace():
        wide = line.expandtabs(4) if "\t" in line else line
        indent = len(wide) - len(wide.lstrip())
    quoted = bare.startswith(">") and len(bare) > 1
    if quoted:
        bare = _QUOTED.sub("", bare, count=1).strip() or bare
    mark = ""
    match = None if bare[:1].isalpha() and bare[1:2] not in " )" else _MARK.match(bare)
    if match:
        mark = match["number"] or "•"
        bare = bare[match.end() :].strip()
    return Passage(bare, mark, indent, gap, quoted)
