"""What feeds, sitemaps and drawings are as trees: the room's door to XML."""

from __future__ import annotations

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XLINK = "{http://www.w3.org/1999/xlink}"


class BrokenError(Exception):
    """The file cannot be read; the message says why and in which line."""


def read(data: bytes) -> Element:
    """The root element. Entities of a document type's own are refused: they can grow without end. Raises BrokenError."""
    if b"<!ENTITY" in data:
        raise BrokenError("it declares entities of its own, which readers of feeds refuse")
    try:
        return ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        raise BrokenError(str(error)) from error
    except (LookupError, ValueError) as error:
        raise BrokenError(f"its encoding is not known: {error}") from error


def text(element: Element, name: str) -> str:
    """Text of the first child of that name, folded; empty where there is none."""
    return " ".join("".join(child.itertext()).split()) if (child := element.find(name)) is not None else ""
