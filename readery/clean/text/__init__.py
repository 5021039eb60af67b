"""A text scrape becomes the draft of an article."""

from __future__ import annotations

import html

from readery.clean.draft import Draft, Metadata, Will
from readery.clean.text.lines import passages
from readery.model import RawPage, Verdict


def draft(page: RawPage, will: Will) -> Draft:
    """The article of a page of text, and what was seen of its passages. Raises NoArticle."""
    kept = [passage.text for passage in passages(page.text) if will.says(passage.text) is not False]
    body = "\n".join(f"<p>{html.escape(text, quote=False)}</p>" for text in kept)
    return Draft(Metadata(), body, trail=tuple(Verdict(text, True, "judge", "an article's text") for text in kept))
