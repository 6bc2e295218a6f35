"""Computed styles as the dictionaries that Taffy takes, through stretchable's own functions.

The keys, and the numbers that stand for keywords, are those of stretchable 1.1's ``Style.to_dict``.
"""

from __future__ import annotations

from functools import lru_cache

from bot.cards import taffy_grid
from bot.cards.boxes import Box
from bot.cards.gaps import gaps_as_margins, side_in_mirror
from bot.cards.images import Picture
from bot.cards.intrinsic import frame, narrowest
from bot.cards.items import Item
from bot.cards.style import Edge, Style
from bot.cards.taffy_grid import ITEMS, NO_LINE, TaffyStyle
from bot.cards.values import Length, Unsupported

_NAN = float("nan")
_AUTO: TaffyStyle = {"dim": 0, "value": _NAN}
_ZERO: TaffyStyle = {"dim": 1, "value": 0.0}
_WHOLE: TaffyStyle = {"dim": 2, "value": 1.0}
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
_BASE: TaffyStyle = {
    "display": 3,
    "box_sizing": 0,
    "overflow_x": 0,
    "overflow_y": 0,
    "scrollbar_width": 0.0,
    "position": 0,
    "inset": dict.fromkeys(("top", "right", "bottom", "left"), _AUTO),
    "gap": {"width": _ZERO, "height": _ZERO},
    "margin": dict.fromkeys(("top", "right", "bottom", "left"), _ZERO),
    "border": dict.fromkeys(("top", "right", "bottom", "left"), _ZERO),
    "padding": dict.fromkeys(("top", "right", "bottom", "left"), _ZERO),
    "size": {"width": _AUTO, "height": _AUTO},
    "min_size": {"width": _AUTO, "height": _AUTO},
    "max_size": {"width": _AUTO, "height": _AUTO},
    "flex_wrap": 0,
    "flex_direction": 0,
    "flex_grow": 0.0,
    "flex_shrink": 1.0,
    "flex_basis": _AUTO,
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


def dimension(edge: Edge, reference: float | None) -> TaffyStyle:
    if edge is None:
        return _AUTO
    if not edge.percent:
        # Browsers lay out in 64ths of a pixel, and cut lengths down to them.
        return {"dim": 1, "value": int(edge.px * 64) / 64} if edge.px else _ZERO
    if edge.px:
        return points(edge.of(reference)) if reference is not None else _AUTO
    return {"dim": 2, "value": edge.percent / 100}


def points(value: float) -> TaffyStyle:
    return {"dim": 1, "value": float(value)}


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
    found.update(_sizes(item, found, width, height, card))
    if style.display == "grid":
        found.update(taffy_grid.container(style, item.repeats))
    if item.grid is not None:
        found["justify_self"] = ITEMS.get(style.justify_self)
        found.update(_in_grid(item, item.grid))
    if item.in_auto:
        _without_percent_of_height(found, style)
    return found


def _placeholder(item: Item, own: TaffyStyle) -> TaffyStyle:
    """What stands where an absolute box was written, and is as large as it."""
    width, height = item.kept
    alike = {name: own[name] for name in ("position", "margin", "align_self")}
    return {**_BASE, **alike, "size": {"width": points(width), "height": points(height)}}


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
        **_BASE,
        "display": _DISPLAY[style.display],
        "box_sizing": 0 if style.box_sizing == "border-box" else 1,
        "overflow_x": 1 if style.overflow == "hidden" else 0,
        "overflow_y": 1 if style.overflow == "hidden" else 0,
        "position": 1 if style.position == "absolute" else 0,
        "inset": _sides((style.top, style.right, style.bottom, style.left), width, height),
        "margin": _sides(
            (style.margin_top, style.margin_right, style.margin_bottom, style.margin_left),
            width,
            width,
        ),
        "padding": _sides(
            (style.padding_top, style.padding_right, style.padding_bottom, style.padding_left),
            width,
            width,
        ),
        "border": _borders(style),
        "gap": {
            "width": dimension(style.column_gap, width),
            "height": dimension(style.row_gap, height),
        },
        "size": _pair(style.width, style.height, width, height),
        "min_size": _pair(style.min_width, style.min_height, width, height),
        "max_size": _pair(style.max_width, style.max_height, width, height),
        "aspect_ratio": _ratio(style, style.aspect_ratio),
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


def _without_percent_of_height(found: TaffyStyle, style: Style) -> None:
    """Percent of a height that is not given are ``auto``; CSS 2 §10.5."""
    heights = {"size": style.height, "min_size": style.min_height, "max_size": style.max_height}
    for name, edge in heights.items():
        sizes = found[name]
        if edge is not None and edge.percent and isinstance(sizes, dict):
            found[name] = {**sizes, "height": _AUTO}


def alignment(item: Item, container: Style) -> str:
    """How an item stands across its flex container: ``align-self``, else ``align-items``."""
    if item.box.paragraph is not None:
        return container.align_items
    own = item.box.style.align_self
    return container.align_items if own == "auto" else own


def _sides(
    edges: tuple[Edge, Edge, Edge, Edge], width: float | None, height: float | None
) -> TaffyStyle:
    top, right, bottom, left = edges
    return {
        "top": dimension(top, height),
        "right": dimension(right, width),
        "bottom": dimension(bottom, height),
        "left": dimension(left, width),
    }


_SIDES = ("top", "right", "bottom", "left")
_NO_BORDERS: TaffyStyle = dict.fromkeys(_SIDES, _ZERO)


def _borders(style: Style) -> TaffyStyle:
    widths = {side: style.border_width(side) for side in _SIDES}
    if not any(widths.values()):
        return _NO_BORDERS
    return {side: points(width) for side, width in widths.items()}


_NO_GAPS: TaffyStyle = {"width": _ZERO, "height": _ZERO}


def _margins(item: Item, width: float | None) -> TaffyStyle:
    style = item.box.style
    edges = (style.margin_top, style.margin_right, style.margin_bottom, style.margin_left)
    margins = _sides(edges, width, width)
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


def _sizes(
    item: Item,
    own: TaffyStyle,
    width: float | None,
    height: float | None,
    card: tuple[float, float],
) -> TaffyStyle:
    """The sizes of a box that are other than its style says."""
    style, picture, found = item.box.style, item.box.picture, TaffyStyle()
    whole_card = item.box.owner.element.tag == "html"
    if picture is not None or whole_card:
        across, down = (
            (Length(card[0]), Length(card[1])) if whole_card else _natural(style, picture)
        )
        ratio = style.aspect_ratio or (picture.width / picture.height if picture else None)
        found["size"] = _pair(across, down, width, height)
        found["aspect_ratio"] = _ratio(style, ratio)
    if _shrinks_to_contents(item):
        least = dimension(Length(_least(item.box, width)), width)
        found["min_size"] = _of_width(own["min_size"], least)
    if _hugs(item):
        found["max_size"] = _of_width(own["max_size"], _WHOLE)
    return found


def _natural(style: Style, picture: Picture | None) -> tuple[Edge, Edge]:
    """Width and height that a picture is asked to have: its own width, where neither is given."""
    if picture is not None and style.width is None and style.height is None:
        return Length(float(picture.width)), None
    return style.width, style.height


def _least(box: Box, width: float | None) -> float:
    """The width that a box's contents ask for at least, in a container of that width."""
    style = box.style
    contents = narrowest(box) - (frame(style) if style.box_sizing == "content-box" else 0.0)
    most = style.max_width
    if most is None or (most.percent and width is None):
        return contents
    return min(contents, most.of(width or 0.0))


def _of_width(sizes: object, width: TaffyStyle) -> TaffyStyle:
    assert isinstance(sizes, dict)
    return {**sizes, "width": width}


def _pair(across: Edge, down: Edge, width: float | None, height: float | None) -> TaffyStyle:
    return {"width": dimension(across, width), "height": dimension(down, height)}


def _ratio(style: Style, ratio: float | None) -> float | None:
    """None where both sizes are given: Taffy would let the ratio win over the height."""
    return None if style.width is not None and style.height is not None else ratio


def _shrinks_to_contents(item: Item) -> bool:
    """Whether ``min-width: auto`` means the contents' width; Flexbox 1 §4.5."""
    style, container = item.box.style, item.flex
    if container is None or container.flex_direction not in ("row", "row-reverse"):
        return False
    free = style.min_width is None and style.width is None and style.overflow == "visible"
    return free and item.box.picture is None


def _text_style(item: Item) -> TaffyStyle:
    assert item.box.paragraph is not None
    if item.alone:
        return strut(item.box.paragraph.widest, item.text_height)
    style: TaffyStyle = {
        **_BASE,
        "size": {"width": _AUTO, "height": points(item.text_height)},
    }
    container = item.flex
    across = container is not None and container.flex_direction in ("row", "row-reverse")
    least = points(item.box.paragraph.narrowest) if across else _AUTO
    style["min_size"] = {"width": least, "height": points(item.text_height)}
    style["max_size"] = {"width": _WHOLE if _hugs(item) else _AUTO, "height": _AUTO}
    if item.in_grid:
        style.update(display=1, flex_wrap=1, align_content=0)
    if item.grid is not None:
        style.update(_in_grid(item, item.grid))
    return style


def _hugs(item: Item) -> bool:
    """Whether a box is as wide as its contents ask, but never wider than there is room for."""
    text, style = item.box.paragraph is not None, item.box.style
    if not text and style.position == "absolute":
        free = style.width is None and style.max_width is None
        return free and (style.left is None or style.right is None)
    container = item.flex
    if container is None or container.flex_direction in ("row", "row-reverse"):
        return False
    if not text and (style.width is not None or style.max_width is not None):
        return False
    margins = () if text else (style.margin_left, style.margin_right)
    return alignment(item, container) not in ("normal", "stretch") or None in margins


def strut(width: float, height: float = 0.0) -> TaffyStyle:
    """A box that tells Taffy how wide a text would like to be."""
    return {
        **_BASE,
        "size": {"width": points(width), "height": points(height)},
        "max_size": {"width": _WHOLE, "height": _AUTO},
    }


def words(narrowest: float, widest: float) -> list[TaffyStyle]:
    """Boxes without height that tell Taffy both widths of a text, as a wrapping row of words."""
    step = max(narrowest, widest / _MOST_WORDS, 1.0)
    whole, rest = divmod(widest, step)
    widths = [step] * int(whole) + [rest] * (rest > 0)
    base = {**_BASE, "flex_shrink": 0.0}
    return [{**base, "size": {"width": points(width), "height": _ZERO}} for width in widths]


_MOST_WORDS = 200


@lru_cache(maxsize=512)
def needs_references(style: Style) -> bool:
    """Whether the container's size must be known: for sums of pixels and percent, which Taffy does
    not take, and for percent that cap what contents ask."""
    if style.max_width is not None and style.max_width.percent:
        return True
    edges: tuple[Edge, ...] = (
        *(style.width, style.height, style.min_width, style.min_height, style.max_width),
        *(style.max_height, style.top, style.right, style.bottom, style.left, style.flex_basis),
        *(style.margin_top, style.margin_right, style.margin_bottom, style.margin_left),
        *(style.padding_top, style.padding_right, style.padding_bottom, style.padding_left),
    )
    return any(edge is not None and edge.percent and edge.px for edge in edges)
