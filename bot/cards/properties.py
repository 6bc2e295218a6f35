"""The table of CSS properties that cards know: how each is read, and whether it inherits.

``docs/reference/css.md`` documents every row; a test fails when one is missing there.
Sources: CSS Box 4, Flexbox 1, Backgrounds 3, Fonts 4, Text 4, Images 3; ``-card-fit`` is ours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from tinycss2.ast import Node as Token

from bot.cards import values
from bot.cards.values import Context, Length, Unsupported, split_commas, text_of, tokens_of

Tokens: TypeAlias = tuple[Token, ...]
Reader: TypeAlias = Callable[[Tokens, Context], object]


@dataclass(frozen=True, slots=True)
class Property:
    """How one longhand's value is read, and whether children inherit it."""

    read: Reader
    inherited: bool = False


# --- readers -----------------------------------------------------------------------------


def _single(tokens: Tokens) -> Token:
    if len(tokens) != 1:
        raise Unsupported(f"{text_of(tokens)!r} is not one value; give one")
    return tokens[0]


def _name(tokens: Tokens) -> str:
    token = tokens[0] if len(tokens) == 1 else None
    return str(token.lower_value) if token is not None and token.type == "ident" else ""


def _keyword(*allowed: str) -> Reader:
    def read(tokens: Tokens, context: Context) -> str:
        name = _name(tokens)
        if name not in allowed:
            raise Unsupported(f"{text_of(tokens)!r} is not supported; use {', '.join(allowed)}")
        return name

    return read


def _length(tokens: Tokens, context: Context) -> Length:
    found = values.length(_single(tokens), context)
    if found is None:
        raise Unsupported(f"{text_of(tokens)!r} is no length; use px, em, rem or %")
    return found


def _length_or(*names: str) -> Reader:
    def read(tokens: Tokens, context: Context) -> Length | None:
        return None if _name(tokens) in names else _length(tokens, context)

    return read


def _not_negative(reader: Reader) -> Reader:
    def read(tokens: Tokens, context: Context) -> object:
        found = reader(tokens, context)
        below = isinstance(found, Length) and (found.px < 0 or found.percent < 0)
        if below and len(tokens) == 1 and tokens[0].type != "function":
            raise Unsupported(f"{text_of(tokens)!r} is below zero; use 0 or more")
        return found

    return read


def _gap(tokens: Tokens, context: Context) -> Length:
    return Length() if _name(tokens) == "normal" else _length(tokens, context)


def _number(lowest: float, highest: float) -> Reader:
    def read(tokens: Tokens, context: Context) -> float:
        token = _single(tokens)
        if token.type == "percentage":
            value = token.value / 100
        elif token.type == "number":
            value = token.value
        else:
            raise Unsupported(f"{text_of(tokens)!r} is no number")
        return min(highest, max(lowest, float(value)))

    return read


def _z_index(tokens: Tokens, context: Context) -> int:
    token = _single(tokens)
    if token.type == "number" and token.is_integer:
        return int(token.int_value)
    if _name(tokens) == "auto":
        return 0
    raise Unsupported(f"{text_of(tokens)!r} is no whole number")


def _aspect_ratio(tokens: Tokens, context: Context) -> float | None:
    if _name(tokens) == "auto":
        return None
    numbers = [token.value for token in tokens if token.type == "number"]
    if len(numbers) not in (1, 2) or min(numbers) <= 0:
        raise Unsupported(f"{text_of(tokens)!r} is no ratio; use for example 4 / 5")
    return float(numbers[0] / (numbers[1] if len(numbers) == 2 else 1))


def _color(tokens: Tokens, context: Context) -> values.Color | None:
    return values.color(_single(tokens))


def _border_width(tokens: Tokens, context: Context) -> float:
    named = {"thin": 1.0, "medium": 3.0, "thick": 5.0}.get(_name(tokens))
    return named if named is not None else max(0.0, values.pixels(_single(tokens), context))


def _radius(tokens: Tokens, context: Context) -> tuple[Length, Length]:
    lengths = [_length((token,), context) for token in tokens]
    if len(lengths) not in (1, 2):
        raise Unsupported(f"{text_of(tokens)!r} is no radius; give one or two lengths")
    return lengths[0], lengths[-1]


def _images(tokens: Tokens, context: Context) -> tuple[values.Layer, ...]:
    layers = [values.image(part, context) for part in split_commas(tokens)]
    return tuple(layer for layer in layers if layer is not None)


