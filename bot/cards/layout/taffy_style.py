"""Computed styles as the dictionaries that Taffy takes, through stretchable's own functions.

The keys, and the numbers that stand for keywords, are those of stretchable 1.1's ``Style.to_dict``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from bot.cards.css.style import Edge, Style
from bot.cards.css.values import Length, Unsupported
from bot.cards.layout import taffy_grid
from bot.cards.layout.gaps import gaps_as_margins, side_in_mirror
from bot.cards.layout.items import Item
from bot.cards.layout.taffy_grid import ITEMS, NO_LINE, TaffyStyle
from bot.cards.layout.taffy_sizes import hugs, pair, ratio, sizes
from bot.cards.layout.taffy_values import AUTO, WHOLE, ZERO, dimension, padding, points

_DISPLAY = {"none": 0, "flex": 1, "grid": 2, "block": 3, "inline": 3}
_DIRECTION = {"row": 0, "column": 1, "row-reverse": 2, "column-reverse": 3}
_WRAP = {"nowrap": 0, "wrap": 1, "wrap-reverse": 2}
_CONTENT = {
    "start": 0,
    "end": 1,
    "flex-start": 2,
    "flex-end": 3,
    "center": 4,
    "stretch": 5,
    "space-between": 6,
    "space-evenly": 7,
    "space-around": 8,
}
BASE: TaffyStyle = {
    "display": 3,
    "box_sizing": 0,
    "overflow_x": 0,
    "overflow_y": 0,
    "scrollbar_width": 0.0,
    "position": 0,
    "inset": dict.fromkeys(("top", "right", "bottom", "left"), AUTO),
    "gap": {"width": ZERO, "height": ZERO},
    "margin": dict.fromkeys(("top", "right", "bottom", "left"), ZERO),
    "border": dict.fromkeys(("top", "right", "bottom", "left"), ZERO),
    "padding": dict.fromkeys(("top", "right", "bottom", "left"), ZERO),
    "size": {"width": AUTO, "height": AUTO},
    "min_size": {"width": AUTO, "height": AUTO},
    "max_size": {"width": AUTO, "height": AUTO},
    "flex_wrap": 0,
    "flex_direction": 0,
    "flex_grow": 0.0,
    "flex_shrink": 1.0,
    "flex_basis": AUTO,
    "grid_template_rows": [],
    "grid_template_columns": [],
    "grid_auto_rows": [],
    "grid_auto_columns": [],
    "grid_auto_flow": 0,
    "grid_row": {"start": NO_LINE, "end": NO_LINE},
    "grid_column": {"start": NO_LINE, "end": NO_LINE},
    "aspect_ratio": None,
    "align_items": None,
    "justify_items": None,
    "align_self": None,
    "justify_self": None,
    "align_content": None,
    "justify_content": None,
}


def style_of(item: Item, card: tuple[float, float]) -> TaffyStyle:
    """The style of a box for Taffy, on a card of that width and height.

    Taffy runs from left to right: what runs the other way is given to it as in a mirror.
    """
    style = _style_of(item, card)
    if item.mirrored:
        style["inset"] = _turned(style["inset"])
    if item.box.paragraph is None and item.box.style.direction == "rtl":
        style["padding"], style["border"] = _turned(style["padding"]), _turned(style["border"])
    return style


def _turned(sides: object) -> TaffyStyle:
    assert isinstance(sides, dict)
    return {**sides, "left": sides["right"], "right": sides["left"]}


def _style_of(item: Item, card: tuple[float, float]) -> TaffyStyle:
    if item.box.paragraph is not None:
        return _text_style(item)
    style, (width, height) = item.box.style, item.references or (None, None)
    found = dict(_own_style(style, width, height))
    if item.box.keeps is not None:
        return _placeholder(item, found)
    if item.static is not None:
        found["inset"] = _static(found["inset"], style, item.static)
    if item.flex is None:
        found["flex_grow"] = 0.0
    if item.gaps or item.baseline_shift or item.mirrored:
        found["margin"] = _margins(item, width)
    if any(gaps_as_margins(item.box)):
        found["gap"] = _NO_GAPS
    found.update(sizes(item, found, width, height, card))
    if style.display == "grid":
        found.update(taffy_grid.container(style, item.repeats, roomy=item.roomy))
    if item.grid is not None:
        found["justify_self"] = ITEMS.get(style.justify_self)
        found.update(_in_grid(item, item.grid))
        if style.overflow == "hidden":
            _clipped(found)
    _percent_of_height(found, item, height)
    if style.display == "grid":
        _framed(found, style)
    if item.in_page and style.height is not None and style.height.percent:
        found["size"] = _with_height(found["size"], AUTO)
    if item.ratio_height is not None:
        found["size"] = _with_height(found["size"], points(item.ratio_height))
        found["aspect_ratio"] = None
    return found


def _placeholder(item: Item, own: TaffyStyle) -> TaffyStyle:
    """What stands where an absolute box was written, and is as large as it."""
    width, height = item.kept
    alike = {name: own[name] for name in ("position", "margin", "align_self")}
    return {**BASE, **alike, "size": {"width": points(width), "height": points(height)}}


def _static(inset: object, style: Style, place: tuple[float, float]) -> TaffyStyle:
    assert isinstance(inset, dict)
    found = dict(inset)
    if style.left is None and style.right is None:
        found["left"] = points(place[0])
    if style.top is None and style.bottom is None:
        found["top"] = points(place[1])
    return found


@lru_cache(maxsize=512)
def _own_style(style: Style, width: float | None, height: float | None) -> TaffyStyle:
    """What follows from a style alone, in a container of that width and height."""
    return {
        **BASE,
        "display": _DISPLAY[style.display],
        "box_sizing": 0 if style.box_sizing == "border-box" else 1,
        "overflow_x": 1 if style.overflow == "hidden" else 0,
        "overflow_y": 1 if style.overflow == "hidden" else 0,
        "position": 1 if style.position == "absolute" else 0,
        "inset": _sides((style.top, style.right, style.bottom, style.left), width, height),
        "margin": _sides(_resolved(_margin(style), width), width, width),
        "padding": _paddings(style, width),
        "border": _borders(style),
        "gap": {
            "width": dimension(style.column_gap, width),
            "height": dimension(style.row_gap, height),
        },
        "size": pair(style.width, style.height, width, height),
        "min_size": pair(style.min_width, style.min_height, width, height),
        "max_size": pair(style.max_width, style.max_height, width, height),
        "aspect_ratio": ratio(style, style.aspect_ratio),
        "flex_wrap": _WRAP[style.flex_wrap],
        "flex_direction": _DIRECTION[style.flex_direction],
        "flex_grow": style.flex_grow,
        "flex_shrink": style.flex_shrink,
        "flex_basis": dimension(style.flex_basis, width),
        "align_items": ITEMS.get(style.align_items),
        "align_self": ITEMS.get(style.align_self),
        "align_content": _CONTENT.get(style.align_content),
        "justify_content": _CONTENT.get(style.justify_content),
    }


def _in_grid(item: Item, container: Style) -> TaffyStyle:
    if item.cell is not None:
        return taffy_grid.lines(item.cell, container, item.grid_repeats)
    try:
        return taffy_grid.item(item.box.style, container, item.grid_repeats)
    except Unsupported as problem:
        raise item.box.owner.error(problem) from None


def _percent_of_height(found: TaffyStyle, item: Item, height: float | None) -> None:
    """Give Taffy what it makes nothing of: percent of a height for the least and the largest.

    Where that is not given, they say nothing; CSS 2 §10.7.
    """
    known = height if item.in_definite else None
    limits = (("min_size", item.box.style.min_height), ("max_size", item.box.style.max_height))
    for name, edge in limits:
        if edge is not None and edge.percent:
            limit = AUTO if known is None else points(edge.of(known))
            found[name] = _with_height(found[name], limit)


def _framed(found: TaffyStyle, style: Style) -> None:
    """Take a grid's padding and borders off its least height: Taffy adds them once more."""
    least = found["min_size"]
    assert isinstance(least, dict)
    height = least["height"]
    if height["dim"] == 1 and height["value"]:
        padding = (style.padding_top, style.padding_bottom)
        down = sum(style.border_width(side) for side in ("top", "bottom"))
        down += sum(edge.px for edge in padding)
        found["min_size"] = {**least, "height": points(max(0.0, height["value"] - down))}


