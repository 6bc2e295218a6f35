"""Inline elements that show a box of their own: where they stand in a text, and their room.

Source: CSS Inline 3, CSS Fragmentation 4 §5.4 (``box-decoration-break``).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.cards.css.style import Style
from bot.cards.css.styled import Styled
from bot.cards.text.spans import Span

SIDES = ("top", "right", "bottom", "left")


@dataclass(frozen=True, slots=True)
class InlineBox:
    """An element's box about the characters from ``start`` to before ``end``.

    ``lead`` and ``trail`` are the room in pixels that its start and end take, margins included;
    ``clone``: each line's part has both.
    """

    owner: Styled
    start: int
    end: int
    lead: float
    trail: float
    clone: bool

    def opens(self, at: int, line_start: int) -> bool:
        """Whether its starting edge stands before the character at ``at``."""
        return self.start == at or (self.clone and at == line_start and self.start < at)

    def closes(self, at: int, line_end: int) -> bool:
        """Whether its ending edge stands behind the character before ``at``."""
        return self.end == at or (self.clone and at == line_end and self.end > at)


@lru_cache(maxsize=512)
def shows(style: Style) -> bool:
    """Whether an inline element has anything that its text alone has not."""
    painted = style.background_color is None or style.background_color.alpha > 0
    room = any(_room(style, side) for side in SIDES)
    return painted or room or bool(style.background_image) or bool(style.box_shadow)


@lru_cache(maxsize=512)
def parts(style: Style) -> bool:
    """Whether an inline element's edges take room, so that no letters are kerned across them."""
    return any(_room(style, side) for side in ("left", "right"))


def _room(style: Style, side: str) -> float:
    """Padding, border and, at the sides, margin of an inline element, in pixels."""
    padding, margin = getattr(style, f"padding_{side}"), getattr(style, f"margin_{side}")
    beside = margin.px if margin is not None and side in ("left", "right") else 0.0
    return float(padding.px + style.border_width(side) + beside)


def sunk(span: Span) -> float:
    """How much lower than the baseline Chromium sets letters within boxes, before it rounds.

    What stands above the text in a box is rounded to whole pixels for the letters alone.
    """
    above = [_room(element.style, "top") for element in span.within]
    return sum(math.floor(room + 0.5) - int(room * 64) / 64 for room in above if room)


@lru_cache(maxsize=512)
def in_percent(style: Style) -> bool:
    """Whether an inline element's padding or margins are shares of its container."""
    edges = [getattr(style, f"{kind}_{side}") for kind in ("padding", "margin") for side in SIDES]
    return any(edge is not None and edge.percent for edge in edges)


def boxes_of(spans: Sequence[Span], *, rtl: bool) -> tuple[InlineBox, ...]:
    """The boxes of all inline elements that show one, the outer before the inner."""
    places: dict[Styled, tuple[int, int]] = {}
    at = 0
    for span in spans:
        for element in span.within:
            places[element] = (places.get(element, (at, at))[0], at + len(span.text))
        at += len(span.text)
    first, last = ("right", "left") if rtl else ("left", "right")
    return tuple(
        InlineBox(
            element,
            start,
            end,
            _room(element.style, first),
            _room(element.style, last),
            element.style.box_decoration_break == "clone",
        )
        for element, (start, end) in places.items()
        if shows(element.style)
    )
