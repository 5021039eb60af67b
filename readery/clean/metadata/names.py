"""Authors' names out of what pages print: ``Von Ada Muster und Ben Beispiel, Redakteure`` → two names."""

from __future__ import annotations

import re
from collections.abc import Iterable

_BY = re.compile(
    r"^\W*(?:(?:written|posted|published|created|reported|story|words|text|article|a post|review|opinion|analysis|"
    r"interview|guest post)\s+by|"
    r"by|von|par|por|de la part de|di|door|av|af|autor(?:in|en|es|a|e)?|auteur|author|authors|redaktion:|"
    r"(?:geschrieben|veröffentlicht|verfasst|erstellt|gepostet|ein beitrag|ein artikel|eingestellt|text) von|"
    r"(?:écrit|publié|rédigé|propos recueillis) par|(?:escrito|publicado) por|scritto da|a cura di|geschreven door|"
    r"przez|автор|автор:|text|texte|testo|texto|words|bericht|foto und text|text und fotos?)\b(?:\s+von|\s+by)?\s*:?\s+(?=\S)",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*(?:[;|•·/]|\s&\s|\s\+\s|,\s*(?:and|und|et|y|e|en|og|och)\s|\s(?:and|und|et|y|og|och|&)\s|,\s|、|，)\s*",
    re.IGNORECASE,
)
_DATED = re.compile(r"\d{1,2}[./:]\d|\b(?:19|20)\d\d\b|\b\d{1,2}\.\s")
_TAIL = re.compile(
    r"\s*(?:\((?:[^)]*)\)|[-–—|]\s.*|[,@].*|\b(?:posted|published|updated|veröffentlicht|aktualisiert|am|on|in|le|el|for|für|à|at|aus|from)\s.*)$",
    re.IGNORECASE | re.DOTALL,
)
_NOT_A_NAME = re.compile(
    r"https?:|www\.|@|^#|\.(?:com|de|org|net|html?)\b$|^\W*$|^\d+$|[{}<>=]|^(?:admin|administrator|root|user|editor|webmaster|"
    r"unknown|undefined|null|none|n/?a|anonymous|author|autor|by|staff writer|all posts|view all posts|follow|share|redakteur|gast|guest|"
    r"mehr|more|read more|kontakt|contact|profile?|website|e-?mail|twitter|facebook|autoren|authors|about the author|über den autor)$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"^(?:(?:senior|chief|staff|deputy|associate|freelance|political|science|foreign|managing|executive|contributing|news|sports?)\s+)*"
    r"(?:editor(?:-in-chief)?|reporter|correspondent|writer|journalist(?:in)?|columnist|contributor|producer|redakteur(?:in)?|"
    r"chefredakteur(?:in)?|korrespondent(?:in)?|redacteur|redactrice|journaliste|rédacteur|rédactrice|redactor(?:a)?|periodista|"
    r"freier autor|freie autorin|autor(?:in)?|gastautor(?:in)?|volontär(?:in)?|ph\.?d\.?|m\.?d\.?|jr\.?|esq\.?|author)\b.*$",
    re.IGNORECASE,
)
_EDGES = ' \t.,;:|-–—*"“”„'
_LONGEST = 60


def clean(texts: Iterable[str]) -> tuple[str, ...]:
    """The names in `texts`, in order, each once (case folded); empty where there are none."""
    names: dict[str, str] = {}
    for text in texts:
        for name in _names(text):
            names.setdefault(name.casefold(), name)
    return tuple(names.values())


def _names(text: str) -> Iterable[str]:
    previous = None
    while text != previous:
        previous, text = text, _BY.sub("", text, count=1).strip()
    if len(text) > 400:
        return
    for piece in _SPLIT.split(text):
        part = _BY.sub("", piece).strip(_EDGES)
        if part and not _ROLE.match(part):
            part = _TAIL.sub("", part).strip(_EDGES)
            if _is_name(part):
                yield part


def _is_name(text: str) -> bool:
    return (
        1 < len(text) <= _LONGEST
        and len(text.split()) <= 7
        and not _NOT_A_NAME.search(text)
        and not _DATED.search(text)
    )
