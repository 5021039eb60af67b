"""The only door to Jinja2: a planned page becomes the bytes of a file.

Everything is escaped, in HTML and in XML; only `SafeHtml` is printed raw. A name that a template uses and nobody
gave is an error, never an empty place. A template sees:

- ``page``: the page's context; ``here``: its path; ``site``: the `[site]` settings; ``words``: the words object of
  `readery.words` and ``w`` its texts by name; ``assets``: names of the theme's files → paths
- ``link(path)``: address of a file of the site, relative to this page
- ``absolute(path)``: its address on the web, or where no base URL is set the relative one
- ``day(iso)``: a ``time`` element that shows a date in the site's language; ``month(n)``: name of a month,
  ``month(n, 'abbreviated')``: a shorter one
- ``instant(iso)``: a date as RFC 3339 wants it, for feeds
- ``shared(name, …)``: a part that is the same on all pages but for the depth of its links, rendered once for the values that it
  is given by name (it sees no ``page`` and no ``here``)
- ``inline(name)``: the content of a style sheet of the theme, for the one page that cannot link to it
"""

from __future__ import annotations

import functools
import hashlib
import re
import secrets
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Literal

import jinja2
import msgspec
from babel.dates import format_date, get_month_names
from jinja2 import nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from markupsafe import Markup, escape

from readery import paths, words
from readery.assets import Theme
from readery.model import Output, Page
from readery.settings import Settings

NOT_FOUND = "404.html"
"""The page that hosts serve in place of any missing one, at whatever depth."""
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
"""Characters that HTML or XML forbids even when they are escaped."""
_CONTROLS = bytes(byte for byte in (*range(0x20), 0x7F) if byte not in b"\t\n\r")
"""Those of ASCII, of which nothing need be decoded."""
_SELDOM = (b"\xed", b"\xef")
"""One of these begins, in UTF-8, each of the others but C1 controls; most pages have none of them."""
_PARTS = 1 << 15
"""Shared parts that are kept; an article in a list takes about a kilobyte."""
_EPOCH = "1970-01-01T00:00:00Z"


