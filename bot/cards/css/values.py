"""Values of CSS: lengths, sums, positions; text in, numbers in CSS pixels out.

Every parser takes the text of one value (custom properties filled in) and the context that
relative units are measured against, and returns a computed value, or raises Unsupported, whose
message says what to write instead.

Source of the grammar: CSS Values 4. Colours, gradients and effects have files of their own.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import tinycss2
import tinycss2.color4
from tinycss2.ast import Node as Token


class Unsupported(Exception):
    """A value that cards do not draw; the message names it and what to use instead."""


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


# --- tokens ------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def tokens_of(text: str) -> tuple[Token, ...]:
    """The value's tokens without white space and comments."""
    return significant(tinycss2.parse_component_value_list(text, skip_comments=True))


def significant(tokens: list[Token]) -> tuple[Token, ...]:
    """The tokens without white space and comments."""
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


MOST_LAYERS = 20  # shadows, backgrounds, transforms and filters of one element


def layers(tokens: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    """The token lists between top-level commas, of which there are not too many."""
    parts = split_commas(tokens)
    if len(parts) > MOST_LAYERS:
        raise Unsupported(f"there are {len(parts)} of them; {MOST_LAYERS} are the most")
    return parts


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


_TURN = {"deg": 1.0, "grad": 0.9, "rad": 180 / math.pi, "turn": 360.0}


def degrees(token: Token) -> float:
    """An angle in degrees."""
    if token.type == "dimension" and token.lower_unit in _TURN:
        return float(token.value * _TURN[token.lower_unit])
    if token.type == "number" and token.value == 0:
        return 0.0
    raise Unsupported(f"{token.serialize()!r} is no angle; use for example 3deg")


def is_angle(token: Token) -> bool:
    """Whether a token has a unit of angles."""
    return bool(token.type == "dimension" and token.lower_unit in _TURN)


# A sum in calc() is either a bare number or a length.
_Term: TypeAlias = tuple[float | None, Length]
_MATH = ("calc", "min", "max", "clamp")


def _calculate(function: Token, context: Context) -> _Term:
    if function.lower_name == "calc":
        return _sum(list(significant(function.arguments)), context)
    parts = split_commas(significant(function.arguments))
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
        return _sum(list(significant(token.content)), context)
    if token.type == "function" and token.lower_name in _MATH:
        return _calculate(token, context)
    found = length(token, context)
    if found is None:
        raise Unsupported(f"calc() cannot read {token.serialize()!r}")
    return None, found


# --- positions ----------- ---------------------------------------------------------------

_ACROSS = {"left": Length(0, 0), "right": Length(0, 100)}
_DOWN = {"top": Length(0, 0), "bottom": Length(0, 100)}
_CENTER = Length(0, 50)


def position(tokens: tuple[Token, ...], context: Context) -> tuple[Length, Length]:
    """``background-position``, ``object-position`` or ``transform-origin``: x, then y.

    Up to two values in the usual order, or sides each with a distance: ``right 20px bottom 10px``.
    """
    across: Length | None = None
    down: Length | None = None
    rest: list[Length] = []
    side = ""
    for token in tokens:
        name = token.lower_value if token.type == "ident" else ""
        measured = _CENTER if name == "center" else None if name else length(token, context)
        if name in _ACROSS and across is None:
            across, side = _ACROSS[name], name
        elif name in _DOWN and down is None:
            down, side = _DOWN[name], name
        elif measured is None:
            raise _no_position(tokens)
        elif len(tokens) > 2 and side and name != "center":
            if side in _ACROSS:
                across = _from(_ACROSS[side], measured)
            else:
                down = _from(_DOWN[side], measured)
            side = ""
        else:
            rest.append(measured)
    if not tokens or len(tokens) > 4 or len(rest) > 2 - (across is not None) - (down is not None):
        raise _no_position(tokens)
    if across is None and rest:
        across = rest.pop(0)
    if down is None and rest:
        down = rest.pop(0)
    return across or _CENTER, down or _CENTER


def _from(side: Length, distance: Length) -> Length:
    """A distance inwards from a side."""
    sign = -1 if side.percent else 1
    return Length(sign * distance.px, side.percent + sign * distance.percent)


def _no_position(tokens: tuple[Token, ...]) -> Unsupported:
    return Unsupported(f"{text_of(tokens)!r} is no position; use for example 50% 30%")
