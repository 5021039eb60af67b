"""The stemmers that browsers get: Snowball's, one script a language, in ``stemmers/``.

Only those are there that cut every word as the build does; where there is none, words stay whole on both sides.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from importlib import resources

from readery.model import Output

_FOLDER = resources.files(__package__).joinpath("stemmers")


@functools.cache
def _known() -> frozenset[str]:
    return frozenset(file.name[:-3] for file in _FOLDER.iterdir() if file.name[2:] == ".js")


def known_to_browsers(lang: str) -> bool:
    """Whether there is a stemmer for this language, a primary subtag."""
    return lang in _known()


def scripts(langs: Iterable[str]) -> Iterator[Output]:
    """The stemmers of these languages, each with the part that all have in common, and their licence."""
    wanted = sorted(set(langs) & _known())
    if wanted:
        yield Output("search/stemmers/license.txt", _FOLDER.joinpath("LICENSE").read_bytes())
    for lang in wanted:
        base = _FOLDER.joinpath("base.js").read_text(encoding="utf-8")
        source = _FOLDER.joinpath(f"{lang}.js").read_text(encoding="utf-8")
        name = source.removeprefix("var ").partition("=")[0]
        made = f'readery.put("stemmers/{lang}",(function(){{var {base}{source}return new {name}}})());\n'
        yield Output(f"search/stemmers/{lang}.js", made.encode())
