"""The last steps of cleaning, the same for every medium: the owner's facts, sanitising, text, outline, summary."""

from __future__ import annotations

import functools
import hashlib
import re
from dataclasses import fields, replace
from pathlib import PurePosixPath
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from readery import findings, markup, slugs, urls
from readery.clean.draft import LINE_UNDER_HEADING, Draft, Found, Metadata, NoArticle
from readery.findings import Finding
from readery.languages import direction, guess
from readery.model import Article, Head, RawPage

T = TypeVar("T")

_SUMMARY = 300
"""Characters of a summary at most."""
_PLANE = 0x10000
"""Characters of the first plane, which hardly any text leaves."""
_WORD = re.compile(r"\w+")
_SPACELESS = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_FIRST_SPACELESS = 0x0E00
"""Code of the first of these."""
_NO_WORD = re.compile(r"[\W_]+")
_SENTENCE_END = re.compile(r"[.!?…。！？؟][\"'”’»)\]]*(?=\s|$)")


def finish(page: RawPage, draft: Draft) -> tuple[Article, tuple[Finding, ...]]:
    """The article of a draft, and what its owner should know. Raises NoArticle where nothing readable is left."""
    safe, outline = markup.anchor(markup.sanitise(draft.body))
    text = markup.text(safe)
    dek = _dek(text, _owner(page.owner.dek, draft.metadata.dek))
    if not text and not draft.pictures and not draft.captions and not markup.links(safe):
        raise NoArticle(
            "nothing readable was found in it.",
            "Look at `readery explain` for it; keep passages by `keep` in a side file, or remove the page.",
        )
    said: list[Finding] = []
    if draft.beyond:
        said.append(
            Finding(
                findings.CUT_SHORT,
                page.origin.name,
                f"it is so large that its end was not looked at; about {draft.beyond:,} characters are left out.",
                "Split the file where its chapters begin, if you want to read all of it.",
            )
        )
    facts = _settled(page, replace(draft.metadata, dek=dek), text)
    title = facts.title
    if title is None:
        title = _title(page, outline[0].text if outline else "")
        said.append(
            Finding(
                findings.NO_TITLE,
                page.origin.name,
                f'it says no title; "{title.value}" stands in its place ({title.source}).',
                "Give it one: `title` in a side file.",
            )
        )
        facts = replace(facts, title=title)
    lang = _value(facts.lang)
    head = Head(
        id=hashlib.sha256(page.origin.name.encode()).hexdigest()[:12],
        origin=page.origin,
        title=title.value,
        slug=page.owner.slug
        or slugs.slug(title.value)
        or slugs.slug(PurePosixPath(page.origin.path).stem)
        or "untitled",
        dek=_value(facts.dek),
        authors=_value(facts.authors) or (),
        site=_value(facts.site),
        url=_value(facts.url),
        published=_value(facts.published),
        updated=_value(facts.updated),
        saved=page.saved,
        lang=lang,
        dir=_value(facts.dir) or (direction(lang) if lang else "ltr"),
        section=_value(facts.section),
        owner_tags=page.owner.tags,
        publisher_tags=_value(facts.tags) or (),
        summary=_cut(_value(facts.dek) or text),
        words=_words(text),
        lead=_lead(draft),
        notes=page.owner.notes,
    )
    article = Article(
        head=head,
        html=safe,
        text=text,
        outline=outline,
        links=markup.links(safe),
        pictures=draft.pictures,
        captions=draft.captions,
        sources={
            field.name: fact.source for field in fields(facts) if (fact := getattr(facts, field.name)) is not None
        },
        trail=draft.trail,
    )
    said += [
        Finding(
            findings.NO_ALT_TEXT,
            page.origin.name,
            f'the image "{picture.source[:80]}" has no text alternative.',
            "Nothing to do for a page as it was saved; screen readers are told that there is an image.",
        )
        for picture in draft.pictures
        if picture.alt is None
    ]
    return article, tuple(said)