def _sizes(tokens: Tokens, context: Context) -> tuple[object, ...]:
    return tuple(_size(part, context) for part in split_commas(tokens))


def _size(tokens: Tokens, context: Context) -> object:
    if _name(tokens) in ("cover", "contain"):
        return _name(tokens)
    sides = [_length_or("auto")((token,), context) for token in tokens]
    if len(sides) not in (1, 2):
        raise Unsupported(f"{text_of(tokens)!r} is no size; use cover, contain or lengths")
    return sides[0], sides[1] if len(sides) == 2 else None


def _positions(tokens: Tokens, context: Context) -> tuple[object, ...]:
    return tuple(values.position(part, context) for part in split_commas(tokens))


def _position(tokens: Tokens, context: Context) -> tuple[Length, Length]:
    return values.position(tokens, context)


def _shadows(tokens: Tokens, context: Context) -> tuple[values.Shadow, ...]:
    if _name(tokens) == "none":
        return ()
    return tuple(values.shadow(part, context) for part in split_commas(tokens))


def _families(tokens: Tokens, context: Context) -> tuple[str, ...]:
    families = []
    for part in split_commas(tokens):
        if len(part) == 1 and part[0].type == "string":
            families.append(str(part[0].value))
        elif part and all(token.type == "ident" for token in part):
            families.append(" ".join(token.value for token in part))
        else:
            raise Unsupported(f"{text_of(part)!r} is no font family; put the name in quotes")
    return tuple(families)


LARGEST_FONT = 1000.0  # pixels: one letter fills a card


def _font_size(tokens: Tokens, context: Context) -> float:
    size = _length(tokens, context).of(context.font_size)
    if not 0 <= size <= LARGEST_FONT:
        raise Unsupported(f"{text_of(tokens)!r} is no size for text; use 0 to {LARGEST_FONT:g} px")
    return size


def _font_weight(tokens: Tokens, context: Context) -> float:
    named = {"normal": 400.0, "bold": 700.0}.get(_name(tokens))
    if named is not None:
        return named
    token = _single(tokens)
    if token.type != "number" or not 1 <= token.value <= 1000:
        raise Unsupported(f"{text_of(tokens)!r} is no weight; use 100 to 900, normal or bold")
    return float(token.value)


def _features(tokens: Tokens, context: Context) -> tuple[tuple[str, int], ...]:
    if _name(tokens) == "normal":
        return ()
    features = []
    for part in split_commas(tokens):
        if not part or part[0].type != "string" or len(part[0].value) != 4:
            raise Unsupported(f'{text_of(part)!r} is no feature; use for example "tnum" 1')
        setting = str(part[1].serialize()) if len(part) > 1 else "on"
        number = {"on": "1", "off": "0"}.get(setting, setting)
        if not number.isdigit():
            raise Unsupported(f"{setting!r} is no setting of a feature; use 0, 1, on or off")
        features.append((str(part[0].value), int(number)))
    return tuple(features)


def _line_height(tokens: Tokens, context: Context) -> tuple[float | None, float | None]:
    """Pixels and factor; both None is ``normal``. A bare number is inherited as the factor."""
    if _name(tokens) == "normal":
        return None, None
    token = _single(tokens)
    factor = float(token.value) if token.type == "number" else None
    size = 0.0 if factor is not None else _length(tokens, context).of(context.font_size)
    if size < 0 or (factor or 0.0) < 0:
        raise Unsupported(f"{text_of(tokens)!r} is below zero; use for example 1.2")
    return (size, None) if factor is None else (None, factor)


def _spacing(tokens: Tokens, context: Context) -> float:
    return 0.0 if _name(tokens) == "normal" else values.pixels(_single(tokens), context)


def _fit(tokens: Tokens, context: Context) -> tuple[float, float] | None:
    if _name(tokens) == "none":
        return None
    if len(tokens) != 2:
        raise Unsupported("-card-fit takes the smallest and the largest size, such as 44px 96px")
    smallest, largest = (values.pixels(token, context) for token in tokens)
    if not 1 <= smallest <= largest <= LARGEST_FONT:
        raise Unsupported("-card-fit takes 1px at least, 1000px at most, the smaller first")
    return smallest, largest


# --- the table ---------------------------------------------------------------------------

