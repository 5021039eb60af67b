"""A saved web page becomes an article's draft.

The page is parsed once (`tree`), its metadata read, its passages judged (`judge`), what was left out cut from the
tree, and what remains rewritten as clean semantic HTML (`rewrite`).
"""

from __future__ import annotations

import re

from readery import languages, urls
from readery.clean import metadata
from readery.clean.draft import Draft, Metadata, NoArticle, Will
from readery.clean.html import model, tree
from readery.clean.html.features import Facts
from readery.clean.html.judge import judge, overrule
from readery.clean.html.recur import recur
from readery.clean.html.rewrite import rewrite
from readery.clean.html.said import body as body_said
from readery.clean.html.trail import trail
from readery.model import RawPage, Verdict

_TAG = re.compile(r"<[^>]{1,500}>")
_WORD = re.compile(r"\w")
_LEAST_SAID = 400
"""Characters from which a text in the page's description may stand in for the page's own."""
_LANGUAGE_SAMPLE = 6000
"""Characters of running text by which the language is guessed where the page does not say it."""


def draft(
    page: RawPage,
    will: Will,
    recurring: frozenset[int] = frozenset(),
    explain: bool = True,
    judging: model.Model | None = None,
) -> Draft:
    """The draft of a page of HTML. Raises NoArticle.

    `recurring` are the fingerprints of its passages that stand on other pages too (see `readery.clean.learn`).
    Without `explain` it has no trail. `judging` stands in for the shipped model.
    """
    whole = tree.parse(page.text)
    facts = metadata.read(whole, page)
    said_body = _said(whole)
    said = _TAG.sub(" ", said_body)
    base = _base(whole, facts, page)
    found = tree.read(whole, facts.lang.value if facts.lang else None)
    if not said and not any(passage.text or passage.media for passage in found.passages if not passage.closed):
        raise NoArticle(
            "it holds no text that a reader would see.",
            "Open it in a browser: a page that is built by scripts has to be saved after they ran.",
        )
    judgements = judge(found, _facts(facts, said, found), judging or model.shipped())
    judgements, passages = recur(found, judgements, recurring)
    if will:
        judgements = [
            overrule(judgement, passage.text, will)
            for judgement, passage in zip(judgements, found.passages, strict=True)
        ]
    verdicts = trail(found, judgements) if explain else ()
    kept = sum(
        len(passage.text) for passage, judgement in zip(found.passages, judgements, strict=True) if judgement.keep
    )
    if len(said) > _LEAST_SAID and kept * 2 < len(said):
        article: tree.Node | None = tree.parse(said_body).body
        words = bool(_WORD.search(said))
        if explain:
            verdicts = (
                Verdict(said[:_LEAST_SAID], True, "said", "the page gives its text in its description (JSON-LD)"),
                *verdicts,
            )
    else:
        article = tree.cut(found, [judgement.keep for judgement in judgements])
        words = any(
            judgement.keep and _WORD.search(passage.text)
            for passage, judgement in zip(found.passages, judgements, strict=True)
        )
    if article is None or (not words and article.css_first("img") is None):
        raise NoArticle(
            "none of its passages reads like an article.",
            "Keep passages by `keep` in a side file, or remove the page.",
        )
    written = rewrite(article, base, facts.title.value if facts.title else None)
    return Draft(facts, written.body, written.pictures, written.captions, verdicts, passages, found.beyond)


def known(whole: tree.Tree, page: RawPage) -> Facts:
    """What is known of a page's article before it is looked for."""
    facts = metadata.read(whole, page)
    return _facts(facts, _TAG.sub(" ", _said(whole)), tree.read(whole, facts.lang.value if facts.lang else None))


def _facts(facts: Metadata, said: str, found: tree.Passages) -> Facts:
    language = facts.lang.value if facts.lang else None
    if languages.find(language) is None:
        running = (passage.text for passage in found.passages if len(passage.text) > 80)
        language = languages.guess(" ".join(running)[:_LANGUAGE_SAMPLE])
    return Facts(
        facts.title.value if facts.title else "",
        facts.dek.value if facts.dek else "",
        facts.authors.value if facts.authors else (),
        said,
        language,
        facts.site.value if facts.site else "",
    )


def _said(whole: tree.Tree) -> str:
    """HTML of the text that the page's own description gives as its article's, or empty."""
    return body_said(script.text(deep=True) or "" for script in whole.css('script[type="application/ld+json"]'))


def _base(whole: tree.Tree, facts: Metadata, page: RawPage) -> str | None:
    """The address against which the page's links are resolved."""
    address = page.url or (facts.url.value if facts.url else None)
    element = whole.css_first("base[href]")
    href = element.attributes.get("href") if element is not None else None
    return (urls.resolve(address, href) if href else None) or address
