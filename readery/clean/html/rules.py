"""Rules about passages that were judged: what stands with what, and what goes however much it reads like the article.

Each rule takes the passages and their judgements and changes the latter; `RULES` has them in the order in which they apply.
"""

from __future__ import annotations

from collections.abc import Callable

from readery.clean.html.contents import contents, headed_links
from readery.clean.html.edges import edges, last_headings
from readery.clean.html.goes import asides, beside, copies, hidden, labels, outside, properties, replies
from readery.clean.html.judgement import Judgement
from readery.clean.html.stays import between, captions, notes, sections
from readery.clean.html.tree import Passages

RULES: tuple[Callable[[Passages, list[Judgement]], None], ...] = (
    between,
    labels,
    beside,
    edges,
    replies,
    outside,
    asides,
    properties,
    hidden,
    copies,
    sections,  # from here on something comes back
    notes,
    contents,
    headed_links,
    captions,  # a picture goes with the text around it
    last_headings,
)
