"""Boxes that tell Taffy what it cannot know: how wide texts are, and the least height of rows."""

from __future__ import annotations

import math

from bot.cards.layout import taffy_grid
from bot.cards.layout.items import Item, cells_of
from bot.cards.layout.taffy_grid import ITEMS, TaffyStyle
from bot.cards.layout.taffy_style import BASE, strut
from bot.cards.layout.taffy_values import ZERO, points
from bot.cards.text.paragraph import Paragraph

_MOST_WORDS = 200


def struts_of(item: Item) -> list[TaffyStyle]:
    """The struts of a text or a grid; other boxes need none."""
    box = item.box
    if item.alone:
        return []
    if box.paragraph is not None:
        return _of_text(box.paragraph, in_grid=item.in_grid)
    if box.style.display == "grid" and box.keeps is None:
        return _of_rows(item)
    return []


def _of_text(text: Paragraph, *, in_grid: bool) -> list[TaffyStyle]:
    """How wide a text would like to be; in a grid, how narrow it can be too."""
    if in_grid:
        return _words(text.narrowest, text.widest)
    return [strut(text.widest)]


def _words(narrowest: float, widest: float) -> list[TaffyStyle]:
    """Both widths of a text, as a wrapping row of words."""
    step = _exact(max(narrowest, widest / _MOST_WORDS, 1.0))
    whole, rest = divmod(_exact(widest), step)
    widths = [step] * int(whole) + [rest] * (rest > 0)
    base = {**BASE, "flex_shrink": 0.0}
    return [{**base, "size": {"width": points(width), "height": ZERO}} for width in widths]


def _exact(width: float) -> float:
    """A width in 64ths of a pixel, of which Taffy's sums in 32 bits are not off."""
    return math.ceil(width * 64) / 64


def _of_rows(item: Item) -> list[TaffyStyle]:
    """The least heights of a grid's rows, as items without width."""
    cells = list(cells_of(item).values())
    return [
        {**BASE, **place, "size": {"width": ZERO, "height": points(height)}}
        for height, place in taffy_grid.floors(cells, item.box.style, item.repeats)
    ]


def area_of(item: Item) -> TaffyStyle:
    """An empty box that fills the area of an item of a grid."""
    assert item.cell is not None
    assert item.grid is not None
    stretch = {"align_self": ITEMS["stretch"], "justify_self": ITEMS["stretch"]}
    return {**BASE, **stretch, **taffy_grid.lines(item.cell, item.grid, item.grid_repeats)}
