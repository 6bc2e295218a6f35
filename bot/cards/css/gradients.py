"""Layers of a background: pictures and gradients, as CSS writes them.

Source of the grammar: CSS Images 3.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from tinycss2.ast import Node as Token

from bot.cards.css.colors import Color, color, is_color
from bot.cards.css.values import (
    Context,
    Length,
    Unsupported,
    degrees,
    is_angle,
    length,
    position,
    significant,
    split_commas,
    text_of,
)


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


_SIDES = {"top": (0, -1), "right": (1, 0), "bottom": (0, 1), "left": (-1, 0)}
_ANGLES = {(0, -1): 0.0, (1, 0): 90.0, (0, 1): 180.0, (-1, 0): 270.0}


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
    arguments = significant(token.arguments)
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
    if first and is_angle(first[0]):
        angle = degrees(first[0])
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


MOST_STOPS = 64


def _stops(parts: list[tuple[Token, ...]], context: Context) -> tuple[Stop, ...]:
    if len(parts) > MOST_STOPS:
        raise Unsupported(f"a gradient has {MOST_STOPS} stops at most")
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
