"""Links and anchors that lead somewhere, and parts of pages that are there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from urllib.parse import unquote

from readery import findings
from readery.check.address import Inside, resolve
from readery.check.html import Html, Use
from readery.check.rules import Rules
from readery.check.survey import Place, Survey, fold
from readery.findings import Finding
from readery.settings import Settings

_ALWAYS = ("", "top")
"""Fragments that lead to the top of any page (HTML Standard, "scroll to the fragment")."""


def targets(site: Survey, _settings: Settings) -> Iterator[Finding]:
    """Every link, picture, style and script of the site is there, under the very name."""
    for (path, use), place in site.notes.inside.first.items():
        if site.file_at(path) is None and f"{path}.html" not in site.sizes:
            yield Finding(
                findings.MISSING_FILE if use in (Use.CODE, Use.SHOW) else findings.BROKEN_LINK,
                place.file,
                f'{place.element} names "{place.url[:200]}", which is not in the site{_others(site.notes.inside.files[path, use])}.',
                _remedy(site, path),
            )


def completed(site: Survey, _settings: Settings) -> Iterator[Finding]:
    """Links that name their file: a folder's page opens on a host alone, not from a disk."""
    short = [
        (key, place)
        for key, place in site.notes.inside.first.items()
        if key[0] not in site.sizes
        and key[1] is not Use.NAME
        and (site.file_at(key[0]) is not None or f"{key[0]}.html" in site.sizes)
    ]
    if short:
        _, place = short[0]
        yield Finding(
            findings.COMPLETED,
            place.file,
            f"{len(short):,} {'address names' if len(short) == 1 else 'addresses name'} a folder, or a page without its ending, "
            f'such as "{place.url[:200]}": hosts differ in what they serve there, and a disk serves nothing.',
            "Name the file itself, such as `about/index.html`, if the site is to work everywhere.",
        )


def leading_out(site: Survey, _settings: Settings) -> Iterator[Finding]:
    """Addresses that stay in the site's folder: above it stands something else, or nothing."""
    for url, place in site.notes.leading_out.first.items():
        yield Finding(
            findings.LEADS_OUT,
            place.file,
            f'{place.element} "{url[:200]}" leads out of the site{_others(site.notes.leading_out.files[url])}.',
            "Correct it, or copy what it names into the site.",
        )


def rooted(site: Survey, _settings: Settings) -> Iterator[Finding]:
    """Addresses that do not begin at the host's root, so that the site can stand under a sub-path or on a disk."""
    tally = site.notes.rooted
    if tally.first:
        place = next(iter(tally.first.values()))
        yield Finding(
            findings.ROOTED,
            place.file,
            f"{len(tally.first):,} {'address begins' if len(tally.first) == 1 else 'addresses begin'} at the host's root, such as "
            f'"{place.url[:200]}": under a sub-path or from a disk they lead nowhere.',
            "Write them relative to the page, such as `../about/index.html`.",
        )


def anchors(site: Survey, _settings: Settings) -> Iterator[Finding]:
    """Places in other pages that links lead to."""
    wanted = sorted(site.notes.anchors.first)
    for path, group in groupby(wanted, key=lambda key: key[0]):
        file = site.file_at(path)
        if file is None or not file.endswith((".html", ".htm")):
            continue
        there = site.anchors_of(file)
        for key in group:
            if there is not None and not _stands(key[1], there):
                place = site.notes.anchors.first[key]
                yield _no_anchor(place, site.notes.anchors.files[key])


def anchors_here(page: Html, settings: Settings) -> Iterator[Finding]:
    """Places in the page itself that its links lead to."""
    for reference in dict.fromkeys(page.references):
        if reference.use is Use.FOLLOW and "#" in reference.url:
            target = resolve(reference.url, page.path, settings.site.base_url, page.base)
            if isinstance(target, Inside) and target.path == page.path and not _stands(target.fragment, page.anchors):
                yield _no_anchor(Place(page.path, reference.place, reference.url), 1)


def _stands(fragment: str, anchors: frozenset[str]) -> bool:
    """Whether a link lands: on the id as it is written, else on the decoded one (HTML Standard, as above)."""
    return fragment.lower() in _ALWAYS or fragment in anchors or unquote(fragment) in anchors


def _no_anchor(place: Place, files: int) -> Finding:
    return Finding(
        findings.BROKEN_ANCHOR,
        place.file,
        f'{place.element} "{place.url[:200]}" leads to a place that the page does not have{_others(files)}.',
        "Correct the part after #, or leave it out: readers land at the top of the page.",
    )


def _others(files: int) -> str:
    """``; so do 3 other files``."""
    if files < 2:
        return ""
    return f" (so in {files - 1:,} other {'files' if files > 2 else 'file'})"


def _remedy(site: Survey, path: str) -> str:
    near = site.spellings.get(fold(path)) or site.spellings.get(fold(f"{path}/"))
    if near is not None and near not in (path, f"{path}/"):
        return f'There is "{near}": most hosts take other capitals or accents for another name, so write it as it is.'
    if path in site.folders or f"{path}/" in site.folders:
        return "There is a folder of that name without an `index.html`: name a file in it, or put a page there."
    return "Correct the address, or put the file there; if the site was built by Readery, build it again."


RULES = Rules(html=(anchors_here,), site=(targets, completed, leading_out, rooted, anchors))
