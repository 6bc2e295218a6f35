"""The gaps of flex containers that Taffy forgets, as margins of their items."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from bot.cards.css.style import Style
from bot.cards.layout.boxes import Box
from bot.cards.layout.intrinsic import flows

_ENDS = {
    "row": ("left", "right"),
    "row-reverse": ("right", "left"),
    "column": ("top", "bottom"),
    "column-reverse": ("bottom", "top"),
}


def gaps_as_margins(box: Box) -> list[dict[str, float]]:
    """Margins, by side, that stand for a flex container's gaps, for each child.

    Taffy forgets the gaps of a line that has an ``auto`` margin; so there the gaps become
    margins, and everywhere else each of these is empty.
    """
    style = box.style
    if style.display != "flex" or style.flex_wrap != "nowrap":
        return [_NONE] * len(box.children)
    start, end = _ENDS[style.flex_direction]
    gap = (style.column_gap if start in ("left", "right") else style.row_gap).px
    if not gap:
        return [_NONE] * len(box.children)
    if not any(child.paragraph is None and auto_margins(child.style) for child in box.children):
        return [_NONE] * len(box.children)
    found: list[dict[str, float]] = [{} for _ in box.children]
    items = [index for index, child in enumerate(box.children) if flows(child)]
    first, last = (side_in_mirror(side, mirrored=style.direction == "rtl") for side in (start, end))
    if not any(_has_auto(box.children[index], (first, last)) for index in items):
        return found
    for before, after in pairwise(items):
        if not _has_auto(box.children[before], (last,)) and box.children[before].paragraph is None:
            found[before][end] = gap
        else:
            found[after][start] = gap
    return found


def _has_auto(box: Box, sides: tuple[str, ...]) -> bool:
    if box.paragraph is not None:
        return False
    return not auto_margins(box.style).isdisjoint(sides)


@lru_cache(maxsize=512)
def auto_margins(style: Style) -> frozenset[str]:
    """The sides on which a style's margins are ``auto``."""
    sides = ("top", "right", "bottom", "left")
    return frozenset(side for side in sides if getattr(style, f"margin_{side}") is None)


_NONE: dict[str, float] = {}


def side_in_mirror(side: str, *, mirrored: bool) -> str:
    """The side of the card that is this one in the mirror."""
    return {"left": "right", "right": "left"}.get(side, side) if mirrored else side
