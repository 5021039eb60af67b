"""A page for each article.

It is planned without the article's body: what the page shows of the collection, and how pictures, links and mentions are
to be laid into the body, are known from heads and facts. So a build can tell that a page would come out as it stands without
bringing its article; where it would not, `Sheet.complete` lays in the body (`_body`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal, NamedTuple

import msgspec

from readery import paths, words
from readery.model import (
    Article,
    Byline,
    Entry,
    Head,
    Heading,
    Links,
    Neighbour,
    Related,
    SafeHtml,
    Sources,
    Succession,
    Tags,
    TagUse,
    Twins,
)
from readery.pages import Awaiting, Draft, PageKind, Site, _inputs, authors
from readery.pages._body import Placing, body, outline, placing
from readery.pages._items import Ref, Title, image, language, minutes, source, title
from readery.pages._names import Name
from readery.words import Words


@dataclass(frozen=True, slots=True)
class RelatedTitle:
    """A related article."""

    title: Title
    """Its title and page."""
    source: str
    """Name of its publisher; empty where unknown."""
    reason: str
    """Why it is related, in the site's language."""


@dataclass(frozen=True, slots=True)
class Printing:
    """Another version of the same story."""

    title: Title
    """Its title and page."""
    source: str
    """Name of its publisher; empty where unknown."""
    published: str | None
    """ISO 8601."""
    url: str | None
    """Address of the original."""
    host: str
    """Its host; empty where there is no address."""


@dataclass(frozen=True, slots=True)
class Neighbouring:
    """The article before or after."""

    title: Title
    """Its title and page."""
    within: str | None
    """The series or publisher that both belong to; None for the whole collection."""


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """What an article's page shows."""

    title: str
    """Its title."""
    qualifier: str
    """What tells it from another article of the same title, for the browser's tab; mostly empty."""
    dek: str | None
    """The line under the title."""
    summary: str
    """A few lines, for search engines and link previews."""
    lang: str | None
    """BCP 47 language tag, where known."""
    dir: str
    """``ltr`` or ``rtl``."""
    authors: tuple[Ref, ...]
    """Who wrote it."""
    source: Ref | None
    """Who published it."""
    section: str | None
    """The publisher's section."""
    published: str | None
    """ISO 8601."""
    updated: str | None
    """ISO 8601; only where it differs from the day of publishing."""
    saved: str | None
    """ISO 8601."""
    minutes: int
    """Reading time."""
    tags: tuple[Ref, ...]
    """Best first."""
    outline: tuple[Heading, ...]
    """Headings of the second and third level, where the article is long."""
    body: SafeHtml
    """The article, pictures and links in place."""
    notes: str | None
    """The owner's remark."""
    url: str | None
    """Address of the original."""
    host: str
    """Its host; empty where there is no address."""
    file: str | None
    """Name of the saved file, where there is no address."""
    fuller: Title | None
    """A fuller version of the same story."""
    twins: tuple[Printing, ...]
    """Other versions of the same story."""
    related: tuple[RelatedTitle, ...]
    """Nearest first."""
    mentioned_in: tuple[Title, ...]
    """Articles that link to it."""
    previous: Neighbouring | None
    """The part before it in its series, else the next older article of its publisher, else of the collection."""
    next: Neighbouring | None
    """The part after it, or the next newer article."""
    image: str | None
    """File of the picture that stands for it."""
    data: Mapping[str, object]
    """What search engines read of it: a schema.org Article."""


@dataclass(frozen=True, slots=True)
class Sheet(Awaiting):
    """An article's page that awaits its body."""

    page: ArticlePage
    """All but body and outline."""
    placing: Placing
    """How the body is laid into it."""

    def complete(self, article: Article) -> ArticlePage:
        """The page with its body."""
        return replace(self.page, body=body(self.placing, article), outline=outline(article))


class _Near(msgspec.Struct, frozen=True, gc=False):
    """`Neighbour`, of which a page's inputs ask nothing but which article it is."""

    id: str


class _Nearest(msgspec.Struct, frozen=True, gc=False):
    """`Related`, which takes thrice as long to read whole."""

    neighbours: tuple[_Near, ...]


_nearest = msgspec.msgpack.Decoder(_Nearest | None).decode


