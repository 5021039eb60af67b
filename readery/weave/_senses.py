"""Words that a stemmer throws together, and that yet are two tags: ``author`` and ``authority``.

A stem is right for counting how much a text speaks of something. As a tag, a noun that was derived from another word is one
of its own, so its key is its stem with the ending that made it.
"""

from __future__ import annotations

_MARK = "+"
_ENDINGS = {"en": tuple("ism ity ment ion ance ence ancy ency ant ist er or ing".split())}
"""Language → endings that make a noun of another word."""


def apart(key: str, text: str) -> str:
    """The key of a tag that is written so, given its language, colon and stems: ``en:author`` → ``en:author+ity``."""
    lang, _, stem = key.partition(":")
    if " " in stem or " " in text or _MARK in stem:
        return key
    word = text.lower().removesuffix("'s")
    word = f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")
    endings = _ENDINGS.get(lang, ())
    if not word.endswith(endings):
        return key
    ending = next(each for each in endings if word.endswith(each))
    return key if stem.endswith(ending) else f"{key}{_MARK}{ending}"


def together(key: str) -> str:
    """The key without its ending: language, colon and stems alone."""
    return key.partition(_MARK)[0] if ":" in key else key