def _with_height(sizes: object, height: TaffyStyle) -> TaffyStyle:
    assert isinstance(sizes, dict)
    return {**sizes, "height": height}


def _clipped(found: TaffyStyle) -> None:
    """Let a clipped item of a grid be as small as it must.

    By its overflow alone, Taffy's rows would forget its contents.
    """
    least = found["min_size"]
    assert isinstance(least, dict)
    zeroed = {side: ZERO if size["dim"] == 0 else size for side, size in least.items()}
    found.update(overflow_x=0, overflow_y=0, min_size=zeroed)


Edges: TypeAlias = tuple[Edge, Edge, Edge, Edge]  # top, right, bottom, left


def _margin(style: Style) -> Edges:
    return style.margin_top, style.margin_right, style.margin_bottom, style.margin_left


def _padding(style: Style) -> Edges:
    return style.padding_top, style.padding_right, style.padding_bottom, style.padding_left


def _resolved(edges: Edges, width: float | None) -> Edges:
    """Paddings or margins with percent as pixels: Taffy takes them of the wrong width at times."""
    if width is None:
        return edges
    top, right, bottom, left = [
        Length(edge.of(width)) if edge is not None and edge.percent else edge for edge in edges
    ]
    return top, right, bottom, left


def _sides(edges: Edges, width: float | None, height: float | None) -> TaffyStyle:
    top, right, bottom, left = edges
    return {
        "top": dimension(top, height),
        "right": dimension(right, width),
        "bottom": dimension(bottom, height),
        "left": dimension(left, width),
    }


