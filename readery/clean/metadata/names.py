"""Authors' names out of what pages print: ``Von Ada Muster und Ben Beispiel, Redakteure`` → two names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from readery.dates import labels

# Words that introduce a byline. Longest first, so that "geschrieben von" goes as one.
_INTRODUCTIONS = """
written by|posted by|published by|created by|reported by|story by|words by|text by|article by|a post by|review by|opinion by|by
analysis by|interview by|guest post by|contributed by|submitted by|author|authors|about the author|view all posts by|posts by
all posts by|show all posts by|edited by|reporting by|more by|more from|more posts by|email|e-mail|contact|by staff reporter
von|vom|autor|autorin|autoren|autor/in|autor*in|autor:in|geschrieben von|veröffentlicht von|verfasst von|erstellt von|gepostet von
ein beitrag von|ein artikel von|beitrag von|artikel von|eingestellt von|text von|text|texte|foto und text|text und foto|text und fotos
bericht|bericht von|ein gastbeitrag von|gastbeitrag von|ein kommentar von|kommentar von|ein interview von|interview von|eine analyse von
zeige alle beiträge von|mehr von|weitere beiträge von|alle beiträge von|alle artikel von|redaktion|interview|protokoll
aufgezeichnet von|verfasser|verfasserin
par|écrit par|publié par|rédigé par|posté par|propos recueillis par|auteur|auteure|texte|un article de|article de
por|escrito por|publicado por|autora|redacción|texto|escribe|de|di|scritto da|a cura di|pubblicato da|autore|testo di|articolo di
door|geschreven door|geplaatst door|tekst|av|skrevet av|text av|af|skrevet af|tekst|przez|opublikowane przez|tekst|napisał|napisała
автор|авторы|текст|автор текста|yazan|yazar|írta|szerző|autorul|de către|συντάκτης|του|της|teksti|kirjoittaja|oleh|penulis|tác giả
بقلم|كتب|كتبت|الكاتب|מאת|כתב|نویسنده|作者|文|記者|记者|執筆|著者|글|기자
"""
# Words that begin other lines as well; they introduce a byline only with a colon.
_NOUNS = frozenset(
    ("text", "texte", "texto", "testo", "tekst", "teksti", "interview", "protokoll", "redaktion", "bericht", "contact")
)
_INTRODUCED = re.compile(
    r"^\W*(?:(?P<words>"
    + "|".join(
        sorted(
            (re.escape(each) for each in _INTRODUCTIONS.strip().replace("\n", "|").split("|")), key=len, reverse=True
        )
    )
    + r")(?:\s*[:：]\s*|\s+(?=\S)))",
    re.IGNORECASE,
)
# A byline's first word decides quickly that most lines are none.
_FIRST_WORDS = frozenset(re.split(r"[\s/*:]", each)[0] for each in _INTRODUCTIONS.strip().replace("\n", "|").split("|"))
_FIRST_WORD = re.compile(r"^\W*(\w+)")
_SPLIT = re.compile(
    r"\s*(?:[;|•·/\n]|\s[&+]\s|,\s*(?:and|und|et|y|e|en|og|och|i)\s|\s(?:and|und|et|y|og|och|&|с|и)\s|,\s|、|，|;)\s*",
    re.IGNORECASE,
)
_SPLIT_WEAK = re.compile(r"\s(?:e|i|en)\s")  # "and" in some languages, part of a name or initial in others
_DATED = re.compile(r"\d{1,2}[./:]\d|(?:19|20)\d\d|\d{3}")
_TAIL = re.compile(
    r"\s*(?:\(.*|\[.*|<.*|\s[-–—|]\s.*|@.*|(?<!^)\b(?:posted|published|updated|veröffentlicht|aktualisiert|erstellt|am|on|in|le|el|for|"
    r"für|à|aus|from|vor|pour|is|ist|at)\s.*)$",
    re.IGNORECASE | re.DOTALL,
)
_NOT_A_NAME = re.compile(
    r"https?:|www\.|@|#|\.(?:html?|php)\b|[{}<>=\\]|^\W*$|^(?:admin|administrator|root|user|username|editor|webmaster\w*|super ?user|"
    r"unknown|undefined|null|none|n/?a|anonymous|anonym|author|authors|autor|autorin|autoren|auteur|autore|by|von|staff|staff writer|"
    r"staff reporter|all posts|view all posts|follow|share|redakteur|gast|guest|mehr|more|read more|kontakt|contact|profile?|profil|"
    r"website|e-?mail|mail|twitter|facebook|instagram|linkedin|about the author|über den autor|login|registrieren|drucken|print|"
    r"comments?|kommentare?|keine|no comments|leave a comment|kategorie\w*|categor\w+|uncategorized|news|aktuelles|home|startseite|"
    r"foto|fotos|photo|bild|bilder|quelle|source|link\d*|default|test|system|import|api|wordpress|online|blog|post|artikel|article)$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"^(?:(?:senior|chief|staff|deputy|associate|assistant|freelance|political|science|foreign|managing|executive|contributing|news|"
    r"software|product|marketing|sports?|business|technology|national|special|freie[rn]?|stellv\w*|leitende[rn]?|verantwortliche[rn]?|our|unser\w*)\s+)*"
    r"(?:editors?(?:-in-chief)?|reporters?|correspondents?|writers?|journalist(?:in|e|a|en)?|columnists?|contributors?|producers?|"
    r"redakteur(?:in|e)?|chefredakteur(?:in)?|korrespondent(?:in)?|redact(?:eur|rice)|rédact(?:eur|rice)|redactora?|periodista|"
    r"giornalista|autor(?:in)?|gastautor(?:in)?|volontär(?:in)?|herausgeber(?:in)?|geschäftsführer(?:in)?|professor(?:in)?|"
    r"ph\.?\s?d\.?|m\.?d\.?|jr\.?|sr\.?|esq\.?|mba|m\.?a\.?|b\.?a\.?|msc|rechtsanwalt|rechtsanwältin|ceo|cto|engineer|manager|director|analyst|researcher|scientist|photographer|fotograf(?:in)?|founder|gründer(?:in)?|"
    r"co-?founder|dpa-\w+)\b(?!\s+[A-ZÄÖÜ][a-zäöü]+$).*$",
    re.IGNORECASE,
)
# What is left at the end of a byline when its date or its label was taken away.
_LEFT_OVER = re.compile(
    r"\s+(?:le|on|am|um|at|the|il|el|stand|vom|den|updated|posted|published|aktualisiert|veröffentlicht|datum|date|"
    r"(?:senior |chief |staff |political |sports? |news )*(?:writer|reporter|editor|correspondent|columnist)|"
    r"redakteur(?:in)?|journalist(?:in)?|follow|folgen|suivre|seguir|segui)$",
    re.IGNORECASE,
)
# Words of buttons and counters around an article; no name begins with two of them ("Pin 1.2K Share", "Posted in").
_CONTROL_WORDS = """
share shares shared tweet tweets pin pins print save like likes follow subscribe comment comments reply replies leave read reading min mins
minute minutes view views jump recipe posted published updated filed under last modified permalink link copy email mail facebook twitter
pinterest whatsapp instagram linkedin reddit telegram rss article post page story this it us me a an the on in at to via by now
more and with your my all
teilen drucken merken kommentar kommentare schreiben lesen lesezeit minuten weiterlesen veröffentlicht aktualisiert am zuletzt
partager imprimer commentaire commentaires publié le compartir imprimir comentarios publicado el condividi stampa commenti pubblicato il
"""
_CONTROLS = frozenset(_CONTROL_WORDS.split())
_LETTERS = re.compile(r"[^\W\d_]{2,}")  # not the K of "1.2K"
_ADDRESS = re.compile(r"https?:/|www\.|^\s*@\w+\s*$|\w@\w")
# Little words inside names: von der Leyen, de la Cruz, bin Salman.
_PARTICLE_WORDS = "von van vom de der den del della di da das dos do du la le les el al bin ibn ben zu zum zur ter ten af av y e i of und "
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_EDGES = " \t\n.,;:|-–—*\"“”„'’‘()[]•·"
_INITIAL = re.compile(r"\s[^\W\d_]$")
_LONGEST = 60


def clean(texts: Iterable[str]) -> tuple[str, ...]:
    """The names in `texts`, in order, each once (case folded); empty where there are none."""
    found: dict[str, str] = {}
    for text in texts:
        for name in _names(text):
            found.setdefault(name.casefold(), name)
    return tuple(found.values())


def introduced(text: str) -> str | None:
    """What stands behind ``By``, ``Von``, ``Par`` … at the start of `text`, if it reads as names."""
    match = _introduction(text) if len(text) <= 150 else None
    if match is None:
        return None
    rest = text[match.end() :]
    if match["words"].casefold() in _NOUNS and not match[0].rstrip().endswith((":", "：")):
        return None
    if (
        match["words"].casefold() in ("by", "author", "autor", "autorin", "posted by", "written by")
        and len(rest.split()) == 1
    ):
        return rest if _is_name(rest) else None
    return rest if looks_like_names(rest) else None


def is_introduction(text: str) -> bool:
    """Whether `text` is a byline's first word alone: ``Von:``, ``Autor``."""
    if not 1 < len(text) <= 24:
        return False
    match = _introduction(f"{text.rstrip(' :')}: ")
    return match is not None and match.end() == len(match.string)


