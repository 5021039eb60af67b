"""Bytes become text as a browser would read them, with common sense where a declaration is wrong.

The order of evidence: byte order mark, the pattern of UTF-16, UTF-8 that is valid, what the page declares (labels as in
https://encoding.spec.whatwg.org/), statistics over a sample, and last windows-1252, which reads any byte.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass

import webencodings

from readery.characters import tidy

FALLBACK = "cp1252"
"""What browsers take for western pages that declare nothing."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Codecs of Python that hold what the standard's encoding of that name holds, vendors' characters included.
_CODECS = {
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "big5": "big5hkscs",
    "gbk": "gb18030",
    "utf-16le": "utf-8",  # a declaration that could be read as ASCII is not in UTF-16 (the standard says so too)
    "utf-16be": "utf-8",
    "x-user-defined": FALLBACK,
}
_PRESCAN = 16_384
"""Bytes in which a declaration is looked for: browsers take one from anywhere in the head."""
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_META = re.compile(rb"""<meta\b[^>]{0,400}?\bcharset\s*=\s*["']?\s*([A-Za-z0-9_:.+-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""\A\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9_:.+-]{2,40})["']""", re.IGNORECASE)

_SAMPLE = 16_384
_GUESSED = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r", "cp874"),
    *("cp932", "euc_jp", "gb18030", "big5", "cp949"),
)
_LATIN = frozenset(("cp1250", "cp1254", "cp1257"))
_TAG = re.compile(rb"<[^<>]*>")
_NON_ASCII_LINE = re.compile(rb"[^\r\n]*[\x80-\xff][^\r\n]*")
_NON_ASCII = re.compile(rb"[\x80-\xff]+")
_WIDE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_ENOUGH = 16
"""Bytes beyond ASCII below which statistics say too little: at 16, of some 540 western texts none is misread."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with what it was read as."""

    text: str
    """Line ends are ``\\n``; no control characters but tab, no lone surrogates."""
    encoding: str
    """Name of Python's codec."""
    reason: str
    """What spoke for it, in words."""
    lost: int = 0
    """Places where bytes meant no character; U+FFFD stands there."""


def decode(data: bytes, declared: Callable[[bytes], str | None] | None = None) -> Decoded:
    """`data` as text. `declared` finds what the page says of its encoding (for HTML: `declaration`)."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding, "byte order mark")
    wide = _utf16(data)
    if wide:
        return _lenient(data, wide, "every other byte is zero, as in UTF-16")
    label = declared(data) if declared else None
    codec = _codec(label) if label else None
    if codec == "iso2022_jp" and b"\x1b" in data:  # seven bits only: it would pass for ASCII
        return _lenient(data, codec, f'declared as "{label}"')
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data, label, codec)
    if data.isascii():
        reason = "ASCII"
    else:
        reason = "valid UTF-8" if codec in (None, "utf-8") else f'valid UTF-8, though declared as "{label}"'
    return Decoded(tidy(text, data), "utf-8", reason)


def declaration(data: bytes) -> str | None:
    """The encoding that an HTML page names: a ``meta`` element's or the XML declaration's, as written there."""
    head = data[:_PRESCAN]
    xml = _XML.search(head)
    meta = _META.search(_COMMENT.sub(b"", head))
    found = meta or xml
    return found[1].decode("ascii") if found else None


def _codec(label: str) -> str | None:
    """Python's codec for a label, or None for one that the standard does not know."""
    known = webencodings.lookup(label)
    if known is None or known.name == "replacement":  # dropped by the standard, for no page is in them
        return None
    return _CODECS.get(known.name) or known.codec_info.name.replace("-", "_").replace("utf_8", "utf-8")


def _utf16(data: bytes) -> str | None:
    """UTF-16 without its mark: in pages, where markup, digits and spaces are many, half of the bytes are zeros."""
    sample = data[:4096]
    half = len(sample) // 2
    if half < 4 or b"\x00" not in sample:
        return None
    even, odd = sample[: half * 2 : 2].count(0), sample[1 : half * 2 : 2].count(0)
    if odd > half * 0.2 and even <= odd * 0.02:
        return "utf-16-le"
    if even > half * 0.2 and odd <= even * 0.02:
        return "utf-16-be"
    return None


def _lenient(data: bytes, encoding: str, reason: str) -> Decoded:
    text = data.decode(encoding, "replace")
    return Decoded(tidy(text), encoding, reason, text.count("\ufffd"))


def _legacy(data: bytes, label: str | None, codec: str | None) -> Decoded:
    """Text of bytes that are not UTF-8 throughout."""
    if codec is not None and codec != "utf-8":
        decoded = _lenient(data, codec, f'declared as "{label}"')
        beyond = len(data) - len(data.translate(None, _ALL_BEYOND))
        if decoded.lost <= beyond * 0.01 + 1:
            return decoded
    strays = _strays(data)
    if strays is not None:
        return Decoded(tidy(strays), "utf-8", "UTF-8 but for a few bytes, which are windows-1252")
    return _guess(data)


_ALL_BEYOND = bytes(range(128, 256))


def _strays(data: bytes) -> str | None:
    """UTF-8 into which a few bytes of windows-1252 were pasted, or None if it is not mostly UTF-8."""
    good = len(_WIDE.findall(data))
    rest = sum(map(len, _NON_ASCII.findall(_WIDE.sub(b"", data))))
    if good < 4 * rest:
        return None
    return data.decode("utf-8", _WESTERN)


def _western(error: UnicodeError) -> tuple[str, int]:
    """Codec error handler: the bytes as windows-1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode(FALLBACK, "replace"), error.end


_WESTERN = "readery.windows-1252"
codecs.register_error(_WESTERN, _western)


def _guess(data: bytes) -> Decoded:
    """Text by the statistics of its letters."""
    sample = bytearray()
    for line in _NON_ASCII_LINE.finditer(_TAG.sub(b" ", data[: 64 * _SAMPLE])):
        sample += line[0][: _SAMPLE - len(sample)] + b"\n"
        if len(sample) >= _SAMPLE:
            break
    beyond = sum(map(len, _NON_ASCII.findall(sample)))
    encoding, reason = FALLBACK, "no declaration; read as western pages are"
    if beyond >= _ENOUGH:
        import charset_normalizer  # seldom needed, and takes as long as to look at a thousand files

        matches = charset_normalizer.from_bytes(bytes(sample), cp_isolation=list(_GUESSED), preemptive_behaviour=False)
        best = matches.best()
        if best is not None:
            western = next((match for match in matches if match.encoding == FALLBACK), None)
            tie = (
                western is not None
                and best.encoding in _LATIN
                and western.chaos <= best.chaos + 0.01
                and western.coherence >= best.coherence - 0.02
            )
            if not tie:
                encoding, reason = best.encoding, "no valid declaration; judged by its letters"
    return _lenient(data, encoding, reason)
