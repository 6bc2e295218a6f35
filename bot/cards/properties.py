"""The table of CSS properties that cards know: how each is read, and whether it inherits.

``docs/reference/css.md`` documents every row; a test fails when one is missing there.
Sources: CSS Box 4, Flexbox 1, Backgrounds 3, Fonts 4, Text 4, Images 3; ``-card-fit`` is ours.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.cards import readers
from bot.cards.readers import CORNERS, SIDES, Reader, keyword
from bot.cards.values import Context, Unsupported, tokens_of


@dataclass(frozen=True, slots=True)
class Property:
    """How one longhand's value is read, and whether children inherit it."""

    read: Reader
    inherited: bool = False


_SIZE = readers.not_negative(readers.length_or("auto"))
_RADIUS = readers.not_negative(readers.radius)
_MAXIMUM = readers.not_negative(readers.length_or("none"))
_ITEMS = ("normal", "stretch", "flex-start", "start", "flex-end", "end", "center", "baseline")
_CONTENT = (
    *("normal", "stretch", "flex-start", "start", "flex-end", "end", "center"),
    *("space-between", "space-around", "space-evenly"),
)

LONGHANDS: dict[str, Property] = {
    "display": Property(keyword("block", "flex", "inline", "none")),
    "position": Property(keyword("static", "relative", "absolute")),
    **{side: Property(readers.length_or("auto")) for side in SIDES},
    "z-index": Property(readers.z_index),
    "box-sizing": Property(keyword("content-box", "border-box")),
    "width": Property(_SIZE),
    "height": Property(_SIZE),
    "min-width": Property(_SIZE),
    "min-height": Property(_SIZE),
    "max-width": Property(_MAXIMUM),
    "max-height": Property(_MAXIMUM),
    "aspect-ratio": Property(readers.aspect_ratio),
    **{f"margin-{side}": Property(readers.length_or("auto")) for side in SIDES},
    **{f"padding-{side}": Property(readers.not_negative(readers.length)) for side in SIDES},
    "overflow": Property(keyword("visible", "hidden")),
    "flex-direction": Property(keyword("row", "column", "row-reverse", "column-reverse")),
    "flex-wrap": Property(keyword("nowrap", "wrap", "wrap-reverse")),
    "flex-grow": Property(readers.number(0, 10_000)),
    "flex-shrink": Property(readers.number(0, 10_000)),
    "flex-basis": Property(readers.not_negative(readers.length_or("auto", "content"))),
    "justify-content": Property(keyword(*_CONTENT)),
    "align-content": Property(keyword(*_CONTENT)),
    "align-items": Property(keyword(*_ITEMS)),
    "align-self": Property(keyword("auto", *_ITEMS)),
    "row-gap": Property(readers.not_negative(readers.gap)),
    "column-gap": Property(readers.not_negative(readers.gap)),
    "color": Property(readers.color, inherited=True),
    "opacity": Property(readers.number(0, 1)),
    "background-color": Property(readers.color),
    "background-image": Property(readers.images),
    "background-size": Property(readers.sizes),
    "background-position": Property(readers.positions),
    "background-repeat": Property(keyword("repeat", "no-repeat")),
    **{f"border-{side}-width": Property(readers.border_width) for side in SIDES},
    **{f"border-{side}-style": Property(keyword("none", "solid")) for side in SIDES},
    **{f"border-{side}-color": Property(readers.color) for side in SIDES},
    **{
        f"border-{corner}-radius": Property(readers.not_negative(readers.radius))
        for corner in CORNERS
    },
    "box-shadow": Property(readers.shadows),
    "object-fit": Property(keyword("fill", "cover", "contain", "none")),
    "object-position": Property(readers.position),
    "font-family": Property(readers.families, inherited=True),
    "font-size": Property(readers.font_size, inherited=True),
    "font-weight": Property(readers.font_weight, inherited=True),
    "font-style": Property(keyword("normal", "italic"), inherited=True),
    "font-feature-settings": Property(readers.features, inherited=True),
    "font-variant-numeric": Property(
        keyword("normal", "tabular-nums", "lining-nums", "oldstyle-nums"), inherited=True
    ),
    "line-height": Property(readers.line_height, inherited=True),
    "letter-spacing": Property(readers.spacing, inherited=True),
    "word-spacing": Property(readers.spacing, inherited=True),
    "text-align": Property(keyword("start", "left", "center", "right", "end"), inherited=True),
    "text-indent": Property(readers.length, inherited=True),
    "text-transform": Property(
        keyword("none", "uppercase", "lowercase", "capitalize"), inherited=True
    ),
    "text-wrap": Property(keyword("wrap", "nowrap", "balance", "pretty"), inherited=True),
    "white-space": Property(keyword("normal", "nowrap", "pre-line"), inherited=True),
    "hanging-punctuation": Property(keyword("none", "first"), inherited=True),
    "list-style-type": Property(keyword("none"), inherited=True),
    "-card-fit": Property(readers.fit),
}

INHERITED = tuple(
    name.replace("-", "_") for name, property_ in LONGHANDS.items() if property_.inherited
)

# Unsupported properties with a known way round them.
USE_INSTEAD = {
    "float": "display: flex",
    "clear": "display: flex",
    "font": "font-size, font-weight and font-family",
    "filter": "a picture prepared so",
    "transform": "position: relative with top and left",
    "grid-template-columns": "display: flex",
    "text-shadow": "a scrim behind the text",
    "flex-flow": "flex-direction and flex-wrap",
    "place-items": "align-items and justify-content",
    "overflow-x": "overflow",
    "overflow-y": "overflow",
}


def read(name: str, text: str, context: Context) -> object:
    """The computed value of a longhand's text; raises Unsupported."""
    tokens = tokens_of(text)
    if not tokens:
        raise Unsupported("the value is empty; write one or delete the line")
    return LONGHANDS[name].read(tokens, context)
