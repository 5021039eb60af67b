"""The collection at a glance: pictures of it whose marks lead to their articles, and the lists that only they lead to."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from babel import Locale, UnknownLocaleError

from readery import words
from readery.model import Entry, Vocabulary
from readery.pages import Draft, PageKind, Site, _inputs, _names, sources, tags, timeline
from readery.pages._charts import Chart, Crossing, Mark, Net, chart, diameter, in_line, mark, shared
from readery.pages._items import language, minutes
from readery.pages._names import Name, inputs_of, name_of
from readery.words import Words

PATH = "glance/index.html"
_COLUMNS = 48
"""So many years are shown; what is older is counted beside them, since one column of it would dwarf all others."""
_FEW_YEARS = 3
"""A collection of so few years is shown by months."""
_BARS = 12
"""So many bars a chart of names has."""
_TOPICS = 12
"""So many topics the net has: the most that can be taken in, and that fit beside each other on a page."""
_STEPS = (2, 5, 10, 20, 40)
"""Minutes of reading up to which articles are counted together."""
_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class GlancePage:
    """What the collection shows at a glance."""

    articles: int
    """How many articles there are."""
    hours: int
    """How long it takes to read them all."""
    by: str
    """What a column of `time` is: ``year`` or ``month``."""
    time: Chart
    """Articles by year or month, oldest first."""
    earlier: Mark | None
    """Articles of years before those."""
    undated: Mark | None
    """Articles without a date."""
    sources: Chart
    """Articles by publisher, most first."""
    languages: Chart
    """Articles by language, most first."""
    lengths: Chart
    """Articles by reading time, shortest first."""
    net: Net | None
    """The main topics and what they share; None where there are none that do."""


def _plan(site: Site) -> Iterator[Draft]:
    said = words.of(site.settings.site.language)
    entries = site.stories(site.collection)
    languages = _by_language(site, entries, said)
    lengths = by_length(site, entries, said)
    net, pairs = _net(site, said)
    publishers = sources.names(site)
    inputs = _inputs.hashed(
        _inputs.value(net), inputs_of((*publishers, *languages, *lengths)), _inputs.shown(site, entries)
    )
    yield Draft(PATH, "glance.html", inputs, partial(_page, said, entries, publishers, languages, lengths, net))
    yield from _names.lists(site, languages, "language", PATH)
    yield from _names.lists(site, (name for name in lengths if name.entries), "length", PATH)
    yield from _names.lists(site, pairs, "together", PATH)


def _page(
    said: Words,
    entries: Sequence[Entry],
    publishers: Sequence[Name],
    languages: Sequence[Name],
    lengths: Sequence[Name],
    net: Net | None,
) -> GlancePage:
    dated, without = timeline.by_date(entries)
    by, time, earlier = _by_time(dated, said)
    return GlancePage(
        articles=len(entries),
        hours=round(sum(minutes(entry.head) for entry in entries) / 60),
        by=by,
        time=time,
        earlier=earlier,
        undated=mark(said.say("undated"), "timeline/undated/index.html", len(without)) if without else None,
        sources=_most(publishers),
        languages=_most(languages),
        lengths=chart([_mark(name) for name in lengths]),
        net=net,
    )


def _mark(name: Name) -> Mark:
    return mark(name.name, f"{name.folder}index.html", len(name.entries))


def _most(names: Sequence[Name]) -> Chart:
    """The names with most articles."""
    ranked = sorted(names, key=lambda name: (-len(name.entries), name.folder))
    return chart([_mark(name) for name in ranked[:_BARS]], more=max(0, len(names) - _BARS))


def _by_time(dated: Mapping[str, Mapping[int, list[Entry]]], said: Words) -> tuple[str, Chart, Mark | None]:
    years = sorted(dated)
    if years and int(years[-1]) - int(years[0]) < _FEW_YEARS and not any(0 in dated[year] for year in years):
        return "month", chart(_months(dated, years, said)), None
    if years and int(years[-1]) - int(years[0]) < _COLUMNS:
        years = [f"{year:04}" for year in range(int(years[0]), int(years[-1]) + 1)]
    earlier, shown = years[:-_COLUMNS], years[-_COLUMNS:]
    marks = [mark(year, timeline.year_path(year), sum(map(len, dated.get(year, {}).values()))) for year in shown]
    count = sum(len(entries) for year in earlier for entries in dated[year].values())
    before = mark(said.say("before", year=shown[0]), "timeline/index.html", count) if earlier else None
    return "year", chart(marks), before


def _months(dated: Mapping[str, Mapping[int, list[Entry]]], years: Sequence[str], said: Words) -> list[Mark]:
    """All months from the first that has articles to the last."""
    first = int(years[0]) * 12 + min(dated[years[0]]) - 1
    last = int(years[-1]) * 12 + max(dated[years[-1]]) - 1
    marks = []
    for place in range(first, last + 1):
        year, month = f"{place // 12:04}", place % 12 + 1
        count = len(dated.get(year, {}).get(month, ()))
        marks.append(
            Mark(
                name=said.month(place // 12, month),
                label=said.number(month),
                path=timeline.year_path(year) if count else None,
                anchor=f"month-{month}",
                count=count,
                begins=year if month == 1 or place == first else "",
            )
        )
    return marks


def _by_language(site: Site, entries: Sequence[Entry], said: Words) -> tuple[Name, ...]:
    """Articles by language, whatever the region, under the language's name."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[(language(entry.head) or _UNKNOWN).partition("-")[0].lower()].append(entry)
    return tuple(name_of(site, _called(code, said), f"glance/language/{code}/", found[code]) for code in sorted(found))


