"""Shadows, as CSS writes them. Source of the grammar: CSS Backgrounds 3."""

from __future__ import annotations

from dataclasses import dataclass

from tinycss2.ast import Node as Token

from bot.cards.colors import Color, color
from bot.cards.values import Context, Unsupported, length, pixels, text_of


@dataclass(frozen=True, slots=True)
class Shadow:
    """A box shadow; lengths in pixels, ``color`` None is the text's colour."""

    x: float
    y: float
    blur: float
    spread: float
    color: Color | None


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
