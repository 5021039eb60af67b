"""Words that tell names from other capitalised words: closed lists, by hand. English first, and what its neighbours share."""

from __future__ import annotations

HONORIFICS = frozenset(
    """
    mr mrs ms miss mx dr prof professor sir dame lord lady baroness baron rev reverend rabbi imam
    herr frau monsieur madame mme mlle maître señor señora don doña signor signora
    """.split()
)
"""Words that stand before a person's name and are no part of it."""

ROLES = frozenset(
    """
    president vice-president minister chancellor secretary senator sen congressman congresswoman representative rep
    governor gov mayor ambassador pope archbishop bishop cardinal colonel col captain capt lieutenant lt sergeant sgt
    admiral commander spokesman spokeswoman coach manager detective inspector sheriff director chairman chairwoman
    leader analyst striker goalkeeper midfielder defender skipper actor actress singer author boss founder
    bundeskanzler bundeskanzlerin kanzler kanzlerin präsident präsidentin ministerin président présidente ministre
    presidente ministro
    """.split()
)
"""What a person is, where it stands right before the name: ``Foreign Minister Sergei Lavrov``."""

ROLE_WORDS = ROLES | frozenset(
    "prime foreign home defence defense finance interior deputy vice former ex chief executive general shadow".split()
)
"""What may stand before a role."""

JOINERS = tuple(
    "of the|of|de la|de los|de las|del|de|des|du|di|da|do|dos|della|van der|van den|van de|van|von der|von|al|bin|ibn|&".split(
        "|"
    )
)
"""Small words inside a name."""

CALENDAR = frozenset(
    """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
    januar februar märz mai juni juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag sonntag
    janvier février mars avril juin juillet août septembre octobre novembre décembre
    lundi mardi mercredi jeudi vendredi samedi dimanche
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    lunes martes miércoles jueves viernes sábado domingo
    gennaio febbraio aprile maggio giugno luglio settembre ottobre novembre dicembre
    lunedì martedì mercoledì giovedì venerdì sabato domenica
    gmt utc est edt pst pdt bst cet am pm ad bc
    christmas easter today yesterday tomorrow tonight
    """.split()
)
"""Dates and times: capitalised in some languages, never tags."""

PLACES_BEFORE = frozenset(
    """
    north south east west northern southern eastern western central new great greater upper lower mid northeast
    northwest southeast southwest san santa saint st los las el la fort mount lake port cape
    """.split()
)
"""First words after which the last word alone names something else: North Korea is not Korea."""

ALIASES = {
    "us": "United States",
    "usa": "United States",
    "united states of america": "United States",
    "uk": "United Kingdom",
    "great britain": "United Kingdom",
    "britain": "United Kingdom",
    "eu": "European Union",
    "un": "United Nations",
    "uae": "United Arab Emirates",
    "ussr": "Soviet Union",
    "nyc": "New York City",
    "la": "Los Angeles",
}
"""Folded short forms that stand for one thing wherever they occur → its name."""

DEMONYMS = {
    "american": "United States",
    "british": "United Kingdom",
    "briton": "United Kingdom",
    "french": "France",
    "german": "Germany",
    "spanish": "Spain",
    "dutch": "Netherlands",
    "swiss": "Switzerland",
    "swedish": "Sweden",
    "danish": "Denmark",
    "finnish": "Finland",
    "norwegian": "Norway",
    "polish": "Poland",
    "portuguese": "Portugal",
    "irish": "Ireland",
    "scottish": "Scotland",
    "welsh": "Wales",
    "english": "England",
    "turkish": "Turkey",
    "greek": "Greece",
    "chinese": "China",
    "japanese": "Japan",
    "iraqi": "Iraq",
    "israeli": "Israel",
    "pakistani": "Pakistan",
    "afghan": "Afghanistan",
    "saudi": "Saudi Arabia",
    "ukrainian": "Ukraine",
    "hungarian": "Hungary",
    "czech": "Czech Republic",
    "brazilian": "Brazil",
    "argentine": "Argentina",
    "peruvian": "Peru",
    "egyptian": "Egypt",
    "lebanese": "Lebanon",
    "thai": "Thailand",
    "vietnamese": "Vietnam",
    "filipino": "Philippines",
    "canadian": "Canada",
    "mexican": "Mexico",
    "iranian": "Iran",
    "palestinian": "Palestine",
    "european": "Europe",
    "italian": "Italy",
    "belgian": "Belgium",
    "ukrainians": "Ukraine",
}
"""Folded demonyms that no ending explains → the place, where the place is named too."""
