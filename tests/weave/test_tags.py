from readery.model import Facts, Mentions, Tags, Vocabulary

from .collection import article, id_of, woven

FILLER = "It was a long and quiet week, and nobody wanted to say what would come of it."
OTHER = "Since then the rain has fallen on every roof from here to the sea, as anybody could have told them before."
"""So that two short texts are not taken for one story."""


def tags(facts: Facts, name: str) -> list[str]:
    fact = facts.of(Tags, id_of(name))
    assert fact is not None
    return [use.name for use in fact.uses]


def vocabulary(facts: Facts) -> dict[str, int]:
    whole = facts.whole(Vocabulary)
    assert whole is not None
    return {tag.name: len(tag.articles) for tag in whole.tags}


def test_names_in_the_text_become_tags_and_two_articles_make_a_page() -> None:
    facts = woven(
        [
            article("a", f"The siege of Aleppo went on. In Aleppo nobody slept, said Karim Hadid. {FILLER}"),
            article("b", f"Trucks reached Aleppo. From Aleppo they drove home. {FILLER}"),
        ]
    )
    assert "Aleppo" in tags(facts, "a")
    assert vocabulary(facts) == {"Aleppo": 2}
    whole = facts.whole(Vocabulary)
    assert whole is not None
    assert "Karim Hadid" in whole.orphans
    uses = facts.of(Tags, id_of("a"))
    assert uses is not None
    assert {use.slug for use in uses.uses if use.name == "Aleppo"} == {"aleppo"}
    assert {use.slug for use in uses.uses if use.name == "Karim Hadid"} == {""}


def test_one_story_saved_twice_makes_no_page() -> None:
    text = f"The siege of Aleppo went on. In Aleppo nobody slept. {FILLER}"
    twice = [article("a", text), article("b", f"{text} So it was said.")]
    assert vocabulary(woven(twice)) == {}
    third = article("c", f"Trucks reached Aleppo. From Aleppo they drove home. {OTHER}")
    assert vocabulary(woven([*twice, third])) == {"Aleppo": 3}


def test_short_forms_accents_and_case_are_one_tag() -> None:
    facts = woven(
        [
            article("a", f"Talks in the U.S. went on. The US agreed. {FILLER}"),
            article("b", f"Talks in the United States went on. The United States agreed. {OTHER}"),
            article("e", f"It was told by Food & Agriculture Watch. {FILLER}"),
            article("f", f"It was told by Food and Agriculture Watch. {OTHER}"),
            article("c", f"They flew to São Paulo and left São Paulo. {FILLER}"),
            article("d", f"They flew to Sao Paulo and left Sao Paulo. {OTHER}"),
        ]
    )
    found = vocabulary(facts)
    assert found["United States"] == 2
    assert found.get("Food & Agriculture Watch", 0) + found.get("Food and Agriculture Watch", 0) == 2
    assert found.get("São Paulo", 0) + found.get("Sao Paulo", 0) == 2


def test_a_name_in_one_word_or_two_is_one_tag_though_neither_is_usual() -> None:
    facts = woven(
        [
            article("a", f"It was sold by the NightRails firm. What NightRails sold was lost. {FILLER}"),
            article("b", f"It was sold by the Night Rails firm. What Night Rails sold was lost. {OTHER}"),
        ]
    )
    assert vocabulary(facts) == {"Night Rails": 2}


def test_initials_are_merged_with_the_name_that_stands_beside_them() -> None:
    facts = woven(
        [
            article("a", f"The International Tennis Federation met. The ITF, or ITF for short, agreed. {FILLER}"),
            article("b", f"A ban by the ITF was lifted, and the ITF said why. {FILLER}"),
        ]
    )
    assert vocabulary(facts) == {"International Tennis Federation": 2}


def test_a_last_name_alone_is_the_person_where_one_only_bears_it() -> None:
    facts = woven(
        [
            article("a", f"We met Nell Hathersby. Then Hathersby left, and Hathersby wrote. {FILLER}"),
            article("b", f"A swarm was caught by Nell Hathersby; Mrs Hathersby was stung. {FILLER}"),
        ]
    )
    assert vocabulary(facts) == {"Nell Hathersby": 2}


def test_a_last_name_of_two_people_is_not_merged_but_told() -> None:
    facts = woven(
        [
            article("a", f"We met Mary Ford and John Ford. Both praised Ford, of Ford & Sons. {FILLER}"),
            article("b", f"We met Mary Ford and John Ford. Both praised Ford again, as Ford asked. {OTHER}"),
            article("c", f"It was said that Ford won. {FILLER}"),
            article("d", f"It was said that Ford lost. {OTHER}"),
        ]
    )
    whole = facts.whole(Vocabulary)
    assert whole is not None
    assert {"Mary Ford", "John Ford", "Ford"} <= set(vocabulary(facts))
    assert ("Ford", "John Ford") in {tuple(sorted((doubt.name, doubt.other))) for doubt in whole.doubts}