def _dek(text: str, dek: Found[str] | None) -> Found[str] | None:
    """The dek, unless it only copies the text's opening, whole or broken off.

    What the page shows as a line under its title is one all the same; it stays in the text, where the page has it. So does a
    first line that says just the description and does not end like a sentence.
    """
    if dek is None or dek.source == LINE_UNDER_HEADING:
        return dek
    first = text.partition("\n\n")[0]
    if first == dek.value and first[-1:].isalnum():
        return dek
    opening = " ".join(text.split("\n\n", 3)[:3])
    copied = _NO_WORD.sub("", dek.value).casefold()
    return None if copied in _NO_WORD.sub("", opening).casefold() else dek


def _settled(page: RawPage, found: Metadata, text: str) -> Metadata:
    """What was found, overruled by what the owner says; language and address from elsewhere where the page has none."""
    owner = page.owner
    guessed = None if owner.lang or found.lang else guess(text)
    return replace(
        found,
        title=_owner(owner.title, found.title),
        authors=_owner(owner.authors, found.authors),
        site=_owner(owner.site, found.site),
        url=_owner(urls.page(owner.url) if owner.url else None, found.url)
        or (Found(urls.page(page.url), "address it was saved from") if page.url else None),
        published=_owner(owner.published, found.published),
        updated=_owner(owner.updated, found.updated),
        lang=Found(guessed, "its words") if guessed else _owner(owner.lang, found.lang),
    )


def _owner(own: T | None, found: Found[T] | None) -> Found[T] | None:
    """The owner's value where there is one, else what was found."""
    return Found(own, "the owner (front matter or side file)") if own else found


def _value(found: Found[T] | None) -> T | None:
    return found.value if found else None


def _title(page: RawPage, heading: str) -> Found[str]:
    """A stand-in for a title: the first heading, else the file's name."""
    if heading:
        return Found(heading, "its first heading")
    stem = PurePosixPath(page.origin.path).name.partition(".")[0]
    return Found(re.sub(r"[-_\s]+", " ", stem).strip() or page.origin.name, "its file name")


def _lead(draft: Draft) -> int | None:
    """The picture that the page itself names its lead image, else the first."""
    if not draft.pictures:
        return None
    image = draft.metadata.image
    if image:
        for number, picture in enumerate(draft.pictures):
            if picture.url == image.value:
                return number
    return 0


def _cut(text: str) -> str:
    """The opening of `text`, at most 300 characters, cut after a sentence where one ends late enough, else at a word."""
    words = " ".join(text[: 2 * _SUMMARY].split())
    text = words if len(words) > _SUMMARY else " ".join(text.split())
    if len(text) <= _SUMMARY:
        return text
    opening = text[:_SUMMARY]
    ends = [match.end() for match in _SENTENCE_END.finditer(opening)]
    if ends and ends[-1] >= _SUMMARY // 2:
        return opening[: ends[-1]]
    cut = opening[: _SUMMARY - 2]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;:–—-") + " …"


@functools.cache
def _in_words() -> npt.NDArray[np.bool_]:
    """Whether each character of the first plane belongs to a word, as `_WORD` has it; a table is asked many times faster."""
    return np.array([sign.isalnum() or sign == "_" for sign in map(chr, range(_PLANE))])


def _words(text: str) -> int:
    """Words of `text`; two characters of a script without spaces count as one word."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    highest = int(codes.max(initial=0))
    spaceless = len(_SPACELESS.findall(text)) if highest >= _FIRST_SPACELESS else 0
    if not spaceless:
        if codes.size and highest < _PLANE:
            inside = _in_words()[codes]
            return int(inside[0]) + int(np.count_nonzero(inside[1:] > inside[:-1]))
        return len(_WORD.findall(text))
    return len(_WORD.findall(_SPACELESS.sub(" ", text))) + spaceless // 2
