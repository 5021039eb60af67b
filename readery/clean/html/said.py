"""The article's text as the page's own description (JSON-LD) gives it, for pages whose text is put in place by scripts.

Articles say theirs in ``articleBody``; recipes and instructions in lists of ingredients, tools and steps; pages of questions in
the question and its answers. Nothing is added to what they say: a list stands as a list, without a heading of ours.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping

from readery.clean.metadata import json_ld

_WORTH_READING = re.compile(
    r'"(?:articleBody|recipeInstructions|recipeIngredient|acceptedAnswer|suggestedAnswer|step)"'
)
_BODY = re.compile(r'"articleBody"\s*:\s*("(?:[^"\\]|\\.){200,}?")')
_MARKUP = re.compile(r"</p>|<br\b|</li>", re.IGNORECASE)
_LEAST = 200
"""Characters from which an ``articleBody`` is a text and no teaser."""
_DEEPEST = 8
_MOST = 500
"""Parts of one list that are read."""


def body(scripts: Iterable[str]) -> str:
    """HTML of the longest text that one of the JSON-LD `scripts` gives, unsanitised; empty where none does."""
    longest = ""
    for script in scripts:
        if not _WORTH_READING.search(script):
            continue
        data = json_ld.load(script)
        if data is None:
            found = _scraped(script)
        else:
            found = max(_bodies(data, 0), key=len, default="")
        longest = max(longest, found, key=len)
    return longest


def _bodies(data: object, depth: int) -> Iterator[str]:
    """What each thing in the data says."""
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for each in data[:_MOST]:
            yield from _bodies(each, depth + 1)
    elif isinstance(data, dict):
        yield from filter(None, (_article(data), _instructions(data), _question(data)))
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(data.get(key), list | dict):
                yield from _bodies(data[key], depth + 1)


def _article(thing: Mapping[str, object]) -> str:
    said = thing.get("articleBody")
    return _paragraphs(said) if isinstance(said, str) and len(said) >= _LEAST else ""


def _instructions(thing: Mapping[str, object]) -> str:
    """A recipe's or a manual's description, ingredients, tools and steps."""
    steps = thing.get("recipeInstructions") or thing.get("step")
    if not steps:
        return ""
    things = [_list("ul", thing.get(key)) for key in ("recipeIngredient", "ingredients", "supply", "tool")]
    return _paragraphs(_text(thing.get("description"))) + "".join(things) + _steps(steps)


def _question(thing: Mapping[str, object]) -> str:
    answers = [*_listed(thing.get("acceptedAnswer")), *_listed(thing.get("suggestedAnswer"))]
    said = "<hr>".join(_paragraphs(text) for text in map(_text, answers) if text)
    return _paragraphs(_text(thing.get("text"))) + "<hr>" + said if said else ""


def _steps(steps: object) -> str:
    """Steps as a numbered list; sections of them as lists under their names."""
    written: list[str] = []
    loose: list[object] = []
    for each in _listed(steps):
        if isinstance(each, dict) and each.get("itemListElement"):
            written += [
                _list("ol", loose),
                f"<h2>{html.escape(_text(each.get('name')))}</h2>",
                _steps(each["itemListElement"]),
            ]
            loose = []
        else:
            loose.append(each)
    if len(loose) == 1 and not written:
        return _paragraphs(_text(loose[0]))
    return "".join((*written, _list("ol", loose)))


def _list(name: str, items: object) -> str:
    texts = [text for text in map(_text, _listed(items)) if text]
    return f"<{name}>{''.join(f'<li>{_inline(text)}</li>' for text in texts)}</{name}>" if texts else ""


def _text(value: object) -> str:
    """The text of a value that may be a text, or a thing with a text or a name."""
    if isinstance(value, dict):
        value = value.get("text") or value.get("@value") or value.get("name")
    return html.unescape(value).strip() if isinstance(value, str) else ""


def _listed(value: object) -> list[object]:
    return value[:_MOST] if isinstance(value, list) else [] if value is None else [value]


def _inline(text: str) -> str:
    return text if _MARKUP.search(text) else html.escape(text)


def _paragraphs(text: str) -> str:
    """HTML of a text, which may hold HTML itself."""
    text = html.unescape(text)
    if _MARKUP.search(text):
        return text
    return "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n") if line.strip())


def _scraped(script: str) -> str:
    """``articleBody`` out of a block that no reading of JSON can save."""
    match = _BODY.search(script)
    try:
        return _paragraphs(json.loads(match[1], strict=False)) if match else ""
    except ValueError:
        return ""
