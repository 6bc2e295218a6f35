"""Shorthands: the tokens of one in, the text of every longhand that it sets out."""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile
from typing import TypeAlias

from tinycss2.ast import Node as Token

from bot.cards.css.colors import is_color
from bot.cards.css.readers import CORNERS, FOUR, REPEATS, SIDES, Tokens, name_of
from bot.cards.css.texteffects import LINES
from bot.cards.css.values import Unsupported, split_commas, text_of

# Each gives the text of every longhand that it sets.
Shorthand: TypeAlias = Callable[[Tokens], dict[str, str]]


def _four(pattern: str, sides: tuple[str, ...]) -> Shorthand:
    def expand(tokens: Tokens) -> dict[str, str]:
        if not 1 <= len(tokens) <= 4:
            raise Unsupported(f"{text_of(tokens)!r} has not one to four values")
        first, second, third, fourth = [tokens[index] for index in FOUR[len(tokens)]]
        found = zip(sides, (first, second, third, fourth), strict=True)
        return {pattern.format(side): text_of([token]) for side, token in found}

    return expand


def _border_radius(tokens: Tokens) -> dict[str, str]:
    slash = [i for i, token in enumerate(tokens) if token.type == "literal" and token.value == "/"]
    across = _four("border-{}-radius", CORNERS)(tokens[: slash[0]] if slash else tokens)
    if not slash:
        return across
    down = _four("border-{}-radius", CORNERS)(tokens[slash[0] + 1 :])
    return {name: f"{across[name]} {down[name]}" for name in across}


def _border(sides: tuple[str, ...]) -> Shorthand:
    def expand(tokens: Tokens) -> dict[str, str]:
        width, style, tint = "medium", "none", "currentcolor"
        for token in tokens:
            if name_of((token,)) in ("none", "solid", "dashed", "dotted", "double"):
                style = name_of((token,))
            elif is_color(token):
                tint = text_of([token])
            else:
                width = text_of([token])
        pairs = (("width", width), ("style", style), ("color", tint))
        return {f"border-{side}-{part}": text for side in sides for part, text in pairs}

    return expand


def _flex(tokens: Tokens) -> dict[str, str]:
    named = {"none": ("0", "0", "auto"), "auto": ("1", "1", "auto"), "initial": ("0", "1", "auto")}
    grow, shrink, basis = named.get(name_of(tokens), ("", "", ""))
    if not grow:
        numbers = [text_of([token]) for token in tokens if token.type == "number"]
        others = [text_of([token]) for token in tokens if token.type != "number"]
        if len(numbers) > 3 or len(others) > 1:
            raise Unsupported(f"{text_of(tokens)!r} is no flex value; use for example 1 1 0")
        grow, shrink, *rest = [*numbers, *["1", "1"][len(numbers) :]]
        basis = (others or rest or ["0px"])[0]
    return {"flex-grow": grow, "flex-shrink": shrink, "flex-basis": basis}


def _pair(first: str, second: str) -> Shorthand:
    def expand(tokens: Tokens) -> dict[str, str]:
        if not 1 <= len(tokens) <= 2:
            raise Unsupported(f"{text_of(tokens)!r} has not one or two values")
        return {first: text_of([tokens[0]]), second: text_of([tokens[-1]])}

    return expand


def _background(tokens: Tokens) -> dict[str, str]:
    images: list[str] = []
    sizes: list[str] = []
    places: list[str] = []
    repeats: list[str] = []
    tint = "transparent"
    for part in split_commas(tokens):
        image, after_slash = "none", False
        place: list[str] = []
        size: list[str] = []
        repeat: list[str] = []
        for token in part:
            if token.type == "literal" and token.value == "/":
                after_slash = True
            elif token.type == "url" or (token.type == "function" and not is_color(token)):
                image = text_of([token])
            elif name_of((token,)) in REPEATS:
                repeat.append(name_of((token,)))
            elif name_of((token,)) == "none":
                image = "none"
            elif is_color(token):
                tint = text_of([token])
            else:
                (size if after_slash else place).append(text_of([token]))
        images.append(image)
        places.append(" ".join(place) or "0% 0%")
        sizes.append(" ".join(size) or "auto")
        repeats.append(" ".join(repeat) or "repeat")
    kept = [index for index, image in enumerate(images) if image != "none"] or [0]
    return {
        "background-color": tint,
        "background-image": ", ".join(images[index] for index in kept),
        "background-position": ", ".join(places[index] for index in kept),
        "background-size": ", ".join(sizes[index] for index in kept),
        "background-repeat": ", ".join(repeats[index] for index in kept),
    }


def _lines(axis: str) -> Shorthand:
    """``grid-row`` and ``grid-column``: where an item begins and ends."""

    def expand(tokens: Tokens) -> dict[str, str]:
        start, *ends = _split_slashes(tokens)
        if len(ends) > 1:
            raise Unsupported(f"{text_of(tokens)!r} has more than two lines; use for example 1 / 3")
        return {
            f"grid-{axis}-start": text_of(start),
            f"grid-{axis}-end": text_of(ends[0]) if ends else _end_of(start),
        }

    return expand


