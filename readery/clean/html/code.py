"""Blocks of code keep their text to the letter, and their language where the page says it."""

from __future__ import annotations

import re

from readery.clean.html.element import Element, Text
from readery.clean.html.work import Work, all_tags, attribute, classes, each, first, inside, tags, verbatim

_LANGUAGE = re.compile(
    r"(?:^|[\s;])(?:language|lang|brush|highlight-source|highlight|sourceCode|code)[-:=\s]+(?!highlight)([a-z][\w+#.-]{0,20})",
    re.IGNORECASE,
)
_BARE = frozenset(
    "bash c clojure cpp csharp css dart diff dockerfile elixir erlang go graphql haskell html ini java javascript js json "
    "julia kotlin latex less lisp lua make makefile matlab nginx objc objectivec perl php powershell python py r ruby rust "
    "scala scheme scss sh shell sql swift toml ts tsx typescript vb xml yaml zig jsx".split()
)
_NOT_LANGUAGES = frozenset(
    "block code container default highlight none nohighlight plain plaintext pre source text wrapper".split()
)
_NUMBERS = re.compile(r"line-?num|lineno|gutter|rouge-gutter|(?<![a-z])ln(?![a-z])", re.IGNORECASE)
_BUTTONS = re.compile(r"copy|toolbar|clipboard", re.IGNORECASE)


def blocks(work: Work) -> None:
    """Each `pre` becomes ``<pre><code class="language-x">`` with nothing but its text inside."""
    for table in each(work.article, "table"):
        _unnumber(table)
    for pre in each(work.article, "pre"):
        if inside(pre, "pre") or pre.gone:
            continue
        for noise in all_tags(pre):
            if not noise.gone and _is_noise(noise) and noise.name != "code":
                noise.decompose()
        if not first(pre, "code") and not _is_code(pre):
            # Verse and letters set in a fixed pitch stay a bare `pre`.
            text = _text(pre).lstrip("\n")  # a browser passes over a line feed there
            pre.clear()
            pre.append(Text(text))
            pre.attrs = {}
            continue
        language = _language(pre)
        text = _text(pre).strip("\n")
        pre.clear()
        pre.attrs = {}
        code = work.new("code")
        if language:
            code.attrs["class"] = f"language-{language}"
        code.append(Text(text))
        pre.append(code)


def _is_noise(tag: Element) -> bool:
    """Line numbers, and buttons that copy the code."""
    return tag.name == "button" or bool(_NUMBERS.search(classes(tag)) or _BUTTONS.search(classes(tag)))


def _text(pre: Element) -> str:
    """The text of `pre`, a line break where it has `br` or where each line is a block."""
    for line in each(pre, "br"):
        line.replace_with(Text("\n"))
    for line in each(pre, "div", "p", "li", "tr"):
        if not verbatim(line).endswith("\n"):
            line.append(Text("\n"))
    return verbatim(pre).replace("\r\n", "\n").rstrip()


def _is_code(pre: Element) -> bool:
    return bool(_language(pre)) or bool(re.search(r"[{};=<>()\[\]]|^\s*[$#>]\s", verbatim(pre)))


def _language(pre: Element) -> str:
    """The language that `pre`, the code in it, or what directly wraps it names; lower case, empty if none does."""
    around = [pre, *tags(pre, "code")[:1]]
    parent = pre.parent
    for _ in range(3):
        if parent is None or parent.name not in ("div", "figure", "td", "span"):
            break
        around.append(parent)
        parent = parent.parent
    for tag in around:
        for name in ("data-lang", "data-language", "data-code-language", "lang" if tag.name == "code" else "data-lang"):
            if attribute(tag, name):
                return _name(attribute(tag, name))
        names = classes(tag)
        match = _LANGUAGE.search(names)
        if match and match[1].lower() not in _NOT_LANGUAGES:
            return _name(match[1])
        if tag.name in ("pre", "code"):
            for word in names.lower().split():
                if word in _BARE:
                    return word
    return ""


def _name(text: str) -> str:
    name = text.lower().strip().removeprefix("source-")
    return name if re.fullmatch(r"[a-z][\w+#.-]{0,20}", name) and name not in _NOT_LANGUAGES else ""


def _unnumber(table: Element) -> None:
    """A table that sets line numbers beside code is replaced by the code."""
    pres = tags(table, "pre")
    if not pres or len(tags(table, "tr")) > 1 or inside(table, "table"):
        return
    code = max(pres, key=lambda pre: len(verbatim(pre)))
    numbers = [pre for pre in pres if pre is not code]
    if all(re.fullmatch(r"[\d\s]*", verbatim(pre)) for pre in numbers):
        table.replace_with(code.extract())
