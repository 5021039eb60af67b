"""Related articles, links between them, and twins."""

import pytest

from readery.model import Collection, Entry, Facts, Links, Related, Twins
from readery.settings import read
from readery.weave import findings
from readery.weave._sketch import mark, overlap, sketch

from .collection import article, id_of, woven

BEES = """The bees of the goods ramp dance for Nell Hathersby. A hive on a roof in Corrowmouth gives honey in June, and the
swarm that left the hive was caught by Nell Hathersby with a box and a brush. Bees find flowers in a city sooner than in fields."""
HIVE = """Nobody keeps a hive at Corrowmouth station, yet a swarm came. Nell Hathersby brought a box and took the bees away;
the honey is sold on the roof, and flowers are planted for the bees."""
TRAIN = """The night train leaves at ten and reaches the coast at seven. Berths are narrow, sheets are starched, and the
timetable of the night train has not changed in forty years, says Anton Rebmann."""
BIENEN = """Auf dem Dach in Corrowmouth summt es. Die Imkerin heißt Nell Hathersby, und was Nell Hathersby über den Honig
sagt, das gilt auch für die Stadt. Der Schwarm blieb nicht lange und zog weiter."""


def near(facts: Facts, name: str) -> dict[str, str]:
    fact = facts.of(Related, id_of(name))
    return {each.id: each.reason for each in fact.neighbours} if fact else {}


def test_the_nearest_article_is_the_one_about_the_same_with_the_reason() -> None:
    facts = woven([article("bees", BEES), article("hive", HIVE), article("train", TRAIN)])
    found = near(facts, "bees")
    assert list(found)[:1] == [id_of("hive")]
    assert "Nell Hathersby" in found[id_of("hive")]
    assert id_of("train") not in found


def test_articles_of_two_languages_meet_by_the_names_they_share() -> None:
    facts = woven([article("bees", BEES), article("bienen", BIENEN, lang="de"), article("train", TRAIN)])
    assert "Nell Hathersby" in near(facts, "bienen")[id_of("bees")]
    assert id_of("train") not in near(facts, "bienen")


def test_twins_are_no_neighbours_and_one_stands_for_them_all() -> None:
    facts = woven([article("bees", BEES + " And so it went."), article("copy", BEES), article("hive", HIVE)])
    assert id_of("copy") not in near(facts, "bees")
    assert set(near(facts, "hive")) == {id_of("bees")}


@pytest.mark.parametrize(
    "variant",
    [
        "http://www.example.org/story/?utm_source=feed",
        "https://example.org/story#comments",
        "https://m.example.org/story/index.html",
        "https://example.org/story/amp",
    ],
)
def test_a_link_to_any_variant_of_an_address_leads_to_the_article(variant: str) -> None:
    facts = woven(
        [
            article("a", BEES, links=(variant, "https://elsewhere.example/"), url="https://example.org/other"),
            article("b", TRAIN, url="https://example.org/story"),
        ]
    )
    links = facts.of(Links, id_of("a"))
    assert links is not None
    assert dict(links.to) == {variant: id_of("b")}
    back = facts.of(Links, id_of("b"))
    assert back is not None
    assert back.mentioned_in == (id_of("a"),)


def test_a_link_to_a_page_whose_twin_stands_leads_to_that_one() -> None:
    full = article("full", BEES + " The last hive was moved in autumn, when the goods ramp was closed.")
    copy = article("copy", BEES, url="https://example.org/bees")
    facts = woven([full, copy, article("a", TRAIN, links=("https://example.org/bees",))])
    links = facts.of(Links, id_of("a"))
    assert links is not None
    assert dict(links.to) == {"https://example.org/bees": id_of("full")}


def test_an_article_that_links_to_itself_mentions_nothing() -> None:
    page = article("a", BEES, links=("https://example.org/a#part",), url="https://example.org/a")
    assert woven([page]).of(Links, id_of("a")) is None


def test_the_fullest_of_the_same_stories_stands() -> None:
    short = article("short", BEES, site="Post", url="https://post.example/bees")
    full = article("full", BEES + " The last hive was moved in autumn, when the goods ramp was closed.")
    facts = woven([short, full, article("train", TRAIN)])
    assert facts.of(Twins, id_of("short")) == Twins(id_of("full"), (id_of("short"),))
    assert facts.of(Twins, id_of("full")) == facts.of(Twins, id_of("short"))
    assert facts.of(Twins, id_of("train")) is None


def test_the_owner_says_what_is_the_same_and_what_is_not() -> None:
    articles = [article("one.html", BEES), article("two.html", BEES), article("three.html", TRAIN)]
    apart = woven(articles, twins={"apart": [["one.html", "two.html"]]})
    assert apart.of(Twins, id_of("one.html")) is None
    same = woven(articles, twins={"same": [["three.html", "one.html"]], "apart": [["one.html", "two.html"]]})
    assert same.of(Twins, id_of("one.html")) == Twins(id_of("three.html"), (id_of("one.html"),))


def test_what_is_alike_to_one_of_the_owners_group_joins_it() -> None:
    articles = [article("one.html", BEES), article("two.html", BEES), article("three.html", TRAIN)]
    same = woven(articles, twins={"same": [["three.html", "one.html"]]})
    told = same.of(Twins, id_of("three.html"))
    assert told is not None
    assert told.stands == id_of("three.html")
    assert set(told.others) == {id_of("one.html"), id_of("two.html")}


def test_two_that_the_owner_tells_apart_are_in_no_story_together() -> None:
    longer = BEES + " The last hive was moved in autumn, when the goods ramp was closed."
    articles = [article("full.html", longer), article("one.html", BEES), article("two.html", BEES)]
    facts = woven(articles, twins={"apart": [["one.html", "two.html"]]})
    told = facts.of(Twins, id_of("full.html"))
    assert told is not None
    assert len(told.others) == 1


def test_the_overlap_of_short_texts_is_exact() -> None:
    words = [mark(f"w{number}") for number in range(24)]
    other = [*words[:14], *(mark(f"x{number}") for number in range(10))]
    assert overlap(sketch(words), sketch(other)) == 10 / 30
    assert overlap(sketch(words), sketch(words)) == 1.0
    assert overlap(sketch(words), sketch([])) == 0.0


def test_the_overlap_of_long_texts_is_near_the_truth() -> None:
    words = [mark(f"ü{number}") for number in range(6000)]
    other = [*words[:4000], *(mark(f"x{number}") for number in range(2000))]
    assert overlap(sketch(words), sketch(other)) == pytest.approx(0.5, abs=0.1)


def test_a_group_that_names_a_page_which_is_not_there_is_told() -> None:
    collection = Collection((Entry(article("one.html").head, "articles/one/index.html"),))
    settings = read(
        {"twins": {"same": [["one.html", "two.html"]], "apart": [["one.html", "three.html"]]}}, "readery.toml"
    )
    assert [finding.problem.split()[2] for finding in findings(collection, settings)] == ["three.html,", "two.html,"]
    assert findings(collection, read({}, "readery.toml")) == ()