@dataclass(frozen=True, slots=True)
class _Around:
    """What all article pages need of the collection, made once."""

    site: Site
    words: Words
    sources: Mapping[str, Ref]
    """Article id → its publisher."""
    authors: Mapping[str, Ref]
    """Slug → author."""
    namesakes: frozenset[str]
    """Ids of articles whose title another one bears."""
    twins: Mapping[str, Twins]
    links: Mapping[str, Links]
    related: Mapping[str, Related]
    bylines: Mapping[str, Byline]
    rows: Mapping[str, Succession]
    """Facts by article id."""
    packed: tuple[Callable[[str], bytes], ...]
    """What gives each fact of an article, packed, by id; its tags are told by `shown`."""
    near: Callable[[str], bytes]
    """The same of `Related`."""
    shown: Mapping[str, bytes]
    """Article id → hash of all that other pages show of it."""
    titles: dict[str, Title] = field(default_factory=dict)
    """Article id → how other pages name it, as far as they did: most are named by several."""


class _Place(NamedTuple):
    """An article among the others."""

    entry: Entry
    """The article."""
    newer: Entry | None
    """The one after it in the collection, other versions of its own story passed over."""
    older: Entry | None
    """The one before it, likewise."""


def _plan(site: Site) -> Iterator[Draft]:
    entries, facts = site.collection.entries, site.facts
    around = _Around(
        site=site,
        words=words.of(site.settings.site.language),
        sources=_publishers(site),
        authors={name.folder.split("/")[-2]: _ref(name) for name in authors.names(site)},
        namesakes=_namesakes(entries),
        twins=facts.all(Twins),
        links=facts.all(Links),
        related=facts.all(Related),
        bylines=facts.all(Byline),
        rows=facts.all(Succession),
        packed=tuple(map(facts.packed, sorted(set(facts.of_articles) - {Tags}, key=lambda kind: kind.__name__))),
        near=facts.packed(Related),
        shown=_inputs.known(site),
    )
    for at, entry in enumerate(entries):
        place = _Place(entry, _beside(around, at, -1), _beside(around, at, 1))
        yield Draft(
            entry.path, "article.html", _inputs_of(around, place), partial(_sheet, around, place), entry.head.id
        )


def _beside(around: _Around, at: int, step: Literal[-1, 1]) -> Entry | None:
    """The article before or after that at a place of the collection, versions of its own story passed over."""
    entries = around.site.collection.entries
    twins = around.twins.get(entries[at].head.id)
    at += step
    while twins and 0 <= at < len(entries) and entries[at].head.id in (twins.stands, *twins.others):
        at += step
    return entries[at] if 0 <= at < len(entries) else None


def _inputs_of(around: _Around, place: _Place) -> bytes:
    """Hash of all that the page shows: the article with its facts, and the other articles that it names."""
    its = place.entry.head.id
    near, twins, links = _nearest(around.near(its)), around.twins.get(its), around.links.get(its)
    row, byline = around.rows.get(its), around.bylines.get(its)
    named: list[str] = [its]
    if near:
        named += [each.id for each in near.neighbours]
    if twins:
        named += (twins.stands, *twins.others)
    if links:
        named += (*links.mentioned_in, *links.to.values())
    if row:
        named += filter(None, (row.previous, row.next))
    named += [each.head.id for each in (place.newer, place.older) if each]
    writers = [around.authors[slug] for slug in byline.authors] if byline else ()
    return _inputs.hashed(
        *[packed(its) for packed in around.packed],
        _inputs.value(around.sources.get(its), writers, its in around.namesakes, len(named)),
        *map(around.shown.__getitem__, named),
    )


def _sheet(around: _Around, place: _Place) -> Sheet:
    entry = place.entry
    return Sheet(_page(around, entry, place.newer, place.older), placing(around.site, entry))