def test_short_forms_are_shown_by_their_whole_name_and_roles_without_their_bearer_are_none() -> None:
    text = "The UN met. Talks with the American president and the Russian Foreign Minister followed, the UN said."
    assert tags(woven([article("a", f"{text} {FILLER}")]), "a") == ["United Nations", "United States"]


def test_people_are_tagged_without_their_office_their_body_and_what_stood_beside_them() -> None:
    facts = woven(
        [
            article("a", f"It was said by White House Press Secretary Stephanie Grisham. {FILLER}"),
            article("b", f"So spoke Interim Chief Executive Junya Tanase of Marlow Chase. Then Tanase left. {FILLER}"),
            article("c", f"They saw Galileo and the Europa Clipper. A list: by Galileo Europa Clipper. {FILLER}"),
        ]
    )
    assert "Stephanie Grisham" in tags(facts, "a")
    assert "Junya Tanase" in tags(facts, "b")
    assert {"Galileo", "Europa Clipper"} <= set(tags(facts, "c"))
    assert "Galileo Europa Clipper" not in tags(facts, "c")


def test_a_word_that_names_a_field_is_a_tag_before_a_verb_said_as_often() -> None:
    text = "The vaccine was triggering; a vaccine, it said, for triggering the vaccine that the triggering meant."
    found = tags(woven([article("a", f"{text} {FILLER}")]), "a")
    assert "vaccine" in found
    assert "triggering" not in found


def test_one_person_is_one_tag_however_fully_named() -> None:
    text = "They met Patrick W. Carlineo Jr. in court. Pat Carlineo spoke, Patrick Carlineo left, and Carlineo wept."
    found = [tag for tag in tags(woven([article("a", f"{text} {FILLER}")]), "a") if "Carlineo" in tag]
    assert len(found) == 1


def test_people_are_tagged_without_their_country() -> None:
    text = "They freed Australian Timothy Weeks. Then Weeks went home to Australia, where Weeks slept."
    found = tags(woven([article("a", f"{text} {FILLER}")]), "a")
    assert "Timothy Weeks" in found
    assert "Australian Timothy Weeks" not in found


def test_a_word_is_shown_as_the_text_writes_it_most_often() -> None:
    text = "He kidnapped her. The kidnapping was short; a kidnapping like the kidnapping of old. She was kidnapped at noon."
    assert "kidnapping" in tags(woven([article("a", f"{text} {FILLER}")]), "a")


def test_a_verb_ends_no_phrase_and_a_qualifier_begins_none() -> None:
    text = (
        "The harbour camera showed the ferry. Then the harbour camera showed the quay, and the latest harbour camera failed. "
        "The latest harbour camera was a harbour camera of old."
    )
    found = tags(woven([article("a", text)]), "a")
    assert "harbour camera" in found
    assert not {tag for tag in found if "showed" in tag or "latest" in tag}


def test_german_phrases_are_told_without_the_endings_of_cases() -> None:
    text = (
        "Mit beiden Enden fing es an, an beiden Enden. Die künstliche Intelligenz half; künstliche Intelligenz war es."
    )
    found = tags(woven([article("a", text, lang="de")]), "a")
    assert "künstliche Intelligenz" in found
    assert "beiden Enden" not in found


def test_a_body_told_without_its_kind_is_told_as_doubtful() -> None:
    facts = woven(
        [
            article("a", f"Many left the Marlow Party, and the Marlow Party wept. {FILLER}"),
            article("b", f"Many joined the Marlow Party, and the Marlow Party sang. {OTHER}"),
            article("c", f"It was Marlow that lost. {FILLER}"),
            article("d", f"It was Marlow that won. {OTHER}"),
        ]
    )
    whole = facts.whole(Vocabulary)
    assert whole is not None
    assert {frozenset((doubt.name, doubt.other)) for doubt in whole.doubts} == {frozenset(("Marlow", "Marlow Party"))}


def test_agencies_and_credits_are_no_tags() -> None:
    facts = woven(
        [article("a", f"It was told by Reuters, and again by Reuters, that Oslo slept. Photo by AP. {FILLER}")]
    )
    assert tags(facts, "a") == ["Oslo"]


