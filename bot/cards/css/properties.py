"""The table of CSS properties that cards know: how each is read, and whether it inherits.

``docs/reference/css.md`` documents every row; a test fails when one is missing there.
Sources: CSS Box 4, Flexbox 1, Backgrounds 3, Fonts 4, Text 4, Images 3; ``-card-fit`` is ours.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.cards.css import grid, readers, texteffects
from bot.cards.css.readers import CORNERS, SIDES, Reader, keyword
from bot.cards.css.values import Context, Unsupported, tokens_of


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
    "display": Property(readers.display),
    "-webkit-box-orient": Property(keyword("vertical")),
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
    "justify-items": Property(keyword(*_ITEMS)),
    "justify-self": Property(keyword("auto", *_ITEMS)),
    "grid-template-columns": Property(grid.template),
    "grid-template-rows": Property(grid.template),
    "grid-template-areas": Property(grid.areas),
    "grid-auto-columns": Property(grid.tracks),
    "grid-auto-rows": Property(grid.tracks),
    "grid-auto-flow": Property(readers.auto_flow),
    **{
        f"grid-{axis}-{end}": Property(grid.line)
        for axis in ("row", "column")
        for end in ("start", "end")
    },
    "row-gap": Property(readers.not_negative(readers.gap)),
    "column-gap": Property(readers.not_negative(readers.gap)),
    "color": Property(readers.color, inherited=True),
    "opacity": Property(readers.number(0, 1)),
    "background-color": Property(readers.color),
    "background-image": Property(readers.images),
    "background-size": Property(readers.sizes),
    "background-position": Property(readers.positions),
    "background-repeat": Property(readers.repeats),
    **{f"border-{side}-width": Property(readers.border_width) for side in SIDES},
    **{f"border-{side}-style": Property(keyword("none", "solid")) for side in SIDES},
    **{f"border-{side}-color": Property(readers.color) for side in SIDES},
    **{
        f"border-{corner}-radius": Property(readers.not_negative(readers.radius))
        for corner in CORNERS
    },
    "box-shadow": Property(readers.shadows),
    "object-fit": Property(keyword("fill", "cover", "contain", "none", "scale-down")),
    "object-position": Property(readers.position),
    "transform": Property(readers.transforms),
    "transform-origin": Property(readers.position),
    "filter": Property(readers.filters),
    "mix-blend-mode": Property(keyword("normal", "multiply", "screen", "overlay")),
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
    "direction": Property(keyword("ltr", "rtl"), inherited=True),
    "unicode-bidi": Property(keyword("normal", "isolate")),
    "text-align": Property(
        keyword("start", "left", "center", "right", "end", "justify"), inherited=True
    ),
    "text-indent": Property(readers.length, inherited=True),
    "text-transform": Property(
        keyword("none", "uppercase", "lowercase", "capitalize"), inherited=True
    ),
    "text-wrap": Property(keyword("wrap", "nowrap", "balance", "pretty"), inherited=True),
    "white-space": Property(keyword("normal", "nowrap", "pre-line"), inherited=True),
    "hanging-punctuation": Property(keyword("none", "first"), inherited=True),
    "hyphens": Property(keyword("manual", "auto", "none"), inherited=True),
    "hyphenate-limit-chars": Property(readers.hyphenate_limits, inherited=True),
    "line-clamp": Property(readers.line_clamp),
    "text-decoration-line": Property(texteffects.lines),
    "text-decoration-style": Property(keyword("solid")),
    "text-decoration-color": Property(readers.color),
    "text-decoration-thickness": Property(texteffects.thickness),
    "text-underline-offset": Property(texteffects.offset, inherited=True),
    "text-decoration-skip-ink": Property(keyword("auto", "none"), inherited=True),
    "text-shadow": Property(texteffects.shadows, inherited=True),
    "-webkit-text-stroke-width": Property(readers.stroke_width, inherited=True),
    "-webkit-text-stroke-color": Property(readers.color, inherited=True),
    "paint-order": Property(texteffects.paint_order, inherited=True),
    "box-decoration-break": Property(keyword("slice", "clone")),
    "list-style-type": Property(keyword("none"), inherited=True),
    "content": Property(readers.content),
    "-card-fit": Property(readers.fit),
    "-card-safe-area": Property(readers.safe_area, inherited=True),
}

INHERITED = tuple(
    name.lstrip("-").replace("-", "_")
    for name, property_ in LONGHANDS.items()
    if property_.inherited
)

# Unsupported properties with a known way round them.
USE_INSTEAD = {
    "float": "display: flex",
    "clear": "display: flex",
    "rotate": "transform: rotate()",
    "scale": "transform: scale()",
    "translate": "transform: translate()",
    "backdrop-filter": "a picture with filter: blur()",
    "grid": "grid-template-columns, grid-template-rows or grid-template-areas",
    "order": "the order of the HTML",
    "outline": "border or box-shadow",
    "visibility": "display: none or opacity: 0",
    "clip-path": "overflow: hidden with border-radius",
    "background-origin": "padding on an element within",
    "background-clip": "padding on an element within",
    "background-attachment": "position: absolute",
    "text-underline-position": "text-underline-offset",
    "text-orientation": "transform: rotate()",
    "writing-mode": "transform: rotate()",
    "overflow-x": "overflow",
    "overflow-y": "overflow",
}


def read(name: str, text: str, context: Context) -> object:
    """The computed value of a longhand's text; raises Unsupported."""
    tokens = tokens_of(text)
    if not tokens:
        raise Unsupported("the value is empty; write one or delete the line")
    return LONGHANDS[name].read(tokens, context)
