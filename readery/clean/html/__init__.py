"""A saved web page becomes an article's draft.

The page is parsed once (`tree`), its metadata read, its passages judged (`judge`), what was left out cut from the
tree, and what remains rewritten as clean semantic HTML (`rewrite`).
"""

from __future__ import annotations

from readery.clean.draft import Draft, Found, Metadata, NoArticle, Will
from readery.clean.html import tree
from readery.clean.html.judge import judge, overrule
from readery.clean.html.rewrite import rewrite
from readery.clean.html.trail import trail
from readery.model import RawPage


def draft(page: RawPage, will: Will) -> Draft:
    """The draft of a page of HTML. Raises NoArticle."""
    whole = tree.parse(page.text)
    facts = _facts(whole, page)
    found = tree.read(whole)
    if not any(passage.text or passage.media for passage in found.passages if not passage.closed):
        raise NoArticle(
            "it holds no text that a reader would see.",
            "Open it in a browser: a page that is built by scripts has to be saved after they ran.",
        )
    judgements = judge(found)
    judgements = [
        overrule(judgement, passage.text, will) for judgement, passage in zip(judgements, found.passages, strict=True)
    ]
    verdicts = trail(found, judgements)
    markup = tree.cut(found, [judgement.keep for judgement in judgements])
    if not markup:
        raise NoArticle(
            "none of its passages reads like an article.", "Keep passages by `keep` in a side file, or remove the page."
        )
    written = rewrite(markup, facts.url.value if facts.url else page.url, facts.title.value if facts.title else None)
    return Draft(facts, written.body, written.pictures, written.captions, verdicts)


def _facts(whole: tree.Tree, page: RawPage) -> Metadata:
    """Title and address, as long as nothing else reads them."""
    heading = whole.css_first("h1")
    title = heading.text(deep=True).strip() if heading is not None else ""
    return Metadata(
        title=Found(" ".join(title.split()), "first heading") if title else None,
        url=Found(page.url, "the saved page") if page.url else None,
    )
