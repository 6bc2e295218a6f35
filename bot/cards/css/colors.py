"""Colours: CSS text in, sRGB out. Source of the grammar: CSS Color 4."""

from __future__ import annotations

import math
from typing import NamedTuple

import tinycss2.color4
from tinycss2.ast import Node as Token

from bot.cards.css.values import Unsupported


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