def _grid_area(tokens: Tokens) -> dict[str, str]:
    parts = _split_slashes(tokens)
    if len(parts) > 4:
        raise Unsupported(f"{text_of(tokens)!r} has more than four lines")
    row = parts[0]
    column = parts[1] if len(parts) > 1 else row if name_of(row) else ()
    return {
        "grid-row-start": text_of(row),
        "grid-column-start": text_of(column) or "auto",
        "grid-row-end": text_of(parts[2]) if len(parts) > 2 else _end_of(row),
        "grid-column-end": text_of(parts[3]) if len(parts) > 3 else _end_of(column),
    }


def _end_of(start: Tokens) -> str:
    """The other end of an item that names only one: an area's name is for both; Grid 2 §8.4."""
    return text_of(start) if name_of(start) else "auto"


def _split_slashes(tokens: Tokens) -> list[Tokens]:
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.type == "literal" and token.value == "/":
            parts.append([])
        else:
            parts[-1].append(token)
    if not all(parts):
        raise Unsupported(f"{text_of(tokens)!r} has nothing beside a slash")
    return [tuple(part) for part in parts]


def _grid_template(tokens: Tokens) -> dict[str, str]:
    """Rows and columns, or a string of areas for each row with the row's size behind it."""
    parts = _split_slashes(tokens) if name_of(tokens) != "none" else [tokens]
    if len(parts) > 2:
        raise Unsupported(f"{text_of(tokens)!r} has more than one slash")
    columns = text_of(parts[1]) if len(parts) > 1 else "none"
    strings = [token for token in parts[0] if token.type == "string"]
    if not strings:
        if len(parts) == 1 and name_of(tokens) != "none":
            raise Unsupported(f"{text_of(tokens)!r} has no columns; use for example auto 1fr / 2fr")
        areas, rows = "none", text_of(parts[0])
    else:
        areas, rows = text_of(strings), " ".join(_row_sizes(parts[0]))
    return {
        "grid-template-areas": areas,
        "grid-template-rows": rows,
        "grid-template-columns": columns,
    }


def _row_sizes(tokens: Tokens) -> list[str]:
    sizes: list[str] = []
    sized = True
    for token in tokens:
        if token.type == "string":
            sizes.append("auto")
            sized = False
        elif sized:
            raise Unsupported(f"{text_of(tokens)!r} is no template; each row is a string, a size")
        else:
            sizes[-1] = text_of([token])
            sized = True
    return sizes


_FONT_STYLES = ("italic", "oblique")
_FONT_WEIGHTS = ("bold", "bolder", "lighter")


def _font(tokens: Tokens) -> dict[str, str]:
    """Style and weight in any order, size, its line height behind a slash, families; Fonts 4."""
    faces = [text_of([token]) for token in takewhile(_of_the_face, tokens)]
    size, rest = tokens[len(faces) : len(faces) + 1], tokens[len(faces) + 1 :]
    height = "normal"
    if rest and rest[0].type == "literal" and rest[0].value == "/":
        height, rest = text_of(rest[1:2]), rest[2:]
    if not size or name_of(size) or not rest or not height:
        raise Unsupported(f"{text_of(tokens)!r} is no font; use for example 700 40px/1.2 serif")
    styles = [face.lower() for face in faces if face.lower() in _FONT_STYLES]
    weights = [face for face in faces if face.lower() not in (*_FONT_STYLES, "normal")]
    return {
        "font-style": styles[0] if styles else "normal",
        "font-weight": weights[0] if weights else "normal",
        "font-size": text_of(size),
        "line-height": height,
        "font-family": text_of(rest),
        "font-feature-settings": "normal",
        "font-variant-numeric": "normal",
    }


def _of_the_face(token: Token) -> bool:
    """Whether the token stands before a font's size."""
    name = name_of((token,))
    return token.type == "number" or name in (*_FONT_STYLES, *_FONT_WEIGHTS, "normal")


def _along(first: str, second: str, mend: str) -> Shorthand:
    """Both sides along the line, which are two values only where left and right do not matter."""

    def expand(tokens: Tokens) -> dict[str, str]:
        if len(tokens) != 1:
            raise Unsupported(f"{text_of(tokens)!r} is not one value for both sides; use {mend}")
        return {first: text_of(tokens), second: text_of(tokens)}

    return expand


def _flow(tokens: Tokens) -> dict[str, str]:
    names = [name_of((token,)) for token in tokens]
    wraps = [name for name in names if "wrap" in name]
    directions = [name for name in names if "wrap" not in name]
    if len(wraps) > 1 or len(directions) > 1 or not all(names):
        raise Unsupported(f"{text_of(tokens)!r} is no flow; use for example row wrap")
    return {
        "flex-direction": directions[0] if directions else "row",
        "flex-wrap": wraps[0] if wraps else "nowrap",
    }


