"""How good tags, neighbours and twins are, and what weaving costs.

    python -m benchmarks.weaving [CORPORA_DIR] [--peers] [--cost 10000]

Body texts alone go in: no title, no metadata. The editors' tags are those of `articles/tags.jsonl`. Its sites are told in
two halves (see `_second_half`). Constants were sought by the first, but the second's numbers were in view, its pages have been
read, and lists of words and the treatment of names were made with both in mind: neither half is unseen any more, and a number
for pages nobody has seen may be lower than either.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import resource
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from benchmarks import synthetic
from readery.model import Article, Collection, Entry, Facts, Head, Origin, Related, SafeHtml, Tags, Twins, Vocabulary
from readery.settings import Settings, TagSettings
from readery.weave import Traits, gather, weave

_WORD = re.compile(r"\w+")
_TOGETHER = 16
"""Articles whose traits are gathered together, as many as a worker gets."""


def article(name: str, text: str) -> Article:
    """An article that is nothing but its text."""
    article_id = hashlib.sha256(name.encode()).hexdigest()[:12]
    head = Head(article_id, Origin(name, "text", ""), "", article_id, words=len(_WORD.findall(text)))
    return Article(head, SafeHtml(""), text)


class Kept:
    """What weaving keeps for the next time, as the store does."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}
        self._new: dict[str, bytes] = {}

    def get(self, name: str) -> bytes | None:
        """What was put under that name last, if anything."""
        return self._new.get(name, self._kept.get(name))

    def put(self, name: str, data: bytes) -> None:
        """Put this in place of what was put under its name."""
        self._new[name] = data

    def keep(self) -> None:
        """What was put stays."""
        self._kept |= self._new
        self._new = {}

    def drop(self) -> None:
        """What was put since the last `keep` never was."""
        self._new = {}


class Bench:
    """A collection made of articles, its traits encoded as the store keeps them."""

    def __init__(self, articles: Iterable[Article]) -> None:
        heads: list[Head] = []
        self.traits: dict[str, bytes] = {}
        self.gathering = 0.0
        self.weaving = 0.0
        left = iter(articles)
        while block := tuple(islice(left, _TOGETHER)):
            heads += (each.head for each in block)
            before = time.process_time()
            self.traits |= {traits.id: msgspec.msgpack.encode(traits) for traits in gather(block)}
            self.gathering += time.process_time() - before
        self.collection = Collection(tuple(Entry(head, f"articles/{head.slug}/index.html") for head in heads))
        self.memory = Kept()

    def load(self, ids: Iterable[str]) -> Iterator[Traits]:
        """The loader that weaving asks."""
        decoder = msgspec.msgpack.Decoder(Traits)
        return (decoder.decode(self.traits[article_id]) for article_id in ids)

    def weave(self, limit: int = 8) -> Facts:
        """All facts; `limit` is that of tags."""
        before = time.process_time()
        keys = {article_id: hashlib.sha256(traits).digest() for article_id, traits in self.traits.items()}
        facts = weave(self.collection, self.load, Settings(tags=TagSettings(limit=limit)), keys, self.memory)
        self.weaving = time.process_time() - before
        return facts


def same(one: str, other: str) -> bool:
    """Whether one tag's words are the other's, or contain them as whole words."""
    a, b = f" {_plain(one)} ", f" {_plain(other)} "
    return a.strip() != "" and b.strip() != "" and (a in b or b in a)


def _plain(tag: str) -> str:
    return " ".join(_WORD.findall(tag.lower()))


def scores(found: Mapping[str, Sequence[str]], truth: Sequence[Mapping[str, list[str]]]) -> tuple[float, float, float]:
    """Precision at 5, the same exactly, recall at 10 of the tags that stand in the text; means over pages."""
    precision: list[float] = []
    exact: list[float] = []
    recall: list[float] = []
    for page in truth:
        tags = list(found[str(page["name"])])
        five = tags[:5]
        wanted = {_plain(tag) for tag in page["tags"]}
        precision.append(sum(any(same(tag, want) for want in page["tags"]) for tag in five) / 5)
        exact.append(sum(_plain(tag) in wanted for tag in five) / 5)
        if page["in_text"]:
            ten = tags[:10]
            recall.append(sum(any(same(tag, want) for tag in ten) for want in page["in_text"]) / len(page["in_text"]))
    return tuple(sum(each) / max(1, len(each)) for each in (precision, exact, recall))  # type: ignore[return-value]


def _second_half(url: str) -> bool:
    """Whether a site belongs to the half by which no constant was sought."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return hashlib.sha256(host.encode()).digest()[0] % 2 == 1


def tags(corpora: Path, peers: bool) -> None:
    """Tags from body texts alone against the editors'."""
    truth = [json.loads(line) for line in (corpora / "articles/tags.jsonl").open(encoding="utf-8")]
    pages = [json.loads(line) for line in (corpora / "articles/truth.jsonl").open(encoding="utf-8")]
    url = {page["name"]: page["url"] for page in pages}
    bodies = {page["name"]: page["body"] for page in pages}
    bench = Bench(article(name, body) for name, body in bodies.items())
    facts = bench.weave(limit=10)
    found = {
        entry.head.origin.path: [use.name for use in (facts.of(Tags, entry.head.id) or Tags(())).uses]
        for entry in bench.collection
    }
    rows = {"readery": found}
    if peers:
        rows |= _peers(bodies)
    print(f"{f'tags, {len(truth)} pages':34}  p@5  exact   r@10")
    print(f"{'aimed at':34} 0.62   0.33   0.65")
    for name, tagged in rows.items():
        for part, chosen in (
            ("first half", [page for page in truth if not _second_half(url[page["name"]])]),
            ("second half", [page for page in truth if _second_half(url[page["name"]])]),
            ("all", truth),
        ):
            print(f"{name:9} {part:14} {len(chosen):3} pages  " + "".join(f"{x:7.3f}" for x in scores(tagged, chosen)))


