"""The only maker of SafeHtml, and the only door to the sanitiser (nh3).

`sanitise` is the last step of cleaning. `place`, `mention` and `fit` put in later what only a page knows. They rely, as
`anchor` and `text` do, on what nh3 writes: well-formed tags, every attribute in double quotes, every `<` and `>` in text
and attributes escaped.
"""

from readery.markup._beside import beside
from readery.markup._place import Offer, Placed, PlacedImage, PlacedLink, colour, fit, mention, place
from readery.markup._read import anchor, links, text, without_opening
from readery.markup._sanitise import sanitise

__all__ = [
    "Offer",
    "Placed",
    "PlacedImage",
    "PlacedLink",
    "anchor",
    "beside",
    "colour",
    "fit",
    "links",
    "mention",
    "place",
    "sanitise",
    "text",
    "without_opening",
]