def _page(around: _Around, entry: Entry, newer: Entry | None, older: Entry | None) -> ArticlePage:
    head = entry.head
    facts = around.site.facts
    twins, links, related = around.twins.get(head.id), around.links.get(head.id), around.related.get(head.id)
    tags = facts.of(Tags, head.id)
    lead = image(around.site, head)
    byline = around.bylines.get(head.id)
    row = around.rows.get(head.id) or Succession("", False, None, None)
    url = paths.web(head.url)
    return ArticlePage(
        title=head.title,
        qualifier=_qualifier(entry) if head.id in around.namesakes else "",
        dek=head.dek,
        summary=head.summary,
        lang=language(head),
        dir=head.dir,
        authors=tuple(map(around.authors.__getitem__, byline.authors))
        if byline
        else tuple(Ref(name, None) for name in head.authors),
        source=_source(around, head),
        section=head.section,
        published=head.published,
        updated=head.updated if (head.updated or "")[:10] != (head.published or "")[:10] else None,
        saved=head.saved,
        minutes=minutes(head),
        tags=_tags(tags.uses) if tags else (),
        outline=(),
        body=SafeHtml(""),
        notes=head.notes,
        url=url,
        host=paths.host(url),
        file=None if url else head.origin.name,
        fuller=_title(around, twins.stands) if twins and twins.stands != head.id else None,
        twins=tuple(_printing(around, other) for other in twins.others if other != head.id) if twins else (),
        related=tuple(_related(around, near) for near in related.neighbours) if related else (),
        mentioned_in=_titles(around, links.mentioned_in) if links else (),
        previous=_neighbour(around, row.previous, row.within, older),
        next=_neighbour(around, row.next, row.within, newer),
        image=lead.path if lead else None,
        data=_data(head),
    )


def _tags(uses: tuple[TagUse, ...]) -> tuple[Ref, ...]:
    """The tags to show: those that lead to other articles, and what the owner and the publisher said; the others, which
    one article's words suggest, only where there is nothing else.
    """
    shown = [use for use in uses if use.slug or use.origin != "text"] or uses
    return tuple(Ref(use.name, f"tags/{use.slug}/index.html" if use.slug else None) for use in shown)


def _qualifier(entry: Entry) -> str:
    """The last part of the address: short, and no two articles share it."""
    return entry.path.split("/")[-2]


def _namesakes(entries: Iterable[Entry]) -> frozenset[str]:
    bearing: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        bearing[" ".join(entry.head.title.split()).casefold()].append(entry.head.id)
    return frozenset(its for ids in bearing.values() if len(ids) > 1 for its in ids)


def _publishers(site: Site) -> dict[str, Ref]:
    """Article id → its publisher; of other versions of a story too, which no list tells."""
    found = site.facts.whole(Sources)
    return {
        article_id: Ref(each.name, f"sources/{each.slug}/index.html")
        for each in (found.sources if found else ())
        for article_id in each.articles
    }


def _ref(name: Name) -> Ref:
    return Ref(name.name, f"{name.folder}index.html")


def _source(around: _Around, head: Head) -> Ref | None:
    known = around.sources.get(head.id)
    shown = source(head)
    return known or (Ref(shown, None) if shown else None)


def _neighbour(around: _Around, article_id: str | None, within: str, entry: Entry | None) -> Neighbouring | None:
    """The neighbour in a series or at a publisher, else the one in the collection."""
    if article_id:
        return Neighbouring(_title(around, article_id), within)
    return Neighbouring(_title(around, entry.head.id), None) if entry else None


def _title(around: _Around, article_id: str) -> Title:
    known = around.titles.get(article_id)
    if known is None:
        known = around.titles[article_id] = title(around.site.collection.by_id[article_id])
    return known


def _titles(around: _Around, ids: Iterable[str]) -> tuple[Title, ...]:
    return tuple(_title(around, article_id) for article_id in ids)


def _printing(around: _Around, article_id: str) -> Printing:
    entry = around.site.collection.by_id[article_id]
    url = paths.web(entry.head.url)
    return Printing(title(entry), source(entry.head), entry.head.published, url, paths.host(url))


def _related(around: _Around, near: Neighbour) -> RelatedTitle:
    entry = around.site.collection.by_id[near.id]
    said = around.words
    both = (
        said.say("both_speak_of" if near.said else "both_about", names=said.listed(near.shared)) if near.shared else ""
    )
    return RelatedTitle(_title(around, near.id), source(entry.head), both or said.texts["alike"])


def _data(head: Head) -> dict[str, object]:
    """An article as schema.org knows it; what is unknown is left out."""
    publisher = source(head)
    values: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": head.title,
        "description": head.summary,
        "author": [{"@type": "Person", "name": name} for name in head.authors],
        "publisher": {"@type": "Organization", "name": publisher} if publisher else None,
        "datePublished": head.published,
        "dateModified": head.updated,
        "inLanguage": language(head),
        "wordCount": head.words,
        "isBasedOn": paths.web(head.url),
    }
    return {name: value for name, value in values.items() if value}


KIND = PageKind("article", _plan)
