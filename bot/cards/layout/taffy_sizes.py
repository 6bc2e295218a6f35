"""Widths and heights of boxes for Taffy, where it needs other ones than their styles say."""

from __future__ import annotations

from bot.cards.css.style import Edge, Style
from bot.cards.css.values import Length
from bot.cards.files.images import Picture
from bot.cards.layout.boxes import Box
from bot.cards.layout.intrinsic import frame, narrowest
from bot.cards.layout.items import Item, alignment
from bot.cards.layout.taffy_grid import TaffyStyle
from bot.cards.layout.taffy_values import WHOLE, dimension, points


def sizes(
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
        natural = style.aspect_ratio or (picture.width / picture.height if picture else None)
        found["size"] = pair(across, down, width, height)
        found["aspect_ratio"] = ratio(style, natural)
        if natural and (used := _limited(style, width)) is not None:
            found["size"] = {"width": points(used), "height": points(used / natural)}
            found["aspect_ratio"] = None
    hugging = hugs(item)
    if _shrinks_to_contents(item) or (hugging and style.min_width is None):
        least = dimension(Length(_least(item.box, width)), width)
        found["min_size"] = _of_width(own["min_size"], least)
    if hugging:
        found["max_size"] = _of_width(own["max_size"], _room(item, width))
    return found


def _limited(style: Style, width: float | None) -> float | None:
    """The width of a picture whose greatest one limits it: Taffy would take the height before."""
    if style.width is None or style.max_width is None or style.height is not None:
        return None
    if width is None or style.max_height is not None or frame(style):
        return None
    return min(style.width.of(width), style.max_width.of(width))


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


def _room(item: Item, width: float | None) -> TaffyStyle:
    """What a box that hugs its contents has room for: its container without its own margins."""
    style = item.box.style
    if width is None or item.box.paragraph is not None:
        return WHOLE
    edges = [style.margin_left, style.margin_right]
    if style.position == "absolute":
        edges += [style.left, style.right]
    room = width - sum(edge.of(width) for edge in edges if edge is not None)
    if item.static is not None and style.left is None and style.right is None:
        room -= item.static[0]
    room -= frame(style) if style.box_sizing == "content-box" else 0.0
    return points(max(0.0, room))


def pair(across: Edge, down: Edge, width: float | None, height: float | None) -> TaffyStyle:
    return {"width": dimension(across, width), "height": dimension(down, height)}


def ratio(style: Style, ratio: float | None) -> float | None:
    """None where both sizes are given: Taffy would let the ratio win over the height."""
    return None if style.width is not None and style.height is not None else ratio


def _shrinks_to_contents(item: Item) -> bool:
    """Whether ``min-width: auto`` means the contents' width; Flexbox 1 §4.5."""
    style, container = item.box.style, item.flex
    if container is None or container.flex_direction not in ("row", "row-reverse"):
        return False
    free = style.min_width is None and style.width is None and style.overflow == "visible"
    return free and item.box.picture is None


def must_know_room(item: Item) -> bool:
    """Whether what a box has room for is less than its container by its own edges."""
    if item.box.paragraph is not None or not hugs(item):
        return False
    style = item.box.style
    edges = (style.margin_left, style.margin_right, style.left, style.right)
    absolute = style.position == "absolute"
    return absolute or any(edge is not None and (edge.px or edge.percent) for edge in edges)


def hugs(item: Item) -> bool:
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
    if alignment(item, container) not in ("normal", "stretch"):
        return True
    return not text and (style.margin_left is None or style.margin_right is None)
