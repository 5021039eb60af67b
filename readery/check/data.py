"""XML and JSON files of a site: feeds, sitemaps, drawings. Which addresses they hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from readery.check import xml
from readery.check.html import Reference, Use


@dataclass(frozen=True, slots=True)
class Data:
    """One such file."""

    path: str
    """In the site."""
    size: int
    """In bytes."""
    root: Element | None = None
    """Its root, where it is XML."""
    value: object = None
    """What it holds, where it is JSON."""

    @property
    def tag(self) -> str:
        """Name of the root with its namespace in braces; empty for JSON."""
        return self.root.tag if self.root is not None else ""

    @property
    def is_feed(self) -> bool:
        """Whether it is a JSON Feed."""
        return isinstance(self.value, dict) and "jsonfeed.org" in str(self.value.get("version"))


def references(data: Data) -> Iterator[Reference]:
    """The addresses in it that lead to pages or pictures."""
    if data.root is not None:
        yield from _of_xml(data.root)
    elif data.is_feed and isinstance(data.value, dict):
        yield from _of_feed(data.value)


def _of_xml(root: Element) -> Iterator[Reference]:
    if root.tag == f"{xml.ATOM}feed":
        for link in root.iter(f"{xml.ATOM}link"):
            if link.get("rel", "alternate") in ("alternate", "self", "enclosure", "next", "previous"):
                yield Reference(link.get("href", ""), Use.NAME, "link href")
    elif root.tag == "rss":
        for name in ("link", "comments"):
            for element in root.iter(name):
                yield Reference((element.text or "").strip(), Use.NAME, name)
        for element in root.iter("enclosure"):
            yield Reference(element.get("url", ""), Use.NAME, "enclosure url")
    elif root.tag.startswith(xml.SITEMAP):
        for element in root.iter(f"{xml.SITEMAP}loc"):
            yield Reference((element.text or "").strip(), Use.NAME, "loc")
    elif root.tag.endswith("}svg") or root.tag == "svg":
        for element in root.iter():
            url = element.get("href") or element.get(f"{xml.XLINK}href")
            if url and not url.startswith("#"):
                name = element.tag.rpartition("}")[2]
                yield Reference(url, Use.FOLLOW if name == "a" else Use.SHOW, f"{name} href")


def _of_feed(value: dict[str, object]) -> Iterator[Reference]:
    for name in ("home_page_url", "feed_url", "next_url", "icon", "favicon"):
        if isinstance(url := value.get(name), str):
            yield Reference(url, Use.NAME, name)
    items = value.get("items")
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict):
            for name in ("url", "image", "banner_image"):
                if isinstance(url := item.get(name), str):
                    yield Reference(url, Use.NAME, name)