_SIDES = ("top", "right", "bottom", "left")
_CORNERS = ("top-left", "top-right", "bottom-right", "bottom-left")
_size_reader = _not_negative(_length_or("auto"))
_maximum = _not_negative(_length_or("none"))
_ITEMS = ("normal", "stretch", "flex-start", "start", "flex-end", "end", "center", "baseline")
_CONTENT = (
    *("normal", "stretch", "flex-start", "start", "flex-end", "end", "center"),
    *("space-between", "space-around", "space-evenly"),
)

LONGHANDS: dict[str, Property] = {
    "display": Property(_keyword("block", "flex", "inline", "none")),
    "position": Property(_keyword("static", "relative", "absolute")),
    **{side: Property(_length_or("auto")) for side in _SIDES},
    "z-index": Property(_z_index),
    "box-sizing": Property(_keyword("content-box", "border-box")),
    "width": Property(_size_reader),
    "height": Property(_size_reader),
    "min-width": Property(_size_reader),
    "min-height": Property(_size_reader),
    "max-width": Property(_maximum),
    "max-height": Property(_maximum),
    "aspect-ratio": Property(_aspect_ratio),
    **{f"margin-{side}": Property(_length_or("auto")) for side in _SIDES},
    **{f"padding-{side}": Property(_not_negative(_length)) for side in _SIDES},
    "overflow": Property(_keyword("visible", "hidden")),
    "flex-direction": Property(_keyword("row", "column", "row-reverse", "column-reverse")),
    "flex-wrap": Property(_keyword("nowrap", "wrap", "wrap-reverse")),
    "flex-grow": Property(_number(0, 10_000)),
    "flex-shrink": Property(_number(0, 10_000)),
    "flex-basis": Property(_not_negative(_length_or("auto", "content"))),
    "justify-content": Property(_keyword(*_CONTENT)),
    "align-content": Property(_keyword(*_CONTENT)),
    "align-items": Property(_keyword(*_ITEMS)),
    "align-self": Property(_keyword("auto", *_ITEMS)),
    "row-gap": Property(_not_negative(_gap)),
    "column-gap": Property(_not_negative(_gap)),
    "color": Property(_color, inherited=True),
    "opacity": Property(_number(0, 1)),
    "background-color": Property(_color),
    "background-image": Property(_images),
    "background-size": Property(_sizes),
    "background-position": Property(_positions),
    "background-repeat": Property(_keyword("repeat", "no-repeat")),
    **{f"border-{side}-width": Property(_border_width) for side in _SIDES},
    **{f"border-{side}-style": Property(_keyword("none", "solid")) for side in _SIDES},
    **{f"border-{side}-color": Property(_color) for side in _SIDES},
    **{f"border-{corner}-radius": Property(_not_negative(_radius)) for corner in _CORNERS},
    "box-shadow": Property(_shadows),
    "object-fit": Property(_keyword("fill", "cover", "contain", "none")),
    "object-position": Property(_position),
    "font-family": Property(_families, inherited=True),
    "font-size": Property(_font_size, inherited=True),
    "font-weight": Property(_font_weight, inherited=True),
    "font-style": Property(_keyword("normal", "italic"), inherited=True),
    "font-feature-settings": Property(_features, inherited=True),
    "font-variant-numeric": Property(
        _keyword("normal", "tabular-nums", "lining-nums", "oldstyle-nums"), inherited=True
    ),
    "line-height": Property(_line_height, inherited=True),
    "letter-spacing": Property(_spacing, inherited=True),
    "word-spacing": Property(_spacing, inherited=True),
    "text-align": Property(_keyword("start", "left", "center", "right", "end"), inherited=True),
    "text-indent": Property(_length, inherited=True),
    "text-transform": Property(
        _keyword("none", "uppercase", "lowercase", "capitalize"), inherited=True
    ),
    "text-wrap": Property(_keyword("wrap", "nowrap", "balance", "pretty"), inherited=True),
    "white-space": Property(_keyword("normal", "nowrap", "pre-line"), inherited=True),
    "hanging-punctuation": Property(_keyword("none", "first"), inherited=True),
    "list-style-type": Property(_keyword("none"), inherited=True),
    "-card-fit": Property(_fit),
}

INHERITED = tuple(
    name.replace("-", "_") for name, property_ in LONGHANDS.items() if property_.inherited
)

# --- shorthands --------------------------------------------------------------------------

# Each gives the text of every longhand that it sets.
Shorthand: TypeAlias = Callable[[Tokens], dict[str, str]]


