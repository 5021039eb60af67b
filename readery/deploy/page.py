"""One page of the site as a single file that needs no other: ``essay.html``. Style, scripts and pictures are laid into it.

A page that lists articles (a tag, a source, an author) holds these too, in its order, and its links lead to them.

Links to other pages of the site lead to the site's address where that is known (`base_url`), else they are taken off, and
their text stays. Scripts stand in the page as ``data:`` addresses, so that they run in their order as before.
"""

from __future__ import annotations

import base64
import posixpath
import re
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag

from readery import paths
from readery.deploy._address import Address
from readery.deploy._place import DeployError, Outgoing, Whole
from readery.deploy._target import Target
from readery.settings import DeploySettings

_CSS_URL = re.compile(r"""url\(\s*(["']?)([^"')]+)\1\s*\)""")
_LISTS = ("tags/", "sources/", "authors/")
"""Folders of pages that list articles."""
_ARTICLE = re.compile(r"articles/([^/]+)/index\.html")
_HEADING = re.compile(r"h[1-5]")
_DROPPED = ("alternate", "next", "prev", "preload", "prefetch", "search", "manifest")
"""Relations of ``link`` elements that make no sense in a page alone."""


class OnePage(Whole):
    """A file that holds one page, written when all the site is known."""

    def __init__(self, path: Path, page: str, base: str) -> None:
        super().__init__(path)
        self._page = page
        self._base = base
        self._files: dict[str, Outgoing] = {}

    def put(self, file: Outgoing, keep: str | None) -> None:
        del keep
        self._files[file.path] = file

    def finish(self, message: str) -> None:
        del message
        if self._page not in self._files:
            raise DeployError(
                f"{self._path}: the site has no page {self._page!r}. Name one as it stands in the site's folder, such as "
                "articles/my-essay/index.html, with --page or in the settings."
            )
        data = self._whole().encode()
        aside = self._path.with_name(f".{self._path.name}-{secrets.token_hex(4)}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            aside.write_bytes(data)
            aside.replace(self._path)
        except OSError as error:
            aside.unlink(missing_ok=True)
            raise DeployError(
                f"{self._path}: cannot be written ({error.strerror or error}). Check the folder and that the disk has room."
            ) from error

    def _whole(self) -> str:
        page = BeautifulSoup(self._files[self._page].load(), "lxml")
        for link in page.find_all("link"):
            self._link(page, link)
        for script in page.find_all("script"):
            self._script(script)
        for form in page.find_all("form", action=True):
            if self._resolved(self._page, str(form["action"])) is not None:
                form.decompose()
        held = self._listed(page) if self._page.startswith(_LISTS) else {}
        self._settle(page, self._page, held, "")
        for place in page.find_all("nav"):
            # Where the site's address is unknown its ways to other pages lead nowhere.
            if not place.find("a", href=True):
                place.decompose()
        main = page.find("main")
        for path, name in held.items():
            article = self._article(path, name, held)
            if isinstance(main, Tag) and article is not None:
                # As in an article's own page, for the theme's sake.
                around = page.new_tag("div", attrs={"class": "reading"})
                around.append(article)
                main.append(around)
        return str(page)

    def _listed(self, page: BeautifulSoup) -> dict[str, str]:
        """Articles that a list names, in its order: path → the name that they get in the file."""
        named = (self._resolved(self._page, str(anchor["href"])) for anchor in page.select("main a[href]"))
        found = (_ARTICLE.fullmatch(path) for path in named if path in self._files)
        return {match[0]: f"article-{match[1]}" for match in found if match}

    def _article(self, path: str, name: str, held: dict[str, str]) -> Tag | None:
        """The article of a page, to stand in another one."""
        article = BeautifulSoup(self._files[path].load(), "lxml").select_one("main article")
        if article is None:
            return None
        self._settle(article, path, held, f"{name}-")
        # The headings of the list stand above those of its articles; there is one of the first rank in a page.
        for heading in article.find_all(_HEADING):
            heading.name = f"h{int(heading.name[1]) + 1}"
        article["id"] = name
        return article

    def _settle(self, tree: Tag, page: str, held: dict[str, str], prefix: str) -> None:
        """Lay pictures into what comes from `page`, and lead its links to where they now lead; ids get the prefix."""
        for element in tree.find_all(["img", "source", "audio", "video", "track"]):
            for attribute in ("src", "poster"):
                self._embed(element, attribute, page)
            element.attrs.pop("srcset", None)
        for anchor in tree.find_all("a", href=True):
            self._anchor(anchor, page, held, prefix)
        if prefix:
            for element in tree.find_all(id=True):
                element["id"] = prefix + str(element["id"])
            for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers"):
                for element in tree.select(f"[{attribute}]"):
                    element[attribute] = " ".join(
                        prefix + each for each in element.get_attribute_list(attribute) if each
                    )

    def _link(self, page: BeautifulSoup, link: Tag) -> None:
        relations = str(link.get("rel") and " ".join(link.get_attribute_list("rel"))).split()
        path = self._resolved(self._page, str(link.get("href", "")))
        if path is None:
            return
        if "stylesheet" in relations and path in self._files:
            style = page.new_tag("style")
            style.string = self._style(path)
            link.replace_with(style)
        elif "icon" in " ".join(relations):
            self._embed(link, "href", self._page)
        elif any(relation in _DROPPED for relation in relations) or path not in self._files:
            link.decompose()

    def _script(self, script: Tag) -> None:
        self._embed(script, "src", self._page)
        # What a script loads by an attribute of its own (a typeface's style sheet) comes with it.
        for name in [name for name in script.attrs if name.startswith("data-")]:
            path = self._resolved(self._page, str(script[name]))
            if path in self._files:
                assert path is not None
                data = self._style(path).encode() if path.endswith(".css") else self._files[path].load()
                script[name] = _embedded(self._files[path].type, data)

    def _embed(self, element: Tag, attribute: str, page: str) -> None:
        path = self._resolved(page, str(element.get(attribute, "")))
        if path is not None and path in self._files:
            element[attribute] = _embedded(self._files[path].type, self._files[path].load())

    def _anchor(self, anchor: Tag, page: str, held: dict[str, str], prefix: str) -> None:
        address = str(anchor["href"])
        fragment = urlsplit(address).fragment
        path = page if address.startswith("#") else self._resolved(page, address)
        if path is None:
            return
        if path in held:
            anchor["href"] = f"#{held[path]}-{fragment}" if fragment else f"#{held[path]}"
        elif path in (page, self._page) and fragment:
            anchor["href"] = f"#{prefix if path == page else ''}{fragment}"
        elif self._base:
            anchor["href"] = paths.absolute(self._base, path) + (f"#{fragment}" if fragment else "")
        else:
            del anchor["href"]

    def _style(self, path: str) -> str:
        """A style sheet with the files that it names laid into it."""

        def embedded(match: re.Match[str]) -> str:
            name = self._resolved(path, match[2])
            if name is None or name not in self._files:
                return match[0]
            return f'url("{_embedded(self._files[name].type, self._files[name].load())}")'

        return _CSS_URL.sub(embedded, self._files[path].load().decode())

    def _resolved(self, page: str, address: str) -> str | None:
        """The file of the site that a page means by an address; None for what lies elsewhere, or in the page itself."""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path:
            return None
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
        return posixpath.join(path, "index.html").removeprefix("./") if parts.path.endswith("/") else path


def _embedded(type_: str, data: bytes) -> str:
    return f"data:{type_.replace(' ', '')};base64,{base64.b64encode(data).decode()}"


def _open(address: Address, options: DeploySettings) -> OnePage:
    return OnePage(Path(address.path).expanduser(), options.page, options.base_url)


TARGET = Target(
    "page", "essay.html", lambda address: address.scheme == "file" and address.path.lower().endswith(".html"), _open
)
