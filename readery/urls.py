"""Addresses: what is safe to follow, what two variants of one page's address have in common.

Two forms are made here, and nowhere else:

- `clean` gives the address to *follow*: the same resource, written one way (RFC 3986 section 6.2.2, and what the WHATWG
  URL standard makes browsers do), without what only counts visitors. A fragment stays, for it names a place in the page;
  one that only counts (``#xtor=RSS-1``) or only highlights (``#:~:text=``) goes.
- `key` gives a value to *compare*: scheme, ``www.`` and mobile hosts, index files, AMP variants, the order of parameters
  and fragments make no difference in it. It need not lead anywhere.

Every function takes any text and never raises; `clean`, `page` and `key` change nothing when applied twice.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urljoin

# Parameters that count visitors and select nothing, by the prefix or the name they have in every site that uses them.
# A name that some site uses for content (``id``, ``ref``, ``source``, ``from``, ``cid``) does not belong here: following
# a link with one parameter too many is harmless, with one too few it is not.
_TRACKING_PREFIXES = (
    *(
        "utm_",
        "at_",
        "hsa_",
        "pk_campaign",
        "pk_kwd",
        "pk_source",
        "pk_medium",
        "mtm_",
        "piwik_",
        "matomo_",
        "stm_",
        "itm_",
        "fb_action_",
        "__cft__",
        "wt.",
        "wt_",
    ),
    *("guce_", "ns_mchannel", "ns_campaign", "ns_source", "ns_linkname"),
)
_TRACKING_NAMES = """
fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid li_fat_id igshid igsh srsltid
wickedid mc_cid mc_eid ml_subscriber ml_subscriber_hash _hsenc _hsmi __hstc __hssc __hsfp hsctatracking
vero_id vero_conv mkt_tok oly_anon_id oly_enc_id rb_clickid s_cid cmpid ncid icid _openstat xtor sr_share
guccounter smid smtyp ref_src ref_url fb_ref fb_source __twitter_impression __tn__ __xts__ spm scm _ga _gl
_gac trk trkcampaign trkinfo cndid mbid algo_expid algo_pvid dicbo zanpid irclickid ranmid raneaid ransiteid
awc epik s_kwcid sc_campaign sc_channel sc_content sc_medium sc_outcome sc_geo sc_country nr_email_referer fs-
fid
"""
_TRACKING = frozenset(_TRACKING_NAMES.split())
# Hosts that only pass a reader on, and the parameter that holds where to.
_WRAPPERS = {
    ("l.facebook.com", "/l.php"): "u",
    ("lm.facebook.com", "/l.php"): "u",
    ("www.google.com", "/url"): "q",
    ("slack-redir.net", "/link"): "url",
    ("out.reddit.com", "/"): "url",
}
# Schemes of links that are no pages and yet can be followed; the sanitiser lets the same ones through.
_OTHER_SCHEMES = ("mailto:", "tel:")
_PORTS = {"http": "80", "https": "443"}

_PLAIN = re.compile(r"https?://[a-z0-9]+(?:[.-][a-z0-9]+)*\.[a-z]+/(?:[\w-]+[./])*[\w-]*", re.ASCII)
_PARTS = re.compile(r"(https?):[/\\]{2,}([^/\\?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.IGNORECASE | re.DOTALL)
_HOST = re.compile(r"(?=.{1,253}$)(?!-)[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_IPV6 = re.compile(r"\[[0-9a-f:.]{2,45}\]")
_EDGES = "".join(map(chr, range(33))) + "\x7f\xa0\ufeff\u200b"
_BREAKS = re.compile(r"[\t\r\n]")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})?")
# What may stand unescaped, beside letters and digits: RFC 3986's pchar, and the delimiters of each part.
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_UNSAFE_PATH = re.compile(r"[^\w.~!$&'()*+,;=:@/%-]", re.ASCII)
_UNSAFE_QUERY = re.compile(r"[^\w.~!$&'()*+,;=:@/?%\[\]|-]", re.ASCII)
_ROUTE = re.compile(r"!|/")
_COUNTING_FRAGMENT = re.compile(r"(?:xtor|utm_\w+|at_\w+|ref|rss|fbclid|gclid)(?:=.*)?", re.IGNORECASE | re.DOTALL)

_PASSING_LABEL = frozenset(("www", "m", "mobile", "amp", "wap"))
_INDEX = re.compile(r"/(?:index|default|home)\.(?:html?|xhtml|shtml|php\d?|aspx?|jsp|cfm)$", re.IGNORECASE)
_AMP_PATH = re.compile(r"(?<=[^/])/amp$|(?<=[^/])\.amp$|\.amp(?=\.html?$)", re.IGNORECASE)
_AMP_QUERY = re.compile(r"(?:amp(?:=(?:1|true)?)?|outputtype=amp|_amp=true)", re.IGNORECASE)


class _Parts(NamedTuple):
    scheme: str
    host: str
    path: str
    query: str | None
    fragment: str | None


def clean(url: str) -> str:
    """The address to follow; what is no web address comes back trimmed and otherwise as it was (ask `host`)."""
    url = _trim(url)
    if _PLAIN.fullmatch(url):  # nearly every link of a page; nothing to do
        return url
    parts = _split(url)
    return url if parts is None else _join(_unwrapped(parts))


def page(url: str) -> str:
    """The address of the whole page: `clean` without the fragment, unless that is a route (``#!/2016/aleppo``)."""
    cleaned = clean(url)
    parts = _split(cleaned) if "#" in cleaned else None
    return cleaned if parts is None else _join(parts._replace(fragment=_route(parts.fragment)))


def key(url: str) -> str:
    """What variants of one page's address have in common, as an ``https`` address; what is no web address as `clean`."""
    cleaned = clean(url)
    parts = _split(cleaned)
    if parts is None:
        return cleaned
    query = None
    if parts.query is not None:
        query = "&".join(sorted(each for each in parts.query.split("&") if each and not _AMP_QUERY.fullmatch(each)))
    path = parts.path
    while (shorter := _dots(_AMP_PATH.sub("", _INDEX.sub("/", path).rstrip("/")))) != path:
        path = shorter
    return _join(_Parts("https", _plain_host(parts.host), path or "/", query or None, _route(parts.fragment)))


def resolve(base: str | None, ref: str) -> str | None:
    """The address that `ref` means in a page at `base`, clean; a ``mailto:`` or ``tel:`` address as it is.

    None where it leads nowhere: other schemes (``javascript:``, ``data:``, ``file:``), a relative one without a base,
    garbage.
    """
    ref = _trim(ref)
    if _PLAIN.fullmatch(ref):
        return ref
    if ref.lower().startswith(_OTHER_SCHEMES):
        return ref if len(ref) > ref.index(":") + 1 else None
    if not _PARTS.fullmatch(ref):
        if base is None or not ref:
            return None
        if ref[0] == "/" and _PLAIN.fullmatch(whole := _origin(base) + ref):
            return whole
        try:
            ref = urljoin(clean(base), ref.replace("\\", "/"))
        except ValueError:
            return None
    parts = _split(ref)
    return None if parts is None else _join(_unwrapped(parts))


@functools.lru_cache(maxsize=64)
def _origin(base: str) -> str:
    """Scheme and host of a page's address, clean; empty where it is none."""
    parts = _split(clean(base))
    return "" if parts is None else f"{parts.scheme}://{parts.host}"


def host(url: str) -> str | None:
    """The host in lower-case ASCII, without a port; None where `url` is no web address."""
    match = _PARTS.fullmatch(_trim(url))
    named = None if match is None else _named(match)
    return None if named is None else _port_off(named)


def _trim(url: str) -> str:
    return _BREAKS.sub("", url.strip(_EDGES)).strip(_EDGES)


def _split(url: str) -> _Parts | None:
    """The parts of a web address, each normalised; None for anything else."""
    match = _PARTS.fullmatch(url)
    if match is None:
        return None
    named = _named(match)
    if named is None:
        return None
    scheme, _, path, query, fragment = match.groups()
    return _Parts(
        scheme.lower(),
        named,
        _dots(_escape(path.replace("\\", "/") or "/", _UNSAFE_PATH)),
        None if query is None else _query(_escape(query, _UNSAFE_QUERY)),
        None if fragment is None else _fragment(_escape(fragment, _UNSAFE_QUERY)),
    )


def _named(match: re.Match[str]) -> str | None:
    """Host and port of what `_PARTS` matched; None for what cannot be a host."""
    return _authority(match[1].lower(), match[2].rpartition("@")[2])  # user names and passwords have no place in a link


def _join(parts: _Parts) -> str:
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return f"{parts.scheme}://{parts.host}{parts.path}{query}{fragment}"


def _authority(scheme: str, authority: str) -> str | None:
    """Host and, where it is not the scheme's own, port; None for what cannot be a host."""
    name, port = authority, ""
    match = re.fullmatch(r"(.*?):([0-9]{0,5})", authority, re.DOTALL)
    if match and not (authority.startswith("[") and authority.endswith("]")):
        name, port = match[1], match[2].lstrip("0")
        if port and int(port) > 65535:
            return None
    ascii_name = _ascii_host(name)
    if ascii_name is None:
        return None
    return ascii_name if not port or port == _PORTS[scheme] else f"{ascii_name}:{port}"


@functools.lru_cache(maxsize=1024)
def _ascii_host(name: str) -> str | None:
    """A host as DNS has it. Like browsers (UTS 46, non-transitional) ``ß`` stays itself and does not become ``ss``."""
    name = unicodedata.normalize("NFKC", _decoded(name)).lower()
    name = unicodedata.normalize("NFKC", name).replace("\u3002", ".").rstrip(".")
    if _IPV6.fullmatch(name):
        return name
    if not name.isascii():
        try:
            name = ".".join(
                each if each.isascii() else "xn--" + each.encode("punycode").decode("ascii") for each in name.split(".")
            )
        except UnicodeError:
            return None
    return name if _HOST.fullmatch(name) else None


def _decoded(text: str) -> str:
    """`text` with its escapes read as UTF-8; as it is where they are not."""
    if "%" not in text:
        return text
    octets = re.sub(rb"%([0-9A-Fa-f]{2})", lambda m: bytes((int(m[1], 16),)), text.encode("utf-8", "replace"))
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return text


def _escape(text: str, unsafe: re.Pattern[str]) -> str:
    """`text` with escapes where they are needed, none where they are not, and their digits in upper case."""
    if "%" in text:
        text = _ESCAPE.sub(_one_escape, text)
    return unsafe.sub(lambda match: _octets(match[0]), text)


def _one_escape(match: re.Match[str]) -> str:
    if match[1] is None:
        return "%25"
    character = chr(int(match[1], 16))
    return character if character in _UNRESERVED else f"%{match[1].upper()}"


def _octets(character: str) -> str:
    return "".join(f"%{octet:02X}" for octet in character.encode("utf-8", "replace"))


def _dots(path: str) -> str:
    """`path` without ``.`` and ``..`` (RFC 3986, 5.2.4)."""
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")[1:]
    for place, segment in enumerate(segments):
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
        if segment in (".", "..") and place == len(segments) - 1:
            kept.append("")
    return "/" + "/".join(kept)


def _query(query: str) -> str | None:
    return "&".join(each for each in query.split("&") if each and not _tracks(each)) or None


def _tracks(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower().removeprefix("amp;")  # ``&amp;`` escaped twice
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)


def _fragment(fragment: str) -> str | None:
    fragment = fragment.partition(":~:")[0]
    return None if not fragment or _COUNTING_FRAGMENT.fullmatch(fragment) else fragment


def _route(fragment: str | None) -> str | None:
    """`fragment` where it says which page is meant, as in sites that are one document."""
    return fragment if fragment and _ROUTE.match(fragment) and len(fragment) > 2 else None


def _unwrapped(parts: _Parts) -> _Parts:
    """Where a host that only passes readers on would take them."""
    while name := _WRAPPERS.get((parts.host, parts.path)):
        inner = _split(_trim(_decoded(_parameter(parts.query, name))))
        if inner is None:
            break
        parts = inner
    return parts


def _parameter(query: str | None, name: str) -> str:
    for each in (query or "").split("&"):
        found, _, value = each.partition("=")
        if found == name:
            return value
    return ""


def _port_off(authority: str) -> str:
    return re.sub(r":[0-9]+$", "", authority)


def _plain_host(authority: str) -> str:
    """`authority` without the labels that only choose a form of the page (``www.``, ``m.``, ``en.m.wikipedia.org``)."""
    labels = authority.split(".")
    if len(labels) < 3 or labels[-1].partition(":")[0].isdigit():
        return authority
    tail = _registered(labels)
    return ".".join([each for each in labels[:-tail] if each not in _PASSING_LABEL] + labels[-tail:])


def _registered(labels: Sequence[str]) -> int:
    """How many labels name the site itself: two, or three where the second is a short one (``co.uk``, ``com.au``)."""
    short = len(labels[-2]) <= 3 and len(labels[-1].partition(":")[0]) == 2 and labels[-3] not in _PASSING_LABEL
    return 3 if short else 2
