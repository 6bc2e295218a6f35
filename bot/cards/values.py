"""Values of CSS: lengths, colours, gradients, shadows; text in, numbers in CSS pixels out.

Every parser takes the text of one value (custom properties filled in) and the context that
relative units are measured against, and returns a computed value, or raises Unsupported, whose
message says what to write instead.

Source of the grammar: CSS Values and Units 4, CSS Color 4, CSS Images 3, CSS Backgrounds 3.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import tinycss2
import tinycss2.color4
from tinycss2.ast import Node as Token


class Unsupported(Exception):
    """A value that cards do not draw; the message names it and what to use instead."""


class Color(NamedTuple):
    """An sRGB colour: channels 0 to 255, ``alpha`` 0 to 1."""

    red: int
    green: int
    blue: int
    alpha: float = 1.0

    @property
    def rgb(self) -> tuple[int, int, int]:
        return self.red, self.green, self.blue


TRANSPARENT = Color(0, 0, 0, 0.0)


@dataclass(frozen=True, slots=True)
class Length:
    """A computed length: CSS pixels plus a percentage (100.0 is the whole) of its reference."""

    px: float = 0.0
    percent: float = 0.0

    def of(self, reference: float) -> float:
        """The length in pixels, its percentage taken of ``reference`` pixels."""
        return self.px + self.percent * reference / 100


@dataclass(frozen=True, slots=True)
class Context:
    """What relative units are measured against, all in pixels."""

    font_size: float
    root_font_size: float
    width: float
    height: float


class Stop(NamedTuple):
    """A gradient's colour stop; a place of None is spread evenly between its neighbours."""

    color: Color | None
    place: Length | None


@dataclass(frozen=True, slots=True)
class LinearGradient:
    """``angle`` in degrees, 0 upwards and clockwise; a corner instead is (x, y) of -1 or 1."""

    angle: float
    corner: tuple[int, int] | None
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class RadialGradient:
    """``extent`` is one of the four keywords; ``radii`` where lengths are given instead."""

    circle: bool
    extent: str
    radii: tuple[Length, Length] | None
    center: tuple[Length, Length]
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """An image file named by ``url()``."""

    url: str


Layer: TypeAlias = LinearGradient | RadialGradient | Picture


@dataclass(frozen=True, slots=True)
class Shadow:
    """A box shadow; lengths in pixels, ``color`` None is the text's colour."""

    x: float
    y: float
    blur: float
    spread: float
    color: Color | None


# --- tokens ------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def tokens_of(text: str) -> tuple[Token, ...]:
    """The value's tokens without white space and comments."""
    return _significant(tinycss2.parse_component_value_list(text, skip_comments=True))


def _significant(tokens: list[Token]) -> tuple[Token, ...]:
    return tuple(token for token in tokens if token.type not in ("whitespace", "comment"))


