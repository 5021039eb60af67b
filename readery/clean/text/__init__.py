"""A text scrape becomes the draft of an article.

A scrape has no tree. Its passages (`lines`) are judged by what they say, their form, their place and their neighbours
(`signs`, `judge`); the head is read from those above the text (`head`), captions are set apart (`captions`), and what is
kept becomes semantic HTML (`form`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from readery.clean import learn
from readery.clean.draft import Draft, Found, NoArticle, Will
from readery.clean.text import form, head, lines, reasons, sites
from readery.clean.text.glance import Look, look
from readery.clean.text.signs import Seen
from readery.languages import spoken
from readery.languages.phrases import Place
from readery.model import Caption, RawPage, Verdict

_REPEATED = 60
"""Characters of a passage that is said but once; shorter ones may recur, as a refrain does."""
_SHORTEST = 150
"""Characters that an article has at least where the page holds an error message too."""

_Fate = tuple[bool, str, str]
"""Whether a passage stands in the article, the step that decided it, and why; empty where `reasons` tells."""


def draft(
    page: RawPage,
    will: Will,
    recurring: frozenset[int] = frozenset(),
    ahead: Look | None = None,
    explain: bool = True,
) -> Draft:
    """The article of a page of text, and what was seen of its passages. Raises NoArticle.

    `recurring` are the fingerprints of its lines that stand on other pages too (see `readery.clean.learn`); `ahead` is the
    first look at it, where several pages were looked at together (`glance.look_at_all`), with the same `recurring`.
    Without `explain` it has no trail.
    """
    first = ahead or look(page, recurring)
    passages, lang, seen, kept, under = first.passages, first.lang, first.seen, first.kept, first.captions
    top = head.read(passages, seen, kept, first.title, lang, page.url)
    sorted_out = _sort(passages, kept, first.steps, top.roles, under, will)
    _refuse(seen, sorted_out.parts)
    notices = [
        passages[at].text
        for at, (keep, step, _) in enumerate(sorted_out.fates)
        if not keep and step != learn.STEP and (step == "appeals" or sites.speaks(seen[at]))
    ]
    given = [caption.credit for caption in under.values() if caption and caption.credit]
    site = sites.name(notices, given, page.url)
    return Draft(
        metadata=replace(top.metadata, site=site, lang=Found(lang, "its words") if lang else None),
        body=form.body(sorted_out.parts, spoken(lang)),
        captions=tuple(part for part in sorted_out.parts if isinstance(part, Caption)),
        trail=_trail(passages, sorted_out.fates, reasons.tell(passages, seen, kept)) if explain else (),
        passages=learn.fingerprints(first.own),
    )


def _trail(passages: Sequence[lines.Passage], fates: Sequence[_Fate], told: Sequence[str]) -> tuple[Verdict, ...]:
    return tuple(
        Verdict(passage.text, keep, step, reason or seen)
        for passage, (keep, step, reason), seen in zip(passages, fates, told, strict=True)
    )


@dataclass(slots=True)
class _Sorted:
    """A page's passages, each where it belongs."""

    parts: list[form.Part] = field(default_factory=list)
    """The article's, in order."""
    fates: list[_Fate] = field(default_factory=list)
    """What became of each."""


def _sort(
    passages: Sequence[lines.Passage],
    kept: Sequence[bool],
    steps: Sequence[str],
    roles: Mapping[int, str],
    under: Mapping[int, Caption | None],
    will: Will,
) -> _Sorted:
    """Where each passage belongs. The owner decides first, then the head, captions and the judge."""
    done = _Sorted()
    beside = _beside(kept)
    has_will = bool(will)
    met: set[str] = set()
    for at, passage in enumerate(passages):
        keep, step, reason = kept[at], steps[at], ""
        part: form.Part | None = passage if keep else None
        wanted = will.says(passage.text) if has_will else None
        if wanted is not None:
            keep, step, reason = wanted, "owner", "you want it kept" if wanted else "you want it left out"
            part = passage if wanted else None
        elif at in roles and at not in under:
            keep, step, reason = not roles[at].endswith("again"), "head", roles[at]
            part = passage if reason == head.OPENING else None
        elif at in under and at in beside:
            part = under[at]
            keep, step = part is not None, "captions"
            reason = "a picture's caption" if keep else "a caption that is said again"
        elif keep and len(passage.text) > _REPEATED and passage.text in met:
            keep, step, reason, part = False, "repeats", "stands above already", None
        elif step == learn.STEP:
            reason = learn.REASON
        if part is not None:
            done.parts.append(part)
        if keep:
            met.add(passage.text)
        done.fates.append((keep, step, reason))
    return done


def _beside(kept: Sequence[bool]) -> range:
    """The places inside the article or close above it, where captions are its own."""
    first = next((place for place, keep in enumerate(kept) if keep), len(kept))
    last = next((place for place in range(len(kept) - 1, -1, -1) if kept[place]), -1)
    return range(first - 12, last + 3)


def _refuse(seen: Sequence[Seen], parts: Sequence[form.Part]) -> None:
    """Raises NoArticle where what is left is no article."""
    texts = [part.text for part in parts if isinstance(part, lines.Passage)]
    if sum(map(len, texts)) >= _SHORTEST:
        return
    said = Counter(key for each in seen for key, place in each.hits if place is not Place.INSIDE or key != "error")
    if said["error"]:
        raise NoArticle(
            "it holds an error message in the article's place.",
            "Save the page again from where it stands now, or remove the file.",
        )
    if texts:
        return
    if said["account"] > 2:
        raise NoArticle(
            "it asks to log in or to subscribe, and holds no article.",
            "Log in at the publisher's and save the page again, or remove the file.",
        )
    if said["consent"] > 2:
        raise NoArticle(
            "it holds a notice about cookies, and no article.",
            "Answer the notice in the browser and save the page again, or remove the file.",
        )
    raise NoArticle(
        "it holds menus and notices, but no article.",
        "Look at `readery explain` for it; keep passages by `keep` in a side file, or remove the page.",
    )