def _text_decoration(tokens: Tokens) -> dict[str, str]:
    names: list[str] = []
    style, tint, thickness = "solid", "currentcolor", "auto"
    for token in tokens:
        name = name_of((token,))
        if name in (*LINES, "none"):
            names.append(name)
        elif name in ("solid", "double", "dotted", "dashed", "wavy"):
            style = name
        elif is_color(token):
            tint = text_of([token])
        else:
            thickness = text_of([token])
    return {
        "text-decoration-line": " ".join(names) or "none",
        "text-decoration-style": style,
        "text-decoration-color": tint,
        "text-decoration-thickness": thickness,
    }


def _text_stroke(tokens: Tokens) -> dict[str, str]:
    width, tint = "0", "currentcolor"
    for token in tokens:
        if is_color(token):
            tint = text_of([token])
        else:
            width = text_of([token])
    return {"-webkit-text-stroke-width": width, "-webkit-text-stroke-color": tint}


def _alone(name: str) -> Shorthand:
    return lambda tokens: {name: text_of(tokens)}


SHORTHANDS: dict[str, tuple[tuple[str, ...], Shorthand]] = {
    "margin": (tuple(f"margin-{s}" for s in SIDES), _four("margin-{}", SIDES)),
    "padding": (tuple(f"padding-{s}" for s in SIDES), _four("padding-{}", SIDES)),
    "inset": (SIDES, _four("{}", SIDES)),
    "border-radius": (tuple(f"border-{c}-radius" for c in CORNERS), _border_radius),
    "border-width": (tuple(f"border-{s}-width" for s in SIDES), _four("border-{}-width", SIDES)),
    "border-style": (tuple(f"border-{s}-style" for s in SIDES), _four("border-{}-style", SIDES)),
    "border-color": (tuple(f"border-{s}-color" for s in SIDES), _four("border-{}-color", SIDES)),
    "border": (
        tuple(f"border-{s}-{part}" for s in SIDES for part in ("width", "style", "color")),
        _border(SIDES),
    ),
    **{
        f"border-{side}": (
            tuple(f"border-{side}-{part}" for part in ("width", "style", "color")),
            _border((side,)),
        )
        for side in SIDES
    },
    "flex": (("flex-grow", "flex-shrink", "flex-basis"), _flex),
    "gap": (("row-gap", "column-gap"), _pair("row-gap", "column-gap")),
    "background": (
        (
            *("background-color", "background-image", "background-position"),
            *("background-size", "background-repeat"),
        ),
        _background,
    ),
    "flex-flow": (("flex-direction", "flex-wrap"), _flow),
    "grid-row": (("grid-row-start", "grid-row-end"), _lines("row")),
    "grid-column": (("grid-column-start", "grid-column-end"), _lines("column")),
    "grid-area": (
        ("grid-row-start", "grid-column-start", "grid-row-end", "grid-column-end"),
        _grid_area,
    ),
    "grid-template": (
        ("grid-template-areas", "grid-template-rows", "grid-template-columns"),
        _grid_template,
    ),
    "font": (
        (
            *("font-style", "font-weight", "font-size", "line-height", "font-family"),
            *("font-feature-settings", "font-variant-numeric"),
        ),
        _font,
    ),
    **{
        name: ((first, second), _pair(first, second))
        for name, first, second in (
            ("margin-block", "margin-top", "margin-bottom"),
            ("padding-block", "padding-top", "padding-bottom"),
            ("inset-block", "top", "bottom"),
        )
    },
    **{
        name: ((first, second), _along(first, second, f"{first} and {second}"))
        for name, first, second in (
            ("margin-inline", "margin-left", "margin-right"),
            ("padding-inline", "padding-left", "padding-right"),
            ("inset-inline", "left", "right"),
        )
    },
    "place-items": (("align-items", "justify-items"), _pair("align-items", "justify-items")),
    "place-self": (("align-self", "justify-self"), _pair("align-self", "justify-self")),
    "place-content": (
        ("align-content", "justify-content"),
        _pair("align-content", "justify-content"),
    ),
    "text-decoration": (
        (
            *("text-decoration-line", "text-decoration-style"),
            *("text-decoration-color", "text-decoration-thickness"),
        ),
        _text_decoration,
    ),
    "-webkit-text-stroke": (
        ("-webkit-text-stroke-width", "-webkit-text-stroke-color"),
        _text_stroke,
    ),
    "-webkit-line-clamp": (("line-clamp",), _alone("line-clamp")),
    "-webkit-box-decoration-break": (
        ("box-decoration-break",),
        _alone("box-decoration-break"),
    ),
    "list-style": (("list-style-type",), _alone("list-style-type")),
}