def could_be_a_name(text: str) -> bool:
    """Whether an element that is called author may mean a person or a pen name by `text`."""
    if len(text) > 40 or len(text.split()) > 3 or is_introduction(text):
        return False
    return [text.strip(_EDGES)] == list(_names(text))


def looks_like_names(text: str) -> bool:
    """Whether `text` is nothing but names, each of two words or more with capitals where the script has them."""
    found = list(_names(text))
    return (
        len(text) <= 120
        and any(_is_person(each) for each in found)
        and all(_is_person(each) or (each.isupper() and len(each) <= 6) for each in found)  # agencies: NDR, dpa
    )


def _is_person(name: str) -> bool:
    words = name.split()
    if not 2 <= len(words) <= 5 or re.search(r"[\d:!?…»«\"]", name):
        return bool(len(words) == 1 and name[:1] > "\u0590" and 2 <= len(name) <= 12)
    return all(word in _PARTICLES or not word[0].islower() for word in words) and words[0][0].isalpha()


def _names(text: str) -> Iterator[str]:
    if len(text) > 600 or (_ADDRESS.search(text) and " " not in text.strip()):
        return
    text = without_introduction(text)
    for piece in _SPLIT.split(text):
        part = _bare(without_introduction(piece))
        if part and not _ROLE.match(part):
            part = _bare(_TAIL.sub("", part))
            while (shorter := _LEFT_OVER.sub("", part)) != part and " " in shorter:
                part = shorter
            if _is_name(part):
                yield part


def _bare(text: str) -> str:
    """`text` without punctuation around it, but for the full stop of an initial: ``Karin M.``."""
    bare = text.strip(_EDGES)
    return f"{bare}." if _INITIAL.search(bare) and f"{bare}." in text else bare


def without_introduction(text: str) -> str:
    """`text` without the words that introduce a byline, however many stand there."""
    while match := _introduction(text):
        text = text[match.end() :].strip()
    return text


def _introduction(text: str) -> re.Match[str] | None:
    first = _FIRST_WORD.match(text)
    return _INTRODUCED.match(text) if first and first[1].casefold() in _FIRST_WORDS else None


def _is_name(text: str) -> bool:
    return (
        1 < len(text) <= _LONGEST
        and len(text.split()) <= 7
        and not _NOT_A_NAME.search(text)
        and not _DATED.search(text)
        and not _is_control(text)
        and bool(labels.unlabelled(text))
    )


def _is_control(text: str) -> bool:
    """Whether two words or more at the start are those of a button or a label, and no name."""
    words = _LETTERS.findall(text.casefold())[:2]
    return " " in text and bool(words) and _CONTROLS.issuperset(words)
