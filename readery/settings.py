"""`readery.toml` as a frozen value. Each field's line of documentation is the one that docs/settings.md prints."""

from __future__ import annotations

import dataclasses
import difflib
import re
import tomllib
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import msgspec

_PASSWORD = re.compile(r"://[^/@\s]*:[^/@\s]*@")
"""A password in an address."""


class SettingsError(Exception):
    """The settings cannot be used; the message names the file, what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """`[site]`: what the built site says of itself."""

    title: str = "Reading"
    """Name of the site, on every page."""
    description: str = ""
    """One sentence under the name on the home page and in feeds."""
    language: str = "en"
    """Language of the pages around the articles, as a BCP 47 tag."""
    author: str = ""
    """Whose collection it is, for feeds and the foot of pages."""
    base_url: str = ""
    """Absolute address where the site will stand, ending in `/`; canonical links, Open Graph, sitemap and feeds need it."""
    articles_per_page: int = 20
    """How many articles a list shows on one page."""


@dataclass(frozen=True, slots=True)
class FolderSettings:
    """`[folders]`: where things lie, relative to `readery.toml`."""

    seeds: str = "seeds"
    """Raw pages: read, never written."""
    site: str = "site"
    """The built site."""
    templates: str = "templates"
    """Your own templates; what stands here replaces the theme's file of the same name."""


@dataclass(frozen=True, slots=True)
class ImageSettings:
    """`[images]`: what becomes of pictures."""

    remote: Literal["link", "keep", "drop"] = "link"
    """Pictures on other servers: `link` shows caption and link, `keep` loads them from there, `drop` shows the caption alone."""


@dataclass(frozen=True, slots=True)
class Overrules:
    """`[clean."SITE"]`: passages of one publisher that you want kept or left out. SITE is the host of its address or its name."""

    keep: tuple[str, ...] = ()
    """Passages that hold one of these texts are kept."""
    drop: tuple[str, ...] = ()
    """Passages that hold one of these texts are left out."""


@dataclass(frozen=True, slots=True)
class BuildSettings:
    """`[build]`: how a build works."""

    page_seconds: int = 60
    """Cleaning a page may take so many seconds; one that takes longer is reported and left out."""


@dataclass(frozen=True, slots=True)
class TagSettings:
    """`[tags]`: your hand on the vocabulary."""

    merge: Mapping[str, str] = field(default_factory=dict)
    """Other spelling = the tag it becomes; also renames."""
    hide: tuple[str, ...] = ()
    """Tags that no article shall bear."""
    pin: tuple[str, ...] = ()
    """Tags that every article whose text names them bears, first of those found, and that always have a page."""
    nest: Mapping[str, str] = field(default_factory=dict)
    """Tag = the wider tag it belongs under; the wider one's page lists its articles too."""
    limit: int = 8
    """At most so many tags on an article, the owner's not counted."""
    mentions: bool = True
    """Whether the first mention of a tag's name in an article's text leads to the tag's page."""


@dataclass(frozen=True, slots=True)
class TwinSettings:
    """`[twins]`: your word on which pages hold the same story. The fullest stands for them in lists, feeds and the timeline, and names
    the others; a publisher's own list keeps the version that it printed. Pages are named by their file in `seeds/` or their address.
    """

    same: tuple[tuple[str, ...], ...] = ()
    """Groups of pages that hold one story; the first of a group stands for the others."""
    apart: tuple[tuple[str, ...], ...] = ()
    """Groups of pages that are different stories, however alike they look."""


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """`[check]`: what `readery check` finds too large, and what it shall not mention."""

    page_bytes: int = 500_000
    """An HTML page should not be larger: some three seconds on a slow mobile line."""
    style_bytes: int = 100_000
    """A style sheet should not be larger."""
    script_bytes: int = 200_000
    """A script should not be larger."""
    font_bytes: int = 200_000
    """A font should not be larger."""
    image_bytes: int = 2_000_000
    """A picture should not be larger."""
    ignore: tuple[str, ...] = ()
    """Codes of findings that are not reported, such as `R606`."""
    link_days: int = 30
    """`--external`: days for which it counts that a link to another site worked; a dead one is asked again after a quarter of that."""
    link_pause: float = 1.0
    """`--external`: seconds between two requests to one host."""
    link_timeout: float = 20.0
    """`--external`: seconds that one request may take."""


@dataclass(frozen=True, slots=True)
class HostSettings:
    """`[hosts]`: the small files that hosts read. `readery host-config NAME` prints what each would be."""

    write: tuple[Literal["apache", "cloudflare", "netlify", "vercel"], ...] = ()
    """Hosts whose files a build writes into the site: `.htaccess`, `_headers` and `_redirects`, or `vercel.json`."""