class TemplateError(Exception):
    """A template cannot be used; the message names it, what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """Where compiled templates are kept: to compile them takes as long as it does to render a hundred pages."""

    folder: Path
    """Made where it is not there yet."""
    program: str
    """Tells the program that compiled them."""


class Renderer:
    """Renders the pages of one collection. Can be pickled; each process sets up its templates once."""

    def __init__(self, settings: Settings, theme: Theme, compiled: Compiled | None = None) -> None:
        self._settings = settings
        self._compiled = compiled
        self.theme = theme
        """The files of style, scripts and icons, and where the templates lie."""

    def __reduce__(self) -> tuple[type[Renderer], tuple[Settings, Theme, Compiled | None]]:
        return type(self), (self._settings, self.theme, self._compiled)

    @functools.cached_property
    def fingerprint(self) -> str:
        """Hash of all that a rendered page depends on besides its path and context."""
        whole = hashlib.sha256(repr((self._settings.site, sorted(self.theme.names.items()))).encode())
        whole.update(repr(sorted(words.of(self._settings.site.language).texts.items())).encode())
        whole.update(repr(sorted(words.of(self._settings.site.language).plurals.items())).encode())
        for name in sorted(self._environment.list_templates()):
            if not name.removeprefix("theme/").startswith("assets/"):
                whole.update(name.encode())
                whole.update(self._source(name).encode())
        return whole.hexdigest()

    @property
    def names(self) -> frozenset[str]:
        """What every template sees besides ``page`` and ``here``."""
        return frozenset(self._environment.globals)

    def render(self, page: Page) -> Output:
        """The file of `page`. Raises TemplateError."""
        self._place.move(page.path)
        try:
            text = self._environment.get_template(page.template).render(page=page.context, here=page.path)
        except jinja2.TemplateSyntaxError as error:
            raise TemplateError(
                f"{error.filename or error.name}, line {error.lineno}: {error.message}. Mend the template."
            ) from error
        except jinja2.TemplateNotFound as error:
            raise TemplateError(
                f"{page.template}: it asks for the template {error.name!r}, which is in none of "
                f"{', '.join(map(str, self.theme.folders))}. Mend its name."
            ) from error
        except jinja2.UndefinedError as error:
            raise TemplateError(
                f"{page.template}, for {page.path}: {error.message}. docs/theming.md lists what a template may use."
            ) from error
        return Output(page.path, _encoded(text))

    @functools.cached_property
    def _place(self) -> _Place:
        return _Place(self._settings.site.base_url)

    @functools.cached_property
    def _environment(self) -> jinja2.Environment:
        site = self._settings.site
        said = words.of(site.language)
        shipped = jinja2.FileSystemLoader(self.theme.folders[-1])
        environment = _Environment(
            # theme/NAME is always the theme's own, so that a template may extend the one that it replaces.
            loader=jinja2.ChoiceLoader(
                [*map(jinja2.FileSystemLoader, self.theme.folders), jinja2.PrefixLoader({"theme": shipped})]
            ),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            auto_reload=False,
            cache_size=-1,
            bytecode_cache=_Bytecode(self._compiled) if self._compiled else None,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.globals |= {
            "site": site,
            "words": said,
            "w": SimpleNamespace(**{name: escape(text) for name, text in said.texts.items()}),
            "assets": self.theme.names,
            "link": self._place.link,
            "absolute": self._place.absolute,
            "shared": self._shared,
            "day": functools.lru_cache(maxsize=4096)(functools.partial(_day, said)),
            "month": functools.partial(_month, said),
            "instant": _instant,
            "inline": self._inline,
        }
        environment.filters["tojson"] = _json
        return environment

    def _shared(self, name: str, **values: object) -> Markup:
        """A part that is the same on all pages but for what leads to the site's root."""
        return _safe(self._part(name, *values.items()).replace(_Place.ANY, self._place.root))

    @functools.cached_property
    def _part(self) -> Callable[..., str]:
        """Renders a part, or remembers it, with `_Place.ANY` in place of what leads to the root."""

        @functools.lru_cache(maxsize=_PARTS)
        def part(name: str, *values: tuple[str, object]) -> str:
            with self._place.anywhere():
                return self._environment.get_template(name).render(dict(values))

        return part

    def _source(self, name: str) -> str:
        loader = self._environment.loader
        assert loader is not None
        return loader.get_source(self._environment, name)[0]

    def _inline(self, name: str) -> Markup:
        """The content of a theme's file. Only the theme's owner writes these, so it is printed as it stands."""
        path = self.theme.names[name]
        return Markup(next(file.data.decode() for file in self.theme.files if file.path == path))


class _Bytecode(jinja2.FileSystemBytecodeCache):
    """Jinja's, for what `_Compiler` makes. What cannot be kept there is compiled by each process."""

    def __init__(self, compiled: Compiled) -> None:
        with suppress(OSError):
            compiled.folder.mkdir(parents=True, exist_ok=True)
        super().__init__(str(compiled.folder), "%s")
        self._program = compiled.program

    def get_source_checksum(self, source: str) -> str:
        """What tells this program's code of this source."""
        return super().get_source_checksum(self._program + source)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


class _Context(Context):
    """Jinja's, but functions are called at once: it asks each at every call whether it wants the context, which takes longer than
    most of them do. None of those that a template sees does.
    """

    def call(self, function: Callable[..., object], /, *args: object, **named: object) -> object:
        """What a function gives."""
        named.pop("_block_vars", None)
        named.pop("_loop_vars", None)
        return function(*args, **named)


