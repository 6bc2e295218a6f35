"""How narrow a box can get: the min-content width, which Taffy cannot know of our texts.

Source: CSS Sizing 3 §5, Flexbox 1 §4.5 (the automatic minimum size of items).
"""

from __future__ import annotations

from functools import lru_cache

from bot.cards.css.style import Style
from bot.cards.layout.boxes import Box


@lru_cache(maxsize=512)
def narrowest(box: Box) -> float:
    """The min-content width of a box with its padding and border, in pixels."""
    if box.paragraph is not None:
        return box.paragraph.narrowest
    style = box.style
    if style.width is not None and not style.width.percent:
        return style.width.px + (frame(style) if style.box_sizing == "content-box" else 0.0)
    inner = [
        narrowest(child) + (_margins(child.style) if child.paragraph is None else 0.0)
        for child in box.children
        if flows(child)
    ]
    across = style.display == "flex" and style.flex_direction in ("row", "row-reverse")
    if across and style.flex_wrap == "nowrap":
        width = sum(inner) + style.column_gap.px * max(0, len(inner) - 1)
    else:
        width = max(inner, default=0.0)
    least = style.min_width.px if style.min_width is not None else 0.0
    return max(width + frame(style), least)


def flows(box: Box) -> bool:
    """Whether a box takes room among its siblings."""
    return box.paragraph is not None or box.style.position != "absolute"


@lru_cache(maxsize=512)
def frame(style: Style) -> float:
    """Padding and border of both sides together, in pixels."""
    borders = style.border_width("left") + style.border_width("right")
    return style.padding_left.px + style.padding_right.px + borders


@lru_cache(maxsize=512)
def _margins(style: Style) -> float:
    return sum(edge.px for edge in (style.margin_left, style.margin_right) if edge is not None)