@dataclass(frozen=True, slots=True)
class DeploySettings:
    """`[deploy.NAME]`: a place that `readery deploy NAME` brings the site to. docs/deploy.md has an example of each kind."""

    url: str = ""
    """Where: a folder, `host:path`, `sftp://…`, `s3://…`, `git+…#branch`, a `.zip` and so on; docs/deploy.md lists all."""
    base_url: str = ""
    """Absolute address of the site there, ending in `/`, where it is another than `[site] base_url`."""
    cache_pages: str = "public, max-age=0, must-revalidate"
    """`Cache-Control` of what keeps its name when it changes; for `s3://`, `gs://` and `az://`."""
    cache_assets: str = "public, max-age=31536000, immutable"
    """`Cache-Control` of files whose name tells their content; for `s3://`, `gs://` and `az://`."""
    encoding: Literal["", "gzip", "br"] = ""
    """Store pages and scripts compressed and say so in `Content-Encoding`; for `s3://`, `gs://` and `az://`."""
    precompressed: tuple[Literal["gz", "br"], ...] = ()
    """Compressed copies to put beside pages and scripts (`index.html.br`), for servers that look for them."""
    keep: bool = True
    """Whether the place keeps what a deploy replaces, so that `readery rollback` can bring it back."""
    timeout: int = 30
    """Seconds without an answer after which a server counts as hanging."""
    endpoint: str = ""
    """Address of a server that speaks the protocol of S3, where it is not Amazon's."""
    region: str = ""
    """Region of the bucket, for `s3://`; empty: as the environment says."""
    history: bool = True
    """For `git+…`: whether each deploy is one more commit; else the branch holds the last one alone."""
    cname: str = ""
    """For `git+…`: the site's own domain, written into the file `CNAME`."""
    page: str = "index.html"
    """For a `.html` file: the page of the site that it holds, such as `articles/my-essay/index.html`."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All of `readery.toml`."""

    site: SiteSettings = SiteSettings()
    """What the site says of itself."""
    folders: FolderSettings = FolderSettings()
    """Where things lie."""
    images: ImageSettings = ImageSettings()
    """What becomes of pictures."""
    clean: Mapping[str, Overrules] = field(default_factory=dict)
    """Overrules for the cleaner, by publisher."""
    build: BuildSettings = BuildSettings()
    """How a build works."""
    tags: TagSettings = TagSettings()
    """The owner's hand on tags."""
    twins: TwinSettings = TwinSettings()
    """The owner's word on twins."""
    check: CheckSettings = CheckSettings()
    """What is too large, and what is not mentioned."""
    deploy: Mapping[str, DeploySettings] = field(default_factory=dict)
    """Where the site can go, by name."""
    hosts: HostSettings = HostSettings()
    """The small files that hosts read."""


def load(path: Path) -> Settings:
    """The settings in the file `path`. Raises SettingsError."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingsError(
            f"{path}: there is no such file. Run `readery new DIR` for a fresh collection, or name the file with --config."
        ) from None
    except OSError as error:
        raise SettingsError(
            f"{path}: cannot be read ({error.strerror}). Check that it is a file you may read."
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: is not UTF-8 (byte {error.start}). Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: is not valid TOML: {error}. Mend that place.") from error
    return read(raw, str(path))


def read(raw: Mapping[str, Any], name: str) -> Settings:
    """Settings from parsed TOML; `name` is the file for messages. Raises SettingsError."""
    _refuse_unknown(Settings, raw, name, "")
    try:
        settings = msgspec.convert(raw, Settings)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{name}: {_plain(str(error))}. See docs/settings.md.") from error
    if settings.site.articles_per_page < 1:
        raise SettingsError(f"{name}: site.articles_per_page must be 1 or more.")
    if settings.build.page_seconds < 1:
        raise SettingsError(f"{name}: build.page_seconds must be 1 or more.")
    if {"netlify", "cloudflare"} <= set(settings.hosts.write):
        raise SettingsError(
            f"{name}: hosts.write names netlify and cloudflare, which read `_redirects` differently. Name one."
        )
    if settings.check.link_days < 0 or settings.check.link_pause < 0 or settings.check.link_timeout <= 0:
        raise SettingsError(f"{name}: check.link_days and link_pause must be 0 or more, link_timeout more than 0.")
    if settings.tags.limit < 0:
        raise SettingsError(f"{name}: tags.limit must be 0 or more.")
    _refuse_base(settings.site.base_url, f"{name}: site.base_url")
    for target, each in settings.deploy.items():
        place = f'{name}: deploy."{target}"'
        if not each.url:
            raise SettingsError(f"{place} lacks its url: where the site shall go. docs/deploy.md has examples.")
        if _PASSWORD.search(each.url):
            raise SettingsError(
                f"{place}.url holds a password. This file is often shared: take the password out of it and change it where "
                "it is used; docs/deploy.md says where each kind of target looks for one."
            )
        if each.timeout < 1:
            raise SettingsError(f"{place}.timeout must be 1 second or more.")
        _refuse_base(each.base_url, f"{place}.base_url")
    return settings


def _refuse_base(base: str, place: str) -> None:
    if base and not (base.startswith(("http://", "https://")) and base.endswith("/")):
        raise SettingsError(
            f'{place} must be a whole address that ends in "/", such as "https://example.org/reading/".'
        )


def _refuse_unknown(kind: type, raw: Mapping[str, Any], name: str, inside: str) -> None:
    """Raises SettingsError for a key that no setting has, with the nearest one that exists."""
    hints = typing.get_type_hints(kind)
    for key, value in raw.items():
        if key not in hints:
            near = difflib.get_close_matches(key, hints, n=1)
            hint = f' Did you mean "{inside}{near[0]}"?' if near else f" Known here: {', '.join(hints)}."
            raise SettingsError(f'{name}: unknown setting "{inside}{key}".{hint}')
        of = hints[key]
        if dataclasses.is_dataclass(of) and isinstance(of, type) and isinstance(value, Mapping):
            _refuse_unknown(of, value, name, f"{inside}{key}.")
        elif isinstance(of, types.GenericAlias) and isinstance(value, Mapping):
            item = typing.get_args(of)[-1]
            if dataclasses.is_dataclass(item) and isinstance(item, type):
                for each, inner in value.items():
                    if isinstance(inner, Mapping):
                        _refuse_unknown(item, inner, name, f'{inside}{key}."{each}".')


def _plain(message: str) -> str:
    """msgspec's message with its path written as in TOML: ``Expected `int`, got `str` - at `$.site.x```."""
    problem, _, place = message.partition(" - at ")
    return f"{place.strip('`').removeprefix('$.')}: {problem[:1].lower()}{problem[1:]}" if place else problem