def split_commas(tokens: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    """The token lists between top-level commas."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [tuple(part) for part in parts]


def text_of(tokens: tuple[Token, ...] | list[Token]) -> str:
    """The tokens as CSS text, parted by spaces."""
    return " ".join(str(token.serialize()) for token in tokens)


# --- lengths -----------------------------------------------------------------------------

# Pixels for one of each unit, by CSS Values 4 §6; the relative ones by what they are relative to.
_ABSOLUTE = {"px": 1.0, "pt": 96 / 72, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "pc": 16.0}
LARGEST = 100_000.0  # pixels; larger numbers are slips or attacks


def _unit(unit: str, context: Context) -> float | None:
    if unit in _ABSOLUTE:
        return _ABSOLUTE[unit]
    relative = {
        "em": context.font_size,
        "rem": context.root_font_size,
        "vw": context.width / 100,
        "vh": context.height / 100,
        "vmin": min(context.width, context.height) / 100,
        "vmax": max(context.width, context.height) / 100,
    }
    return relative.get(unit)


def length(token: Token, context: Context) -> Length | None:
    """The length that a token stands for, or None where it is no length."""
    result: Length | None = None
    if token.type == "dimension":
        scale = _unit(token.lower_unit, context)
        if scale is None:
            raise Unsupported(
                f"the unit in {token.serialize()!r} is unknown; use px, em, rem, %, vw or vh"
            )
        result = Length(token.value * scale)
    elif token.type == "percentage":
        result = Length(0.0, token.value)
    elif token.type == "number" and token.value == 0:
        result = Length()
    elif token.type == "function" and token.lower_name in _MATH:
        number, amount = _calculate(token, context)
        if number is None:
            result = amount
    if result and max(abs(result.px), abs(result.percent)) > LARGEST:
        raise Unsupported(f"{token.serialize()!r} is larger than any card; use a smaller length")
    return result


def pixels(token: Token, context: Context) -> float:
    """The length in pixels; a percentage is refused."""
    found = length(token, context)
    if found is None or found.percent:
        raise Unsupported(f"{token.serialize()!r} is no length; use px, em or rem")
    return found.px


# A sum in calc() is either a bare number or a length.
_Term: TypeAlias = tuple[float | None, Length]
_MATH = ("calc", "min", "max", "clamp")


def _calculate(function: Token, context: Context) -> _Term:
    if function.lower_name == "calc":
        return _sum(list(_significant(function.arguments)), context)
    parts = split_commas(_significant(function.arguments))
    terms = [_sum(list(part), context) for part in parts]
    if any(number is None and term.percent for number, term in terms):
        raise Unsupported(f"{function.lower_name}() of percentages is not supported; use vw or vh")
    values = [term.px if number is None else number for number, term in terms]
    if function.lower_name == "clamp":
        if len(values) != 3:
            raise Unsupported("clamp() takes three values")
        value = max(values[0], min(values[1], values[2]))
    else:
        value = min(values) if function.lower_name == "min" else max(values)
    bare = all(number is not None for number, _ in terms)
    return (value, Length()) if bare else (None, Length(value))


def _sum(tokens: list[Token], context: Context) -> _Term:
    total = _product(tokens, context)
    while tokens:
        sign = tokens.pop(0)
        if sign.type != "literal" or sign.value not in "+-":
            raise Unsupported(f"calc() cannot read {sign.serialize()!r}; put spaces round + and -")
        total = _add(total, _product(tokens, context), 1 if sign.value == "+" else -1)
    return total


def _add(first: _Term, second: _Term, sign: int) -> _Term:
    if (first[0] is None) != (second[0] is None):
        raise Unsupported("calc() cannot add a length and a bare number; give both a unit")
    if first[0] is not None and second[0] is not None:
        return first[0] + sign * second[0], Length()
    one, two = first[1], second[1]
    return None, Length(one.px + sign * two.px, one.percent + sign * two.percent)


def _product(tokens: list[Token], context: Context) -> _Term:
    term = _operand(tokens, context)
    while tokens and tokens[0].type == "literal" and tokens[0].value in "*/":
        operator = tokens.pop(0).value
        other = _operand(tokens, context)
        if operator == "/":
            if not other[0]:
                raise Unsupported("calc() divides by numbers other than 0 only")
            other = 1 / other[0], Length()
        term = _scale(term, other)
    return term


def _scale(first: _Term, second: _Term) -> _Term:
    if first[0] is None and second[0] is None:
        raise Unsupported("calc() cannot multiply two lengths; make one a bare number")
    if first[0] is not None and second[0] is not None:
        return first[0] * second[0], Length()
    factor, amount = (first[0], second[1]) if first[0] is not None else (second[0], first[1])
    assert factor is not None
    return None, Length(amount.px * factor, amount.percent * factor)


def _operand(tokens: list[Token], context: Context) -> _Term:
    if not tokens:
        raise Unsupported("calc() ends too early")
    token = tokens.pop(0)
    if token.type == "number":
        return token.value, Length()
    if token.type == "() block":
        return _sum(list(_significant(token.content)), context)
    if token.type == "function" and token.lower_name in _MATH:
        return _calculate(token, context)
    found = length(token, context)
    if found is None:
        raise Unsupported(f"calc() cannot read {token.serialize()!r}")
    return None, found


# --- colours -----------------------------------------------------------------------------


def color(token: Token) -> Color | None:
    """The colour of a token; None is ``currentcolor``. Raises Unsupported for what is none."""
    parsed = tinycss2.color4.parse_color(token)
    if parsed == "currentcolor":
        return None
    if parsed is None:
        raise Unsupported(f"{token.serialize()!r} is no colour; use #rrggbb, rgb() or hsl()")
    try:
        red, green, blue, alpha = parsed.to("srgb")
    except NotImplementedError:
        raise Unsupported(
            f"the colour space of {token.serialize()!r} is not supported; use #rrggbb or rgb()"
        ) from None
    channels = [_channel(value or 0.0) for value in (red, green, blue)]
    return Color(channels[0], channels[1], channels[2], min(1.0, max(0.0, alpha)))


def _channel(value: float) -> int:
    return min(255, max(0, math.floor(value * 255 + 0.5)))


def is_color(token: Token) -> bool:
    """Whether a token can be read as a colour."""
    return tinycss2.color4.parse_color(token) is not None


# --- images ------------------------------------------------------------------------------

_SIDES = {"top": (0, -1), "right": (1, 0), "bottom": (0, 1), "left": (-1, 0)}
_ANGLES = {(0, -1): 0.0, (1, 0): 90.0, (0, 1): 180.0, (-1, 0): 270.0}
_TURN = {"deg": 1.0, "grad": 0.9, "rad": 180 / math.pi, "turn": 360.0}


def image(tokens: tuple[Token, ...], context: Context) -> Layer | None:
    """A background layer, or None for ``none``."""
    if len(tokens) == 1:
        token = tokens[0]
        if token.type == "ident" and token.lower_value == "none":
            return None
        if token.type == "url":
            return Picture(token.value)
        if token.type == "function":
            return _image_function(token, context)
    raise Unsupported(
        f"{text_of(tokens)!r} is no image; use url(), linear-gradient() or radial-gradient()"
    )


def _image_function(token: Token, context: Context) -> Layer:
    arguments = _significant(token.arguments)
    if token.lower_name == "url" and len(arguments) == 1 and arguments[0].type == "string":
        return Picture(arguments[0].value)
    if token.lower_name == "linear-gradient":
        return _linear(split_commas(arguments), context)
    if token.lower_name == "radial-gradient":
        return _radial(split_commas(arguments), context)
    raise Unsupported(
        f"{token.lower_name}() is not supported; use linear-gradient() or radial-gradient()"
    )


def _linear(parts: list[tuple[Token, ...]], context: Context) -> LinearGradient:
    angle, corner = 180.0, None
    first = parts[0]
    if first and first[0].type == "dimension" and first[0].lower_unit in _TURN:
        angle = first[0].value * _TURN[first[0].lower_unit]
        parts = parts[1:]
    elif first and first[0].type == "ident" and first[0].lower_value == "to":
        x = y = 0
        for token in first[1:]:
            if token.type != "ident" or token.lower_value not in _SIDES:
                raise Unsupported(f"{text_of(first)!r} is no direction; use to right or 90deg")
            x += _SIDES[token.lower_value][0]
            y += _SIDES[token.lower_value][1]
        corner = (x, y) if x and y else None
        angle = _ANGLES.get((x, y), 180.0)
        parts = parts[1:]
    return LinearGradient(angle, corner, _stops(parts, context))


def _radial(parts: list[tuple[Token, ...]], context: Context) -> RadialGradient:
    circle, extent = False, "farthest-corner"
    center = (Length(0, 50), Length(0, 50))
    radii: tuple[Length, Length] | None = None
    if not any(is_color(token) for token in parts[0]):
        shape, place = _split_at(parts[0])
        if place:
            center = position(place, context)
        sizes = []
        for token in shape:
            name = token.lower_value if token.type == "ident" else ""
            measured = length(token, context)
            if measured is not None:
                sizes.append(measured)
            elif name in ("circle", "ellipse"):
                circle = name == "circle"
            elif name in ("closest-side", "farthest-side", "closest-corner", "farthest-corner"):
                extent = name
            else:
                raise Unsupported(f"radial-gradient() cannot read {token.serialize()!r}")
        if sizes:
            radii = (sizes[0], sizes[-1])
            circle = circle or len(sizes) == 1
        parts = parts[1:]
    return RadialGradient(circle, extent, radii, center, _stops(parts, context))


def _split_at(tokens: tuple[Token, ...]) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    for index, token in enumerate(tokens):
        if token.type == "ident" and token.lower_value == "at":
            return tokens[:index], tokens[index + 1 :]
    return tokens, ()


def _stops(parts: list[tuple[Token, ...]], context: Context) -> tuple[Stop, ...]:
    stops: list[Stop] = []
    for part in parts:
        if not part or len(part) > 3:
            raise Unsupported(f"{text_of(part)!r} is no colour stop; use a colour and a place")
        tint = color(part[0])
        places = [length(token, context) for token in part[1:]]
        if None in places:
            raise Unsupported(f"{text_of(part)!r} is no colour stop; use a colour and a place")
        stops += [Stop(tint, place) for place in places or [None]]
    if len(stops) < 2:
        raise Unsupported("a gradient needs two colours at least")
    return tuple(stops)


# --- positions and shadows ---------------------------------------------------------------

_PLACES = {"left": 0, "top": 0, "center": 50, "right": 100, "bottom": 100}


def position(tokens: tuple[Token, ...], context: Context) -> tuple[Length, Length]:
    """``object-position`` or ``background-position`` of one or two values, x before y."""
    found: list[Length] = []
    names: list[str] = []
    for token in tokens:
        name = token.lower_value if token.type == "ident" else ""
        measured = Length(0, _PLACES[name]) if name in _PLACES else length(token, context)
        if measured is None:
            break
        found.append(measured)
        names.append(name)
    if len(found) != len(tokens) or not 1 <= len(found) <= 2:
        raise Unsupported(f"{text_of(tokens)!r} is no position; use for example 50% 30%")
    if len(found) == 1:
        found.append(Length(0, 50))
        names.append("center")
    if names[0] in ("top", "bottom") or names[1] in ("left", "right"):
        found.reverse()
    return found[0], found[1]


def shadow(tokens: tuple[Token, ...], context: Context) -> Shadow:
    """One outer box shadow."""
    tint: Color | None = None
    lengths: list[float] = []
    for token in tokens:
        if token.type == "ident" and token.lower_value == "inset":
            raise Unsupported("inset shadows are not supported; use a border or a gradient")
        if length(token, context) is not None:
            lengths.append(pixels(token, context))
        else:
            tint = color(token)
    if not 2 <= len(lengths) <= 4:
        raise Unsupported(f"{text_of(tokens)!r} is no shadow; use x, y, blur, spread and a colour")
    x, y, blur, spread = [*lengths, 0.0, 0.0][:4]
    if blur < 0 or blur > 500:
        raise Unsupported("a shadow's blur is 0 to 500 px")
    return Shadow(x, y, blur, spread, tint)
