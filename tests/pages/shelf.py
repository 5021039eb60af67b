"""A small site made by hand, for tests of pages and their looks: nothing in it comes from another room."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from readery import markup
from readery.model import (
    Article,
    Byline,
    Collection,
    Entry,
    Facts,
    Head,
    Image,
    Links,
    Mention,
    Mentions,
    Neighbour,
    Origin,
    Output,
    People,
    Person,
    Picture,
    Related,
    Source,
    Sources,
    Succession,
    Tag,
    Tags,
    TagUse,
    Twins,
    Vocabulary,
)
from readery.pages import Site
from readery.settings import Settings, SiteSettings
from readery.slugs import slug

HOSTILE = "<script>alert('x')</script>\"'&<b>]]>\x0b{{ 7*7 }}"
"""What every field of the hostile article holds."""

_LONG = """
<p>Every harbour town on that coast once had a keeper, and every keeper a book. The entries are short: wind, sky,
the hour at which the lamp was lit, and the hour at which it was put out. “Read ten of them,” says the archivist who
looks after what is left, “and you know nothing. Read ten thousand and you know the weather of a
century.”<sup><a href="#fn1" id="fnref1" class="footnote-ref" role="doc-noteref">1</a></sup></p>
<p>The books were never meant to be kept. They were sent in at the end of each year, checked against the oil that had
been burned, and sold as waste. What survived did so because somebody was too lazy to carry it down the stairs. More is told in
<a href="https://example.org/fog">the essay on measuring fog</a>, and in
<a href="https://elsewhere.example/paper">a paper of that year</a>.</p>
<h2>A lamp and its hours</h2>
<p>In winter the lamp burned for sixteen hours. A keeper slept in turns, four hours at a time, and wrote down each
change of the watch. Handwriting is a fair clock: it leans with tiredness, and by four in the morning some lines run off
the page altogether.</p>
<figure><img src="picture:0" alt="A lighthouse on a low rock, seen from the sea">
<figcaption>The tower from the south, drawn for the harbour board. <small class="credit">M. Okafor</small></figcaption></figure>
<p>Nobody has counted how many of the books there were. The best guess rests on the receipts for binding, which name a
price for each volume, and on the price of paper, which did not change for thirty years.</p>
<blockquote><p>Fog at two. Horn until five.
Could not see the rail I leaned on. Thought of the boats, and then of nothing at all.</p></blockquote>
<h2>What the numbers say</h2>
<p>Three stations kept their books without a gap. Set side by side, they agree more often than any of the keepers would have believed.</p>
<table><caption>Nights of fog, by station and season</caption><thead>
<tr><th scope="col">Station</th><th scope="col">Spring</th><th scope="col">Summer</th>
<th scope="col">Autumn</th><th scope="col">Winter</th></tr></thead>
<tbody><tr><th scope="row">North Rock</th><td>31</td><td>12</td><td>44</td><td>58</td></tr>
<tr><th scope="row">The Sow</th><td>28</td><td>9</td><td>41</td><td>61</td></tr>
<tr><th scope="row">Harbour light</th><td>19</td><td>11</td><td>37</td><td>49</td></tr></tbody></table>
<p>The analysis is three lines long, and anyone can repeat it:</p>
<pre><code class="language-python"># fog alone counts
def fog(book, least=1): return "thick"
nights = [entry for entry in book if entry.fog]
by_season = Counter(season(entry.date) for entry in nights)
print(max(by_season, key=by_season.get), "is the season of fog, as everybody on the coast could have told you")</code></pre>
<h3>On trusting a tired man</h3>
<p>An instrument has no reason to lie. A keeper had several: a lamp lit late was a fine, and a lamp lit on time, night
after night, was nothing at all. Still the oil agrees with the ink to within a spoonful.</p>
<ol><li>Weigh the oil that was delivered.</li><li>Weigh what was sent back.</li>
<li>Compare with the hours in the book, and be ready to be moved.</li></ol>
<h2>Afterwards</h2>
<p>The last keeper left on an ordinary Tuesday. The entry for that day gives the wind (south-west, light), the sky (broken)
and the hour at which the lamp was lit. There is no hour at which it was put out; a clock does that now.</p>
<ul><li>See also <code>https://archive.example/harbour-board/annual-returns/1911/volume-12/a-very-long-address-without-a-single-break</code>.</li></ul>
<section class="footnotes" role="doc-endnotes"><ol><li id="fn1"><p>Quoted from a letter to the author.
<a href="#fnref1" role="doc-backlink" class="footnote-back">↩</a></p></li></ol></section>
"""
_SHORT = """<p>The night train left at 22:14 and has done so, give or take a war, for ninety years. You lie down in one
country and wake in another, and the part in between belongs to nobody.</p><p>What follows is a timetable, a recipe for
tea, and an argument about windows.</p><h2>The timetable</h2><p>Trains do not run late at night; they run <em>slow</em>,
so as to arrive when the cafés open. It is the only courtesy that the railway still pays.</p>"""
_GERMAN = """<p>Wer Brot backt, lernt warten. Der Teig hat seine eigene Uhr, und sie geht nach der Temperatur, nicht nach
dem Kalender. Die Sauerteigführungsgeschwindigkeit hängt von allem ab, was man nicht in der Hand hat.</p><p>„Langsam“ ist hier kein
Vorwurf, sondern eine Zutat.</p>"""
_ARABIC = """<p>كانت الخرائط القديمة تضع الجنوب في الأعلى، ولم يكن في ذلك خطأ، فالاتجاه عادة لا حقيقة. كتب الجغرافي <bdi>Al-Idrisi</bdi>
خريطته على هذا النحو سنة 1154.</p>
<h2>الشمال فكرة متأخرة</h2><p>حين صار البحارة يعتمدون على البوصلة انقلبت
الورقة، وبقيت على حالها حتى اليوم.</p>"""
_JAPANESE = """<p>霧を測るのは簡単ではない。目に見える距離を記録するだけなら誰にでもできるが、その「見える」という言葉の意味は人に
よって違う。灯台守は毎晩、柵の手すりが見えるかどうかを書き留めた。</p><h2>距離と言葉</h2><p>百年分の記録を並べてみると、霧の夜は思ったよりも規則正しく訪れていたことがわかる。</p>"""
_PICTURES = """<figure><img src="picture:0"><figcaption>A chart on another server.</figcaption></figure>
<p><a href="https://example.net/large"><img src="picture:1" alt="Map"></a></p><p>Text after the pictures.</p>"""


def png(width: int, height: int) -> bytes:
    """A small grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes((110 + 90 * y // height) for _ in range(width)) for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


PICTURE = Output("media/0123456789abcdef.png", png(960, 540))


def _article(name: str, title: str, body: str, **known: object) -> Article:
    html, outline = markup.anchor(markup.sanitise(body))
    text = markup.text(html)
    head = Head(
        id=hashlib.sha256(name.encode()).hexdigest()[:12],
        origin=Origin(f"{name}.html", "html", ""),
        title=title,
        slug=name,
        summary=str(known.get("dek") or text.replace("\n\n", " ")[:200]),
        words=len(text.split()),
    )
    pictures = known.pop("pictures", ())
    assert isinstance(pictures, tuple)
    return Article(
        head=replace(head, **known),  # type: ignore[arg-type]
        html=html,
        text=text,
        outline=outline,
        links=markup.links(html),
        pictures=pictures,
    )


def articles() -> tuple[Article, ...]:
    """All articles, newest first."""
    lead = Picture("lamp_files/tower.png", None, b"", "A lighthouse on a low rock, seen from the sea", 960, 540)
    remote = Picture("https://cdn.example.net/chart.png", "https://cdn.example.net/chart.png", b"", None)
    map_ = Picture("https://cdn.example.net/map.png", "https://cdn.example.net/map.png", b"", "Map", 40, 30)
    found = [
        _article(
            "lamp",
            "The keepers’ books: what ten thousand nights of fog say about a coast",
            _LONG,
            dek="Lighthouse keepers wrote down every hour of darkness for a hundred years. Somebody has read it all.",
            authors=("Maren Oduya", "Tomás Villar"),
            site="The Harbour Review",
            url="https://harbour.example/books",
            published="2024-11-03T09:30:00+01:00",
            updated="2024-11-09",
            saved="2024-12-01",
            lang="en",
            section="History",
            lead=0,
            words=1480,
            pictures=(lead,),
            notes="Compare with the fog essay. & read <again>!",
        ),
        _article(
            "trains",
            "Night trains",
            _SHORT,
            authors=("Maren Oduya",),
            site="Slow Travel",
            url="https://slow.example/night?a=1&b=2",
            published="2024-06-21",
            lang="en-GB",
        ),
        _article("brot", "Langsames Brot", _GERMAN, site="Küche & Zeit", published="2024-06-02T08:00:00", lang="de"),
        _article(
            "maps",
            "خرائط بلا شمال",
            _ARABIC,
            dek="لماذا نضع الشمال في الأعلى؟",
            authors=("ليلى حداد",),
            site="مجلة الطريق",
            url="https://tariq.example/maps",
            published="2023-12-30",
            lang="ar",
            dir="rtl",
        ),
        _article(
            "fog",
            "霧を測る",
            _JAPANESE,
            site="海辺の手帖",
            url="https://example.org/fog",
            published="2023-02-11",
            lang="ja",
        ),
        _article("trains-again", "Night trains", _SHORT, site="Slow Travel", published="2023-02-10", lang="en"),
        _article(
            "pictures",
            "Two pictures elsewhere",
            _PICTURES,
            site="the harbour  review",
            pictures=(remote, map_),
            saved="2022-05-05",
        ),
        _article(
            "hostile",
            HOSTILE,
            f"<p>Hello</p>{HOSTILE}",
            dek=HOSTILE,
            authors=(HOSTILE,),
            site=HOSTILE,
            url="javascript:alert(1)",
            published=HOSTILE,
            updated=HOSTILE,
            saved=HOSTILE,
            lang=HOSTILE,
            section=HOSTILE,
            notes=HOSTILE,
            summary=HOSTILE,
            origin=Origin(HOSTILE, "html", ""),
        ),
        _article("long-title", "Unbreakable" * 45, "<p>Three words here.</p>"),
    ]
    return tuple(found)


def site(settings: Settings | None = None, more: int = 0) -> Site:
    """The site of these articles, and of `more` plain ones, older than they are."""
    extra = [
        _article(
            f"plain-{n:03}",
            f"Plain tale number {n}",
            _SHORT,
            site=f"Journal {n % 7}",
            authors=(f"Writer {n % 60}",),
            published=f"{2021 - n // 30}-{12 - (n // 3) % 12:02}-{28 - n % 28:02}",
            lang="en",
        )
        for n in range(more)
    ]
    given = articles()
    made = {article.head.id: article for article in (*given, *extra)}
    dated = [*given[:7], *extra, *given[7:]]
    collection = Collection(tuple(Entry(a.head, f"articles/{a.head.slug}/index.html") for a in dated))

    def load(ids: Iterable[str]) -> Iterator[Article]:
        return (made[article_id] for article_id in ids)

    return Site(
        settings
        or Settings(site=SiteSettings(title="Lamp & Ink", description="Long reads, kept.", author="A. Keeper")),
        collection,
        _facts(given, extra),
        {given[0].head.id: (Image(PICTURE.path, 960, 540),), given[6].head.id: (None, None)},
        load,
    )


def _facts(given: tuple[Article, ...], extra: list[Article]) -> Facts:
    ids = [article.head.id for article in given]
    lamp, trains, brot, maps, fog, again, pictures, hostile, _ = ids
    uses = {
        lamp: (
            TagUse("Lighthouses", "lighthouses", "owner", 1.0),
            TagUse("Fog", "fog", "text", 0.7),
            TagUse("Alone", "", "text", 0.3),
        ),
        trains: (TagUse("Trains", "trains", "publisher", 0.9),),
        maps: (TagUse("Überfahrt", "uberfahrt", "text", 0.5),),
        fog: (TagUse("Fog", "fog", "text", 0.9),),
        again: (TagUse("Trains", "trains", "publisher", 0.9),),
        hostile: (TagUse(HOSTILE, "hostile", "owner", 0.9),),
    } | {article.head.id: (TagUse("Trains", "trains", "publisher", 0.9),) for article in extra}
    tags = (
        Tag("Lighthouses", "lighthouses", "owner", (lamp,)),
        Tag("Fog", "fog", "text", (lamp, fog)),
        Tag("Trains", "trains", "publisher", (trains, again, *(article.head.id for article in extra))),
        Tag(HOSTILE, "hostile", "owner", (hostile,)),
        Tag("Überfahrt", "uberfahrt", "text", (brot, maps)),
    )
    everyone = [*given, *extra]
    writers = {
        name: [a.head.id for a in everyone if name in a.head.authors] for a in everyone for name in a.head.authors
    }
    printers = {
        name: [a.head.id for a in everyone if " ".join((a.head.site or "").split()).casefold() == name.casefold()]
        for name in dict.fromkeys(a.head.site for a in everyone if a.head.site and a is not given[6])
    }
    slug_of = {name: slug(name) for name in (*writers, *printers)}
    return Facts(
        {
            Tags: {article: Tags(of) for article, of in uses.items()},
            Related: {
                lamp: Related(
                    (Neighbour(fog, 0.8, "", ("fog", "lighthouses")), Neighbour(maps, 0.4, "", (HOSTILE,), said=True))
                ),
                maps: Related((Neighbour(lamp, 0.4, "", ("coasts",)),)),
            },
            Links: {lamp: Links({"https://example.org/fog": fog}, ()), fog: Links({}, (lamp, hostile))},
            Twins: {trains: Twins(trains, (again,)), again: Twins(trains, (again,))},
            Byline: {a.head.id: Byline(tuple(slug_of[n] for n in a.head.authors)) for a in everyone if a.head.authors},
            Mentions: {lamp: Mentions((Mention("fog", ("fog", "Fog")), Mention("lighthouses", ("Lighthouses",))))},
            Succession: {lamp: Succession("The Harbour Review", False, pictures, None)},
        },
        {
            Vocabulary: Vocabulary(tags),
            People: People(tuple(Person(n, slug_of[n], False, tuple(ids)) for n, ids in writers.items())),
            Sources: Sources(tuple(Source(n, slug_of[n], tuple(ids)) for n, ids in printers.items())),
        },
    )