def test_the_owners_tags_come_first_and_have_a_page_of_their_own() -> None:
    facts = woven(
        [
            article("a", f"Aleppo. {FILLER}", owner_tags=("reading list",), publisher_tags=("Syria", "War")),
            article("b", FILLER),
        ]
    )
    assert tags(facts, "a")[:3] == ["reading list", "Syria", "War"]
    assert vocabulary(facts) == {"reading list": 1}


def test_what_publishers_write_for_machines_is_no_tag() -> None:
    odd = ("@post-id:1913719", "30594", "https://example.org/", "The Example Post", "Floods", "a")
    assert tags(woven([article("a", FILLER, site="Example Post", publisher_tags=odd)]), "a") == ["Floods"]


def test_no_more_tags_than_the_limit() -> None:
    text = " ".join(f"Then {name} {name}son came." for name in ("Adam", "Bert", "Carl", "Dirk", "Emil", "Fred"))
    assert len(tags(woven([article("a", text)], tags={"limit": 3}), "a")) == 3


def test_a_phrase_about_a_tag_that_is_seldom_said_is_none_beside_it() -> None:
    text = "The cannabis use rose. The cannabis use fell. " + "They spoke of the cannabis. " * 5
    assert tags(woven([article("a", text)]), "a") == ["cannabis"]


def test_what_all_pages_of_one_publisher_say_is_furniture() -> None:
    pages = [article(f"{n}", f"Yum Jump here. {FILLER} Town{n}ville is far.", site="Loaves") for n in range(5)]
    assert "Yum Jump" not in vocabulary(woven([*pages, article("x", FILLER, site="Other")]))


def test_the_owner_merges_hides_pins_and_nests() -> None:
    articles = [
        article("a", f"In Aleppo the rebels and Damascus agreed on a truce in Aleppo. {FILLER}", owner_tags=("Bees",)),
        article(
            "b", f"Damascus and Aleppo agreed. A swarm of wasps came to Aleppo. {FILLER}", owner_tags=("bumblebees",)
        ),
    ]
    facts = woven(
        articles,
        tags={
            "merge": {"bumblebees": "Bees"},
            "hide": ["Damascus"],
            "pin": ["truce"],
            "nest": {"Aleppo": "Syria"},
        },
    )
    found = vocabulary(facts)
    assert found["Bees"] == 2
    assert "Damascus" not in found
    assert found["truce"] == 1
    assert found["Syria"] == 2
    whole = facts.whole(Vocabulary)
    assert whole is not None
    assert {tag.parent for tag in whole.tags if tag.name == "Aleppo"} == {"syria"}


def test_mentions_tell_how_the_text_writes_a_tag() -> None:
    articles = [
        article("a", f"Talks in the US went on, and Nell Hathersby spoke. {FILLER}"),
        article("b", f"Talks in the United States went on, and Hathersby, Nell Hathersby, spoke. {OTHER}"),
    ]
    facts = woven(articles)
    mentions = facts.of(Mentions, id_of("a"))
    assert mentions is not None
    assert {(mention.slug, mention.texts) for mention in mentions.of} == {
        ("united-states", ("US", "U.S.")),
        ("nell-hathersby", ("Nell Hathersby",)),
    }
    assert woven(articles, tags={"mentions": False}).of(Mentions, id_of("a")) is None


def test_the_owners_tags_that_differ_in_a_number_a_letter_or_a_sign_are_several() -> None:
    given = [
        "World War 1",
        "World War 2",
        "Vitamin C",
        "Vitamin D",
        "Visual C",
        "Visual C++",
        "C",
        "C#",
        "2016",
        "2020",
    ]
    facts = woven([article("a", FILLER, owner_tags=tuple(given))])
    assert tags(facts, "a") == given
    assert vocabulary(facts) == dict.fromkeys(given, 1)


def test_the_owners_tags_that_differ_in_a_small_word_are_several_but_for_articles() -> None:
    one = article("a", FILLER, owner_tags=("War on drugs", "Life with bees", "Arts & crafts", "The rise of a city"))
    other = article("b", OTHER, owner_tags=("War of drugs", "Life without bees", "Arts and crafts", "Rise of the City"))
    assert sorted(vocabulary(woven([one, other])).values()) == [1, 1, 1, 1, 2, 2]


def test_a_noun_made_of_another_word_is_a_tag_of_its_own() -> None:
    facts = woven(
        [
            article("a", FILLER, owner_tags=("author", "animals")),
            article("b", OTHER, owner_tags=("authors", "authority")),
            article("c", f"The animation was loved, as an animation is; the animation won. {OTHER}"),
            article("d", FILLER, owner_tags=("Animations",)),
        ]
    )
    assert vocabulary(facts) == {"animals": 1, "Animations": 2, "author": 2, "authority": 1}
