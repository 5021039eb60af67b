"""An incremental build equals a full one, byte for byte, whatever was changed before it."""

import random
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readery import pipeline
from readery.pipeline import Folders, Report
from readery.settings import Settings, read
from readery.write import MANIFEST

from .conftest import PAGES, tree

_WORDS = (
    "ferry bridge harbour lamp fog keeper island crossing winter current pier night boat school library council".split()
)


class Silent:
    """A progress that says nothing."""

    def stage(self, name: str, total: int | None) -> None: ...
    def step(self) -> None: ...
    def say(self, message: str) -> None: ...


def build(root: Path, config: Settings, site: str, state: str, jobs: int = 1, force: bool = False) -> Report:
    """Build `root`/seeds, with templates of its own."""
    folders = Folders(root / "seeds", root / site, root / "templates", root / state)
    return pipeline.build(config, folders, jobs, force, Silent())


def page(seed: int) -> str:
    """A small page of Markdown, drawn by seed: with tags, sources, links to others and a text that some share."""
    source = random.Random(seed)
    sentences = [
        " ".join(source.choices(_WORDS, k=9)).capitalize()
        + f" of Marrow Island near Port {source.choice('ABCD')}thorpe."
        for _ in range(8)
    ]
    tags = source.sample(_WORDS, 3)
    return (
        f"---\ntitle: {source.choice(_WORDS).capitalize()} {source.randint(1, 9)}\npublished: 20{source.randint(10, 19)}-05-"
        f"{source.randint(10, 28)}\ntags: [{', '.join(tags)}]\nsource: https://{source.choice('abc')}.example/{seed % 20}\n---\n\n"
        f"{' '.join(sentences[:4])}\n\n{' '.join(sentences[4:])} See [this](https://a.example/{source.randint(0, 19)}).\n"
    )


_NAMES = st.sampled_from([f"{folder}{number}.md" for folder in ("", "notes/", "Notes2/") for number in range(4)])
_CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("write"), _NAMES, st.integers(0, 60)),
        st.tuples(st.just("remove"), _NAMES, st.just(0)),
        st.tuples(st.just("rename"), _NAMES, st.integers(0, 11)),
        st.tuples(st.just("side"), _NAMES, st.integers(0, 3)),
        st.tuples(st.just("setting"), st.just(""), st.integers(0, 3)),
        st.tuples(st.just("template"), st.just(""), st.integers(0, 2)),
        st.tuples(st.just("output"), st.just(""), st.integers(0, 200)),
    ),
    min_size=1,
    max_size=5,
)
_SETTINGS = (
    {},
    {"site": {"title": "Other", "base_url": "https://x.example/r/"}},
    {"site": {"articles_per_page": 2}, "tags": {"hide": ["ferry"]}},
    {"tags": {"mentions": False, "merge": {"fog": "lamp"}}, "clean": {"a.example": {"drop": ["Port A"]}}},
)


def change(root: Path, kind: str, name: str, number: int, config: Settings) -> Settings:
    """Change something, and say which settings hold from now on."""
    path = root / "seeds" / name
    match kind:
        case "write":
            path.parent.mkdir(exist_ok=True)
            path.write_text(page(number))
        case "remove":
            path.unlink(missing_ok=True)
        case "rename" if path.is_file():
            path.rename(root / "seeds" / f"moved{number}.md")
        case "side" if path.is_file():
            side = path.with_name(f"{path.name}.toml")
            side.write_text(('title = "Said"\n', 'slug = "x"\n', 'tags = ["owned"]\n', 'drop = ["Marrow"]\n')[number])
        case "setting":
            return read(_SETTINGS[number], "test")
        case "template":
            (root / "templates").mkdir(exist_ok=True)
            own = root / "templates" / "404.html"
            if number:
                own.write_text(f"<!doctype html><title>{number}</title>")
            else:
                own.unlink(missing_ok=True)
        case "output":
            files = sorted((root / "site").rglob("*.*"))
            if number % 2:
                files[number % len(files)].unlink()
            else:
                files[number % len(files)].write_bytes(b"edited by hand")
    return config


def assert_same(one: Path, two: Path) -> None:
    """Both sites are the same, but for redirects from addresses that articles had: a fresh build cannot know those."""
    sites = [tree(one), tree(two)]
    for site in sites:
        redirects = {path for path, data in site.items() if b'http-equiv="refresh"' in data}
        site[MANIFEST] = b"".join(
            line for line in site[MANIFEST].splitlines(True) if line.decode().strip() not in redirects
        )
        for path in redirects:
            del site[path]
    assert sites[0].keys() == sites[1].keys()
    for path, data in sites[0].items():
        assert data == sites[1][path], path


@given(rounds=st.lists(_CHANGES, min_size=1, max_size=3), jobs=st.sampled_from([1, 1, 1, 1, 1, 2]))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_incremental_build_equals_a_full_one(
    tmp_path_factory: pytest.TempPathFactory, rounds: list[list[tuple[str, str, int]]], jobs: int
) -> None:
    root = tmp_path_factory.mktemp("site")
    (root / "seeds").mkdir()
    for number, (name, text) in enumerate([*PAGES.items(), *((f"p{n}.md", page(n)) for n in range(8))]):
        (root / "seeds" / f"{number}-{Path(name).name}").write_text(text)
    config = Settings()
    build(root, config, "site", "state")
    for changes in rounds:
        for kind, name, number in changes:
            config = change(root, kind, name, number, config)
        report = build(root, config, "site", "state", jobs)
        fresh = build(root, config, "fresh", "fresh-state", force=True)
        assert_same(root / "site", root / "fresh")
        assert report.findings == fresh.findings
        assert (report.articles, report.tags) == (fresh.articles, fresh.tags)
        shutil.rmtree(root / "fresh")
        shutil.rmtree(root / "fresh-state")


def test_what_recurs_on_a_site_is_left_out_and_comes_back_with_the_pages_that_showed_it(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    appeal = (
        "Our harbour choir sings on the first Sunday of each month, and whoever reads this is welcome to come along."
    )
    for number in range(8):
        text = "\n\n".join(sentence.strip() + "." for sentence in page(number).split("---")[2].split(". "))
        (seeds / f"{number}.txt").write_text(
            f"Story number {number} of the ferry\n\n{text}\n\n{appeal}\n\n{text[::-1]}\n"
        )
    build(tmp_path, Settings(), "site", "state")
    for path in sorted(seeds.iterdir())[1:]:
        path.unlink()
    build(tmp_path, Settings(), "site", "state")
    build(tmp_path, Settings(), "fresh", "fresh-state")
    assert_same(tmp_path / "site", tmp_path / "fresh")