class _Compiler(CodeGenerator):
    """Jinja's, but what is printed is escaped by `_Environment.escaped`."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


class _Environment(jinja2.Environment):
    """Jinja's, but every template sees the one plain dictionary of globals: the layers that it puts over it are copied for each
    page, which takes as long as a small template.
    """

    context_class = _Context
    code_generator_class = _Compiler

    @staticmethod
    def escaped(value: object) -> str:
        """`value` as `markupsafe.escape` has it, but plain text: a page joins its pieces, and each that is wrapped takes longer
        than to escape it does.
        """
        if type(value) is str:
            plain = value.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")
            return plain.replace("'", "&#39;").replace('"', "&#34;")
        return value if type(value) is Markup else escape(value)

    def make_globals(self, d: MutableMapping[str, object] | None) -> MutableMapping[str, object]:
        """The globals of a template."""
        return {**self.globals, **d} if d else self.globals


class _Place:
    """Where the page lies that is being rendered: the one thing that links hang on. Templates are given its methods once,
    so that the parts they import are set up once, not for each page.
    """

    ANY = f"root-{secrets.token_hex(8)}/"
    """Stands for what leads to the site's root in a part that is yet to find its page. No text can hold it by intent."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        self.root = ""
        """What leads from the page to the site's root, escaped."""

    def move(self, path: str) -> None:
        """The page at `path` is next."""
        self.root = str(escape(paths.mount(self._base_url))) if path == NOT_FOUND else paths.ascent(path)

    @contextmanager
    def anywhere(self) -> Iterator[None]:
        """What is rendered inside may stand on any page."""
        before, self.root = self.root, self.ANY
        try:
            yield
        finally:
            self.root = before

    def link(self, path: str) -> Markup:
        """Address of the file at `path`. What `quote` leaves needs no escaping."""
        return _safe(self.root + paths.quoted(path))

    def absolute(self, path: str) -> str:
        """Address on the web of the file at `path`, or the relative one where it is not known."""
        return paths.absolute(self._base_url, path) if self._base_url else self.link(path)


def _safe(text: str) -> Markup:
    """Text that is HTML already. (`Markup` itself first asks what it is given whether it knows of its own HTML; this is printed a
    hundred times a page.)
    """
    return str.__new__(Markup, text)


def _json(value: object) -> Markup:
    """Jinja's filter ``tojson``, at a tenth of its time: a value as JSON that may stand in HTML, in an attribute between single
    quotes, and in a script.
    """
    plain = msgspec.json.encode(value, enc_hook=_plain).decode()
    plain = plain.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return _safe(plain.replace("'", "\\u0027"))


def _plain(value: object) -> str:
    """What JSON does not know itself: markup counts as text, and what nobody gave says so."""
    if isinstance(value, str | jinja2.Undefined):
        return str(value)
    raise TypeError(f"{value!r} cannot be written as JSON")


def _encoded(text: str) -> bytes:
    """`text` as UTF-8, without the characters that are `_FORBIDDEN`."""
    if not text.isascii():
        data = text.encode("utf-8", "surrogatepass")
        # Octets are asked first: the pattern takes as long as a fifth of the page.
        if any(lead in data for lead in _SELDOM) or any(then < b"\xa0" for then in data.split(b"\xc2")[1:]):
            return _FORBIDDEN.sub("", text).encode("utf-8")
    else:
        data = text.encode("ascii")
    return data.translate(None, _CONTROLS)


def moment(iso: str | None) -> datetime | None:
    """The moment that an ISO 8601 string names, without an offset where it says none; None if it is none."""
    try:
        return datetime.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def _day(said: words.Words, iso: str) -> Markup | str:
    """A date as the page names it: the day there, whatever the reader's own clock says."""
    when = moment(iso)
    if when is None:
        return iso
    text = format_date(date(when.year, when.month, when.day), "long", locale=said.locale)
    return Markup('<time datetime="{}">{}</time>').format(iso, text)


def _month(said: words.Words, number: int, width: Literal["wide", "abbreviated"] = "wide") -> str:
    """The name of a month as it stands alone."""
    return str(get_month_names(width, context="stand-alone", locale=said.locale)[number])


def _instant(iso: str | None) -> str:
    """A date as RFC 3339 wants it. A day begins at midnight, a time without an offset counts as UTC; none is 1970."""
    when = moment(iso)
    if when is None:
        return _EPOCH
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).isoformat().replace("+00:00", "Z")