def _peers(bodies: Mapping[str, str]) -> dict[str, dict[str, list[str]]]:
    """What other tools find, where they are installed (not in this project's lock)."""
    found: dict[str, dict[str, list[str]]] = {}
    try:
        import yake  # type: ignore[import-not-found]
    except ImportError:
        print("yake is not installed here: left out")
    else:
        extract = yake.KeywordExtractor(lan="en", n=3, top=10)
        found["yake"] = {name: [word for word, _ in extract.extract_keywords(body)] for name, body in bodies.items()}
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-not-found]
    except ImportError:
        print("scikit-learn is not installed here: left out")
    else:
        vectorizer = TfidfVectorizer(ngram_range=(1, 2), stop_words="english", sublinear_tf=True)
        matrix = vectorizer.fit_transform(bodies.values())
        words = vectorizer.get_feature_names_out()
        found["tf-idf"] = {
            name: [str(words[i]) for i in matrix[row].toarray()[0].argsort()[::-1][:10]]
            for row, name in enumerate(bodies)
        }
    return found


def news(corpora: Path) -> None:
    """Tags that lead on, neighbours of the same desk, and twins, on the news stories."""
    files = sorted((corpora / "news").glob("*/*.txt"))
    names = {f"{file.parent.name}/{file.name}": file for file in files}
    bench = Bench(article(name, file.read_text("utf-8", "replace")) for name, file in names.items())
    facts = bench.weave()
    name_of = {entry.head.id: entry.head.origin.path for entry in bench.collection}
    leading = sum(
        sum(bool(use.slug) for use in (facts.of(Tags, article_id) or Tags(())).uses) >= 3 for article_id in name_of
    ) / len(name_of)
    vocabulary = facts.whole(Vocabulary) or Vocabulary(())
    worth = sum(len(tag.articles) > 1 for tag in vocabulary.tags) / max(1, len(vocabulary.tags))
    desk = 0.0
    for article_id, name in name_of.items():
        near = (facts.of(Related, article_id) or Related(())).neighbours
        desk += sum(name_of[each.id].split("/")[0] == name.split("/")[0] for each in near) / 5
    pairs: set[frozenset[str]] = set()
    for article_id in name_of:
        twins = facts.of(Twins, article_id)
        if twins:
            group = (twins.stands, *twins.others)
            pairs |= {frozenset((name_of[a], name_of[b])) for a in group for b in group if a != b}
    lines = (json.loads(line) for line in (corpora / "news/twins.jsonl").open(encoding="utf-8"))
    wanted = {frozenset((line["a"], line["b"])) for line in lines}
    hits = len(pairs & wanted)
    print(f"news, {len(name_of)} stories")
    print(f"  share with 3 or more tags that lead on    {leading:.3f}   (aimed at 0.97)")
    print(f"  share of tag pages with 2 or more         {worth:.3f}   (aimed at 1.0; {len(vocabulary.tags)} tags)")
    print(
        f"  related: share of the 5 of the same desk  {desk / len(name_of):.4f}  (aimed at 0.950; TF-IDF cosine 0.935)"
    )
    print(
        f"  twins: recall / precision                 {hits / len(wanted):.3f} / {hits / max(1, len(pairs)):.3f}   (aimed at 0.98 / 0.99)"
    )
    _cost(bench)


def cost(articles: int) -> None:
    """What weaving costs for synthetic articles of 650 words."""
    print(f"cost, {articles} synthetic articles")
    bench = Bench(synthetic.articles(articles))
    bench.weave()
    _cost(bench)
    middle = sorted(bench.traits)[articles // 2]
    traits = next(bench.load([middle]))
    for name, words in (("a word", 1), ("every other word", 2)):
        stems = traits.stems.split(" ")
        changed = [f"zeppelin{at}" if at == 3 or (words > 1 and at % 2) else stem for at, stem in enumerate(stems)]
        bench.traits[middle] = msgspec.msgpack.encode(replace(traits, stems=" ".join(changed)))
        bench.weave()
        print(f"  CPU after a change of {name} in one article: {bench.weaving:.2f} s")


def _cost(bench: Bench) -> None:
    number = len(bench.collection)
    size = sum(map(len, bench.traits.values())) / number / 1000
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    both = bench.gathering + bench.weaving
    print(
        f"  CPU: gather {bench.gathering:.1f} s, weave {bench.weaving:.1f} s, together {1000 * both / number:.2f} ms an article;"
        f" traits {size:.1f} KB an article; peak memory {memory:.0f} MB (with the traits)"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="?", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--peers", action="store_true", help="also run YAKE and TF-IDF, where installed")
    parser.add_argument("--cost", type=int, default=10_000, metavar="N", help="synthetic articles to weave (0: none)")
    parser.add_argument("--only", choices=("tags", "news", "cost"), help="one part alone")
    options = parser.parse_args()
    parts: dict[str, Callable[[], None]] = {
        "tags": lambda: tags(options.corpora, options.peers),
        "news": lambda: news(options.corpora),
        "cost": lambda: cost(options.cost),
    }
    for name, part in parts.items():
        if options.only in (None, name) and not (name == "cost" and not options.cost):
            part()


if __name__ == "__main__":
    main()
