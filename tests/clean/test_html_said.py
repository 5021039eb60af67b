"""Text that a page gives in its description alone."""

from __future__ import annotations

import json

import pytest

from readery.clean import clean
from readery.clean.html.said import body
from readery.model import Media, Origin, RawPage

STEPS = [
    "Whisk the eggs with the sugar until they are pale, which takes about five minutes by hand.",
    "Fold in the flour, a spoonful at a time, and then the melted butter.",
    "Bake at 180 degrees for thirty minutes, until a needle comes out clean, and leave it in its tin to cool.",
]
RECIPE = {
    "@context": "https://schema.org",
    "@type": "Recipe",
    "name": "Harbour cake",
    "description": "A plain cake that keeps for a week & travels well, which is why every boat used to have one on board.",
    "recipeIngredient": ["3 eggs", "150 g sugar", "150 g flour", "100 g butter"],
    "recipeInstructions": [{"@type": "HowToStep", "text": text} for text in STEPS],
}


def read(thing: object, inside: str = "") -> str:
    """The cleaned HTML of a page that holds nothing but this description."""
    page = f'<title>Harbour cake</title><script type="application/ld+json">{json.dumps(thing)}</script><body>{inside}</body>'
    result = clean(RawPage(Origin("cake.html", "html", "0"), Media.HTML, page, None), {})
    assert result.article is not None, result.findings
    return str(result.article.html)


@pytest.mark.parametrize("inside", ["", "<a href=#main>Skip header links</a><div id=root></div>"])
def test_a_recipe_that_scripts_would_show(inside: str) -> None:
    html = read({"@graph": [{"@type": "WebSite", "name": "Galley"}, RECIPE]}, inside)
    assert "week &amp; travels" in html
    assert "<li>150 g sugar</li>" in html
    assert html.index("<ol>") < html.index("Whisk the eggs")


def test_sections_of_steps_keep_their_names() -> None:
    sections = [
        {"@type": "HowToSection", "name": "The batter", "itemListElement": [{"text": STEPS[0]}, {"text": STEPS[1]}]},
        {"@type": "HowToSection", "name": "The oven", "itemListElement": [{"text": STEPS[2]}]},
    ]
    html = read({**RECIPE, "recipeInstructions": sections})
    assert html.index("The batter") < html.index("Whisk") < html.index("The oven") < html.index("Bake at")


def test_a_question_with_its_answers() -> None:
    question = {
        "@type": "Question",
        "name": "How?",
        "text": "How does one keep a cake dry on board, in a week of fog? " * 4,
    }
    answer = {
        "@type": "Answer",
        "text": "<p>In a tin, with a slice of apple beside it, and not under the berth.</p>" * 4,
    }
    html = read({"@type": "QAPage", "mainEntity": {**question, "acceptedAnswer": answer}})
    assert html.index("week of fog") < html.index("slice of apple")


def test_what_the_page_shows_itself_goes_first() -> None:
    shown = "".join(
        f"<p>{step} The page itself tells it at greater length, with a story before it.</p>" for step in STEPS * 2
    )
    assert "with a story before it" in read(RECIPE, f"<article><h1>Harbour cake</h1>{shown}</article>")


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("", ""),
        ('{"articleBody": "Too short to be a text."}', ""),
        ('{"articleBody": "' + "So it went on. " * 20 + '", "broken": }', "So it went on."),
        ('{"recipeInstructions": {"a": [[[]]]}, "recipeIngredient": 7}', ""),
        ('{"acceptedAnswer": null, "step": ""}', ""),
        ('{"articleBody": "' + "<p>Told in a paragraph of its own.</p>" * 9 + '"}', "<p>Told in"),
        ("[" * 3000 + '"articleBody"', ""),
    ],
)
def test_whatever_the_description_holds(script: str, said: str) -> None:
    assert said in body([script])
    assert bool(body([script])) == bool(said)