_SIDES = ("top", "right", "bottom", "left")


def _paddings(style: Style, width: float | None) -> TaffyStyle:
    edges = _resolved(_padding(style), width)
    return {side: padding(edge, width) for side, edge in zip(_SIDES, edges, strict=True)}


_NO_BORDERS: TaffyStyle = dict.fromkeys(_SIDES, ZERO)


def _borders(style: Style) -> TaffyStyle:
    widths = {side: style.border_width(side) for side in _SIDES}
    if not any(widths.values()):
        return _NO_BORDERS
    return {side: points(width) for side, width in widths.items()}


_NO_GAPS: TaffyStyle = {"width": ZERO, "height": ZERO}


def _margins(item: Item, width: float | None) -> TaffyStyle:
    style = item.box.style
    margins = _sides(_resolved(_margin(style), width), width, width)
    if item.mirrored:
        margins = _turned(margins)
    if not item.gaps and not item.baseline_shift:
        return margins
    added = dict(item.gaps)
    added["top"] = added.get("top", 0.0) + item.baseline_shift
    for side, pixels in added.items():
        edge: Edge = getattr(style, f"margin_{side_in_mirror(side, mirrored=item.mirrored)}")
        if pixels and edge is not None:
            margins[side] = points(edge.of(width or 0.0) + pixels)
    return margins


def strut(width: float, height: float = 0.0) -> TaffyStyle:
    """A box that tells Taffy how wide a text would like to be."""
    return {
        **BASE,
        "size": {"width": points(width), "height": points(height)},
        "max_size": {"width": WHOLE, "height": AUTO},
    }


def _text_style(item: Item) -> TaffyStyle:
    assert item.box.paragraph is not None
    if item.alone:
        return strut(item.box.paragraph.widest, item.text_height)
    style: TaffyStyle = {
        **BASE,
        "size": {"width": AUTO, "height": points(item.text_height)},
    }
    container = item.flex
    across = container is not None and container.flex_direction in ("row", "row-reverse")
    least = points(item.box.paragraph.narrowest) if across or hugs(item) else AUTO
    style["min_size"] = {"width": least, "height": points(item.text_height)}
    style["max_size"] = {"width": WHOLE if hugs(item) else AUTO, "height": AUTO}
    if item.in_grid:
        style.update(display=1, flex_wrap=1, align_content=0)
    if item.grid is not None:
        style.update(_in_grid(item, item.grid))
    return style


@lru_cache(maxsize=512)
def needs_references(style: Style) -> bool:
    """Whether the container's size must be known.

    For sums of pixels and percent, which Taffy does not take, and for percent that it does not
    take well: of limits, margins, paddings and what is limited.
    """
    limits = (style.max_width, style.min_height, style.max_height)
    if any(edge and edge.percent for edge in (*limits, *_margin(style), *_padding(style))):
        return True
    if style.max_width is not None and style.width is not None and style.width.percent:
        return True
    edges: tuple[Edge, ...] = (
        *(style.width, style.height, style.min_width, style.flex_basis),
        *(style.top, style.right, style.bottom, style.left),
    )
    return any(edge is not None and edge.percent and edge.px for edge in edges)
