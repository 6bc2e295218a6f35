"""Shadows, transforms and filters, as CSS writes them.

Sources of the grammar: CSS Backgrounds 3, CSS Transforms 1, Filter Effects 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from tinycss2.ast import Node as Token

from bot.cards.css.colors import Color, color
from bot.cards.css.values import (
    MOST_LAYERS,
    Context,
    Length,
    Unsupported,
    degrees,
    length,
    pixels,
    significant,
    split_commas,
    text_of,
)


@dataclass(frozen=True, slots=True)
class Shadow:
    """A box shadow; lengths in pixels, ``color`` None is the text's colour."""

    x: float
    y: float
    blur: float
    spread: float
    color: Color | None
    inset: bool = False


LARGEST_BLUR = 500.0  # pixels


def shadow(tokens: tuple[Token, ...], context: Context) -> Shadow:
    """One box shadow."""
    tint: Color | None = None
    lengths: list[float] = []
    inset = False
    for token in tokens:
        if token.type == "ident" and token.lower_value == "inset":
            inset = True
        elif length(token, context) is not None:
            lengths.append(pixels(token, context))
        else:
            tint = color(token)
    if not 2 <= len(lengths) <= 4:
        raise Unsupported(f"{text_of(tokens)!r} is no shadow; use x, y, blur, spread and a colour")
    x, y, blur, spread = [*lengths, 0.0, 0.0][:4]
    if not 0 <= blur <= LARGEST_BLUR:
        raise Unsupported(f"a shadow's blur is 0 to {LARGEST_BLUR:g} px")
    return Shadow(x, y, blur, spread, tint, inset)


# --- transforms --------------------------------------------------------------------------


class Translate(NamedTuple):
    """A shift; percentages are of the element's own border box."""

    x: Length
    y: Length


class Rotate(NamedTuple):
    """A turn, clockwise."""

    degrees: float


class Scale(NamedTuple):
    """A change of size, along each axis."""

    x: float
    y: float


Transform: TypeAlias = Translate | Rotate | Scale
LARGEST_SCALE = 20.0


def transforms(tokens: tuple[Token, ...], context: Context) -> tuple[Transform, ...]:
    """The functions of ``transform``, in their order."""
    _few(tokens)
    return tuple(_transform(token, context) for token in tokens)


def _few(tokens: tuple[Token, ...]) -> None:
    if len(tokens) > MOST_LAYERS:
        raise Unsupported(f"there are {len(tokens)} of them; {MOST_LAYERS} are the most")


def _transform(token: Token, context: Context) -> Transform:
    name = token.lower_name if token.type == "function" else ""
    parts = split_commas(significant(token.arguments)) if name else []
    arguments = [part[0] for part in parts if len(part) == 1]
    if name == "rotate" and len(arguments) == 1:
        return Rotate(degrees(arguments[0]))
    base, axis = name.rstrip("xy"), name[-1:] if name.endswith(("x", "y")) else ""
    counts = (1,) if axis else (1, 2)
    if base in ("translate", "scale") and len(arguments) == len(parts) in counts:
        return _along(base, axis, arguments, context)
    raise Unsupported(f"{token.serialize()!r} is not supported; use translate(), rotate(), scale()")


def _along(base: str, axis: str, arguments: list[Token], context: Context) -> Transform:
    """A shift or a change of size along one axis or both."""
    first, last = arguments[0], arguments[-1]
    if base == "scale":
        return Scale(1.0 if axis == "y" else _factor(first), 1.0 if axis == "x" else _factor(last))
    down = axis == "y" or len(arguments) == 2
    return Translate(
        Length() if axis == "y" else _shift(first, context),
        _shift(last, context) if down else Length(),
    )


def _shift(token: Token, context: Context) -> Length:
    found = length(token, context)
    if found is None:
        raise Unsupported(f"{token.serialize()!r} is no length; use px, em or %")
    return found


def _factor(token: Token) -> float:
    factor = {"number": 1.0, "percentage": 0.01}.get(token.type)
    if factor is None or abs(token.value * factor) > LARGEST_SCALE:
        raise Unsupported(f"{token.serialize()!r} is no factor; use -20 to 20")
    return float(token.value * factor)


# --- filters -----------------------------------------------------------------------------


class Filter(NamedTuple):
    """``blur`` in pixels, or a factor for ``brightness`` and ``grayscale``."""

    name: str
    amount: float


LARGEST_FILTER_BLUR = 100.0  # pixels


def filters(tokens: tuple[Token, ...], context: Context) -> tuple[Filter, ...]:
    """The functions of ``filter``, in their order."""
    _few(tokens)
    return tuple(_filter(token, context) for token in tokens)


def _filter(token: Token, context: Context) -> Filter:
    name = token.lower_name if token.type == "function" else ""
    arguments = significant(token.arguments) if name else ()
    if name not in ("blur", "brightness", "grayscale") or len(arguments) > 1:
        problem = f"{token.serialize()!r} is not supported"
        raise Unsupported(
            f"{problem}; use blur(), brightness(), grayscale(), or prepare the picture"
        )
    if name == "blur":
        amount = pixels(arguments[0], context) if arguments else 0.0
        most = LARGEST_FILTER_BLUR
    else:
        amount = _factor(arguments[0]) if arguments else 1.0
        most = 1.0 if name == "grayscale" else 10.0
        amount = min(amount, most)
    if not 0 <= amount <= most:
        raise Unsupported(f"{token.serialize()!r} is too much or too little; use 0 to {most:g}")
    return Filter(name, amount)