def _four(pattern: str, sides: tuple[str, ...]) -> Shorthand:
    def expand(tokens: Tokens) -> dict[str, str]:
        if not 1 <= len(tokens) <= 4:
            raise Unsupported(f"{text_of(tokens)!r} has not one to four values")
        first, second, third, fourth = [tokens[index] for index in _FOUR[len(tokens)]]
        found = zip(sides, (first, second, third, fourth), strict=True)
        return {pattern.format(side): text_of([token]) for side, token in found}

    return expand


_FOUR = {1: (0, 0, 0, 0), 2: (0, 1, 0, 1), 3: (0, 1, 2, 1), 4: (0, 1, 2, 3)}


def _border_radius(tokens: Tokens) -> dict[str, str]:
    slash = [i for i, token in enumerate(tokens) if token.type == "literal" and token.value == "/"]
    across = _four("border-{}-radius", _CORNERS)(tokens[: slash[0]] if slash else tokens)
    if not slash:
        return across
    down = _four("border-{}-radius", _CORNERS)(tokens[slash[0] + 1 :])
    return {name: f"{across[name]} {down[name]}" for name in across}


def _border(sides: tuple[str, ...]) -> Shorthand:
    def expand(tokens: Tokens) -> dict[str, str]:
        width, style, tint = "medium", "none", "currentcolor"
        for token in tokens:
            if _name((token,)) in ("none", "solid", "dashed", "dotted", "double"):
                style = _name((token,))
            elif values.is_color(token):
                tint = text_of([token])
            else:
                width = text_of([token])
        pairs = (("width", width), ("style", style), ("color", tint))
        return {f"border-{side}-{part}": text for side in sides for part, text in pairs}

    return expand


def _flex(tokens: Tokens) -> dict[str, str]:
    named = {"none": ("0", "0", "auto"), "auto": ("1", "1", "auto"), "initial": ("0", "1", "auto")}
    grow, shrink, basis = named.get(_name(tokens), ("", "", ""))
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
    tint, repeat = "transparent", "repeat"
    for part in split_commas(tokens):
        image, after_slash = "none", False
        place: list[str] = []
        size: list[str] = []
        for token in part:
            if token.type == "literal" and token.value == "/":
                after_slash = True
            elif token.type == "url" or (token.type == "function" and not values.is_color(token)):
                image = text_of([token])
            elif _name((token,)) in ("repeat", "no-repeat"):
                repeat = _name((token,))
            elif _name((token,)) == "none":
                image = "none"
            elif values.is_color(token):
                tint = text_of([token])
            else:
                (size if after_slash else place).append(text_of([token]))
        images.append(image)
        places.append(" ".join(place) or "0% 0%")
        sizes.append(" ".join(size) or "auto")
    kept = [index for index, image in enumerate(images) if image != "none"] or [0]
    return {
        "background-color": tint,
        "background-image": ", ".join(images[index] for index in kept),
        "background-position": ", ".join(places[index] for index in kept),
        "background-size": ", ".join(sizes[index] for index in kept),
        "background-repeat": repeat,
    }


def _alone(name: str) -> Shorthand:
    return lambda tokens: {name: text_of(tokens)}


SHORTHANDS: dict[str, tuple[tuple[str, ...], Shorthand]] = {
    "margin": (tuple(f"margin-{s}" for s in _SIDES), _four("margin-{}", _SIDES)),
    "padding": (tuple(f"padding-{s}" for s in _SIDES), _four("padding-{}", _SIDES)),
    "inset": (_SIDES, _four("{}", _SIDES)),
    "border-radius": (tuple(f"border-{c}-radius" for c in _CORNERS), _border_radius),
    "border-width": (tuple(f"border-{s}-width" for s in _SIDES), _four("border-{}-width", _SIDES)),
    "border-style": (tuple(f"border-{s}-style" for s in _SIDES), _four("border-{}-style", _SIDES)),
    "border-color": (tuple(f"border-{s}-color" for s in _SIDES), _four("border-{}-color", _SIDES)),
    "border": (
        tuple(f"border-{s}-{part}" for s in _SIDES for part in ("width", "style", "color")),
        _border(_SIDES),
    ),
    **{
        f"border-{side}": (
            tuple(f"border-{side}-{part}" for part in ("width", "style", "color")),
            _border((side,)),
        )
        for side in _SIDES
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
    "list-style": (("list-style-type",), _alone("list-style-type")),
}

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