def _called(code: str, said: Words) -> str:
    if code == _UNKNOWN:
        return said.say("unknown_language")
    try:
        return Locale(code).get_language_name(said.locale) or code
    except (UnknownLocaleError, ValueError):
        return code


def by_length(site: Site, entries: Sequence[Entry], said: Words) -> tuple[Name, ...]:
    """Articles by reading time, shortest first, also where there are none."""
    found: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[bisect_left(_STEPS, minutes(entry.head))].append(entry)
    names = [said.say("length_first", n=_STEPS[0])]
    names += [said.say("length_between", least=a + 1, most=b) for a, b in pairwise(_STEPS)]
    names.append(said.say("length_last", n=_STEPS[-1]))
    return tuple(name_of(site, name, f"glance/length/{n + 1}/", found[n]) for n, name in enumerate(names))


def _net(site: Site, said: Words) -> tuple[Net | None, list[Name]]:
    """The main topics with what they share, and the list of each pair that shares anything."""
    topics = sorted(tags.names(site), key=lambda name: (-len(name.entries), name.folder))[:_TOPICS]
    vocabulary = site.facts.whole(Vocabulary)
    # A tag's articles are its wider tag's too: that they share them tells nothing.
    nested = {
        frozenset((f"tags/{tag.slug}/", f"tags/{tag.parent}/")) for tag in (vocabulary.tags if vocabulary else ())
    }
    ties = shared(topics, nested)
    if not ties:
        return None, []
    tied = [place for place in range(len(topics)) if any(place in pair for pair in ties)]
    strength = {(tied.index(one), tied.index(other)): len(articles) for (one, other), articles in ties.items()}
    order = [tied[place] for place in in_line(len(tied), strength)]
    largest = max(map(len, ties.values()))
    crossings: list[Crossing] = []
    pairs: list[Name] = []
    for one, other in sorted(ties, key=lambda pair: sorted(map(order.index, pair))):
        first, second = sorted((one, other), key=order.index)
        name = said.say("both_topics", one=topics[first].name, other=topics[second].name)
        # The address keeps one order, whatever the net's is.
        slugs = sorted(topics[each].folder.split("/")[-2] for each in (one, other))
        articles = ties[one, other]
        its = map(site.collection.by_id.__getitem__, articles)
        pairs.append(name_of(site, name, f"glance/together/{'--'.join(slugs)}/", its))
        crossings.append(
            Crossing(
                one=order.index(first),
                other=order.index(second),
                name=name,
                path=f"{pairs[-1].folder}index.html",
                count=len(articles),
                size=diameter(len(articles), largest),
            )
        )
    return Net(tuple(_mark(topics[place]) for place in order), tuple(crossings)), pairs


KIND = PageKind("glance", _plan)
